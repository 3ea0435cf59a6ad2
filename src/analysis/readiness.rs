//! Ready to hand off (D4.2): what must hold on the day a packet is sent.

use chrono::{Days, NaiveDate};

use crate::load::evidence::Source;
use crate::model::deal::Handoff;
use crate::model::scalar::{Text, prose_date};
use crate::text::{Span, name, placeholder::is_placeholder};

use super::Case;
use super::agreement::{Agreement, later_than};
use super::moves::Role;
use super::packet::{Packet, packet};
use super::sources::absence;

/// A move is doable “this week” when it is due at most this many days after the packet was sent (D4.2).
pub const THIS_WEEK: u64 = 7;

/// A condition of D4.2 that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The field of the packet it belongs to, as `[handoff] light` names it.
    pub field: &'static str,
    /// What is wrong, as a clause: “nobody has checked for other partners”.
    pub why: String,
    /// Where.
    pub span: Span,
    /// Whose move it is.
    pub role: Role,
    /// How to mend it.
    pub help: String,
}

/// The conditions that do not hold for a packet that goes out on `day`, an empty one where there is no handoff. A dead path is left to its own finding.
pub fn failed(case: &Case<'_>, day: NaiveDate) -> Vec<Failed> {
    let empty = Handoff::default();
    let handoff = case.deal.handoff.as_deref().unwrap_or(&empty);
    let packet = packet(case);
    let mut failed = Vec::new();
    if packet.needs("seller_move") {
        failed.extend(seller_move(case, handoff, day));
    }
    if packet.needs("account") {
        failed.extend(priority_list(case, handoff));
    }
    if packet.needs("partner_move") {
        failed.extend(partner_move(case, handoff, day));
    }
    if packet.needs("evidence") {
        failed.extend(evidence(case, handoff));
    }
    if packet.needs("conflict") {
        failed.extend(conflict(case, handoff, day));
    }
    failed
}

/// Whether a packet of this deal has all it needs and may go out on `day`.
pub fn is_ready(case: &Case<'_>, packet: &Packet, day: NaiveDate) -> bool {
    packet.lacking().next().is_none() && failed(case, day).is_empty()
}

fn fail(
    case: &Case<'_>,
    field: &'static str,
    path: &str,
    role: Role,
    why: impl Into<String>,
    help: impl Into<String>,
) -> Failed {
    Failed {
        field,
        why: why.into(),
        span: case.deal.nearest_span(path),
        role,
        help: help.into(),
    }
}

fn seller_move(case: &Case<'_>, handoff: &Handoff, day: NaiveDate) -> Option<Failed> {
    let path = "handoff.seller_move";
    let role = Role::PartnerMarketing;
    let latest = day.checked_add_days(Days::new(THIS_WEEK)).unwrap_or(day);
    let help = || {
        let week = case.today.max(day).checked_add_days(Days::new(THIS_WEEK));
        let due = week.unwrap_or(latest);
        format!("write one action with a date: seller_move: {{action: …, due: {due}}}")
    };
    let failed = |why: String| Some(fail(case, "seller_move", path, role, why, help()));
    let action = |written: &crate::model::deal::HandoffMove| {
        written
            .action
            .as_ref()
            .is_some_and(|action| !is_placeholder(action))
    };
    match &*handoff.seller_move {
        [] => failed("the seller has no next move".to_owned()),
        [_, _, ..] => failed("the seller is asked for several moves, not one".to_owned()),
        [only] if !action(only) => failed("the seller's move names no action".to_owned()),
        [only] => match only.due {
            None => failed("the seller's move has no date".to_owned()),
            Some(due) if due.value < day => failed(format!(
                "the seller's move was due on {}, before it was sent",
                prose_date(due.value, case.today)
            )),
            Some(due) if due.value > latest => failed(format!(
                "the seller's move is due on {}, not this week",
                prose_date(due.value, case.today)
            )),
            Some(_) => None,
        },
    }
}

fn priority_list(case: &Case<'_>, handoff: &Handoff) -> Option<Failed> {
    let path = "handoff.priority_list";
    let account = case.deal.account_name()?;
    let help = || {
        format!(
            "name the list that holds “{account}”, or choose an account that the seller cares about"
        )
    };
    let failed = |why: String| {
        Some(fail(
            case,
            "account",
            path,
            Role::PartnerMarketing,
            why,
            help(),
        ))
    };
    match on_list(case, handoff) {
        OnList::Named | OnList::Words => None,
        OnList::Dead => {
            let (look, list) = (case.look(handoff), handoff.priority_list.as_ref()?);
            let is_late = look.source(list) == Source::Late;
            is_late.then(|| failed(format!("{list} {}", absence(case, &look, list))))?
        }
        OnList::NotNamed(list) => failed(format!("{list} does not name {account}")),
        OnList::Absent => failed(format!(
            "nothing says that {account} is on the seller's priority list"
        )),
    }
}

