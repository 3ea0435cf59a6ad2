//! Velocity: how fast deals pass the stages, how many go on, how long a win takes, and what is won a day (D0, D8.3).

mod gathered;
mod pace;
mod stay_time;

use chrono::NaiveDate;
use serde::Serialize;

pub use pace::{CycleTime, Pace, SplitBy, StagePace};
pub use stay_time::StayTime;

use crate::analysis::registration::is_turned_away;
use crate::analysis::worth;
use crate::model::deal::OutcomeResult;

use super::Input;
use super::deal_sum::DealSum;
use super::document::Money;
use super::filter::Filter;
use super::period::Period;

pub(super) use gathered::is_forward;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct VelocityOptions {
    /// The first day of the period for which the value won a day is worked out.
    pub since: NaiveDate,
    /// The deals.
    pub filter: Filter,
    /// What they are split by.
    pub by: Option<SplitBy>,
}

/// The pace of a group.
#[derive(Clone, Debug, Serialize)]
pub struct PaceGroup {
    /// Its name: of a partner, a segment, a quarter.
    pub group: String,
    /// Its pace.
    #[serde(flatten)]
    pub pace: Pace,
}

/// What was won in the period, a day.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ValuePerDay {
    /// Deals won in the period.
    pub won: DealSum,
    /// Days of the period.
    pub days: i64,
    /// What was won, by the days.
    pub per_day: Money,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Velocity {
    /// The period of `value`; times and conversions are those of all deals on record.
    pub period: Period,
    /// All deals together.
    #[serde(flatten)]
    pub pace: Pace,
    /// What is won a day.
    pub value: ValuePerDay,
    /// Stays that ended on a day that is not on record, in no figure.
    pub undated: usize,
    /// What the groups are; `None` without them.
    pub by: Option<SplitBy>,
    /// The groups: quarters from the first on, others by name.
    pub groups: Vec<PaceGroup>,
}

impl Velocity {
    /// Returns the time to a win.
    pub fn to_a_win(&self) -> StayTime {
        let mut cycles = self.pace.cycles.iter();
        cycles
            .find(|cycle| cycle.result == OutcomeResult::Won)
            .map_or(StayTime::default(), |cycle| cycle.time)
    }

    /// Returns the stage with the longest median, of those that a deal has left.
    pub fn slowest(&self) -> Option<&StagePace> {
        let stages = self.pace.stages.iter().rev();
        let timed = stages.filter(|stage| stage.time.median.is_some());
        timed.max_by_key(|stage| stage.time.median)
    }
}

/// Works the report out, in one pass over the deals.
pub fn velocity(input: &Input<'_>, options: &VelocityOptions) -> Velocity {
    let today = input.book.today;
    let period = Period {
        start: options.since.min(today),
        end: today.succ_opt().unwrap_or(today),
    };
    let (all, groups) = gathered::gather(input, &options.filter, options.by);
    let groups = groups.into_iter().map(|(group, cases)| PaceGroup {
        group,
        pace: cases.pace(input),
    });
    Velocity {
        period,
        pace: all.pace(input),
        value: value(input, &options.filter, period),
        undated: all.undated,
        by: options.by,
        groups: groups.collect(),
    }
}

fn value(input: &Input<'_>, filter: &Filter, period: Period) -> ValuePerDay {
    let mut won = DealSum::zero(input.currency());
    for deal in input.book.known_deals() {
        let case = input.case(deal);
        let is_won = case.is_won() && case.closed_on().is_some_and(|day| period.holds(day));
        if is_won && !is_turned_away(deal) && filter.fits(&case) {
            let amount = worth::won_for(case.process, deal);
            won.add(amount.map(|amount| Money::of(input, amount)));
        }
    }
    let days = period.days().max(1);
    let per_day = won.amount.amount / rust_decimal::Decimal::from(days);
    let rounded = super::minor::rounded(per_day, input.currency());
    ValuePerDay {
        won,
        days,
        per_day: Money::of(input, rounded),
    }
}
