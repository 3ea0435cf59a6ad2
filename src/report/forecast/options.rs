//! The options of the forecast, and the horizons that they ask for.

use chrono::NaiveDate;

use crate::report::Input;
use crate::report::crm_sum::CrmSum;

use super::span::{FARTHEST, Span, SpanLength};
use crate::report::grouping::Grouping;

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

/// Returns the horizons.
pub fn spans(input: &Input<'_>, options: &Options, crm_sum: &CrmSum) -> Vec<SpanLength> {
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
