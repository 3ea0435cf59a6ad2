//! Two stretches of time of one length, the second right before the first.

use chrono::{Days, NaiveDate};

/// How long a period is when nobody says: about a quarter.
pub const DAYS: u32 = 90;

/// From when a period counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// This day, which belongs to it.
    Day(NaiveDate),
    /// So many days, today among them.
    Days(u32),
}

/// Days from `start` up to, and without, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub start: NaiveDate,
    /// The day after its last.
    pub end: NaiveDate,
}

/// A period and the one before it, as long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// Up to today, today included.
    pub now: Period,
    /// Right before it.
    pub before: Period,
}

impl Period {
    /// Whether a day belongs to it.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.start <= day && day < self.end
    }

    /// Its last day.
    pub fn last_day(&self) -> NaiveDate {
        self.end.pred_opt().unwrap_or(self.end)
    }

    /// How many days it has.
    pub fn days(&self) -> i64 {
        (self.end - self.start).num_days()
    }
}

impl Periods {
    /// The periods of a day; one that would begin after it has that day alone.
    pub fn of(since: Since, today: NaiveDate) -> Self {
        let end = today.succ_opt().unwrap_or(today);
        let back = |from: NaiveDate, days: u64| {
            let day = from.checked_sub_days(Days::new(days));
            day.unwrap_or(NaiveDate::MIN)
        };
        let start = match since {
            Since::Day(day) => day.min(today),
            Since::Days(days) => back(end, days.max(1).into()),
        };
        let now = Period { start, end };
        let days = u64::try_from(now.days()).unwrap_or(0);
        let before = Period {
            start: back(start, days),
            end: start,
        };
        Self { now, before }
    }
}
