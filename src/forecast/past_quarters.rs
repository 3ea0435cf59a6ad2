//! What the same days of past quarters brought (docs/forecast.md, step 9): companies close by the quarter, so a window is compared
//! with those that lie a whole number of quarters back.

use super::amounts::won_between;
use super::lives::{Day, Win};
use super::snapshots::small;

/// The days of a quarter: thirteen weeks, so that weekdays stay where they are.
const QUARTER: Day = 91;
/// The most past quarters.
const QUARTERS: usize = 4;
/// The weight of the belief that every part of a quarter brings as much, in quarters.
const EVEN: f64 = 4.0;

/// What was won in past windows of one length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PastQuarters {
    /// The mean of the windows that lie 91, 182 … days back; as far as they are over and on record, at most four.
    pub mean: f64,
    /// How many those are.
    pub count: usize,
    /// What such a window brings compared with any other of its length, shrunk towards 1.
    pub rhythm: f64,
}

impl PastQuarters {
    /// Looks back from the end of a day over wins known then, in order of their days; `None` if no such window is on record.
    pub fn of(wins: &[Win], origin: Day, length: Day, records_begin: Day) -> Option<Self> {
        if length <= 0 {
            return None;
        }
        let won_after = |start: Day| won_between(wins, start, start + length);
        let on_record = |start: &Day| *start + 1 >= records_begin;
        let first = (length + QUARTER - 1) / QUARTER;
        let starts = (first..).map(|quarter| origin - QUARTER * quarter);
        let windows: Vec<f64> = (starts.take(QUARTERS).take_while(on_record))
            .map(won_after)
            .collect();
        let count = windows.len();
        if count == 0 {
            return None;
        }
        let mean = windows.iter().sum::<f64>() / small(count);
        let weeks =
            (0..13 * i32::try_from(count).unwrap_or(1)).map(|week| origin - 7 * week - length);
        let any: Vec<f64> = weeks.take_while(on_record).map(won_after).collect();
        let level = any.iter().sum::<f64>() / small(any.len().max(1));
        let rhythm = if level > 0.0 {
            (small(count) * mean / level + EVEN) / (small(count) + EVEN)
        } else {
            1.0
        };
        Some(Self {
            mean,
            count,
            rhythm,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wins(days: &[Day]) -> Vec<Win> {
        let win = |day: &Day| Win {
            day: *day,
            amount: 100.0,
            is_known: true,
        };
        days.iter().map(win).collect()
    }

    #[test]
    fn windows_lie_whole_quarters_back_and_are_over() {
        // A win at the end of each of five quarters; the origin is day 1000, ten days before such an end.
        let ends = wins(&[555, 646, 737, 828, 919]);
        let near = PastQuarters::of(&ends, 1000, 30, 500).expect("a past quarter");
        assert_eq!((near.mean, near.count), (100.0, 4));
        assert!(near.rhythm > 1.0, "{near:?}");
        let short = PastQuarters::of(&ends, 1000, 5, 500).expect("a past quarter");
        assert_eq!((short.mean, short.count), (0.0, 4));
        assert!(short.rhythm < 1.0, "{short:?}");
        // 150 days from here are over for windows of two quarters ago and more.
        let long = PastQuarters::of(&ends, 1000, 150, 700).expect("a past quarter");
        assert_eq!((long.mean, long.count), (200.0, 2));
        assert_eq!(PastQuarters::of(&ends, 1000, 30, 950), None);
    }

    #[test]
    fn without_wins_there_is_no_rhythm() {
        let none = PastQuarters::of(&[], 1000, 30, 500).expect("a past quarter");
        assert_eq!((none.mean, none.rhythm), (0.0, 1.0));
    }
}
