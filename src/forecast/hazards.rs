//! The fit: what the deals' own history says about the days after a snapshot, and what it predicts (docs/forecast.md, steps 3
//! to 6). Landmark Aalen–Johansen (Putter & Spitoni 2018) with shrinkage.

use super::bins::{AGES, ByFollow, FOLLOWS, follow_bin};
use super::cells::{Counted, Counts, cell, count};
use super::entry::Entry;
use super::lives::{Day, Ending, Life, Spell};
use super::prior::{self, Belief};
use super::shrinkage::{Learned, factor, shrink};

/// Weight of the prior's level in a stage, in events.
const STAGE_LEVEL: f64 = 5.0;
/// Weight of a parent's shape, and of a stage's level in a cell, in events.
const SHAPE: f64 = 1.0;

/// The hazards of a cell.
#[derive(Clone, Copy, Debug)]
struct CellHazards {
    won: Learned,
    lost: Learned,
}

/// What was learned up to an origin.
#[derive(Clone, Debug)]
pub struct Fit {
    cells: Vec<CellHazards>,
    factors: Vec<(f64, f64)>,
    /// How often each deal was counted on average.
    pub rep: f64,
    /// How many deals it rests on.
    pub deals: usize,
}

/// The chance of a win, day by day.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// `won[v]`: the chance that it is won within `v` days; `won[0]` is 0.
    pub won: Vec<f64>,
    /// The part of each of them that is the prior's.
    prior: Vec<f64>,
}

impl Curve {
    /// The chance within so many days; beyond the last one, that of the last.
    pub fn within(&self, days: usize) -> f64 {
        self.won[days.min(self.won.len() - 1)]
    }

    /// The prior's part of the chance within so many days, from 0 to 1; all of it where nothing can be won.
    pub fn prior_share(&self, days: usize) -> f64 {
        let prior = self.prior.get(days.min(self.won.len() - 1));
        match (prior, self.within(days)) {
            (Some(prior), won) if won > 0.0 => (prior / won).min(1.0),
            _ => 1.0,
        }
    }
}

/// Fits once for all horizons: what is known at the end of the day `origin`.
pub fn fit(lives: &[Life], beliefs: &[Belief], origin: Day, records_begin: Day) -> Fit {
    let counted = count(lives, beliefs.len(), origin, records_begin);
    let mut cells = Vec::with_capacity(beliefs.len() * AGES);
    for (stage, prior) in prior::hazards(beliefs).iter().enumerate() {
        let own = &counted.cells[stage * AGES..(stage + 1) * AGES];
        let mut whole = Counts::default();
        for counts in own {
            whole.merge(counts);
        }
        let rep = counted.rep;
        let level = STAGE_LEVEL * rep;
        let won = shrink(&whole.won, &whole.risk, &prior.won, level, SHAPE * rep);
        let lost = shrink(&whole.lost, &whole.risk, &prior.lost, level, SHAPE * rep);
        for counts in own {
            cells.push(CellHazards {
                won: below(&won, &counts.won, counts, rep),
                lost: below(&lost, &counts.lost, counts, rep),
            });
        }
    }
    Fit {
        factors: factors(&counted, &cells),
        cells,
        rep: counted.rep,
        deals: counted.deals,
    }
}

/// A cell below its stage; what it inherits is only as much prior as the stage's own hazards are.
fn below(stage: &Learned, events: &[f64; FOLLOWS], counts: &Counts, rep: f64) -> Learned {
    let mut own = shrink(
        events,
        &counts.risk,
        &stage.hazards,
        SHAPE * rep,
        SHAPE * rep,
    );
    for (own, stage) in own.inherited.iter_mut().zip(&stage.inherited) {
        *own *= stage;
    }
    own
}

