//! Stalls, worst first, and the stages in order.

use serde::Serialize;

use crate::report::Input;
use crate::report::money::exact;
use crate::report::stalls::Stalls;

use super::{Length, VERSION, to_text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    today: String,
    currency: &'a str,
    stalls: Vec<Row<'a>>,
    stages: Vec<Stage<'a>>,
    total: Total,
}

#[derive(Serialize)]
struct Row<'a> {
    deal: &'a str,
    stage: &'a str,
    clock: &'a str,
    since: String,
    days: u32,
    business_days: u32,
    over_business_days: u32,
    limit: Length,
    owner: Option<&'a str>,
    action: String,
    missing: &'a [String],
    amount: Option<String>,
    currency: &'a str,
    path: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct Stage<'a> {
    stage: &'a str,
    name: &'a str,
    open: usize,
    stalled: usize,
    waiting: String,
    without_amount: usize,
}

#[derive(Serialize)]
struct Total {
    open: usize,
    open_amount: String,
    stalled: usize,
    waiting: String,
    without_amount: usize,
}

/// The report as JSON.
///
/// # Errors
/// Never in practice: every value has a form in JSON.
pub fn stalls(report: &Stalls, input: &Input<'_>) -> Result<String, serde_json::Error> {
    let currency = input.book.process.currencies.base;
    let money = |amount| exact(amount, currency);
    let rows = report.stalls.iter().map(|stall| Row {
        deal: &stall.deal,
        stage: &report.stages[stall.stage].id,
        clock: stall.clock.name(),
        since: stall.since.to_string(),
        days: stall.days,
        business_days: stall.business_days,
        over_business_days: stall.over_business_days,
        limit: stall.limit.into(),
        owner: stall.owner.as_deref(),
        action: stall.action.to_string(),
        missing: &stall.missing,
        amount: stall.amount.map(money),
        currency: currency.code(),
        path: &stall.path,
        line: stall.line,
    });
    let stages = report.stages.iter().map(|stage| Stage {
        stage: &stage.id,
        name: &stage.name,
        open: stage.open,
        stalled: stage.stalled,
        waiting: money(stage.waiting),
        without_amount: stage.without_amount,
    });
    to_text(&Document {
        version: VERSION,
        today: input.book.today.to_string(),
        currency: currency.code(),
        stalls: rows.collect(),
        stages: stages.collect(),
        total: Total {
            open: report.open,
            open_amount: money(report.open_amount),
            stalled: report.stalled,
            waiting: money(report.waiting),
            without_amount: report.without_amount,
        },
    })
}
