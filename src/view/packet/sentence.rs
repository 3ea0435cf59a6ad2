//! Parts and ends of sentences.

use std::fmt::Display;

/// Returns a part of a sentence with what leads to it; nothing if the part is not known.
pub(super) fn preceded(lead: &str, part: Option<impl Display>) -> String {
    part.map_or_else(String::new, |part| format!("{lead}{part}"))
}

/// Adds a full stop, unless the text ends like a sentence already.
pub(super) fn ended(mut text: String) -> String {
    if !text.ends_with(['.', '?', '!', '…']) {
        text.push('.');
    }
    text
}
