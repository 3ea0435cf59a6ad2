//! The family `close`: how a deal ended, and who was told (D3.6, D3.7).

mod edited_after_close;
mod no_amount;
mod no_reason;
mod unreported;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &no_reason::NO_REASON,
    &no_amount::NO_AMOUNT,
    &unreported::UNREPORTED,
    &edited_after_close::EDITED_AFTER_CLOSE,
];
