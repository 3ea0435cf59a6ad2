//! What stands still: which deals, for how long against what limit, whose move it is, what the money is (D8.1).

use std::cmp::Ordering;
use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::analysis::clocks::{self, Clock, ClockReading};
use crate::analysis::moves::{self, Role};
use crate::analysis::{Case, gates};
use crate::model::{Duration, Stage};

use super::Input;
use super::filter::Filter;

/// One clock of one deal that is over.
#[derive(Clone, Debug)]
pub struct Stall {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    pub name: String,
    /// The stage's number.
    pub stage: usize,
    /// Which clock.
    pub clock: Clock,
    /// The day the clock started.
    pub since: NaiveDate,
    /// Calendar days it shows.
    pub days: u32,
    /// Business days it shows.
    pub business_days: u32,
    /// What it shows in the limit's unit.
    pub elapsed: u32,
    /// How far it is over, in the limit's unit.
    pub over: u32,
    /// How far it is over, in business days.
    pub over_business_days: u32,
    /// The limit.
    pub limit: Duration,
    /// Whose move it is.
    pub owner: Option<String>,
    /// The move.
    pub action: Action,
    /// The criteria that are not met, `stage/id`.
    pub missing: Vec<String>,
    /// What the deal is worth, in the process currency.
    pub amount: Option<Decimal>,
    /// The deal's file and the line to look at.
    pub path: String,
    /// 1-based.
    pub line: usize,
}

/// What is to be done about a stall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The partner has been silent.
    CallPartner,
    /// A handoff waits for the seller.
    Answer,
    /// The gate waits for that answer: the seller is reminded.
    Remind,
    /// These criteria are not met, by their ids.
    Settle(Vec<String>),
    /// Nothing is missing.
    Advance,
}

/// The move in a word or two: “budget”, “answer”, “advance it”.
impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CallPartner => f.write_str("call partner"),
            Self::Answer => f.write_str("answer"),
            Self::Remind => f.write_str("remind"),
            Self::Settle(ids) => f.write_str(&words(ids)),
            Self::Advance => f.write_str("advance it"),
        }
    }
}

/// How one stage stands.
#[derive(Clone, Debug)]
pub struct StageLine {
    /// Its number.
    pub stage: usize,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Open deals in it.
    pub open: usize,
    /// Of those, stalled.
    pub stalled: usize,
    /// What the stalled ones are worth.
    pub waiting: Decimal,
    /// Stalled deals without an amount.
    pub without_amount: usize,
}

/// The report.
#[derive(Clone, Debug)]
pub struct Stalls {
    /// Worst first: amount × business days over; without an amount last, by days over; then by id.
    pub stalls: Vec<Stall>,
    /// Every stage, in order.
    pub stages: Vec<StageLine>,
    /// Open deals that were looked at.
    pub open: usize,
    /// Deals with at least one clock over.
    pub stalled: usize,
    /// What the open deals are worth.
    pub open_amount: Decimal,
    /// What the stalled deals are worth.
    pub waiting: Decimal,
    /// Stalled deals without an amount.
    pub without_amount: usize,
    /// The person the report was narrowed to.
    pub owner: Option<String>,
}

impl Stalls {
    /// The stage that holds the most waiting money, else the most stalled deals; none when nothing is stalled.
    pub fn leak(&self) -> Option<&StageLine> {
        let stalled = self.stages.iter().filter(|stage| stage.stalled > 0);
        stalled.max_by(|a, b| {
            a.waiting
                .cmp(&b.waiting)
                .then(a.stalled.cmp(&b.stalled))
                .then(b.stage.cmp(&a.stage))
        })
    }
}

/// Works the report out.
pub fn stalls(input: &Input<'_>, filter: &Filter) -> Stalls {
    let mut report = empty(input, filter);
    for deal in input.book.open_deals() {
        let case = input.case(deal);
        let Some((stage, definition)) = case.stage() else {
            continue;
        };
        if !filter.fits_place(&case) {
            continue;
        }
        let mut found: Vec<Stall> = clocks::over(&case)
            .into_iter()
            .map(|reading| stall(input, &case, stage, definition, &reading))
            .collect();
        found.retain(|stall| {
            filter.owner.is_none()
                || stall
                    .owner
                    .as_deref()
                    .is_some_and(|owner| filter.is_owner(owner))
        });
        let amount = case.process.amount(deal);
        count(&mut report, stage, amount, !found.is_empty());
        for mut stall in found {
            stall.name = input.names.of(&deal.id);
            report.stalls.push(stall);
        }
    }
    report.stalls.sort_by(worst_first);
    report
}

