//! The statistical forecast as data: what deals are expected to bring, how sure that is, and how good it has been.

mod calls;
mod deals;
mod grouping;
mod groups;
mod lives;
mod past_weeks;
mod quarter;
mod span;
mod states;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::forecast::backtest::PastForecast;
use crate::forecast::baselines::{Baselines, baselines};
use crate::forecast::draws::{chance_of, draw, range};
use crate::forecast::horizon::{Estimate, HorizonForecast, forecast_horizons};
use crate::forecast::lives::days;
use crate::forecast::money::{Cents, UnroundedMoney};
use crate::forecast::origin::Origin;
use crate::forecast::setup::Setup;
use crate::forecast::shock::{self, WINDOWS};
use crate::forecast::summary::Summary;
use crate::model::calendar::Quarter;

pub use calls::Call;
pub use deals::{DealLine, GroupFactor, StageName, WinChance};
pub use grouping::Grouping;
pub use groups::GroupLine;
pub use lives::{Lives, date};
pub use quarter::{QuarterEstimate, quarter};
pub use span::{FARTHEST, RECORD_DAYS, Span, SpanLength};
pub use states::{PastFrom, day, sections};

use super::Input;
use super::crm_sum::{CrmSum, crm_sum};
use super::filter::Filter;
use super::minor::to_cents;

/// With fewer past weeks there is no track record.
pub const FEWEST_ORIGINS: usize = 20;

/// The options of the report.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Horizons in days, in place of those in process.toml.
    pub horizons: Vec<u32>,
    /// The last day of one more horizon.
    pub by: Option<NaiveDate>,
    /// What to split open deals by.
    pub group: Option<Grouping>,
    /// Whether past weeks are forecast for all horizons.
    pub backtest: bool,
}

/// A target, and the chance of reaching it.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The target.
    pub amount: Decimal,
    /// The chance.
    pub chance: f64,
}

/// One horizon.
#[derive(Clone, Debug)]
pub struct Horizon {
    /// Its kind.
    pub span: Span,
    /// Its last day.
    pub until: NaiveDate,
    /// The forecast of open deals, new ones, and all together.
    pub forecast: HorizonForecast,
    /// The total, with what is won in this quarter so far.
    pub total: Estimate,
    /// Won in this quarter so far; `None` for other horizons.
    pub won: Option<Decimal>,
    /// The CRM sum of deals with a close date up to the last day.
    pub stage_weighted: Decimal,
    /// Open amount times win rate.
    pub naive: UnroundedMoney,
    /// The target of this quarter.
    pub target: Option<Target>,
    /// The share of what open deals are expected to bring that is process.toml's belief.
    pub prior_share: f64,
}

/// A deal won in this quarter.
#[derive(Clone, Debug)]
pub struct WonDeal {
    /// Its id.
    pub deal: String,
    /// Its name as a user would type it.
    pub name: String,
    /// The signed amount, else the expected one; `None` if unknown.
    pub amount: Option<Decimal>,
}

/// Open deals and the sum of their amounts.
#[derive(Clone, Copy, Debug)]
pub struct OpenDeals {
    /// Deals.
    pub deals: usize,
    /// The sum of their amounts.
    pub amount: UnroundedMoney,
}

/// Closed deals.
#[derive(Clone, Copy, Debug)]
pub struct ClosedDeals {
    /// Those that were won.
    pub won: usize,
    /// All of them.
    pub all: usize,
}

/// The common shock.
#[derive(Clone, Copy, Debug)]
pub struct Shock {
    /// Its standard deviation.
    pub sigma: f64,
    /// The past windows that it was learned from.
    pub windows: usize,
}

/// The open deals split into groups.
#[derive(Clone, Debug)]
pub struct Groups {
    /// What they are split by.
    pub grouping: Grouping,
    /// The groups, largest expectation first.
    pub lines: Vec<GroupLine>,
}

