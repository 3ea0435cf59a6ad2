//! `handoff/move-not-this-week`.

use crate::analysis::conditions::{Fault, SELLER_MOVE, concrete};
use crate::analysis::packet::Field;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink};
use crate::text::placeholder::is_placeholder;

use super::draft;

rule! {
    /// A draft is about to go out, and its seller's move is not one for this week.
    ///
    /// A packet is ready when the seller can make the move this week (D4.2): due within 7 days of the day it goes out.
    /// A move for next month is put off and forgotten, one without a date belongs to nobody, and one that is not a
    /// single, concrete action is not made either: a list, “follow up”, calling the partner to find out what to do. A
    /// draft goes out today at the earliest; a packet that was sent is judged by the day of sending, by
    /// `handoff/sent-before-ready`, and the words of its move by `dealctl packet --check` alone: a packet that a seller
    /// accepted was concrete enough.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, seller_move: {action: Accept the introduction, due: 2027-01-15}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-12}
    /// handoff: {seller: Sam Ortiz, seller_move: {action: Accept the introduction, due: 2026-11-18}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, seller_move: {action: Follow up, due: 2026-11-25}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, seller_move: {action: Accept the introduction, due: 2026-11-25}}
    /// ```
    pub(super) MOVE_NOT_THIS_WEEK = "handoff/move-not-this-week", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(handoff) = draft::about_to_go(deal) else {
        return;
    };
    let [only] = &*handoff.seller_move else {
        return;
    };
    let Some(action) = only.action.as_ref().filter(|text| !is_placeholder(text)) else {
        return;
    };
    let is_needed = deal.packet().needs(Field::SellerMove);
    let wording = || deal.judged(concrete).filter(|_| is_needed);
    let Some(unmet) = draft::unmet(deal, &SELLER_MOVE).or_else(wording) else {
        return;
    };
    let (span, label, message) = match (unmet.fault, only.due) {
        (Fault::Wording, _) => (
            action.span,
            "not concrete",
            format!(
                "the seller's move is not one to make this week: {}",
                unmet.why
            ),
        ),
        (_, None) => (action.span, "by when?", unmet.why.clone()),
        (_, Some(due)) if due.value < case.today => {
            (due.span, "this day has passed", unmet.why.clone())
        }
        (_, Some(due)) => (due.span, "not within a week", unmet.why.clone()),
    };
    out.add(
        out.unmet(case, span, message, &unmet)
            .label(label)
            .subject("handoff.seller_move"),
    );
}
