//! The family `process`: process.toml itself (D1).

mod bad_check;
mod credit_after_entry;
mod handoff_undefined;
mod holidays_end;
pub mod invalid;
mod mostly_waived;
mod named_twice;
mod never_failed;
mod no_disqualification;
mod no_exceptions;
mod no_exit_criterion;
mod no_feedback_window;
mod no_limit;
mod no_operations_owner;
mod no_rate;
mod not_jointly_owned;
mod open_door;
mod overbuilt;
mod owner_is_not_a_person;
mod partner_role_not_required;
mod records_begin_later;
mod stage_count;
mod unknown_component;
mod unknown_field;
mod unknown_packet_field;
mod unknown_role;
mod unknown_rule;
mod unknown_target;
mod unknown_who;
mod unlikely_probability;
mod unusable_amount;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &invalid::INVALID,
    &stage_count::STAGE_COUNT,
    &owner_is_not_a_person::OWNER_IS_NOT_A_PERSON,
    &no_exceptions::NO_EXCEPTIONS,
    &no_exit_criterion::NO_EXIT_CRITERION,
    &no_disqualification::NO_DISQUALIFICATION,
    &handoff_undefined::HANDOFF_UNDEFINED,
    &not_jointly_owned::NOT_JOINTLY_OWNED,
    &no_operations_owner::NO_OPERATIONS_OWNER,
    &credit_after_entry::CREDIT_AFTER_ENTRY,
    &partner_role_not_required::PARTNER_ROLE_NOT_REQUIRED,
    &no_feedback_window::NO_FEEDBACK_WINDOW,
    &open_door::OPEN_DOOR,
    &no_limit::NO_LIMIT,
    &overbuilt::OVERBUILT,
    &records_begin_later::RECORDS_BEGIN_LATER,
    &mostly_waived::MOSTLY_WAIVED,
    &never_failed::NEVER_FAILED,
    &unknown_field::UNKNOWN_FIELD,
    &unknown_who::UNKNOWN_WHO,
    &unknown_role::UNKNOWN_ROLE,
    &unusable_amount::UNUSABLE_AMOUNT,
    &unknown_rule::UNKNOWN_RULE,
    &unknown_component::UNKNOWN_COMPONENT,
    &unknown_packet_field::UNKNOWN_PACKET_FIELD,
    &bad_check::BAD_CHECK,
    &no_rate::NO_RATE,
    &unknown_target::UNKNOWN_TARGET,
    &unlikely_probability::UNLIKELY_PROBABILITY,
    &named_twice::NAMED_TWICE,
    &holidays_end::HOLIDAYS_END,
];
