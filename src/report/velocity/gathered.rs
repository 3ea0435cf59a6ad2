//! What velocity is worked out from: every stay, and how long deals took from their first day to their end.

use std::collections::BTreeMap;

use crate::analysis::Case;
use crate::analysis::registration::is_turned_away;
use crate::analysis::stays::{Destination, Stay, stays};
use crate::forecast::kaplan_meier::Observation;
use crate::forecast::wilson::Share;
use crate::model::deal::OutcomeResult;
use crate::report::Input;
use crate::report::filter::Filter;

use super::pace::{CycleTime, Pace, SplitBy, StagePace};
use super::stay_time::StayTime;

/// The cases of the whole, or of one group.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    /// By the number of the stage.
    stages: Vec<StageCases>,
    /// By outcome: won, lost, disqualified.
    cycles: [Vec<Observation>; 3],
    /// Stays that ended on a day that is not on record.
    pub undated: usize,
}

#[derive(Clone, Debug, Default)]
struct StageCases {
    stays: Vec<Observation>,
    forward: Share,
}

/// The outcomes in the order of the report.
pub(super) const RESULTS: [OutcomeResult; 3] = [
    OutcomeResult::Won,
    OutcomeResult::Lost,
    OutcomeResult::Disqualified,
];

/// Gathers the deals of a filter; with `by`, also group by group.
pub(super) fn gather(
    input: &Input<'_>,
    filter: &Filter,
    by: Option<SplitBy>,
) -> (Gathered, BTreeMap<String, Gathered>) {
    let stages = input.book.process.stages.len();
    let mut all = Gathered::new(stages);
    let mut groups = BTreeMap::new();
    for deal in input.book.known_deals() {
        let case = input.case(deal);
        if is_turned_away(deal) || !filter.fits(&case) {
            continue;
        }
        let stays = stays(&case);
        all.add(&case, &stays, |_| true);
        let mut in_group = |name: String, fits: &dyn Fn(&Stay) -> bool| {
            let group = groups.entry(name);
            group
                .or_insert_with(|| Gathered::new(stages))
                .add(&case, &stays, fits);
        };
        match by {
            None => {}
            Some(SplitBy::Deals(grouping)) => in_group(grouping.key(&case), &|_| true),
            Some(SplitBy::Quarter) => {
                let quarter = |stay: &Stay| input.book.process.calendar.quarter(stay.entered);
                let mut seen: Vec<_> = stays.iter().map(quarter).collect();
                seen.sort_unstable();
                seen.dedup();
                for wanted in seen {
                    in_group(wanted.key(), &|stay| quarter(stay) == wanted);
                }
            }
        }
    }
    (all, groups)
}

impl Gathered {
    fn new(stages: usize) -> Self {
        Self {
            stages: vec![StageCases::default(); stages],
            ..Self::default()
        }
    }

    /// Adds the stays of a deal that fit; its whole time belongs where its first stay does.
    fn add(&mut self, case: &Case<'_>, stays: &[Stay], fits: impl Fn(&Stay) -> bool) {
        for stay in stays.iter().filter(|stay| fits(stay)) {
            let Some(days) = stay.days(case.today) else {
                self.undated += 1;
                continue;
            };
            let of = &mut self.stages[stay.stage];
            of.stays.push(Observation {
                time: days,
                happened: !stay.lasts(),
            });
            if let Some(end) = stay.end {
                of.forward.add(is_forward(stay, end.to));
            }
        }
        let first = stays.first().filter(|stay| fits(stay));
        let (Some(result), Some(closed), Some(begun)) =
            (case.result(), case.closed_on(), case.deal.begins())
        else {
            return;
        };
        let days = u32::try_from((closed - begun).num_days());
        let at = RESULTS.iter().position(|known| *known == result);
        if let (Some(_), Ok(time), Some(at)) = (first, days, at) {
            self.cycles[at].push(Observation {
                time,
                happened: true,
            });
        }
    }

    /// Returns how fast these deals move.
    pub(super) fn pace(&self, input: &Input<'_>) -> Pace {
        let stages = input.book.process.stages.iter().zip(&self.stages);
        let stages = stages.map(|(stage, cases)| StagePace {
            stage: stage.into(),
            name: stage.name.clone(),
            limit: stage
                .limit
                .map(|limit| crate::report::document::Length(limit.value)),
            time: StayTime::of(&cases.stays),
            forward: cases.forward,
        });
        let cycles = RESULTS.into_iter().zip(&self.cycles);
        let cycles = cycles.map(|(result, cases)| CycleTime {
            result,
            time: StayTime::of(cases),
        });
        Pace {
            stages: stages.collect(),
            cycles: cycles.collect(),
        }
    }
}

/// Returns whether a stay ended with a step towards the win.
pub(in crate::report) fn is_forward(stay: &Stay, to: Destination) -> bool {
    match to {
        Destination::Stage(stage) => stage > stay.stage,
        Destination::Closed(result) => result == OutcomeResult::Won,
    }
}
