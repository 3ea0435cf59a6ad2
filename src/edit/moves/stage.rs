//! Moving a deal from stage to stage (D3): forward through its gate, or back.

use crate::analysis::Case;
use crate::analysis::gates::{self, CriterionResult};
use crate::analysis::registration::is_turned_away;
use crate::edit::{NewValue, Operation};
use crate::model::Stage;
use crate::model::deal::StageEntry;

use super::{Move, Outcome, Refusal, Stamp, name, needs_open};

/// What is missing at a gate on the way.
#[derive(Debug)]
pub struct Unmet<'a> {
    /// The number of the stage.
    pub stage: usize,
    /// Its unmet criteria.
    pub criteria: Vec<CriterionResult<'a>>,
}

/// Returns the first gate on the way to a stage that is not met, with what is missing there; `None` if the way is free.
pub fn unmet<'a>(case: &Case<'a>, to: usize) -> Option<Unmet<'a>> {
    let (from, _) = case.stage()?;
    (from..to).find_map(|stage| {
        let mut criteria = gates::gate(case, stage);
        criteria.retain(|result| result.unmet().is_some());
        (!criteria.is_empty()).then_some(Unmet { stage, criteria })
    })
}

/// Moves a deal on, by one stage or through several: `to` is the number of a stage. The gates on the way must be met; see [`unmet`].
///
/// # Errors
/// The deal is closed, rejected, in no stage, or already further.
pub fn advance(case: &Case<'_>, stamp: &Stamp<'_>, to: Option<usize>) -> Outcome {
    needs_open(case)?;
    let deal = name(case);
    if is_turned_away(case.deal) {
        return Err(Refusal::new(
            format!("the registration of {deal} was rejected"),
            format!("it is to be closed: dealctl close {deal} disqualified --reason REASON"),
        ));
    }
    let stages = &case.process.stages;
    let Some((from, stage)) = case.stage() else {
        return Err(Refusal::new(
            format!("{deal} is in no stage that process.toml knows"),
            format!(
                "see what its history says: dealctl lint --select history; dealctl gate {deal}"
            ),
        ));
    };
    let to = match to {
        Some(to) if to == from => return Ok(Move::done(format!("is in {} already", stage.name))),
        Some(to) if to < from => {
            return Err(Refusal::new(
                format!("{deal} is in {}, beyond {}", stage.name, stages[to].name),
                format!(
                    "if it goes back: dealctl back {deal} --to {} --why REASON",
                    stages[to].id.value
                ),
            ));
        }
        Some(to) => to,
        None if from + 1 == stages.len() => {
            return Err(Refusal::new(
                format!("{deal} is in {}, the last stage", stage.name),
                format!(
                    "say how it ended: dealctl close {deal} won --amount AMOUNT, or lost --reason REASON"
                ),
            ));
        }
        None => from + 1,
    };
    let operations = entries(case, stamp, &stages[from + 1..=to], None);
    let target = &stages[to];
    Ok(Move::new(
        operations,
        format!("moved to {}", target.name),
        format!("advance to {}", target.id.value),
    ))
}

/// Moves a deal back to an earlier stage, for a reason.
///
/// # Errors
/// The deal is closed, or is not beyond that stage.
pub fn back(case: &Case<'_>, stamp: &Stamp<'_>, to: usize, why: &str) -> Outcome {
    needs_open(case)?;
    let target = &case.process.stages[to];
    match case.stage() {
        Some((from, stage)) if to < from => {
            let operations = entries(case, stamp, std::slice::from_ref(target), Some(why));
            Ok(Move::new(
                operations,
                format!("moved back from {} to {}", stage.name, target.name),
                format!("back to {}", target.id.value),
            ))
        }
        Some((from, stage)) if to == from => {
            Ok(Move::done(format!("is in {} already", stage.name)))
        }
        _ => {
            let deal = name(case);
            Err(Refusal::new(
                format!("{deal} is not beyond {}", target.name),
                format!("see where it is: dealctl gate {deal}"),
            ))
        }
    }
}

/// Returns what enters a deal into its first stage.
pub fn enter(stage: &Stage, stamp: &Stamp<'_>) -> (String, NewValue) {
    (stage.id.value.to_string(), stamp.date())
}

/// Returns what writes entries of stages, in the form that the history has: a map of days, or a list.
fn entries(
    case: &Case<'_>,
    stamp: &Stamp<'_>,
    stages: &[Stage],
    why: Option<&str>,
) -> Vec<Operation> {
    let written = case.deal.written_history();
    let is_new = |stage: &Stage| {
        let is_it = |entry: &&&StageEntry| {
            entry
                .stage
                .as_ref()
                .is_some_and(|name| stage.is_called(name))
        };
        !written.iter().any(|entry| is_it(&entry))
    };
    let is_map = written.is_empty() || written.iter().all(|entry| entry.is_keyed());
    let stays_map = is_map && why.is_none() && stages.iter().all(is_new);
    let mut operations = Vec::new();
    if is_map && !stays_map {
        let items = written.iter().map(|entry| listed(entry, stamp)).collect();
        operations.push(Operation::replace("history", NewValue::List(items)));
    }
    for stage in stages {
        let id = stage.id.value.to_string();
        if stays_map {
            let value = if stamp.by_given {
                NewValue::map([("date", Some(stamp.date())), ("by", stamp.by())])
            } else {
                stamp.date()
            };
            operations.push(Operation::Set(vec!["history".to_owned(), id], value));
        } else {
            let item = NewValue::map([
                ("stage", Some(NewValue::text(id))),
                ("date", Some(stamp.date())),
                ("by", stamp.by()),
                ("reason", why.map(NewValue::text)),
            ]);
            operations.push(Operation::append("history", item));
        }
    }
    if let (Some(_), Some(last)) = (&case.deal.stage, stages.last()) {
        operations.push(Operation::set("stage", NewValue::text(&*last.id.value)));
    }
    operations
}

/// An entry of a map as an item of a list.
fn listed(entry: &StageEntry, stamp: &Stamp<'_>) -> NewValue {
    let text = |text: Option<&str>| text.map(NewValue::text);
    let stage = entry.stage.as_ref().map(|stage| &*stage.value);
    let mut map = vec![("stage".to_owned(), text(stage))];
    // What the day of a stage says beyond the day is kept as it is written.
    match stage.and_then(|stage| stamp.written(&format!("history.{stage}"))) {
        Some(NewValue::Map(entries)) => {
            map.extend(entries.into_iter().map(|(key, value)| (key, Some(value))));
        }
        day => map.push(("date".to_owned(), day)),
    }
    NewValue::Map(
        map.into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
            .collect(),
    )
}
