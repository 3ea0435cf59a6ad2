//! The family `handoff`: the packet, its sending and its answer (D4).

mod acceptance_agreed_late;
mod answered_before_sent;
mod conflict_check_late;
mod declined_without_reason;
mod draft;
mod evidence_beside_the_point;
mod evidence_not_found;
mod fields;
mod generic;
mod missing_field;
mod move_not_this_week;
mod no_conflict_check;
mod no_response;
mod not_on_priority_list;
mod owner_is_not_a_person;
mod partner_has_not_agreed;
mod sending;
mod sent_before_ready;
mod texts;
mod too_many_moves;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &missing_field::MISSING_FIELD,
    &owner_is_not_a_person::OWNER_IS_NOT_A_PERSON,
    &sent_before_ready::SENT_BEFORE_READY,
    &evidence_not_found::EVIDENCE_NOT_FOUND,
    &evidence_beside_the_point::EVIDENCE_BESIDE_THE_POINT,
    &no_response::NO_RESPONSE,
    &too_many_moves::TOO_MANY_MOVES,
    &move_not_this_week::MOVE_NOT_THIS_WEEK,
    &partner_has_not_agreed::PARTNER_HAS_NOT_AGREED,
    &no_conflict_check::NO_CONFLICT_CHECK,
    &conflict_check_late::CONFLICT_CHECK_LATE,
    &acceptance_agreed_late::ACCEPTANCE_AGREED_LATE,
    &not_on_priority_list::NOT_ON_PRIORITY_LIST,
    &declined_without_reason::DECLINED_WITHOUT_REASON,
    &answered_before_sent::ANSWERED_BEFORE_SENT,
    &generic::GENERIC,
];
