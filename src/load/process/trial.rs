//! A check tried on a deal whose values are of the right kinds: a check that fails there fails on every deal.

use std::collections::HashMap;

use cel::Value;
use chrono::NaiveDate;

use crate::model::calendar::Calendar;
use crate::model::check::{Check, Environment};
use crate::model::deal;
use crate::model::record::Leaf;

/// Returns why a check cannot work on the kinds of values that it names; `None` if it can, or if that depends on the
/// deal.
pub(super) fn fault(check: &Check) -> Option<String> {
    let mut kinds = Vec::new();
    let mut top = Map::default();
    for path in check.paths.iter().filter(|path| !path.is_empty()) {
        let (value, kind) = sample(deal::leaf(path)?)?;
        top.insert(path, value);
        kinds.push(format!("{path} is {kind}"));
    }
    if check.paths.contains("") {
        return None;
    }
    let environment = Environment::new(&Calendar::default());
    let today = NaiveDate::default();
    if environment.fits(check, top.into_value(), today) {
        return None;
    }
    kinds.truncate(3);
    Some(format!(
        "its operators do not fit the kinds of values, or it gives no yes or no ({})",
        kinds.join(", ")
    ))
}

fn sample(leaf: Leaf) -> Option<(Value, &'static str)> {
    Some(match leaf {
        Leaf::Text | Leaf::Word(_) => (Value::from("text".to_owned()), "a text"),
        Leaf::Date => (Value::from("2026-01-05".to_owned()), "a text with a date"),
        Leaf::Flag => (Value::Bool(true), "true or false"),
        Leaf::Percent | Leaf::Money => (Value::Float(1.0), "a number with decimals"),
        Leaf::Duration => (Value::from("5 days".to_owned()), "a text"),
        Leaf::WholeNumber | Leaf::Number => return None,
    })
}

/// A map of values and of further maps.
#[derive(Default)]
struct Map {
    values: HashMap<String, Value>,
    maps: HashMap<String, Map>,
}

impl Map {
    fn insert(&mut self, path: &str, value: Value) {
        match path.split_once('.') {
            Some((head, rest)) => self
                .maps
                .entry(head.to_owned())
                .or_default()
                .insert(rest, value),
            None => drop(self.values.insert(path.to_owned(), value)),
        }
    }

    fn into_value(mut self) -> Value {
        for (key, map) in self.maps {
            self.values.insert(key, map.into_value());
        }
        Value::from(self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_works_on_no_deal_is_found_and_what_may_work_is_left_alone() {
        let fault = |source: &str| fault(&Check::compile(source).expect(source));
        for source in [
            "deal.opportunity.amount > '10000'",
            "deal.opportunity.amount * 2 > 5",
            "deal.account.name - 1 > 0",
            "!deal.need.what",
            "deal.need.what",
            "deal.opportunity.amount",
        ] {
            assert!(fault(source).is_some(), "{source}");
        }
        for source in [
            "deal.opportunity.amount > 10000",
            "deal.opportunity.amount * 2.0 > 5.0",
            "deal.opportunity.close_date > today",
            "days(deal.registered.date, today) < 30",
            "deal.handoff.response.clarifying_call",
            "has(deal.roles.close) && deal.roles.close != ''",
            "deal.touches.exists(t, t.kind == 'intro')",
            "deal.custom.berths > 3",
            "deal.credit.share <= 20",
            "deal.need.what.size() > 20",
        ] {
            assert_eq!(fault(source), None, "{source}");
        }
    }
}
