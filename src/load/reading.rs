//! From bytes to text and from trees to records, and what goes wrong on the way as problems of the book.

use crate::model::book::ProblemKind;
use crate::model::record::{FromNode, ReadProblem, Reader};
use crate::text::{FaultKind, Limits, Node, SourceFile};

use super::origin::{Origin, Unreadable};

/// Reads a file as text; when that fails, what is known of it and why.
pub(super) fn read_text(
    origin: &dyn Origin,
    path: &str,
    limits: &Limits,
) -> (SourceFile, Option<ProblemKind>) {
    let empty = |kind| {
        (
            SourceFile {
                path: path.into(),
                text: Box::default(),
            },
            Some(kind),
        )
    };
    let bytes = match origin.read(path, limits.bytes) {
        Ok(bytes) => bytes,
        Err(Unreadable::TooLarge(size)) => {
            return empty(ProblemKind::TooLarge {
                what: format!("{size} bytes, more than {}", limits.bytes),
            });
        }
        Err(Unreadable::Because { why, help }) => {
            return empty(ProblemKind::Unreadable { why, help });
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => (
            SourceFile {
                path: path.into(),
                text: text.into(),
            },
            None,
        ),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let before = String::from_utf8_lossy(&error.as_bytes()[..at]);
            let line = before.matches('\n').count() + 1;
            let why = format!("byte 0x{byte:02X} on line {line} is not UTF-8");
            let help = "save the file as UTF-8 (many editors: “Save with encoding”)".to_owned();
            empty(ProblemKind::Unreadable { why, help })
        }
    }
}

/// Reads one record from a node and says what could not be read.
pub(super) fn read_record<T: FromNode>(node: &Node<'_>) -> (Option<T>, Reader) {
    let mut reader = Reader::default();
    let record = T::read(node, &mut reader);
    (record, reader)
}

/// A fault of the text as a problem of the book.
pub(super) fn problem_of(kind: FaultKind) -> ProblemKind {
    match kind {
        FaultKind::Syntax { message, help } => ProblemKind::Syntax { message, help },
        FaultKind::ConflictMarkers => ProblemKind::ConflictMarkers,
        FaultKind::DuplicateKey { key, first } => ProblemKind::DuplicateKey { key, first },
        FaultKind::SeveralDocuments => ProblemKind::SeveralDocuments,
        FaultKind::TooLarge { what } => ProblemKind::TooLarge { what },
    }
}

/// What a reader stumbled over as a problem of the book.
pub(super) fn read_problem(problem: ReadProblem) -> ProblemKind {
    match problem {
        ReadProblem::UnknownKey {
            parent,
            key,
            nearest,
        } => ProblemKind::UnknownKey {
            parent,
            key,
            nearest,
        },
        ReadProblem::WrongType {
            path,
            expected,
            found,
        } => ProblemKind::WrongType {
            path,
            expected,
            found,
        },
    }
}
