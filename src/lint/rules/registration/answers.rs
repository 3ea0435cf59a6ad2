//! The commands by which a registration is answered.

use crate::analysis::Case;
use crate::lint::words;

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
