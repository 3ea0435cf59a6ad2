//! `close/reopened-unclear`.

use crate::analysis::moves;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::deal::Reopened;
use crate::text::placeholder::is_placeholder;

rule! {
    /// A deal was opened again, and it does not say who did so, when, why, or after which outcome.
    ///
    /// A lost deal may be reopened by name, date and reason (D3.9). That ends the outcome before it, so the day decides what every
    /// report says of the time between; and the outcome stays in the file, so that it is known when and why the deal was lost.
    /// When it closes again, the former outcome moves below `reopened`.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// outcome: {result: lost, date: 2026-10-20, reason: no budget}
    /// reopened: {date: 2026-11-16, why: The board approved the budget after all.}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// reopened: {date: 2026-11-16, by: Maya Chen, why: The board approved the budget after all.}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// outcome: {result: lost, date: 2026-10-20, reason: no budget}
    /// reopened: {date: 2026-11-16, by: Maya Chen, why: The board approved the budget after all.}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// outcome: {result: won, date: 2026-11-20, amount: 66000}
    /// reopened:
    ///   date: 2026-11-16
    ///   by: Maya Chen
    ///   why: The board approved the budget after all.
    ///   outcome: {result: lost, date: 2026-10-20, reason: no budget}
    /// ```
    pub(super) REOPENED_UNCLEAR = "close/reopened-unclear", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let openings = case.deal.reopened.iter();
    for opening in openings.chain(&case.deal.later.reopened) {
        let faults = faults(deal, opening);
        if faults.is_empty() {
            continue;
        }
        let date = opening.date.map_or(case.today, |date| date.value);
        let outcome = if opening.outcome.is_some() {
            ""
        } else {
            "; the outcome that it ended stays in the file, or stands below it: outcome: {result: lost, date: …, reason: …}"
        };
        out.add(
            out.finding(
                case.deal.place(opening.key_span),
                format!("the deal was opened again, and nothing says {}", words::list(&faults)),
            )
            .label("opened again")
            .subject("reopened")
            .whose(moves::of_deal(case))
            .help(format!(
                "write it in full, by one person: reopened: {{date: {date}, by: …, why: …}}{outcome}"
            )),
        );
    }
}

fn faults(deal: &DealContext<'_>, opening: &Reopened) -> Vec<&'static str> {
    let case = &deal.case;
    let unread = |key: &str| suppression::is_unread(case, &format!("reopened.{key}"), opening.span);
    let mut faults = Vec::new();
    if opening
        .by
        .as_ref()
        .is_none_or(|by| case.person(by).is_err())
        && !unread("by")
    {
        faults.push("which person did so");
    }
    if opening.date.is_none() && !unread("date") {
        faults.push("when");
    }
    let why = opening.why.as_ref().or(opening.reason.as_deref());
    if why.is_none_or(|why| is_placeholder(why)) && !unread("why") {
        faults.push("why");
    }
    let has_outcome = opening.outcome.is_some() || case.deal.outcome.is_some();
    if !has_outcome && opening.date.is_some() {
        faults.push("after which outcome");
    }
    faults
}
