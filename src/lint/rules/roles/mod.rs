//! The family `roles`: who does what in joint work (D3.5).

mod is_not_a_person;
mod not_who_accepted;
mod partner_has_no_role;
mod partner_sidelined;
mod unfilled;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &unfilled::UNFILLED,
    &is_not_a_person::IS_NOT_A_PERSON,
    &partner_has_no_role::PARTNER_HAS_NO_ROLE,
    &not_who_accepted::NOT_WHO_ACCEPTED,
    &partner_sidelined::PARTNER_SIDELINED,
];
