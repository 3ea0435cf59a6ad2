//! The forecast of one horizon as a report shows it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::forecast::baselines::Baselines;
use crate::forecast::draws::{chance_of, draw, range};
use crate::forecast::horizon::{Estimate, HorizonForecast};
use crate::forecast::lives::days;
use crate::forecast::money::{Cents, UnroundedMoney};
use crate::forecast::origin::Origin;
use crate::forecast::setup::Setup;
use crate::report::Input;
use crate::report::crm_sum::{CrmSum, weighted_by};
use crate::report::document::{Money, Share};
use crate::report::filter::Filter;

use super::estimate::MoneyEstimate;
use super::groups::OpenDeals;
use super::lives::date;
use super::span::Span;

/// One horizon.
#[derive(Clone, Debug, Serialize)]
pub struct Horizon {
    /// Its kind.
    #[serde(rename = "quarter")]
    pub span: Span,
    /// Days ahead.
    pub days: usize,
    /// Its last day.
    pub until: NaiveDate,
    /// The open deals.
    #[serde(flatten)]
    pub pipeline: OpenDeals,
    /// The CRM sum of deals with a close date up to the last day.
    pub stage_weighted: Money,
    /// Open amount times win rate.
    pub naive: Money,
    /// What open deals are expected to bring.
    #[serde(flatten)]
    pub open: MoneyEstimate,
    /// What deals that do not exist yet are expected to bring.
    #[serde(rename = "new_business")]
    pub new: MoneyEstimate,
    /// Won in this quarter so far; `None` for other horizons.
    pub won: Option<Money>,
    /// All together, with what is won in this quarter so far.
    pub total: MoneyEstimate,
    /// What past windows brought; `None` if the total is a plain sum without them.
    pub past_windows: Option<PastWindows>,
    /// The target of this quarter.
    pub target: Option<Money>,
    /// The chance of reaching it.
    pub chance_of_target: Option<Share>,
    /// The share of what open deals are expected to bring that is process.toml's belief.
    pub prior_share: Share,
    /// The standard deviation of the common shock.
    pub sigma: Share,
}

/// What past windows of one length brought.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PastWindows {
    /// The mean of the last three.
    pub mean: Money,
    /// How many windows are compared with the three before them.
    pub count: usize,
}

impl Horizon {
    /// Returns whether its total is a plain sum of what is won, open deals and new ones.
    pub fn is_plain_sum(&self) -> bool {
        self.past_windows.is_none()
    }

    /// Returns what the CRM would print for a quarter: won so far and weighted.
    pub fn crm_total(&self) -> Money {
        self.won
            .map_or(self.stage_weighted, |won| won + self.stage_weighted)
    }
}

/// What all horizons of a report are made from.
pub(super) struct Horizons<'a> {
    pub input: &'a Input<'a>,
    pub filter: &'a Filter,
    pub crm_sum: &'a CrmSum,
    pub baselines: &'a Baselines,
    pub selected: &'a Origin,
    pub sigma: f64,
}

impl Horizons<'_> {
    /// Returns the horizon at an index of the origin's.
    pub fn horizon(&self, index: usize, forecast: &HorizonForecast, span: Span) -> Horizon {
        let Self { input, crm_sum, .. } = self;
        let until = date(self.selected.day.saturating_add(days(forecast.days)));
        let currency = input.currency();
        let estimate = |estimate: &Estimate| MoneyEstimate::of(estimate, currency);
        let this = matches!(span, Span::Quarter(quarter) if quarter == crm_sum.quarter);
        let won = this.then_some(crm_sum.won.amount);
        let earned = won.map_or(Cents::ZERO, Money::cents);
        let target = crm_sum.target.filter(|_| this);
        let chance = |target: Money| {
            let missing = target.cents().saturating_sub(earned);
            Share(chance_of(&forecast.draws, missing))
        };
        Horizon {
            span,
            days: forecast.days,
            until,
            pipeline: OpenDeals::of(self.selected, currency),
            stage_weighted: weighted_by(input, self.filter, until),
            naive: Money::rounded(
                UnroundedMoney(self.baselines.naive(self.selected)),
                currency,
            ),
            open: estimate(&forecast.open),
            new: estimate(&forecast.new),
            won,
            total: estimate(&forecast.total.plus(earned)),
            past_windows: forecast.past_windows.map(|past| PastWindows {
                mean: Money::rounded(past.mean, currency),
                count: past.windows,
            }),
            target,
            chance_of_target: target.map(chance),
            prior_share: Share(self.selected.prior_share(index)),
            sigma: Share(self.sigma),
        }
    }
}

/// Replaces the forecasts by those of the selected open deals alone: new business belongs to no selection.
pub(super) fn only_open(
    forecasts: &mut [HorizonForecast],
    setup: &Setup<'_>,
    selected: &Origin,
    sigma: f64,
) {
    let chances = selected.chances(setup.lives, |_| true);
    let draws = draw(
        &chances,
        selected.horizons.len(),
        setup.draw_settings(sigma),
    );
    for (index, (forecast, draws)) in forecasts.iter_mut().zip(draws).enumerate() {
        forecast.open = Estimate {
            expected: UnroundedMoney(selected.expected(index)),
            range: range(&draws),
        };
        forecast.new = Estimate::default();
        forecast.total = forecast.open.clone();
        forecast.past_windows = None;
        forecast.draws = draws;
    }
}
