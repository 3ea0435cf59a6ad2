//! `process/credit-after-entry`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{BookContext, Sink};
use crate::model::{Condition, Criterion};

rule! {
    /// No exit criterion of the first stage asks for the credit rule.
    ///
    /// How the partner is credited is settled when the deal enters (D2.2, D1.6). A process that lets a deal leave its first
    /// stage without it settles it at the close, when one side has done its work and the other holds the money.
    ///
    /// ```toml bad
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// exit = [{ id = "need", field = "need" }]
    /// [[stages]]
    /// id = "closing"
    /// exit = [{ id = "credit", field = "credit.rule" }]
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// exit = [{ id = "credit", field = "credit.rule", one_of = "credit.rules" }]
    /// [credit.rules]
    /// referral = "10% of first-year value"
    /// ```
    /// ```toml good
    /// [process]
    /// name = "Partner co-sell"
    /// currency = "USD"
    /// [[stages]]
    /// id = "registered"
    /// exit = [{ id = "credit", check = "has(deal.credit.rule)", message = "The credit rule is set" }]
    /// ```
    pub(super) CREDIT_AFTER_ENTRY = "process/credit-after-entry", Error, Process(check)
}

fn check(context: &BookContext<'_>, out: &mut Sink<'_>) {
    let process = &context.book.process;
    let Some((first, later)) = process.stages.split_first() else {
        return;
    };
    if first.criteria.iter().any(asks_for_credit) {
        return;
    }
    let message = format!(
        "a deal may leave {} before anybody says how the partner is credited",
        first.name
    );
    let mut finding = out
        .finding(process.place(first.span), message)
        .label("no exit criterion asks for `credit.rule`")
        .subject("credit.rule")
        .whose(moves::of_process(process))
        .help("add `{ id = \"credit\", field = \"credit.rule\", one_of = \"credit.rules\" }` to its `exit`");
    let later = later.iter().find_map(|stage| {
        let criterion = stage
            .criteria
            .iter()
            .find(|criterion| asks_for_credit(criterion));
        criterion.map(|criterion| (stage, criterion))
    });
    if let Some((stage, criterion)) = later {
        let label = format!("only {} asks for it", stage.name);
        finding = finding.related(process.place(criterion.span), label);
    }
    out.add(finding);
}

fn asks_for_credit(criterion: &Criterion) -> bool {
    let is_credit = |path: &str| matches!(path, "credit" | "credit.rule");
    criterion
        .field
        .as_ref()
        .is_some_and(|field| is_credit(field))
        || criterion
            .conditions
            .iter()
            .any(|condition| match condition {
                Condition::Check(check) => check.paths.iter().any(|path| is_credit(path)),
                _ => false,
            })
}
