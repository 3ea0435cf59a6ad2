//! The family `attribution`: what a partner brought is derived, never argued (D7).

mod contradicts_rule;
mod evidence;
mod no_evidence;
mod unknown_kind;
mod unknown_side;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &contradicts_rule::CONTRADICTS_RULE,
    &no_evidence::NO_EVIDENCE,
    &unknown_side::UNKNOWN_SIDE,
    &unknown_kind::UNKNOWN_KIND,
];
