//! The family `gate`: exit criteria that are not met, and waivers (D3.1, D3.2, D1.8).

mod unmet_criterion;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[&unmet_criterion::UNMET_CRITERION];
