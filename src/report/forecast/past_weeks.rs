//! Past weeks: the record of one horizon for every report, or of all horizons for `--backtest`.

use crate::forecast::backtest::{PastForecast, WARM_UP, backtest};
use crate::forecast::summary::{Summary, summary};

use super::lives::Lives;
use super::span::{RECORD_DAYS, Span, SpanLength};

/// The most draws of each past week for the one-line record: it is part of every report, which must not wait for it.
const RECORD_DRAWS: usize = 1_000;

/// Past forecasts, and the track record of each horizon.
pub(super) struct PastWeeks {
    pub(super) forecasts: Vec<PastForecast>,
    pub(super) record: Vec<Summary>,
}

/// Forecasts past weeks: for [`RECORD_DAYS`] only, or for all horizons given in days.
pub(super) fn past_weeks(lives: &Lives<'_>, all: bool, spans: &[SpanLength]) -> PastWeeks {
    let mut wanted: Vec<usize> = if all {
        let plain = spans.iter().filter(|length| length.span == Span::Days);
        plain.map(|length| length.days).collect()
    } else {
        vec![RECORD_DAYS]
    };
    let mut setup = lives.setup();
    if !all {
        setup.draws = setup.draws.min(RECORD_DRAWS);
    }
    wanted.sort_unstable();
    wanted.dedup();
    let usable = lives.today - lives.records_begin >= WARM_UP;
    let forecasts = if usable {
        backtest(&setup, lives.today, &wanted)
    } else {
        Vec::new()
    };
    let record = wanted
        .iter()
        .map(|days| summary(&forecasts, *days))
        .collect();
    PastWeeks { forecasts, record }
}
