//! The sellers' own calls of their deals, and what is expected of those.

use iso_currency::Currency;
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
    /// Those whose amount is not known: they are in no sum.
    pub without_amount: usize,
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
pub(super) fn calls(deals: &[DealLine], currency: Currency) -> Vec<Call> {
    let of = |call: &'static str| {
        let own = || with_call(deals, call);
        own().next()?;
        Some(Call {
            call,
            deals: own().count(),
            amount: Money::sum(currency, own().filter_map(|line| line.amount)),
            without_amount: own().filter(|line| line.amount.is_none()).count(),
            expected: Money::sum(currency, own().filter_map(|line| line.expected)),
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
    let gaps = with_call(deals, SellerCall::Commit.name()).filter_map(|line| {
        Some(CommitGap {
            deal: line.deal.clone(),
            name: line.name.clone(),
            amount: line.amount?,
            expected: line.expected?,
        })
    });
    gaps.filter(|gap| gap.amount > gap.expected)
        .max_by_key(|gap| gap.amount - gap.expected)
}