/// What the priority list says of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnList {
    /// The file names the account.
    Named,
    /// Words are there, not a file.
    Words,
    /// The file does not name the account.
    NotNamed(String),
    /// The file is not there, or was not when the packet was sent; it has a finding of its own.
    Dead,
    /// Nothing is said.
    Absent,
}

/// Looks the account up in the handoff's priority list, as whole words of its normalised name.
pub fn on_list(case: &Case<'_>, handoff: &Handoff) -> OnList {
    let Some(list) = handoff
        .priority_list
        .as_ref()
        .filter(|list| !is_placeholder(list))
    else {
        return OnList::Absent;
    };
    let look = case.look(handoff);
    match look.source(list) {
        Source::Words | Source::Link => OnList::Words,
        Source::Missing | Source::Late | Source::Outside => OnList::Dead,
        Source::File | Source::Gone => {
            let Some(words) = look.words(list) else {
                return OnList::Dead;
            };
            let named = case
                .deal
                .account_name()
                .is_some_and(|account| name::holds_words(&words, &name::company_key(account)));
            if named {
                OnList::Named
            } else {
                OnList::NotNamed(list.to_string())
            }
        }
    }
}

fn partner_move(case: &Case<'_>, handoff: &Handoff, day: NaiveDate) -> Option<Failed> {
    let path = "handoff.partner_move";
    let contact = case
        .deal
        .partner
        .as_ref()
        .and_then(|partner| partner.contact.as_ref()?.name.as_ref());
    let who = contact.map_or("the partner", |name| &*name.value);
    let help = || format!("save {who}'s answer as a file and name it: agreed: notes/….md");
    let failed = |why: String| {
        Some(fail(
            case,
            "partner_move",
            path,
            Role::Alliances,
            why,
            help(),
        ))
    };
    let Some(first) = handoff.partner_move.first() else {
        return failed("the partner has no next move".to_owned());
    };
    let agreed = first.agreed.as_ref();
    let look = case.look(handoff);
    match (Agreement::of(&look, agreed), later_than(agreed, day)) {
        (Agreement::No, _) => failed(format!(
            "{who} has not agreed to the partner's move in writing"
        )),
        (Agreement::Words(words), _) => failed(format!(
            "{who} has not agreed to the partner's move in writing: “{words}” is no source"
        )),
        (Agreement::OnDay, _) => failed(format!(
            "{who} has agreed to the partner's move, but not in writing"
        )),
        (Agreement::Dead(source), _) if look.source(source) == Source::Late => {
            let why = absence(case, &look, source);
            failed(format!("{who}'s agreement, {source}, {why}"))
        }
        (_, Some(date)) => failed(format!(
            "{who} agreed to the partner's move only on {}, after it was sent",
            prose_date(date, case.today)
        )),
        (Agreement::Dead(_) | Agreement::InWriting(_), None) => None,
    }
}

fn evidence(case: &Case<'_>, handoff: &Handoff) -> Option<Failed> {
    let look = case.look(handoff);
    let real: Vec<&Text> = handoff
        .evidence
        .iter()
        .filter(|source| !is_placeholder(source))
        .collect();
    let late = real
        .iter()
        .find(|source| look.source(source) == Source::Late);
    let (why, help) = match (real.is_empty(), late) {
        (true, _) => (
            "no source is attached".to_owned(),
            "attach a source that the seller verifies in minutes: evidence: [notes/….md]",
        ),
        (false, Some(late)) => (
            format!("{late} {}", absence(case, &look, late)),
            "commit the evidence before the next handoff goes out",
        ),
        (false, None) => return None,
    };
    let role = Role::PartnerMarketing;
    Some(fail(case, "evidence", "handoff.evidence", role, why, help))
}

fn conflict(case: &Case<'_>, handoff: &Handoff, day: NaiveDate) -> Option<Failed> {
    let path = "handoff.conflict.checked";
    let help = || {
        let alliances = super::moves::of_role(case, Role::Alliances).owner;
        let by = alliances.as_deref().unwrap_or("…");
        format!(
            "check for registered and competing partners, then add conflict: {{checked: {}, by: {by}}}",
            case.today
        )
    };
    let checked = handoff
        .conflict
        .as_ref()
        .and_then(|conflict| conflict.checked);
    match checked {
        None => Some(fail(
            case,
            "conflict",
            path,
            Role::Alliances,
            "nobody has checked for other partners",
            help(),
        )),
        Some(checked) if checked.value > day => {
            let why = format!(
                "conflicts were checked only on {}, after it was sent",
                prose_date(checked.value, case.today)
            );
            Some(fail(
                case,
                "conflict",
                path,
                Role::Alliances,
                why,
                "check for conflicts before the next handoff goes out",
            ))
        }
        Some(_) => None,
    }
}
