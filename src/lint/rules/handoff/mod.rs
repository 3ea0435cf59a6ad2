//! The family `handoff`.

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[];
