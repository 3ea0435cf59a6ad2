//! The family `file`: what a file is before it is a deal.

mod syntax;
mod unknown_key;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[&syntax::SYNTAX, &unknown_key::UNKNOWN_KEY];
