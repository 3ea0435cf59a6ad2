//! The whole method at one origin: fit, chances, ranges, new business, total.

use std::collections::HashMap;

use rayon::prelude::*;

use super::amounts;
use super::arrivals;
use super::bins::FOLLOW_UP;
use super::cells::{cell, small};
use super::draws::{Chance, Drawing, Range, amount, cents, draw, range};
use super::hazards::{Fit, fit};
use super::lives::{Day, Life, Spell};
use super::prior::Belief;
use super::random::hash;
use super::shock::{LOOK_BACK, WINDOWS, Window, sigma};

/// What every origin is seen with.
#[derive(Clone, Copy, Debug)]
pub struct Setup<'a> {
    /// The deals, ordered by id, so that sums do not depend on the order of files.
    pub lives: &'a [Life],
    /// process.toml's beliefs.
    pub beliefs: &'a [Belief],
    /// The day that records begin.
    pub records_begin: Day,
    /// How many draws.
    pub draws: usize,
    /// Their seed.
    pub seed: u32,
}

/// The days of the windows that the shock is learned from.
const SHOCK_DAYS: usize = 30;
/// The newest of those windows starts so many weeks before the origin.
const SHOCK_WEEKS: Day = 5;

/// An open deal at an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Its place among the lives.
    pub life: usize,
    /// The stage it stands in.
    pub spell: Spell,
    /// What it is said to be worth.
    pub amount: f64,
    /// The chance by each horizon.
    pub by: Vec<f64>,
    /// The prior's part of each of them.
    pub prior_share: Vec<f64>,
}

/// An origin: what is fitted there, and the chances of what is open.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The day.
    pub day: Day,
    /// What was learned.
    pub fit: Fit,
    /// Won value over amount while open.
    pub factor: f64,
    /// The open deals.
    pub open: Vec<Open>,
    /// The horizons, in days.
    pub horizons: Vec<usize>,
}

impl Setup<'_> {
    /// What is learned up to the end of a day.
    pub fn fit(&self, day: Day) -> Fit {
        fit(self.lives, self.beliefs, day, self.records_begin)
    }

    /// Fits at an origin, and predicts what is open there.
    pub fn origin(&self, day: Day, horizons: &[usize]) -> Origin {
        self.origin_by(self.fit(day), day, horizons)
    }

    /// Predicts what is open at an origin, by what was learned there.
    pub fn origin_by(&self, fit: Fit, day: Day, horizons: &[usize]) -> Origin {
        let longest = horizons.iter().copied().max().unwrap_or(0);
        let stages = self.beliefs.len();
        // Deals of one cell and group have the same chances: each is worked out once.
        let mut known: HashMap<(usize, usize), (Vec<f64>, Vec<f64>)> = HashMap::new();
        let mut open = Vec::new();
        for (index, life) in self.lives.iter().enumerate() {
            let spell = life.open_at(day).filter(|spell| spell.stage < stages);
            let Some(spell) = spell else { continue };
            let group = life.seen(day).group;
            let place = (cell(spell.stage, day - spell.entered), group);
            let (by, prior_share) = known.entry(place).or_insert_with(|| {
                let curve = fit.predict(spell, day, group, longest);
                let by = horizons.iter().map(|days| curve.within(*days));
                let prior = horizons.iter().map(|days| curve.prior_share(*days));
                (by.collect(), prior.collect())
            });
            open.push(Open {
                life: index,
                spell,
                amount: life.amount_at(day),
                by: by.clone(),
                prior_share: prior_share.clone(),
            });
        }
        Origin {
            day,
            factor: amounts::factor(self.lives, day),
            open,
            fit,
            horizons: horizons.to_vec(),
        }
    }

    /// What one horizon of an origin was expected to bring and, once it is over, what it brought as far as was known on a
    /// day.
    pub fn window(&self, origin: &Origin, horizon: usize, known: Day) -> Window {
        let end = origin.day + days(origin.horizons[horizon]);
        let mut window = Window {
            actual: self.brought(&origin.open, end, known),
            ..Window::default()
        };
        for open in &origin.open {
            let (amount, chance) = (open.amount * origin.factor, open.by[horizon]);
            let spread = chance * (1.0 - chance);
            window.expected += amount * chance;
            window.slope += amount * spread;
            window.variance += amount * amount * spread;
        }
        window
    }

    /// What deals that were open brought by a day, as far as was known on another.
    pub fn brought(&self, open: &[Open], by: Day, known: Day) -> f64 {
        let wins = open
            .iter()
            .filter_map(|open| self.lives[open.life].win(by, known));
        wins.map(|(_, amount)| amount).sum()
    }

    /// The windows that an origin learns its shock from, newest first.
    pub fn shock_windows(&self, origin: Day) -> Vec<Window> {
        let mut starts = (SHOCK_WEEKS..SHOCK_WEEKS + days(LOOK_BACK))
            .map(|week| origin - 7 * week)
            .take_while(|start| *start >= self.records_begin);
        let mut windows = Vec::new();
        // Windows in which nothing was at stake teach nothing, and are looked past.
        while windows
            .iter()
            .filter(|window: &&Window| window.is_informative())
            .count()
            < WINDOWS
        {
            let more: Vec<Day> = starts.by_ref().take(WINDOWS).collect();
            if more.is_empty() {
                break;
            }
            windows.par_extend(
                more.into_par_iter().map(|start| {
                    self.window(&self.shock_origin(self.fit(start), start), 0, origin)
                }),
            );
        }
        windows
    }

    /// The origin of a window of the shock.
    pub fn shock_origin(&self, fit: Fit, start: Day) -> Origin {
        self.origin_by(fit, start, &[SHOCK_DAYS])
    }

    /// The spread of the shock at an origin.
    pub fn sigma(&self, origin: Day) -> f64 {
        sigma(self.shock_windows(origin))
    }

    /// How to draw with a spread.
    pub fn drawing(&self, sigma: f64) -> Drawing {
        Drawing {
            sigma,
            draws: self.draws,
            seed: self.seed,
        }
    }
}

