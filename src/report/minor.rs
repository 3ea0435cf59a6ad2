//! Amounts as the statistics count them, and back.
//!
//! The statistics count in whole hundredths, whatever the currency. So an amount is scaled on its way in, until a hundredth of it is
//! one minor unit of the process currency: dollars stay as they are, yen are counted by the hundred.

use iso_currency::Currency;
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::forecast::draws::cents;
use crate::model::money::decimals;

/// The decimals of a currency.
pub fn places(currency: Currency) -> u32 {
    u32::try_from(decimals(currency)).unwrap_or(2)
}

/// An amount in whole minor units, rounded half away from zero; at most what a number can hold.
pub fn in_minor(amount: Decimal, currency: Currency) -> i64 {
    let units = amount.checked_mul(Decimal::from(10_u64.pow(places(currency))));
    let units =
        units.map(|units| units.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero));
    units.and_then(|units| units.to_i64()).unwrap_or(i64::MAX)
}

/// Whole minor units as an amount.
pub fn of_minor(units: i64, currency: Currency) -> Decimal {
    Decimal::new(units, places(currency))
}

/// An amount as the statistics take it.
pub fn to_statistics(amount: Decimal, currency: Currency) -> Option<f64> {
    Some(amount.to_f64()? * 10_f64.powi(i32::try_from(places(currency)).ok()? - 2))
}

/// What the statistics made of amounts, rounded to whole minor units.
pub fn of_statistics(value: f64, currency: Currency) -> Decimal {
    of_minor(cents(value), currency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundredth_is_a_minor_unit_in_every_currency() {
        for (currency, written, units) in [
            (Currency::USD, "12.34", 1_234),
            (Currency::JPY, "1234", 1_234),
            (Currency::KWD, "1.234", 1_234),
        ] {
            let amount: Decimal = written.parse().expect("a number");
            assert_eq!(in_minor(amount, currency), units);
            assert_eq!(of_minor(units, currency), amount);
            let inside = to_statistics(amount, currency).expect("a number");
            assert_eq!(cents(inside), units);
            assert_eq!(of_statistics(inside, currency).to_string(), written);
        }
        assert_eq!(in_minor(Decimal::MAX, Currency::USD), i64::MAX);
    }
}
