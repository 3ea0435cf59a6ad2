//! The forecast with something changed, beside the forecast as it is. Both use the same random numbers, so that the difference is
//! not noise.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::forecast::horizon::{HorizonForecast, forecast_horizons, forecast_horizons_with};
use crate::forecast::lives::{Life, days};
use crate::forecast::money::Cents;
use crate::forecast::new_business::NewBusiness;
use crate::forecast::origin::Origin;
use crate::forecast::prior::Belief;
use crate::forecast::setup::Setup;
use crate::model::{Deal, Process};

use super::Input;
use super::crm_sum::crm_sum;
use super::document::{Money, Share};
use super::filter::Filter;
use super::forecast::{Lives, MoneyEstimate, OpenDeals, Options, Span, date, spans};

/// Another usual stay in a stage.
#[derive(Clone, Copy, Debug)]
pub struct StageDuration {
    /// The stage's number.
    pub stage: usize,
    /// The stay, in days.
    pub days: f64,
}

/// Another share of a stage's deals that are won.
#[derive(Clone, Copy, Debug)]
pub struct StageProbability {
    /// The stage's number.
    pub stage: usize,
    /// The share, from 0 to 1.
    pub probability: f64,
}

/// What is changed.
#[derive(Clone, Debug, Default)]
pub struct Changes<'a> {
    /// Stages with another usual stay.
    pub durations: Vec<StageDuration>,
    /// Stages with another share of won deals.
    pub probabilities: Vec<StageProbability>,
    /// Open deals that are won today, at their present amount.
    pub won: Vec<&'a Deal>,
    /// Open deals that are lost today.
    pub lost: Vec<&'a Deal>,
    /// Partners who bring nothing from now on.
    pub dropped: Vec<Filter>,
    /// The same in words: `kestrel is won today`.
    pub in_words: Vec<String>,
}

/// The forecast of a horizon in one of the two cases.
#[derive(Clone, Debug, Serialize)]
pub struct CaseForecast {
    /// All together, with what is won in this quarter so far.
    pub total: MoneyEstimate,
    /// The deals that are open.
    pub open: MoneyEstimate,
    /// Deals that do not exist yet.
    #[serde(rename = "new_business")]
    pub new: MoneyEstimate,
    /// The chance of reaching this quarter's target.
    pub chance_of_target: Option<Share>,
}

/// A horizon as it is, and as it would be.
#[derive(Clone, Debug, Serialize)]
pub struct Horizon {
    /// Its kind.
    #[serde(rename = "quarter")]
    pub span: Span,
    /// Whether it is this quarter: then its totals include what is won so far.
    #[serde(skip)]
    pub is_this_quarter: bool,
    /// Days ahead.
    pub days: usize,
    /// Its last day.
    pub until: NaiveDate,
    /// As it is.
    pub now: CaseForecast,
    /// As it would be.
    #[serde(rename = "then")]
    pub changed: CaseForecast,
    /// How much more is expected; negative if it is less.
    #[serde(rename = "change")]
    pub difference: Money,
}

/// A deal that is expected to bring something else.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedDeal<'a> {
    /// Its id.
    pub deal: &'a str,
    /// Its name as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The stage it is in.
    #[serde(skip)]
    pub stage: String,
    /// Its amount.
    pub amount: Option<Money>,
    /// What it is expected to bring by the end of the quarter as it is.
    #[serde(rename = "expected")]
    pub expected_now: Money,
    /// What it would be expected to bring.
    #[serde(rename = "then")]
    pub expected_changed: Money,
}

/// Deals whose amount is not known, open or won in this quarter.
#[derive(Clone, Copy, Debug)]
pub struct Unknown {
    /// As it is.
    pub now: usize,
    /// As it would be.
    pub changed: usize,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct WhatIf<'a> {
    /// What is changed, in words.
    pub changes: Vec<String>,
    /// This quarter's target.
    pub target: Option<Money>,
    /// This quarter, the next, the horizons in days, and the one up to a requested day.
    pub horizons: Vec<Horizon>,
    /// Open deals whose expectation changes; the most changed first.
    pub deals: Vec<ChangedDeal<'a>>,
    /// The names of won deals without an amount: what they add nobody can say.
    pub without_amount: Vec<String>,
    /// How many deals nobody can value, as it is and as it would be: they are in no total.
    #[serde(skip)]
    pub unknown: Unknown,
    /// Whether the share of won deals of any stage changes.
    #[serde(skip)]
    pub changes_chances: bool,
    /// Whether deals are won, lost, or dropped with their partner.
    #[serde(skip)]
    pub closes_deals: bool,
}

