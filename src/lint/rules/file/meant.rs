//! What an unreadable value was most likely meant to be: proposed to its author, never assumed.

use std::str::FromStr;

use chrono::{Month, NaiveDate};
use iso_currency::Currency;
use rust_decimal::Decimal;

use crate::model::money::{check_decimals, parse_amount};

/// Returns the days that a text can mean: none, one, or two if day and month are ambiguous.
pub(super) fn days(text: &str) -> Vec<NaiveDate> {
    let parts: Vec<&str> = text
        .split(['-', '/', '.', ',', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [a, b, c] = parts[..] else {
        return Vec::new();
    };
    let number = |part: &str, longest: usize| {
        (part.len() <= longest && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())?
    };
    let year = |part: &str| number(part, 4).filter(|_| part.len() == 4);
    let month = |part: &str| {
        let named = part.bytes().all(|byte| byte.is_ascii_alphabetic());
        named.then(|| {
            Month::from_str(part)
                .ok()
                .map(|month| month.number_from_month())
        })?
    };
    let small = |part: &str| number(part, 2);
    let readings = [
        // Year first: the month follows.
        (year(a), month(b).or(small(b)), small(c)),
        // Day first, then month first.
        (year(c), month(b).or(small(b)), small(a)),
        (year(c), month(a).or(small(a)), small(b)),
    ];
    let mut days: Vec<NaiveDate> = readings
        .into_iter()
        .filter_map(|(year, month, day)| {
            NaiveDate::from_ymd_opt(i32::try_from(year?).ok()?, month?, day?)
        })
        .collect();
    days.dedup();
    days
}

/// Signs and words of currencies, each read as this currency unless the sign is that of the process currency.
const SIGNS: [(&str, &str); 14] = [
    ("us$", "USD"),
    ("$", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("£", "GBP"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("¥", "JPY"),
    ("yen", "JPY"),
    ("sfr", "CHF"),
    ("francs", "CHF"),
];

/// Words for thousands and millions.
const MULTIPLES: [(&str, u32); 8] = [
    ("k", 1_000),
    ("tsd", 1_000),
    ("thousand", 1_000),
    ("m", 1_000_000),
    ("mn", 1_000_000),
    ("mio", 1_000_000),
    ("mln", 1_000_000),
    ("million", 1_000_000),
];

/// An amount as people write it, taken apart: `€1.2 Mio.` is `1.2`, a million times, in EUR.
struct Parts<'a> {
    /// From the first digit to the last.
    number: &'a str,
    /// 1, or a thousand or a million.
    times: u32,
    /// The currency, unless it is that of the process.
    currency: Option<Currency>,
}

impl<'a> Parts<'a> {
    /// Takes a text apart; `None` if it has words that say something else, or a sign.
    fn of(text: &'a str, base: Currency) -> Option<Self> {
        let is_digit = |c: char| c.is_ascii_digit();
        let (start, end) = (text.find(is_digit)?, text.rfind(is_digit)? + 1);
        // `62000,-` is a round amount; `-62000` is none.
        let after = text[end..].trim_start_matches([',', '.', '-', '–', '—']);
        let (mut times, mut currency) = (1, None);
        for word in text[..start]
            .split_whitespace()
            .chain(after.split_whitespace())
        {
            let word = word.trim_end_matches('.').to_lowercase();
            let multiple = MULTIPLES.iter().find(|(name, _)| *name == word);
            if let (Some((_, many)), 1) = (multiple, times) {
                times = *many;
            } else if currency.is_none() {
                currency = Some(currency_of(&word, base)?);
            } else {
                return None;
            }
        }
        Some(Self {
            number: &text[start..end],
            times,
            currency: currency.filter(|currency| *currency != base),
        })
    }
}

/// Returns the currency that a sign, a word or a code in any case means.
fn currency_of(word: &str, base: Currency) -> Option<Currency> {
    if base.symbol().to_string() == word {
        return Some(base);
    }
    let sign = SIGNS.iter().find(|(sign, _)| *sign == word);
    let code = sign.map_or_else(|| word.to_uppercase(), |(_, code)| (*code).to_owned());
    Currency::from_code(&code)
}

/// Returns the amount that a text was meant to be, as it should be written; `base` is the process currency.
pub(super) fn amount(text: &str, base: Currency) -> Option<String> {
    let parts = Parts::of(text.trim(), base)?;
    let value = Decimal::from_str_exact(&without_groups(parts.number)?).ok()?;
    let value = match parts.times {
        1 => value,
        times => value.checked_mul(Decimal::from(times))?.normalize(),
    };
    let written = match parts.currency {
        Some(currency) => format!("{value} {}", currency.code()),
        None => value.to_string(),
    };
    let read = parse_amount(&written).ok()?;
    let currency = read.currency.unwrap_or(base);
    check_decimals(value.scale() as usize, currency).ok()?;
    (written != text).then_some(written)
}

/// Returns whether an amount that could not be read can mean one amount only: marks that group thousands and never begin a
/// fraction (`62'000`, `62 000`, `€62000`, `62000 eur`, `62000,-`). A point, a comma or a `k` may be read in two ways.
pub(super) fn is_plain(text: &str, base: Currency) -> bool {
    let Some(parts) = Parts::of(text.trim(), base) else {
        return false;
    };
    let is_group = |c: char| matches!(c, '\'' | '’' | '_') || c.is_whitespace();
    let groups: Vec<&str> = parts.number.split(is_group).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let in_threes = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let is_one_number = if groups.len() > 1 {
        in_threes
    } else {
        parts.number.len() < text.trim().len()
    };
    parts.times == 1 && groups.iter().all(digits) && is_one_number
}

/// Normalises digits to a decimal point, whatever separators were used: three digits after a separator are a group.
fn without_groups(digits: &str) -> Option<String> {
    let is_mark = |c: char| matches!(c, '.' | ',' | '\'' | '’' | '_') || c.is_whitespace();
    if !digits.starts_with(|c: char| c.is_ascii_digit())
        || !digits.chars().all(|c| c.is_ascii_digit() || is_mark(c))
    {
        return None;
    }
    let parts: Vec<&str> = digits.split(is_mark).collect();
    let (last, groups) = parts.split_last()?;
    let in_threes = |parts: &[&str]| parts.iter().all(|part| part.len() == 3);
    if groups.is_empty() || (groups[0].len() <= 3 && in_threes(&parts[1..])) {
        return Some(parts.concat());
    }
    let fits = (1..=2).contains(&last.len()) && in_threes(&groups[1..]);
    fits.then(|| format!("{}.{last}", groups.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_proposed_where_it_can_be_one_or_two() {
        let read = |text| {
            let days = days(text).into_iter();
            days.map(|day| day.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(read("25/12/2026"), ["2026-12-25"]);
        assert_eq!(read("12/25/2026"), ["2026-12-25"]);
        assert_eq!(read("5 Dec 2026"), ["2026-12-05"]);
        assert_eq!(read("December 5, 2026"), ["2026-12-05"]);
        assert_eq!(read("2026-1-5"), ["2026-01-05"]);
        assert_eq!(read("2026/1/5"), ["2026-01-05"]);
        assert_eq!(read("5.1.2026"), ["2026-01-05", "2026-05-01"]);
        assert_eq!(read("12/05/2026"), ["2026-05-12", "2026-12-05"]);
        assert_eq!(read("5.5.2026"), ["2026-05-05"]);
        for text in [
            "2026-02-30",
            "end of March",
            "5.1.26",
            "",
            "1 2 3",
            "éé é 2026",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_amount_is_plain_if_it_means_one_thing_only() {
        for text in [
            "62'000",
            "62 000",
            "€62000",
            "62000 eur",
            "1 200 000 EUR",
            "EUR 62000",
            "62000EUR",
            "62000,-",
            "62_000",
            "62000 Euro",
        ] {
            assert!(is_plain(text, Currency::USD), "{text}");
        }
        for text in [
            "62.000",
            "62.000,50 EUR",
            "62,00",
            "120k",
            "1.2M",
            "62",
            "6 2000",
            "€62.000",
            "62k eur",
            "62.000,-",
            "-62000",
        ] {
            assert!(!is_plain(text, Currency::USD), "{text}");
        }
    }

    #[test]
    fn an_amount_is_proposed_as_it_is_written() {
        let read = |text| amount(text, Currency::USD);
        for (text, meant) in [
            ("120k", "120000"),
            ("1.2M", "1200000"),
            ("EUR 84000", "84000 EUR"),
            ("84000 eur", "84000 EUR"),
            ("$84,000", "84000"),
            ("€84,000", "84000 EUR"),
            ("84 000", "84000"),
            ("84.000 EUR", "84000 EUR"),
            ("84.000,50 EUR", "84000.50 EUR"),
            ("84,00", "84.00"),
            ("USD 84000", "84000"),
            ("$1.5m", "1500000"),
            ("84000EUR", "84000 EUR"),
            ("84.000,- Euro", "84000 EUR"),
            ("1,2 Mio. €", "1200000 EUR"),
            ("84 Tsd.", "84000"),
            ("CHF 84'000.-", "84000 CHF"),
            ("1_250_000", "1250000"),
        ] {
            assert_eq!(read(text).as_deref(), Some(meant), "{text}");
        }
        assert_eq!(
            amount("$84,000", Currency::EUR).as_deref(),
            Some("84000 USD")
        );
        for text in [
            "about 84",
            "-5",
            "NaN",
            "84-90k",
            "1e5",
            "",
            "k",
            "84,0000",
            "ca. 84000",
            "84000 p.a.",
            "84000 USD EUR",
            "84000 +",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
