//! What changed since another state of the files: the bridge of the quarter's open pipeline, the close dates that slipped, and
//! the forecast then and now.

pub mod baseline;
pub(super) mod commits;
pub(super) mod deal_pairs;
mod expectation;
mod slips;
mod states;

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::forecast::bridge::{self, Bridge, Line};
use crate::model::calendar::Quarter;
use crate::model::past::Commit;

use super::Input;
use super::crm_sum::crm_sum;
use super::document::Money;
use super::filter::Filter;
use super::forecast::Forecast;

pub use baseline::{Baseline, DealRef};
pub use commits::Authorship;
pub use expectation::{Cause, Contribution, ExpectationChange};
pub use slips::{Slip, Slips};

use deal_pairs::{DealPair, pairs};
use states::{Valuation, minor_to_decimal};

/// What changed.
#[derive(Clone, Debug, Serialize)]
pub struct ForecastChange {
    /// The raw value of `--since`, such as `1w`.
    #[serde(rename = "asked")]
    pub requested: String,
    /// The commit of the baseline.
    #[serde(flatten, serialize_with = "as_baseline")]
    pub commit: Commit,
    /// The day from which the baseline is seen.
    pub day: NaiveDate,
    /// The fiscal quarter of the bridge.
    #[serde(serialize_with = "as_key")]
    pub quarter: Quarter,
    /// The bridge.
    pub pipeline: PipelineChange,
    /// Close dates that were pushed out.
    #[serde(rename = "slipped")]
    pub slips: Slips,
    /// The commits that changed process.toml, newest first.
    #[serde(rename = "process_commits", serialize_with = "commits::as_list")]
    pub process: Vec<Arc<Commit>>,
    /// The forecast then and now; `None` if the two cannot be compared.
    #[serde(rename = "forecast")]
    pub expectation: Option<ExpectationChange>,
    /// Deals, open or won in the quarter, of which nobody could say then what they are worth.
    #[serde(skip)]
    pub unknown_then: usize,
    /// Those of which nobody can say it now.
    #[serde(skip)]
    pub unknown_now: usize,
    /// The number of deal files that differ.
    #[serde(skip)]
    pub differing: usize,
    /// Whether process.toml has another currency now: then the amounts of then are at today's rates.
    #[serde(skip)]
    pub other_currency: bool,
}

/// The open pipeline of the quarter then and now.
#[derive(Clone, Debug, Serialize)]
pub struct PipelineChange {
    /// What it was worth then.
    pub start: Money,
    /// Its deals then.
    pub start_deals: usize,
    /// Those of them whose amount was not known: they are in no sum.
    pub start_without_amount: usize,
    /// What made the difference: every line, in order.
    pub lines: Vec<BridgeLine>,
    /// What it is worth now.
    pub end: Money,
    /// Its deals now.
    pub end_deals: usize,
    /// Those of them whose amount is not known: they are in no sum.
    pub end_without_amount: usize,
    /// Deals then or now in the pipeline with an amount in a currency without a rate, or one that lint rejects: they are in no sum.
    pub without_rate: Vec<DealRef>,
}

/// A line of the bridge.
#[derive(Clone, Debug, Serialize)]
pub struct BridgeLine {
    /// Which line.
    pub line: Line,
    /// What it adds; negative if it subtracts.
    pub amount: Money,
    /// The part of *lost* that was disqualified; `None` on other lines.
    pub disqualified: Option<Money>,
    /// Its deals, largest first.
    pub deals: Vec<MovedDeal>,
}

/// A deal on a line.
#[derive(Clone, Debug, Serialize)]
pub struct MovedDeal {
    /// The deal.
    pub deal: DealRef,
    /// Its id then, if that was another.
    #[serde(rename = "was")]
    pub old_id: Option<String>,
    /// What it adds; negative if it subtracts.
    pub amount: Money,
    /// Whether it was disqualified.
    pub disqualified: bool,
    /// Its amount then, at the rates of then.
    pub amount_then: Option<Money>,
    /// Its amount now.
    pub amount_now: Option<Money>,
    /// The signed amount, if it is won.
    pub signed: Option<Money>,
    /// Its close date then.
    pub close_then: Option<NaiveDate>,
    /// Its close date now.
    pub close_now: Option<NaiveDate>,
    /// Who made the change.
    #[serde(flatten)]
    pub authorship: Authorship,
    /// Its outcome then.
    #[serde(skip)]
    pub result_then: Option<String>,
    /// Its outcome now.
    #[serde(skip)]
    pub result_now: Option<String>,
}

fn as_baseline<S: Serializer>(commit: &Commit, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Baseline<'a> {
        commit: &'a str,
        author: &'a str,
        committed: NaiveDate,
    }
    Baseline {
        commit: &commit.id,
        author: commit.who(),
        committed: commit.day,
    }
    .serialize(serializer)
}

fn as_key<S: Serializer>(quarter: &Quarter, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&quarter.key())
}

impl ForecastChange {
    /// Returns a line of the bridge.
    pub fn line(&self, line: Line) -> Option<&BridgeLine> {
        self.pipeline.lines.iter().find(|found| found.line == line)
    }

    /// Whether no deal is on the bridge, and no close date slipped.
    pub fn is_quiet(&self) -> bool {
        self.slips.list.is_empty() && self.pipeline.is_unchanged()
    }
}

impl PipelineChange {
    /// Returns whether no deal is on any line.
    pub fn is_unchanged(&self) -> bool {
        self.lines.iter().all(|line| line.deals.is_empty())
    }
}

