//! The statistical forecast as data: what deals are expected to bring, how sure that is, and how good it has been.

mod calls;
mod deals;
mod estimate;
mod groups;
mod horizon;
mod lives;
mod named_calls;
mod options;
mod path;
mod plan;
mod quarter;
mod reason;
mod record;
mod span;
mod states;

use chrono::NaiveDate;
use serde::Serialize;

use crate::forecast::baselines::baselines;
use crate::forecast::horizon::forecast_horizons;
use crate::forecast::origin::Origin;
use crate::forecast::shock::{self, WINDOWS};
use crate::model::calendar::Quarter;

pub use super::grouping::Grouping;
pub use calls::{Call, CommitGap};
pub use deals::{DealLine, WinChance};
pub use estimate::MoneyEstimate;
pub use groups::{GroupHorizon, GroupLine, Groups, OpenDeals};
pub use horizon::{Horizon, PastQuarters};
pub use lives::{Lives, date};
pub use named_calls::NamedCall;
pub use options::{Options, spans};
pub use path::Said;
pub use plan::{NeededPipeline, PastPace};
pub use quarter::{QuarterEstimate, quarter};
pub use record::{Outcome, PastWeek, Tenth, TrackRecord};
pub use span::{FARTHEST, RECORD_DAYS, Span, SpanLength};
pub use states::{PastFrom, day, sections};

use horizon::{Horizons, only_open};

use super::Input;
use super::crm_sum::{CrmSum, crm_sum};
use super::document::{Money, Share};
use super::filter::Filter;

/// The fewest past weeks that make a track record.
pub const FEWEST_ORIGINS: usize = 20;

/// A deal won in this quarter.
#[derive(Clone, Debug, Serialize)]
pub struct WonDeal {
    /// Its id.
    pub deal: String,
    /// Its name as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The signed amount, else the expected one; `None` if unknown.
    pub amount: Option<Money>,
}

/// Closed deals.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ClosedDeals {
    /// All of them.
    #[serde(rename = "closed_deals")]
    pub all: usize,
    /// Those that were won.
    #[serde(rename = "won_deals")]
    pub won: usize,
}

/// The common shock.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Shock {
    /// Its standard deviation.
    pub sigma: Share,
    /// The past windows that it was learned from.
    #[serde(rename = "sigma_windows")]
    pub windows: usize,
}

