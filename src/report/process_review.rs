//! What the deals say of the process: criteria that stop nobody, criteria that are waived more often than met, stages that deals skip or
//! pass at once, and limits that most of them exceed (D1.1, D1.7, D1.8). Verdicts are those of lint.

use rayon::prelude::*;
use serde::Serialize;

use crate::analysis::gates::{self, State};
use crate::analysis::registration::is_turned_away;
use crate::analysis::stays::stays;
use crate::forecast::wilson::Share;
use crate::lint::{Selection, lint};
use crate::model::Deal;

use super::Input;
use super::document::{Length, StageRef};

/// The rules whose verdicts are shown.
const RULES: [&str; 4] = [
    "process/never-failed",
    "process/mostly-waived",
    "process/overbuilt",
    "process/stage-count",
];

/// A criterion, over the deals that have come to its gate.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CriterionReview {
    /// `stage/id`.
    pub criterion: String,
    /// Deals that left the stage and met it.
    pub met: u32,
    /// Deals that left the stage with a waiver of it.
    pub waived: u32,
    /// Deals that left the stage without meeting it.
    pub unmet: u32,
    /// Open deals that stand in the stage and lack it.
    pub holds: u32,
    /// The rule of lint that reports it: `process/never-failed` or `process/mostly-waived`.
    pub rule: Option<&'static str>,
}

/// A stage, over all deals on record.
#[derive(Clone, Debug, Serialize)]
pub struct StageReview {
    /// The stage.
    pub stage: StageRef,
    /// Its name.
    pub name: String,
    /// Deals that entered it.
    pub entered: u32,
    /// Deals that passed its place and never entered it, of those that passed it.
    pub skipped: Share,
    /// Stays that ended on the day they began or the next, of those that ended.
    pub at_once: Share,
    /// Stays that ended beyond the limit, of those that ended; empty without a limit.
    pub over_limit: Share,
    /// The limit.
    pub limit: Option<Length>,
}

/// What lint says of the process as a whole or of one part of it.
#[derive(Clone, Debug, Serialize)]
pub struct ProcessVerdict {
    /// The rule.
    pub rule: &'static str,
    /// What it says.
    pub message: String,
    /// What could be done.
    pub help: Option<String>,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct ProcessReview {
    /// Deals it rests on.
    pub deals: usize,
    /// Every criterion, in the order of process.toml.
    pub criteria: Vec<CriterionReview>,
    /// Every stage, in order.
    pub stages: Vec<StageReview>,
    /// What lint says.
    pub verdicts: Vec<ProcessVerdict>,
}

impl ProcessReview {
    /// Returns how many criteria a rule reports.
    pub fn reported(&self, rule: &str) -> impl Iterator<Item = &CriterionReview> {
        let rule = rule.to_owned();
        self.criteria
            .iter()
            .filter(move |it| it.rule == Some(&*rule))
    }
}

/// Counts of one deal, added up over all.
struct Counts {
    criteria: Vec<CriterionReview>,
    stages: Vec<(u32, Share, Share, Share)>,
}

/// Works the report out, in one pass over the deals.
pub fn process_review(input: &Input<'_>) -> ProcessReview {
    let process = &input.book.process;
    let deals: Vec<&Deal> = input
        .book
        .known_deals()
        .filter(|deal| !is_turned_away(deal))
        .collect();
    let counts = deals
        .par_iter()
        .map(|deal| of_deal(input, deal))
        .reduce(|| empty(input), Counts::add);
    let verdicts = verdicts(input);
    let mut criteria = counts.criteria;
    for criterion in &mut criteria {
        let about = |(rule, subject): &(&'static str, String)| {
            (*subject == criterion.criterion).then_some(*rule)
        };
        criterion.rule = verdicts.iter().map(|(key, _)| key).find_map(about);
    }
    let stages = process.stages.iter().zip(counts.stages);
    ProcessReview {
        deals: deals.len(),
        criteria,
        stages: stages
            .map(
                |(stage, (entered, skipped, at_once, over_limit))| StageReview {
                    stage: stage.into(),
                    name: stage.name.clone(),
                    entered,
                    skipped,
                    at_once,
                    over_limit,
                    limit: stage.limit.map(|limit| Length(limit.value)),
                },
            )
            .collect(),
        verdicts: verdicts.into_iter().map(|(_, verdict)| verdict).collect(),
    }
}

/// The findings of the rules, each with its rule and subject.
fn verdicts(input: &Input<'_>) -> Vec<((&'static str, String), ProcessVerdict)> {
    let Ok(mut selection) = Selection::new(&RULES.map(ToOwned::to_owned), &[]) else {
        return Vec::new();
    };
    selection.with_process(&input.book.process);
    let found = lint(input.book, input.evidence, &selection).findings;
    found
        .into_iter()
        .map(|finding| {
            let verdict = ProcessVerdict {
                rule: finding.rule,
                message: finding.message,
                help: finding.help,
            };
            ((finding.rule, finding.subject), verdict)
        })
        .collect()
}

