//! `close/no-result`.

use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink};

use super::closer::{self, Closer};

rule! {
    /// An outcome is on record, but not how the deal ended.
    ///
    /// A deal is won, lost or disqualified (D3.6). With none of the three it stays open in every figure, whatever else the
    /// outcome says.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// outcome: {date: 2026-11-04, amount: 66000}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// outcome: tbd
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// outcome: {result: won, date: 2026-11-04, amount: 66000}
    /// ```
    pub(super) NO_RESULT = "close/no-result", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(outcome) = &case.deal.outcome else {
        return;
    };
    let Some(span) = closer::gap(case, outcome, "outcome.result") else {
        return;
    };
    let Closer { by, whose, day, .. } = Closer::of(case, outcome);
    let message = match by {
        Some(by) => format!("{by} wrote an outcome and did not say how the deal ended"),
        None => "an outcome is on record, but not how the deal ended".to_owned(),
    };
    out.add(
        out.finding(case.deal.place(span), message)
            .label("won, lost or disqualified?")
            .subject("outcome.result")
            .whose(whose)
            .help(format!(
                "write outcome: {{result: won, date: {day}, amount: …}}, or lost or disqualified with a reason; while the \
                 deal is open, leave the outcome out"
            )),
    );
}
