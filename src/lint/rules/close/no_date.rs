//! `close/no-date`.

use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};

use super::closer::{self, Closer};

rule! {
    /// A deal was closed, and the day is not on record.
    ///
    /// A closed deal counts on the day of its close (D3.6): won in which quarter, lost after how long, reported to the
    /// partner how soon. Without the day it is missing from all of these figures.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// outcome: {result: lost, reason: price}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// outcome: {result: won, date: tbd, amount: 66000}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// outcome: {result: lost, date: 2026-11-04, reason: price}
    /// ```
    pub(super) NO_DATE = "close/no-date", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let (Some(outcome), Some(result)) = (&case.deal.outcome, case.result()) else {
        return;
    };
    let Some(span) = closer::gap(case, outcome, "outcome.date") else {
        return;
    };
    let Closer {
        by, knows, whose, ..
    } = Closer::of(case, outcome);
    let message = match by {
        Some(by) => format!("{by} closed this as {result} and did not say when"),
        None => format!("this was {result}, but the day is not on record"),
    };
    out.add(
        out.finding(case.deal.place(span), message)
            .label("on which day?")
            .subject("outcome.date")
            .whose(whose)
            .help(format!(
                "ask {knows} on which day, then: {}",
                words::command(case, "set", &["outcome.date", "DATE"])
            )),
    );
}
