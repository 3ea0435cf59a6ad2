//! `file/too-large`.

use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::FaultKind;

use super::whose::whose;

rule! {
    /// A file is larger, deeper or fuller than a deal can be.
    ///
    /// The caps keep one file, made by mistake or by malice, from stopping everybody's run: its bytes, its nesting, and
    /// its values and texts once every alias is written out. A deal that people wrote stays far below them; long texts
    /// belong in notes that the deal points to. `[lint] caps` changes the limits.
    ///
    /// ```yaml bad
    /// a: &a [x, x, x, x, x, x, x, x, x, x]
    /// b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
    /// c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
    /// custom: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
    /// ```
    /// ```yaml bad
    /// custom: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// custom: {berths: &berths [north, south], cranes: *berths}
    /// ```
    pub(super) TOO_LARGE = "file/too-large", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Text(FaultKind::TooLarge { what }) = &problem.kind else {
        return None;
    };
    let help = if what.contains("repeat") {
        "write a long text once, into notes/, and point to it; if all of it is meant, raise `bytes` of [lint] caps"
    } else if what.contains("alias") {
        "write the values out in place of the aliases; if all of them are meant, raise `values` of [lint] caps"
    } else if what.contains("nested") {
        "close the brackets that are open here; if the nesting is meant, raise `depth` of [lint] caps"
    } else {
        "move long texts into notes/ and point to them; if the size is meant, raise `bytes` of [lint] caps"
    };
    let message = format!("too large to be read: {what}");
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("reading stopped here")
            .subject(&*book.sources.file(problem.place.file).path)
            .whose(whose(book, problem))
            .help(help),
    )
}
