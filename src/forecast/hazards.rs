//! The fit and its predictions (docs/forecast.md, steps 3 to 6): daily hazards after a snapshot, learned from the deals' own
//! history. Landmark Aalen–Johansen (Putter & Spitoni 2018) with shrinkage.

use super::bins::{AGES, ByFollow, FOLLOWS, follow_bin};
use super::entry::Entry;
use super::lives::{Day, Ending, Life, Spell};
use super::prior::{self, Belief};
use super::shrinkage::{ShrunkHazards, group_factor, shrink};
use super::snapshots::{Counts, SnapshotCounts, cell, count};

/// Weight of the prior's level in a stage, in events.
const STAGE_LEVEL: f64 = 5.0;
/// Weight of a parent's shape, and of a stage's level in a cell, in events.
const SHAPE: f64 = 1.0;

/// Renewals, and deals that are none, that must have closed for hazards of their own: with fewer, the belief would be most of them.
const ENOUGH_CLOSED: usize = 30;

/// The hazards of a cell.
#[derive(Clone, Copy, Debug)]
struct CellHazards {
    won: ShrunkHazards,
    lost: ShrunkHazards,
}

/// The factors of a group on the hazards of its deals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupFactors {
    /// On winning.
    pub won: f64,
    /// On losing.
    pub lost: f64,
}

impl GroupFactors {
    /// The factors of a group without history.
    pub const NEUTRAL: Self = Self {
        won: 1.0,
        lost: 1.0,
    };
}

/// The hazards learned up to an origin.
#[derive(Clone, Debug)]
pub struct Fit {
    cells: Vec<CellHazards>,
    factors: Vec<GroupFactors>,
    /// The mean number of snapshots of a deal.
    pub repetition: f64,
    /// The deals it is learned from.
    pub deals: usize,
    /// What is learned from renewals alone, once they have a history of their own; then the rest is of the other deals.
    renewals: Option<Box<Self>>,
}

/// The chance of a win, day by day.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// `won[v]` is the chance of a win within `v` days; `won[0]` is 0.
    pub won: Vec<f64>,
    /// The prior's part of each chance.
    prior: Vec<f64>,
}

impl Curve {
    /// Returns the chance of a win within some days; beyond the last day, that of the last.
    pub fn within(&self, days: usize) -> f64 {
        self.won[days.min(self.won.len() - 1)]
    }

    /// Returns the prior's share of the chance within some days, from 0 to 1; 1 if the chance is 0.
    pub fn prior_share(&self, days: usize) -> f64 {
        let prior = self.prior.get(days.min(self.won.len() - 1));
        match (prior, self.within(days)) {
            (Some(prior), won) if won > 0.0 => (prior / won).min(1.0),
            _ => 1.0,
        }
    }
}

/// Fits to what is known at the end of the day `origin`, for all horizons at once. Renewals and other deals have hazards of their
/// own once enough of each have closed; until then they share theirs.
pub fn fit(lives: &[Life], beliefs: &[Belief], origin: Day, records_begin: Day) -> Fit {
    let of = |is_renewal: bool| {
        lives
            .iter()
            .filter(move |life| life.is_renewal == is_renewal)
    };
    let is_closed = |life: &&Life| {
        let end = life.end_by(origin);
        end.is_some_and(|end| end.day >= records_begin && end.ending != Ending::Gone)
    };
    let have_enough = |is_renewal: bool| of(is_renewal).filter(is_closed).count() >= ENOUGH_CLOSED;
    if !have_enough(true) || !have_enough(false) {
        return fit_to(lives, beliefs, origin, records_begin);
    }
    let renewals = fit_to(of(true), beliefs, origin, records_begin);
    Fit {
        renewals: Some(Box::new(renewals)),
        ..fit_to(of(false), beliefs, origin, records_begin)
    }
}

