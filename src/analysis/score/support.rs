//! What a source bears out: whether it holds the customer's words, and how new it is.

use std::collections::HashSet;
use std::sync::Arc;

use crate::load::evidence::{Source, path_of};
use crate::model::scalar::Text;
use crate::text::name;

use super::dates::latest_day;
use super::exam::Exam;

/// Endings of files whose words can be read.
const READABLE: [&str; 8] = ["md", "txt", "eml", "html", "htm", "rst", "adoc", "markdown"];
/// A file bears a quotation out when it has at least this share of its longer words, in per cent: notes shorten.
const HELD: usize = 50;
/// Shorter words stand in every text.
const LONGER: usize = 3;

/// The words of a source that is a text of the repository; none when nobody can say what it holds.
pub(super) fn words_of(exam: &Exam<'_>, source: &str) -> Option<Arc<str>> {
    let path = path_of(source)?;
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let readable = READABLE
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known));
    let is_file = matches!(exam.look.source(source), Source::File | Source::Gone);
    if !readable || !is_file {
        return None;
    }
    exam.look.words(source)
}

/// Whether a source holds a quotation; none when nobody can say.
pub(super) fn holds(exam: &Exam<'_>, source: &str, quote: &str) -> Option<bool> {
    let text = words_of(exam, source)?;
    let quote = name::words(quote);
    let longer: Vec<&str> = quote
        .split(' ')
        .filter(|word| word.chars().count() > LONGER)
        .collect();
    if longer.is_empty() {
        return Some(name::holds_words(&text, &quote));
    }
    // As a set: a note may have a megabyte, and a quotation thousands of words.
    let words: HashSet<&str> = text.split(' ').collect();
    let held = longer.iter().filter(|word| words.contains(*word)).count();
    Some(held * 100 >= longer.len() * HELD)
}

/// The newest day that a source names, not after the sending; none when it names none.
pub(super) fn newest(exam: &Exam<'_>, source: &Text) -> Option<chrono::NaiveDate> {
    latest_day(&words_of(exam, source)?, exam.day)
}
