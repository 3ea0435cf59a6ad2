//! Every date of a deal by what it is: a day on which something happened, which cannot lie ahead, or a plan, which can.

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
