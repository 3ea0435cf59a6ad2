//! Money: exact decimals from the text of the file, never through a float.

use iso_currency::Currency;
use rust_decimal::{Decimal, RoundingStrategy};

/// An amount as written; without a code it is in the process currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How much.
    pub value: Decimal,
    /// The ISO 4217 code, where one is written.
    pub currency: Option<Currency>,
}

/// The largest amount, ten trillion: so many cents are exact as a float too, and a book of them stays in the range of whole numbers.
pub const LARGEST: u64 = 10_000_000_000_000;

fn is_too_large(value: Decimal) -> bool {
    value > Decimal::from(LARGEST)
}

/// How an amount is written.
const WRITTEN: &str = "it is digits, with commas only in threes, and then the code of a currency";

/// Reads digits with commas only in threes, an optional fraction, an optional ISO code.
///
/// # Errors
/// What is wrong, as a clause.
pub fn parse_amount(text: &str) -> Result<Amount, String> {
    let text = text.trim();
    let (number, code) = match text.rsplit_once(' ') {
        Some((number, code)) => (number.trim_end(), Some(code)),
        None => (text, None),
    };
    let currency = match code {
        None => None,
        Some(code) if code.starts_with(|c: char| c.is_ascii_digit()) => {
            return Err(WRITTEN.to_owned());
        }
        Some(code) => match Currency::from_code(code) {
            Some(currency) => Some(currency),
            None => return Err(format!("`{code}` is not an ISO currency code")),
        },
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').collect();
    let in_threes = groups.len() == 1
        || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    if !groups.iter().all(|group| digits(group)) || !fraction.is_none_or(digits) {
        return Err(WRITTEN.to_owned());
    }
    if !in_threes {
        return Err("commas only between groups of three digits".to_owned());
    }
    if let (Some(fraction), Some(currency)) = (fraction, currency) {
        check_decimals(fraction.len(), currency)?;
    }
    let value = Decimal::from_str_exact(&number.replace(',', ""))
        .ok()
        .ok_or_else(|| "too many digits".to_owned())?;
    if is_too_large(value) {
        return Err("at most ten trillion, 10,000,000,000,000".to_owned());
    }
    Ok(Amount { value, currency })
}

/// How many decimals a currency has: 2 for most, 0 for the yen.
pub fn decimals(currency: Currency) -> usize {
    currency.exponent().unwrap_or(2).into()
}

/// Whether an amount has no more decimals than its currency.
///
/// # Errors
/// What is wrong, as a clause.
pub fn check_decimals(found: usize, currency: Currency) -> Result<(), String> {
    let allowed = decimals(currency);
    if found <= allowed {
        return Ok(());
    }
    let code = currency.code();
    Err(format!("{code} has {allowed} decimals, this has {found}"))
}

/// The process currency and what one unit of the others is worth in it.
#[derive(Clone, Debug)]
pub struct Currencies {
    /// The process currency.
    pub base: Currency,
    /// Code and value of one unit in the process currency.
    pub rates: Vec<(Currency, Decimal)>,
}

impl Currencies {
    /// What one unit of a currency is worth in the process currency.
    pub fn rate(&self, currency: Currency) -> Option<Decimal> {
        if currency == self.base {
            return Some(Decimal::ONE);
        }
        self.rates
            .iter()
            .find(|(code, _)| *code == currency)
            .map(|(_, rate)| *rate)
    }

    /// Returns why an amount cannot be used, as a clause; `None` if it can.
    pub fn why_unusable(&self, amount: Amount) -> Option<String> {
        let currency = amount.currency.unwrap_or(self.base);
        if let Err(why) = check_decimals(amount.value.scale() as usize, currency) {
            return Some(why);
        }
        if self.rate(currency).is_none() {
            return Some(format!("[currencies] has no rate for {}", currency.code()));
        }
        let base = self.base.code();
        let is_too_large = self.convert(amount).is_none();
        is_too_large.then(|| format!("in {base} it is more than ten trillion"))
    }

    /// An amount in the process currency, rounded half away from zero to its decimals; `None` without a rate, with more decimals
    /// than its currency has, or beyond the largest amount.
    pub fn convert(&self, amount: Amount) -> Option<Decimal> {
        let written = amount.currency.unwrap_or(self.base);
        check_decimals(amount.value.scale() as usize, written).ok()?;
        let Some(currency) = amount.currency.filter(|currency| *currency != self.base) else {
            return Some(amount.value);
        };
        let places = u32::try_from(decimals(self.base)).unwrap_or(2);
        let value = amount.value.checked_mul(self.rate(currency)?)?;
        if is_too_large(value) {
            return None;
        }
        Some(value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_exactly() {
        let amount = |text| parse_amount(text).map(|amount| amount.value.to_string());
        assert_eq!(amount("84000"), Ok("84000".into()));
        assert_eq!(amount("711000.10"), Ok("711000.10".into()));
        assert_eq!(amount("1,234,567.5 EUR"), Ok("1234567.5".into()));
        assert_eq!(
            parse_amount("84000 EUR").expect("valid").currency,
            Some(Currency::EUR)
        );
    }

    #[test]
    fn what_is_no_amount_says_why() {
        for text in [
            "84.000 EUR",
            "84,00",
            "1,2345",
            "NaN",
            "-5",
            "$84",
            "84k",
            "84 000",
            "1.",
            ".5",
            "",
            "84000 EURO",
            "1e5",
            "9".repeat(40).as_str(),
            "10000000000001",
        ] {
            assert!(parse_amount(text).is_err(), "{text}");
        }
        assert!(parse_amount("500.5 JPY").is_err());
    }

    #[test]
    fn the_largest_amount_is_ten_trillion_in_every_currency() {
        let why = parse_amount("10000000000001").expect_err("too large");
        assert_eq!(why, "at most ten trillion, 10,000,000,000,000");
        let amount = parse_amount("10000000000000 EUR").expect("the largest");
        let worth = |rate| {
            let currencies = Currencies {
                base: Currency::USD,
                rates: vec![(Currency::EUR, rate)],
            };
            currencies.convert(amount)
        };
        assert_eq!(worth(Decimal::ONE), Some(Decimal::from(LARGEST)));
        assert_eq!(worth(Decimal::TWO), None);
        assert_eq!(worth(Decimal::MAX), None);
    }

    #[test]
    fn conversion_rounds_once_to_the_process_currency() {
        let currencies = Currencies {
            base: Currency::USD,
            rates: vec![(Currency::EUR, Decimal::new(10_833, 4))],
        };
        let amount = parse_amount("100.05 EUR").expect("valid");
        assert_eq!(
            currencies.convert(amount).map(|value| value.to_string()),
            Some("108.38".into())
        );
        assert_eq!(
            currencies.convert(parse_amount("5 GBP").expect("valid")),
            None
        );
    }
}
