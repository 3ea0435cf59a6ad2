//! Business days, holidays and fiscal quarters (`[calendar]` of process.toml).

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Which days count, and when the fiscal year starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// By days from Monday.
    weekend: [bool; 7],
    /// Sorted, without those on a weekend.
    holidays: Vec<NaiveDate>,
    /// 1 to 12.
    fiscal_start: u32,
}

impl Default for Calendar {
    fn default() -> Self {
        Self::new(&[Weekday::Sat, Weekday::Sun], Vec::new(), 1)
    }
}

/// A quarter of a fiscal year; the year is named for the calendar year it ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// The fiscal year.
    pub year: i32,
    /// 1 to 4.
    pub number: u32,
    /// Its first day.
    pub start: NaiveDate,
    /// The day after its last.
    pub end: NaiveDate,
}

/// Whether a text is written like `FY27-Q4`.
pub fn is_quarter(key: &str) -> bool {
    matches!(key.as_bytes(), [b'F', b'Y', a, b, b'-', b'Q', b'1'..=b'4'] if a.is_ascii_digit() && b.is_ascii_digit())
}

impl Quarter {
    /// `FY27-Q4`, as in `[targets]`.
    pub fn key(&self) -> String {
        format!("FY{:02}-Q{}", self.year.rem_euclid(100), self.number)
    }

    /// Its last day.
    pub fn last_day(&self) -> NaiveDate {
        self.end.pred_opt().unwrap_or(self.end)
    }
}

impl Calendar {
    /// Creates a calendar; a weekend of all seven days is ignored, so that counting always ends.
    pub fn new(weekend: &[Weekday], mut holidays: Vec<NaiveDate>, fiscal_start: u32) -> Self {
        let mut days = [false; 7];
        for day in weekend {
            days[day.num_days_from_monday() as usize] = true;
        }
        if days.iter().all(|weekend| *weekend) {
            days = [false; 7];
        }
        holidays.retain(|day| !days[day.weekday().num_days_from_monday() as usize]);
        holidays.sort_unstable();
        holidays.dedup();
        Self {
            weekend: days,
            holidays,
            fiscal_start: fiscal_start.clamp(1, 12),
        }
    }

    /// Returns whether a day is a business day.
    pub fn is_business_day(&self, day: NaiveDate) -> bool {
        !self.weekend[day.weekday().num_days_from_monday() as usize]
            && self.holidays.binary_search(&day).is_err()
    }

    /// Returns how many days of a week are business days, holidays aside.
    pub fn days_of_work(&self) -> u8 {
        self.weekend.iter().map(|weekend| u8::from(!weekend)).sum()
    }

    /// The holidays in `(from, to]`, in order, without those on a weekend.
    pub fn holidays(&self, from: NaiveDate, to: NaiveDate) -> &[NaiveDate] {
        let first = self.holidays.partition_point(|holiday| *holiday <= from);
        let last = self.holidays.partition_point(|holiday| *holiday <= to);
        &self.holidays[first..last.max(first)]
    }

    /// Business days in `(from, to]`; 0 when `to` is not later than `from`.
    pub fn business_days(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        if to <= from {
            return 0;
        }
        let total = u32::try_from((to - from).num_days()).unwrap_or(0);
        let per_week =
            u32::try_from(self.weekend.iter().filter(|weekend| !**weekend).count()).unwrap_or(0);
        let mut count = total / 7 * per_week;
        let mut day = from.weekday().num_days_from_monday() as usize;
        for _ in 0..total % 7 {
            day = (day + 1) % 7;
            count += u32::from(!self.weekend[day]);
        }
        let first = self.holidays.partition_point(|holiday| *holiday <= from);
        let last = self.holidays.partition_point(|holiday| *holiday <= to);
        count - u32::try_from(last - first).unwrap_or(0).min(count)
    }

    /// The `n`th business day after a day; the day itself for 0.
    pub fn add_business_days(&self, from: NaiveDate, n: u32) -> NaiveDate {
        let mut day = from;
        let mut left = n;
        while left > 0 {
            let Some(next) = day.succ_opt() else {
                return day;
            };
            day = next;
            left -= u32::from(self.is_business_day(day));
        }
        day
    }

    /// Returns the fiscal quarter of a day.
    pub fn quarter(&self, day: NaiveDate) -> Quarter {
        let months_in = (day.month() + 12 - self.fiscal_start) % 12;
        let number = months_in / 3 + 1;
        let start_month = (self.fiscal_start - 1 + (number - 1) * 3) % 12 + 1;
        let start_year = if start_month > day.month() {
            day.year() - 1
        } else {
            day.year()
        };
        let start = NaiveDate::from_ymd_opt(start_year, start_month, 1).unwrap_or(day);
        let end = start
            .checked_add_months(chrono::Months::new(3))
            .unwrap_or(NaiveDate::MAX);
        let year_end = start.checked_add_months(chrono::Months::new((4 - number) * 3 + 3));
        let year = year_end.map_or(day.year(), |end| (end - Days::new(1)).year());
        Quarter {
            year,
            number,
            start,
            end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_window_of_three_business_days_from_a_monday_ends_with_thursday() {
        let calendar = Calendar::default();
        assert_eq!(
            calendar.add_business_days(day("2026-09-14"), 3),
            day("2026-09-17")
        );
        assert_eq!(
            calendar.business_days(day("2026-09-14"), day("2026-09-18")),
            4
        );
    }

    #[test]
    fn holidays_are_not_counted() {
        let calendar = Calendar::new(&[Weekday::Sat, Weekday::Sun], vec![day("2026-11-26")], 2);
        assert_eq!(
            calendar.business_days(day("2026-11-25"), day("2026-11-27")),
            1
        );
    }

    #[test]
    fn a_fiscal_year_is_named_for_the_year_it_ends_in() {
        let calendar = Calendar::new(&[], Vec::new(), 2);
        let quarter = calendar.quarter(day("2026-11-23"));
        assert_eq!(
            (quarter.key().as_str(), quarter.last_day()),
            ("FY27-Q4", day("2027-01-31"))
        );
        assert_eq!(calendar.quarter(day("2026-01-31")).key(), "FY26-Q4");
        assert_eq!(calendar.quarter(day("2026-02-01")).key(), "FY27-Q1");
        assert_eq!(
            Calendar::default().quarter(day("2026-11-23")).key(),
            "FY26-Q4"
        );
    }

    proptest! {
        #[test]
        fn counting_by_weeks_equals_counting_day_by_day(start in 0u64..4000, length in 0u64..400, holiday in 0u64..4400) {
            let base = day("2020-01-01");
            let calendar = Calendar::new(&[Weekday::Fri, Weekday::Sat], vec![base + Days::new(holiday)], 1);
            let from = base + Days::new(start);
            let counted = (1..=length).filter(|n| calendar.is_business_day(from + Days::new(*n))).count();
            prop_assert_eq!(calendar.business_days(from, from + Days::new(length)) as usize, counted);
        }
    }
}
