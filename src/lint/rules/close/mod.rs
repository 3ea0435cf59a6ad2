//! The family `close`.

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[];
