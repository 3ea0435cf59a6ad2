//! The track record: what would have been said at each past week, against what happened.

use rayon::prelude::*;

use super::amounts::{wins, won_between};
use super::baselines::baselines;
use super::cells::small;
use super::draws::{Drawing, Range, amount, draw, range};
use super::hazards::Fit;
use super::lives::Day;
use super::outlook::{Newcomers, Open, Origin, Setup, days, together};
use super::shock::{WINDOWS, Window, sigma};

/// At most so many origins.
pub const ORIGINS: Day = 104;
/// The first origin is so many days after records begin.
pub const WARM_UP: Day = 91;
/// The newest window of the shock starts so many weeks before an origin.
const SHOCK_WEEKS: usize = 5;
/// Draws of a whole horizon at each origin, about.
const WHOLE_DRAWS: usize = 1_000;
/// Chances are compared in tenths.
pub const TENTHS: usize = 10;

/// One origin and horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// The origin.
    pub day: Day,
    /// The horizon.
    pub days: usize,
    /// Deals that were open.
    pub open_deals: usize,
    /// What they brought.
    pub actual: f64,
    /// What they were expected to bring.
    pub expected: f64,
    /// The range.
    pub range: Range,
    /// The stage-weighted sum by close date.
    pub stage_weighted: f64,
    /// Open amount times win rate.
    pub naive: f64,
    /// All that was won within the horizon, what was expected of that, and the range: open deals, new ones and past windows.
    pub total: Whole,
    /// The sum of squared errors of each deal's chance, and of the win rate in its place.
    squares: (f64, f64),
    /// By tenth of the chance: deals, the sum of their chances, those that were won.
    tenths: [(usize, f64, usize); TENTHS],
}

/// What a whole horizon brought, and what was said of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Whole {
    /// What it brought.
    pub actual: f64,
    /// What was expected.
    pub expected: f64,
    /// The range.
    pub range: Range,
}

impl Whole {
    fn held(&self) -> bool {
        (amount(self.range.p10)..=amount(self.range.p90)).contains(&cut(self.actual))
    }
}

/// What was said in a tenth of chances, and how it came.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tenth {
    /// Deals, each counted at every origin.
    pub deals: usize,
    /// The mean of their chances.
    pub said: f64,
    /// The share that was won.
    pub came: f64,
}

/// A horizon over all origins.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The horizon.
    pub days: usize,
    /// Origins.
    pub origins: usize,
    /// `Σ|A − E|/ΣA`; none when nothing was won.
    pub wape: Option<f64>,
    /// `Σ(E − A)/ΣA`.
    pub bias: Option<f64>,
    /// The mean squared error of a deal's chance; none without an open deal.
    pub brier: Option<f64>,
    /// The mean pinball loss of P10, P50 and P90, as money.
    pub pinball: f64,
    /// The share of origins whose range held.
    pub coverage: f64,
    /// How many held.
    pub held: usize,
    /// WAPE of the stage-weighted sum.
    pub stage_weighted_wape: Option<f64>,
    /// WAPE of amount times win rate.
    pub naive_wape: Option<f64>,
    /// The Brier score of the win rate.
    pub naive_brier: Option<f64>,
    /// WAPE of the total.
    pub total_wape: Option<f64>,
    /// Its bias.
    pub total_bias: Option<f64>,
    /// How often its range held.
    pub total_held: usize,
    /// Calibration.
    pub tenths: [Tenth; TENTHS],
}

impl Summary {
    /// The share of origins whose range of the total held.
    pub fn total_coverage(&self) -> f64 {
        small(self.total_held) / small(self.origins.max(1))
    }
}

