//! The marks that an unfinished merge leaves in a file.

use super::Span;

/// The first line of an unfinished merge: `<<<<<<<` with a `>>>>>>>` somewhere below.
pub fn conflict_marker(text: &str) -> Option<Span> {
    let start = if text.starts_with("<<<<<<< ") {
        0
    } else {
        text.find("\n<<<<<<< ")? + 1
    };
    text[start..]
        .contains("\n>>>>>>>")
        .then(|| Span::new(start, start + 7))
}
