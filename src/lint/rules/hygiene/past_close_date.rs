//! `hygiene/past-close-date`.

use crate::analysis::moves::{self, Role};
use crate::analysis::registration::is_worked;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, far, words};
use crate::model::scalar::prose_date;

rule! {
    /// The day on which an open deal was expected to close has passed.
    ///
    /// A forecast cannot put the money on a day that is over (D8.2, D8.4): either the deal has closed and nobody wrote
    /// it down, or nobody believes in any date. The day itself is still in time.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000, close_date: 2026-11-13}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000, close_date: 2026-11-23}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000, close_date: 2026-11-13}
    /// outcome: {result: lost, date: 2026-11-20, by: Sam Ortiz, reason: no budget}
    /// ```
    pub(super) PAST_CLOSE_DATE = "hygiene/past-close-date", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let opportunity = case.deal.opportunity.as_ref();
    let Some(expected) = opportunity.and_then(|opportunity| opportunity.close_date) else {
        return;
    };
    if !is_worked(case.deal) || expected.value >= case.today {
        return;
    }
    // `history/far-date` reports a slip of the year.
    if far::plan(expected.value, case.today).is_some() {
        return;
    }
    let ago = match (case.today - expected.value).num_days() {
        1 => "a day ago".to_owned(),
        days => format!("{days} days ago"),
    };
    let on = prose_date(expected.value, case.today);
    let created = opportunity.and_then(|opportunity| opportunity.created);
    let created = created.filter(|created| created.value > expected.value);
    let still = created.map_or_else(
        || format!("{ago}, and is still open"),
        |created| {
            let day = prose_date(created.value, case.today);
            format!("{ago}, before the opportunity was created on {day}")
        },
    );
    out.add(
        out.finding(
            case.deal.place(expected.span),
            format!("this was to close on {on}, {still}"),
        )
        .label("this day has passed")
        .subject("opportunity.close_date")
        .whose(moves::of_role(case, Role::Seller))
        .help(words::ways(&[
            format!(
                "agree on a day with somebody at the customer: {}",
                words::command(case, "set", &["opportunity.close_date", "DATE"])
            ),
            format!(
                "it has ended: {}",
                words::command(case, "close", &["lost", "--reason", "REASON"])
            ),
            format!(
                "it was won: {}",
                words::command(case, "close", &["won", "--amount", "AMOUNT"])
            ),
        ])),
    );
}
