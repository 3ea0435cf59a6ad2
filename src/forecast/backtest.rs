//! The backtest: the forecast that each past week would have had, against what happened.

use rayon::prelude::*;

use super::amounts::{wins, won_between};
use super::baselines::baselines;
use super::draws::{DealSet, DrawnDeal, Range, draw_all, range};
use super::hazards::Fit;
use super::horizon::totals;
use super::lesson::{self, Lesson, PastSums};
use super::lives::{Day, Win, days};
use super::money::UnroundedMoney;
use super::new_business::NewBusiness;
use super::origin::{OpenDeal, Origin};
use super::setup::Setup;
use super::shock::{LOOK_BACK, WINDOWS, Window, sigma};

/// The most origins, for each horizon.
pub const ORIGINS: Day = 104;
/// Days from the begin of records to the first origin.
pub const WARM_UP: Day = 91;
/// The newest window of the shock starts this many weeks before an origin.
const SHOCK_WEEKS: usize = 5;
/// Origins that are drawn together: they share the random numbers of their deals, and their chances are in memory at once.
const BATCH: usize = 16;
/// Chances are calibrated in tenths.
pub const TENTHS: usize = 10;

/// The forecast of one origin and horizon, and what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct PastForecast {
    /// The origin.
    pub day: Day,
    /// The horizon.
    pub days: usize,
    /// Deals that were open.
    pub open_deals: usize,
    /// What they brought.
    pub actual: UnroundedMoney,
    /// What they were expected to bring.
    pub expected: UnroundedMoney,
    /// The range of that.
    pub range: Range,
    /// The stage-weighted sum of the deals with a close date in the horizon.
    pub stage_weighted: UnroundedMoney,
    /// Open amount times win rate.
    pub naive: UnroundedMoney,
    /// The total: open deals, new ones and what the record taught.
    pub total: PastTotal,
    /// The errors of chances.
    pub(super) squared_errors: SquaredErrors,
    /// Calibration, by tenth of the chance.
    pub(super) tenths: [TenthCounts; TENTHS],
}

/// The total of a past forecast, and what happened.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PastTotal {
    /// All that was won within the horizon.
    pub actual: UnroundedMoney,
    /// What was expected.
    pub expected: UnroundedMoney,
    /// The range of that.
    pub range: Range,
}

/// Sums of squared errors over the deals of an origin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct SquaredErrors {
    /// Of each deal's chance.
    pub model: f64,
    /// Of the win rate in its place.
    pub win_rate: f64,
}

/// The deals whose chance is in one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct TenthCounts {
    /// Deals.
    pub deals: usize,
    /// The sum of their chances.
    pub chances: f64,
    /// Those that were won.
    pub won: usize,
}

/// An origin, and the standard deviation of its shock.
struct PastOrigin {
    origin: Origin,
    sigma: f64,
    /// What the record taught by then, by horizon.
    lessons: Vec<Lesson>,
}

/// All wins known today.
#[derive(Clone, Copy)]
struct KnownWins<'a> {
    today: Day,
    wins: &'a [Win],
}

/// Forecasts at past weeks: at each origin `today − 7k` the horizons that are over; ordered by horizon, then newest first.
pub fn backtest(setup: &Setup<'_>, today: Day, horizons: &[usize]) -> Vec<PastForecast> {
    let longest = horizons.iter().copied().max().unwrap_or(0);
    let reach = ORIGINS + days(longest.div_ceil(7)).max(1);
    let weeks = PastWeeks::of(setup, today, reach, horizons);
    let judged: Vec<(usize, Vec<usize>)> = (0..weeks.starts.len())
        .filter(|week| weeks.starts[*week] >= setup.records_begin + WARM_UP)
        .map(|week| (week, horizons_over(week, horizons)))
        .filter(|(_, over)| !over.is_empty())
        .collect();
    let wins = wins(setup.lives, today);
    let known = KnownWins { today, wins: &wins };
    let mut out = Vec::new();
    for batch in judged.chunks(BATCH) {
        let origins: Vec<PastOrigin> = batch
            .par_iter()
            .map(|(week, over)| weeks.origin(setup, *week, over))
            .collect();
        let drawn = open_draws(setup, &origins);
        let judged = origins.par_iter().zip(drawn);
        out.par_extend(judged.flat_map_iter(|(origin, draws)| judge(setup, origin, &draws, known)));
    }
    out.sort_by_key(|past| (past.days, std::cmp::Reverse(past.day)));
    out
}