impl WhatIf<'_> {
    /// Whether nothing changes, to the cent.
    pub fn changes_nothing(&self) -> bool {
        let same = |horizon: &Horizon| {
            let range = |case: &CaseForecast| [case.total.p10, case.total.p50, case.total.p90];
            horizon.difference.is_zero() && range(&horizon.now) == range(&horizon.changed)
        };
        self.deals.is_empty() && self.horizons.iter().all(same)
    }
}

/// Computes both forecasts. What was learned from closed deals stays; [`crate::forecast::hazards::Fit::with_beliefs`] tells what a
/// changed belief does.
pub fn what_if<'a>(input: &Input<'a>, options: &Options, changes: &Changes<'a>) -> WhatIf<'a> {
    let crm_sum = crm_sum(input, &Filter::default());
    let lives = Lives::of(input);
    let setup = lives.setup();
    let spans = spans(input, options, &crm_sum);
    let lengths: Vec<usize> = spans.iter().map(|length| length.days).collect();
    let sigma = setup.sigma(lives.today);
    let lessons = setup.lessons(lives.today, &lengths);
    let now = setup.origin(lives.today, &lengths);
    let now_ahead = forecast_horizons(&setup, &now, sigma, &lessons);

    let reference_deals = reference_deals(input, &lives, changes);
    let mut new_business = NewBusiness {
        reference_deals: &reference_deals,
        scale: Vec::new(),
    };
    let beliefs = believed(&lives.beliefs, changes);
    let gone = gone(input, &lives, &now, changes);
    let before = without(now.clone(), &gone);
    let fit = now.fit.with_beliefs(&lives.beliefs, &beliefs);
    let then = without(setup.origin_by(fit, lives.today, &lengths), &gone);
    new_business.scale = scale(&new_business, &setup, (&before, &then));
    let then_ahead = forecast_horizons_with(&setup, &then, sigma, &lessons, &new_business);

    let currency = input.currency();
    let won_unknown = crm_sum.won_in_no_sum.len();
    let earned = crm_sum.won.amount;
    let won_amounts = || {
        changes
            .won
            .iter()
            .map(|deal| (deal, Money::of_deal(input, deal)))
    };
    let added = Money::sum(currency, won_amounts().filter_map(|(_, amount)| amount));
    let horizons = spans.iter().zip(now_ahead.iter().zip(&then_ahead));
    let horizons = horizons.map(|(length, (now, then))| {
        let this = matches!(length.span, Span::Quarter(quarter) if quarter == crm_sum.quarter);
        let won = if this { earned } else { Money::zero(currency) };
        let target = crm_sum.target.filter(|_| this);
        let (won_now, won_then) = (won.cents(), (won + added).cents());
        let total = |forecast: &HorizonForecast, won| forecast.total.plus(won).expected;
        Horizon {
            span: length.span,
            is_this_quarter: this,
            days: length.days,
            until: date(lives.today.saturating_add(days(length.days))),
            now: case(now, won, target),
            changed: case(then, won + added, target),
            difference: Money::rounded(total(then, won_then) - total(now, won_now), currency),
        }
    });
    WhatIf {
        changes: changes.in_words.clone(),
        target: crm_sum.target,
        horizons: horizons.collect(),
        deals: changed_deals(input, &lives, (&now, &then), changes),
        unknown: Unknown {
            now: OpenDeals::of(&now, currency).without_amount + won_unknown,
            changed: OpenDeals::of(&then, currency).without_amount
                + won_unknown
                + won_amounts().filter(|(_, amount)| amount.is_none()).count(),
        },
        changes_chances: !changes.probabilities.is_empty(),
        closes_deals: !changes.won.is_empty()
            || !changes.lost.is_empty()
            || !changes.dropped.is_empty(),
        without_amount: won_amounts()
            .filter(|(_, amount)| amount.is_none())
            .map(|(deal, _)| input.names.of(&deal.id))
            .collect(),
    }
}

/// Returns the past deals that new business is modelled on: all but those of dropped partners.
fn reference_deals(input: &Input<'_>, lives: &Lives<'_>, changes: &Changes<'_>) -> Vec<Life> {
    let process = &input.book.process;
    let both = lives.lives.iter().zip(&lives.deals);
    both.filter(|(_, deal)| !is_dropped(process, deal, changes))
        .map(|(life, _)| life.clone())
        .collect()
}

