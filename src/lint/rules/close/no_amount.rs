//! `close/no-amount`.

use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::Found;
use crate::model::money::parse_amount;
use crate::text::safe;

use super::closer::Closer;

rule! {
    /// A deal was won, and the amount is not on record.
    ///
    /// What was signed is what the partner is paid on, what the pipeline adds up, and what the forecast learns from
    /// (D3.6). The expected amount is not a substitute, and neither are `tbd` and 0: a deal that was signed for nothing says why
    /// in its `note`.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000}
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000}
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz, amount: tbd}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz, amount: 0}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000}
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz, amount: 64500}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// outcome: {result: won, date: 2026-11-04, by: Sam Ortiz, amount: 0, note: A pilot without a fee until March}
    /// ```
    pub(super) NO_AMOUNT = "close/no-amount", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(outcome) = &case.deal.outcome else {
        return;
    };
    if !case.is_won() {
        return;
    }
    let (span, placeholder) = match case.deal.lookup("outcome.amount") {
        Found::Absent => (outcome.key_span, None),
        Found::Placeholder(span) => (span, Some(deal.text(span))),
        Found::Unusable(_) | Found::Value(_) => return,
    };
    let Closer {
        by,
        knows,
        whose,
        on,
    } = Closer::of(case, outcome);
    let message = match by {
        Some(by) => format!("{by} won this{on} and did not say for how much"),
        None => format!("this was won{on}, but the amount is not on record"),
    };
    let message = match placeholder {
        Some(word) if is_nothing(word) => {
            format!(
                "{message}: {} is what is written where nobody knows",
                safe::quoted(word)
            )
        }
        Some(word) => format!("{message}: {} is only a placeholder", safe::quoted(word)),
        None => message,
    };
    let mut finding = out
        .finding(case.deal.place(span), message)
        .label("no amount");
    let opportunity = case.deal.opportunity.as_ref();
    if let Some(expected) = opportunity.and_then(|opportunity| opportunity.amount.as_ref()) {
        finding = finding.related(case.deal.place(expected.span), "what was expected");
    }
    let amount = words::command(case, "set", &["outcome.amount", "AMOUNT"]);
    let note = words::command(case, "set", &["outcome.note", "TEXT"]);
    let help = match placeholder {
        Some(word) if is_nothing(word) => format!(
            "ask {knows} what was signed: {}",
            words::ways(&[
                format!("an amount: {amount}"),
                format!("nothing, and why: {note}")
            ])
        ),
        _ => format!("ask {knows} what was signed, then: {amount}"),
    };
    out.add(finding.subject("outcome.amount").whose(whose).help(help));
}

/// Whether an amount is written as 0.
fn is_nothing(written: &str) -> bool {
    parse_amount(written).is_ok_and(|amount| amount.value.is_zero())
}