/// The factor of each group, for winning and for losing.
fn factors(counted: &Counted, cells: &[CellHazards]) -> Vec<(f64, f64)> {
    let groups = counted.seen.iter().map(|seen| seen.group + 1).max();
    let mut sums = vec![[0.0_f64; 4]; groups.unwrap_or(0)];
    for seen in &counted.seen {
        let [won, lost, expected_won, expected_lost] = &mut sums[seen.group];
        match seen.end {
            Some(Ending::Won) => *won += 1.0,
            Some(Ending::Lost) => *lost += 1.0,
            Some(Ending::Gone) | None => {}
        }
        let cell = &cells[seen.cell];
        for bin in 0..FOLLOWS {
            let days = super::bins::days_in_bin(bin, seen.days);
            if days == 0 {
                break;
            }
            let days = super::cells::small(days);
            *expected_won += days * cell.won.hazards[bin];
            *expected_lost += days * cell.lost.hazards[bin];
        }
    }
    sums.iter()
        .map(|[won, lost, expected_won, expected_lost]| {
            (
                factor(*won, *expected_won, counted.rep),
                factor(*lost, *expected_lost, counted.rep),
            )
        })
        .collect()
}

impl Fit {
    /// A group's factors for winning and losing; 1 for one without history.
    pub fn factors(&self, group: usize) -> (f64, f64) {
        self.factors.get(group).copied().unwrap_or((1.0, 1.0))
    }

    /// The chances of a deal that stands in a stage on a day, for as many days.
    pub fn predict(&self, spell: Spell, day: Day, group: usize, days: usize) -> Curve {
        self.curve(
            cell(spell.stage, day - spell.entered),
            self.factors(group),
            days,
        )
    }

    /// The chance of a deal of nobody in particular to be won within so many days after the one on which it arrives.
    pub fn newcomer(&self, entry: &Entry, days: usize) -> Vec<f64> {
        let mut won = vec![entry.won; days + 1];
        let stages = entry.stages.iter().enumerate();
        for (stage, share) in stages.filter(|(_, share)| **share > 0.0) {
            let curve = self.curve(cell(stage, 0), (1.0, 1.0), days);
            for (won, within) in won.iter_mut().zip(curve.won) {
                *won += share * within;
            }
        }
        won
    }

    /// The fit under another belief: every hazard, learned or believed, changes in the proportion in which the prior's does.
    /// Without history that is the other prior; with history the deals keep what sets them apart from the belief.
    #[must_use]
    pub fn under(&self, beliefs: &[Belief], others: &[Belief]) -> Self {
        let bent = |learned: &Learned, from: &ByFollow, to: &ByFollow| {
            let mut bent = *learned;
            for (bin, hazard) in bent.hazards.iter_mut().enumerate() {
                *hazard = (*hazard * to[bin] / from[bin]).min(1.0);
            }
            bent
        };
        let (from, to) = (prior::hazards(beliefs), prior::hazards(others));
        let cells = self.cells.iter().enumerate().map(|(cell, own)| {
            let (from, to) = (&from[cell / AGES], &to[cell / AGES]);
            CellHazards {
                won: bent(&own.won, &from.won, &to.won),
                lost: bent(&own.lost, &from.lost, &to.lost),
            }
        });
        Self {
            cells: cells.collect(),
            ..self.clone()
        }
    }

    fn curve(&self, cell: usize, factors: (f64, f64), days: usize) -> Curve {
        let mut curve = Curve {
            won: Vec::with_capacity(days + 1),
            prior: Vec::with_capacity(days + 1),
        };
        curve.won.push(0.0);
        curve.prior.push(0.0);
        let Some(cell) = self.cells.get(cell) else {
            curve.won.resize(days + 1, 0.0);
            return curve;
        };
        let (mut alive, mut won, mut prior) = (1.0_f64, 0.0_f64, 0.0);
        for day in 1..=days {
            let bin = follow_bin(day);
            let mut win = cell.won.hazards[bin] * factors.0;
            let mut lose = cell.lost.hazards[bin] * factors.1;
            if win + lose > 1.0 {
                let sum = win + lose;
                win /= sum;
                lose /= sum;
            }
            let step = alive * win;
            prior += step * cell.won.inherited[bin];
            won = (won + step).min(1.0);
            alive = (alive * (1.0 - win - lose)).max(0.0);
            curve.won.push(won);
            curve.prior.push(prior);
        }
        curve
    }
}
