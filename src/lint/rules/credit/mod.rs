//! The family `credit`: how the partner is credited, settled at entry (D2.2).

mod changed_after_entry;
mod set_late;
mod unknown_rule;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &set_late::SET_LATE,
    &changed_after_entry::CHANGED_AFTER_ENTRY,
    &unknown_rule::UNKNOWN_RULE,
];