impl Origin {
    /// The open deals that are asked for, as draws see them.
    pub fn chances(&self, lives: &[Life], asked: impl Fn(&Open) -> bool) -> Vec<Chance> {
        self.open
            .iter()
            .filter(|open| asked(open))
            .map(|open| Chance {
                luck: hash(&lives[open.life].id),
                cents: cents(open.amount * self.factor),
                by: open.by.clone(),
            })
            .collect()
    }

    /// `a·F` of a deal within a horizon, in whole hundredths: rounded once, so that sums over any deals add up.
    pub fn brings(&self, open: &Open, horizon: usize) -> i64 {
        cents(open.amount * open.by[horizon] * self.factor)
    }

    /// `Σ a·F` of a horizon.
    pub fn expected(&self, horizon: usize) -> f64 {
        let each = self.open.iter().map(|open| self.brings(open, horizon));
        amount(each.fold(0, i64::saturating_add))
    }

    /// How much of what is expected within a horizon is belief; of the plain mean over deals when nothing is.
    pub fn prior_share(&self, horizon: usize) -> f64 {
        let prior = |open: &Open| open.prior_share.get(horizon).copied().unwrap_or(1.0);
        let weight = |open: &Open| open.amount * open.by.get(horizon).copied().unwrap_or(0.0);
        let whole: f64 = self.open.iter().map(weight).sum();
        if whole > 0.0 {
            let sum: f64 = (self.open.iter())
                .map(|open| weight(open) * prior(open))
                .sum();
            sum / whole
        } else if self.open.is_empty() {
            1.0
        } else {
            let sum: f64 = self.open.iter().map(prior).sum();
            sum / small(self.open.len())
        }
    }
}

/// What is said of a horizon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Estimate {
    /// What is expected.
    pub expected: f64,
    /// The range around it.
    pub range: Range,
}

impl Estimate {
    /// With what is certain, in hundredths.
    #[must_use]
    pub fn plus(&self, earned: i64) -> Self {
        let Range { p10, p50, p90 } = self.range;
        Self {
            expected: self.expected + amount(earned),
            range: Range {
                p10: p10.saturating_add(earned),
                p50: p50.saturating_add(earned),
                p90: p90.saturating_add(earned),
            },
        }
    }
}

/// A horizon: open deals, new ones, both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HorizonForecast {
    /// Days ahead.
    pub days: usize,
    /// The deals that are open.
    pub open: Estimate,
    /// Those that nobody has registered yet.
    pub new: Estimate,
    /// All together.
    pub total: Estimate,
    /// What past windows of this length brought; none while records are too young: then the total is the plain sum.
    pub before: Option<PastWindows>,
    /// The draws of the total, in hundredths.
    pub draws: Vec<i64>,
}

/// What past windows of a length brought.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PastWindows {
    /// The mean of the last three.
    pub mean: f64,
    /// How many windows, a week apart, are compared with the three before them.
    pub windows: usize,
}

