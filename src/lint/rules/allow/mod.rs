//! The family `allow`: comments that suppress a finding.

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
