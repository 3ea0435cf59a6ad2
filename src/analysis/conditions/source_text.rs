//! What the text of a source shows: whether it holds the customer's words, whom it names, how new it is.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};

use crate::analysis::Case;
use crate::analysis::wording::dates::{Named, days_in, latest_day};
use crate::analysis::wording::mentions::names_deal;
use crate::load::evidence::{Source, path_of};
use crate::model::record::{Meaning, Record, View};
use crate::model::scalar::Text;
use crate::text::name;

use super::context::HandoffContext;

/// Endings of files whose words can be read. A file without an ending is text too.
const READABLE: [&str; 14] = [
    "md", "txt", "eml", "html", "htm", "rst", "adoc", "markdown", "csv", "json", "log", "srt",
    "vtt", "",
];
/// Fewer words in a row can be found in any text.
const RUN: usize = 3;
/// A file holds a quotation if its runs cover more than this share of the words, in per cent.
const HELD: usize = 50;
/// Words that turn what follows into its opposite.
const DENIALS: [&str; 7] = ["not", "never", "nicht", "nie", "kein", "keine", "pas"];

/// Returns the words of a source that is a text of the repository; `None` if its text cannot be read.
pub(in crate::analysis) fn words_of(
    context: &HandoffContext<'_>,
    source: &str,
) -> Option<Arc<str>> {
    let path = path_of(source)?;
    let file = path.rsplit('/').next().unwrap_or(&path);
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let readable = READABLE
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known));
    let is_file = matches!(context.look.source(source), Source::File | Source::Gone);
    if !readable || !is_file {
        return None;
    }
    context.look.words(source)
}

/// Returns whether a source holds a quotation; `None` if its text cannot be read.
pub(in crate::analysis) fn holds(
    context: &HandoffContext<'_>,
    source: &str,
    quote: &str,
) -> Option<bool> {
    Some(stands_in(&name::words(quote), &words_of(context, source)?))
}

/// Returns whether a text contains a quotation, both normalised: word for word, or most of it in runs of several words, because
/// notes shorten what was said. A run that the text denies (“not decided to …”) does not count.
fn stands_in(quote: &str, text: &str) -> bool {
    let said: Vec<&str> = quote.split(' ').collect();
    if said.len() < RUN {
        return name::holds_words(text, quote);
    }
    let runs = runs(&said, text);
    let (mut held, mut at) = (vec![false; said.len()], 0);
    for run in runs.chunk_by(|a, b| a.is_some() == b.is_some()) {
        let from = at;
        at += run.len();
        if let (Some(Some(first)), Some(Some(last))) = (run.first(), run.last()) {
            let own = from > 0 && DENIALS.contains(&said[from - 1]);
            let is_end = at == runs.len();
            if (first.before || own) && (last.after || is_end) {
                held[from..at + RUN - 1].fill(true);
            }
        }
    }
    let held = held.iter().filter(|held| **held).count();
    held * 100 > said.len() * HELD
}

/// Looks up each run of the quotation in the text; `None` for a run that it does not contain. The lookup table holds the runs,
/// not the text: a note may have a megabyte, and a quotation thousands of words.
fn runs(said: &[&str], text: &str) -> Vec<Option<Undenied>> {
    let mut found: HashMap<&[&str], Option<Undenied>> =
        said.windows(RUN).map(|run| (run, None)).collect();
    let words: Vec<&str> = text.split(' ').collect();
    let denied = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.is_some_and(|word| DENIALS.contains(word))
    };
    for (at, run) in words.windows(RUN).enumerate() {
        if let Some(found) = found.get_mut(run) {
            let found = found.get_or_insert_default();
            found.before |= !denied(at.checked_sub(1));
            found.after |= !denied(Some(at + RUN));
        }
    }
    let runs = said.windows(RUN);
    runs.map(|run| found.get(run).copied().flatten()).collect()
}

/// Whether a run of words is in a text at least once without a denial before it, and at least once without one after it.
#[derive(Clone, Copy, Default)]
struct Undenied {
    before: bool,
    after: bool,
}

/// Returns whether a source names a person, by the first or the last name; `None` if its text cannot be read.
pub(in crate::analysis) fn names(
    context: &HandoffContext<'_>,
    source: &str,
    person: &str,
) -> Option<bool> {
    let text = words_of(context, source)?;
    let person = name::words(person);
    let mut names = [person.split(' ').next(), person.split(' ').next_back()]
        .into_iter()
        .flatten();
    Some(names.any(|name| {
        let is_it = |word: &str| word == name || word.strip_suffix('s') == Some(name);
        text.split(' ').any(is_it)
    }))
}

/// Returns whether a source is about the deal at all; `None` if its text cannot be read.
///
/// Its name or its text must have one word that only this deal has: the account, a person of the customer or the partner, a thing of
/// the need, the opportunity or the quotation. Short notes (“Met on 2026-10-19”) are known by a day on record.
pub(in crate::analysis) fn is_about_deal(
    context: &HandoffContext<'_>,
    source: &str,
) -> Option<bool> {
    let text = words_of(context, source)?;
    let (case, handoff) = (context.case, context.handoff);
    let is_named = |text: &str| {
        let partner = name::company_key(context.partner());
        let contact = context.contact().map(name::words);
        let is_there = |name: &str| !name.is_empty() && name::holds_words(text, name);
        names_deal(case, handoff, text)
            || is_there(&partner)
            || contact.is_some_and(|contact| contact.split(' ').any(is_there))
    };
    let has_day = || {
        let days = days_in(&text);
        past_days(case).into_iter().any(|day| {
            let is_it = |named: &Named| match named {
                Named::Day(year, month, number) => {
                    year.is_none_or(|year| year == day.year())
                        && (*month, *number) == (day.month(), day.day())
                }
                Named::Weekday(_) => false,
            };
            days.iter().any(is_it)
        })
    };
    let path = path_of(source).map(|path| name::words(&path));
    Some(is_named(&text) || path.is_some_and(|path| is_named(&path)) || has_day())
}

/// Returns the days on which something happened, by the deal.
fn past_days(case: &Case<'_>) -> Vec<NaiveDate> {
    fn visit(meaning: Meaning, view: View<'_>, days: &mut Vec<NaiveDate>) {
        match view {
            View::Date(date) if meaning == Meaning::Past => days.push(date.value),
            View::Record(record) => record.each(&mut |key, view| visit(key.meaning, view, days)),
            View::List(list) => (0..list.len())
                .filter_map(|index| list.at(index))
                .for_each(|item| visit(meaning, item, days)),
            _ => {}
        }
    }
    let mut days = Vec::new();
    Record::each(&*case.deal.data, &mut |key, view| {
        visit(key.meaning, view, &mut days);
    });
    days
}

/// Returns the newest day that a source names, up to the sending; `None` if it names no day.
pub(in crate::analysis) fn newest(
    context: &HandoffContext<'_>,
    source: &Text,
) -> Option<NaiveDate> {
    latest_day(&words_of(context, source)?, context.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_stands_in_its_source_as_a_run_or_in_runs() {
        let holds = |quote: &str, text: &str| stands_in(&name::words(quote), &name::words(text));
        for (quote, text) in [
            (
                "It is killing us.",
                "Ines: no, it is killing us, every night.",
            ),
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
            (
                "Wir werden das alte System ablösen.",
                "Wir werden das alte System nicht ablösen.",
            ),
        ] {
            assert!(!holds(quote, text), "{quote}");
        }
    }
}
