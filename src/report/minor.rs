//! Converts amounts to the units of the statistics and back.
//!
//! The statistics round to hundredths, whatever the currency. So an amount is scaled on its way in, so that a hundredth is one minor
//! unit of the process currency: dollars stay as they are, yen are counted in hundreds.

use iso_currency::Currency;
use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::forecast::money::{Cents, UnroundedMoney};
use crate::model::money::decimals;

/// Returns the number of decimals of a currency.
pub fn places(currency: Currency) -> u32 {
    u32::try_from(decimals(currency)).unwrap_or(2)
}

/// Rounds an amount to whole minor units, half away from zero; beyond what fits it is the largest.
pub fn to_cents(amount: Decimal, currency: Currency) -> Cents {
    let units = amount.checked_mul(Decimal::from(10_u64.pow(places(currency))));
    let units =
        units.map(|units| units.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero));
    Cents(units.and_then(|units| units.to_i64()).unwrap_or(i64::MAX))
}

/// Rounds an amount to the decimals of a currency, half away from zero.
pub fn rounded(amount: Decimal, currency: Currency) -> Decimal {
    amount.round_dp_with_strategy(places(currency), RoundingStrategy::MidpointAwayFromZero)
}

/// Returns whole minor units as an amount of the currency.
pub fn of_cents(cents: Cents, currency: Currency) -> Decimal {
    Decimal::new(cents.0, places(currency))
}

/// Returns an amount for the statistics; `None` if a float cannot hold it.
pub fn to_statistics(amount: Decimal, currency: Currency) -> Option<UnroundedMoney> {
    let scaled = amount.to_f64()? * 10_f64.powi(i32::try_from(places(currency)).ok()? - 2);
    Some(UnroundedMoney(scaled))
}

/// Returns a result of the statistics, rounded to whole minor units, as an amount of the currency.
pub fn of_statistics(value: UnroundedMoney, currency: Currency) -> Decimal {
    of_cents(value.cents(), currency)
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
            assert_eq!(to_cents(amount, currency), Cents(units));
            assert_eq!(of_cents(Cents(units), currency), amount);
            let inside = to_statistics(amount, currency).expect("a number");
            assert_eq!(inside.cents(), Cents(units));
            assert_eq!(of_statistics(inside, currency).to_string(), written);
        }
        assert_eq!(to_cents(Decimal::MAX, Currency::USD), Cents(i64::MAX));
    }
}
