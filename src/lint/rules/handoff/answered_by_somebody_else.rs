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
    if let Some(handoff) = case.deal.handoff.as_deref() {
        let took_over = |by: &str| {
            let (seller, customer) = (format!("seller={by}"), format!("customer={by}"));
            words::command(case, "assign", &[&seller, &customer])
        };
        one(deal, handoff, &took_over, out);
    }
    for (n, handoff) in case.deal.earlier_handoffs.iter().enumerate() {
        let path = format!("earlier_handoffs.{n}.seller");
        let took_over = |by: &str| words::command(case, "set", &[&path, by]);
        one(deal, handoff, &took_over, out);
    }
}

fn one(
    deal: &DealContext<'_>,
    handoff: &Handoff,
    took_over: &dyn Fn(&str) -> String,
    out: &mut Sink<'_>,
) {
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
            "ask {asked}. 1. if the answer is {asked}'s own: {}; 2. if {answered} took the deal over: {}",
            deal.set(by.span, "handoff.response.by", &asked),
            took_over(&answered)
        )),
    );
}
