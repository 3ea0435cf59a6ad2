//! New business: deals that nobody has registered yet, and the total with them (docs/forecast.md, step 9).

use rayon::prelude::*;

use super::amounts::Windows;
use super::cells::small;
use super::draws::{Drawing, cents};
use super::entry::Entry;
use super::lives::{Day, Life};
use super::random::{Luck, hash};

/// Arrivals are counted over this many days.
const COUNTED: Day = 26 * 7;
/// While records are younger than this, their arrivals are spread over so many days: one deal on the first day is not one a day.
const YOUNG: Day = 28;
/// The spread of the shock that all new business shares.
const SHOCK: f64 = 0.2;

/// How deals arrive, and what the won ones bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// Deals a day.
    pub daily: f64,
    /// Where they stand at the end of the day that they arrive.
    pub entry: Entry,
    /// The shape of the weekly gamma mixture; none when weeks vary no more than chance has it.
    pub shape: Option<f64>,
    /// What the last year's wins brought; amounts of open deals while there is none.
    pub amounts: Vec<f64>,
}

/// Counts what arrived by the end of a day.
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
        .filter(|(day, _)| *day > origin - 365)
        .map(|(_, amount)| *amount)
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

/// The shape of a negative binomial by its moments: `μ²/(s² − μ)`.
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
    /// What new deals are expected to bring within so many days, by the win curve of a deal that arrives.
    pub fn expected(&self, curve: &[f64], days: usize) -> f64 {
        let wins: f64 = (1..=days).map(|day| curve[days - day]).sum::<f64>() * self.daily;
        let mean = self.amounts.iter().sum::<f64>() / small(self.amounts.len().max(1));
        wins * mean
    }

    /// What new deals bring within each of the horizons, draw by draw.
    ///
    /// Wins are drawn week by week, each with its day, so that a later horizon never brings less; and every week has the same
    /// luck however many follow, so that a horizon brings the same whatever others are asked for.
    pub fn draw(&self, curve: &[f64], horizons: &[usize], how: Drawing) -> Vec<Vec<i64>> {
        let longest = horizons.iter().copied().max().unwrap_or(0);
        let expected = self.weeks(curve, longest);
        let amounts: Vec<i64> = self.amounts.iter().map(|amount| cents(*amount)).collect();
        let draws: Vec<Vec<i64>> = (0..how.total())
            .into_par_iter()
            .map(|number| self.draw_once(&expected, &amounts, horizons, (how.seed, number)))
            .collect();
        let of = |horizon: usize| draws.iter().map(|sums| sums[horizon]).collect();
        (0..horizons.len()).map(of).collect()
    }

    /// One draw: what is won within each of the horizons.
    fn draw_once(
        &self,
        expected: &[Week],
        amounts: &[i64],
        horizons: &[usize],
        (seed, number): (u32, usize),
    ) -> Vec<i64> {
        let mut luck = Luck::of(seed, number, hash("new business"));
        let mut of_arrival = Luck::of(seed, number, hash("weeks of new business"));
        let shock = libm::exp(SHOCK * luck.normal() - SHOCK * SHOCK / 2.0);
        let mut arrivals = Vec::with_capacity(expected.len());
        let mut sums = vec![0_i64; horizons.len()];
        for (number, week) in expected.iter().enumerate() {
            arrivals.push(self.shape.map_or(1.0, |shape| of_arrival.gamma(shape)));
            let mut by_day = [0.0; 7];
            let mut sum = 0.0;
            for (day, by_arrival) in by_day.iter_mut().zip(week) {
                let wins = by_arrival.iter().zip(&arrivals);
                sum += wins.map(|(expected, luck)| expected * luck).sum::<f64>();
                *day = sum;
            }
            for _ in 0..luck.poisson(sum * shock) {
                let at = luck.uniform() * sum;
                let day = number * 7 + 1 + by_day.partition_point(|sum| *sum < at).min(6);
                let brings = amounts.get(luck.below(amounts.len())).copied();
                for (sum, horizon) in sums.iter_mut().zip(horizons) {
                    if day <= *horizon {
                        *sum = sum.saturating_add(brings.unwrap_or(0));
                    }
                }
            }
        }
        sums
    }

    /// For each week ahead the expected wins of each of its days, by week of arrival.
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

/// The expected wins of each day of a week, by week of arrival.
type Week = [Vec<f64>; 7];

/// The total draw by draw: the average of open and new deals, and of what such windows brought, moved by a past deviation.
/// With records too young for that it is open and new deals alone.
///
/// The two are paired by rank, a low draw with a low one: both speak of the same weeks, so they miss together. Paired by chance
/// the average would be far surer than either, and its ranges held less often (docs/forecast.md has the figures).
pub fn total(open: &[i64], new: &[i64], windows: Option<&Windows>) -> Vec<i64> {
    let mut draws: Vec<i64> = (open.iter().zip(new))
        .map(|(open, new)| open.saturating_add(*new))
        .collect();
    let Some(windows) = windows else {
        return draws;
    };
    draws.sort_unstable();
    let mut deviations = windows.deviations.clone();
    deviations.sort_by(f64::total_cmp);
    let count = draws.len();
    for (rank, draw) in draws.iter_mut().enumerate() {
        let deviation = deviations[rank * deviations.len() / count];
        let like_before = cents((windows.mean + deviation).max(0.0));
        *draw = *draw / 2 + like_before / 2;
    }
    draws
}

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

    #[test]
    fn the_two_forecasts_of_a_total_are_paired_by_rank() {
        let windows = Windows {
            mean: 10.0,
            deviations: vec![4.0, -4.0],
        };
        let draws = total(&[300, 100, 0, 200], &[0, 0, 400, 0], Some(&windows));
        // Open and new, in order: 100, 200, 300, 400; the lower half of past windows brought 600, the upper 1,400.
        assert_eq!(draws, [350, 400, 850, 900]);
        assert_eq!(total(&[1, 2], &[3, 4], None), [4, 6]);
    }
}
