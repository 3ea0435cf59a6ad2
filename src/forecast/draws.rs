//! Ranges by Monte Carlo (docs/forecast.md, step 8): open deals are drawn again and again, on levels of a common shock.
//!
//! Draws are plain `i64`, in whole cents: the loops over them are nearly all of the time that a forecast takes.

use std::collections::HashMap;

use rayon::prelude::*;

use super::money::Cents;
use super::random::RandomStream;
use super::shock::{LEVELS, ShockLevels};

/// An open deal as the draws see it.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnDeal {
    /// The hash of its id: names its random stream.
    pub stream_id: u64,
    /// What it brings if it is won.
    pub amount: Cents,
    /// The chance of a win within each horizon; a longer horizon never has a smaller one.
    pub win_chance: Vec<f64>,
}

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawSettings {
    /// The standard deviation of the shock.
    pub sigma: f64,
    /// The number of draws, rounded up to a multiple of 100.
    pub draws: usize,
    /// The seed.
    pub seed: u32,
}

impl DrawSettings {
    /// Returns the number of draws on each level.
    pub fn per_level(&self) -> usize {
        self.draws.div_ceil(LEVELS).max(1)
    }

    /// Returns the number of all draws.
    pub fn total(&self) -> usize {
        self.per_level() * LEVELS
    }
}

/// The open deals of one origin.
#[derive(Clone, Copy, Debug)]
pub struct DealSet<'a> {
    /// The open deals.
    pub deals: &'a [DrawnDeal],
    /// The number of horizons that each has a chance for.
    pub horizons: usize,
    /// The standard deviation of the shock.
    pub sigma: f64,
}

/// Draws what the deals bring: the sum of each draw, by horizon.
///
/// One uniform for each deal and draw serves all horizons and groupings, so that a longer horizon never brings less, and groups
/// add up draw by draw.
pub fn draw(deals: &[DrawnDeal], horizons: usize, settings: DrawSettings) -> Vec<Vec<i64>> {
    let set = DealSet {
        deals,
        horizons,
        sigma: settings.sigma,
    };
    draw_all(&[set], settings).pop().unwrap_or_default()
}

