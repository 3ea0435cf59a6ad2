//! New business: deals that do not exist yet (docs/forecast.md, step 9).

use rayon::prelude::*;

use super::draws::DrawSettings;
use super::entry::Entry;
use super::lives::{Day, Life};
use super::money::UnroundedMoney;
use super::random::{RandomStream, hash};
use super::snapshots::small;

/// The days over which arrivals are counted.
const COUNTED: Day = 26 * 7;
/// The fewest days that arrivals are spread over: one deal on the first day of the records is not one a day.
const YOUNG: Day = 28;
/// The standard deviation of the shock that all new business shares.
const SHOCK: f64 = 0.2;

/// How new deals arrive, and what the won ones bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// Deals a day.
    pub daily: f64,
    /// Where they are at the end of the day they arrive.
    pub entry: Entry,
    /// The shape of the weekly gamma mixture; `None` if weeks vary no more than a Poisson count does.
    pub shape: Option<f64>,
    /// What the wins of the last year brought; if there are none, the amounts of open deals.
    pub amounts: Vec<f64>,
}

/// Counts the deals that arrived by the end of a day.
pub fn arrivals(lives: &[Life], origin: Day, records_begin: Day) -> Arrivals {
    let days = COUNTED.min(origin - records_begin + 1).max(1);
    let weeks = usize::try_from(days / 7).unwrap_or(0);
    let mut weekly = vec![0.0; weeks];
    let mut arrived = Vec::new();
    for life in lives {
        let Some(begins) = life.seen(origin).begins() else {
            continue;
        };
        let ago = origin - begins;
        if !(0..days).contains(&ago) {
            continue;
        }
        arrived.push(life);
        if let Some(week) = usize::try_from(ago / 7)
            .ok()
            .and_then(|week| weekly.get_mut(week))
        {
            *week += 1.0;
        }
    }
    let won = super::amounts::wins(lives, origin);
    let mut amounts: Vec<f64> = won
        .iter()
        .filter(|win| win.day > origin - 365 && win.is_known)
        .map(|win| win.amount)
        .collect();
    if amounts.is_empty() {
        amounts = lives
            .iter()
            .filter(|life| life.open_at(origin).is_some())
            .map(|life| life.amount_at(origin))
            .filter(|amount| *amount > 0.0)
            .collect();
    }
    amounts.sort_by(f64::total_cmp);
    Arrivals {
        daily: small(arrived.len()) / f64::from(days.max(YOUNG)),
        entry: Entry::of(&arrived, origin),
        shape: shape(&weekly),
        amounts,
    }
}

/// Returns the shape of a negative binomial by the method of moments, `μ²/(s² − μ)`.
fn shape(weekly: &[f64]) -> Option<f64> {
    if weekly.len() < 4 {
        return None;
    }
    let n = small(weekly.len());
    let mean = weekly.iter().sum::<f64>() / n;
    let variance = weekly
        .iter()
        .map(|count| (count - mean) * (count - mean))
        .sum::<f64>()
        / (n - 1.0);
    (variance > mean && mean > 0.0).then(|| (mean * mean / (variance - mean)).max(0.05))
}

impl Arrivals {
    /// Returns what new deals are expected to bring within some days, given the chances of a win by day since arrival.
    pub fn expected(&self, curve: &[f64], days: usize) -> f64 {
        let wins: f64 = (1..=days).map(|day| curve[days - day]).sum::<f64>() * self.daily;
        let mean = self.amounts.iter().sum::<f64>() / small(self.amounts.len().max(1));
        wins * mean
    }

