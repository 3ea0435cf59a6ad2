//! `file/mark-lost`.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::rule;
use crate::lint::{Rule, fixes};
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::{FaultKind, Place, safe};

use super::whose::whose;

rule! {
    /// A text begins with a mark that YAML removes from it.
    ///
    /// `!important` and `&one` in front of a value tell YAML something about the value and are not part of it: the
    /// reader gets the rest of the text, and nobody notices. In quotes the text is read as written.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: !important berth planners re-key the tide table.
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: &berth planners re-key the tide table.
    /// ```
    /// ```yaml good
    /// account: {name: &name Quayside Ports}
    /// opportunity: {name: *name}
    /// need: "!important: berth planners re-key the tide table."
    /// ```
    pub(super) MARK_LOST = "file/mark-lost", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Text(FaultKind::MarkLost { text }) = problem.kind else {
        return None;
    };
    let source = book.sources.file(problem.place.file);
    let mark = source.slice(text).split_whitespace().next();
    let message = format!(
        "{} is not part of this text: only what follows it is read",
        safe::quoted(mark.unwrap_or_default())
    );
    let place = Place {
        span: text,
        ..problem.place
    };
    let mut finding = Diagnostic::new(rule.name, rule.level, problem.place, message)
        .label("the first word is lost")
        .subject(&*source.path)
        .whose(whose(book, problem))
        .help("put the whole text in double quotes");
    finding.fix = Some(fixes::quote(book, place));
    Some(finding)
}
