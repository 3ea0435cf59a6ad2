//! The sellers' own calls of their deals, and what is expected of those.

use serde::Serialize;

use crate::model::deal::SellerCall;
use crate::report::document::Money;

use super::deals::DealLine;

/// The calls of deals that count, unlike [`SellerCall::Omitted`]; surest first.
const CALLS: [SellerCall; 3] = [
    SellerCall::Commit,
    SellerCall::BestCase,
    SellerCall::Pipeline,
];

/// The deals with one call.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// `commit`, `best case` or `pipeline`.
    pub call: &'static str,
    /// Deals.
    pub deals: usize,
    /// The sum of their amounts.
    pub amount: Money,
    /// What they are expected to bring by the end of the quarter.
    pub expected: Money,
}

/// A deal that is called commit, and what is expected of it.
#[derive(Clone, Debug, Serialize)]
pub struct CommitGap {
    /// Its id.
    pub deal: String,
    /// Its name as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// Its amount.
    pub amount: Money,
    /// What it is expected to bring by the end of the quarter.
    pub expected: Money,
}

fn with_call<'a>(deals: &'a [DealLine], call: &str) -> impl Iterator<Item = &'a DealLine> {
    deals
        .iter()
        .filter(move |line| line.call.as_deref() == Some(call))
}

/// Sums up the deals of each call that occurs, surest first.
pub(super) fn calls(deals: &[DealLine]) -> Vec<Call> {
    let of = |call: &'static str| {
        let currency = with_call(deals, call).next()?.expected.currency;
        let own = || with_call(deals, call);
        Some(Call {
            call,
            deals: own().count(),
            amount: Money::sum(currency, own().filter_map(|line| line.amount)),
            expected: Money::sum(currency, own().map(|line| line.expected)),
        })
    };
    CALLS
        .map(SellerCall::name)
        .into_iter()
        .filter_map(of)
        .collect()
}

/// Returns the commit of which most is missing; `None` if no commit is expected to bring less than its amount.
pub(super) fn widest_gap(deals: &[DealLine]) -> Option<CommitGap> {
    let gaps = with_call(deals, SellerCall::Commit.name()).map(|line| CommitGap {
        deal: line.deal.clone(),
        name: line.name.clone(),
        amount: line.amount.unwrap_or(Money::zero(line.expected.currency)),
        expected: line.expected,
    });
    gaps.filter(|gap| gap.amount > gap.expected)
        .max_by_key(|gap| gap.amount - gap.expected)
}
