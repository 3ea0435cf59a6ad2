//! The family `hygiene`: what a book loses when nobody looks after it (D8.4).

mod pushed;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[&pushed::PUSHED];
