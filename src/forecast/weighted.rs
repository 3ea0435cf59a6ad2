//! The stage-weighted sum of a CRM: the believed probability of a stage times the amount.

use rust_decimal::{Decimal, RoundingStrategy};

/// Returns `amount × per cent`, rounded half away from zero to a number of decimals.
///
/// This is a belief, not a forecast: measured on real pipelines it is off by 50% to 300%.
pub fn weighted(amount: Decimal, percent: Decimal, places: u32) -> Decimal {
    let share = amount
        .checked_mul(percent)
        .and_then(|product| product.checked_div(Decimal::ONE_HUNDRED))
        .unwrap_or(Decimal::ZERO);
    share.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weighting_is_exact_to_the_minor_unit() {
        assert_eq!(
            weighted(Decimal::new(71_100_010, 2), Decimal::new(55, 0), 2).to_string(),
            "391050.06"
        );
        assert_eq!(
            weighted(Decimal::new(13_653, 0), Decimal::new(55, 0), 0).to_string(),
            "7509"
        );
        assert_eq!(
            weighted(Decimal::MAX, Decimal::ONE_HUNDRED, 2),
            Decimal::ZERO,
            "what overflows is left out, not invented"
        );
    }
}
