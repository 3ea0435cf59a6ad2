//! `handoff/move-not-this-week`.

use chrono::Days;

use crate::analysis::moves::{self, Role};
use crate::analysis::readiness::THIS_WEEK;
use crate::analysis::score::move_fault;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::Handoff;
use crate::model::scalar::prose_date;
use crate::text::placeholder::is_placeholder;

use super::draft;

rule! {
    /// A draft is about to go out, and its seller's move is not one for this week.
    ///
    /// A packet is ready when the seller can make the move this week (D4.2): due within 7 days of the day it goes out. A
    /// move for next month is put off and forgotten, one without a date is nobody's, and one that is no single, concrete
    /// action is not made either: a list, “follow up”, calling the partner to find out what to do. A draft goes out today at the
    /// earliest; what was sent is judged by the day it was sent, by `handoff/sent-before-ready`, and the words of its move
    /// by `dealctl packet --check` alone: a packet that a seller accepted was concrete enough.
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
    let Some(failed) = draft::failed(deal, "seller_move") else {
        return not_concrete(deal, handoff, out);
    };
    let seller = case
        .deal
        .seller()
        .and_then(|seller| case.person_name(seller))
        .unwrap_or("the seller");
    let seller = words::plain(seller);
    let (message, label) = match only.due {
        None => (
            format!("what {seller} is asked to do has no date, so it is for some other week"),
            "by when?",
        ),
        Some(due) => {
            let day = prose_date(due.value, case.today);
            if due.value < case.today {
                (
                    format!(
                        "the day for {seller}'s move, {day}, passed before the packet went out"
                    ),
                    "this day has passed",
                )
            } else {
                (
                    format!("{seller}'s move is due on {day}, not this week"),
                    "not within a week",
                )
            }
        }
    };
    let latest = case.today.checked_add_days(Days::new(THIS_WEEK));
    let span = only.due.map_or(action.span, |due| due.span);
    let by = prose_date(latest.unwrap_or(case.today), case.today);
    out.add(
        out.finding(case.deal.place(span), message)
            .label(label)
            .subject("handoff.seller_move")
            .whose(moves::of_role(case, failed.role))
            .help(format!(
                "find an action that can be done by {by}, a smaller one if need be, and write it with its date"
            )),
    );
}

/// The move has a day of this week, and what is to be done on it is no single, concrete action.
fn not_concrete(deal: &DealContext<'_>, handoff: &Handoff, out: &mut Sink<'_>) {
    let case = &deal.case;
    let action = handoff.seller_move.first();
    let action = action.and_then(|only| only.action.as_ref());
    let asked = deal.packet().needs("seller_move");
    let fault = move_fault(case, handoff).filter(|_| asked);
    let (Some(action), Some((why, up))) = (action, fault) else {
        return;
    };
    out.add(
        out.finding(
            case.deal.place(action.span),
            format!("the seller's move is not one to make this week: {why}"),
        )
        .label("not concrete")
        .subject("handoff.seller_move")
        .whose(moves::of_role(case, Role::PartnerMarketing))
        .help(up),
    );
}
