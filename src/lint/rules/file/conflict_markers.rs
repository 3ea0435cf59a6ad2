//! `file/conflict-markers`.

use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::{FaultKind, Place, Span};

use super::whose::whose;

rule! {
    /// A file contains the conflict markers of an unfinished merge.
    ///
    /// Two people changed the same lines, and git could not choose. Until somebody does, both versions are in the file
    /// and neither is the deal, so nothing in it is used.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// <<<<<<< HEAD
    /// credit: referral
    /// =======
    /// credit: implementation
    /// >>>>>>> maya
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// credit: referral
    /// ```
    pub(super) CONFLICT_MARKERS = "file/conflict-markers", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    if problem.kind != ProblemKind::Text(FaultKind::ConflictMarkers) {
        return None;
    }
    let Place { file, span } = problem.place;
    let source = book.sources.file(file);
    let finding = Diagnostic::new(
        rule.name,
        rule.level,
        problem.place,
        "an unfinished merge: there are two versions here, and neither is the deal",
    );
    let finding = finding
        .label("the merge starts here")
        .subject(&*source.path)
        .whose(whose(book, problem))
        .help(
            "keep one version of each line and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`",
        );
    let start = span.end as usize;
    let end = source
        .text
        .get(start..)
        .and_then(|rest| rest.find("\n>>>>>>>"));
    Some(match end.map(|end| start + end + 1) {
        Some(end) => {
            let span = Span::new(end, end + 7);
            finding.related(Place { file, span }, "and ends here")
        }
        None => finding,
    })
}
