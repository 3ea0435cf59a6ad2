//! Estimates in the process currency.

use iso_currency::Currency;
use serde::Serialize;

use crate::forecast::horizon::Estimate;
use crate::report::document::Money;

/// A mean and the range around it, each rounded to whole minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MoneyEstimate {
    /// The mean.
    pub expected: Money,
    /// 1 chance in 10 of less.
    pub p10: Money,
    /// The median.
    pub p50: Money,
    /// 1 chance in 10 of more.
    pub p90: Money,
}

impl MoneyEstimate {
    /// Rounds an estimate of the statistics.
    pub fn of(estimate: &Estimate, currency: Currency) -> Self {
        let money = |cents| Money::of_cents(cents, currency);
        Self {
            expected: Money::rounded(estimate.expected, currency),
            p10: money(estimate.range.p10),
            p50: money(estimate.range.p50),
            p90: money(estimate.range.p90),
        }
    }
}
