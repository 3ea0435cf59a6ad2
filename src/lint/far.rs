//! Dates that are far from today: which year was most likely meant. It is offered to whoever wrote the date, never assumed.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

/// Plans do not reach further ahead, in years.
const AHEAD: i32 = 5;
/// Records do not reach further back, in years.
const BACK: i32 = 20;

/// A date in a year that was hardly meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Far {
    /// How many years it is from today; negative if it has passed.
    pub years: i32,
    /// The nearest year in which the day makes sense.
    pub meant: i32,
}

/// Returns how far the day of something that happened is from today; `None` if its year can be right.
pub(crate) fn past(day: NaiveDate, today: NaiveDate) -> Option<Far> {
    let years = day.year() - today.year();
    if (-BACK..=1).contains(&years) {
        return None;
    }
    let nearest = (0..=4).map(|ago| today.year() - ago);
    let mut nearest = nearest.filter(|year| day.with_year(*year).is_some_and(|day| day <= today));
    let meant = nearest.next()?;
    Some(Far { years, meant })
}

/// Returns how far a planned day is from today; `None` if its year can be right.
pub(crate) fn plan(day: NaiveDate, today: NaiveDate) -> Option<Far> {
    let years = day.year() - today.year();
    if (-BACK..=AHEAD).contains(&years) {
        return None;
    }
    let nearest = (0..=4).map(|ahead| today.year() + ahead);
    let mut nearest = nearest.filter(|year| day.with_year(*year).is_some_and(|day| day >= today));
    let meant = nearest.next()?;
    Some(Far { years, meant })
}

/// Returns the years in which no date can be far, whatever it means.
pub(crate) fn near(today: NaiveDate) -> RangeInclusive<i32> {
    today.year() - BACK..=today.year() + 1
}

/// Returns `: 2026 meant?`.
pub(crate) fn meant(far: Far) -> String {
    format!(": {} meant?", far.meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn the_nearest_year_that_makes_sense_is_meant() {
        let today = day("2026-10-21");
        let years = |far: Option<Far>| far.map(|far| (far.years, far.meant));
        assert_eq!(years(plan(day("2062-12-18"), today)), Some((36, 2026)));
        assert_eq!(years(plan(day("2062-02-18"), today)), Some((36, 2027)));
        assert_eq!(years(plan(day("0206-12-18"), today)), Some((-1820, 2026)));
        assert_eq!(years(plan(day("2031-12-18"), today)), None);
        assert_eq!(years(plan(day("2025-12-18"), today)), None);
        assert_eq!(years(past(day("1926-08-11"), today)), Some((-100, 2026)));
        assert_eq!(years(past(day("2126-12-11"), today)), Some((100, 2025)));
        assert_eq!(years(past(day("2027-08-11"), today)), None);
        assert_eq!(years(past(day("2012-08-11"), today)), None);
    }
}
