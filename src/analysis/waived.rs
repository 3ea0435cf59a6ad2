//! Counts how often the criteria of gates were waived and how often met (D1.1, D1.8).

use std::collections::HashMap;

use rayon::prelude::*;

use super::Case;
use super::gates::{self, State};

/// How often one criterion was waived and met, over the deals that have left its gate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Deals with a complete waiver of it.
    pub waived: u32,
    /// Deals that met it.
    pub met: u32,
}

impl Tally {
    /// Returns whether it was waived more often than met, over at least so many deals.
    pub fn is_mostly_waived(self, at_least: u32) -> bool {
        self.waived > self.met && self.waived.saturating_add(self.met) >= at_least
    }
}

/// Returns the criteria, by stage and number in the stage, with enough waivers to be mostly waived over `at_least` deals. Most books
/// have none, so their gates need not be judged again.
pub fn suspects(
    cases: &[Case<'_>],
    process: &crate::model::Process,
    at_least: u32,
) -> Vec<(usize, usize)> {
    let mut named: HashMap<&str, u32> = HashMap::new();
    for case in cases {
        for waiver in &case.deal.waivers {
            if let Some(name) = &waiver.criterion {
                *named.entry(name).or_default() += 1;
            }
        }
    }
    if named.is_empty() {
        return Vec::new();
    }
    let mut suspects = Vec::new();
    for (stage, gate) in process.stages.iter().enumerate() {
        for (number, criterion) in gate.criteria.iter().enumerate() {
            let name = format!("{}/{}", gate.id, criterion.id);
            let times = named.get(name.as_str()).copied().unwrap_or(0);
            if times.saturating_mul(2) > at_least {
                suspects.push((stage, number));
            }
        }
    }
    suspects
}

/// Counts one criterion over deals that have left its gate.
pub fn tally(cases: &[Case<'_>], stage: usize, number: usize) -> Tally {
    let tallies = cases.par_iter().map(|case| {
        let mut tally = Tally::default();
        if !gates::left_behind(case).contains(&stage) {
            return tally;
        }
        let wanted = &case.process.stages[stage].criteria[number];
        let judged = gates::gate(case, stage);
        let judged = judged
            .iter()
            .find(|judged| std::ptr::eq(judged.criterion, wanted));
        match judged.map(|judged| &judged.state) {
            Some(State::Met) => tally.met += 1,
            Some(State::Waived(_)) => tally.waived += 1,
            Some(State::Unmet(_) | State::IncompletelyWaived(..) | State::WaivedLater(..))
            | None => {}
        }
        tally
    });
    tallies.reduce(Tally::default, |a, b| Tally {
        waived: a.waived + b.waived,
        met: a.met + b.met,
    })
}
