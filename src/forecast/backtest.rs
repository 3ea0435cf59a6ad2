//! The track record: what would have been said at each past week, against what happened.

use rayon::prelude::*;

use super::amounts::{wins, won_between};
use super::baselines::baselines;
use super::draws::{Chance, Drawing, Range, Set, draw_all, range};
use super::hazards::Fit;
use super::lives::Day;
use super::outlook::{Newcomers, Open, Origin, Setup, days, together};
use super::shock::{LOOK_BACK, WINDOWS, Window, sigma};

/// At most so many origins.
pub const ORIGINS: Day = 104;
/// The first origin is so many days after records begin.
pub const WARM_UP: Day = 91;
/// The newest window of the shock starts so many weeks before an origin.
const SHOCK_WEEKS: usize = 5;
/// So many origins are drawn together: the luck of their deals is worked out once, and their chances are held at once.
const TOGETHER: usize = 16;
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
    pub(super) squares: (f64, f64),
    /// By tenth of the chance: deals, the sum of their chances, those that were won.
    pub(super) tenths: [(usize, f64, usize); TENTHS],
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

/// Everything that can be said of past weeks: origins `today − 7k` whose horizon is over, newest first, by horizon.
pub fn backtest(setup: &Setup<'_>, today: Day, horizons: &[usize]) -> Vec<Past> {
    let longest = horizons.iter().copied().max().unwrap_or(0);
    let reach = ORIGINS + days(longest.div_ceil(7)).max(1);
    let weeks = Weeks::of(setup, today, reach);
    let asked: Vec<(usize, Vec<usize>)> = (0..weeks.starts.len())
        .filter(|week| weeks.starts[*week] >= setup.records_begin + WARM_UP)
        .map(|week| (week, over(week, horizons)))
        .filter(|(_, over)| !over.is_empty())
        .collect();
    let won = wins(setup.lives, today);
    let mut out = Vec::new();
    for batch in asked.chunks(TOGETHER) {
        let origins: Vec<(Origin, f64)> = batch
            .par_iter()
            .map(|(week, over)| weeks.origin(setup, *week, over))
            .collect();
        let drawn = drawn(setup, &origins);
        let judged = origins.par_iter().zip(drawn);
        out.par_extend(judged.flat_map_iter(|((origin, sigma), draws)| {
            at_origin(setup, origin, *sigma, &draws, (today, &won))
        }));
    }
    out.sort_by_key(|past| (past.days, std::cmp::Reverse(past.day)));
    out
}

/// The horizons that are over when the origin is so many weeks ago, and among the newest that count.
fn over(week: usize, horizons: &[usize]) -> Vec<usize> {
    let week = days(week) + 1;
    let counts = |length: &usize| {
        let first = days(length.div_ceil(7)).max(1);
        (first..first + ORIGINS).contains(&week)
    };
    horizons.iter().copied().filter(counts).collect()
}

/// The draws of the open deals of each origin, by horizon.
fn drawn(setup: &Setup<'_>, origins: &[(Origin, f64)]) -> Vec<Vec<Vec<i64>>> {
    let chances: Vec<Vec<Chance>> = origins
        .par_iter()
        .map(|(origin, _)| origin.chances(setup.lives, |_| true))
        .collect();
    let sets = origins.iter().zip(&chances);
    let sets: Vec<Set<'_>> = sets
        .map(|((origin, sigma), deals)| Set {
            deals,
            horizons: origin.horizons.len(),
            sigma: *sigma,
        })
        .collect();
    draw_all(&sets, setup.drawing(0.0))
}

/// Past weeks, the newest first: what was learned at each, and what each is_informative later ones of the shock.
struct Weeks {
    starts: Vec<Day>,
    fits: Vec<Fit>,
    windows: Vec<Learned>,
}

impl Weeks {
    /// So many weeks before a day, and as many more as the oldest of them learns its shock from.
    fn of(setup: &Setup<'_>, today: Day, reach: Day) -> Self {
        let mut past = (1..=reach + days(SHOCK_WEEKS + LOOK_BACK))
            .map(|week| today - 7 * week)
            .take_while(|day| *day >= setup.records_begin);
        let mut weeks = Self {
            starts: Vec::new(),
            fits: Vec::new(),
            windows: Vec::new(),
        };
        let before = usize::try_from(reach).unwrap_or(0) + SHOCK_WEEKS;
        let mut more = before + WINDOWS;
        loop {
            let starts: Vec<Day> = past.by_ref().take(more).collect();
            let taught = weeks.windows.iter().skip(before);
            if starts.is_empty()
                || taught.filter(|week| week.window.is_informative()).count() >= WINDOWS
            {
                return weeks;
            }
            weeks.add(setup, starts);
            more = WINDOWS;
        }
    }

    fn add(&mut self, setup: &Setup<'_>, starts: Vec<Day>) {
        let learned: Vec<(Fit, Learned)> = starts
            .par_iter()
            .map(|day| {
                let fit = setup.fit(*day);
                let window = Learned::of(setup, fit.clone(), *day);
                (fit, window)
            })
            .collect();
        for (fit, window) in learned {
            self.fits.push(fit);
            self.windows.push(window);
        }
        self.starts.extend(starts);
    }

    /// A week as an origin, with the spread of its shock.
    fn origin(&self, setup: &Setup<'_>, week: usize, horizons: &[usize]) -> (Origin, f64) {
        let day = self.starts[week];
        let learned = self.windows.iter().skip(week + SHOCK_WEEKS).take(LOOK_BACK);
        let sigma = sigma(learned.map(|learned| learned.as_known(setup, day)));
        let origin = setup.origin_by(self.fits[week].clone(), day, horizons);
        (origin, sigma)
    }
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
    draws: &[Vec<i64>],
    (today, won): (Day, &[(Day, f64)]),
) -> Vec<Past> {
    let whole = whole(setup, origin, draws, setup.drawing(sigma));
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
            expected: origin.expected(horizon),
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
