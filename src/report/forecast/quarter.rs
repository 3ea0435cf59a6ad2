//! The forecast of this quarter alone, for the state of the book.

use chrono::NaiveDate;
use serde::Serialize;

use crate::forecast::draws::Range;
use crate::forecast::horizon::forecast_horizons;
use crate::model::past::Past;
use crate::report::Input;
use crate::report::crm_sum::CrmSum;
use crate::report::document::Money;
use crate::report::minor::{of_cents, of_statistics, to_cents};

use super::lives::Lives;

/// What this quarter is expected to bring, with what is won in it so far.
#[derive(Clone, Debug, Serialize)]
pub struct QuarterEstimate {
    /// Its last day.
    pub until: NaiveDate,
    /// The expected amount.
    pub expected: Money,
    /// One chance in ten of less.
    pub p10: Money,
    /// The median.
    pub p50: Money,
    /// One chance in ten of more.
    pub p90: Money,
    /// The last three, to be drawn.
    #[serde(skip)]
    pub range: Range,
}

/// Forecasts this quarter; `past` is the past of the files, and `crm_sum` has the quarter and what is won in it.
pub fn quarter(input: &Input<'_>, past: Option<&Past>, crm_sum: &CrmSum) -> QuarterEstimate {
    let until = crm_sum.quarter.last_day();
    let lives = Lives::with_past(input, past);
    let setup = lives.setup();
    let length = usize::try_from((until - input.book.today).num_days()).unwrap_or(0);
    let origin = setup.origin(lives.today, &[length]);
    let horizons = forecast_horizons(&setup, &origin, setup.sigma(lives.today));
    let currency = input.currency();
    let total = horizons.into_iter().next().unwrap_or_default().total;
    let total = total.plus(to_cents(crm_sum.won.amount, currency));
    let money = |amount| Money { amount, currency };
    let range = total.range;
    QuarterEstimate {
        until,
        expected: money(of_statistics(total.expected, currency)),
        p10: money(of_cents(range.p10, currency)),
        p50: money(of_cents(range.p50, currency)),
        p90: money(of_cents(range.p90, currency)),
        range,
    }
}
