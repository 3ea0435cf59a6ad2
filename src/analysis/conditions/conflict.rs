//! The conflict check (D4.2, D4.3, D4.4).

use chrono::NaiveDate;

use crate::analysis::moves::{Role, of_role};
use crate::analysis::rivals;
use crate::analysis::settlement::{self, Gap};
use crate::model::deal::Conflict;
use crate::model::scalar::Text;

use super::context::HandoffContext;
use super::verdict::{Fault, Scope, Unmet, Verdict};

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
    let alliances = of_role(context.case, Role::Alliances).owner;
    let help = format!(
        "ask who else is registered on the account, then write below `handoff` conflict: {{checked: {}, by: {}}}",
        context.case.today,
        alliances.as_deref().unwrap_or("…")
    );
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
    if let Some(whom) = settlement::unanswered(conflict) {
        let why = format!("the check of {date} does not know of {whom} yet");
        let help = "ask who else is on the account, and name them in `conflict`, or `none`";
        return Err(unmet(context, Fault::Absent, &why, help));
    }
    let settled = settled_in_time(context, conflict)?;
    held_against_the_book(context, conflict, day)?;
    Ok(format!("checked on {date}{by}{settled}"))
}

/// Whoever was found is settled with before the packet goes out: how, by whom and when (D2.8).
fn settled_in_time(context: &HandoffContext<'_>, conflict: &Conflict) -> Result<String, Unmet> {
    let found = settlement::open_findings(context.case.deal, conflict);
    if found.is_empty() {
        return Ok(String::new());
    }
    let found = listed(&found);
    let (path, role) = ("handoff.conflict.resolution", Role::Alliances);
    let alliances = of_role(context.case, Role::Alliances).owner;
    let alliances = alliances.as_deref().unwrap_or("alliances");
    let lacks = |what: &str| {
        let why = format!("the check found {found}, and {what}");
        let help = format!(
            "{alliances} settles it with {found}, then writes into `conflict` who keeps what: resolution: {{how: …, by: …, date: …}}"
        );
        context.unmet(Fault::Unsettled, path, role, why, help)
    };
    match settlement::settled(context.case.process, conflict) {
        Err(Gap::Absent) => Err(lacks("nobody says how that was settled")),
        Err(Gap::How) => Err(lacks("the resolution does not say how that was settled")),
        Err(Gap::By) => Err(lacks(
            "the resolution does not name one person who settled it",
        )),
        Err(Gap::Date) => Err(lacks("the resolution has no day")),
        Ok((_, date)) if date.value > context.day => {
            let why = format!(
                "the check found {found}, and that was settled only on {}",
                context.date(date.value)
            );
            let help = "settle a conflict before the next handoff goes out";
            Err(context.unmet(Fault::Unsettled, path, role, why, help))
        }
        Ok((_, date)) => Ok(format!("; settled on {}", context.date(date.value))),
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
        .filter(|rival| !settlement::names(conflict, rival.partner));
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
    let help = format!(
        "ask alliances whose account it is: name {} in `resellers` or `competing` of `conflict`, with its resolution: {{how: …, by: …, date: …}}; if it is another account, write the two names so that they differ",
        rival.partner
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
