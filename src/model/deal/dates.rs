//! Every date of a deal by what it is: a day on which something happened, which cannot lie ahead, or a plan, which can.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use crate::model::record::{Meaning, Record, View};
use crate::model::scalar::Date;

/// A date of a deal file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedKey {
    /// The path of its key: `handoff.conflict.checked`.
    pub path: String,
    /// The date.
    pub date: Date,
}

/// What the dates of a deal span, gathered once: several rules ask it of every deal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Days {
    /// The earliest and the latest of all.
    span: Option<(NaiveDate, NaiveDate)>,
    /// The latest on which something happened, up to the day the deal is seen from.
    pub last: Option<Date>,
}

impl Days {
    /// Adds a date of a deal that is seen from a day.
    pub(super) fn add(&mut self, meaning: Meaning, date: Date, today: NaiveDate) {
        let day = date.value;
        let (earliest, latest) = self.span.unwrap_or((day, day));
        self.span = Some((earliest.min(day), latest.max(day)));
        let happened = meaning == Meaning::Past && day <= today;
        if happened && self.last.is_none_or(|last| last.value < day) {
            self.last = Some(date);
        }
    }

    /// Returns whether all of them lie in a span of years.
    pub fn are_within(&self, years: RangeInclusive<i32>) -> bool {
        self.span.is_none_or(|(earliest, latest)| {
            years.contains(&earliest.year()) && years.contains(&latest.year())
        })
    }
}

/// Calls `found` with every date that has a meaning, and the keys that lead to it.
pub fn each_date(record: &dyn Record, found: &mut dyn FnMut(&[&'static str], Meaning, Date)) {
    let mut path = Vec::new();
    visit(View::Record(record), Meaning::Plain, &mut path, found);
}

fn visit(
    view: View<'_>,
    meaning: Meaning,
    path: &mut Vec<&'static str>,
    found: &mut dyn FnMut(&[&'static str], Meaning, Date),
) {
    match view {
        View::Date(date) if meaning != Meaning::Plain => found(path, meaning, date),
        View::Record(record) => record.each(&mut |key, view| {
            path.push(key.name);
            visit(view, key.meaning, path, found);
            path.pop();
        }),
        View::List(list) => {
            for item in (0..list.len()).filter_map(|index| list.at(index)) {
                visit(item, meaning, path, found);
            }
        }
        _ => {}
    }
}
