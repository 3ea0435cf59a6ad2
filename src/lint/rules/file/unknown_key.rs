//! `file/unknown-key`.

use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::mend;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::safe;

use super::whose::whose;

rule! {
    /// A key is not one that dealctl knows.
    ///
    /// A misspelt key is a value that nobody reads: the deal looks complete to its author and lacks the field to everybody
    /// else. What dealctl does not know by design goes under `custom:`, where criteria may read it (docs/format.md).
    ///
    /// ```yaml bad
    /// acount: {name: Quayside Ports}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// custom: {berths: 4}
    /// ```
    pub(super) UNKNOWN_KEY = "file/unknown-key", Warning, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::UnknownKey {
        parent,
        key,
        nearest,
    } = &problem.kind
    else {
        return None;
    };
    let at = if parent.is_empty() {
        String::new()
    } else {
        format!(" of `{parent}`")
    };
    let help = match nearest {
        Some(near) => format!("did you mean `{near}`?"),
        None if problem.deal.is_none() => "check its spelling, or remove it".to_owned(),
        None => "put it under `custom:`, or remove it".to_owned(),
    };
    let subject = if parent.is_empty() {
        key.clone()
    } else {
        format!("{parent}.{key}")
    };
    let mut finding = Diagnostic::new(
        rule.name,
        rule.level,
        problem.place,
        format!(
            "{} is not a known key{at}: nothing reads it",
            safe::quoted(key)
        ),
    );
    // process.toml is no YAML, and every number depends on it: it is mended by hand.
    if let Some(near) = nearest.filter(|_| problem.place.file != book.process.file) {
        finding.fix = mend::spell(book, problem.place, key, near);
    }
    Some(
        finding
            .label("not a known key")
            .subject(subject)
            .whose(whose(book, problem))
            .help(help),
    )
}
