//! The commands by which a registration is answered.

use crate::analysis::Case;
use crate::analysis::conflicts::Conflict;
use crate::analysis::registration::{Answer, answer};
use crate::lint::words;
use crate::model::Deal;

/// Returns the commands that reject a registration, and close its deal.
pub(super) fn reject(case: &Case<'_>) -> String {
    let reject = words::command(case, "reject", &["--reason", "REASON"]);
    format!("{reject}, then {}", close(case))
}

/// Returns the command that closes a deal whose registration was rejected, with the reasons that its stage knows.
pub(super) fn close(case: &Case<'_>) -> String {
    let close = words::command(case, "close", &["disqualified", "--reason", "REASON"]);
    let stage = case.stage().map(|(_, stage)| stage);
    let reasons = stage.map(|stage| words::reasons(&stage.disqualify));
    format!("{close}{}", reasons.unwrap_or_default())
}

/// Returns the commands that record that a no was taken back: a yes on a later day, by name.
pub(super) fn take_back(case: &Case<'_>) -> String {
    format!(
        "{}, then {}",
        words::command(case, "set", &["registered.approved.date", "DATE"]),
        words::command(case, "set", &["registered.approved.by", "NAME"])
    )
}

/// Returns how two registrations of one account are settled: one gives way, or both stay and it is on record who keeps what.
pub(super) fn to_conflict(
    case: &Case<'_>,
    conflict: &Conflict,
    first: &Deal,
    newcomer: &str,
    holder: &str,
) -> String {
    let no = lose(case);
    let both = words::command(
        case,
        "handoff",
        &[
            "draft",
            "conflict.checked=DATE",
            &format!("conflict.competing={holder}"),
            "conflict.resolution.how=TEXT",
            "conflict.resolution.by=NAME",
            "conflict.resolution.date=DATE",
        ],
    );
    let settle = format!("settle who keeps what (TEXT names {holder}): {both}");
    if case.deal.is_closed() {
        return settle;
    }
    let first = Case::new(case.book, first, case.evidence);
    let which = if conflict.is_tie() {
        format!(
            "decide who keeps it, and tell the other. 1. {holder}: {no}; 2. {newcomer}: {}",
            lose(&first)
        )
    } else {
        format!("1. {holder} holds it; tell {newcomer}: {no}")
    };
    let number = if conflict.is_tie() { 3 } else { 2 };
    format!("{which}; {number}. both stay: {settle}")
}

/// Returns the command by which a deal gives up its claim: a no, or the end of a deal that was taken on.
fn lose(case: &Case<'_>) -> String {
    match answer(case.deal) {
        Answer::Approved(_) => close(case),
        _ => reject(case),
    }
}