/// The report. Serialises as the statistical part of the forecast's document.
#[derive(Serialize)]
pub struct Forecast {
    /// The CRM sum of the same book.
    #[serde(skip)]
    pub crm_sum: CrmSum,
    /// When records begin.
    pub records_begin: NaiveDate,
    /// What the past is reconstructed from.
    #[serde(rename = "past")]
    pub past_from: PastFrom,
    /// The deals closed since records begin.
    #[serde(flatten)]
    pub closed: ClosedDeals,
    /// The share of what open deals are expected to bring this quarter that is process.toml's belief; on the last day of the
    /// quarter, for the next horizon.
    pub prior_share: Share,
    /// The common shock.
    #[serde(flatten)]
    pub shock: Shock,
    /// Won value over amount while open.
    #[serde(rename = "amount_factor")]
    pub factor: Share,
    /// The deals won in this quarter so far, largest first.
    #[serde(rename = "won_this_quarter")]
    pub won: Vec<WonDeal>,
    /// This quarter, the next, the horizons in days, and the one up to a requested day.
    pub horizons: Vec<Horizon>,
    /// What was said of this quarter on its Mondays so far.
    #[serde(rename = "said")]
    pub path: Vec<Said>,
    /// Past quarters on the same day, newest first.
    pub pace: Vec<PastPace>,
    /// The pipeline that the target asks for.
    pub needed_pipeline: Option<NeededPipeline>,
    /// The sellers' own calls, surest first.
    pub calls: Vec<Call>,
    /// What named people expect of this quarter, newest first; of the whole book alone.
    pub named_calls: Vec<NamedCall>,
    /// The commit of which most is missing.
    pub widest_gap: Option<CommitGap>,
    /// The open deals, largest expectation first.
    pub deals: Vec<DealLine>,
    /// The open deals by group; `None` unless requested.
    pub groups: Option<Groups>,
    /// The track record of [`RECORD_DAYS`], or of all horizons in days for a backtest.
    #[serde(rename = "summary")]
    pub record: Vec<TrackRecord>,
    /// The past weeks of a backtest; `None` unless requested.
    #[serde(rename = "origins", skip_serializing_if = "Option::is_none")]
    pub past: Option<Vec<PastWeek>>,
    /// The open deals in sum.
    #[serde(skip)]
    pub open: OpenDeals,
    /// What the open deals of each stage are expected to bring by the end of this quarter.
    #[serde(skip)]
    pub stages: Vec<Money>,
    /// Whether a filter selects some deals: then new business is left out.
    #[serde(skip)]
    pub filtered: bool,
    /// The filter in a few words.
    #[serde(skip)]
    pub whose: Option<String>,
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
    let lessons = setup.lessons(lives.today, &lengths);
    let mut forecasts = forecast_horizons(&setup, &origin, sigma, &lessons);
    if !filter.is_empty() {
        only_open(&mut forecasts, &setup, &selected, sigma);
    }
    let base = baselines(
        &lives.lives,
        lives.beliefs.len(),
        lives.today,
        lives.records_begin,
    );
    let common = Horizons {
        input,
        filter,
        crm_sum: &crm_sum,
        baselines: &base,
        selected: &selected,
        sigma,
    };
    let each = forecasts.iter().zip(&spans).enumerate();
    let horizons: Vec<Horizon> = each
        .map(|(index, (forecast, length))| common.horizon(index, forecast, length.span))
        .collect();
    let past = record::past_weeks(&lives, options.backtest, &spans, input.currency());
    let deals = deals::lines(input, &lives, &selected, &spans);
    let quarter = crm_sum.quarter;
    let ahead = horizons.iter().find(|horizon| horizon.days > 0);
    Forecast {
        records_begin: date(lives.records_begin),
        past_from: PastFrom::of(input.book),
        closed: ClosedDeals {
            all: base.closed,
            won: base.wins,
        },
        prior_share: ahead.map_or(Share(1.0), |horizon| horizon.prior_share),
        shock: Shock {
            sigma: Share(sigma),
            windows: informative.min(WINDOWS),
        },
        factor: Share(origin.factor),
        won: won(input, filter, crm_sum.quarter),
        path: of_all(filter, || path::path(input, &lives, quarter)),
        pace: of_all(filter, || plan::pace(input, &lives, quarter)),
        needed_pipeline: (filter.is_empty())
            .then(|| plan::needed(&lives, &origin, horizons.first()))
            .flatten(),
        horizons,
        calls: calls::calls(&deals, input.currency()),
        named_calls: of_all(filter, || named_calls::named_calls(input, quarter)),
        widest_gap: calls::widest_gap(&deals),
        deals,
        groups: options
            .group
            .map(|grouping| Groups::of(input, &lives, &selected, grouping, sigma)),
        record: past.record,
        past: options.backtest.then_some(past.weeks),
        open: OpenDeals::of(&selected, input.currency()),
        stages: by_stage(input, &selected),
        filtered: !filter.is_empty(),
        whose: filter.description(&input.book.process),
        crm_sum,
    }
}

/// Returns lines that are known of the whole book alone: none of a selection.
fn of_all<T>(filter: &Filter, lines: impl FnOnce() -> Vec<T>) -> Vec<T> {
    if filter.is_empty() {
        lines()
    } else {
        Vec::new()
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

/// Returns the origin with only the deals that the filter selects. Its fit stays: that is learned from all deals.
fn filtered(input: &Input<'_>, filter: &Filter, lives: &Lives<'_>, origin: &Origin) -> Origin {
    let mut selected = origin.clone();
    selected
        .open
        .retain(|open| filter.fits(&input.case(lives.deals[open.life])));
    selected
}

fn by_stage(input: &Input<'_>, origin: &Origin) -> Vec<Money> {
    let sum = |stage: usize| {
        let own = origin.open.iter().filter(|open| open.spell.stage == stage);
        let sum = own.map(|open| origin.expected_of(open, 0)).sum();
        Money::of_cents(sum, input.currency())
    };
    (0..input.book.process.stages.len()).map(sum).collect()
}