/// Every horizon of an origin.
pub fn ahead(setup: &Setup<'_>, origin: &Origin, sigma: f64) -> Vec<HorizonForecast> {
    ahead_of(setup, origin, sigma, &Newcomers::of(setup))
}

/// Where new business comes from.
#[derive(Clone, Debug)]
pub struct Newcomers<'a> {
    /// The deals whose like will come.
    pub like: &'a [Life],
    /// For each horizon what becomes of the mean of past windows; 1 where none is named.
    pub lift: Vec<f64>,
}

impl<'a> Newcomers<'a> {
    /// Deals like all of the past.
    pub fn of(setup: &Setup<'a>) -> Self {
        Self {
            like: setup.lives,
            lift: Vec::new(),
        }
    }

    /// What open and new deals are expected to bring within each horizon: the total without what past windows say.
    pub fn bottom_up(&self, setup: &Setup<'_>, origin: &Origin) -> Vec<f64> {
        let arrivals = arrivals::arrivals(self.like, origin.day, setup.records_begin);
        let curve = origin.fit.newcomer(&arrivals.entry, FOLLOW_UP);
        let horizons = origin.horizons.iter().enumerate();
        horizons
            .map(|(index, days)| origin.expected(index) + arrivals.expected(&curve, *days))
            .collect()
    }
}

/// Every horizon of an origin, with new business like that of some deals.
pub fn ahead_of(
    setup: &Setup<'_>,
    origin: &Origin,
    sigma: f64,
    newcomers: &Newcomers<'_>,
) -> Vec<HorizonForecast> {
    let how = setup.drawing(sigma);
    let open = draw(
        &origin.chances(setup.lives, |_| true),
        origin.horizons.len(),
        how,
    );
    let together = together(setup, origin, &open, how, newcomers);
    let horizons = origin.horizons.iter().zip(&open).zip(together).enumerate();
    horizons
        .map(|(index, ((days, open), together))| HorizonForecast {
            days: *days,
            open: Estimate {
                expected: origin.expected(index),
                range: range(open),
            },
            new: together.new,
            total: together.total,
            before: together.before,
            draws: together.draws,
        })
        .collect()
}

/// A horizon with what nobody has registered yet.
#[derive(Clone, Debug)]
pub struct Together {
    /// New business.
    pub new: Estimate,
    /// Open deals, new ones, and what past windows say.
    pub total: Estimate,
    /// What past windows of this length brought; none while records are too young.
    pub before: Option<PastWindows>,
    /// The draws of the total, in hundredths.
    pub draws: Vec<i64>,
}

/// What the draws of open deals come to with new business and past windows, by horizon.
pub fn together(
    setup: &Setup<'_>,
    origin: &Origin,
    open: &[Vec<i64>],
    how: Drawing,
    newcomers: &Newcomers<'_>,
) -> Vec<Together> {
    let arrivals = arrivals::arrivals(newcomers.like, origin.day, setup.records_begin);
    let curve = origin.fit.newcomer(&arrivals.entry, FOLLOW_UP);
    let new = arrivals.draw(&curve, &origin.horizons, how);
    let wins = amounts::wins(newcomers.like, origin.day);
    let horizons = origin.horizons.iter().zip(open).zip(new).enumerate();
    horizons
        .map(|(index, ((length, open), new))| {
            let windows = amounts::windows(&wins, origin.day, days(*length), setup.records_begin);
            let lift = newcomers.lift.get(index).copied().unwrap_or(1.0);
            let windows = windows.map(|windows| amounts::Windows {
                mean: windows.mean * lift,
                ..windows
            });
            let expected_new = arrivals.expected(&curve, *length);
            let bottom_up = origin.expected(index) + expected_new;
            let expected = windows
                .as_ref()
                .map_or(bottom_up, |windows| f64::midpoint(bottom_up, windows.mean));
            let draws = arrivals::total(open, &new, windows.as_ref());
            Together {
                new: Estimate {
                    expected: expected_new,
                    range: range(&new),
                },
                total: Estimate {
                    expected,
                    range: range(&draws),
                },
                before: windows.map(|windows| PastWindows {
                    mean: windows.mean,
                    windows: windows.deviations.len(),
                }),
                draws,
            }
        })
        .collect()
}

/// A length in days as a difference of days.
pub fn days(length: usize) -> Day {
    Day::try_from(length).unwrap_or(Day::MAX / 4)
}
