//! The family `credit`.

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[];
