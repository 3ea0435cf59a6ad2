//! The sellers' own calls of their deals, and what is expected of those.

use rust_decimal::Decimal;

use crate::forecast::money::Cents;
use crate::model::deal::SellerCall;

use super::deals::DealLine;

/// The calls of deals that count, unlike [`SellerCall::Omitted`]; surest first.
const CALLS: [SellerCall; 3] = [
    SellerCall::Commit,
    SellerCall::BestCase,
    SellerCall::Pipeline,
];

/// The deals with one call.
#[derive(Clone, Debug)]
pub struct Call {
    /// `commit`, `best case` or `pipeline`.
    pub call: &'static str,
    /// Deals.
    pub deals: usize,
    /// The sum of their amounts.
    pub amount: Decimal,
    /// What they are expected to bring by the end of the quarter.
    pub expected: Cents,
}

/// Sums up the deals of each call that occurs, surest first.
pub(super) fn calls(deals: &[DealLine]) -> Vec<Call> {
    let of = |call: &'static str| {
        let own = deals
            .iter()
            .filter(|line| line.call.as_deref() == Some(call));
        own.fold(None, |sum: Option<Call>, line| {
            let sum = sum.unwrap_or(Call {
                call,
                deals: 0,
                amount: Decimal::ZERO,
                expected: Cents::ZERO,
            });
            Some(Call {
                call,
                deals: sum.deals + 1,
                amount: sum.amount + line.amount.unwrap_or_default(),
                expected: sum.expected.saturating_add(line.expected),
            })
        })
    };
    CALLS
        .map(SellerCall::name)
        .into_iter()
        .filter_map(of)
        .collect()
}