/// Returns the horizons that are over for an origin of this week, and for which it is among the newest [`ORIGINS`].
fn horizons_over(week: usize, horizons: &[usize]) -> Vec<usize> {
    let week = days(week) + 1;
    let counts = |length: &usize| {
        let first = days(length.div_ceil(7)).max(1);
        (first..first + ORIGINS).contains(&week)
    };
    horizons.iter().copied().filter(counts).collect()
}

/// Draws the open deals of each origin, by horizon.
fn open_draws(setup: &Setup<'_>, origins: &[PastOrigin]) -> Vec<Vec<Vec<i64>>> {
    let chances: Vec<Vec<DrawnDeal>> = origins
        .par_iter()
        .map(|past| past.origin.chances(setup.lives, |_| true))
        .collect();
    let sets = origins.iter().zip(&chances);
    let sets: Vec<DealSet<'_>> = sets
        .map(|(past, deals)| DealSet {
            deals,
            horizons: past.origin.horizons.len(),
            sigma: past.sigma,
        })
        .collect();
    draw_all(&sets, setup.draw_settings(0.0))
}

/// Past weeks, newest first: the fit of each, and its window for the shock of later ones.
struct PastWeeks {
    starts: Vec<Day>,
    fits: Vec<Fit>,
    windows: Vec<ShockWindow>,
    /// The horizons that are judged, and what was known of their totals.
    horizons: Vec<usize>,
    sums: Vec<PastSums>,
}

impl PastWeeks {
    /// Fits `reach` weeks before a day, and as many more as the oldest of them needs to learn its shock and its lessons.
    fn of(setup: &Setup<'_>, today: Day, reach: Day, horizons: &[usize]) -> Self {
        let mut past = (1..=reach + days(SHOCK_WEEKS + LOOK_BACK))
            .map(|week| today - 7 * week)
            .take_while(|day| *day >= setup.records_begin);
        let mut weeks = Self {
            starts: Vec::new(),
            fits: Vec::new(),
            windows: Vec::new(),
            horizons: horizons.to_vec(),
            sums: Vec::new(),
        };
        let reach = usize::try_from(reach).unwrap_or(0);
        let before = reach + SHOCK_WEEKS;
        let mut more = before + WINDOWS.max(lesson::reach(horizons));
        loop {
            let starts: Vec<Day> = past.by_ref().take(more).collect();
            let older = weeks.windows.iter().skip(before);
            let informative = older.filter(|week| week.window.is_informative()).count();
            if starts.is_empty() || informative >= WINDOWS {
                return weeks;
            }
            weeks.add(setup, starts);
            more = WINDOWS;
        }
    }

    fn add(&mut self, setup: &Setup<'_>, starts: Vec<Day>) {
        let fitted: Vec<(Fit, ShockWindow, PastSums)> = starts
            .par_iter()
            .map(|day| {
                let fit = setup.fit(*day);
                let window = ShockWindow::of(setup, fit.clone(), *day);
                let sums = PastSums::of(setup, fit.clone(), *day, &self.horizons);
                (fit, window, sums)
            })
            .collect();
        for (fit, window, sums) in fitted {
            self.fits.push(fit);
            self.windows.push(window);
            self.sums.push(sums);
        }
        self.starts.extend(starts);
    }

