//! `close/unreported`.

use crate::analysis::feedback;
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::scalar::prose_date;

rule! {
    /// The partner has not been told how a closed deal ended, and the time for it is over.
    ///
    /// Every closed deal tells the partner the outcome within a set number of days (D3.7). A partner who hears nothing
    /// brings the next deal elsewhere, and the loop that makes the process measurable stays open.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// outcome: {result: lost, date: 2026-11-04, reason: A new owner stopped every project}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// outcome: {result: lost, date: 2026-11-04, reason: A new owner stopped every project}
    /// feedback: {date: 2026-11-06, to: Dana Reyes, by: Maya Chen}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// outcome: {result: lost, date: 2026-11-18, reason: A new owner stopped every project}
    /// ```
    pub(super) UNREPORTED = "close/unreported", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let (Some(overdue), Some(outcome)) = (feedback::overdue(case), &case.deal.outcome) else {
        return;
    };
    // `close/told-somebody-else` reports it.
    if feedback::told_somebody_else(case).is_some() {
        return;
    }
    let (within, elapsed) = (overdue.within, overdue.elapsed);
    let name = words::partner_contact(case).or(case.deal.partner_name().map(|name| &*name.value));
    let name = name.unwrap_or("the partner");
    let whose = moves::of_role(case, Role::Alliances);
    let by = whose.owner.as_deref().unwrap_or("…");
    let help = format!(
        "tell {name}, then write feedback: {{date: {}, to: {name}, by: {by}}}",
        case.today
    );
    let on = prose_date(overdue.closed, case.today);
    let result = overdue.result;
    out.add(
        out.finding(
            case.deal.place(outcome.key_span),
            format!(
                "{name} has not been told that this was {result} on {on}; promised in {}",
                *within
            ),
        )
        .label(format!(
            "{result} {elapsed} {} ago",
            within.unit.words(elapsed)
        ))
        .related(
            case.process.place(within.span),
            format!("the partner hears the outcome within {}", *within),
        )
        .subject("feedback")
        .whose(whose)
        .help(help),
    );
}
