//! New business: deals that nobody has registered yet, and the total with them (FORECAST.md, step 9).

use super::amounts::Windows;
use super::cells::small;
use super::draws::{Drawing, cents};
use super::lives::{Day, Life};
use super::random::{Luck, hash};
use super::shock::LEVELS;

/// Arrivals are counted over this many days.
const COUNTED: Day = 26 * 7;
/// The spread of the shock that all new business shares.
const SHOCK: f64 = 0.2;

/// How deals arrive, and what the won ones bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// Deals a day.
    pub daily: f64,
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
    let mut count = 0.0;
    let begins = lives.iter().map(|life| life.seen(origin).begins());
    for begins in begins.flatten() {
        let ago = origin - begins;
        if !(0..days).contains(&ago) {
            continue;
        }
        count += 1.0;
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
        daily: count / f64::from(days),
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
    /// What new deals are expected to bring within so many days, by the win curve of a deal that enters.
    pub fn expected(&self, curve: &[f64], days: usize) -> f64 {
        let wins: f64 = (1..=days).map(|day| curve[days - day]).sum::<f64>() * self.daily;
        let mean = self.amounts.iter().sum::<f64>() / small(self.amounts.len().max(1));
        wins * mean
    }

    /// What new deals bring within each of the horizons, draw by draw.
    ///
    /// Wins are drawn week of arrival by week of arrival, each with the day that it is won, so that a later horizon never
    /// brings less; always over the whole curve, so that a horizon brings the same whatever others are asked for.
    pub fn draw(&self, curve: &[f64], horizons: &[usize], how: Drawing) -> Vec<Vec<i64>> {
        let weeks = self.weeks(curve, curve.len() - 1);
        let mut out = vec![Vec::with_capacity(how.total()); horizons.len()];
        for level in 0..LEVELS {
            let mut luck = Luck::of(how.seed, level, hash("new business"));
            for _ in 0..how.per_level() {
                let mut sums = vec![0_i64; horizons.len()];
                let shock = libm::exp(SHOCK * luck.normal() - SHOCK * SHOCK / 2.0);
                for week in &weeks {
                    let week_luck = self.shape.map_or(1.0, |shape| luck.gamma(shape));
                    let mean = week.last().copied().unwrap_or(0.0) * shock * week_luck;
                    for _ in 0..luck.poisson(mean) {
                        let at = luck.uniform() * week.last().copied().unwrap_or(0.0);
                        let day = week.partition_point(|sum| *sum < at);
                        let pick = luck.below(self.amounts.len());
                        let brings = self.amounts.get(pick).copied().unwrap_or(0.0);
                        for (sum, horizon) in sums.iter_mut().zip(horizons) {
                            if day <= *horizon {
                                *sum = sum.saturating_add(cents(brings));
                            }
                        }
                    }
                }
                for (out, sum) in out.iter_mut().zip(sums) {
                    out.push(sum);
                }
            }
        }
        out
    }

    /// For each week of arrival the expected wins by each day ahead.
    fn weeks(&self, curve: &[f64], longest: usize) -> Vec<Vec<f64>> {
        let mut weeks = Vec::new();
        let mut first = 1;
        while first < longest {
            let arrives = first..(first + 7).min(longest + 1);
            let by_day = (0..=longest).map(|day| {
                let sum: f64 = arrives
                    .clone()
                    .filter(|arrival| *arrival <= day)
                    .map(|arrival| curve[day - arrival])
                    .sum();
                sum * self.daily
            });
            weeks.push(by_day.collect());
            first += 7;
        }
        weeks
    }
}

/// The total draw by draw: the average of open and new deals, and of what such windows brought, moved by a past deviation.
/// With records too young for that it is open and new deals alone.
pub fn total(open: &[i64], new: &[i64], windows: Option<&Windows>, how: Drawing) -> Vec<i64> {
    let mut luck = Luck::of(how.seed, 0, hash("past windows"));
    open.iter()
        .zip(new)
        .map(|(open, new)| {
            let bottom_up = open.saturating_add(*new);
            let Some(windows) = windows else {
                return bottom_up;
            };
            let deviation = windows.deviations[luck.below(windows.deviations.len())];
            let like_before = cents((windows.mean + deviation).max(0.0));
            bottom_up / 2 + like_before / 2
        })
        .collect()
}
