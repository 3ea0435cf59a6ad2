//! Stalled deals: for how long against which limit, whose move it is, and how much money is in them (D8.1).

use std::cmp::Ordering;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::analysis::clocks::{Clock, ClockReading};
use crate::analysis::next_moves::{self, NextMove, Step};
use crate::analysis::{Case, gates, move_command};
use crate::model::Stage;

use super::Input;
use super::deal_keys::DealKeys;
use super::document::{Length, Money, Place, StageRef};
use super::filter::Filter;

/// One clock of one deal that is over.
#[derive(Clone, Debug, Serialize)]
pub struct Stall {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The stage that it is in.
    pub stage: StageRef,
    /// Which clock.
    pub clock: Clock,
    /// The day the clock started.
    pub since: NaiveDate,
    /// Calendar days it shows.
    pub days: u32,
    /// Business days it shows.
    pub business_days: u32,
    /// What it shows in the limit's unit.
    #[serde(skip)]
    pub elapsed: u32,
    /// How far it is over, in the limit's unit.
    #[serde(skip)]
    pub over: u32,
    /// How far it is over, in business days.
    pub over_business_days: u32,
    /// The limit.
    pub limit: Length,
    /// Whose move it is.
    pub owner: Option<String>,
    /// The move.
    pub action: Step,
    /// The command that makes it.
    pub command: String,
    /// The criteria that are not met, `stage/id`.
    pub missing: Vec<String>,
    /// What the deal is worth.
    pub amount: Option<Money>,
    /// The currency of the amount.
    pub currency: &'static str,
    /// The partner.
    pub partner: Option<String>,
    /// How other systems know it.
    #[serde(flatten)]
    pub keys: DealKeys,
    /// The line to look at.
    #[serde(flatten)]
    pub place: Place,
}

/// The state of one stage.
#[derive(Clone, Debug, Serialize)]
pub struct StageLine {
    /// Its id.
    pub stage: String,
    /// Its name.
    pub name: String,
    /// How its deals stand.
    #[serde(flatten)]
    pub count: StageCount,
}

/// The open deals of a stage.
#[derive(Clone, Debug, Serialize)]
pub struct StageCount {
    /// All of them.
    pub open: usize,
    /// The stalled ones.
    pub stalled: usize,
    /// What the stalled ones are worth.
    pub waiting: Money,
    /// Stalled deals without an amount.
    pub without_amount: usize,
}

/// All open deals that were looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Total {
    /// How many.
    pub open: usize,
    /// What they are worth.
    pub open_amount: Money,
    /// Those whose amount is not known: they are in no sum.
    pub open_without_amount: usize,
    /// Deals with at least one clock over.
    pub stalled: usize,
    /// What the stalled deals are worth.
    pub waiting: Money,
    /// Stalled deals without an amount.
    pub without_amount: usize,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Stalls {
    /// Worst first: amount × business days over; without an amount last, by days over; then by id.
    pub stalls: Vec<Stall>,
    /// Every stage, in order.
    pub stages: Vec<StageLine>,
    /// All of them together.
    pub total: Total,
    /// The person the report was narrowed to.
    #[serde(skip)]
    pub owner: Option<String>,
}

impl Stalls {
    /// Returns the stage that holds the most waiting money, else the most stalled deals; `None` if nothing is stalled.
    pub fn leak(&self) -> Option<&StageLine> {
        let stalled = self.stages.iter().filter(|stage| stage.count.stalled > 0);
        // Of equals the earliest stage.
        stalled
            .rev()
            .max_by_key(|stage| (stage.count.waiting, stage.count.stalled))
    }
}

