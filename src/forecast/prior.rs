//! The beliefs of process.toml as daily hazards (docs/forecast.md, step 2): the prediction while there is no history.

use super::bins::{ByFollow, FOLLOW_STARTS, FOLLOW_UP, FOLLOWS};
use super::snapshots::small;

/// What process.toml believes about a stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    /// The share of deals in the stage that are won in the end, from 0 to 1.
    pub probability: f64,
    /// The usual stay, in days; less than one counts as one.
    pub days: f64,
}

/// The prior's daily hazards of a stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hazards {
    /// Of winning.
    pub won: ByFollow,
    /// Of losing.
    pub lost: ByFollow,
}

/// The smallest hazard.
const LEAST: f64 = 1e-9;
/// The largest share that advances.
const MOST_ADVANCE: f64 = 0.995;
/// The largest daily chance.
const MOST_DAILY: f64 = 0.9;

/// Daily chances of leaving a stage.
#[derive(Clone, Copy, Debug, Default)]
struct Daily {
    won: f64,
    next: f64,
    lost: f64,
}

impl Daily {
    fn stay(self) -> f64 {
        (1.0 - self.won - self.next - self.lost).max(0.0)
    }
}

/// Returns the hazards of every stage, by bin of follow-up.
///
/// A deal that enters a stage can leave it on the same day. `V(s, r)` is the chance that a deal in `s` is won (or lost)
/// within `r` more days, `N(s, r)` that of one that enters `s` today.
pub fn hazards(beliefs: &[Belief]) -> Vec<Hazards> {
    let daily = daily(beliefs);
    let won = within(&daily, |daily| daily.won);
    let lost = within(&daily, |daily| daily.lost);
    won.iter()
        .zip(&lost)
        .map(|(won, lost)| Hazards {
            won: binned(won, won, lost),
            lost: binned(lost, won, lost),
        })
        .collect()
}

fn daily(beliefs: &[Belief]) -> Vec<Daily> {
    let chance = |share: f64, days: f64| (share / days.max(1.0)).min(MOST_DAILY);
    let mut out = Vec::with_capacity(beliefs.len());
    for (stage, belief) in beliefs.iter().enumerate() {
        let probability = belief.probability.clamp(0.0, 1.0);
        let mut daily = Daily::default();
        let advances = if let Some(next) = beliefs.get(stage + 1) {
            let share = if probability <= 0.0 {
                0.0
            } else {
                (probability / next.probability.clamp(0.0, 1.0)).min(MOST_ADVANCE)
            };
            daily.next = chance(share, belief.days);
            share
        } else {
            let share = probability.min(MOST_ADVANCE);
            daily.won = chance(share, belief.days);
            share
        };
        daily.lost = chance(1.0 - advances, belief.days);
        let sum = daily.won + daily.next + daily.lost;
        if sum > 1.0 {
            daily.won /= sum;
            daily.next /= sum;
            daily.lost /= sum;
        }
        out.push(daily);
    }
    out
}

/// Returns `V(s, r)` of every stage, for r from 0 to the end of the follow-up.
fn within(daily: &[Daily], cause: impl Fn(&Daily) -> f64) -> Vec<Vec<f64>> {
    let mut stays = vec![Vec::new(); daily.len()];
    // `N(s + 1, r)`: the chance of a deal that enters the next stage with r days left.
    let mut next_enters = vec![0.0; FOLLOW_UP + 1];
    for (stage, daily) in daily.iter().enumerate().rev() {
        let mut stay = vec![0.0; FOLLOW_UP + 1];
        let mut enters = vec![0.0; FOLLOW_UP + 1];
        for r in 0..=FOLLOW_UP {
            if r > 0 {
                stay[r] =
                    cause(daily) + daily.next * next_enters[r - 1] + daily.stay() * stay[r - 1];
            }
            enters[r] = cause(daily) + daily.next * next_enters[r] + daily.stay() * stay[r];
        }
        next_enters = enters;
        stays[stage] = stay;
    }
    stays
}

fn binned(cause: &[f64], won: &[f64], lost: &[f64]) -> ByFollow {
    let mut out = [0.0; FOLLOWS];
    for (bin, hazard) in out.iter_mut().enumerate() {
        let days = FOLLOW_STARTS[bin]..FOLLOW_STARTS[bin + 1];
        let events: f64 = days.clone().map(|v| cause[v] - cause[v - 1]).sum();
        let alive: f64 = days
            .map(|v| (1.0 - won[v - 1] - lost[v - 1]).max(1e-6))
            .sum();
        *hazard = (events / alive).max(LEAST);
    }
    out
}

/// What process.toml says about a stage; either may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WrittenBelief {
    /// The share of deals in the stage that are won in the end, from 0 to 1.
    pub probability: Option<f64>,
    /// The usual stay, in days.
    pub days: Option<f64>,
}

/// Fills the gaps of process.toml: a missing probability is interpolated between the stages around it, a missing stay is 30
/// days. Without any probability the stages rise in even steps.
pub fn complete(written: &[WrittenBelief]) -> Vec<Belief> {
    let count = small(written.len());
    let known: Vec<(usize, f64)> = written
        .iter()
        .enumerate()
        .filter_map(|(stage, belief)| Some((stage, belief.probability?)))
        .collect();
    let probability = |stage: usize| {
        let before = known.iter().rev().find(|(at, _)| *at <= stage);
        let after = known.iter().find(|(at, _)| *at >= stage);
        match (before, after) {
            (Some((a, low)), Some((b, high))) if a < b => {
                low + (high - low) * small(stage - a) / small(b - a)
            }
            (Some((_, one)), _) | (None, Some((_, one))) => *one,
            (None, None) => small(stage + 1) / (count + 1.0),
        }
    };
    written
        .iter()
        .enumerate()
        .map(|(stage, belief)| Belief {
            probability: probability(stage),
            days: belief.days.unwrap_or(30.0).max(1.0),
        })
        .collect()
}
