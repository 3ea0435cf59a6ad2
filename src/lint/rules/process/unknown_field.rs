//! `process/unknown-field`.

use crate::analysis::moves;
use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind, ProcessFault};
use crate::text::name;
use crate::text::safe;

rule! {
    /// The process asks for a path that no deal can have.
    ///
    /// A criterion on a misspelt path would fail on every deal for ever, or hold on every deal for ever. It is left out
    /// of every gate until it is fixed, so the gate is more open than it looks. Fields of your own live under `custom`.
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "qualified"
    /// exit = [{ id = "budget", field = "qualification.bugdet.status", equals = "confirmed" }]
    /// ```
    /// ```toml bad
    /// stages = [{id = "registered"}]
    /// registration = { required = ["account.name", "champion"] }
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// ```
    /// ```toml good
    /// registration = { required = ["account.name", "custom.champion"] }
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "qualified"
    /// exit = [{ id = "budget", field = "qualification.budget.status", equals = "confirmed" }]
    /// ```
    pub(super) UNKNOWN_FIELD = "process/unknown-field", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Process(ProcessFault::UnknownField {
        criterion,
        path,
        nearest,
    }) = &problem.kind
    else {
        return None;
    };
    let message = format!(
        "{} asks for {}, which no deal can have{}: it is left out",
        safe::quoted(criterion),
        safe::quoted(path),
        name::meant(nearest.as_deref())
    );
    let help = name::did_you_mean(
        nearest.as_deref(),
        "name a path of a deal, such as `need.confirmed_by`, or keep a field of your own under `custom.`",
    );
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("no path of a deal")
            .subject(format!("{criterion}: {path}"))
            .whose(moves::of_process(&book.process))
            .help(help),
    )
}
