//! `file/syntax`.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Fix};
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::load::limits;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::edit::{Change, guarded, quoted};
use crate::text::{FaultKind, Place, Span};

use super::whose::whose;

rule! {
    /// A file is not YAML.
    ///
    /// Nothing in the file can be checked, so its deal is in no report and no forecast until it parses. Every other
    /// file is still linted.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports
    /// need: Berth planners re-key the tide table.
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: %5 of the berth planners re-key the tide table.
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// need: Berth planners re-key the tide table.
    /// ```
    pub(super) SYNTAX = "file/syntax", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let (message, help, text) = match &problem.kind {
        ProblemKind::Text(FaultKind::Syntax { message, help }) => (message, &**help, None),
        ProblemKind::Text(FaultKind::NeedsQuotes { text, why }) => {
            let mixed = book.sources.file(problem.place.file).slice(*text);
            let help = match mixed.chars().next() {
                Some('"') => {
                    "put the whole text in single quotes, or write \\\" for each mark inside"
                }
                Some('\'') => {
                    "put the whole text in double quotes, or write '' for each mark inside"
                }
                _ => "put the whole text in double quotes",
            };
            (why, help, Some(*text))
        }
        _ => return None,
    };
    let mut finding = Diagnostic::new(rule.name, rule.level, problem.place, message)
        .label("here")
        .subject(&*book.sources.file(problem.place.file).path)
        .whose(whose(book, problem))
        .help(help);
    finding.fix = text.and_then(|text| quote(book, problem, text));
    Some(finding)
}

/// Returns the text in the quotes that it needs; `None` if the file still does not parse.
fn quote(book: &Book, problem: &Problem, text: Span) -> Option<Fix> {
    let source = book.sources.file(problem.place.file);
    let written = source.slice(text);
    let inner = ['"', '\''].into_iter().find_map(|mark| {
        let inner = written.strip_prefix(mark)?.strip_suffix(mark)?;
        Some(inner.replace("''", "'"))
    });
    let change = Change {
        span: text,
        text: Cow::Owned(quoted(inner.as_deref().unwrap_or(written))),
    };
    let place = Place {
        span: text,
        ..problem.place
    };
    let limits = limits(&book.process);
    guarded(&source.text, std::slice::from_ref(&change), &limits)?;
    Some(Fix {
        title: "put the text in quotes".to_owned(),
        ..Fix::replace(true, place, change.text.into_owned())
    })
}
