//! Past weeks: the one-line record that stands below every report, or all of them.

use crate::forecast::backtest::{Past, WARM_UP, backtest};
use crate::forecast::summary::{Summary, summary};

use super::lives::Lives;
use super::span::{RECORD_DAYS, Span};

/// Draws of each past week for the one-line record: it stands below every report, which must not wait for it.
const RECORD_DRAWS: usize = 1_000;
/// Past weeks by horizon, and each horizon in figures.
pub(super) fn record(
    lives: &Lives<'_>,
    all: bool,
    days: &[usize],
    spans: &[(Span, usize)],
) -> (Vec<Past>, Vec<Summary>) {
    let mut wanted: Vec<usize> = if all {
        let plain = |(span, _): &(&Span, &usize)| **span == Span::Days;
        let own = spans.iter().map(|(span, _)| span).zip(days);
        own.filter(plain).map(|(_, days)| *days).collect()
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
    let past = if usable {
        backtest(&setup, lives.today, &wanted)
    } else {
        Vec::new()
    };
    let record = wanted.iter().map(|days| summary(&past, *days)).collect();
    (past, record)
}
