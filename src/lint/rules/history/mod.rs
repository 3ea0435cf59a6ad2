//! The family `history`.

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[];
