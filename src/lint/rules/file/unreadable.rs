//! `file/unreadable`.

use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind};

use super::whose::whose;

rule! {
    /// A file cannot be read, or is not UTF-8 text.
    ///
    /// Nothing in it can be checked, so its deal is in no report and no forecast. A file saved in an old Windows
    /// encoding, a link that leads nowhere or out of the repository, and a folder that may not be listed all end here.
    ///
    /// ```text bad
    /// account: {name: Caf\xE9 S\xF8ren}
    /// ```
    /// ```text good
    /// account: {name: Caf\xC3\xA9 S\xC3\xB8ren}
    /// ```
    pub(super) UNREADABLE = "file/unreadable", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Unreadable { why, help } = &problem.kind else {
        return None;
    };
    let path = &*book.sources.file(problem.place.file).path;
    let message = format!("nothing of this file is used: {why}");
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("not read")
            .subject(path)
            .whose(whose(book, problem))
            .help(help),
    )
}
