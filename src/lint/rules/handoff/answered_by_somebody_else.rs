//! `handoff/answered-by-somebody-else`.

use crate::analysis::acceptance;
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::Handoff;

rule! {
    /// Somebody else answered for the seller.
    ///
    /// A handoff is accepted by the one seller who is asked (D4 field 11, D4.8): an answer in somebody's name opens the gate and
    /// counts as the seller's in every response time, and the seller may not know of it.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff:
    ///   seller: Sam Ortiz
    ///   sent: 2026-11-02
    ///   response: {result: accepted, date: 2026-11-03, by: Priya Raman}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// handoff:
    ///   seller: Sam Ortiz
    ///   sent: 2026-11-02
    ///   response: {result: accepted, date: 2026-11-03, by: "Sam Ortiz, AE"}
    /// ```
    pub(super) ANSWERED_BY_SOMEBODY_ELSE = "handoff/answered-by-somebody-else", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let handoffs = case.deal.handoff.as_deref().into_iter();
    for handoff in handoffs.chain(&case.deal.earlier_handoffs) {
        one(deal, handoff, out);
    }
}

fn one(deal: &DealContext<'_>, handoff: &Handoff, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some((seller, by)) = acceptance::answered_for(case, handoff) else {
        return;
    };
    let (asked, answered) = (words::plain(seller), words::plain(by));
    out.add(
        out.finding(
            case.deal.place(by.span),
            format!("{answered} answered for {asked}, who was asked"),
        )
        .label("not the seller")
        .related(case.deal.place(seller.span), "the seller")
        .subject("handoff.response.by")
        .whose(moves::of_role(case, Role::PartnerMarketing))
        .help(format!(
            "ask {asked} for the answer and write who gave it in `by`; if {answered} took the deal over, write seller: {answered}, and the one of roles.customer too"
        )),
    );
}
