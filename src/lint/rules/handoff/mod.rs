//! The family `handoff`: the packet, its sending and its answer (D4).

mod evidence_not_found;
mod fields;
mod missing_field;
mod no_response;
mod owner_is_not_a_person;
mod sending;
mod sent_before_ready;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &missing_field::MISSING_FIELD,
    &owner_is_not_a_person::OWNER_IS_NOT_A_PERSON,
    &sent_before_ready::SENT_BEFORE_READY,
    &evidence_not_found::EVIDENCE_NOT_FOUND,
    &no_response::NO_RESPONSE,
];
