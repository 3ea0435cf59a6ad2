//! Judges the gates of a deal: which criteria it must have met by now, and which it still has to meet (D3.1, D3.2).

use chrono::NaiveDate;

use crate::model::deal::{StageEntry, Waiver};
use crate::model::{Criterion, Stage};
use crate::text::placeholder::is_other;

use super::criteria::{Lack, Pass, Unmet, judge};
use super::{Case, on_record, registration, worth};

/// Whether a criterion is met or waived.
#[derive(Clone, Debug)]
pub enum State<'a> {
    /// Met.
    Met,
    /// Not met.
    Unmet(Unmet),
    /// Waived for this deal, with who, when and why (D1.8).
    Waived(&'a Waiver),
    /// Not met. A waiver names it, but does not count, for it lacks its who, when or why; that has a finding of its own.
    IncompletelyWaived(&'a Waiver, Unmet),
    /// Not met when the stage was left. A waiver of a later day names it, and did not open the gate (D3.9).
    WaivedLater(&'a Waiver, Unmet),
}

/// A criterion with the result.
#[derive(Clone, Debug)]
pub struct CriterionResult<'a> {
    /// The number of its stage.
    pub stage: usize,
    /// The criterion.
    pub criterion: &'a Criterion,
    /// Whether it is met or waived.
    pub state: State<'a>,
}

impl CriterionResult<'_> {
    /// Returns why it is not met; `None` if it is met or waived.
    pub fn unmet(&self) -> Option<&Unmet> {
        match &self.state {
            State::Unmet(unmet)
            | State::IncompletelyWaived(_, unmet)
            | State::WaivedLater(_, unmet) => Some(unmet),
            State::Met | State::Waived(_) => None,
        }
    }
}

/// Judges the criteria of one stage that apply to the deal, in the order of process.toml.
pub fn gate<'a>(case: &Case<'a>, stage: usize) -> Vec<CriterionResult<'a>> {
    let pass = pass(case, stage);
    let entered = entered_on(case, stage);
    let process = case.process;
    process.stages[stage]
        .criteria
        .iter()
        .filter(|criterion| criterion.is_usable())
        .filter(|criterion| applies(case, criterion, entered))
        .map(|criterion| CriterionResult {
            stage,
            criterion,
            state: state(case, stage, criterion, pass),
        })
        .collect()
}

/// Returns whether a criterion applies to a deal that entered its stage on a day: by `since` (D1.7), and by `from` (D4.7). It
/// applies where that day, the deal's amount, or the worth of `from` is not known.
fn applies(case: &Case<'_>, criterion: &Criterion, entered: Option<NaiveDate>) -> bool {
    let begun = criterion.since.zip(entered);
    let is_new = begun.is_none_or(|(since, entered)| entered >= since.value);
    let from = criterion.from.map(|from| from.value);
    is_new && from.is_none_or(|from| !worth::is_below(case, from))
}

/// Returns the deal's last pass through a stage.
fn pass(case: &Case<'_>, stage: usize) -> Pass {
    let left = left_on(case, stage);
    Pass {
        until: left.unwrap_or(case.today),
        is_over: left.is_some(),
        came_back: came_back(case, stage),
    }
}

/// Returns the day the deal came back to the handoff after it had left it; `None` on its first pass, and for other stages.
pub fn came_back(case: &Case<'_>, stage: usize) -> Option<NaiveDate> {
    let stage = &case.process.stages[stage];
    if !stage.is_handoff {
        return None;
    }
    let is_here = |entry: &StageEntry| is_of(entry, stage);
    let entries = &case.deal.history.entries;
    let last = entries.iter().rposition(is_here)?;
    let away = entries[..last].iter().rposition(|entry| !is_here(entry))?;
    let was_here = entries[..away].iter().any(is_here);
    let back = entries.get(away + 1)?.date?.value;
    was_here.then_some(back)
}

