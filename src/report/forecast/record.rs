//! The track record: what past weeks would have been forecast, against what happened.

use chrono::NaiveDate;
use iso_currency::Currency;
use serde::Serialize;

use crate::forecast::backtest::{PastForecast, WARM_UP, backtest};
use crate::forecast::horizon::Estimate;
use crate::forecast::summary::{Summary, summary};
use crate::report::document::{Money, Share};

use super::estimate::MoneyEstimate;
use super::lives::{Lives, date};
use super::span::{RECORD_DAYS, Span, SpanLength};

/// The track record of one horizon.
#[derive(Clone, Debug, Serialize)]
pub struct TrackRecord {
    /// The horizon.
    pub days: usize,
    /// The number of past weeks.
    pub origins: usize,
    /// Weighted absolute percentage error of open deals; `None` if nothing was won.
    pub wape: Option<Share>,
    /// Too high (+) or too low (−).
    pub bias: Option<Share>,
    /// The mean squared error of a deal's chance; `None` without an open deal.
    pub brier: Option<Share>,
    /// The mean pinball loss of P10, P50 and P90.
    pub pinball: Money,
    /// The share of weeks whose actual value was inside the range; `None` without a week.
    pub coverage: Option<Share>,
    /// WAPE of the stage-weighted sum of a CRM.
    pub stage_weighted_wape: Option<Share>,
    /// WAPE of amount times win rate.
    pub naive_wape: Option<Share>,
    /// The Brier score of the win rate.
    pub naive_brier: Option<Share>,
    /// WAPE of the total.
    pub total_wape: Option<Share>,
    /// Bias of the total.
    pub total_bias: Option<Share>,
    /// Whether it is more than chance makes: two standard errors, with as many windows as the weeks hold.
    pub total_bias_beyond_chance: bool,
    /// The share of weeks whose actual total was inside its range; `None` without a week.
    pub total_coverage: Option<Share>,
    /// Calibration by tenth of the chance, where a deal had such a chance.
    pub calibration: Vec<Tenth>,
    /// The number of weeks whose actual value was inside the range.
    #[serde(skip)]
    pub range_held: usize,
    /// The number of weeks whose actual total was inside its range.
    #[serde(skip)]
    pub total_range_held: usize,
}

/// The calibration of one tenth of chances.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Tenth {
    /// Its lower end.
    pub from: Share,
    /// Deals, each counted at every week.
    pub deals: usize,
    /// The mean of their chances.
    #[serde(rename = "said")]
    pub mean_chance: Share,
    /// The share of them that was won.
    #[serde(rename = "came")]
    pub won_share: Share,
}

/// The forecast of a past week, and what happened.
#[derive(Clone, Debug, Serialize)]
pub struct PastWeek {
    /// The day it is made on.
    pub date: NaiveDate,
    /// Days ahead.
    pub days: usize,
    /// Deals that were open.
    pub open_deals: usize,
    /// What they brought, and were expected to bring.
    #[serde(flatten)]
    pub open: Outcome,
    /// The stage-weighted sum of the deals with a close date in the horizon.
    pub stage_weighted: Money,
    /// Open amount times win rate.
    pub naive: Money,
    /// The same of all together.
    pub total: Outcome,
}

/// What was won, and what was expected.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Outcome {
    /// What was won.
    pub actual: Money,
    /// What was expected.
    #[serde(flatten)]
    pub estimate: MoneyEstimate,
}

/// Past forecasts, and the track record of each horizon.
pub(super) struct PastWeeks {
    pub weeks: Vec<PastWeek>,
    pub record: Vec<TrackRecord>,
}

/// Forecasts past weeks: for [`RECORD_DAYS`] only, or for all horizons given in days.
pub(super) fn past_weeks(
    lives: &Lives<'_>,
    all: bool,
    spans: &[SpanLength],
    currency: Currency,
) -> PastWeeks {
    let mut wanted: Vec<usize> = if all {
        let plain = spans.iter().filter(|length| length.span == Span::Days);
        plain.map(|length| length.days).collect()
    } else {
        vec![RECORD_DAYS]
    };
    let setup = lives.setup();
    wanted.sort_unstable();
    wanted.dedup();
    let usable = lives.today - lives.records_begin >= WARM_UP;
    let forecasts = if usable {
        backtest(&setup, lives.today, &wanted)
    } else {
        Vec::new()
    };
    let record = wanted.iter().map(|days| summary(&forecasts, *days));
    let weeks = forecasts.iter().map(|past| PastWeek::of(past, currency));
    PastWeeks {
        record: record
            .map(|summary| TrackRecord::of(&summary, currency))
            .collect(),
        weeks: weeks.collect(),
    }
}

impl TrackRecord {
    fn of(summary: &Summary, currency: Currency) -> Self {
        let judged = |share: f64| (summary.origins > 0).then_some(Share(share));
        let tenths = summary.tenths.iter().zip(0..10_u8);
        Self {
            days: summary.days,
            origins: summary.origins,
            wape: summary.wape.map(Share),
            bias: summary.bias.map(Share),
            brier: summary.brier.map(Share),
            pinball: Money::rounded(summary.pinball, currency),
            coverage: judged(summary.coverage),
            stage_weighted_wape: summary.stage_weighted_wape.map(Share),
            naive_wape: summary.naive_wape.map(Share),
            naive_brier: summary.naive_brier.map(Share),
            total_wape: summary.total_wape.map(Share),
            total_bias: summary.total_bias.map(Share),
            total_bias_beyond_chance: summary.total_bias_beyond_chance,
            total_coverage: judged(summary.total_coverage()),
            calibration: tenths
                .filter(|(tenth, _)| tenth.deals > 0)
                .map(|(tenth, index)| Tenth {
                    from: Share(f64::from(index) / 10.0),
                    deals: tenth.deals,
                    mean_chance: Share(tenth.mean_chance),
                    won_share: Share(tenth.won_share),
                })
                .collect(),
            range_held: summary.range_held,
            total_range_held: summary.total_range_held,
        }
    }
}

impl PastWeek {
    fn of(past: &PastForecast, currency: Currency) -> Self {
        let outcome = |actual, expected, range| Outcome {
            actual: Money::rounded(actual, currency),
            estimate: MoneyEstimate::of(&Estimate { expected, range }, currency),
        };
        let total = past.total;
        Self {
            date: date(past.day),
            days: past.days,
            open_deals: past.open_deals,
            open: outcome(past.actual, past.expected, past.range),
            stage_weighted: Money::rounded(past.stage_weighted, currency),
            naive: Money::rounded(past.naive, currency),
            total: outcome(total.actual, total.expected, total.range),
        }
    }
}
