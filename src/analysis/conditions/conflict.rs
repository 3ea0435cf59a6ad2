//! The conflict check (D4.2, D4.3, D4.4).

use chrono::NaiveDate;

use crate::analysis::command::command;
use crate::analysis::moves::{Role, of_role};
use crate::analysis::rivals;
use crate::analysis::settlement::{self, Gap};
use crate::model::deal::Conflict;
use crate::model::scalar::Text;

use super::context::HandoffContext;
use super::verdict::{Fault, Scope, Unmet, Verdict};

/// The fields of a check, as a command fills them in.
const CHECK: [&str; 2] = ["conflict.checked=DATE", "conflict.by=NAME"];

/// The fields of what was settled.
const SETTLED: [&str; 3] = [
    "conflict.resolution.how=TEXT",
    "conflict.resolution.by=NAME",
    "conflict.resolution.date=DATE",
];

fn unmet(context: &HandoffContext<'_>, fault: Fault, why: &str, help: &str) -> Unmet {
    let (path, role) = ("handoff.conflict.checked", Role::Alliances);
    context.unmet(fault, path, role, why, help)
}

/// Returns the day of the check.
fn day(context: &HandoffContext<'_>) -> Result<NaiveDate, Unmet> {
    let note = context.handoff.conflict.as_ref();
    if let Some(day) = note.and_then(|note| note.checked) {
        return Ok(day.value);
    }
    let why = match note {
        Some(_) => "nobody says when conflicts were checked",
        None => "nobody has checked for other partners",
    };
    let (process, deal) = (context.case.process, context.case.deal);
    let found = note.map(|note| settlement::open_findings(process, deal, note));
    let help = match found.filter(|found| !found.is_empty()) {
        None => format!(
            "ask who else is registered on the account, then: {}",
            context.draft(&CHECK)
        ),
        Some(found) => format!(
            "ask who else is registered on the account, and settle with {} who keeps what (TEXT names each), then: {}",
            listed(&found),
            context.draft(&[&CHECK[..], &SETTLED[..]].concat())
        ),
    };
    Err(unmet(context, Fault::Absent, why, &help))
}

fn checked_by<'a>(context: &HandoffContext<'a>) -> Option<&'a Text> {
    context.handoff.conflict.as_ref()?.by.as_ref()
}

/// Somebody checked, whenever that was.
pub(super) fn checked(context: &HandoffContext<'_>, _: Scope) -> Verdict {
    day(context)?;
    let by = checked_by(context).map_or("somebody", |by| &*by.value);
    Ok(format!("{by} did"))
}

/// Somebody checked before the packet went out, and what was found was settled.
pub(super) fn checked_in_time(context: &HandoffContext<'_>, _: Scope) -> Verdict {
    let day = day(context)?;
    let date = context.date(day);
    if day > context.day {
        let why = format!("conflicts were checked only on {date}, after it was sent");
        let help = "check for conflicts before the next handoff goes out";
        return Err(unmet(context, Fault::Timing, &why, help));
    }
    let by = checked_by(context).map_or_else(String::new, |by| format!(" by {by}"));
    let Some(conflict) = &context.handoff.conflict else {
        return Ok(format!("checked on {date}{by}"));
    };
    answered(context, conflict)?;
    let settled = settled_in_time(context, conflict)?;
    held_against_the_book(context, conflict, day)?;
    Ok(format!("checked on {date}{by}{settled}"))
}

/// What a check leaves open is not checked: `direct: tbd`.
fn answered(context: &HandoffContext<'_>, conflict: &Conflict) -> Result<(), Unmet> {
    let Some(whom) = settlement::open_question(conflict) else {
        return Ok(());
    };
    let why = format!("the check does not say yet whether there are {whom}");
    let help = format!(
        "find out whether there are {whom} on the account, and write who, or none: {}",
        context.draft(&[settlement::question_field(whom)])
    );
    let (path, role) = ("handoff.conflict.checked", Role::Alliances);
    Err(context.unmet(Fault::Unsettled, path, role, why, help))
}

/// Whoever was found is settled with before the packet goes out: how, by whom and when (D2.8).
fn settled_in_time(context: &HandoffContext<'_>, conflict: &Conflict) -> Result<String, Unmet> {
    let (process, deal) = (context.case.process, context.case.deal);
    let all = settlement::open_findings(process, deal, conflict);
    if all.is_empty() {
        return Ok(String::new());
    }
    let found = listed(&all);
    let (path, role) = ("handoff.conflict.resolution", Role::Alliances);
    let alliances = of_role(context.case, Role::Alliances).owner;
    let alliances = alliances.as_deref().unwrap_or("alliances");
    let lacks = |what: &str| {
        let why = format!("the check found {found}, and {what}");
        let help = format!(
            "{alliances} settles it with {found}, and puts on record who keeps what (TEXT names each): {}",
            context.draft(&SETTLED)
        );
        context.unmet(Fault::Unsettled, path, role, why, help)
    };
    match settlement::settled(process, deal, conflict) {
        Err(Gap::Absent) => Err(lacks("nobody says how that was settled")),
        Err(gap) => Err(lacks(&format!("the resolution {}", gap.lacks()))),
        Ok((_, date)) if date.value > context.day => {
            let why = format!(
                "the check found {found}, and that was settled only on {}",
                context.date(date.value)
            );
            let help = "settle a conflict before the next handoff goes out";
            Err(context.unmet(Fault::Unsettled, path, role, why, help))
        }
        Ok((resolution, date)) => {
            let how = resolution.how.as_ref().map_or("", |how| &**how);
            let left_out = settlement::left_out(&all, how);
            if left_out.is_empty() {
                return Ok(format!("; settled on {}", context.date(date.value)));
            }
            let left_out = listed(&left_out);
            Err(lacks(&format!("the resolution says nothing of {left_out}")))
        }
    }
}

/// A check that found nobody is held against the other partners' deals on the account.
fn held_against_the_book(
    context: &HandoffContext<'_>,
    conflict: &Conflict,
    checked: NaiveDate,
) -> Result<(), Unmet> {
    let rivals = rivals::on(context.case, context.day);
    let mut unnamed = rivals
        .iter()
        .filter(|rival| !settlement::names(context.case.process, conflict, rival.partner));
    let Some(rival) = unnamed.next() else {
        return Ok(());
    };
    let since = context.date(rival.since);
    let why = if rival.since > checked {
        format!(
            "{} came to the account on {since} (deal {}), after the check",
            rival.partner, rival.deal.id
        )
    } else {
        format!(
            "the check does not name {}, who has had deal {} on the account since {since}",
            rival.partner, rival.deal.id
        )
    };
    let case = context.case;
    let alliances = of_role(case, Role::Alliances).owner;
    let number = conflict.competing.len();
    let list = match number {
        0 => format!("competing={}", rival.partner),
        number => format!("competing.{number}={}", rival.partner),
    };
    let named = format!("conflict.{list}");
    let fields = [&[&*named], &SETTLED[..]].concat();
    let help = format!(
        "ask {} whose account it is. 1. if both partners are on it, settle who keeps what (TEXT names {}): {}; 2. if it is another account, write the two \
         names so that they differ: {}",
        alliances.as_deref().unwrap_or("alliances"),
        rival.partner,
        context.draft(&fields),
        command(case, "set", &["account.name", "NAME"])
    );
    let (path, role) = ("handoff.conflict.checked", Role::Alliances);
    Err(context.unmet(Fault::Unsettled, path, role, why, help))
}

/// Returns `Alder, Birch and our direct team`.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