/// Everything that can be said of past weeks: origins `today − 7k` whose horizon is over, newest first, by horizon.
pub fn backtest(setup: &Setup<'_>, today: Day, horizons: &[usize]) -> Vec<Past> {
    let weeks = ORIGINS + days(SHOCK_WEEKS + 2 * WINDOWS);
    let starts: Vec<Day> = (1..=weeks + 60)
        .map(|week| today - 7 * week)
        .take_while(|day| *day >= setup.records_begin)
        .collect();
    let fits: Vec<Fit> = starts.par_iter().map(|day| setup.fit(*day)).collect();
    let windows: Vec<Learned> = starts
        .par_iter()
        .zip(&fits)
        .map(|(day, fit)| Learned::of(setup, fit.clone(), *day))
        .collect();
    let won = wins(setup.lives, today);
    let mut out: Vec<Past> = starts
        .par_iter()
        .enumerate()
        .filter(|(_, day)| **day >= setup.records_begin + WARM_UP)
        .flat_map_iter(|(week, day)| {
            let over: Vec<usize> = horizons
                .iter()
                .copied()
                .filter(|length| {
                    let first = days(*length).div_euclid(7) + Day::from(length % 7 > 0);
                    let week = days(week) + 1;
                    week >= first && week < first.max(1) + ORIGINS
                })
                .collect();
            if over.is_empty() {
                return Vec::new();
            }
            let learned = windows.iter().skip(week + SHOCK_WEEKS);
            let learned = learned.map(|learned| learned.as_known(setup, *day));
            let sigma = sigma(learned.take(2 * WINDOWS));
            let origin = setup.origin_by(fits[week].clone(), *day, &over);
            at_origin(setup, &origin, sigma, today, &won)
        })
        .collect();
    out.sort_by_key(|past| (past.days, std::cmp::Reverse(past.day)));
    out
}

/// A window that the shock is learned from; each origin knows of its wins only what was known by then.
struct Learned {
    /// With the wins of deals whose past is not known: what is dated by an origin is known there.
    window: Window,
    /// Its last day.
    end: Day,
    /// The other deals that were open when it began.
    others: Vec<usize>,
}

impl Learned {
    fn of(setup: &Setup<'_>, fit: Fit, start: Day) -> Self {
        let mut origin = setup.shock_origin(fit, start);
        let end = start + days(origin.horizons[0]);
        let mut window = setup.window(&origin, 0, end);
        let has_past = |open: &Open| !setup.lives[open.life].before.is_empty();
        let others: Vec<usize> = origin
            .open
            .iter()
            .filter(|open| has_past(open))
            .map(|open| open.life)
            .collect();
        if !others.is_empty() {
            origin.open.retain(|open| !has_past(open));
            window.actual = setup.brought(&origin.open, end, end);
        }
        Self {
            window,
            end,
            others,
        }
    }

    fn as_known(&self, setup: &Setup<'_>, known: Day) -> Window {
        let wins = self
            .others
            .iter()
            .filter_map(|life| setup.lives[*life].win(self.end, known));
        Window {
            actual: self.window.actual + wins.map(|(_, amount)| amount).sum::<f64>(),
            ..self.window
        }
    }
}

fn at_origin(
    setup: &Setup<'_>,
    origin: &Origin,
    sigma: f64,
    today: Day,
    won: &[(Day, f64)],
) -> Vec<Past> {
    let chances = origin.chances(setup.lives, |_| true);
    let how = setup.drawing(sigma);
    let draws = draw(&chances, origin.horizons.len(), how);
    let whole = whole(setup, origin, &draws, how);
    let stages = setup.beliefs.len();
    let base = baselines(setup.lives, stages, origin.day, setup.records_begin);
    let mut out = Vec::with_capacity(origin.horizons.len());
    for (horizon, length) in origin.horizons.iter().enumerate() {
        let until = origin.day + days(*length);
        let window = setup.window(origin, horizon, today);
        let mut past = Past {
            day: origin.day,
            days: *length,
            open_deals: origin.open.len(),
            actual: window.actual,
            expected: window.expected,
            range: range(&draws[horizon]),
            stage_weighted: base.stage_weighted(setup.lives, origin, until),
            naive: base.naive(origin),
            total: Whole {
                actual: won_between(won, origin.day, until),
                ..whole[horizon]
            },
            squares: (0.0, 0.0),
            tenths: [(0, 0.0, 0); TENTHS],
        };
        for open in &origin.open {
            let chance = open.by[horizon];
            let won = setup.lives[open.life].win(until, today).is_some();
            let came = if won { 1.0 } else { 0.0 };
            past.squares.0 += (chance - came) * (chance - came);
            past.squares.1 += (base.win_rate - came) * (base.win_rate - came);
            let tenth = &mut past.tenths[tenth_of(chance)];
            tenth.0 += 1;
            tenth.1 += chance;
            tenth.2 += usize::from(won);
        }
        out.push(past);
    }
    out
}

