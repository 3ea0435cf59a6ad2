//! The family `attribution`: what a partner brought is derived, never argued (D7).

mod contradicts_rule;
mod evidence;
mod no_evidence;
mod not_by_the_partner;
mod unknown_kind;
mod unknown_side;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &contradicts_rule::CONTRADICTS_RULE,
    &no_evidence::NO_EVIDENCE,
    &not_by_the_partner::NOT_BY_THE_PARTNER,
    &unknown_side::UNKNOWN_SIDE,
    &unknown_kind::UNKNOWN_KIND,
];
