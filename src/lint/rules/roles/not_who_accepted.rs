//! `roles/not-who-accepted`.

use crate::analysis::{acceptance, joint, moves};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};

rule! {
    /// The seller who accepted the handoff is not the one who leads the customer conversation.
    ///
    /// From the acceptance on the seller owns the customer motion (D0, D3.5). Where the roles name another, the one who said yes is
    /// not the one who works the deal, and the customer is handed on unseen.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// roles: {customer: Kemi Adeyemi, technical: Dana Reyes}
    /// handoff: {seller: Sam Ortiz, sent: 2026-11-02, response: {result: accepted, date: 2026-11-03, by: Sam Ortiz}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// roles: {customer: Sam Ortiz, technical: Dana Reyes}
    /// handoff: {seller: Sam Ortiz, sent: 2026-11-02, response: {result: accepted, date: 2026-11-03, by: Sam Ortiz}}
    /// ```
    pub(super) NOT_WHO_ACCEPTED = "roles/not-who-accepted", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(handoff) = case.deal.handoff.as_deref() else {
        return;
    };
    // Somebody who answered for the seller has a finding of its own.
    let Some((seller, customer)) =
        joint::handed_on(case).filter(|_| acceptance::answered_for(case, handoff).is_none())
    else {
        return;
    };
    let (accepted, leads) = (words::plain(seller), words::plain(customer));
    out.add(
        out.finding(
            case.deal.place(customer.span),
            format!("{accepted} accepted the handoff, and {leads} leads the customer conversation"),
        )
        .label("did not accept")
        .related(case.deal.place(seller.span), "accepted")
        .subject("roles.customer")
        .whose(moves::of_deal(case))
        .help(format!(
            "ask both: {}",
            words::ways(&[
                format!(
                    "{accepted} leads: {}",
                    words::command(case, "assign", &[&format!("customer={accepted}")])
                ),
                format!(
                    "{leads} took the deal over: move this packet below `earlier_handoffs`, and hand the deal off to {leads}"
                ),
            ])
        )),
    );
}
