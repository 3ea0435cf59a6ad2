//! This quarter against plan: its path so far, past quarters on the same day, and the pipeline that the target asks for.

use super::figures::{percent, quarter};
use crate::report::document::Money;
use crate::report::forecast::{Forecast, NeededPipeline};
use crate::view::Style;
use crate::view::sparkline::sparkline;

/// Returns the lines.
pub(super) fn plan(report: &Forecast, style: &Style) -> Vec<String> {
    let lines = [
        path(report, style),
        pace(report, style),
        report.needed_pipeline.map(|needed| needs(needed, style)),
    ];
    lines.into_iter().flatten().collect()
}

/// Returns what was said on the Mondays of the quarter so far; `None` with fewer than two of them.
fn path(report: &Forecast, style: &Style) -> Option<String> {
    let (first, last) = (report.path.first()?, report.path.last()?);
    if report.path.len() < 2 {
        return None;
    }
    let cents = |amount: Money| amount.cents().unrounded().0;
    let now = report.horizons.first()?.total.expected;
    let said = report.path.iter().map(|said| Some(cents(said.expected)));
    let line = sparkline(said.chain([Some(cents(now))]));
    Some(format!(
        "Said on Mondays: {line}  {} on {}, {} on {}, {} now.",
        style.money(first.expected),
        style.day(first.date),
        style.money(last.expected),
        style.day(last.date),
        style.money(now),
    ))
}

/// Returns what past quarters had won by the same day, and in the end; `None` without one on record.
fn pace(report: &Forecast, style: &Style) -> Option<String> {
    let past = report.pace.iter().map(|past| {
        format!(
            "{} of {} in {}",
            style.money(past.by_then),
            style.money(past.in_all),
            quarter(past.quarter)
        )
    });
    let past: Vec<String> = past.collect();
    if past.is_empty() {
        return None;
    }
    let won = style.sum(
        report.crm_sum.won.amount,
        report.crm_sum.won_in_no_sum.len(),
    );
    Some(format!(
        "Won by this day: {won}; past quarters had {}.",
        past.join(", ")
    ))
}

/// Returns the pipeline that the target asks for.
fn needs(needed: NeededPipeline, style: &Style) -> String {
    let gap = style.money(needed.gap);
    match needed.amount {
        Some(amount) => format!(
            "To expect the target takes {gap} more: {} of new deals at the {} that one registered today brings in time, or a higher \
             chance for open ones.",
            style.money(amount),
            percent(needed.rate)
        ),
        None => format!(
            "To expect the target takes {gap} more, from open deals: one registered today comes too late."
        ),
    }
}
