//! What every origin shares, and how an origin is made from it: fit, chances, and the windows that the shock is learned from.

use std::collections::HashMap;

use rayon::prelude::*;

use super::amounts;
use super::draws::DrawSettings;
use super::hazards::{Fit, fit};
use super::lives::{Day, Life, days};
use super::origin::{OpenDeal, Origin};
use super::prior::Belief;
use super::shock::{LOOK_BACK, WINDOWS, Window, sigma};
use super::snapshots::cell;

/// What every origin shares: deals, beliefs and settings.
#[derive(Clone, Copy, Debug)]
pub struct Setup<'a> {
    /// The deals, ordered by id, so that sums do not depend on the order of files.
    pub lives: &'a [Life],
    /// The beliefs of process.toml, one for each stage.
    pub beliefs: &'a [Belief],
    /// The day that records begin.
    pub records_begin: Day,
    /// The number of draws.
    pub draws: usize,
    /// The seed of the draws.
    pub seed: u32,
}

/// The length of the windows that the shock is learned from, in days.
const SHOCK_DAYS: usize = 30;
/// The newest of those windows starts this many weeks before the origin.
const SHOCK_WEEKS: Day = 5;

/// The chances of all deals in one cell and group, by horizon.
struct CellChances {
    win_chance: Vec<f64>,
    prior_share: Vec<f64>,
}

impl Setup<'_> {
    /// Fits to what is known at the end of a day.
    pub fn fit(&self, day: Day) -> Fit {
        fit(self.lives, self.beliefs, day, self.records_begin)
    }

    /// Fits on a day, and predicts the deals that are open then.
    pub fn origin(&self, day: Day, horizons: &[usize]) -> Origin {
        self.origin_by(self.fit(day), day, horizons)
    }

    /// Predicts the deals that are open on a day with a given fit.
    pub fn origin_by(&self, fit: Fit, day: Day, horizons: &[usize]) -> Origin {
        let longest = horizons.iter().copied().max().unwrap_or(0);
        let stages = self.beliefs.len();
        // Deals of one cell and group have the same chances: each is calculated once.
        let mut known: HashMap<(usize, usize, bool), CellChances> = HashMap::new();
        let mut open = Vec::new();
        for (index, life) in self.lives.iter().enumerate() {
            let spell = life.open_at(day).filter(|spell| spell.stage < stages);
            let Some(spell) = spell else { continue };
            let group = life.seen(day).group;
            let cell = cell(spell.stage, day - spell.entered);
            let place = (cell, group, life.is_renewal);
            let chances = known.entry(place).or_insert_with(|| {
                let curve = (fit.of(life.is_renewal)).predict(spell, day, group, longest);
                CellChances {
                    win_chance: horizons.iter().map(|days| curve.within(*days)).collect(),
                    prior_share: horizons
                        .iter()
                        .map(|days| curve.prior_share(*days))
                        .collect(),
                }
            });
            open.push(OpenDeal {
                life: index,
                spell,
                amount: life.amount_at(day),
                win_chance: chances.win_chance.clone(),
                prior_share: chances.prior_share.clone(),
            });
        }
        Origin {
            day,
            factor: amounts::amount_factor(self.lives, day),
            open,
            fit,
            horizons: horizons.to_vec(),
        }
    }

    /// Returns what one horizon of an origin was expected to bring and what it brought, as far as known on a day.
    pub fn window(&self, origin: &Origin, horizon: usize, known: Day) -> Window {
        let end = origin.day + days(origin.horizons[horizon]);
        let mut window = Window {
            actual: self.won_of(&origin.open, end, known),
            ..Window::default()
        };
        for open in &origin.open {
            let (amount, chance) = (open.amount * origin.factor, open.win_chance[horizon]);
            let spread = chance * (1.0 - chance);
            window.expected += amount * chance;
            window.slope += amount * spread;
            window.variance += amount * amount * spread;
        }
        window
    }

    /// Returns what formerly open deals brought up to the day `by`, as known on the day `known`.
    pub fn won_of(&self, open: &[OpenDeal], by: Day, known: Day) -> f64 {
        let wins = open
            .iter()
            .filter_map(|open| self.lives[open.life].win(by, known));
        wins.map(|win| win.amount).sum()
    }

    /// Returns the windows that the shock of an origin is learned from, newest first.
    pub fn shock_windows(&self, origin: Day) -> Vec<Window> {
        let mut starts = (SHOCK_WEEKS..SHOCK_WEEKS + days(LOOK_BACK))
            .map(|week| origin - 7 * week)
            .take_while(|start| *start >= self.records_begin);
        let mut windows = Vec::new();
        // A window without an uncertain deal is not informative: an older one takes its place.
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

    /// Returns the origin of a window that the shock is learned from.
    pub fn shock_origin(&self, fit: Fit, start: Day) -> Origin {
        self.origin_by(fit, start, &[SHOCK_DAYS])
    }

    /// Returns the standard deviation of the shock at an origin.
    pub fn sigma(&self, origin: Day) -> f64 {
        sigma(self.shock_windows(origin))
    }

    /// Returns the settings of a draw with this standard deviation of the shock.
    pub fn draw_settings(&self, sigma: f64) -> DrawSettings {
        DrawSettings {
            sigma,
            draws: self.draws,
            seed: self.seed,
        }
    }
}
