//! `registration/rejected-but-worked`.

use crate::analysis::moves::{self, Role};
use crate::analysis::registration::{self, Answer, answer};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};

use super::answers;

rule! {
    /// A registration was rejected, and the deal goes on.
    ///
    /// A rejected registration protects nothing (D2.5): the partner works for a credit that nobody promised, or the no was
    /// taken back and never written down. Either is a quarrel at the close (D2.2). A deal goes on when it entered a stage after
    /// the day of the no, or was won.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-09-28, rejected: {date: 2026-09-30, by: Maya Chen, reason: taken}}
    /// history: {registered: 2026-09-28, qualified: 2026-10-05}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// registered: {date: 2026-09-28, rejected: {date: 2026-09-30, by: Maya Chen, reason: taken}}
    /// history: {registered: 2026-09-28}
    /// ```
    pub(super) REJECTED_BUT_WORKED = "registration/rejected-but-worked", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let is_over = case.deal.is_closed() && !case.is_won();
    if is_over || answer(case.deal) != Answer::Rejected {
        return;
    }
    let rejected = case.deal.registered.as_ref();
    let Some(rejected) = rejected.and_then(|registered| registered.rejected.as_deref()) else {
        return;
    };
    let Some(day) = rejected.date else { return };
    let (goes_on, span) = match (registration::goes_on(case), &case.deal.outcome) {
        (Some((stage, entered)), _) => (
            format!("entered {} on {}", words::plain(stage), entered.value),
            stage.span,
        ),
        (None, Some(outcome)) if case.is_won() => ("was won".to_owned(), outcome.key_span),
        _ => return,
    };
    let partner = words::partner(case);
    let whose = moves::of_role(case, Role::Alliances);
    out.add(
        out.finding(
            case.deal.place(span),
            format!(
                "the registration of {partner} was rejected on {}, and the deal {goes_on}",
                day.value
            ),
        )
        .label("goes on")
        .related(case.deal.place(rejected.key_span), "rejected")
        .subject("registered.rejected")
        .whose(whose.clone())
        .help(format!(
            "ask {}. 1. if the no was taken back: {}; 2. if not, tell {partner} and close it: {}",
            words::who(&whose),
            answers::take_back(case),
            answers::close(case)
        )),
    );
}
