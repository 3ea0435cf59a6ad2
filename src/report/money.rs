//! Formats money: short in tables, exact everywhere else.

use iso_currency::Currency;
use rust_decimal::{Decimal, RoundingStrategy};

/// Returns a short form with at most three digits, after the currency's sign or code: `$950`, `$9.5k`, `$145k`, `$1.97M`.
pub fn short(amount: Decimal, currency: Currency) -> String {
    let sign = sign(currency);
    let scaled = |by: i64, suffix: &str, places: u32| {
        let value = (amount / Decimal::from(by))
            .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        format!("{sign}{}{suffix}", grouped(value))
    };
    let absolute = amount.abs();
    if absolute < Decimal::from(1_000) {
        scaled(1, "", 0)
    } else if absolute < Decimal::new(9_950, 0) {
        scaled(1_000, "k", 1)
    } else if absolute < Decimal::from(999_500) {
        scaled(1_000, "k", 0)
    } else if absolute < Decimal::from(99_950_000) {
        scaled(1_000_000, "M", 2)
    } else {
        scaled(1_000_000, "M", 0)
    }
}

/// Returns the sign of a currency if it has one of one character, else its code and a space.
fn sign(currency: Currency) -> String {
    let symbol = currency.symbol().to_string();
    if symbol.chars().count() == 1 {
        symbol
    } else {
        format!("{} ", currency.code())
    }
}

/// Groups the whole part in threes: `1537.9` becomes `1,537.9`.
fn grouped(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(whole, fraction)| {
            (whole, Some(fraction))
        });
    let (minus, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut out = String::from(minus);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Returns the exact amount for people who add it up, with decimals only if there are some: `$1,537,900`, `$1,537,900.50`.
pub fn full(amount: Decimal, currency: Currency) -> String {
    let value = amount.normalize();
    let places = u32::try_from(crate::model::money::decimals(currency)).unwrap_or(2);
    let mut text = grouped(value.abs());
    if value.scale() > 0 {
        // `.5` becomes `.50`.
        for _ in value.scale()..places {
            text.push('0');
        }
    }
    let minus = if amount.is_sign_negative() && !amount.is_zero() {
        "−"
    } else {
        ""
    };
    format!("{minus}{}{text}", sign(currency))
}

/// Returns the exact amount for programs, with at least the currency's decimals and without an exponent: `84000.00`.
pub fn exact(amount: Decimal, currency: Currency) -> String {
    let places = u32::try_from(crate::model::money::decimals(currency)).unwrap_or(2);
    let mut amount = amount.normalize();
    if amount.scale() < places {
        amount.rescale(places);
    }
    amount.to_string()
}

/// Returns a part of a whole in words: “half”, “a third”, “42%”.
pub fn part(part: Decimal, whole: Decimal) -> String {
    if whole.is_zero() {
        return "none".to_owned();
    }
    let percent = (part * Decimal::ONE_HUNDRED / whole).round();
    match percent.to_string().parse::<u32>() {
        Ok(100) => "all".to_owned(),
        Ok(47..=53) => "half".to_owned(),
        Ok(32..=34) => "a third".to_owned(),
        Ok(65..=68) => "two thirds".to_owned(),
        Ok(24..=26) => "a quarter".to_owned(),
        _ => format!("{percent}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_figures_at_most() {
        let short = |text: &str| short(text.parse().expect("a number"), Currency::USD);
        assert_eq!(short("950"), "$950");
        assert_eq!(short("9500"), "$9.5k");
        assert_eq!(short("145000"), "$145k");
        assert_eq!(short("999600"), "$1M");
        assert_eq!(short("1973000"), "$1.97M");
        assert_eq!(short("0"), "$0");
    }

    #[test]
    fn full_amounts_add_up_in_the_head() {
        let full = |text: &str| full(text.parse().expect("a number"), Currency::USD);
        assert_eq!(full("1537900"), "$1,537,900");
        assert_eq!(full("1537900.5"), "$1,537,900.50");
        assert_eq!(full("-210000.05"), "−$210,000.05");
        assert_eq!(full("0.00"), "$0");
    }

    #[test]
    fn exact_amounts_keep_their_cents() {
        let exact = |text: &str| exact(text.parse().expect("a number"), Currency::USD);
        assert_eq!(exact("84000"), "84000.00");
        assert_eq!(exact("711000.10"), "711000.10");
    }
}
