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
    let whole: i128 = deals.iter().map(|deal| i128::from(deal.cents)).sum();
    let may_overflow = whole > i128::from(i64::MAX);
    let by_level: Vec<Vec<i64>> = (0..LEVELS)
        .into_par_iter()
        .map(|level| {
            let wins: Vec<Option<u32>> = centres
                .iter()
                .map(|centre| last_win(at_level(*centre, how.sigma, levels[level])))
                .collect();
            let mut sums = vec![0_i64; horizons * per_level];
            let mut bits = vec![0_u32; per_level];
            for (index, deal) in deals.iter().enumerate() {
                let mut luck = Luck::of(how.seed, level, names[index]);
                bits.fill_with(|| luck.bits());
                let limits = &at[index * horizons..(index + 1) * horizons];
                for (sums, limit) in sums.chunks_exact_mut(per_level).zip(limits) {
                    let Some(last) = wins[*limit] else { continue };
                    if may_overflow {
                        add_up_to_the_most(sums, &bits, last, deal.cents);
                    } else {
                        add(sums, &bits, last, deal.cents);
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

/// Adds the amount to the draws that win. Without a branch, so that a processor does several at once: this loop is nearly all
/// of the time that a forecast takes.
fn add(sums: &mut [i64], bits: &[u32], last: u32, cents: i64) {
    for (sum, bits) in sums.iter_mut().zip(bits) {
        *sum = sum.wrapping_add(cents & -i64::from(*bits <= last));
    }
}

/// The same for sums beyond what a number can hold: they stay at the most.
fn add_up_to_the_most(sums: &mut [i64], bits: &[u32], last: u32, cents: i64) {
    for (sum, _) in sums.iter_mut().zip(bits).filter(|(_, bits)| **bits <= last) {
        *sum = sum.saturating_add(cents);
    }
}

/// A chance as the largest of 32 random bits that win; none without one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn last_win(chance: f64) -> Option<u32> {
    let wins = (chance.clamp(0.0, 1.0) * 4_294_967_296.0) as u64;
    wins.checked_sub(1)
        .map(|last| u32::try_from(last).unwrap_or(u32::MAX))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_add_say_the_same_and_neither_overflows() {
        let bits = [0, 7, 8, 9, u32::MAX];
        let (mut fast, mut slow) = ([1; 5], [1; 5]);
        add(&mut fast, &bits, 8, 100);
        add_up_to_the_most(&mut slow, &bits, 8, 100);
        assert_eq!((fast, slow), ([101, 101, 101, 1, 1], fast));
        let much = |n: usize| Chance {
            id: n.to_string(),
            cents: i64::MAX / 2,
            by: vec![1.0],
        };
        let how = Drawing {
            sigma: 0.1,
            draws: 100,
            seed: 0,
        };
        let deals: Vec<Chance> = (0..5).map(much).collect();
        assert_eq!(range(&draw(&deals, 1, how)[0]).p50, i64::MAX);
    }

    #[test]
    fn a_chance_of_nothing_never_wins_and_a_sure_one_always() {
        assert_eq!(last_win(0.0), None);
        assert_eq!(last_win(1.0), Some(u32::MAX));
        assert_eq!(last_win(0.5), Some(u32::MAX / 2));
    }
}
