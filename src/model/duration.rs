//! Lengths of time: `3 business days` (`3bd`), `5 days` (`5d`), `2 weeks` (`2w`).

use std::fmt;

use chrono::NaiveDate;

use super::calendar::Calendar;

/// What a duration counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Days that are neither weekend nor holiday.
    BusinessDays,
}

/// A length of time in whole days; the day an event happens is day 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

/// Anything longer is a typo: a hundred years of days.
const LONGEST: u32 = 36_500;

impl Duration {
    /// Returns a length in days.
    pub const fn days(n: u32) -> Self {
        Self {
            n,
            unit: Unit::Days,
        }
    }

    /// Reads `3 business days`, `3bd`, `5 days`, `5d`, `2 weeks`, `2w`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let n: u32 = text[..digits].parse().ok().filter(|n| *n <= LONGEST)?;
        let unit: Vec<&str> = text[digits..].split_whitespace().collect();
        match unit.as_slice() {
            ["bd"] | ["business", "day" | "days"] => Some(Self {
                n,
                unit: Unit::BusinessDays,
            }),
            ["d" | "day" | "days"] => Some(Self::days(n)),
            ["w" | "week" | "weeks"] => Some(n * 7).filter(|n| *n <= LONGEST).map(Self::days),
            _ => None,
        }
    }

    /// How much of this unit lies between two days, `(from, to]`; 0 when `to` is not later.
    pub fn elapsed(self, from: NaiveDate, to: NaiveDate, calendar: &Calendar) -> u32 {
        match self.unit {
            Unit::Days => u32::try_from((to - from).num_days()).unwrap_or(0),
            Unit::BusinessDays => calendar.business_days(from, to),
        }
    }

    /// How far `to` lies beyond a window of this length that opens on `from`, in business days: 0 inside, at least 1 beyond.
    pub fn over(self, from: NaiveDate, to: NaiveDate, calendar: &Calendar) -> u32 {
        if self.elapsed(from, to, calendar) <= self.n {
            return 0;
        }
        calendar.business_days(self.end(from, calendar), to).max(1)
    }

    /// The last day inside a window of this length that opens on `from`.
    pub fn end(self, from: NaiveDate, calendar: &Calendar) -> NaiveDate {
        match self.unit {
            Unit::Days => from
                .checked_add_days(chrono::Days::new(self.n.into()))
                .unwrap_or(NaiveDate::MAX),
            Unit::BusinessDays => calendar.add_business_days(from, self.n),
        }
    }

    /// Returns about how many calendar days it is; business days by the week of the calendar.
    pub fn in_days(self, calendar: &Calendar) -> f64 {
        let n = f64::from(self.n);
        match self.unit {
            Unit::Days => n,
            Unit::BusinessDays => n * 7.0 / f64::from(calendar.days_of_work()),
        }
    }

    /// `5 bd` or `60 d`, for tables.
    pub fn short(self) -> String {
        format!("{} {}", self.n, self.unit.short())
    }
}

impl Unit {
    /// `bd` or `d`.
    pub fn short(self) -> &'static str {
        match self {
            Self::Days => "d",
            Self::BusinessDays => "bd",
        }
    }

    /// `business day` or `day`, with an s unless there is exactly one.
    pub fn words(self, n: u32) -> &'static str {
        match (self, n) {
            (Self::Days, 1) => "day",
            (Self::Days, _) => "days",
            (Self::BusinessDays, 1) => "business day",
            (Self::BusinessDays, _) => "business days",
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.n, self.unit.words(self.n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_short_forms() {
        let three = Some(Duration {
            n: 3,
            unit: Unit::BusinessDays,
        });
        assert_eq!(Duration::parse("3 business days"), three);
        assert_eq!(Duration::parse("3bd"), three);
        assert_eq!(Duration::parse("2w"), Duration::parse("14 days"));
        for text in [
            "",
            "3",
            "days",
            "3 months",
            "-3 days",
            "3.5 days",
            "99999999999 d",
            "36501 d",
            "7770w",
            "3 working days",
        ] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }
}
