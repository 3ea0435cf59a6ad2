//! Bytes into text and trees into records; whatever goes wrong becomes a problem of the book.

use std::string::FromUtf8Error;

use crate::model::book::ProblemKind;
use crate::model::record::{FromNode, Reader};
use crate::text::{FaultKind, Limits, Node, SourceFile, Span};

use super::origin::{Origin, Unreadable};

/// Reads a file as text; `Err` has what is known of it, why it failed and where.
pub(super) fn read_text(
    origin: &dyn Origin,
    path: &str,
    limits: &Limits,
) -> (SourceFile, Option<(ProblemKind, Span)>) {
    match origin.read(path, limits.bytes) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => (source(path, text), None),
            Err(error) => not_utf8(path, &error),
        },
        Err(unreadable) => (
            source(path, String::new()),
            Some((why_unreadable(&unreadable, limits), Span::default())),
        ),
    }
}

fn source(path: &str, text: String) -> SourceFile {
    SourceFile::new(path, text)
}

/// Why a file cannot be read as a problem of the book.
pub(super) fn why_unreadable(unreadable: &Unreadable, limits: &Limits) -> ProblemKind {
    match unreadable {
        Unreadable::TooLarge(size) => FaultKind::TooLarge {
            what: format!("{size} bytes, more than {}", limits.bytes),
        }
        .into(),
        Unreadable::NearlyADeal { meant } => ProblemKind::NearlyADeal {
            meant: meant.clone(),
        },
        Unreadable::Because { why, help } => ProblemKind::Unreadable {
            why: why.clone(),
            help: help.clone(),
        },
    }
}

/// Returns the text with a mark for each invalid byte, so that the first one can be shown in its line.
fn not_utf8(path: &str, error: &FromUtf8Error) -> (SourceFile, Option<(ProblemKind, Span)>) {
    let at = error.utf8_error().valid_up_to();
    let byte = error.as_bytes().get(at).copied().unwrap_or_default();
    let kind = ProblemKind::Unreadable {
        why: format!("byte 0x{byte:02X} is not UTF-8"),
        help: "save the file as UTF-8 (many editors: “Save with encoding”)".to_owned(),
    };
    let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
    let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
    (source(path, text), Some((kind, span)))
}

/// Reads one record from a node and reports what could not be read.
pub(super) fn read_record<T: FromNode>(node: &Node<'_>) -> (Option<T>, Reader) {
    let mut reader = Reader::default();
    let record = T::read(node, &mut reader);
    (record, reader)
}
