//! The family `registration`.

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[];
