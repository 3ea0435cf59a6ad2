//! An origin: the day that a forecast is made on, with the open deals of that day and their chances.

use super::draws::DrawnDeal;
use super::hazards::Fit;
use super::lives::{Day, Life, Spell};
use super::money::{Cents, UnroundedMoney};
use super::random::hash;
use super::snapshots::small;

/// An open deal at an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDeal {
    /// Its index among the lives.
    pub life: usize,
    /// The stage it is in.
    pub spell: Spell,
    /// Its amount; 0 if that is not known.
    pub amount: f64,
    /// The chance of a win within each horizon.
    pub win_chance: Vec<f64>,
    /// The prior's share of each chance.
    pub prior_share: Vec<f64>,
}

/// What is fitted on a day, and the deals that are open then.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The day.
    pub day: Day,
    /// The hazards learned by then.
    pub fit: Fit,
    /// Won value over amount while open.
    pub factor: f64,
    /// The open deals.
    pub open: Vec<OpenDeal>,
    /// The horizons, in days.
    pub horizons: Vec<usize>,
}

impl Origin {
    /// Returns the selected open deals as draws need them.
    pub fn chances(&self, lives: &[Life], selects: impl Fn(&OpenDeal) -> bool) -> Vec<DrawnDeal> {
        self.open
            .iter()
            .filter(|open| selects(open))
            .map(|open| DrawnDeal {
                stream_id: hash(&lives[open.life].id),
                amount: UnroundedMoney(open.amount * self.factor).cents(),
                win_chance: open.win_chance.clone(),
            })
            .collect()
    }

    /// Returns what a deal is expected to bring within a horizon, `a·F`: rounded once, so that sums over any deals add up.
    pub fn expected_of(&self, open: &OpenDeal, horizon: usize) -> Cents {
        UnroundedMoney(open.amount * open.win_chance[horizon] * self.factor).cents()
    }

    /// Returns what all open deals are expected to bring within a horizon, `Σ a·F`.
    pub fn expected(&self, horizon: usize) -> f64 {
        let each = self.open.iter().map(|open| self.expected_of(open, horizon));
        each.sum::<Cents>().unrounded().0
    }

    /// Returns the prior's share of what is expected within a horizon; its mean over deals if nothing is expected.
    pub fn prior_share(&self, horizon: usize) -> f64 {
        let prior = |open: &OpenDeal| open.prior_share.get(horizon).copied().unwrap_or(1.0);
        let weight =
            |open: &OpenDeal| open.amount * open.win_chance.get(horizon).copied().unwrap_or(0.0);
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