/// Compares the book and today's forecast with a baseline.
pub fn since(
    input: &Input<'_>,
    baseline: &Baseline<'_>,
    filter: &Filter,
    forecast: &Forecast,
) -> ForecastChange {
    let of = |valuation: &Valuation<'_>, pairs: &[DealPair<'_>]| {
        expectation::expectation_change(input, baseline, filter, forecast, (pairs, valuation))
    };
    with_expectation(input, baseline, filter, forecast.crm_sum.quarter, of)
}

/// Compares the book with a baseline, without forecasts.
pub fn without_forecast(
    input: &Input<'_>,
    baseline: &Baseline<'_>,
    filter: &Filter,
    quarter: Quarter,
) -> ForecastChange {
    with_expectation(input, baseline, filter, quarter, |_, _| None)
}

fn with_expectation(
    input: &Input<'_>,
    baseline: &Baseline<'_>,
    filter: &Filter,
    quarter: Quarter,
    expectation: impl FnOnce(&Valuation<'_>, &[DealPair<'_>]) -> Option<ExpectationChange>,
) -> ForecastChange {
    let mut pairs = pairs(input.book, baseline.input.book, &baseline.between.came_from);
    pairs.retain(|pair| is_selected(input, baseline, filter, pair));
    let valuation = Valuation::of(input, &baseline.input);
    let states: Vec<_> = pairs
        .iter()
        .map(|pair| states::on_both_days(&valuation, pair, input, &baseline.input, quarter))
        .collect();
    let bridge = bridge::bridge(&states);
    let money = |amount| Money::of(input, minor_to_decimal(&valuation, amount));
    let disqualified = || {
        let lost = bridge.on(Line::Lost).filter(|item| item.disqualified);
        money(lost.map(|item| item.amount).sum())
    };
    let lines = Line::ALL.map(|line| BridgeLine {
        line,
        amount: money(bridge.sum(line)),
        disqualified: (line == Line::Lost).then(disqualified),
        deals: moved(input, baseline, &bridge, line, &pairs, &valuation),
    });
    let without_rate = pairs
        .iter()
        .zip(&states)
        .filter(|(pair, state)| valuation.lacks_a_rate(pair, state))
        .map(|(pair, _)| pair.deal_ref(input, baseline));
    let unknown = pairs.iter().zip(&states);
    let unknown = unknown.map(|(pair, state)| valuation.is_unknown(pair, state));
    let [mut start_without_amount, mut end_without_amount] = [0, 0];
    for [then, now] in unknown {
        start_without_amount += usize::from(then);
        end_without_amount += usize::from(now);
    }
    ForecastChange {
        requested: baseline.requested.to_owned(),
        commit: baseline.commit.clone(),
        day: baseline.input.book.today,
        quarter,
        pipeline: PipelineChange {
            start: money(bridge.start.amount),
            start_deals: bridge.start.deals,
            start_without_amount,
            lines: lines.into(),
            end: money(bridge.end.amount),
            end_deals: bridge.end.deals,
            end_without_amount,
            without_rate: without_rate.collect(),
        },
        slips: slips::slips(input, baseline, &pairs),
        expectation: expectation(&valuation, &pairs),
        unknown_then: in_no_sum(&baseline.input, filter),
        unknown_now: in_no_sum(input, filter),
        process: baseline.process.to_vec(),
        differing: baseline
            .between
            .differing
            .union(baseline.uncommitted)
            .count(),
        other_currency: valuation.is_other_currency(),
    }
}

/// Returns how many deals, open or won in the quarter, are in no sum.
fn in_no_sum(input: &Input<'_>, filter: &Filter) -> usize {
    let sums = crm_sum(input, filter);
    sums.in_no_sum.len() + sums.won_in_no_sum.len()
}

/// Whether the filter selects a deal: as it is now, or as it was if it is gone.
fn is_selected(
    input: &Input<'_>,
    baseline: &Baseline<'_>,
    filter: &Filter,
    pair: &DealPair<'_>,
) -> bool {
    filter.is_empty()
        || match (pair.now, pair.then) {
            (Some(now), _) => filter.fits(&input.case(now)),
            (None, Some(old)) => filter.fits(&baseline.input.case(old)),
            (None, None) => false,
        }
}

fn moved(
    input: &Input<'_>,
    baseline: &Baseline<'_>,
    bridge: &Bridge,
    line: Line,
    pairs: &[DealPair<'_>],
    valuation: &Valuation<'_>,
) -> Vec<MovedDeal> {
    let money = |amount: Option<Decimal>| amount.map(|amount| Money::of(input, amount));
    let items = bridge.on(line).map(|item| {
        let pair = &pairs[item.deal];
        let close = |deal: Option<&crate::model::Deal>| {
            deal?
                .opportunity
                .as_ref()?
                .close_date
                .map(|date| date.value)
        };
        MovedDeal {
            deal: pair.deal_ref(input, baseline),
            old_id: pair.old_id(),
            amount: Money::of(input, minor_to_decimal(valuation, item.amount)),
            disqualified: item.disqualified,
            amount_then: money(valuation.then(pair.then)),
            amount_now: money(valuation.now(pair.now)),
            signed: money(valuation.signed(pair.now)),
            close_then: close(pair.then),
            close_now: close(pair.now),
            result_then: deal_pairs::result(pair.then).map(|result| result.to_string()),
            result_now: deal_pairs::result(pair.now).map(|result| result.to_string()),
            authorship: commits::authorship(baseline, input, pair, line),
        }
    });
    items.collect()
}