fn state<'a>(case: &Case<'a>, stage: usize, criterion: &'a Criterion, pass: Pass) -> State<'a> {
    let judged = judge(case, criterion, pass.until);
    let Err(unmet) = judged.and_then(|()| on_record::judge(case, criterion, pass)) else {
        return State::Met;
    };
    let stage = &case.process.stages[stage].id;
    let names = |waiver: &&Waiver| {
        waiver
            .criterion
            .as_ref()
            .is_some_and(|name| is_name(name, stage, &criterion.id))
    };
    let waivers = || case.deal.waivers.iter().filter(names);
    let opens = |waiver: &&Waiver| {
        waiver.date.is_some_and(|date| date.value <= pass.until) && lacks(case, waiver).is_empty()
    };
    match waivers().find(opens).or_else(|| waivers().next()) {
        Some(waiver) if lacks(case, waiver).is_empty() => {
            let is_later = waiver.date.is_some_and(|date| date.value > pass.until);
            if is_later {
                State::WaivedLater(waiver, unmet)
            } else {
                State::Waived(waiver)
            }
        }
        Some(waiver) => State::IncompletelyWaived(waiver, unmet),
        None => State::Unmet(unmet),
    }
}

/// Returns whether `stage/id` is the name of a criterion.
fn is_name(name: &str, stage: &str, id: &str) -> bool {
    name.split_once('/') == Some((stage, id))
}

/// Returns the keys that a waiver lacks to say who waived a criterion, when and why (D1.8).
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
        .is_some_and(|why| !is_other(why) || waiver.note.is_some());
    if !says_why {
        lacks.push("why");
    }
    lacks
}

/// Returns the stages whose gates the deal has left behind; a won deal has left the last one too. A stage that it never entered
/// is left out, for that has a finding of its own.
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

/// Returns the stage whose criteria are the deal's to-do list: its current one; `None` if it is closed, or is only to be closed.
pub fn to_do_stage(case: &Case<'_>) -> Option<usize> {
    let (stage, _) = case
        .stage()
        .filter(|_| registration::is_worked(case.deal))?;
    Some(stage)
}

/// Returns whether an entry is of a stage.
fn is_of(entry: &StageEntry, stage: &Stage) -> bool {
    let name = entry.stage.as_ref();
    name.is_some_and(|name| stage.is_called(name))
}

/// Returns the stages before the deal's own, of which it owes the gate: those it entered, and those it should have. A stage that came
/// into the process after the deal had passed its place is not one of them (D1.7).
pub fn owed(case: &Case<'_>) -> Vec<usize> {
    let Some((current, _)) = case.stage() else {
        return Vec::new();
    };
    let owes = |stage: &usize| {
        entered_on(case, *stage).is_some()
            || case.process.stages[*stage].existed_on(passed_on(case, *stage))
    };
    (0..current).filter(owes).collect()
}

/// Returns the day the deal first entered a stage beyond one; `None` if it never did, or if that day is not known.
fn passed_on(case: &Case<'_>, stage: usize) -> Option<NaiveDate> {
    let entries = case.deal.history.entries.iter();
    let mut beyond = entries.filter(|entry| {
        let name = entry.stage.as_ref();
        let known = name.and_then(|name| case.process.stage(name));
        known.is_some_and(|(number, _)| number > stage)
    });
    Some(beyond.next()?.date?.value)
}

/// Returns the day the deal last entered a stage; `None` if it never did.
pub fn entered_on(case: &Case<'_>, stage: usize) -> Option<NaiveDate> {
    let stage = &case.process.stages[stage];
    let entries = case.deal.history.entries.iter().rev();
    entries
        .filter(|entry| is_of(entry, stage))
        .find_map(|entry| entry.date)
        .map(|date| date.value)
}

/// Returns the day the deal last left a stage: that of the next entry, or of the outcome; `None` if it is still there.
pub fn left_on(case: &Case<'_>, stage: usize) -> Option<NaiveDate> {
    let stage = &case.process.stages[stage];
    let entries = &case.deal.history.entries;
    let at = entries.iter().rposition(|entry| is_of(entry, stage))?;
    match entries.get(at + 1) {
        Some(next) => next.date.map(|date| date.value),
        None => case.closed_on(),
    }
}

/// Returns whether a gate reports an unmet criterion: a value that cannot be read has a finding of its own.
pub fn reported_by_gate(unmet: &Unmet) -> bool {
    unmet.lack != Lack::Unusable
}
