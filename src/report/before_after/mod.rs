//! Before and after each change of the process: whether the stage or step that it is about moved, or whether that could be chance
//! (D1.7, D8.3).

mod cases;
mod step;

use chrono::{Days, NaiveDate};
use serde::Serialize;

pub use step::Step;

use crate::forecast::permutation::log_rank_chance;
use crate::forecast::wilson::{Share, difference, z_together};
use crate::model::Process;

use super::Input;
use super::document::{Rounded, Share as Ratio};
use super::filter::Filter;
use super::period::Period;
use super::velocity::StayTime;
use cases::{Cases, Side};

/// The longest stretch before a change that is compared, in days.
const BEFORE: u64 = 365;
/// The changes that are compared, the latest ones: each takes time, and with more of them nothing is beyond chance.
const MOST: usize = 40;
/// The chance of one false alarm among all comparisons of a book.
const ALPHA: f64 = 0.05;

/// Every change of process.toml, with what moved.
#[derive(Clone, Debug, Serialize)]
pub struct BeforeAfter {
    /// The changes, the latest first.
    pub changes: Vec<ProcessChange>,
    /// How many figures are compared in all: the more there are, the larger a difference must be not to be chance.
    pub comparisons: usize,
    /// Changes without a day, of a day that has not come, or before the latest forty: not compared.
    pub left_out: usize,
}

/// A change of the process.
#[derive(Clone, Debug, Serialize)]
pub struct ProcessChange {
    /// Since when.
    pub date: NaiveDate,
    /// What changed, in the words of process.toml.
    pub what: String,
    /// Whether its words name the steps below; else every stage is compared.
    pub names_step: bool,
    /// The steps.
    pub steps: Vec<StepChange>,
}

/// A step before and after a change.
#[derive(Clone, Debug, Serialize)]
pub struct StepChange {
    /// The step.
    #[serde(flatten)]
    pub step: Step,
    /// The days before.
    pub before: Period,
    /// The days since.
    pub after: Period,
    /// How long it takes.
    pub time: TimeChange,
    /// How many go on, or are accepted.
    pub share: ShareChange,
}

/// A length of time before and after.
#[derive(Clone, Debug, Serialize)]
pub struct TimeChange {
    /// Before.
    pub before: StayTime,
    /// After.
    pub after: StayTime,
    /// The chance of such a difference if nothing changed; `None` if nothing can be compared.
    pub chance: Option<Rounded<4>>,
    /// Whether chance alone does not explain it.
    pub is_sure: bool,
}

/// A share before and after.
#[derive(Clone, Debug, Serialize)]
pub struct ShareChange {
    /// Before.
    pub before: Share,
    /// After.
    pub after: Share,
    /// The lower end of the interval of the difference, as a fraction; `None` if nothing can be compared.
    pub low: Option<Ratio>,
    /// Its upper end.
    pub high: Option<Ratio>,
    /// Whether chance alone does not explain it.
    pub is_sure: bool,
}

/// Compares every change of the process.
pub fn before_after(input: &Input<'_>, filter: &Filter) -> BeforeAfter {
    let process = &input.book.process;
    let today = input.book.today;
    let written = &process.written.changes;
    let mut dated: Vec<(NaiveDate, &str)> = written
        .iter()
        .filter_map(|change| Some((change.date?.value, &*change.what.as_ref()?.value)))
        .filter(|(day, _)| *day <= today)
        .collect();
    dated.sort_by_key(|(day, _)| *day);
    dated.drain(..dated.len().saturating_sub(MOST));
    let left_out = written.len() - dated.len();
    let planned = plan(process, &dated, today);
    let comparisons = 2 * planned.iter().map(|plan| plan.steps.len()).sum::<usize>();
    let cases = Cases::gather(input, filter);
    let mut changes: Vec<ProcessChange> = planned
        .into_iter()
        .map(|plan| plan.compare(&cases, comparisons))
        .collect();
    changes.reverse();
    BeforeAfter {
        changes,
        comparisons,
        left_out,
    }
}

/// What is compared of a change.
struct Plan {
    date: NaiveDate,
    what: String,
    names_step: bool,
    /// Each step with the day that the stretch before begins, and the day after the stretch since ends.
    steps: Vec<(Step, NaiveDate, NaiveDate)>,
}

/// Finds the steps of each change, and the days on both sides: up to the neighbouring change of the same step.
fn plan(process: &Process, dated: &[(NaiveDate, &str)], today: NaiveDate) -> Vec<Plan> {
    let named: Vec<Vec<Step>> = dated
        .iter()
        .map(|(_, what)| step::named(process, what))
        .collect();
    let tomorrow = today.succ_opt().unwrap_or(today);
    let plan = |at: usize| {
        let (date, what) = dated[at];
        let names_step = !named[at].is_empty();
        let steps = if names_step {
            named[at].clone()
        } else {
            step::all(process)
        };
        let stretch = |step: Step| {
            let same = |other: &usize| named[*other].contains(&step) && dated[*other].0 != date;
            let earlier = (0..at).rev().find(same).map(|other| dated[other].0);
            let later = (at + 1..dated.len()).find(same).map(|other| dated[other].0);
            let longest = date.checked_sub_days(Days::new(BEFORE)).unwrap_or(date);
            let begin = earlier.map_or(longest, |day| day.max(longest));
            (step, begin, later.unwrap_or(tomorrow))
        };
        Plan {
            date,
            what: what.to_owned(),
            names_step,
            steps: steps.into_iter().map(stretch).collect(),
        }
    };
    (0..dated.len()).map(plan).collect()
}

impl Plan {
    fn compare(self, cases: &Cases, comparisons: usize) -> ProcessChange {
        let steps = self.steps.into_iter().map(|(step, begin, end)| {
            let before = Period {
                start: begin,
                end: self.date,
            };
            let after = Period {
                start: self.date,
                end,
            };
            let (then, now) = (cases.side(&step, before), cases.side(&step, after));
            StepChange {
                step,
                before,
                after,
                time: time(&then, &now, comparisons),
                share: share(&then, &now, comparisons),
            }
        });
        ProcessChange {
            date: self.date,
            what: self.what,
            names_step: self.names_step,
            steps: steps.collect(),
        }
    }
}

fn time(before: &Side, after: &Side, comparisons: usize) -> TimeChange {
    let chance = log_rank_chance(&before.times, &after.times);
    #[allow(clippy::cast_precision_loss, reason = "a handful of comparisons")]
    let level = ALPHA / comparisons.max(1) as f64;
    TimeChange {
        before: StayTime::of(&before.times),
        after: StayTime::of(&after.times),
        chance: chance.map(Rounded),
        is_sure: chance.is_some_and(|chance| chance < level),
    }
}

fn share(before: &Side, after: &Side, comparisons: usize) -> ShareChange {
    let interval = difference(after.share, before.share, z_together(comparisons));
    ShareChange {
        before: before.share,
        after: after.share,
        low: interval.map(|interval| Ratio(interval.low)),
        high: interval.map(|interval| Ratio(interval.high)),
        is_sure: interval.is_some_and(|interval| !interval.holds(0.0)),
    }
}
