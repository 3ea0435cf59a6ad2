//! One deal at its gate.

use serde::Serialize;

use crate::analysis::clocks::ClockReading;
use crate::report::Input;
use crate::report::gate::{CriterionLine, Gate, GateLine};
use crate::report::money::exact;

use super::{Length, VERSION, to_text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    today: String,
    deal: &'a str,
    account: Option<&'a str>,
    stage: Option<&'a str>,
    since: Option<String>,
    owner: Option<&'a str>,
    outcome: Option<&'a str>,
    amount: Option<String>,
    currency: &'a str,
    criteria: Vec<Criterion<'a>>,
    clocks: Vec<Clock>,
    packet: Option<Packet>,
    behind: Vec<Stage<'a>>,
    next: Option<Stage<'a>>,
}

#[derive(Serialize)]
struct Stage<'a> {
    stage: &'a str,
    criteria: Vec<Criterion<'a>>,
}

#[derive(Serialize)]
struct Criterion<'a> {
    id: &'a str,
    state: &'a str,
    who: Option<&'a str>,
    role: Option<&'a str>,
    demand: &'a str,
    why: Option<&'a str>,
    hint: Option<&'a str>,
    waiver: Option<&'a str>,
    path: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct Clock {
    clock: &'static str,
    since: String,
    days: u32,
    business_days: u32,
    limit: Length,
    over: bool,
}

#[derive(Serialize)]
struct Packet {
    present: usize,
    needed: usize,
}

/// The report as JSON.
///
/// # Errors
/// Never in practice: every value has a form in JSON.
pub fn gate(report: &Gate, input: &Input<'_>) -> Result<String, serde_json::Error> {
    let currency = input.book.process.currencies.base;
    let outcome = report.outcome.as_ref();
    to_text(&Document {
        version: VERSION,
        today: input.book.today.to_string(),
        deal: &report.deal,
        account: report.account.as_deref(),
        stage: report.here.as_ref().map(|gate| gate.id.as_str()),
        since: report.since.map(|since| since.to_string()),
        owner: report.owner.as_deref(),
        outcome: outcome.map(|(result, _)| result.as_str()),
        amount: report.amount.map(|amount| exact(amount, currency)),
        currency: currency.code(),
        criteria: report
            .here
            .iter()
            .flat_map(|gate| &gate.criteria)
            .map(criterion)
            .collect(),
        clocks: report.clocks.iter().map(clock).collect(),
        packet: report
            .packet
            .map(|(present, needed)| Packet { present, needed }),
        behind: report.behind.iter().map(stage).collect(),
        next: report.next.as_ref().map(stage),
    })
}

fn stage(gate: &GateLine) -> Stage<'_> {
    Stage {
        stage: &gate.id,
        criteria: gate.criteria.iter().map(criterion).collect(),
    }
}

fn criterion(line: &CriterionLine) -> Criterion<'_> {
    Criterion {
        id: &line.id,
        state: line.state,
        who: line.whose.owner.as_deref(),
        role: line.whose.role.as_deref(),
        demand: &line.demand,
        why: line.why.as_deref(),
        hint: line.hint.as_deref(),
        waiver: line.waiver.as_deref(),
        path: &line.path,
        line: line.line,
    }
}

fn clock(reading: &ClockReading) -> Clock {
    Clock {
        clock: reading.clock.name(),
        since: reading.since.to_string(),
        days: reading.days,
        business_days: reading.business_days,
        limit: reading.limit.value.into(),
        over: reading.is_over(),
    }
}