fn fit_to<'l>(
    lives: impl IntoIterator<Item = &'l Life>,
    beliefs: &[Belief],
    origin: Day,
    records_begin: Day,
) -> Fit {
    let counted = count(lives, beliefs.len(), origin, records_begin);
    let mut cells = Vec::with_capacity(beliefs.len() * AGES);
    for (stage, prior) in prior::hazards(beliefs).iter().enumerate() {
        let own = &counted.cells[stage * AGES..(stage + 1) * AGES];
        let mut whole = Counts::default();
        for counts in own {
            whole.merge(counts);
        }
        let repetition = counted.repetition;
        let level = STAGE_LEVEL * repetition;
        let won = shrink(
            &whole.won,
            &whole.risk,
            &prior.won,
            level,
            SHAPE * repetition,
        );
        let lost = shrink(
            &whole.lost,
            &whole.risk,
            &prior.lost,
            level,
            SHAPE * repetition,
        );
        for counts in own {
            cells.push(CellHazards {
                won: below(&won, &counts.won, counts, repetition),
                lost: below(&lost, &counts.lost, counts, repetition),
            });
        }
    }
    Fit {
        factors: factors(&counted, &cells),
        cells,
        repetition: counted.repetition,
        deals: counted.deals,
        renewals: None,
    }
}

/// Shrinks a cell towards its stage. Of what it inherits, only the stage's inherited share is the prior's.
fn below(
    stage: &ShrunkHazards,
    events: &[f64; FOLLOWS],
    counts: &Counts,
    repetition: f64,
) -> ShrunkHazards {
    let mut own = shrink(
        events,
        &counts.risk,
        &stage.hazards,
        SHAPE * repetition,
        SHAPE * repetition,
    );
    for (own, stage) in own.inherited.iter_mut().zip(&stage.inherited) {
        *own *= stage;
    }
    own
}

/// Returns the factors of each group.
fn factors(counted: &SnapshotCounts, cells: &[CellHazards]) -> Vec<GroupFactors> {
    let groups = counted
        .snapshots
        .iter()
        .map(|snapshot| snapshot.group + 1)
        .max();
    let mut sums = vec![[0.0_f64; 4]; groups.unwrap_or(0)];
    for snapshot in &counted.snapshots {
        let [won, lost, expected_won, expected_lost] = &mut sums[snapshot.group];
        match snapshot.end {
            Some(Ending::Won) => *won += 1.0,
            Some(Ending::Lost) => *lost += 1.0,
            Some(Ending::Gone) | None => {}
        }
        let cell = &cells[snapshot.cell];
        for bin in 0..FOLLOWS {
            let days = super::bins::days_in_bin(bin, snapshot.days);
            if days == 0 {
                break;
            }
            let days = super::snapshots::small(days);
            *expected_won += days * cell.won.hazards[bin];
            *expected_lost += days * cell.lost.hazards[bin];
        }
    }
    sums.iter()
        .map(|[won, lost, expected_won, expected_lost]| {
            let factor = |happened, expected| group_factor(happened, expected, counted.repetition);
            GroupFactors {
                won: factor(*won, *expected_won),
                lost: factor(*lost, *expected_lost),
            }
        })
        .collect()
}

impl Fit {
    /// Whether renewals have hazards of their own.
    pub fn tells_renewals_apart(&self) -> bool {
        self.renewals.is_some()
    }

    /// Returns the fit that holds for renewals, or for other deals.
    #[must_use]
    pub fn of(&self, is_renewal: bool) -> &Self {
        let renewals = self.renewals.as_deref();
        renewals.filter(|_| is_renewal).unwrap_or(self)
    }

    /// Returns the factors of a group; neutral ones without history.
    pub fn factors(&self, group: usize) -> GroupFactors {
        let known = self.factors.get(group).copied();
        known.unwrap_or(GroupFactors::NEUTRAL)
    }

