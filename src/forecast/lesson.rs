//! What the record teaches about totals of one length (docs/forecast.md, step 9): how much the same days of past quarters count
//! beside open and new deals, and how far totals were off.

use rayon::prelude::*;

use super::amounts::{wins, won_between};
use super::hazards::Fit;
use super::lives::{Day, Win, days};
use super::new_business::NewBusiness;
use super::past_quarters::PastQuarters;
use super::setup::Setup;
use super::snapshots::small;

/// The past weeks that are learned from.
const WEEKS: usize = 26;
/// The weight of the belief that both sides err alike, in windows.
const ALIKE: f64 = 8.0;
/// How much more open and new deals count than past quarters, as long as both err alike.
const OPEN_FIRST: f64 = 2.0;
/// An error larger than this factor counts as this factor.
const MOST_OFF: f64 = 20.0;

/// What the record teaches about totals of one length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lesson {
    /// What the same days of past quarters brought; `None` while the record has none of them.
    pub past: Option<PastQuarters>,
    /// The weight of open and new deals, from 0 to 1; past quarters have the rest.
    pub weight: f64,
    /// The mean squared logarithm of what came over what was said.
    pub squared_error: f64,
    /// How many windows of this length the past weeks cover: they overlap.
    pub windows: f64,
}

impl Lesson {
    /// What can be said without a record: open and new deals alone.
    pub const NONE: Self = Self {
        past: None,
        weight: 1.0,
        squared_error: 0.0,
        windows: 0.0,
    };

    /// Returns the mean of a total, given what open and new deals are expected to bring.
    pub fn expected(&self, bottom_up: f64) -> f64 {
        match self.past {
            Some(past) => {
                let by_rhythm = bottom_up * past.rhythm;
                self.weight * by_rhythm + (1.0 - self.weight) * past.mean
            }
            None => bottom_up,
        }
    }

    /// Returns the lesson with what counted of it before: its weight, and nothing if nothing counted.
    #[must_use]
    pub fn as_weighed_before(&self, before: &Self) -> Self {
        match before.past {
            Some(_) => Self {
                weight: before.weight,
                ..*self
            },
            None => Self::NONE,
        }
    }

    /// Learns from past weeks that are over.
    fn of(past: Option<PastQuarters>, weeks: &[Judged], length: usize) -> Self {
        let Some(past) = past else {
            return Self::NONE;
        };
        let count = small(weeks.len());
        let windows = count * 7.0 / small(length.max(1));
        let mean =
            |error: &dyn Fn(&Judged) -> f64| weeks.iter().map(error).sum::<f64>() / count.max(1.0);
        let by_rhythm = mean(&|week| (week.actual - week.by_rhythm()).abs());
        let quarters = mean(&|week| (week.actual - week.past.mean).abs());
        let alike = f64::midpoint(by_rhythm, quarters);
        let squared = |error: f64| ((windows * error + ALIKE * alike) / (windows + ALIKE)).powi(2);
        let (ours, theirs) = (squared(by_rhythm), squared(quarters));
        let weight = if ours + theirs > 0.0 {
            OPEN_FIRST * theirs / (OPEN_FIRST * theirs + ours)
        } else {
            OPEN_FIRST / (OPEN_FIRST + 1.0)
        };
        let said = |week: &Judged| weight * week.by_rhythm() + (1.0 - weight) * week.past.mean;
        Self {
            past: Some(past),
            weight,
            squared_error: mean(&|week| log_error(week.actual, said(week)).powi(2)),
            windows,
        }
    }
}

/// A past week of one length that is over.
#[derive(Clone, Copy)]
struct Judged {
    bottom_up: f64,
    past: PastQuarters,
    actual: f64,
}

impl Judged {
    fn by_rhythm(&self) -> f64 {
        self.bottom_up * self.past.rhythm
    }
}

/// What was known of totals at the end of a past day, by horizon.
#[derive(Clone, Debug)]
pub struct PastSums {
    day: Day,
    bottom_up: Vec<f64>,
    past: Vec<Option<PastQuarters>>,
}

impl PastSums {
    /// Returns what was expected at the end of a day by a fit of that day.
    pub fn of(setup: &Setup<'_>, fit: Fit, day: Day, horizons: &[usize]) -> Self {
        let origin = setup.origin_by(fit, day, horizons);
        Self {
            day,
            bottom_up: NewBusiness::of(setup).bottom_up(setup, &origin),
            past: past_quarters(setup, &wins(setup.lives, day), day, horizons),
        }
    }

