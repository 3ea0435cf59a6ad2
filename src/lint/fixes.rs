//! Fixes that several rules offer.

use crate::diagnostic::Fix;
use crate::model::Book;
use crate::text::Place;
use crate::text::edit::{quoted, written_like};

/// Another value in the place of one, quoted as that was.
pub fn write(book: &Book, place: Place, value: &str) -> Fix {
    let written = book.sources.file(place.file).slice(place.span);
    Fix::replace(true, place, written_like(written, value))
}

/// The right spelling of a word, where that is what stands at the place: a short form may stand for the word.
pub fn spell(book: &Book, place: Place, wrong: &str, right: &str) -> Option<Fix> {
    let written = book.sources.file(place.file).slice(place.span);
    (written.trim_matches(['"', '\'']) == wrong).then(|| write(book, place, right))
}

/// Quotes around what stands at a place.
pub fn quote(book: &Book, place: Place) -> Fix {
    let written = book.sources.file(place.file).slice(place.span);
    Fix {
        title: "put the text in quotes".to_owned(),
        ..Fix::replace(true, place, quoted(written))
    }
}
