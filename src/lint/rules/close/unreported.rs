//! `close/unreported`.

use crate::analysis::feedback;
use crate::analysis::moves::{self, Role};
use crate::diagnostic::Level;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::scalar::prose_date;

rule! {
    /// The partner has not been told how a closed deal ended.
    ///
    /// Every closed deal tells the partner the outcome within a set number of days (D3.7). A partner who hears nothing
    /// brings the next deal elsewhere, and the loop that makes the process measurable stays open. Inside
    /// the time of `[feedback] within` it is a note, to do; after it a warning.
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
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// outcome: {result: lost, date: 2026-11-18, reason: A new owner stopped every project}
    /// ```
    pub(super) UNREPORTED = "close/unreported", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let (Some(untold), Some(outcome)) = (feedback::untold(case), &case.deal.outcome) else {
        return;
    };
    let Some(within) = untold.within else {
        return;
    };
    // `close/told-somebody-else` reports it.
    if feedback::told_somebody_else(case).is_some() {
        return;
    }
    let name = words::partner_contact(case).or(case.deal.partner_name().map(|name| &*name.value));
    let name = name.unwrap_or("the partner");
    let whose = moves::of_role(case, Role::Alliances);
    let help = format!("tell {name}: {}", words::tell(case));
    let on = prose_date(untold.closed.value, case.today);
    let result = untold.result;
    let message = if untold.is_late {
        format!(
            "{name} has not been told that this was {result} on {on}; promised in {}",
            *within
        )
    } else {
        let until = untold
            .until
            .map_or_else(String::new, |until| prose_date(until, case.today));
        format!(
            "{} still has to tell {name} that this was {result} on {on}, by {until}",
            words::who(&whose)
        )
    };
    let elapsed = untold.elapsed;
    let mut finding = out
        .finding(case.deal.place(outcome.key_span), message)
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
        .help(help);
    if !untold.is_late {
        finding.level = Level::Note;
    }
    out.add(finding);
}