    fn judged(&self, horizon: usize, length: usize, known: &[Win]) -> Option<Judged> {
        Some(Judged {
            bottom_up: self.bottom_up[horizon],
            past: self.past[horizon]?,
            actual: won_between(known, self.day, self.day + days(length)),
        })
    }
}

fn past_quarters(
    setup: &Setup<'_>,
    wins: &[Win],
    day: Day,
    horizons: &[usize],
) -> Vec<Option<PastQuarters>> {
    let of = |length: &usize| PastQuarters::of(wins, day, days(*length), setup.records_begin);
    horizons.iter().map(of).collect()
}

/// Returns the first week before a day whose horizon of this length is over: 1 is a week before.
pub fn first_week(length: usize) -> usize {
    length.div_ceil(7).max(1)
}

/// Returns the most weeks before a day that its lessons look back.
pub fn reach(horizons: &[usize]) -> usize {
    let longest = horizons.iter().copied().max().unwrap_or(0);
    first_week(longest) + WEEKS
}

/// Learns at the end of a day, by horizon; `sums` are those of the weeks before it, the newest first.
pub fn lessons(setup: &Setup<'_>, day: Day, horizons: &[usize], sums: &[PastSums]) -> Vec<Lesson> {
    let known = wins(setup.lives, day);
    let past = past_quarters(setup, &known, day, horizons);
    let of = |(horizon, length): (usize, &usize)| {
        let weeks = sums.iter().skip(first_week(*length) - 1).take(WEEKS);
        let judged: Vec<Judged> = weeks
            .filter_map(|week| week.judged(horizon, *length, &known))
            .collect();
        Lesson::of(past[horizon], &judged, *length)
    };
    horizons.iter().enumerate().map(of).collect()
}

impl Setup<'_> {
    /// Returns what the record teaches at the end of a day, by horizon: fits the weeks before it.
    pub fn lessons(&self, day: Day, horizons: &[usize]) -> Vec<Lesson> {
        let weeks = (1..=days(reach(horizons))).map(|week| day - 7 * week);
        let weeks: Vec<Day> = weeks.take_while(|day| *day >= self.records_begin).collect();
        let sums: Vec<PastSums> = (weeks.into_par_iter())
            .map(|day| PastSums::of(self, self.fit(day), day, horizons))
            .collect();
        lessons(self, day, horizons, &sums)
    }
}

/// Returns the logarithm of actual over expected, at most that of [`MOST_OFF`]; 0 if both are nothing.
fn log_error(actual: f64, expected: f64) -> f64 {
    match (actual > 0.0, expected > 0.0) {
        (true, true) => libm::log((actual / expected).clamp(1.0 / MOST_OFF, MOST_OFF)),
        (false, false) => 0.0,
        (true, false) => libm::log(MOST_OFF),
        (false, true) => -libm::log(MOST_OFF),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(count: usize, bottom_up: f64, mean: f64, actual: f64) -> Lesson {
        let past = PastQuarters {
            mean,
            count: 4,
            rhythm: 1.0,
        };
        let week = Judged {
            bottom_up,
            past,
            actual,
        };
        Lesson::of(Some(past), &vec![week; count], 30)
    }

    #[test]
    fn without_a_past_open_and_new_deals_are_all_there_is() {
        assert_eq!(Lesson::of(None, &[], 30), Lesson::NONE);
        assert!((Lesson::NONE.expected(70.0) - 70.0).abs() < 1e-12);
        let young = lesson(0, 1.0, 40.0, 1.0);
        assert!((young.expected(70.0) - 60.0).abs() < 1e-12, "{young:?}");
    }

    #[test]
    fn what_missed_less_counts_more_and_never_alone() {
        let better = lesson(26, 90.0, 150.0, 100.0);
        let worse = lesson(26, 150.0, 90.0, 100.0);
        assert!(
            better.weight > 2.0 / 3.0 && better.weight < 1.0,
            "{better:?}"
        );
        assert!(worse.weight < 2.0 / 3.0 && worse.weight > 0.0, "{worse:?}");
        let young = lesson(2, 90.0, 150.0, 100.0);
        assert!(young.weight < better.weight, "{young:?}");
    }
}
