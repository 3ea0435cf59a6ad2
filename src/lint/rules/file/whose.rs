//! Whose move a fault of a file is.

use crate::analysis::moves;
use crate::diagnostic::Assignee;
use crate::model::{Book, Problem};

/// Whoever answers for its deal, for process.toml its owner.
pub(super) fn whose(book: &Book, problem: &Problem) -> Assignee {
    if problem.place.file == book.process.file {
        return moves::of_process(&book.process);
    }
    moves::of_file(&book.process, book.deal_in(problem.place.file))
}
