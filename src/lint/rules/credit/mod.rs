//! The family `credit`: how the partner is credited, settled at entry (D2.2).

mod set_late;
mod unknown_rule;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[&set_late::SET_LATE, &unknown_rule::UNKNOWN_RULE];
