//! The forecast: the statistics, and the pipeline by stage, by month, in total as a CRM weighs it.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::forecast::money::Cents;
use crate::report::Input;
use crate::report::crm_sum::Sum;
use crate::report::forecast::Forecast;
use crate::report::minor::of_cents;
use crate::report::money::exact;
use crate::report::since::ForecastChange;

use super::forecast::{Statistics, statistics};
use super::{VERSION, since, to_text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    today: String,
    currency: &'a str,
    method: &'a str,
    #[serde(flatten)]
    statistics: Statistics<'a>,
    since: Option<since::Document<'a>>,
    stages: Vec<Stage<'a>>,
    months: Vec<Month>,
    total: Figures,
    quarter: Quarter,
    overdue: Vec<Overdue<'a>>,
}

#[derive(Serialize)]
struct Figures {
    deals: usize,
    amount: String,
    weighted: String,
    without_amount: usize,
    overdue: usize,
}

#[derive(Serialize)]
struct Stage<'a> {
    stage: &'a str,
    name: &'a str,
    probability: Option<f64>,
    expected: String,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct Month {
    month: Option<String>,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Serialize)]
struct Quarter {
    quarter: String,
    start: String,
    end: String,
    won_deals: usize,
    won: String,
    won_in_no_sum: usize,
    target: Option<String>,
    closing: Figures,
}

#[derive(Serialize)]
struct Overdue<'a> {
    deal: &'a str,
    close_date: String,
    days: i64,
    amount: Option<String>,
    owner: Option<&'a str>,
}

/// The report as JSON, with what changed where there is something to compare with, and with every past week when that was
/// asked for.
///
/// # Errors
/// Never in practice: every value has a form in JSON.
pub fn forecast(
    forecast: &Forecast,
    input: &Input<'_>,
    since: Option<&ForecastChange>,
    every_week: bool,
) -> Result<String, serde_json::Error> {
    let report = &forecast.crm_sum;
    let currency = input.book.process.currencies.base;
    let money = |amount: Decimal| exact(amount, currency);
    let figures = |sum: &Sum| Figures {
        deals: sum.deals,
        amount: money(sum.amount),
        weighted: money(sum.weighted),
        without_amount: sum.without_amount,
        overdue: sum.overdue,
    };
    let expected = |amount: Cents| money(of_cents(amount, currency));
    let stages = report.stages.iter().zip(&forecast.stages);
    let stages = stages.map(|(stage, brings)| Stage {
        expected: expected(*brings),
        stage: &stage.id,
        name: &stage.name,
        probability: stage
            .probability
            .and_then(|percent| (percent / Decimal::ONE_HUNDRED).to_string().parse().ok()),
        figures: figures(&stage.sum),
    });
    let months = report.months.iter().map(|line| Month {
        month: line.month.map(|month| month.format("%Y-%m").to_string()),
        figures: figures(&line.sum),
    });
    let overdue = report.overdue.iter().map(|overdue| Overdue {
        deal: &overdue.deal,
        close_date: overdue.close_date.to_string(),
        days: overdue.days,
        amount: overdue.amount.map(money),
        owner: overdue.owner.as_deref(),
    });
    to_text(&Document {
        version: VERSION,
        today: input.book.today.to_string(),
        currency: currency.code(),
        method: "landmark Aalen-Johansen",
        statistics: statistics(forecast, input, every_week),
        since: since.map(|since| since::since(since, currency)),
        stages: stages.collect(),
        months: months.collect(),
        total: figures(&report.total),
        quarter: Quarter {
            quarter: report.quarter.key(),
            start: report.quarter.start.to_string(),
            end: report.quarter.end.to_string(),
            won_deals: report.won.deals,
            won: money(report.won.amount),
            won_in_no_sum: report.won_in_no_sum.len(),
            target: report.target.map(money),
            closing: figures(&report.this_quarter),
        },
        overdue: overdue.collect(),
    })
}
