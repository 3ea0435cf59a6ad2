//! The ranges (FORECAST.md, step 8): open deals drawn again and again, on levels of a common shock.

use std::collections::HashMap;

use rayon::prelude::*;

use super::random::{Luck, hash};
use super::shock::{LEVELS, at_level, centre, levels};

/// An open deal as the draws see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chance {
    /// Its name: its luck hangs on it.
    pub id: String,
    /// What it brings when it is won, in hundredths.
    pub cents: i64,
    /// The chance by each horizon, rising with it.
    pub by: Vec<f64>,
}

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawing {
    /// The spread of the shock.
    pub sigma: f64,
    /// How many draws; taken up to a multiple of 100.
    pub draws: usize,
    /// The seed.
    pub seed: u32,
}

impl Drawing {
    /// Draws on each level.
    pub fn per_level(&self) -> usize {
        self.draws.div_ceil(LEVELS).max(1)
    }

    /// All draws.
    pub fn total(&self) -> usize {
        self.per_level() * LEVELS
    }
}

/// The sums of every draw, by horizon. One uniform a deal and draw serves all horizons and groupings, so that a later horizon
/// never brings less, and groups add up draw by draw.
pub fn draw(deals: &[Chance], horizons: usize, how: Drawing) -> Vec<Vec<i64>> {
    let levels = levels();
    let mut known: HashMap<u64, usize> = HashMap::new();
    let mut centres = Vec::new();
    let mut at = Vec::with_capacity(deals.len() * horizons);
    for deal in deals {
        for horizon in 0..horizons {
            let chance = deal.by.get(horizon).copied().unwrap_or(0.0);
            at.push(*known.entry(chance.to_bits()).or_insert_with(|| {
                centres.push(centre(chance, how.sigma, &levels));
                centres.len() - 1
            }));
        }
    }
    let names: Vec<u64> = deals.iter().map(|deal| hash(&deal.id)).collect();
    let per_level = how.per_level();
    let by_level: Vec<Vec<i64>> = (0..LEVELS)
        .into_par_iter()
        .map(|level| {
            let below: Vec<u64> = centres
                .iter()
                .map(|centre| threshold(at_level(*centre, how.sigma, levels[level])))
                .collect();
            let mut sums = vec![0_i64; horizons * per_level];
            for (index, deal) in deals.iter().enumerate() {
                let mut luck = Luck::of(how.seed, level, names[index]);
                let limits = &at[index * horizons..(index + 1) * horizons];
                for draw in 0..per_level {
                    let bits = u64::from(luck.bits());
                    for (horizon, limit) in limits.iter().enumerate() {
                        if bits < below[*limit] {
                            let sum = &mut sums[horizon * per_level + draw];
                            *sum = sum.saturating_add(deal.cents);
                        }
                    }
                }
            }
            sums
        })
        .collect();
    (0..horizons)
        .map(|horizon| {
            let range = horizon * per_level..(horizon + 1) * per_level;
            by_level
                .iter()
                .flat_map(|sums| &sums[range.clone()])
                .copied()
                .collect()
        })
        .collect()
}

/// A chance as a bound on 32 random bits.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn threshold(chance: f64) -> u64 {
    (chance.clamp(0.0, 1.0) * 4_294_967_296.0) as u64
}

/// An amount in hundredths, rounded; nothing when it is no number.
#[allow(clippy::cast_possible_truncation)]
pub fn cents(amount: f64) -> i64 {
    (amount * 100.0).round() as i64
}

/// Hundredths as an amount.
#[allow(clippy::cast_precision_loss)]
pub fn amount(cents: i64) -> f64 {
    cents as f64 / 100.0
}

/// P10, P50 and P90 in hundredths: the order statistics ⌈qn⌉.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// One chance in ten of less.
    pub p10: i64,
    /// As likely less as more.
    pub p50: i64,
    /// One chance in ten of more.
    pub p90: i64,
}

/// The range of draws.
pub fn range(draws: &[i64]) -> Range {
    let mut sorted = draws.to_vec();
    sorted.sort_unstable();
    let at = |percent: usize| {
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied().unwrap_or(0)
    };
    Range {
        p10: at(10),
        p50: at(50),
        p90: at(90),
    }
}

/// The share of draws that reach an amount.
pub fn chance_of(draws: &[i64], target: i64) -> f64 {
    let reached = draws.iter().filter(|draw| **draw >= target).count();
    super::cells::small(reached) / super::cells::small(draws.len().max(1))
}
