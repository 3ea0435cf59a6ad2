//! The family `credit`: how the partner is credited, settled at entry (D2.2).

mod changed_after_entry;
mod open_at_close;
mod set_late;
mod share_above_100;
mod unknown_rule;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &set_late::SET_LATE,
    &changed_after_entry::CHANGED_AFTER_ENTRY,
    &unknown_rule::UNKNOWN_RULE,
    &share_above_100::SHARE_ABOVE_100,
    &open_at_close::OPEN_AT_CLOSE,
];
