//! Two stretches of time of one length, the second right before the first.

use chrono::{Days, NaiveDate};
use serde::Serialize;

/// The days from `start` up to `end`, which is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// Its first day.
    pub start: NaiveDate,
    /// The day after its last.
    pub end: NaiveDate,
}

/// A period and the one before it, equally long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Periods {
    /// Up to and including today.
    #[serde(rename = "period")]
    pub now: Period,
    /// Right before it.
    pub before: Period,
}

impl Period {
    /// Returns whether a day belongs to it.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.start <= day && day < self.end
    }

    /// Returns its last day.
    pub fn last_day(&self) -> NaiveDate {
        self.end.pred_opt().unwrap_or(self.end)
    }

    /// Returns how many days it has.
    pub fn days(&self) -> i64 {
        (self.end - self.start).num_days()
    }
}

impl Periods {
    /// Returns the period from a day to today, and the one before it; a day after today counts as today.
    pub fn since(first: NaiveDate, today: NaiveDate) -> Self {
        let now = Period {
            start: first.min(today),
            end: today.succ_opt().unwrap_or(today),
        };
        let days = Days::new(u64::try_from(now.days()).unwrap_or(0));
        let before = Period {
            start: now.start.checked_sub_days(days).unwrap_or(NaiveDate::MIN),
            end: now.start,
        };
        Self { now, before }
    }
}