fn is_dropped(process: &Process, deal: &Deal, changes: &Changes<'_>) -> bool {
    let mut dropped = changes.dropped.iter();
    dropped.any(|filter| filter.fits_partner_of(process, deal))
}

/// Returns the changed beliefs of process.toml. If another share of a stage's deals is won, earlier stages keep the share that
/// advances, and later ones, which all those deals pass, win at least as often; stages that are named keep their named share.
fn believed(beliefs: &[Belief], changes: &Changes<'_>) -> Vec<Belief> {
    let mut beliefs = beliefs.to_vec();
    for change in &changes.durations {
        beliefs[change.stage].days = change.days;
    }
    for change in &changes.probabilities {
        let (before, after) = (beliefs[change.stage].probability, change.probability);
        for (number, belief) in beliefs.iter_mut().enumerate() {
            if number < change.stage && before > 0.0 {
                belief.probability = (belief.probability * after / before).min(after);
            } else if number > change.stage {
                belief.probability = belief.probability.max(after);
            }
        }
    }
    for change in &changes.probabilities {
        beliefs[change.stage].probability = change.probability;
    }
    beliefs
}

/// Returns the lives of open deals that bring nothing more: won, lost or dropped.
fn gone(
    input: &Input<'_>,
    lives: &Lives<'_>,
    origin: &Origin,
    changes: &Changes<'_>,
) -> BTreeSet<usize> {
    let closed = || changes.won.iter().chain(&changes.lost);
    let open = origin.open.iter().map(|open| open.life);
    open.filter(|life| {
        let deal = lives.deals[*life];
        closed().any(|closed| closed.id == deal.id)
            || is_dropped(&input.book.process, deal, changes)
    })
    .collect()
}

fn without(mut origin: Origin, gone: &BTreeSet<usize>) -> Origin {
    origin.open.retain(|open| !gone.contains(&open.life));
    origin
}

/// Returns the factor on past quarters by horizon. They do not depend on beliefs, so they change in the same proportion as open
/// plus new deals.
fn scale(
    new_business: &NewBusiness<'_>,
    setup: &Setup<'_>,
    (before, then): (&Origin, &Origin),
) -> Vec<f64> {
    let before = new_business.bottom_up(setup, before);
    let then = new_business.bottom_up(setup, then);
    let ratio = |(before, then): (&f64, &f64)| if *before > 0.0 { then / before } else { 1.0 };
    before.iter().zip(&then).map(ratio).collect()
}

fn case(forecast: &HorizonForecast, won: Money, target: Option<Money>) -> CaseForecast {
    let estimate = |estimate| MoneyEstimate::of(estimate, won.currency);
    let earned = won.cents();
    let chance = |target: Money| {
        let missing = target.cents().saturating_sub(earned);
        Share(forecast.chances.of_reaching(missing))
    };
    CaseForecast {
        total: estimate(&forecast.total.plus(earned)),
        open: estimate(&forecast.open),
        new: estimate(&forecast.new),
        chance_of_target: target.map(chance),
    }
}

/// Returns the open deals that are expected to bring something else by the end of the quarter, by at least 100 cents.
fn changed_deals<'a>(
    input: &Input<'a>,
    lives: &Lives<'a>,
    (now, then): (&Origin, &Origin),
    changes: &Changes<'_>,
) -> Vec<ChangedDeal<'a>> {
    let money = |cents| Money::of_cents(cents, input.currency());
    let mut after = then.open.iter().peekable();
    let mut found = Vec::new();
    for open in &now.open {
        let deal = lives.deals[open.life];
        let won = changes.won.iter().any(|won| won.id == deal.id);
        let amount = Money::of_deal(input, deal);
        let later = match after.next_if(|later| later.life == open.life) {
            Some(later) => then.expected_of(later, 0),
            None => amount.filter(|_| won).map_or(Cents::ZERO, Money::cents),
        };
        let expected = now.expected_of(open, 0);
        if later.saturating_sub(expected).saturating_abs() >= Cents(100) {
            found.push(ChangedDeal {
                deal: &deal.id,
                name: input.names.of(&deal.id),
                stage: input.book.process.stages[open.spell.stage].name.clone(),
                amount,
                expected_now: money(expected),
                expected_changed: money(later),
            });
        }
    }
    let size = |deal: &ChangedDeal<'_>| (deal.expected_changed - deal.expected_now).abs();
    found.sort_by(|a, b| size(b).cmp(&size(a)).then_with(|| a.deal.cmp(b.deal)));
    found
}