fn empty(input: &Input<'_>) -> Counts {
    let stages = &input.book.process.stages;
    let criteria = stages.iter().flat_map(|stage| {
        stage.criteria.iter().map(|criterion| CriterionReview {
            criterion: format!("{}/{}", stage.id, criterion.id),
            ..CriterionReview::default()
        })
    });
    Counts {
        criteria: criteria.collect(),
        stages: stages.iter().map(|_| Default::default()).collect(),
    }
}

fn of_deal(input: &Input<'_>, deal: &Deal) -> Counts {
    let mut counts = empty(input);
    let case = input.case(deal);
    let process = case.process;
    let left = gates::left_behind(&case);
    let standing = case
        .stage()
        .map(|(stage, _)| stage)
        .filter(|_| !deal.is_closed());
    let mut first = 0;
    for (number, stage) in process.stages.iter().enumerate() {
        let is_left = left.contains(&number);
        if is_left || standing == Some(number) {
            for judged in gates::gate(&case, number) {
                let at = stage
                    .criteria
                    .iter()
                    .position(|it| std::ptr::eq(it, judged.criterion));
                let Some(row) = at.and_then(|at| counts.criteria.get_mut(first + at)) else {
                    continue;
                };
                match (&judged.state, is_left) {
                    (State::Met, true) => row.met += 1,
                    (State::Waived(_), true) => row.waived += 1,
                    (_, true) => row.unmet += 1,
                    (State::Met | State::Waived(_), false) => {}
                    (_, false) => row.holds += 1,
                }
            }
        }
        let (entered, skipped, ..) = &mut counts.stages[number];
        let has_entered = gates::entered_on(&case, number).is_some();
        *entered += u32::from(has_entered);
        let passed = case.deal.history.entries.iter().any(|entry| {
            let known = entry.stage.as_ref().and_then(|id| process.stage(id));
            known.is_some_and(|(at, _)| at > number)
        });
        if passed && stage.existed_on(deal.begins()) {
            skipped.add(!has_entered);
        }
        first += stage.criteria.len();
    }
    for stay in stays(&case) {
        let Some(day) = stay.end.and_then(|end| end.on) else {
            continue;
        };
        let (_, _, at_once, over) = &mut counts.stages[stay.stage];
        at_once.add((day - stay.entered).num_days() <= 1);
        if let Some(limit) = process.stages[stay.stage].limit {
            over.add(limit.over(stay.entered, day, &process.calendar) > 0);
        }
    }
    counts
}

impl Counts {
    fn add(mut self, other: Self) -> Self {
        for (row, other) in self.criteria.iter_mut().zip(other.criteria) {
            row.met += other.met;
            row.waived += other.waived;
            row.unmet += other.unmet;
            row.holds += other.holds;
        }
        let both = |a: &mut Share, b: Share| {
            a.n += b.n;
            a.of += b.of;
        };
        for (row, other) in self.stages.iter_mut().zip(other.stages) {
            row.0 += other.0;
            both(&mut row.1, other.1);
            both(&mut row.2, other.2);
            both(&mut row.3, other.3);
        }
        self
    }
}
