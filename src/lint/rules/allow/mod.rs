//! The family `allow`: comments that keep a finding quiet.

mod no_reason;
mod unknown_rule;
mod unused;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &no_reason::NO_REASON,
    &unknown_rule::UNKNOWN_RULE,
    &unused::UNUSED,
];
