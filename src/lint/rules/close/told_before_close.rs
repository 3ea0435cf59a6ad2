//! `close/told-before-close`.

use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::scalar::prose_date;

rule! {
    /// The partner was told the outcome before there was one.
    ///
    /// How soon the partner hears the outcome is counted from the close (D3.7). One of the two days is wrong, or what
    /// the partner heard was something else.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// outcome: {result: lost, date: 2026-11-04, reason: price}
    /// feedback: {date: 2026-10-06, to: Dana Reyes}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// outcome: {result: lost, date: 2026-11-04, reason: price}
    /// feedback: {date: 2026-11-04, to: Dana Reyes}
    /// ```
    pub(super) TOLD_BEFORE_CLOSE = "close/told-before-close", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let outcome = case
        .deal
        .outcome
        .as_ref()
        .or(case.deal.later.outcome.as_ref());
    let feedback = case.deal.feedback.as_ref();
    let (Some(closed), Some(reported)) = (
        outcome.and_then(|outcome| outcome.date),
        feedback.and_then(|feedback| feedback.date),
    ) else {
        return;
    };
    if reported.value >= closed.value {
        return;
    }
    let day = |day| prose_date(day, case.today);
    let message = format!(
        "the partner was told the outcome on {}, and the deal closed on {}",
        day(reported.value),
        day(closed.value)
    );
    out.add(
        out.finding(case.deal.place(reported.span), message)
            .label("before the close")
            .related(case.deal.place(closed.span), "the close")
            .subject("feedback.date")
            .whose(moves::of_role(case, Role::Alliances))
            .help(format!(
                "ask who closed it and who told the partner which day is wrong: {}",
                words::ways(&[
                    format!(
                        "that of the telling: {}",
                        words::command(case, "set", &["feedback.date", "DATE"])
                    ),
                    format!(
                        "that of the close, of which finance has to know: {} and {}",
                        words::command(case, "set", &["outcome.date", "DATE"]),
                        words::command(
                            case,
                            "waive",
                            &["close/edited-after-close", "--why", "REASON"]
                        )
                    ),
                ])
            )),
    );
}
