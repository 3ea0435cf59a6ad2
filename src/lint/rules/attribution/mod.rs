//! The family `attribution`: what a partner brought is derived, never argued (D7).

mod contradicts_rule;
mod evidence;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[&contradicts_rule::CONTRADICTS_RULE];
