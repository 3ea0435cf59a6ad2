//! The family `process`: process.toml itself (D1).

pub mod invalid;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[&invalid::INVALID];
