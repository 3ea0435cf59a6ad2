//! `process/bad-check`.

use crate::analysis::moves;
use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind, ProcessFault};
use crate::text::safe;

rule! {
    /// A check or a pattern of a criterion cannot work.
    ///
    /// An expression that does not compile, reads something other than `deal` and `today`, or comes without a `message`
    /// cannot judge a deal, or cannot say what is wrong with it. The criterion is left out of its gate until it is
    /// fixed, so the gate is more open than it looks.
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "qualified"
    /// exit = [{ id = "fit", check = "deal.opportunity.amount >", message = "Worth more than 10,000" }]
    /// ```
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "qualified"
    /// exit = [{ id = "fit", check = "deal.opportunity.amount > 10000" }]
    /// ```
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "qualified"
    /// exit = [{ id = "crm", field = "opportunity.crm_id", matches = "[0-9" }]
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "qualified"
    /// exit = [
    ///   { id = "fit", check = "deal.opportunity.amount > 10000", message = "Worth more than 10,000" },
    ///   { id = "crm", field = "opportunity.crm_id", matches = "^[0-9]" },
    /// ]
    /// ```
    pub(super) BAD_CHECK = "process/bad-check", Error, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Process(ProcessFault::BadCheck { criterion, why }) = &problem.kind else {
        return None;
    };
    let name = safe::quoted(criterion);
    let message = format!(
        "{name} is not checked on any deal: {}",
        why.trim_end_matches('.')
    );
    let help = if why.contains("message") {
        "add `message = \"…\"`: the sentence that people read when the check fails"
    } else {
        "fix it, or write it with the keys of a criterion: equals, one_of, at_least, at_most, is"
    };
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("cannot work")
            .subject(criterion)
            .whose(moves::of_process(&book.process))
            .help(help),
    )
}
