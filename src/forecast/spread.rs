//! How far the sum of open and new deals can lie from its mean, worked out without draws: past weeks need no random numbers for it.

use std::collections::HashMap;

use super::arrivals::Arrivals;
use super::origin::Origin;
use super::shock::{LEVELS, ShockLevels};
use super::snapshots::small;

/// The variance of the shock that all new business shares, a log-normal factor with mean 1.
const SHOCK_VARIANCE: f64 = 0.040_810_774_192_388_21;

/// A sum that is not known yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Its mean.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
    /// The chance that it is nothing at all.
    pub nothing: f64,
}

impl Spread {
    /// Adds what is independent of it.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            mean: self.mean + other.mean,
            variance: self.variance + other.variance,
            nothing: self.nothing * other.nothing,
        }
    }
}

/// Deals with the same chance: they share its levels.
#[derive(Clone, Copy, Default)]
struct Alike {
    against: f64,
    amounts: f64,
    squares: f64,
    deals: f64,
}

/// Returns what the open deals bring within a horizon, with a common shock of this standard deviation: on each of its levels they
/// are independent of each other.
pub fn open(origin: &Origin, horizon: usize, sigma: f64) -> Spread {
    let shock = ShockLevels::of(sigma);
    let mut known: HashMap<u64, usize> = HashMap::new();
    let mut alike: Vec<Alike> = Vec::new();
    for deal in origin.open.iter().filter(|deal| deal.amount > 0.0) {
        let chance = deal.win_chance[horizon];
        let place = *known.entry(chance.to_bits()).or_insert_with(|| {
            alike.push(Alike {
                against: shock.odds_against(chance),
                ..Alike::default()
            });
            alike.len() - 1
        });
        let amount = deal.amount * origin.factor;
        alike[place].amounts += amount;
        alike[place].squares += amount * amount;
        alike[place].deals += 1.0;
    }
    let (mut means, mut within, mut nothing) = ([0.0; LEVELS], 0.0, 0.0);
    for (level, mean) in means.iter_mut().enumerate() {
        let mut log_nothing = 0.0;
        for alike in &alike {
            let p = shock.chance_on_level(alike.against, level);
            *mean += alike.amounts * p;
            within += alike.squares * p * (1.0 - p);
            log_nothing += alike.deals * libm::log1p(-p.min(1.0 - 1e-12));
        }
        nothing += libm::exp(log_nothing);
    }
    let levels = small(LEVELS);
    let mean = means.iter().sum::<f64>() / levels;
    let between = means.iter().map(|one| (one - mean) * (one - mean));
    Spread {
        mean: origin.expected(horizon),
        variance: (within + between.sum::<f64>()) / levels,
        nothing: nothing / levels,
    }
}

/// Returns what new deals bring within some days, given the chances of a win by day since arrival: a number of wins that varies more
/// than a Poisson count does, by the weeks of arrival and by the shock, each with an amount of the past.
pub fn new_business(arrivals: &Arrivals, curve: &[f64], days: usize) -> Spread {
    let (mut wins, mut of_weeks) = (0.0, 0.0);
    for first in (1..=days).step_by(7) {
        let arrive = first..(first + 7).min(days + 1);
        let week = arrive.map(|day| curve[days - day]).sum::<f64>() * arrivals.daily;
        wins += week;
        of_weeks += arrivals.shape.map_or(0.0, |shape| week * week / shape);
    }
    let more = SHOCK_VARIANCE * (of_weeks + wins * wins) + of_weeks;
    let count = small(arrivals.amounts.len().max(1));
    let mean = arrivals.amounts.iter().sum::<f64>() / count;
    let squares = arrivals.amounts.iter().map(|amount| amount * amount);
    // The chance of no win by a negative binomial with this mean and variance.
    let nothing = if mean <= 0.0 || wins <= 0.0 {
        1.0
    } else {
        libm::exp(-wins * wins / more * libm::log1p(more / wins))
    };
    Spread {
        mean: arrivals.expected(curve, days),
        variance: wins * squares.sum::<f64>() / count + more * mean * mean,
        nothing,
    }
}