/// What is said of each horizon as a whole. Every so many draws of the open deals do: a range of ranges' hundreds needs no more.
fn whole(setup: &Setup<'_>, origin: &Origin, open: &[Vec<i64>], how: Drawing) -> Vec<Whole> {
    let every = how.total().div_ceil(WHOLE_DRAWS);
    let thin = |draws: &Vec<i64>| draws.iter().step_by(every).copied().collect();
    let open: Vec<Vec<i64>> = open.iter().map(thin).collect();
    let how = Drawing {
        draws: how.total().div_ceil(every),
        ..how
    };
    let together = together(setup, origin, &open, how, &Newcomers::of(setup));
    let whole = together.into_iter().map(|together| Whole {
        actual: 0.0,
        expected: together.total.expected,
        range: together.total.range,
    });
    whole.collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn tenth_of(chance: f64) -> usize {
    ((chance * 10.0) as usize).min(TENTHS - 1)
}

/// One horizon's origins in figures.
pub fn summary(pasts: &[Past], days: usize) -> Summary {
    let own: Vec<&Past> = pasts.iter().filter(|past| past.days == days).collect();
    let actual: f64 = own.iter().map(|past| past.actual).sum();
    let deals: usize = own.iter().map(|past| past.open_deals).sum();
    let sum = |of: &dyn Fn(&Past) -> f64| own.iter().map(|past| of(past)).sum::<f64>();
    let of_actual = |sum: f64| (actual > 0.0).then(|| sum / actual);
    let all: f64 = own.iter().map(|past| past.total.actual).sum();
    let of_whole = |sum: f64| (all > 0.0).then(|| sum / all);
    let of_deals = |sum: f64| (deals > 0).then(|| sum / small(deals));
    let of_origins = |sum: f64| sum / small(own.len().max(1));
    let held = own
        .iter()
        .filter(|past| {
            (amount(past.range.p10)..=amount(past.range.p90)).contains(&cut(past.actual))
        })
        .count();
    Summary {
        days,
        origins: own.len(),
        wape: of_actual(sum(&|past| (past.actual - past.expected).abs())),
        bias: of_actual(sum(&|past| past.expected - past.actual)),
        brier: of_deals(sum(&|past| past.squares.0)),
        pinball: of_origins(sum(&pinball)),
        coverage: of_origins(small(held)),
        held,
        stage_weighted_wape: of_actual(sum(&|past| (past.actual - past.stage_weighted).abs())),
        naive_wape: of_actual(sum(&|past| (past.actual - past.naive).abs())),
        naive_brier: of_deals(sum(&|past| past.squares.1)),
        total_wape: of_whole(sum(&|past| (past.total.actual - past.total.expected).abs())),
        total_bias: of_whole(sum(&|past| past.total.expected - past.total.actual)),
        total_held: own.iter().filter(|past| past.total.held()).count(),
        tenths: std::array::from_fn(|tenth| {
            let deals: usize = own.iter().map(|past| past.tenths[tenth].0).sum();
            let said: f64 = own.iter().map(|past| past.tenths[tenth].1).sum();
            let won: usize = own.iter().map(|past| past.tenths[tenth].2).sum();
            let n = small(deals.max(1));
            Tenth {
                deals,
                said: said / n,
                came: small(won) / n,
            }
        }),
    }
}

/// To whole hundredths, as the ranges are.
fn cut(value: f64) -> f64 {
    amount(super::draws::cents(value))
}

/// The mean pinball loss of the three quantiles (FPP3, §5.9).
fn pinball(past: &Past) -> f64 {
    let loss = |quantile: i64, share: f64| {
        let miss = past.actual - amount(quantile);
        if miss >= 0.0 {
            share * miss
        } else {
            (share - 1.0) * miss
        }
    };
    let Range { p10, p50, p90 } = past.range;
    (loss(p10, 0.1) + loss(p50, 0.5) + loss(p90, 0.9)) / 3.0
}
