//! The family `process`: process.toml itself (D1).

mod bad_check;
mod credit_after_entry;
mod handoff_undefined;
pub mod invalid;
mod no_disqualification;
mod no_exit_criterion;
mod no_feedback_window;
mod no_rate;
mod not_jointly_owned;
mod overbuilt;
mod owner_is_not_a_person;
mod stage_count;
mod unknown_field;
mod unknown_rule;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &invalid::INVALID,
    &stage_count::STAGE_COUNT,
    &owner_is_not_a_person::OWNER_IS_NOT_A_PERSON,
    &no_exit_criterion::NO_EXIT_CRITERION,
    &no_disqualification::NO_DISQUALIFICATION,
    &handoff_undefined::HANDOFF_UNDEFINED,
    &not_jointly_owned::NOT_JOINTLY_OWNED,
    &credit_after_entry::CREDIT_AFTER_ENTRY,
    &no_feedback_window::NO_FEEDBACK_WINDOW,
    &overbuilt::OVERBUILT,
    &unknown_field::UNKNOWN_FIELD,
    &unknown_rule::UNKNOWN_RULE,
    &bad_check::BAD_CHECK,
    &no_rate::NO_RATE,
];
