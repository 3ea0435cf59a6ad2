//! The moves that both sides promised in a packet (D4 fields 7 and 8), and whether they were made by their day (D4.9).

use chrono::NaiveDate;

use crate::model::deal::{Handoff, HandoffMove, Side, Touch};
use crate::model::person::same_person;
use crate::model::scalar::{Date, Text};

use super::acceptance::{self, Outcome};
use super::{Case, gates, registration, whose};

/// A move that was promised, and of which nothing is on record.
#[derive(Clone, Copy, Debug)]
pub struct Promised<'a> {
    /// The action, as written.
    pub action: Option<&'a Text>,
    /// The day the packet was sent.
    pub sent: Date,
    /// The day it was promised by.
    pub due: Date,
}

/// Returns the move of a side that is still to be made; `None` if there is a touch of that side since the packet was answered, or
/// since the move's day if that is earlier.
///
/// Both are due once the packet is accepted, the seller's not if a better one was taken. They are the business of the handoff and of
/// the stage after it.
pub fn of<'a>(case: &Case<'a>, side: Side) -> Option<Promised<'a>> {
    let (at, _) = case.stage()?;
    let (handoff_at, _) = case.process.handoff()?;
    if !registration::is_worked(case.deal) || !(handoff_at..=handoff_at + 1).contains(&at) {
        return None;
    }
    let handoff: &'a Handoff = case.deal.handoff.as_deref()?;
    let packet = acceptance::present(case)?;
    // What was promised for an earlier pass, or before the deal was opened again, holds no longer.
    let back = gates::came_back(case, handoff_at);
    let reopened = case.deal.reopened_on().map(|day| day.value);
    if back.max(reopened).is_some_and(|again| packet.sent < again) {
        return None;
    }
    let moves = match side {
        Side::Seller => &handoff.seller_move,
        _ => &handoff.partner_move,
    };
    let response = handoff.response.as_ref();
    let instead = response.and_then(|response| response.instead.as_ref());
    let is_replaced = side == Side::Seller && instead.is_some();
    let is_due = packet.outcome == Outcome::Accepted && !is_replaced;
    let promised: &'a HandoffMove = moves.iter().find(|one| one.due.is_some())?;
    let due = promised.due.filter(|_| is_due)?;
    let answered = response.and_then(|response| response.date);
    let since = answered
        .map_or(packet.sent, |date| date.value)
        .min(due.value);
    let mut touches = case.deal.touches.iter();
    let was_made = touches.any(|touch| is_of(case, touch, side) && is_since(touch, since));
    (!was_made).then_some(Promised {
        action: promised.action.as_ref(),
        sent: handoff.sent_on()?,
        due,
    })
}

fn is_since(touch: &Touch, day: NaiveDate) -> bool {
    touch.date.is_none_or(|date| date.value >= day)
}

/// Returns whether a side did it, or took part.
fn is_of(case: &Case<'_>, touch: &Touch, side: Side) -> bool {
    let person = if side == Side::Seller {
        case.deal.seller()
    } else {
        let partner = case.deal.partner.as_deref();
        partner.and_then(|partner| partner.contact.as_ref()?.name.as_ref())
    };
    let with = touch.with.as_ref();
    let is_own = match side {
        Side::Partner => whose::is_by_partner(case, touch),
        side => touch.is_from(side),
    };
    is_own
        || person
            .zip(with)
            .is_some_and(|(person, with)| same_person(person, with))
}
