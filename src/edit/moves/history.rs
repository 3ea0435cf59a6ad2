//! Days of the stage history by the name of the stage, however the history is written: `history.qualified`.

use crate::analysis::Case;
use crate::edit::outline::is_path;
use crate::edit::{NewValue, Operation};
use crate::text::name::nearest;
use crate::text::{Entry, Node, Value};

use super::{Refusal, Stamp, name};

/// Returns the stage that a path into the history names, and the key of its entry: `qualified` and `date` of `history.qualified`.
/// `None` if it is another path.
fn entry_of(path: &str) -> Option<(&str, &str)> {
    let rest = path.strip_prefix("history.")?;
    let (stage, key) = rest.split_once('.').unwrap_or((rest, "date"));
    let is_number = stage.parse::<usize>().is_ok();
    let is_other = is_number || is_path(&format!("history.{stage}"));
    (!is_other && is_path(&format!("history.{key}"))).then_some((stage, key))
}

/// Returns the path by which the format knows the value: `history.date` for `history.qualified`.
pub fn format_path(path: &str) -> String {
    match entry_of(path) {
        Some((_, key)) => format!("history.{key}"),
        None => path.to_owned(),
    }
}

/// Returns what writes a value of a stage's entry; `None` if the path is not that of a stage.
pub(super) fn set(
    case: &Case<'_>,
    stamp: &Stamp<'_>,
    path: &str,
    value: &NewValue,
) -> Option<Result<Operation, Refusal>> {
    let (stage, key) = entry_of(path)?;
    Some(match found(stamp, stage) {
        Err(refusal) => Err(refusal(case, stage)),
        Ok(Some(Found::Keyed(entry))) => Ok(set_keyed(entry, key, value)),
        Ok(Some(Found::Item(number))) => {
            let path = format!("history.{number}.{key}");
            Ok(Operation::set(&path, value.clone()))
        }
        Ok(None) => enter(case, stamp, stage, key, value),
    })
}

/// Returns what removes a stage's entry, or a value of it; `None` if the path is not that of a stage.
pub(super) fn unset(
    case: &Case<'_>,
    stamp: &Stamp<'_>,
    path: &str,
) -> Option<Result<Operation, Refusal>> {
    let (stage, key) = entry_of(path)?;
    let key = if path.ends_with(&format!(".{stage}")) {
        String::new()
    } else {
        format!(".{key}")
    };
    Some(match found(stamp, stage) {
        Err(refusal) => Err(refusal(case, stage)),
        Ok(Some(Found::Item(number))) => Ok(Operation::remove(&format!("history.{number}{key}"))),
        Ok(_) => Ok(Operation::remove(&format!("history.{stage}{key}"))),
    })
}

/// The entry of a stage.
enum Found<'n> {
    /// A key of a map.
    Keyed(&'n Entry<'n>),
    /// An item of a list, by its number.
    Item(usize),
}

type WhyNot = fn(&Case<'_>, &str) -> Refusal;

/// Returns the only entry of a stage; `None` if the deal never entered it.
fn found<'n>(stamp: &'n Stamp<'_>, stage: &str) -> Result<Option<Found<'n>>, WhyNot> {
    let history = stamp.root.get("history");
    let Some(history) = history else {
        return Ok(None);
    };
    match &history.value {
        Value::Map(entries) => {
            let entry = entries.iter().find(|entry| entry.key == stage);
            Ok(entry.map(Found::Keyed))
        }
        Value::List(items) => {
            let mut numbers = (0..items.len()).filter(|number| is_of(&items[*number], stage));
            let first = numbers.next();
            if numbers.next().is_some() {
                return Err(entered_often);
            }
            Ok(first.map(Found::Item))
        }
        _ => Ok(None),
    }
}

fn is_of(item: &Node<'_>, stage: &str) -> bool {
    let named = item.get("stage").map(|stage| &stage.value);
    matches!(named, Some(Value::Scalar(named)) if named.text == stage)
}

fn entered_often(case: &Case<'_>, stage: &str) -> Refusal {
    let deal = name(case);
    Refusal::new(
        format!("{deal} entered {stage} more than once"),
        format!("name the entry by its number, from 0: dealctl set {deal} history.0.date DATE"),
    )
}

fn set_keyed(entry: &Entry<'_>, key: &str, value: &NewValue) -> Operation {
    let path = vec!["history".to_owned(), entry.key.to_string()];
    match &entry.value.value {
        Value::Map(_) => {
            let path = [path, vec![key.to_owned()]].concat();
            Operation::Set(path, value.clone())
        }
        _ if key == "date" => Operation::Set(path, value.clone()),
        _ => {
            let day = NewValue::of_node(&entry.value);
            let both = NewValue::map([("date", day), (key, Some(value.clone()))]);
            Operation::Replace(path, both)
        }
    }
}

/// Returns what enters a deal into a stage that its history does not name, before the stages that come later.
fn enter(
    case: &Case<'_>,
    stamp: &Stamp<'_>,
    stage: &str,
    key: &str,
    value: &NewValue,
) -> Result<Operation, Refusal> {
    let deal = name(case);
    let Some((position, _)) = case.process.stage(stage) else {
        let ids = || case.process.stages.iter().map(|stage| &*stage.id.value);
        let help = match nearest(stage, ids()) {
            Some(near) => format!("did you mean history.{near}?"),
            None => format!("the stages are {}", ids().collect::<Vec<_>>().join(", ")),
        };
        return Err(Refusal::new(
            format!("process.toml has no stage {stage}"),
            help,
        ));
    };
    if key != "date" {
        return Err(Refusal::new(
            format!("{deal} never entered {stage}"),
            format!("name the day first: dealctl set {deal} history.{stage} DATE"),
        ));
    }
    let is_later = |name: &str| {
        let known = case.process.stage(name);
        known.is_some_and(|(other, _)| other > position)
    };
    let history = stamp.root.get("history").map(|history| &history.value);
    Ok(match history {
        Some(Value::Map(entries)) => {
            let at = entries.iter().position(|entry| is_later(&entry.key));
            let Some(at) = at else {
                let path = vec!["history".to_owned(), stage.to_owned()];
                return Ok(Operation::Set(path, value.clone()));
            };
            let kept = entries.iter().filter_map(|entry| {
                Some((entry.key.to_string(), NewValue::of_node(&entry.value)?))
            });
            let mut all: Vec<(String, NewValue)> = kept.collect();
            all.insert(at.min(all.len()), (stage.to_owned(), value.clone()));
            Operation::replace("history", NewValue::Map(all))
        }
        Some(Value::List(items)) if !items.is_empty() => {
            let item = NewValue::map([
                ("stage", Some(NewValue::text(stage))),
                ("date", Some(value.clone())),
            ]);
            let later = |item: &Node<'_>| match item.get("stage").map(|stage| &stage.value) {
                Some(Value::Scalar(named)) => is_later(&named.text),
                _ => false,
            };
            let Some(at) = items.iter().position(later) else {
                return Ok(Operation::append("history", item));
            };
            let mut all: Vec<NewValue> = items.iter().filter_map(NewValue::of_node).collect();
            all.insert(at.min(all.len()), item);
            Operation::replace("history", NewValue::List(all))
        }
        None => Operation::Set(vec!["history".to_owned(), stage.to_owned()], value.clone()),
        Some(_) => {
            let first = NewValue::Map(vec![(stage.to_owned(), value.clone())]);
            Operation::replace("history", first)
        }
    })
}
