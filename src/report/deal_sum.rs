//! Deals and what they are worth, as every table of the meeting counts them.

use iso_currency::Currency;
use serde::Serialize;

use super::document::Money;

/// A number of deals and the sum of their amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DealSum {
    /// Deals.
    pub deals: usize,
    /// The sum of the amounts that are known.
    pub amount: Money,
    /// Deals whose amount is not known: they are in no sum.
    pub without_amount: usize,
}

impl DealSum {
    /// Returns the sum over no deal.
    pub fn zero(currency: Currency) -> Self {
        Self {
            deals: 0,
            amount: Money::zero(currency),
            without_amount: 0,
        }
    }

    /// Adds a deal with its amount; `None` if that is not known.
    pub fn add(&mut self, amount: Option<Money>) {
        self.deals += 1;
        match amount {
            Some(amount) => self.amount += amount,
            None => self.without_amount += 1,
        }
    }

    /// Adds the deals of another sum.
    pub fn add_all(&mut self, other: Self) {
        self.deals += other.deals;
        self.amount += other.amount;
        self.without_amount += other.without_amount;
    }
}
