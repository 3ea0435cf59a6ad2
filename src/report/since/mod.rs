//! What changed since another state of the files: the bridge of the quarter's open pipeline, the close dates that slipped, and
//! the forecast then and now.

mod baseline;
mod commits;
mod deal_pairs;
mod expectation;
mod slips;
mod states;

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::forecast::bridge::{self, Bridge, Line};
use crate::model::calendar::Quarter;
use crate::model::past::Commit;

use super::Input;
use super::filter::Filter;
use super::forecast::Forecast;

pub use baseline::{Baseline, DealRef};
pub use commits::Authorship;
pub use expectation::{Cause, Contribution, ExpectationChange};
pub use slips::{Slip, median};

use deal_pairs::{DealPair, pairs};
use states::{Valuation, minor_to_decimal};

/// Open deals of the quarter, and the sum of their amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// Deals.
    pub deals: usize,
    /// The sum of their amounts.
    pub amount: Decimal,
}

/// What changed.
#[derive(Clone, Debug)]
pub struct ForecastChange {
    /// The raw value of `--since`, such as `1w`.
    pub requested: String,
    /// The commit of the baseline.
    pub commit: Commit,
    /// The day from which the baseline is seen.
    pub day: NaiveDate,
    /// The fiscal quarter of the bridge.
    pub quarter: Quarter,
    /// The pipeline then.
    pub start: Pipeline,
    /// Every line, in order.
    pub lines: Vec<BridgeLine>,
    /// The pipeline now.
    pub end: Pipeline,
    /// Deals then or now in the pipeline with an amount in a currency without a rate: they count as 0.
    pub without_rate: Vec<DealRef>,
    /// Close dates that were pushed out, the farthest first.
    pub slips: Vec<Slip>,
    /// The forecast then and now; `None` if the two cannot be compared.
    pub expectation: Option<ExpectationChange>,
    /// The commits that changed process.toml, newest first.
    pub process: Vec<Arc<Commit>>,
    /// The number of deal files that differ.
    pub differing: usize,
    /// Whether process.toml has another currency now: then the amounts of then are at today's rates.
    pub other_currency: bool,
}

/// A line of the bridge.
#[derive(Clone, Debug)]
pub struct BridgeLine {
    /// Which line.
    pub line: Line,
    /// What it adds; negative if it subtracts.
    pub amount: Decimal,
    /// The part of it that was disqualified.
    pub disqualified: Decimal,
    /// Its deals, largest first.
    pub deals: Vec<MovedDeal>,
}

/// A deal on a line.
#[derive(Clone, Debug)]
pub struct MovedDeal {
    /// The deal.
    pub deal: DealRef,
    /// Its id then, if that was another.
    pub old_id: Option<String>,
    /// What it adds; negative if it subtracts.
    pub amount: Decimal,
    /// Whether it was disqualified.
    pub disqualified: bool,
    /// Its amount then, at the rates of then.
    pub amount_then: Option<Decimal>,
    /// Its amount now.
    pub amount_now: Option<Decimal>,
    /// The signed amount, if it is won.
    pub signed: Option<Decimal>,
    /// Its close date then.
    pub close_then: Option<NaiveDate>,
    /// Its close date now.
    pub close_now: Option<NaiveDate>,
    /// Its outcome then.
    pub result_then: Option<String>,
    /// Its outcome now.
    pub result_now: Option<String>,
    /// Who made the change.
    pub authorship: Authorship,
}

impl ForecastChange {
    /// Returns a line of the bridge.
    pub fn line(&self, line: Line) -> Option<&BridgeLine> {
        self.lines.iter().find(|found| found.line == line)
    }

    /// Whether no deal is on the bridge, and no close date slipped.
    pub fn is_quiet(&self) -> bool {
        self.slips.is_empty() && self.lines.iter().all(|line| line.deals.is_empty())
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
    let decimal = |amount| minor_to_decimal(&valuation, amount);
    let pipeline = |sum: bridge::Pipeline| Pipeline {
        deals: sum.deals,
        amount: decimal(sum.amount),
    };
    let lines = Line::ALL.map(|line| BridgeLine {
        line,
        amount: decimal(bridge.sum(line)),
        disqualified: decimal(
            bridge
                .on(line)
                .filter(|item| item.disqualified)
                .map(|item| item.amount)
                .sum(),
        ),
        deals: moved(input, baseline, &bridge, line, &pairs, &valuation),
    });
    let without_rate = pairs
        .iter()
        .zip(&states)
        .filter(|(pair, state)| valuation.lacks_a_rate(pair, state))
        .map(|(pair, _)| pair.deal_ref(input, baseline));
    ForecastChange {
        requested: baseline.requested.to_owned(),
        commit: baseline.commit.clone(),
        day: baseline.input.book.today,
        quarter,
        start: pipeline(bridge.start),
        end: pipeline(bridge.end),
        lines: lines.into(),
        without_rate: without_rate.collect(),
        slips: slips::slips(input, baseline, &pairs),
        expectation: expectation(&valuation, &pairs),
        process: baseline.process.to_vec(),
        differing: baseline
            .between
            .differing
            .union(baseline.uncommitted)
            .count(),
        other_currency: valuation.is_other_currency(),
    }
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
            amount: minor_to_decimal(valuation, item.amount),
            disqualified: item.disqualified,
            amount_then: valuation.then(pair.then),
            amount_now: valuation.now(pair.now),
            signed: valuation.signed(pair.now),
            close_then: close(pair.then),
            close_now: close(pair.now),
            result_then: deal_pairs::result(pair.then).map(|result| result.to_string()),
            result_now: deal_pairs::result(pair.now).map(|result| result.to_string()),
            authorship: commits::authorship(baseline, input, pair, line),
        }
    });
    items.collect()
}
