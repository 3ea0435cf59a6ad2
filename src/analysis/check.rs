//! Turns a deal into a value for a CEL check: only the paths that the check names, in their long form.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use cel::Value;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;

use crate::model::on_record::later;
use crate::model::record::{Meaning, Record};
use crate::model::{Check, Found, View};
use crate::text::{Node, Scalar, ScalarStyle, Value as TreeValue, placeholder::is_placeholder};

use super::Case;

/// Returns what a check reads from a deal. Absent, null and placeholder values are left out, so that `has()` is false for them;
/// the map around them is there all the same, unless the check names that map too. With a day, only what was on record by then.
pub(super) fn deal_value(case: &Case<'_>, check: &Check, until: Option<NaiveDate>) -> Value {
    deal_value_if(case, check, until, None)
}

/// Returns the same, with every amount that is written but unknown taken for this one.
pub(super) fn deal_value_if(
    case: &Case<'_>,
    check: &Check,
    until: Option<NaiveDate>,
    unknown: Option<f64>,
) -> Value {
    let reader = ValueReader {
        case,
        until: until.unwrap_or(NaiveDate::MAX),
    };
    if check.paths.contains("") {
        return reader.record(&*case.deal.data);
    }
    let mut top = Branch::default();
    for path in &check.paths {
        if let Ok(Found::Value(view)) = case.deal.lookup_by(path, reader.until)
            && let Some(value) = reader.value(view)
        {
            top.insert(path, value);
        } else if let Some(amount) = unknown
            && path.ends_with(".amount")
            && matches!(case.deal.lookup(path), Found::Unusable(_))
        {
            top.insert(path, Value::Float(amount));
        } else if let Some((parent, _)) = path.rsplit_once('.')
            && !check.paths.contains(parent)
        {
            top.open(parent);
        }
    }
    top.into_value()
}

/// A nested map while it is being filled.
#[derive(Default)]
struct Branch {
    leaves: HashMap<String, Value>,
    branches: BTreeMap<String, Branch>,
}

impl Branch {
    fn insert(&mut self, path: &str, value: Value) {
        match path.split_once('.') {
            Some((head, rest)) if !self.leaves.contains_key(head) => {
                self.branches
                    .entry(head.to_owned())
                    .or_default()
                    .insert(rest, value);
            }
            Some(_) => {}
            None => {
                self.branches.remove(path);
                self.leaves.insert(path.to_owned(), value);
            }
        }
    }

    /// Makes sure that a path is a map.
    fn open(&mut self, path: &str) {
        let (head, rest) = path.split_once('.').unwrap_or((path, ""));
        if self.leaves.contains_key(head) {
            return;
        }
        let branch = self.branches.entry(head.to_owned()).or_default();
        if !rest.is_empty() {
            branch.open(rest);
        }
    }

    fn into_value(mut self) -> Value {
        for (key, branch) in self.branches {
            self.leaves.insert(key, branch.into_value());
        }
        Value::from(self.leaves)
    }
}

/// Reads values of a deal as they were on record on a day.
struct ValueReader<'c, 'a> {
    case: &'c Case<'a>,
    until: NaiveDate,
}

impl ValueReader<'_, '_> {
    fn value(&self, view: View<'_>) -> Option<Value> {
        if later(view, self.until).is_some() {
            return None;
        }
        Some(match view {
            View::Text(text) if is_placeholder(text) => return None,
            View::Text(text) => Value::from(text.to_string()),
            View::Word(word) => Value::from(word.value.to_owned()),
            View::Date(date) => Value::from(date.value.to_string()),
            View::Money(money) => Value::Float(
                self.case
                    .process
                    .currencies
                    .convert(money.value)?
                    .to_f64()?,
            ),
            View::Flag(flag) => Value::Bool(flag.value),
            View::Percent(percent) => Value::Float(percent.value.to_f64()?),
            View::Duration(duration) => Value::from(duration.value.to_string()),
            View::Record(record) => self.record(record),
            View::List(list) => {
                let items = (0..list.len()).filter_map(|index| self.value(list.at(index)?));
                Value::List(Arc::new(items.collect()))
            }
            View::Tree(node) => tree_value(node)?,
        })
    }

    fn record(&self, record: &dyn Record) -> Value {
        let mut map: HashMap<String, Value> = HashMap::new();
        record.each(&mut |key, view| {
            let is_later = match view {
                View::Date(date) => key.meaning == Meaning::Past && date.value > self.until,
                _ => false,
            };
            if !is_later && let Some(value) = self.value(view) {
                map.insert(key.name.to_owned(), value);
            }
        });
        Value::from(map)
    }
}

fn tree_value(node: &Node<'_>) -> Option<Value> {
    Some(match &node.value {
        TreeValue::Null => return None,
        TreeValue::Scalar(scalar) => scalar_value(scalar)?,
        TreeValue::List(items) => {
            Value::List(Arc::new(items.iter().filter_map(tree_value).collect()))
        }
        TreeValue::Map(entries) => {
            let entries = entries
                .iter()
                .filter_map(|entry| Some((entry.key.to_string(), tree_value(&entry.value)?)));
            Value::from(entries.collect::<HashMap<_, _>>())
        }
    })
}

fn scalar_value(scalar: &Scalar<'_>) -> Option<Value> {
    let text = &*scalar.text;
    if is_placeholder(text) {
        return None;
    }
    if scalar.style == ScalarStyle::Plain {
        if let Ok(number) = text.parse::<i64>() {
            return Some(Value::Int(number));
        }
        if text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            && let Ok(number) = text.parse::<f64>()
            && number.is_finite()
        {
            return Some(Value::Float(number));
        }
        match text {
            "true" => return Some(Value::Bool(true)),
            "false" => return Some(Value::Bool(false)),
            _ => {}
        }
    }
    Some(Value::from(text.to_owned()))
}