    /// Returns the origin of a week.
    fn origin(&self, setup: &Setup<'_>, week: usize, horizons: &[usize]) -> PastOrigin {
        let day = self.starts[week];
        let windows = self.windows.iter().skip(week + SHOCK_WEEKS).take(LOOK_BACK);
        let all = lesson::lessons(setup, day, &self.horizons, &self.sums[week + 1..]);
        let of = |length: &usize| {
            let place = self.horizons.iter().position(|known| known == length);
            place.map_or(Lesson::NONE, |place| all[place])
        };
        PastOrigin {
            lessons: horizons.iter().map(of).collect(),
            sigma: sigma(windows.map(|window| window.as_known(setup, day))),
            origin: setup.origin_by(self.fits[week].clone(), day, horizons),
        }
    }
}

/// A window that the shock of several origins is learned from; each counts only the wins that were known by its day.
struct ShockWindow {
    /// With the wins of deals that have no earlier states: those are known once their date has come.
    window: Window,
    /// Its last day.
    end: Day,
    /// The deals with earlier states that were open when it began.
    with_past: Vec<usize>,
}

impl ShockWindow {
    fn of(setup: &Setup<'_>, fit: Fit, start: Day) -> Self {
        let mut origin = setup.shock_origin(fit, start);
        let end = start + days(origin.horizons[0]);
        let mut window = setup.window(&origin, 0, end);
        let has_past = |open: &OpenDeal| !setup.lives[open.life].before.is_empty();
        let with_past: Vec<usize> = origin
            .open
            .iter()
            .filter(|open| has_past(open))
            .map(|open| open.life)
            .collect();
        if !with_past.is_empty() {
            origin.open.retain(|open| !has_past(open));
            window.actual = setup.won_of(&origin.open, end, end);
        }
        Self {
            window,
            end,
            with_past,
        }
    }

    fn as_known(&self, setup: &Setup<'_>, known: Day) -> Window {
        let wins = self
            .with_past
            .iter()
            .filter_map(|life| setup.lives[*life].win(self.end, known));
        Window {
            actual: self.window.actual + wins.map(|win| win.amount).sum::<f64>(),
            ..self.window
        }
    }
}

/// Compares every horizon of an origin with what happened.
fn judge(
    setup: &Setup<'_>,
    past: &PastOrigin,
    draws: &[Vec<i64>],
    known: KnownWins<'_>,
) -> Vec<PastForecast> {
    let PastOrigin {
        origin,
        sigma,
        lessons,
    } = past;
    let totals = totals(setup, origin, *sigma, &NewBusiness::of(setup), lessons);
    let stages = setup.beliefs.len();
    let base = baselines(setup.lives, stages, origin.day, setup.records_begin);
    let mut out = Vec::with_capacity(origin.horizons.len());
    for (horizon, length) in origin.horizons.iter().enumerate() {
        let until = origin.day + days(*length);
        let window = setup.window(origin, horizon, known.today);
        let mut past = PastForecast {
            day: origin.day,
            days: *length,
            open_deals: origin.open.len(),
            actual: UnroundedMoney(window.actual),
            expected: UnroundedMoney(origin.expected(horizon)),
            range: range(&draws[horizon]),
            stage_weighted: UnroundedMoney(base.stage_weighted(setup.lives, origin, until)),
            naive: UnroundedMoney(base.naive(origin)),
            total: PastTotal {
                actual: UnroundedMoney(won_between(known.wins, origin.day, until)),
                expected: UnroundedMoney(totals[horizon].expected),
                range: totals[horizon].range(),
            },
            squared_errors: SquaredErrors::default(),
            tenths: [TenthCounts::default(); TENTHS],
        };
        for open in &origin.open {
            let chance = open.win_chance[horizon];
            let won = setup.lives[open.life].win(until, known.today).is_some();
            let came = if won { 1.0 } else { 0.0 };
            past.squared_errors.model += (chance - came) * (chance - came);
            past.squared_errors.win_rate += (base.win_rate - came) * (base.win_rate - came);
            let tenth = &mut past.tenths[tenth_of(chance)];
            tenth.deals += 1;
            tenth.chances += chance;
            tenth.won += usize::from(won);
        }
        out.push(past);
    }
    out
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn tenth_of(chance: f64) -> usize {
    ((chance * 10.0) as usize).min(TENTHS - 1)
}
