//! What a source bears out: whether it holds the customer's words, and how new it is.

use std::collections::HashMap;
use std::sync::Arc;

use crate::load::evidence::Source;
use crate::model::scalar::Text;
use crate::text::name;

use super::dates::latest_day;
use super::exam::Exam;

/// Endings of files whose words can be read.
const READABLE: [&str; 8] = ["md", "txt", "eml", "html", "htm", "rst", "adoc", "markdown"];
/// Fewer words in a row stand in every text.
const RUN: usize = 3;
/// A file bears a quotation out when its runs cover more than this share of the words, in per cent.
const HELD: usize = 50;
/// Words that turn what follows into its opposite.
const DENIALS: [&str; 8] = [
    "not", "never", "no", "nobody", "nicht", "kein", "keine", "pas",
];

/// The words of a source that is a text of the repository; none when nobody can say what it holds.
pub(super) fn words_of(exam: &Exam<'_>, source: &str) -> Option<Arc<str>> {
    let path = source.split('#').next().unwrap_or_default().trim();
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
    Some(stands_in(&name::words(quote), &words_of(exam, source)?))
}

/// Whether normalised words stand in a text: as they are, or most of them in runs of several words, for notes shorten and
/// leave out. A run that the text denies (“not decided to …”) is none.
fn stands_in(quote: &str, text: &str) -> bool {
    let said: Vec<&str> = quote.split(' ').collect();
    if said.len() < RUN {
        return name::holds_words(text, quote);
    }
    // As a table: a note may have a megabyte, and a quotation thousands of words. Whether a run stands there, undenied.
    let mut runs: HashMap<&[&str], Option<bool>> =
        said.windows(RUN).map(|run| (run, None)).collect();
    let words: Vec<&str> = text.split(' ').collect();
    for (at, run) in words.windows(RUN).enumerate() {
        if let Some(found) = runs.get_mut(run) {
            let denied = at > 0 && DENIALS.contains(&words[at - 1]);
            *found = Some(found.unwrap_or(false) || !denied);
        }
    }
    let mut held = vec![false; said.len()];
    // Whether the run so far stands in the text, and undenied.
    let mut so_far = None;
    for (at, run) in said.windows(RUN).enumerate() {
        let own = at > 0 && DENIALS.contains(&said[at - 1]);
        let found = runs.get(run).copied().flatten();
        so_far = found.map(|undenied| so_far.unwrap_or(undenied || own));
        if so_far == Some(true) {
            held[at..at + RUN].fill(true);
        }
    }
    let held = held.iter().filter(|held| **held).count();
    held * 100 > said.len() * HELD
}

/// Whether a source names a person, by the first or the last name; none when nobody can say.
pub(super) fn names(exam: &Exam<'_>, source: &str, person: &str) -> Option<bool> {
    let text = words_of(exam, source)?;
    let person = name::words(person);
    let mut names = [person.split(' ').next(), person.split(' ').next_back()]
        .into_iter()
        .flatten();
    Some(names.any(|name| {
        let is_it = |word: &str| word == name || word.strip_suffix('s') == Some(name);
        text.split(' ').any(is_it)
    }))
}

/// The newest day that a source names, not after the sending; none when it names none.
pub(super) fn newest(exam: &Exam<'_>, source: &Text) -> Option<chrono::NaiveDate> {
    latest_day(&words_of(exam, source)?, exam.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_stands_in_its_source_as_a_run_or_in_runs() {
        let holds = |quote: &str, text: &str| stands_in(&name::words(quote), &name::words(text));
        for (quote, text) in [
            ("It is killing us.", "Ines: it is killing us, every night."),
            ("No way", "She said: no way!"),
            (
                "We can’t hire clerks … they go to the bank.",
                "Ines: We can't hire clerks in Leeds, they go to the bank.",
            ),
            (
                "We cannot keep typing meter readings until midnight, people are leaving.",
                "Ines: cannot keep typing readings until midnight. People leaving.",
            ),
            ("We do not hire clerks here.", "We do not hire clerks here."),
        ] {
            assert!(holds(quote, text), "{quote}");
        }
        for (quote, text) in [
            (
                "We have decided to replace the invoice tool this winter.",
                "We have NOT decided to replace the invoice tool. Nothing this winter.",
            ),
            (
                "Nightly typing of readings makes our clerks leave.",
                "Our readings are fine. Clerks leave. Typing? Nightly.",
            ),
            ("They leave", "They never stay and leave"),
        ] {
            assert!(!holds(quote, text), "{quote}");
        }
    }
}
