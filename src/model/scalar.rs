//! Texts, dates, booleans and percentages, as they are written in files.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::text::{Span, Spanned};

/// A text as it was written (`00152` stays `00152`).
pub type Text = Spanned<Box<str>>;
/// A day.
pub type Date = Spanned<NaiveDate>;
/// True or false.
pub type Flag = Spanned<bool>;

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

/// Reads `2026-03-01`, with two digits for month and day; a date-time counts as its date.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.trim().as_bytes();
    let day = bytes.get(..10)?;
    if !matches!(bytes.get(10), None | Some(b'T' | b't' | b' ')) || day[4] != b'-' || day[7] != b'-'
    {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        day[range].iter().try_fold(0u32, |sum, byte| {
            byte.is_ascii_digit()
                .then(|| sum * 10 + u32::from(byte - b'0'))
        })
    };
    if bytes.len() > 10
        && !(bytes.len() >= 13 && bytes[11].is_ascii_digit() && bytes[12].is_ascii_digit())
    {
        return None;
    }
    NaiveDate::from_ymd_opt(
        number(0..4)?.try_into().ok()?,
        number(5..7)?,
        number(8..10)?,
    )
}

/// Returns a day as people write it: `Tue 17 Nov`, with the year if it is not the year of `today`.
pub fn prose_date(date: NaiveDate, today: NaiveDate) -> String {
    let format = if date.year() == today.year() {
        "%a %-d %b"
    } else {
        "%a %-d %b %Y"
    };
    date.format(format).to_string()
}

/// A percentage from 0 to 100: `20%`, `20` or `12.5%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent {
    /// The number before the percent sign.
    pub value: Decimal,
    /// Its position in the file.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_prose_carries_its_year_only_when_it_is_another() {
        let day = |text: &str| parse_date(text).expect("a date");
        let today = day("2026-11-23");
        assert_eq!(prose_date(day("2026-11-03"), today), "Tue 3 Nov");
        assert_eq!(prose_date(day("2025-11-17"), today), "Mon 17 Nov 2025");
    }

    #[test]
    fn dates_need_two_digits_and_must_exist() {
        assert!(parse_date("2026-02-28").is_some());
        assert_eq!(parse_date("2026-02-28T10:00:00Z"), parse_date("2026-02-28"));
        for text in [
            "2026-02-30",
            "2026-1-5",
            "26-01-05",
            "2026-01-05x",
            "2026-01-05 later",
            "2026/01/05",
            "",
            "2026-01-0é",
        ] {
            assert!(parse_date(text).is_none(), "{text}");
        }
    }
}
