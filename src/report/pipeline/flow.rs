//! What came into a stage and what left it. The counts of a flow add up: those at the start, and what came, less what left, and
//! those whose day of entry is not on record, are what stands there now.

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::stays::{Destination, Stay};
use crate::model::deal::OutcomeResult;
use crate::report::period::Period;

/// Deals that came and went in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Those that stood there when the period began.
    pub at_start: usize,
    /// Those that came, each as often as it came.
    pub entered: usize,
    /// Those that left, by where they went.
    pub left: Left,
    /// Open deals there of which the day they came is not on record.
    pub undated: usize,
}

/// Deals that left, by where they went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Left {
    /// To a later stage.
    pub forward: usize,
    /// To an earlier one.
    pub back: usize,
    /// Won.
    pub won: usize,
    /// Lost.
    pub lost: usize,
    /// Disqualified.
    pub disqualified: usize,
}

impl Left {
    /// Returns how many left.
    pub fn all(self) -> usize {
        self.forward + self.back + self.closed()
    }

    /// Returns how many closed.
    pub fn closed(self) -> usize {
        self.won + self.lost + self.disqualified
    }

    fn add(&mut self, from: usize, to: Destination) {
        let count = match to {
            Destination::Stage(stage) if stage > from => &mut self.forward,
            Destination::Stage(_) => &mut self.back,
            Destination::Closed(OutcomeResult::Won) => &mut self.won,
            Destination::Closed(OutcomeResult::Lost) => &mut self.lost,
            Destination::Closed(OutcomeResult::Disqualified) => &mut self.disqualified,
        };
        *count += 1;
    }
}

impl Flow {
    /// Adds the stays of a deal in one stage.
    pub(super) fn add_stage(&mut self, period: Period, stays: &[Stay], stage: usize, stands: bool) {
        for stay in stays.iter().filter(|stay| stay.stage == stage) {
            self.add(period, stay.entered, end_of(stay).map(|day| (day, stay)));
        }
        let lasts = stays.iter().any(|stay| stay.stage == stage && stay.lasts());
        self.undated += usize::from(stands && !lasts);
    }

    /// Adds a deal as a whole: it comes with its first stage, or when it is opened again, and leaves when it closes.
    pub(super) fn add_whole(&mut self, period: Period, stays: &[Stay], stands: bool) {
        let mut entered: Option<NaiveDate> = None;
        for stay in stays {
            let since = *entered.get_or_insert(stay.entered);
            match stay.end.map(|end| end.to) {
                Some(Destination::Stage(_)) => {}
                Some(Destination::Closed(_)) => {
                    self.add(period, since, end_of(stay).map(|day| (day, stay)));
                    entered = None;
                }
                None => self.add(period, since, None),
            }
        }
        let lasts = stays.iter().any(Stay::lasts);
        self.undated += usize::from(stands && !lasts);
    }

    fn add(&mut self, period: Period, since: NaiveDate, end: Option<(NaiveDate, &Stay)>) {
        if end.is_some_and(|(day, _)| day < period.start) {
            return;
        }
        if since < period.start {
            self.at_start += 1;
        } else {
            self.entered += 1;
        }
        if let Some((_, stay)) = end
            && let Some(end) = stay.end
        {
            self.left.add(stay.stage, end.to);
        }
    }
}

/// Returns the day on which a stay ended. What ended on an unknown day was left out before.
fn end_of(stay: &Stay) -> Option<NaiveDate> {
    stay.end.and_then(|end| end.on)
}
