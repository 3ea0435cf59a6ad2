//! The family `gate`: exit criteria that are not met, and waivers (D3.1, D3.2, D1.8).

mod incomplete_waiver;
mod overdue;
mod to_do;
mod unknown_criterion;
mod unmet_criterion;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &unmet_criterion::UNMET_CRITERION,
    &to_do::TO_DO,
    &overdue::OVERDUE,
    &incomplete_waiver::INCOMPLETE_WAIVER,
    &unknown_criterion::UNKNOWN_CRITERION,
];
