//! `file/duplicate-key`.

use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::Deal;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::{FaultKind, Place, Span, safe};

use super::whose::whose;

rule! {
    /// A key appears twice in one map.
    ///
    /// YAML forbids it, and most readers silently take one of the two: two programs may see two different deals.
    /// dealctl reads the first one and reports the second.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// credit: referral
    /// credit: implementation
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// roles: {customer: Sam Ortiz, technical: Dana Reyes, customer: Ana Duarte}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// credit: referral
    /// other_partners: [{name: Oakline Partners, credit: implementation}]
    /// ```
    pub(super) DUPLICATE_KEY = "file/duplicate-key", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Text(FaultKind::DuplicateKey { key, first }) = &problem.kind else {
        return None;
    };
    let place = Place {
        file: problem.place.file,
        span: *first,
    };
    let message = format!(
        "{} appears twice: only the first one is read",
        safe::quoted(key)
    );
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("not read")
            .related(place, "first written here")
            .subject(key)
            .whose(whose(book, problem))
            .help(help(book, problem, key, *first)),
    )
}

/// A deal may return to a stage, which only a list can express.
fn help(book: &Book, problem: &Problem, key: &str, first: Span) -> String {
    let deal = book.deal_in(problem.place.file);
    let history = deal.map(Deal::written_history).unwrap_or_default();
    if history.iter().any(|entry| entry.key_span == first) {
        return format!(
            "where the deal went back, write the history as a list: `- {{stage: {}, date: …}}`; else delete one of the two",
            safe::one_line(key)
        );
    }
    "keep the one that is true and delete the other".to_owned()
}
