//! Whose move it is to fix a file.

use crate::analysis::moves;
use crate::diagnostic::Assignee;
use crate::model::{Book, Problem};

/// Returns the owner of the deal, or of the process for process.toml.
pub(super) fn whose(book: &Book, problem: &Problem) -> Assignee {
    if problem.place.file == book.process.file {
        return moves::of_process(&book.process);
    }
    moves::of_file(book, book.deal_in(problem.place.file))
}