/// Draws for several origins, each with its own standard deviation in place of that in the settings. A deal has the same random
/// stream at all of them, which is generated once.
pub fn draw_all(sets: &[DealSet<'_>], settings: DrawSettings) -> Vec<Vec<Vec<i64>>> {
    let per_level = settings.per_level();
    let mut prepared: Vec<PreparedSet> = sets.par_iter().map(PreparedSet::of).collect();
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
            for of_one in places.chunk_by(|a, b| a.stream_id == b.stream_id) {
                let mut stream = RandomStream::of(settings.seed, level, of_one[0].stream_id);
                bits.fill_with(|| stream.bits());
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
    let horizons = |prepared: &PreparedSet| {
        let starts = (0..prepared.horizons).map(|horizon| prepared.first + horizon * per_level);
        starts.map(gather).collect()
    };
    prepared.iter().map(horizons).collect()
}

/// One deal of one set.
struct Place {
    stream_id: u64,
    set: usize,
    deal: usize,
    cents: i64,
}

/// Lists the deals of all sets, those with the same random stream together, in order of first appearance.
fn places(sets: &[DealSet<'_>]) -> Vec<Place> {
    let mut known: HashMap<u64, usize> = HashMap::new();
    let mut places = Vec::new();
    for (number, set) in sets.iter().enumerate() {
        for (deal, chance) in set.deals.iter().enumerate() {
            let next = known.len();
            let rank = *known.entry(chance.stream_id).or_insert(next);
            places.push((
                rank,
                Place {
                    stream_id: chance.stream_id,
                    set: number,
                    deal,
                    cents: chance.amount.0,
                },
            ));
        }
    }
    places.sort_by_key(|(rank, _)| *rank);
    places.into_iter().map(|(_, place)| place).collect()
}

/// A set with its distinct chances, each centred on the shock once.
struct PreparedSet {
    /// The number of horizons.
    horizons: usize,
    /// The index of its first sum.
    first: usize,
    /// The shock.
    shock: ShockLevels,
    /// The distinct chances, as odds against without a shock.
    odds: Vec<f64>,
    /// For each deal and horizon, the index of its odds.
    at: Vec<usize>,
    /// Whether a sum can exceed what an `i64` holds.
    may_overflow: bool,
}

impl PreparedSet {
    fn of(set: &DealSet<'_>) -> Self {
        let shock = ShockLevels::of(set.sigma);
        let mut known: HashMap<u64, usize> = HashMap::new();
        let mut odds = Vec::new();
        let mut at = Vec::with_capacity(set.deals.len() * set.horizons);
        for deal in set.deals {
            for horizon in 0..set.horizons {
                let chance = deal.win_chance.get(horizon).copied().unwrap_or(0.0);
                at.push(*known.entry(chance.to_bits()).or_insert_with(|| {
                    odds.push(shock.odds_against(chance));
                    odds.len() - 1
                }));
            }
        }
        let whole: i128 = set.deals.iter().map(|deal| i128::from(deal.amount.0)).sum();
        Self {
            horizons: set.horizons,
            first: 0,
            shock,
            odds,
            at,
            may_overflow: whole > i128::from(i64::MAX),
        }
    }

    /// Returns, for each of the odds, the largest bits that win on a level.
    fn wins(&self, level: usize) -> Vec<Option<u32>> {
        let on_level = |against: &f64| last_win(self.shock.chance_on_level(*against, level));
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

/// Adds the amount to the draws that win; without a branch, so that the compiler can vectorize it.
fn add(sums: &mut [i64], bits: &[u32], last: u32, cents: i64) {
    for (sum, bits) in sums.iter_mut().zip(bits) {
        *sum = sum.wrapping_add(cents & -i64::from(*bits <= last));
    }
}

/// Adds the amount where a sum may overflow: it stays at the limit.
fn add_up_to_the_most(sums: &mut [i64], bits: &[u32], last: u32, cents: i64) {
    for (sum, _) in sums.iter_mut().zip(bits).filter(|(_, bits)| **bits <= last) {
        *sum = sum.saturating_add(cents);
    }
}

/// Returns the largest value of 32 random bits that wins at a chance; `None` if none does.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn last_win(chance: f64) -> Option<u32> {
    let wins = (chance.clamp(0.0, 1.0) * 4_294_967_296.0) as u64;
    wins.checked_sub(1)
        .map(|last| u32::try_from(last).unwrap_or(u32::MAX))
}

/// P10, P50 and P90: the order statistics ⌈qn⌉.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// One chance in ten of less.
    pub p10: Cents,
    /// The median.
    pub p50: Cents,
    /// One chance in ten of more.
    pub p90: Cents,
}

/// Returns the range of some draws.
pub fn range(draws: &[i64]) -> Range {
    let mut sorted = draws.to_vec();
    sorted.sort_unstable();
    let at = |percent: usize| {
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        Cents(sorted.get(rank - 1).copied().unwrap_or(0))
    };
    Range {
        p10: at(10),
        p50: at(50),
        p90: at(90),
    }
}

/// Returns the share of draws that reach an amount.
pub fn chance_of(draws: &[i64], target: Cents) -> f64 {
    let reached = draws.iter().filter(|draw| **draw >= target.0).count();
    super::snapshots::small(reached) / super::snapshots::small(draws.len().max(1))
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
        let much = |n: u64| DrawnDeal {
            stream_id: n,
            amount: Cents(i64::MAX / 2),
            win_chance: vec![1.0],
        };
        let settings = DrawSettings {
            sigma: 0.1,
            draws: 100,
            seed: 0,
        };
        let deals: Vec<DrawnDeal> = (0..5).map(much).collect();
        assert_eq!(range(&draw(&deals, 1, settings)[0]).p50, Cents(i64::MAX));
    }

    #[test]
    fn a_chance_of_nothing_never_wins_and_a_sure_one_always() {
        assert_eq!(last_win(0.0), None);
        assert_eq!(last_win(1.0), Some(u32::MAX));
        assert_eq!(last_win(0.5), Some(u32::MAX / 2));
    }
}
