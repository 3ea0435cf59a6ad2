//! The conflict check (D4.2, D4.3, D4.4).

use chrono::NaiveDate;

use crate::analysis::moves::{Role, of_role};
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

/// Somebody checked before the packet went out.
pub(super) fn checked_in_time(context: &HandoffContext<'_>, _: Scope) -> Verdict {
    let day = day(context)?;
    let date = context.date(day);
    if day > context.day {
        let why = format!("conflicts were checked only on {date}, after it was sent");
        let help = "check for conflicts before the next handoff goes out";
        return Err(unmet(context, Fault::Timing, &why, help));
    }
    let by = checked_by(context).map_or_else(String::new, |by| format!(" by {by}"));
    Ok(format!("checked on {date}{by}"))
}
