//! `handoff/too-many-moves`.

use crate::analysis::conditions::{Fault, SELLER_MOVE, Scope};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink};

use super::draft;

rule! {
    /// A draft asks the seller for several moves.
    ///
    /// The seller's next move is one action that needs no interpretation (D4 field 7): given three, a seller first has
    /// to choose, and most choose none. Once the packet has been sent, `handoff/sent-before-ready` reports it.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff:
    ///   seller: Sam Ortiz
    ///   seller_move:
    ///     - {action: Accept the introduction, due: 2026-11-25}
    ///     - {action: Bring the berth planning demo, due: 2026-11-27}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff:
    ///   seller: Sam Ortiz
    ///   seller_move: {action: Accept the introduction and bring the berth planning demo, due: 2026-11-25}
    /// ```
    pub(super) TOO_MANY_MOVES = "handoff/too-many-moves", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(handoff) = draft::of(deal) else {
        return;
    };
    let unmet = deal.unmet(&SELLER_MOVE, Scope::Sending);
    let (Some(unmet), [first, rest @ ..]) = (
        unmet.filter(|unmet| unmet.fault == Fault::Several),
        &*handoff.seller_move,
    ) else {
        return;
    };
    let mut finding = out
        .unmet(case, first.span, &unmet.why, &unmet)
        .label("keep the one that is doable this week");
    for other in rest {
        finding = finding.related(case.deal.place(other.span), "another one");
    }
    out.add(finding.subject("handoff.seller_move"));
}
