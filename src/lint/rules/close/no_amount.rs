//! `close/no-amount`.

use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink};
use crate::model::Found;

use super::closer::Closer;

rule! {
    /// A deal was won, and the amount is not on record.
    ///
    /// What was signed is what the partner is paid on, what the pipeline adds up, and what the forecast learns from
    /// (D3.6). The expected amount is not a substitute.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000}
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000}
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz, amount: 64500}
    /// ```
    pub(super) NO_AMOUNT = "close/no-amount", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(outcome) = &case.deal.outcome else {
        return;
    };
    if !case.is_won() || !matches!(case.deal.lookup("outcome.amount"), Found::Absent) {
        return;
    }
    let Closer { by, whose, on, day } = Closer::of(case, outcome);
    let message = match by {
        Some(by) => format!("{by} won this{on} and did not say for how much"),
        None => format!("this was won{on}, but the amount is not on record"),
    };
    let mut finding = out
        .finding(case.deal.place(outcome.key_span), message)
        .label("no amount");
    let opportunity = case.deal.opportunity.as_ref();
    if let Some(expected) = opportunity.and_then(|opportunity| opportunity.amount.as_ref()) {
        finding = finding.related(case.deal.place(expected.span), "what was expected");
    }
    out.add(finding.subject("outcome.amount").whose(whose).help(format!(
        "write what was signed: outcome: {{result: won, date: {day}, amount: …}}"
    )));
}
