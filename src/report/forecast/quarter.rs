//! The forecast of this quarter alone, for the state of the book.

use chrono::NaiveDate;
use serde::Serialize;

use crate::forecast::horizon::forecast_horizons;
use crate::model::past::Past;
use crate::report::Input;
use crate::report::crm_sum::CrmSum;

use super::estimate::MoneyEstimate;
use super::lives::Lives;

/// What this quarter is expected to bring, with what is won in it so far.
#[derive(Clone, Debug, Serialize)]
pub struct QuarterEstimate {
    /// Its last day.
    pub until: NaiveDate,
    /// The estimate.
    #[serde(flatten)]
    pub total: MoneyEstimate,
    /// Open deals, and deals won in the quarter, of which nobody can say what they are worth.
    pub without_amount: usize,
}

/// Forecasts this quarter; `past` is the past of the files, and `crm_sum` has the quarter and what is won in it.
pub fn quarter(input: &Input<'_>, past: Option<&Past>, crm_sum: &CrmSum) -> QuarterEstimate {
    let until = crm_sum.quarter.last_day();
    let lives = Lives::with_past(input, past);
    let setup = lives.setup();
    let length = usize::try_from((until - input.book.today).num_days()).unwrap_or(0);
    let origin = setup.origin(lives.today, &[length]);
    let lessons = setup.lessons(lives.today, &[length]);
    let horizons = forecast_horizons(&setup, &origin, setup.sigma(lives.today), &lessons);
    let total = horizons.into_iter().next().map(|horizon| horizon.total);
    let total = total.unwrap_or_default();
    QuarterEstimate {
        until,
        without_amount: crm_sum.in_no_sum.len() + crm_sum.won_in_no_sum.len(),
        total: MoneyEstimate::of(&total.plus(crm_sum.won.amount.cents()), input.currency()),
    }
}
