//! The forecast's document joins three reports: the statistics, what changed since, and the CRM sum; documented in
//! docs/reports.md.

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;

use crate::report::Input;
use crate::report::crm_sum::{CrmSum, MonthLine, Overdue, Sum};
use crate::report::document::{Envelope, Money, Share};
use crate::report::forecast::Forecast;
use crate::report::since::ForecastChange;

#[derive(Serialize)]
struct Document<'a> {
    method: &'static str,
    #[serde(flatten)]
    statistics: &'a Forecast,
    since: Option<&'a ForecastChange>,
    stages: Vec<Stage<'a>>,
    months: &'a [MonthLine],
    total: Sum,
    quarter: Quarter,
    overdue: &'a [Overdue],
}

#[derive(Serialize)]
struct Stage<'a> {
    stage: &'a str,
    name: &'a str,
    probability: Option<Share>,
    expected: Money,
    #[serde(flatten)]
    sum: Sum,
}

#[derive(Serialize)]
struct Quarter {
    quarter: String,
    start: NaiveDate,
    end: NaiveDate,
    won_deals: usize,
    won: Money,
    won_in_no_sum: usize,
    target: Option<Money>,
    closing: Sum,
}

/// Returns the document, with what changed if there is something to compare with.
pub fn forecast<'a>(
    forecast: &'a Forecast,
    input: &Input<'_>,
    since: Option<&'a ForecastChange>,
) -> Envelope<impl Serialize + use<'a>> {
    let report = &forecast.crm_sum;
    let stages = report.stages.iter().zip(&forecast.stages);
    let stages = stages.map(|(stage, expected)| Stage {
        stage: &stage.id,
        name: &stage.name,
        probability: stage
            .probability
            .and_then(|percent| Some(Share(percent.to_f64()? / 100.0))),
        expected: *expected,
        sum: stage.sum,
    });
    let document = Document {
        method: "landmark Aalen-Johansen",
        statistics: forecast,
        since,
        stages: stages.collect(),
        months: &report.months,
        total: report.total,
        quarter: Quarter::of(report),
        overdue: &report.overdue,
    };
    Envelope::new(input, document)
}

impl Quarter {
    fn of(report: &CrmSum) -> Self {
        Self {
            quarter: report.quarter.key(),
            start: report.quarter.start,
            end: report.quarter.end,
            won_deals: report.won.deals,
            won: report.won.amount,
            won_in_no_sum: report.won_in_no_sum.len(),
            target: report.target,
            closing: report.this_quarter,
        }
    }
}