fn empty(input: &Input<'_>, filter: &Filter) -> Stalls {
    let line = |(stage, definition): (usize, &Stage)| StageLine {
        stage,
        id: definition.id.to_string(),
        name: definition.name.clone(),
        open: 0,
        stalled: 0,
        waiting: Decimal::ZERO,
        without_amount: 0,
    };
    Stalls {
        stalls: Vec::new(),
        stages: input
            .book
            .process
            .stages
            .iter()
            .enumerate()
            .map(line)
            .collect(),
        open: 0,
        stalled: 0,
        open_amount: Decimal::ZERO,
        waiting: Decimal::ZERO,
        without_amount: 0,
        owner: filter.owner.clone(),
    }
}

fn count(report: &mut Stalls, stage: usize, amount: Option<Decimal>, stalled: bool) {
    let line = &mut report.stages[stage];
    line.open += 1;
    report.open += 1;
    report.open_amount += amount.unwrap_or_default();
    if stalled {
        line.stalled += 1;
        report.stalled += 1;
        line.waiting += amount.unwrap_or_default();
        report.waiting += amount.unwrap_or_default();
        line.without_amount += usize::from(amount.is_none());
        report.without_amount += usize::from(amount.is_none());
    }
}

fn stall(
    input: &Input<'_>,
    case: &Case<'_>,
    stage: usize,
    definition: &Stage,
    reading: &ClockReading,
) -> Stall {
    let unmet: Vec<_> = gates::gate(case, stage)
        .into_iter()
        .filter(|judged| judged.unmet().is_some())
        .collect();
    let missing: Vec<String> = unmet
        .iter()
        .map(|judged| format!("{}/{}", definition.id, judged.criterion.id))
        .collect();
    let (whose, action) = match reading.clock {
        Clock::Silence => (moves::of_role(case, Role::Alliances), Action::CallPartner),
        Clock::Response => (moves::of_role(case, Role::Seller), Action::Answer),
        Clock::Stage => match unmet.first() {
            Some(first) => {
                let ids = unmet.iter().map(|judged| judged.criterion.id.clone());
                let waits = clocks::response(case).is_some()
                    && first
                        .criterion
                        .field
                        .as_ref()
                        .is_some_and(|field| field.starts_with("handoff.response"));
                let action = if waits {
                    Action::Remind
                } else {
                    Action::Settle(ids.collect())
                };
                (
                    moves::of_criterion(case, first.criterion, definition),
                    action,
                )
            }
            None => (moves::of_stage(case, definition), Action::Advance),
        },
    };
    let source = input.book.sources.file(case.deal.file);
    Stall {
        deal: case.deal.id.clone(),
        name: String::new(),
        stage,
        clock: reading.clock,
        since: reading.since,
        days: reading.days,
        business_days: reading.business_days,
        elapsed: reading.elapsed,
        over: reading.over,
        over_business_days: reading.over_business_days,
        limit: reading.limit.value,
        owner: whose.owner,
        action,
        missing,
        amount: case.process.amount(case.deal),
        path: source.path.to_string(),
        line: source.position(reading.span.start as usize).line,
    }
}

fn words(ids: &[String]) -> String {
    let word = |id: &str| id.rsplit('.').next().unwrap_or(id).replace(['-', '_'], " ");
    match ids {
        [first, second] => format!("{}, {}", word(first), word(second)),
        [first, rest @ ..] if rest.len() > 1 => format!("{} and {} more", word(first), rest.len()),
        _ => ids.iter().map(|id| word(id)).collect(),
    }
}

fn worst_first(a: &Stall, b: &Stall) -> Ordering {
    let weight = |stall: &Stall| {
        stall
            .amount
            .map(|amount| amount.saturating_mul(Decimal::from(stall.over_business_days)))
    };
    let by_weight = match (weight(a), weight(b)) {
        (Some(a), Some(b)) => b.cmp(&a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => b.over_business_days.cmp(&a.over_business_days),
    };
    by_weight
        .then_with(|| a.deal.cmp(&b.deal))
        .then_with(|| a.clock.cmp(&b.clock))
}
