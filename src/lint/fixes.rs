//! Fixes that several rules offer.

use crate::diagnostic::Fix;
use crate::model::Book;
use crate::text::Place;
use crate::text::edit::{quoted, written_like};

/// Replaces a value, quoted as the old one was.
pub fn write(book: &Book, place: Place, value: &str) -> Fix {
    let written = book.sources.file(place.file).slice(place.span);
    Fix::replace(true, place, written_like(written, value))
}

/// Corrects the spelling of a word; `None` if the place does not hold that word, because a short form replaces it.
pub fn spell(book: &Book, place: Place, wrong: &str, right: &str) -> Option<Fix> {
    let written = book.sources.file(place.file).slice(place.span);
    (written.trim_matches(['"', '\'']) == wrong).then(|| write(book, place, right))
}

/// Puts quotes around the text at a place.
pub fn quote(book: &Book, place: Place) -> Fix {
    let written = book.sources.file(place.file).slice(place.span);
    Fix {
        title: "put the text in quotes".to_owned(),
        ..Fix::replace(true, place, quoted(written))
    }
}
