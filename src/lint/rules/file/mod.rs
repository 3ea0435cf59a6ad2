//! The family `file`: what a file is before it is a deal.

mod conflict_markers;
mod duplicate_key;
mod placeholder;
mod same_id;
mod several_documents;
mod syntax;
mod too_large;
mod unknown_key;
mod unreadable;
mod whose;
mod wrong_type;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &unreadable::UNREADABLE,
    &too_large::TOO_LARGE,
    &syntax::SYNTAX,
    &conflict_markers::CONFLICT_MARKERS,
    &duplicate_key::DUPLICATE_KEY,
    &several_documents::SEVERAL_DOCUMENTS,
    &same_id::SAME_ID,
    &unknown_key::UNKNOWN_KEY,
    &wrong_type::WRONG_TYPE,
    &placeholder::PLACEHOLDER,
];
