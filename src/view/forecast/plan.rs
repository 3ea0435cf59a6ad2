//! This quarter against plan: its path so far, past quarters on the same day, and the pipeline that the target asks for.

use super::figures::{percent, quarter};
use crate::report::document::Money;
use crate::report::forecast::{Forecast, NeededPipeline};
use crate::view::Style;
use crate::view::sparkline::sparkline;

/// Returns the lines.
pub(super) fn plan(report: &Forecast, style: &Style) -> Vec<String> {
    let lines = [
        named_calls(report, style),
        path(report, style),
        pace(report, style),
        report.needed_pipeline.map(|needed| needs(needed, style)),
    ];
    lines.into_iter().flatten().collect()
}

/// Returns what named people expect, each with what they said before; `None` without a call.
fn named_calls(report: &Forecast, style: &Style) -> Option<String> {
    let mut people: Vec<&str> = Vec::new();
    for call in &report.named_calls {
        if !people.contains(&&*call.by) {
            people.push(&call.by);
        }
    }
    let said = people.iter().map(|person| {
        let mut own = report.named_calls.iter().filter(|call| call.by == *person);
        let newest = own.next().map_or_else(String::new, |call| {
            let why = call.why.as_ref();
            let why = why.map_or_else(String::new, |why| format!(": {}", one_line(why)));
            let on = style.day(call.date);
            format!("{} ({on}{why})", style.money_or_unknown(call.amount))
        });
        let before = own.map(|call| {
            let on = style.day(call.date);
            format!("{} on {on}", style.money_or_unknown(call.amount))
        });
        let before: Vec<String> = before.collect();
        match before.as_slice() {
            [] => format!("{} calls {newest}", one_line(person)),
            before => format!(
                "{} calls {newest}, after {}",
                one_line(person),
                before.join(", ")
            ),
        }
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| format!("{}.", said.join("; ")))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
            "The target needs {gap} more: {} of new deals, at the {} that one registered today brings in time.",
            style.money(amount),
            percent(needed.rate)
        ),
        None => format!(
            "The target needs {gap} more, from open deals: one registered today comes too late."
        ),
    }
}
