//! `history/future-entry`.

use chrono::NaiveDate;

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink, far, words};
use crate::load::SIGNALS_FILE;
use crate::model::Book;
use crate::model::scalar::Date;
use crate::text::{FileId, Place};

rule! {
    /// An entry of signals.yaml, or the agreement on acceptance in process.toml, is dated in the future.
    ///
    /// What sellers asked for and said is a record (D6), and so is the day on which sales agreed what counts as accepted (D1.4):
    /// neither can lie ahead. A slip of the year takes a request out of every figure until that year.
    ///
    /// As long as `--today` is given, later days are simply not known yet, and only a year that nobody can mean is reported.
    ///
    /// ```yaml bad
    /// # signals.yaml
    /// - {date: 2062-10-05, kind: request, by: Sam Ortiz, account: Halden Foods}
    /// ```
    /// ```yaml good
    /// # signals.yaml
    /// - {date: 2026-10-05, kind: request, by: Sam Ortiz, account: Halden Foods}
    /// ```
    pub(super) FUTURE_ENTRY = "history/future-entry", Error, Book(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let book = context.book;
    for (what, place, day) in dated(book) {
        let far = far::past(day, book.today);
        let is_ahead = day > book.today && !book.as_of_given;
        if !is_ahead && far.is_none() {
            continue;
        }
        let meant = far.map_or_else(String::new, far::meant);
        let why = if day > book.today {
            "a day that has not come"
        } else {
            "long before any of this"
        };
        out.add(
            out.finding(place, format!("{what} is dated {day}, {why}{meant}"))
                .label("not that day")
                .subject(format!("{what}/{day}"))
                .whose(moves::of_records(&book.process))
                .help("ask for the day on which it happened and write that; if it has not happened, take it out until it has"),
        );
    }
}

/// Returns what is dated outside of the deals: what it is, its place, and the day.
fn dated(book: &Book) -> Vec<(String, Place, NaiveDate)> {
    let mut found = Vec::new();
    let mut add = |what: String, file: FileId, date: Option<Date>| {
        let place = |date: Date| Place {
            file,
            span: date.span,
        };
        found.extend(date.map(|date| (what, place(date), date.value)));
    };
    let signals = book.sources.paths().position(|path| path == SIGNALS_FILE);
    if let Some(file) = signals.and_then(|at| u32::try_from(at).ok()).map(FileId) {
        for signal in &book.signals {
            let kind = signal.kind.map_or("entry", |kind| kind.value.name());
            let by = signal.by.as_ref();
            let by = by.map_or_else(String::new, |by| format!(" by {}", words::plain(by)));
            add(format!("the {kind}{by}"), file, signal.date);
        }
    }
    let handoff = book.process.written.handoff.as_ref();
    let acceptance = handoff.and_then(|handoff| handoff.acceptance.as_ref());
    let agreed = acceptance.and_then(|acceptance| acceptance.agreed);
    let what = "the agreement on what counts as accepted".to_owned();
    add(what, book.process.file, agreed);
    found
}
