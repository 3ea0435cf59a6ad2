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
mod wrong_type;

use crate::analysis::moves;
use crate::diagnostic::Move;
use crate::lint::Rule;
use crate::model::{Book, Problem};

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

/// Whose move a fault of a file is: whoever answers for its deal, for process.toml its owner.
fn whose(book: &Book, problem: &Problem) -> Move {
    if problem.place.file == book.process.file {
        return moves::of_process(&book.process);
    }
    moves::of_file(&book.process, book.deal_in(problem.place.file))
}