    /// Returns the chances of a deal in a stage on a day, for the next `days` days.
    pub fn predict(&self, spell: Spell, day: Day, group: usize, days: usize) -> Curve {
        self.curve(
            cell(spell.stage, day - spell.entered),
            self.factors(group),
            days,
        )
    }

    /// Returns the chances of a new deal of any group, for the `days` days after its arrival.
    pub fn new_deal_curve(&self, entry: &Entry, days: usize) -> Vec<f64> {
        let mut won = vec![entry.won; days + 1];
        for (is_renewal, stages) in [(false, &entry.stages), (true, &entry.renewals)] {
            let stages = stages.iter().enumerate();
            for (stage, share) in stages.filter(|(_, share)| **share > 0.0) {
                let own = self.of(is_renewal);
                let curve = own.curve(cell(stage, 0), GroupFactors::NEUTRAL, days);
                for (won, within) in won.iter_mut().zip(curve.won) {
                    *won += share * within;
                }
            }
        }
        won
    }

    /// Returns the fit under other beliefs: every hazard changes in the same proportion as the prior's. Without history that is
    /// the other prior; with history the deals still differ from the belief by as much as before.
    #[must_use]
    pub fn with_beliefs(&self, beliefs: &[Belief], others: &[Belief]) -> Self {
        let rescaled = |learned: &ShrunkHazards, from: &ByFollow, to: &ByFollow| {
            let mut rescaled = *learned;
            for (bin, hazard) in rescaled.hazards.iter_mut().enumerate() {
                *hazard = (*hazard * to[bin] / from[bin]).min(1.0);
            }
            rescaled
        };
        let (from, to) = (prior::hazards(beliefs), prior::hazards(others));
        let cells = self.cells.iter().enumerate().map(|(cell, own)| {
            let (from, to) = (&from[cell / AGES], &to[cell / AGES]);
            CellHazards {
                won: rescaled(&own.won, &from.won, &to.won),
                lost: rescaled(&own.lost, &from.lost, &to.lost),
            }
        });
        let renewals = self.renewals.as_ref();
        Self {
            cells: cells.collect(),
            renewals: renewals.map(|own| Box::new(own.with_beliefs(beliefs, others))),
            ..self.clone()
        }
    }

    fn curve(&self, cell: usize, factors: GroupFactors, days: usize) -> Curve {
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
            let mut win = cell.won.hazards[bin] * factors.won;
            let mut lose = cell.lost.hazards[bin] * factors.lost;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::lives::{End, State};

    const BELIEF: [Belief; 1] = [Belief {
        probability: 0.5,
        days: 30.0,
    }];

    /// So many closed renewals, all won, and 40 other deals, all lost.
    fn book(renewals: usize) -> Vec<Life> {
        let life = |number: usize, is_renewal: bool| Life {
            now: State {
                spells: vec![Spell {
                    stage: 0,
                    entered: i32::try_from(number).unwrap_or(0) * 7,
                }],
                end: Some(End {
                    day: i32::try_from(number).unwrap_or(0) * 7 + 20,
                    ending: if is_renewal {
                        Ending::Won
                    } else {
                        Ending::Lost
                    },
                }),
                ..State::default()
            },
            is_renewal,
            ..Life::default()
        };
        let renewals = (0..renewals).map(|number| life(number, true));
        renewals
            .chain((0..40).map(|number| life(number, false)))
            .collect()
    }

    #[test]
    fn renewals_have_hazards_of_their_own_once_enough_have_closed() {
        let chances = |renewals: usize| {
            let fit = fit(&book(renewals), &BELIEF, 400, 0);
            let today = Spell {
                stage: 0,
                entered: 400,
            };
            [true, false].map(|kind| fit.of(kind).predict(today, 400, 0, 30).within(30))
        };
        let [renewal, other] = chances(29);
        assert!((renewal - other).abs() < 1e-12, "too few: one for all");
        let [renewal, other] = chances(30);
        assert!(renewal > 0.7 && other < 0.1, "{renewal} {other}");
    }
}
