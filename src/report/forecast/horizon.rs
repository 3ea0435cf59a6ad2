//! The forecast of one horizon as a report shows it.

use chrono::NaiveDate;
use iso_currency::Currency;
use serde::Serialize;

use crate::forecast::baselines::Baselines;
use crate::forecast::draws::{draw, range};
use crate::forecast::horizon::{Chances, Estimate, HorizonForecast};
use crate::forecast::lesson::Lesson;
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
    /// The CRM sum of deals with a close date up to the last day; `None` if no open deal has a close date.
    pub stage_weighted: Option<Money>,
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
    /// What the record teaches: the same days of past quarters brought more or less than open and new deals say.
    pub record: Money,
    /// All together: what is won in this quarter so far, open deals, new ones, and what the record teaches. They add up.
    pub total: MoneyEstimate,
    /// What the record teaches is from these; `None` if the total is what is won, open and new deals alone.
    pub past_quarters: Option<PastQuarters>,
    /// The target of this quarter.
    pub target: Option<Money>,
    /// The chance of reaching it.
    pub chance_of_target: Option<Share>,
    /// The share of what open deals are expected to bring that is process.toml's belief.
    pub prior_share: Share,
    /// The standard deviation of the common shock.
    pub sigma: Share,
}

/// What the same days of past quarters brought, and how much that counts.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PastQuarters {
    /// The mean of what they brought.
    pub mean: Money,
    /// How many they are.
    pub count: usize,
    /// What these days bring compared with others, shrunk towards 1: open and new deals count so many times as much.
    pub rhythm: Share,
    /// The weight of open and new deals beside that mean, from 0 to 1.
    pub weight: Share,
}

impl PastQuarters {
    fn of(lesson: &Lesson, currency: Currency) -> Option<Self> {
        let past = lesson.past?;
        Some(Self {
            mean: Money::rounded(UnroundedMoney(past.mean), currency),
            count: past.count,
            rhythm: Share(past.rhythm),
            weight: Share(lesson.weight),
        })
    }
}

impl Horizon {
    /// Returns whether its total is a plain sum of what is won, open deals and new ones.
    pub fn is_plain_sum(&self) -> bool {
        self.past_quarters.is_none()
    }

    /// Returns what the CRM would print for a quarter: won so far and weighted; `None` if no open deal has a close date.
    pub fn crm_total(&self) -> Option<Money> {
        let weighted = self.stage_weighted?;
        Some(self.won.map_or(weighted, |won| won + weighted))
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
            Share(forecast.chances.of_reaching(missing))
        };
        let (open, new) = (estimate(&forecast.open), estimate(&forecast.new));
        let total = estimate(&forecast.total.plus(earned));
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
            open,
            new,
            won,
            record: total.expected
                - won.unwrap_or(Money::zero(currency))
                - open.expected
                - new.expected,
            total,
            past_quarters: PastQuarters::of(&forecast.lesson, currency),
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
        forecast.record = UnroundedMoney::default();
        forecast.lesson = Lesson::NONE;
        forecast.chances = Chances::Draws(draws);
    }
}
