//! The family `close`: how a deal ended, and whether the partner knows (D3.6, D3.7).

mod closer;
mod edited_after_close;
mod no_amount;
mod no_date;
mod no_reason;
mod no_result;
mod reopened_unclear;
mod told_before_close;
mod told_somebody_else;
mod unknown_reason;
mod unreported;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &no_result::NO_RESULT,
    &no_date::NO_DATE,
    &no_reason::NO_REASON,
    &unknown_reason::UNKNOWN_REASON,
    &no_amount::NO_AMOUNT,
    &unreported::UNREPORTED,
    &told_before_close::TOLD_BEFORE_CLOSE,
    &told_somebody_else::TOLD_SOMEBODY_ELSE,
    &edited_after_close::EDITED_AFTER_CLOSE,
    &reopened_unclear::REOPENED_UNCLEAR,
];
