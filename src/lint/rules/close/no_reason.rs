//! `close/no-reason`.

use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::Found;
use crate::model::deal::OutcomeResult;

use super::closer::Closer;

rule! {
    /// A deal was lost or disqualified, and the reason is not on record.
    ///
    /// The reason is the one useful thing a lost deal leaves behind (D3.6): it shows where deals die, and it is what
    /// the partner hears. A deal that leaves as disqualified does so for a reason that its stage names (D1.3).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// outcome: {result: lost, date: 2026-11-04, by: Kemi Adeyemi}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// outcome: {result: disqualified, date: 2026-11-04}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28}
    /// outcome: {result: lost, date: 2026-11-04, by: Kemi Adeyemi, reason: A new owner stopped every project}
    /// ```
    pub(super) NO_REASON = "close/no-reason", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(outcome) = &case.deal.outcome else {
        return;
    };
    let (Some(result @ (OutcomeResult::Lost | OutcomeResult::Disqualified)), Found::Absent) =
        (case.result(), case.deal.lookup("outcome.reason"))
    else {
        return;
    };
    let stage = case.stage().map(|(_, stage)| stage);
    let Closer { by, whose, on, day } = Closer::of(case, outcome);
    let message = match by {
        Some(by) => format!("{by} closed this as {result}{on} and did not say why"),
        None => format!("this was {result}{on}, but the reason is not on record"),
    };
    let mut finding = out
        .finding(case.deal.place(outcome.key_span), message)
        .label("no reason");
    let mut help = format!("write outcome: {{result: {result}, date: {day}, reason: …}}");
    if let Some(stage) = stage
        && let (true, Some(first)) = (
            result == OutcomeResult::Disqualified,
            stage.disqualify.first(),
        )
    {
        let reasons: Vec<String> = stage
            .disqualify
            .iter()
            .map(|reason| words::quoted(reason))
            .collect();
        let says = format!("what disqualifies a deal in {}", stage.name);
        finding = finding.related(case.process.place(first.span), says);
        help = format!(
            "{help} with a reason of {}: {}",
            stage.name,
            reasons.join(", ")
        );
    }
    out.add(finding.subject("outcome.reason").whose(whose).help(help));
}
