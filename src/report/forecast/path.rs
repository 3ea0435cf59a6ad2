//! What was said of this quarter on each Monday of it so far: the same totals that the reports of those days had.

use chrono::{Datelike as _, NaiveDate};
use rayon::prelude::*;
use serde::Serialize;

use crate::forecast::amounts::{wins, won_between};
use crate::forecast::lesson::{self, PastSums};
use crate::forecast::lives::Day;
use crate::forecast::means::expected_after;
use crate::forecast::money::UnroundedMoney;
use crate::model::calendar::Quarter;
use crate::report::Input;
use crate::report::document::Money;

use super::lives::{Lives, date};
use super::states::day;

/// What was said on a day.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Said {
    /// The day, a Monday.
    pub date: NaiveDate,
    /// What the quarter was expected to bring in all.
    pub expected: Money,
}

/// Returns what was said on the Mondays of a quarter before today, oldest first.
pub(super) fn path(input: &Input<'_>, lives: &Lives<'_>, quarter: Quarter) -> Vec<Said> {
    let mondays = mondays(quarter.start, input.book.today);
    let Some(newest) = mondays.last().map(|monday| day(*monday)) else {
        return Vec::new();
    };
    let end = day(quarter.last_day());
    let setup = lives.setup();
    let ahead = |monday: &NaiveDate| usize::try_from(end - day(*monday)).unwrap_or(0);
    let lengths: Vec<usize> = mondays.iter().map(ahead).collect();
    let reach = mondays.len() + lesson::reach(&lengths);
    let weeks: Vec<Day> = (0..i32::try_from(reach).unwrap_or(0))
        .map(|week| newest - 7 * week)
        .take_while(|day| *day >= lives.records_begin)
        .collect();
    let sums: Vec<PastSums> = (weeks.into_par_iter())
        .map(|day| PastSums::of(&setup, setup.fit(day), day, &lengths))
        .collect();
    let last = mondays.len() - 1;
    let said = mondays.par_iter().enumerate().map(|(at, monday)| {
        let on = day(*monday);
        let earlier = sums.get(last - at + 1..).unwrap_or_default();
        let all = lesson::lessons(&setup, on, &lengths, earlier);
        let origin = setup.origin(on, &[lengths[at]]);
        let rest = expected_after(&setup, &origin, &all[at..=at], None, 0);
        let won = won_between(&wins(setup.lives, on), day(quarter.start) - 1, on);
        let total = UnroundedMoney(rest.bottom_up + rest.record + won);
        Said {
            date: date(on),
            expected: Money::rounded(total, input.currency()),
        }
    });
    said.filter(|said| day(said.date) >= lives.records_begin)
        .collect()
}

fn mondays(start: NaiveDate, today: NaiveDate) -> Vec<NaiveDate> {
    let days = start.iter_days().take_while(|day| *day < today);
    days.filter(|day| day.weekday() == chrono::Weekday::Mon)
        .collect()
}
