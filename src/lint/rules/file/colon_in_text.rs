//! `file/colon-in-text`.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::load::limits;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::model::deal::keys;
use crate::text::edit::{Change, guarded, quoted, splice};
use crate::text::{FaultKind, Place, SourceFile, Span, safe, yaml};

use super::whose::whose;

rule! {
    /// A text without quotes contains a colon.
    ///
    /// A colon followed by a space begins a value, and no value can begin here: other programs say “mapping values are
    /// not allowed here”. Nothing in the file can be checked until the text is in quotes, and its deal is in no report
    /// (docs/format.md). Where the word before the colon is a key, a comma or a line break is missing in front of it.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: Berth planners re-key the tide table: two hours a day.
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {name: Berths: phase 1, amount: 66000}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports domain: quayside.example}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// need: "Berth planners re-key the tide table: two hours a day."
    /// ```
    pub(super) COLON_IN_TEXT = "file/colon-in-text", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Text(FaultKind::ColonInText { text }) = problem.kind else {
        return None;
    };
    let source = book.sources.file(problem.place.file);
    if let Some(key) = key_inside(&source.text, text) {
        return Some(separator_missing(book, problem, rule, key));
    }
    let message = format!(
        "{} contains a colon and is not in quotes: the file cannot be read",
        safe::quoted(source.slice(text))
    );
    let mut finding = Diagnostic::new(rule.name, rule.level, problem.place, message)
        .label("a value seems to begin here")
        .subject(&*source.path)
        .whose(whose(book, problem))
        .help("put the whole text in double quotes");
    finding.fix = fix(book, source, problem.place, text);
    Some(finding)
}

/// A known key inside what seems to be one text: the text may end before it.
fn key_inside(source: &str, text: Span) -> Option<Span> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let last_word = |text: &str| {
        let word = text.trim_end_matches(is_word).len();
        (word < text.len()).then_some(word)
    };
    let before = source[..text.start as usize].trim_end().strip_suffix(':')?;
    let key = &before[last_word(before)?..];
    let inside = &source[text.range()];
    inside.match_indices(':').find_map(|(colon, _)| {
        let rest = &inside[colon + 1..];
        let start = last_word(&inside[..colon])?;
        let begins = rest.is_empty() || rest.starts_with([' ', '\n', '\r']);
        let alone = inside[..start].ends_with([' ', ';', '\n']);
        let at = text.start as usize;
        (begins && alone && keys::may_follow(&inside[start..colon], key))
            .then(|| Span::new(at + start, at + colon))
    })
}

/// A text that contains a known key lacks not quotes but whatever ends the text; only its author knows which.
fn separator_missing(book: &Book, problem: &Problem, rule: &Rule, key: Span) -> Diagnostic {
    let source = book.sources.file(problem.place.file);
    let line = source.text[..key.start as usize].lines().next_back();
    let line = line.unwrap_or_default();
    let in_braces = line.matches('{').count() > line.matches('}').count();
    let key_text = source.slice(key);
    let (missing, write) = if in_braces {
        ("a comma", format!("put a comma before `{key_text}:`"))
    } else {
        (
            "a line break",
            format!("begin a new line with `{key_text}:`"),
        )
    };
    let place = Place {
        span: key,
        ..problem.place
    };
    let message = format!("{missing} is missing before `{key_text}:`: the file cannot be read");
    Diagnostic::new(rule.name, rule.level, place, message)
        .label("a key begins here")
        .subject(&*source.path)
        .whose(whose(book, problem))
        .help(format!(
            "{write}; if it belongs to the text, put the whole text in double quotes"
        ))
}

/// A file with several such texts needs several edits.
const MOST_TEXTS: usize = 8;

/// Puts quotes around this text and those after it; `None` if the file still does not parse.
fn fix(book: &Book, source: &SourceFile, place: Place, first: Span) -> Option<Fix> {
    let limits = limits(&book.process);
    let mut spans = vec![first];
    loop {
        let change = |span: &Span| Change {
            span: *span,
            text: Cow::Owned(quoted(source.slice(*span))),
        };
        let changes: Vec<Change<'_>> = spans.iter().map(change).collect();
        if guarded(&source.text, &changes, &limits).is_some() {
            let edits = changes.into_iter().map(|change| Edit {
                place: Place {
                    file: place.file,
                    span: change.span,
                },
                text: change.text.into_owned(),
            });
            return Some(Fix {
                safe: true,
                title: "put the text in quotes".to_owned(),
                edits: edits.collect(),
            });
        }
        let spliced = splice(&source.text, &changes)?;
        let grown = spliced.len() - source.text.len();
        let mut faults = yaml::parse(&spliced, &limits).faults.into_iter();
        let next = faults.find_map(|fault| match fault.kind {
            FaultKind::ColonInText { text } => Some(text),
            _ => None,
        })?;
        if key_inside(&spliced, next).is_some() {
            return None;
        }
        // The quotes all come before the next text, so its position shifts by their number.
        let start = (next.start as usize).checked_sub(grown)?;
        let end = (next.end as usize).checked_sub(grown)?;
        if start < spans.last()?.end as usize || spans.len() == MOST_TEXTS {
            return None;
        }
        spans.push(Span::new(start, end));
    }
}
