//! The family `attribution`.

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[];
