//! The ranges (docs/forecast.md, step 8): open deals drawn again and again, on levels of a common shock.

use std::collections::HashMap;

use rayon::prelude::*;

use super::random::Luck;
use super::shock::{LEVELS, Spread};

/// An open deal as the draws see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chance {
    /// The hash of its id: its luck hangs on it.
    pub luck: u64,
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

/// What is drawn together at one origin.
#[derive(Clone, Copy, Debug)]
pub struct Set<'a> {
    /// The open deals.
    pub deals: &'a [Chance],
    /// How many horizons each has a chance for.
    pub horizons: usize,
    /// The spread of the shock.
    pub sigma: f64,
}

/// The sums of every draw, by horizon. One uniform a deal and draw serves all horizons and groupings, so that a later horizon
/// never brings less, and groups add up draw by draw.
pub fn draw(deals: &[Chance], horizons: usize, how: Drawing) -> Vec<Vec<i64>> {
    let set = Set {
        deals,
        horizons,
        sigma: how.sigma,
    };
    draw_all(&[set], how).pop().unwrap_or_default()
}

/// The same for several origins, each with its own spread in place of that of `how`. The luck of a deal is the same at each of
/// them, and is worked out once.
pub fn draw_all(sets: &[Set<'_>], how: Drawing) -> Vec<Vec<Vec<i64>>> {
    let per_level = how.per_level();
    let mut prepared: Vec<Prepared> = sets.par_iter().map(Prepared::of).collect();
    let mut sums = 0;
    for prepared in &mut prepared {
        prepared.first = sums;
        sums += prepared.horizons * per_level;
    }
    let places = places(sets);
    let by_level: Vec<Vec<i64>> = (0..LEVELS)
        .into_par_iter()
        .map(|level| {
            let wins: Vec<Vec<Option<u32>>> = prepared
                .iter()
                .map(|prepared| prepared.wins(level))
                .collect();
            let mut sums = vec![0_i64; sums];
            let mut bits = vec![0_u32; per_level];
            for of_one in places.chunk_by(|a, b| a.luck == b.luck) {
                let mut luck = Luck::of(how.seed, level, of_one[0].luck);
                bits.fill_with(|| luck.bits());
                for place in of_one {
                    let prepared = &prepared[place.set];
                    let own = prepared.sums(&mut sums, per_level);
                    let limits = prepared.limits(place.deal);
                    prepared.add(own, &bits, limits, &wins[place.set], place.cents);
                }
            }
            sums
        })
        .collect();
    let gather = |from: usize| -> Vec<i64> {
        let of_level = by_level
            .iter()
            .flat_map(|sums| &sums[from..from + per_level]);
        of_level.copied().collect()
    };
    let horizons = |prepared: &Prepared| {
        let starts = (0..prepared.horizons).map(|horizon| prepared.first + horizon * per_level);
        starts.map(gather).collect()
    };
    prepared.iter().map(horizons).collect()
}

/// A deal in a set.
struct Place {
    luck: u64,
    set: usize,
    deal: usize,
    cents: i64,
}

/// The deals of all sets, those with one luck together, in the order in which they first appear.
fn places(sets: &[Set<'_>]) -> Vec<Place> {
    let mut known: HashMap<u64, usize> = HashMap::new();
    let mut places = Vec::new();
    for (number, set) in sets.iter().enumerate() {
        for (deal, chance) in set.deals.iter().enumerate() {
            let next = known.len();
            let rank = *known.entry(chance.luck).or_insert(next);
            places.push((
                rank,
                Place {
                    luck: chance.luck,
                    set: number,
                    deal,
                    cents: chance.cents,
                },
            ));
        }
    }
    places.sort_by_key(|(rank, _)| *rank);
    places.into_iter().map(|(_, place)| place).collect()
}

/// A set, with each different chance centred once.
struct Prepared {
    /// How many horizons.
    horizons: usize,
    /// Where its sums begin.
    first: usize,
    /// The spread of the shock.
    spread: Spread,
    /// The different chances, as odds against in the middle of the shock.
    odds: Vec<f64>,
    /// For each deal and horizon the number of its odds.
    at: Vec<usize>,
    /// Whether the sums can be more than a number holds.
    may_overflow: bool,
}

impl Prepared {
    fn of(set: &Set<'_>) -> Self {
        let spread = Spread::of(set.sigma);
        let mut known: HashMap<u64, usize> = HashMap::new();
        let mut odds = Vec::new();
        let mut at = Vec::with_capacity(set.deals.len() * set.horizons);
        for deal in set.deals {
            for horizon in 0..set.horizons {
                let chance = deal.by.get(horizon).copied().unwrap_or(0.0);
                at.push(*known.entry(chance.to_bits()).or_insert_with(|| {
                    odds.push(spread.against(chance));
                    odds.len() - 1
                }));
            }
        }
        let whole: i128 = set.deals.iter().map(|deal| i128::from(deal.cents)).sum();
        Self {
            horizons: set.horizons,
            first: 0,
            spread,
            odds,
            at,
            may_overflow: whole > i128::from(i64::MAX),
        }
    }

    /// For each of the odds the largest bits that win on a level.
    fn wins(&self, level: usize) -> Vec<Option<u32>> {
        let on_level = |against: &f64| last_win(self.spread.on_level(*against, level));
        self.odds.iter().map(on_level).collect()
    }

    fn sums<'s>(&self, all: &'s mut [i64], per_level: usize) -> &'s mut [i64] {
        &mut all[self.first..self.first + self.horizons * per_level]
    }

    fn limits(&self, deal: usize) -> &[usize] {
        &self.at[deal * self.horizons..(deal + 1) * self.horizons]
    }

    /// Adds a deal to the draws of each horizon that it wins.
    fn add(
        &self,
        sums: &mut [i64],
        bits: &[u32],
        limits: &[usize],
        wins: &[Option<u32>],
        cents: i64,
    ) {
        for (sums, limit) in sums.chunks_exact_mut(bits.len()).zip(limits) {
            let Some(last) = wins[*limit] else { continue };
            if self.may_overflow {
                add_up_to_the_most(sums, bits, last, cents);
            } else {
                add(sums, bits, last, cents);
            }
        }
    }
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
        let much = |n: u64| Chance {
            luck: n,
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
