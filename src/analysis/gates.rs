//! Gates: which criteria a deal must have met by now, and which it still has to meet (D3.1, D3.2).

use chrono::NaiveDate;

use crate::model::Criterion;
use crate::model::deal::Waiver;
use crate::text::placeholder::is_placeholder;

use super::Case;
use super::criteria::{Lack, Unmet, judge};

/// How a criterion stands.
#[derive(Clone, Debug)]
pub enum State<'a> {
    /// Met.
    Met,
    /// Not met.
    Unmet(Unmet),
    /// Waived on this deal by somebody, on a day, for a reason (D1.8).
    Waived(&'a Waiver),
    /// A waiver names it but lacks its who, when or why: it does not count, and has a finding of its own.
    HalfWaived(&'a Waiver, Unmet),
}

/// A criterion judged.
#[derive(Clone, Debug)]
pub struct CriterionResult<'a> {
    /// The number of its stage.
    pub stage: usize,
    /// The criterion.
    pub criterion: &'a Criterion,
    /// How it stands.
    pub state: State<'a>,
}

impl CriterionResult<'_> {
    /// Why it is not met, when it is not.
    pub fn unmet(&self) -> Option<&Unmet> {
        match &self.state {
            State::Unmet(unmet) | State::HalfWaived(_, unmet) => Some(unmet),
            State::Met | State::Waived(_) => None,
        }
    }
}

/// The criteria of one stage that apply to the deal, in the order of process.toml.
pub fn gate<'a>(case: &Case<'a>, stage: usize) -> Vec<CriterionResult<'a>> {
    let day = left_on(case, stage).unwrap_or(case.today);
    let entered = entered_on(case, stage);
    let process = case.process;
    process.stages[stage]
        .criteria
        .iter()
        .filter(|criterion| criterion.is_usable())
        .filter(|criterion| {
            criterion
                .since
                .is_none_or(|since| entered.is_none_or(|entered| entered >= since.value))
        })
        .map(|criterion| CriterionResult {
            stage,
            criterion,
            state: state(case, stage, criterion, day),
        })
        .collect()
}

fn state<'a>(case: &Case<'a>, stage: usize, criterion: &'a Criterion, day: NaiveDate) -> State<'a> {
    let Err(unmet) = judge(case, criterion, day) else {
        return State::Met;
    };
    let stage = &case.process.stages[stage].id;
    let names = |waiver: &&Waiver| {
        waiver
            .criterion
            .as_ref()
            .is_some_and(|name| is_name(name, stage, &criterion.id))
    };
    let deal = case.deal;
    match deal.waivers.iter().find(names) {
        Some(waiver) if lacks(case, waiver).is_empty() => State::Waived(waiver),
        Some(waiver) => State::HalfWaived(waiver, unmet),
        None => State::Unmet(unmet),
    }
}

fn is_name(name: &str, stage: &str, id: &str) -> bool {
    name.split_once('/')
        .is_some_and(|(left, right)| left == stage && right == id)
}

/// What a waiver lacks of who, when and why (D1.8).
pub fn lacks(case: &Case<'_>, waiver: &Waiver) -> Vec<&'static str> {
    let mut lacks = Vec::new();
    if waiver.by.as_ref().is_none_or(|by| case.person(by).is_err()) {
        lacks.push("by");
    }
    if waiver.date.is_none() {
        lacks.push("date");
    }
    let says_why = waiver
        .why
        .as_ref()
        .or(waiver.reason.as_deref())
        .is_some_and(|why| !is_placeholder(why));
    if !says_why {
        lacks.push("why");
    }
    lacks
}

/// The stages whose gates the deal has left behind; a won deal has left the last one too. A stage that it never entered
/// is left out: that has a finding of its own.
pub fn left_behind(case: &Case<'_>) -> Vec<usize> {
    let Some((current, _)) = case.stage() else {
        return Vec::new();
    };
    let last = case.process.stages.len() - 1;
    let end = if case.is_won() && current == last {
        current + 1
    } else {
        current
    };
    (0..end)
        .filter(|stage| entered_on(case, *stage).is_some())
        .collect()
}

/// The stage whose criteria are the deal's to-do list: where it stands, while it is open.
pub fn to_do_stage(case: &Case<'_>) -> Option<usize> {
    if case.deal.is_closed() {
        None
    } else {
        case.stage().map(|(stage, _)| stage)
    }
}

/// The day the deal last entered a stage.
pub fn entered_on(case: &Case<'_>, stage: usize) -> Option<NaiveDate> {
    let id = &case.process.stages[stage].id.value;
    let entries = case.deal.history.entries.iter().rev();
    entries
        .filter(|entry| entry.stage.as_ref().is_some_and(|name| name.value == *id))
        .find_map(|entry| entry.date)
        .map(|date| date.value)
}

/// The day the deal last left a stage: the entry after it, or the outcome.
pub fn left_on(case: &Case<'_>, stage: usize) -> Option<NaiveDate> {
    let id = &case.process.stages[stage].id.value;
    let entries = &case.deal.history.entries;
    let at = entries
        .iter()
        .rposition(|entry| entry.stage.as_ref().is_some_and(|name| name.value == *id))?;
    match entries.get(at + 1) {
        Some(next) => next.date.map(|date| date.value),
        None => case.closed_on(),
    }
}

/// Whether a lack deserves a finding by a gate: an unreadable value already has one.
pub fn reported_by_gate(unmet: &Unmet) -> bool {
    unmet.lack != Lack::Unusable
}
