//! `file/syntax`.

use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind};

use super::whose::whose;

rule! {
    /// A file is not YAML.
    ///
    /// Nothing of the file can be judged, so its deal is in no report and no forecast until it parses. Every other file is
    /// still linted.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports
    /// need: Berth planners re-key the tide table.
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// need: Berth planners re-key the tide table.
    /// ```
    pub(super) SYNTAX = "file/syntax", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Syntax { message, help } = &problem.kind else {
        return None;
    };
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("here")
            .subject(&*book.sources.file(problem.place.file).path)
            .whose(whose(book, problem))
            .help(help),
    )
}
