//! `file/several-documents`.

use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::FaultKind;

use super::whose::whose;

rule! {
    /// A file holds more than one YAML document.
    ///
    /// One file is one deal, because its path is its id and its history in git. What follows a second `---` is never
    /// read: two deals pasted into one file would be one deal in every report.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// ---
    /// account: {name: Halden Foods}
    /// ```
    /// ```yaml good
    /// ---
    /// account: {name: Quayside Ports}
    /// ```
    pub(super) SEVERAL_DOCUMENTS = "file/several-documents", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    if problem.kind != ProblemKind::Text(FaultKind::SeveralDocuments) {
        return None;
    }
    let message = "a second document begins here, and only the first one is read";
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("not read from here on")
            .subject(&*book.sources.file(problem.place.file).path)
            .whose(whose(book, problem))
            .help("move the second deal into a file of its own, or delete the line `---`"),
    )
}
