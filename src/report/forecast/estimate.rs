//! Estimates in the process currency.

use iso_currency::Currency;
use serde::Serialize;

use crate::forecast::horizon::Estimate;
use crate::report::document::Money;

/// A mean and the range around it, each rounded to whole minor units. Where a few rare wins carry the mean, it lies outside of nine
/// draws in ten; the range is then widened to hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MoneyEstimate {
    /// The mean.
    pub expected: Money,
    /// 1 chance in 10 of less, or the mean if that is lower.
    pub p10: Money,
    /// The median.
    pub p50: Money,
    /// 1 chance in 10 of more, or the mean if that is higher.
    pub p90: Money,
    /// Whether the range was widened.
    #[serde(skip)]
    pub is_widened: bool,
}

impl MoneyEstimate {
    /// Rounds an estimate of the statistics.
    pub fn of(estimate: &Estimate, currency: Currency) -> Self {
        let money = |cents| Money::of_cents(cents, currency);
        let expected = Money::rounded(estimate.expected, currency);
        let (p10, p90) = (money(estimate.range.p10), money(estimate.range.p90));
        let is_outside = expected.cents() < p10.cents() || p90.cents() < expected.cents();
        Self {
            expected,
            p10: if expected.cents() < p10.cents() {
                expected
            } else {
                p10
            },
            p50: money(estimate.range.p50),
            p90: if p90.cents() < expected.cents() {
                expected
            } else {
                p90
            },
            is_widened: is_outside,
        }
    }
}
