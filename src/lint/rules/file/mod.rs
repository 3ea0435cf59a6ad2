//! The family `file`: what a file is before it is a deal.

mod colon_in_text;
mod comma_in_braces;
mod conflict_markers;
mod duplicate_key;
mod fraction;
mod mark_lost;
mod meant;
mod merge_key;
mod nearly_a_deal;
mod not_a_person;
mod placeholder;
mod same_id;
mod several_documents;
mod syntax;
mod text_cut;
mod too_large;
mod unknown_deal;
mod unknown_key;
mod unreadable;
mod whose;
mod wrong_type;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &unreadable::UNREADABLE,
    &nearly_a_deal::NEARLY_A_DEAL,
    &too_large::TOO_LARGE,
    &syntax::SYNTAX,
    &colon_in_text::COLON_IN_TEXT,
    &conflict_markers::CONFLICT_MARKERS,
    &duplicate_key::DUPLICATE_KEY,
    &several_documents::SEVERAL_DOCUMENTS,
    &same_id::SAME_ID,
    &text_cut::TEXT_CUT,
    &mark_lost::MARK_LOST,
    &merge_key::MERGE_KEY,
    &comma_in_braces::COMMA_IN_BRACES,
    &unknown_deal::UNKNOWN_DEAL,
    &unknown_key::UNKNOWN_KEY,
    &wrong_type::WRONG_TYPE,
    &fraction::FRACTION,
    &not_a_person::NOT_A_PERSON,
    &placeholder::PLACEHOLDER,
];
