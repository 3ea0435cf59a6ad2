//! What a deal is worth, what it was won for, and whether that is known (D8.2). Every sum, gate and page asks here: an amount that
//! lint rejects is not known anywhere, and no other figure takes its place.

use rust_decimal::Decimal;

use crate::model::money::Amount;
use crate::model::{Deal, Found, Process};

use super::Case;

/// Returns what a deal is expected to bring, in the process currency; `None` if no usable amount is on record.
pub fn expected(process: &Process, deal: &Deal) -> Option<Decimal> {
    let amount = deal.opportunity.as_ref()?.amount?;
    process.currencies.convert(amount.value)
}

/// Returns whether a deal is expected to bring less than an amount; not if either is unknown.
pub fn is_below(case: &Case<'_>, amount: Amount) -> bool {
    let bound = case.process.currencies.convert(amount);
    let expected = expected(case.process, case.deal);
    bound
        .zip(expected)
        .is_some_and(|(bound, expected)| expected < bound)
}

/// Returns whether a deal is a small one, below `[handoff] light` (D4.7).
pub fn is_small(case: &Case<'_>) -> bool {
    let handoff = case.process.written.handoff.as_ref();
    let light = handoff.and_then(|handoff| handoff.light.as_ref());
    let below = light.and_then(|light| light.below);
    below.is_some_and(|below| is_below(case, below.value))
}

/// Returns whether an outcome names what was signed, but in a way that cannot be used: without a rate, cut in two, only a
/// placeholder.
pub fn is_signed_unknown(process: &Process, deal: &Deal) -> bool {
    match deal.lookup("outcome.amount") {
        Found::Absent => false,
        Found::Placeholder(_) | Found::Unusable(_) => true,
        Found::Value(_) => {
            let outcome = deal.outcome.as_ref();
            let amount = outcome.and_then(|outcome| outcome.amount);
            amount.is_none_or(|amount| process.currencies.convert(amount.value).is_none())
        }
    }
}

/// Returns what a won deal brought, in the process currency: what was signed. If the outcome names nothing, that is what was
/// expected; `None` if it is not known.
pub fn won_for(process: &Process, deal: &Deal) -> Option<Decimal> {
    if is_signed_unknown(process, deal) {
        return None;
    }
    let signed = deal.outcome.as_ref().and_then(|outcome| outcome.amount);
    match signed {
        Some(amount) => process.currencies.convert(amount.value),
        None => expected(process, deal),
    }
}