/// Works the report out.
pub fn stalls(input: &Input<'_>, filter: &Filter) -> Stalls {
    let mut report = empty(input, filter);
    for deal in input.open_deals() {
        let case = input.case(deal);
        let Some((stage, _)) = case.stage() else {
            continue;
        };
        if !filter.fits_place(&case) {
            continue;
        }
        let is_theirs = |stall: &Stall| {
            filter.owner.is_none()
                || (stall.owner.as_deref()).is_some_and(|owner| filter.is_owner(owner))
        };
        let before = report.stalls.len();
        let moves = next_moves::of(&case).into_iter();
        let found = moves.filter_map(|next| stall(input, &case, stage, next));
        report.stalls.extend(found.filter(is_theirs));
        let is_stalled = report.stalls.len() > before;
        count(&mut report, stage, Money::of_deal(input, deal), is_stalled);
    }
    report.stalls.sort_by(worst_first);
    report
}

fn empty(input: &Input<'_>, filter: &Filter) -> Stalls {
    let nothing = Money::zero(input.currency());
    let line = |stage: &Stage| StageLine {
        stage: stage.id.to_string(),
        name: stage.name.clone(),
        count: StageCount {
            open: 0,
            stalled: 0,
            waiting: nothing,
            without_amount: 0,
        },
    };
    Stalls {
        stalls: Vec::new(),
        stages: input.book.process.stages.iter().map(line).collect(),
        total: Total {
            open: 0,
            open_amount: nothing,
            open_without_amount: 0,
            stalled: 0,
            waiting: nothing,
            without_amount: 0,
        },
        owner: filter.owner.clone(),
    }
}

fn count(report: &mut Stalls, stage: usize, amount: Option<Money>, is_stalled: bool) {
    let (line, total) = (&mut report.stages[stage].count, &mut report.total);
    let known = amount.unwrap_or(Money::zero(total.waiting.currency));
    line.open += 1;
    total.open += 1;
    total.open_amount += known;
    total.open_without_amount += usize::from(amount.is_none());
    if is_stalled {
        line.stalled += 1;
        total.stalled += 1;
        line.waiting += known;
        total.waiting += known;
        line.without_amount += usize::from(amount.is_none());
        total.without_amount += usize::from(amount.is_none());
    }
}

/// Returns the stall of a move whose clock is over; `None` if it is not.
fn stall(input: &Input<'_>, case: &Case<'_>, stage: usize, next: NextMove) -> Option<Stall> {
    let definition = &case.process.stages[stage];
    let reading = next.reading.filter(ClockReading::is_over)?;
    let missing = gates::gate(case, stage)
        .iter()
        .filter(|judged| judged.unmet().is_some())
        .map(|judged| format!("{}/{}", definition.id, judged.criterion.id))
        .collect();
    let name = input.names.of(&case.deal.id);
    Some(Stall {
        deal: case.deal.id.clone(),
        command: move_command::command(&next.step, &name),
        name,
        stage: definition.into(),
        clock: reading.clock,
        since: reading.since,
        days: reading.days,
        business_days: reading.business_days,
        elapsed: reading.elapsed,
        over: reading.over,
        over_business_days: reading.over_business_days,
        limit: Length(reading.limit.value),
        owner: next.whose.owner,
        action: next.step,
        missing,
        amount: Money::of_deal(input, case.deal),
        currency: input.currency().code(),
        partner: case.deal.partner_name().map(ToString::to_string),
        keys: DealKeys::of(case.deal),
        place: Place::of(input, case.deal.file, reading.span),
    })
}

fn worst_first(a: &Stall, b: &Stall) -> Ordering {
    most_waiting_first(
        (a.amount, a.over_business_days),
        (b.amount, b.over_business_days),
    )
    .then_with(|| a.deal.cmp(&b.deal))
    .then_with(|| a.clock.cmp(&b.clock))
}

/// Compares what is late by amount × business days over, the most first; what has no amount comes last, by days over.
pub fn most_waiting_first(a: (Option<Money>, u32), b: (Option<Money>, u32)) -> Ordering {
    let weight = |(amount, over): (Option<Money>, u32)| {
        amount.map(|money| money.amount.saturating_mul(Decimal::from(over)))
    };
    match (weight(a), weight(b)) {
        (Some(a), Some(b)) => b.cmp(&a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => b.1.cmp(&a.1),
    }
}
