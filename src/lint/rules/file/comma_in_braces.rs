//! `file/comma-in-braces`.

use crate::diagnostic::{Diagnostic, Fix};
use crate::lint::rule::rule;
use crate::lint::{Rule, fixes};
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::{Place, safe};

use super::whose::whose;

rule! {
    /// A comma inside braces has cut a text in two.
    ///
    /// In `{by: Tove Lind, CFO}` the text ends at the comma, and `CFO` is a key without a value; `{amount: 84,000}` is
    /// 84. YAML reports no error, and the deal holds less than its author wrote (docs/format.md). A text with a comma
    /// needs quotes.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 84,000}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff: {trigger: {quote: Who plans the berths?, by: Tove Lind, CFO, date: 2026-09-10}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: "84,000"}
    /// handoff: {trigger: {quote: Who plans the berths?, by: "Tove Lind, CFO", date: 2026-09-10}}
    /// ```
    pub(super) COMMA_IN_BRACES = "file/comma-in-braces", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::CommaInBraces {
        key,
        text,
        may_be_key,
    } = &problem.kind
    else {
        return None;
    };
    let place = Place {
        file: problem.place.file,
        span: *text,
    };
    let written = book.sources.file(place.file).slice(*text);
    let read = written.split(',').next().unwrap_or_default();
    let message = format!(
        "{} is read as {} only: inside braces a comma ends a text",
        safe::quoted(key),
        safe::quoted(read)
    );
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("read as a key without a value")
            .related(place, "one text, as it seems")
            .subject(key)
            .whose(whose(book, problem))
            .help("put the whole text in quotes, or in a line of its own")
            .fix(Fix {
                // A misspelt key without a value looks the same.
                safe: !may_be_key,
                ..fixes::quote(book, place)
            }),
    )
}
