//! The family `registration`: the front door (D2).

mod answer_unclear;
mod answers;
mod conflict;
mod domain_of_many;

mod missing_field;
mod partner_is_a_logo;
mod possible_duplicate;
mod rejected_and_open;
mod rejected_but_worked;
mod unanswered;
mod unknown_signal;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &domain_of_many::DOMAIN_OF_MANY,
    &missing_field::MISSING_FIELD,
    &partner_is_a_logo::PARTNER_IS_A_LOGO,
    &conflict::CONFLICT,
    &possible_duplicate::POSSIBLE_DUPLICATE,
    &unanswered::UNANSWERED,
    &unknown_signal::UNKNOWN_SIGNAL,
    &answer_unclear::ANSWER_UNCLEAR,
    &rejected_but_worked::REJECTED_BUT_WORKED,
    &rejected_and_open::REJECTED_AND_OPEN,
];
