//! A packet that has not gone out yet: what is not ready can still be changed.

use crate::analysis::conditions::{Condition, Scope, Unmet};
use crate::lint::{DealContext, suppression};
use crate::model::deal::Handoff;

/// Returns the packet of an open deal that has not gone out, unless the deal is past the handoff.
pub(super) fn of<'a>(deal: &DealContext<'a>) -> Option<&'a Handoff> {
    let case = &deal.case;
    let handoff = case.deal.handoff.as_deref()?;
    let is_draft = handoff.sent.is_none()
        && handoff.response.is_none()
        && !case.deal.is_closed()
        && !suppression::packet_is_due(deal);
    is_draft.then_some(handoff)
}

/// Returns the same if the deal is in the handoff stage, so that the packet goes out next.
pub(super) fn about_to_go<'a>(deal: &DealContext<'a>) -> Option<&'a Handoff> {
    let position = deal.case.handoff_position();
    of(deal).filter(|_| position.is_some_and(std::cmp::Ordering::is_eq))
}

/// Returns what a condition would report if the draft went out today; `None` if a value that cannot be read has a
/// finding of its own.
pub(super) fn unmet(deal: &DealContext<'_>, condition: &Condition) -> Option<Unmet> {
    let mut fields = condition.fields.iter();
    let unmet = deal.unmet(condition, Scope::Sending)?;
    fields
        .all(|field| !suppression::by_file(deal, *field))
        .then_some(unmet)
}