/// The report.
pub struct Forecast {
    /// The CRM sum of the same book.
    pub crm_sum: CrmSum,
    /// This quarter, the next, the horizons in days, and the one up to a requested day.
    pub horizons: Vec<Horizon>,
    /// The open deals.
    pub open: OpenDeals,
    /// The common shock.
    pub shock: Shock,
    /// Won value over amount while open.
    pub factor: f64,
    /// The deals closed since records begin.
    pub closed: ClosedDeals,
    /// The deals won in this quarter so far, largest first.
    pub won: Vec<WonDeal>,
    /// When records begin.
    pub records_begin: NaiveDate,
    /// What the past is reconstructed from.
    pub past_from: PastFrom,
    /// What the open deals of each stage are expected to bring by the end of this quarter.
    pub stages: Vec<Cents>,
    /// The open deals, largest expectation first.
    pub deals: Vec<DealLine>,
    /// The sellers' own calls, surest first.
    pub calls: Vec<Call>,
    /// The open deals by group; `None` unless requested.
    pub groups: Option<Groups>,
    /// Past forecasts: of [`RECORD_DAYS`], or of all horizons in days for a backtest.
    pub past: Vec<PastForecast>,
    /// The track record of each of those horizons.
    pub record: Vec<Summary>,
    /// Whether a filter selects some deals: then new business is left out.
    pub filtered: bool,
    /// The filter in a few words.
    pub whose: Option<String>,
}

impl Forecast {
    /// Returns the share of what open deals are expected to bring this quarter that is process.toml's belief; on the last day of
    /// the quarter, for the next horizon.
    pub fn prior_share(&self) -> f64 {
        let first = self
            .horizons
            .iter()
            .find(|horizon| horizon.forecast.days > 0);
        first.map_or(1.0, |horizon| horizon.prior_share)
    }
}

/// Computes the report.
pub fn forecast(input: &Input<'_>, filter: &Filter, options: &Options) -> Forecast {
    let crm_sum = crm_sum(input, filter);
    let lives = Lives::of(input);
    let setup = lives.setup();
    let spans = spans(input, options, &crm_sum);
    let lengths: Vec<usize> = spans.iter().map(|length| length.days).collect();
    let origin = setup.origin(lives.today, &lengths);
    let windows = setup.shock_windows(lives.today);
    let informative = windows
        .iter()
        .filter(|window| window.is_informative())
        .count();
    let sigma = shock::sigma(windows);
    let selected = filtered(input, filter, &lives, &origin);
    let mut forecasts = forecast_horizons(&setup, &origin, sigma);
    if !filter.is_empty() {
        only_open(&mut forecasts, &setup, &selected, sigma);
    }
    let base = baselines(
        &lives.lives,
        lives.beliefs.len(),
        lives.today,
        lives.records_begin,
    );
    let horizons = forecasts
        .into_iter()
        .zip(&spans)
        .enumerate()
        .map(|(index, (forecast, length))| Horizon {
            prior_share: selected.prior_share(index),
            ..horizon(
                input,
                filter,
                &crm_sum,
                &base,
                &selected,
                forecast,
                length.span,
            )
        })
        .collect();
    let past = past_weeks::past_weeks(&lives, options.backtest, &spans);
    let deals = deals::lines(input, &lives, &selected, &spans);
    Forecast {
        horizons,
        open: OpenDeals {
            deals: selected.open.len(),
            amount: groups::pipeline(&selected),
        },
        shock: Shock {
            sigma,
            windows: informative.min(WINDOWS),
        },
        factor: origin.factor,
        closed: ClosedDeals {
            won: base.wins,
            all: base.closed,
        },
        won: won(input, filter, crm_sum.quarter),
        records_begin: date(lives.records_begin),
        past_from: PastFrom::of(input.book),
        stages: by_stage(&selected, lives.beliefs.len()),
        calls: calls::calls(&deals),
        deals,
        groups: options.group.map(|grouping| Groups {
            grouping,
            lines: groups::groups(input, &lives, &selected, grouping, sigma),
        }),
        past: past.forecasts,
        record: past.record,
        filtered: !filter.is_empty(),
        whose: filter.said(&input.book.process),
        crm_sum,
    }
}

