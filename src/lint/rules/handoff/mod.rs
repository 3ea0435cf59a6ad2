//! The family `handoff`: the packet, its sending and its answer (D4).

mod acceptance_agreed_late;
mod answered_before_sent;
mod answered_by_somebody_else;
mod conflict_check_late;
mod conflict_unsettled;
mod declined_too_often;
mod declined_without_reason;
mod draft;
mod evidence_beside_the_point;
mod evidence_not_found;
mod fields;
mod generic;
mod missing_field;
mod move_not_this_week;
mod move_overdue;
mod no_conflict_check;
mod no_response;
mod not_on_priority_list;
mod owner_is_not_a_person;
mod partner_has_not_agreed;
mod sending;
mod sent_before_ready;
mod sent_before_stage;
mod texts;
mod too_many_moves;
mod window_widened;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &missing_field::MISSING_FIELD,
    &owner_is_not_a_person::OWNER_IS_NOT_A_PERSON,
    &sent_before_ready::SENT_BEFORE_READY,
    &sent_before_stage::SENT_BEFORE_STAGE,
    &evidence_not_found::EVIDENCE_NOT_FOUND,
    &evidence_beside_the_point::EVIDENCE_BESIDE_THE_POINT,
    &no_response::NO_RESPONSE,
    &move_overdue::MOVE_OVERDUE,
    &too_many_moves::TOO_MANY_MOVES,
    &move_not_this_week::MOVE_NOT_THIS_WEEK,
    &partner_has_not_agreed::PARTNER_HAS_NOT_AGREED,
    &no_conflict_check::NO_CONFLICT_CHECK,
    &conflict_check_late::CONFLICT_CHECK_LATE,
    &conflict_unsettled::CONFLICT_UNSETTLED,
    &acceptance_agreed_late::ACCEPTANCE_AGREED_LATE,
    &not_on_priority_list::NOT_ON_PRIORITY_LIST,
    &declined_without_reason::DECLINED_WITHOUT_REASON,
    &declined_too_often::DECLINED_TOO_OFTEN,
    &answered_before_sent::ANSWERED_BEFORE_SENT,
    &answered_by_somebody_else::ANSWERED_BY_SOMEBODY_ELSE,
    &window_widened::WINDOW_WIDENED,
    &generic::GENERIC,
];
