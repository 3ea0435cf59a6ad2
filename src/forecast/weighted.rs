//! The stage-weighted sum that a CRM prints: the believed probability of a stage times the amount.

use rust_decimal::{Decimal, RoundingStrategy};

/// `amount × per cent`, rounded half away from zero to cents.
///
/// This is a belief, not a forecast: measured on real pipelines it is off by 50% to 300%.
pub fn weighted(amount: Decimal, percent: Decimal) -> Decimal {
    let share = amount
        .checked_mul(percent)
        .and_then(|product| product.checked_div(Decimal::ONE_HUNDRED))
        .unwrap_or(Decimal::ZERO);
    share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weighting_is_exact_to_the_cent() {
        assert_eq!(
            weighted(Decimal::new(71_100_010, 2), Decimal::new(55, 0)).to_string(),
            "391050.06"
        );
        assert_eq!(
            weighted(Decimal::MAX, Decimal::ONE_HUNDRED),
            Decimal::ZERO,
            "what overflows is left out, not invented"
        );
    }
}