fn won(input: &Input<'_>, filter: &Filter, quarter: Quarter) -> Vec<WonDeal> {
    let won = super::crm_sum::won_deals(input, filter, quarter);
    let named = won.into_iter().map(|won| WonDeal {
        deal: won.deal.id.clone(),
        name: input.names.of(&won.deal.id),
        amount: won.amount,
    });
    let mut won: Vec<WonDeal> = named.collect();
    won.sort_by(|a, b| b.amount.cmp(&a.amount).then_with(|| a.deal.cmp(&b.deal)));
    won
}

/// Returns the horizons.
pub(super) fn spans(input: &Input<'_>, options: &Options, crm_sum: &CrmSum) -> Vec<SpanLength> {
    let book = input.book;
    let to = |span: Span, day: NaiveDate| SpanLength {
        span,
        days: usize::try_from((day - book.today).num_days()).unwrap_or(0),
    };
    let this = crm_sum.quarter;
    let next = book.process.calendar.quarter(this.end);
    let mut spans = vec![
        to(Span::Quarter(this), this.last_day()),
        to(Span::Quarter(next), next.last_day()),
    ];
    let written = book.process.written.forecast.as_ref();
    let written = written.map(|forecast| forecast.horizons.iter().map(|days| days.value));
    let mut days: Vec<u32> = if options.horizons.is_empty() {
        written.into_iter().flatten().collect()
    } else {
        options.horizons.clone()
    };
    days.retain(|days| (1..=FARTHEST).contains(days));
    if days.is_empty() {
        days = vec![30, 60, 90];
    }
    days.sort_unstable();
    days.dedup();
    spans.extend(days.into_iter().map(|days| SpanLength {
        span: Span::Days,
        days: usize::try_from(days).unwrap_or(0),
    }));
    spans.extend(options.by.map(|by| to(Span::By, by)));
    spans
}

/// Returns the origin with only the deals that the filter selects. Its fit stays: that is learned from all deals.
fn filtered(input: &Input<'_>, filter: &Filter, lives: &Lives<'_>, origin: &Origin) -> Origin {
    let mut selected = origin.clone();
    selected
        .open
        .retain(|open| filter.fits(&input.case(lives.deals[open.life])));
    selected
}

/// Replaces the forecasts by those of the selected open deals alone: new business belongs to no selection.
fn only_open(forecasts: &mut [HorizonForecast], setup: &Setup<'_>, selected: &Origin, sigma: f64) {
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

fn horizon(
    input: &Input<'_>,
    filter: &Filter,
    crm_sum: &CrmSum,
    base: &Baselines,
    selected: &Origin,
    forecast: HorizonForecast,
    span: Span,
) -> Horizon {
    let until = date(selected.day.saturating_add(days(forecast.days)));
    let currency = input.book.process.currencies.base;
    let this = matches!(span, Span::Quarter(quarter) if quarter == crm_sum.quarter);
    let won = this.then_some(crm_sum.won.amount);
    let earned = won.map_or(Cents::ZERO, |won| to_cents(won, currency));
    let total = forecast.total.plus(earned);
    let target = crm_sum.target.filter(|_| this).map(|target| {
        let missing = to_cents(target, currency).saturating_sub(earned);
        Target {
            amount: target,
            chance: chance_of(&forecast.draws, missing),
        }
    });
    Horizon {
        span,
        until,
        total,
        won,
        stage_weighted: super::crm_sum::weighted_by(input, filter, until),
        naive: UnroundedMoney(base.naive(selected)),
        target,
        prior_share: 1.0,
        forecast,
    }
}

fn by_stage(origin: &Origin, stages: usize) -> Vec<Cents> {
    let sum = |stage: usize| {
        let own = origin.open.iter().filter(|open| open.spell.stage == stage);
        own.map(|open| origin.expected_of(open, 0)).sum()
    };
    (0..stages).map(sum).collect()
}
