//! `process/invalid`.

use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind, ProcessFault};

rule! {
    /// process.toml cannot be used.
    ///
    /// Every deal is judged by the process, so nothing can be reported until it is fixed: the run ends with exit code
    /// 2. A process needs a name, a currency and at least one stage with an id; everything else has a default.
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// ```
    pub INVALID = "process/invalid", Error, Problem(check)
}

fn check(_: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Process(ProcessFault::Invalid { message, help }) = &problem.kind else {
        return None;
    };
    Some(Diagnostic::new(rule.name, rule.level, problem.place, message).help(help))
}
