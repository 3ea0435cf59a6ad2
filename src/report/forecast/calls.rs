//! What sellers call their deals, and what is expected of those.

use rust_decimal::Decimal;

use super::deals::DealLine;

/// The calls that say a deal counts; `omitted` says that it does not.
const CALLS: [&str; 3] = ["commit", "best case", "pipeline"];

/// The deals of one call.
#[derive(Clone, Debug)]
pub struct Call {
    /// `commit`, `best case` or `pipeline`.
    pub call: &'static str,
    /// Deals.
    pub deals: usize,
    /// What they are said to be worth.
    pub amount: Decimal,
    /// What they are expected to bring by the end of the quarter.
    pub expected: f64,
}

/// The calls that some deal has, the surest first.
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
                expected: 0.0,
            });
            Some(Call {
                call,
                deals: sum.deals + 1,
                amount: sum.amount + line.amount.unwrap_or_default(),
                expected: sum.expected + line.expected,
            })
        })
    };
    CALLS.into_iter().filter_map(of).collect()
}
