//! `close/no-result`.

use crate::analysis::Case;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::Outcome;

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
    let Closer {
        by, knows, whose, ..
    } = Closer::of(case, outcome);
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
                "ask {knows} how it ended: {}",
                words::ways(&ends(case, outcome, by))
            )),
    );
}

/// What to do for each answer; what the outcome says already is kept.
fn ends(case: &Case<'_>, outcome: &Outcome, by: Option<&str>) -> [String; 4] {
    let file = case.book.sources.file(case.deal.file);
    let amount = outcome.amount.as_ref();
    let amount = amount.map_or("AMOUNT", |amount| {
        file.slice(amount.span).trim_matches(['"', '\''])
    });
    let day = outcome.date.map(|date| date.value.to_string());
    let day = day.as_deref().unwrap_or("DATE");
    let close = |result: &str, option: &str, value: &str| {
        let mut words = vec![result, option, value, "--on", day];
        words.extend(by.iter().flat_map(|by| ["--by", by]));
        words::command(case, "close", &words)
    };
    [
        format!("won: {}", close("won", "--amount", amount)),
        format!("lost: {}", close("lost", "--reason", "REASON")),
        format!(
            "disqualified: {}",
            close("disqualified", "--reason", "REASON")
        ),
        format!(
            "it is open: {}",
            words::command(case, "unset", &["outcome"])
        ),
    ]
}