    /// Draws what new deals bring within each horizon, in whole cents.
    ///
    /// Wins are drawn week by week, each with its day, so that a longer horizon never brings less. A week has the same random
    /// numbers however many follow it, so that a horizon does not depend on the others.
    pub fn draw(&self, curve: &[f64], horizons: &[usize], settings: DrawSettings) -> Vec<Vec<i64>> {
        let longest = horizons.iter().copied().max().unwrap_or(0);
        let expected = self.weeks(curve, longest);
        let amounts: Vec<i64> = self
            .amounts
            .iter()
            .map(|amount| UnroundedMoney(*amount).cents().0)
            .collect();
        let draws: Vec<Vec<i64>> = (0..settings.total())
            .into_par_iter()
            .map(|number| {
                self.draw_once(
                    &expected,
                    &amounts,
                    horizons,
                    DrawId {
                        seed: settings.seed,
                        number,
                    },
                )
            })
            .collect();
        let of = |horizon: usize| draws.iter().map(|sums| sums[horizon]).collect();
        (0..horizons.len()).map(of).collect()
    }

    /// Makes one draw: what is won within each horizon.
    fn draw_once(
        &self,
        expected: &[Week],
        amounts: &[i64],
        horizons: &[usize],
        id: DrawId,
    ) -> Vec<i64> {
        let mut wins = id.stream("new business");
        let mut weeks = id.stream("weeks of new business");
        let shock = libm::exp(SHOCK * wins.normal() - SHOCK * SHOCK / 2.0);
        let mut arrivals = Vec::with_capacity(expected.len());
        let mut sums = vec![0_i64; horizons.len()];
        for (number, week) in expected.iter().enumerate() {
            arrivals.push(self.shape.map_or(1.0, |shape| weeks.gamma(shape)));
            let mut by_day = [0.0; 7];
            let mut sum = 0.0;
            for (day, by_arrival) in by_day.iter_mut().zip(week) {
                let mixed = by_arrival.iter().zip(&arrivals);
                sum += mixed
                    .map(|(expected, factor)| expected * factor)
                    .sum::<f64>();
                *day = sum;
            }
            for _ in 0..wins.poisson(sum * shock) {
                let at = wins.uniform() * sum;
                let day = number * 7 + 1 + by_day.partition_point(|sum| *sum < at).min(6);
                let amount = amounts.get(wins.below(amounts.len())).copied();
                for (sum, horizon) in sums.iter_mut().zip(horizons) {
                    if day <= *horizon {
                        *sum = sum.saturating_add(amount.unwrap_or(0));
                    }
                }
            }
        }
        sums
    }

    /// Returns, for each week ahead, the expected wins of each day by week of arrival.
    fn weeks(&self, curve: &[f64], longest: usize) -> Vec<Week> {
        let won_on = |days: usize| match days {
            0 => curve.first().copied().unwrap_or(0.0),
            days => curve.get(days).map_or(0.0, |won| won - curve[days - 1]),
        };
        let wins = |day: usize, arrival: usize| -> f64 {
            let arrives = arrival * 7 + 1..(arrival * 7 + 8).min(day + 1);
            arrives.map(|arrives| won_on(day - arrives)).sum::<f64>() * self.daily
        };
        let weeks = 0..longest.div_ceil(7);
        weeks
            .map(|week| {
                std::array::from_fn(|day| {
                    let day = week * 7 + 1 + day;
                    (0..=week).map(|arrival| wins(day, arrival)).collect()
                })
            })
            .collect()
    }
}

/// Which draw it is.
#[derive(Clone, Copy)]
struct DrawId {
    seed: u32,
    number: usize,
}

impl DrawId {
    fn stream(self, purpose: &str) -> RandomStream {
        RandomStream::of(self.seed, self.number, hash(purpose))
    }
}

/// The expected wins of each day of a week, by week of arrival.
type Week = [Vec<f64>; 7];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_on_the_first_day_of_the_records_is_not_one_a_day() {
        let first = Life {
            now: crate::forecast::lives::State {
                spells: vec![crate::forecast::lives::Spell {
                    stage: 0,
                    entered: 100,
                }],
                ..Default::default()
            },
            ..Life::default()
        };
        let daily = |origin| arrivals(std::slice::from_ref(&first), origin, 100).daily;
        assert!((daily(100) - 1.0 / 28.0).abs() < 1e-12);
        assert!((daily(126) - 1.0 / 28.0).abs() < 1e-12);
        assert!((daily(155) - 1.0 / 56.0).abs() < 1e-12);
    }
}
