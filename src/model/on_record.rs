//! What of a deal was on record on a day: a map that carries its day counts from that day on, one without a day always (D3.9).

use chrono::NaiveDate;

use super::path::{Found, lookup};
use super::record::{Meaning, Record, UnreadKey, View};
use super::scalar::Date;

/// The keys by which a map says when it came on record. The first that is written counts.
const DAYS: [&str; 4] = ["date", "checked", "set_on", "agreed"];

/// Looks a path up as it was on record on a day. Of a list, the first item that was on record counts.
///
/// # Errors
/// The day from which on the value is on record, if that is later.
pub fn lookup_by<'a>(
    record: &'a dyn Record,
    path: &str,
    unread: &[UnreadKey],
    until: NaiveDate,
) -> Result<Found<'a>, Date> {
    let found = lookup(record, path, unread);
    if !found.is_present() {
        return Ok(found);
    }
    let mut view = View::Record(record);
    let mut since = None;
    for key in path.split('.') {
        let Some(next) = first_by(view, until).and_then(|view| step(view, key)) else {
            return Ok(found);
        };
        since = next.1.or(since);
        view = next.0;
    }
    let later = match view {
        View::Record(_) | View::List(_) => later(view, until).or(since),
        _ => since,
    };
    match later {
        Some(day) if day.value > until => Err(day),
        _ => Ok(match found {
            Found::Value(_) => Found::Value(view),
            other => other,
        }),
    }
}

/// Returns the first day within a value that is later than `until`; `None` if everything was on record by then.
pub fn any_later(view: View<'_>, until: NaiveDate) -> Option<Date> {
    let mut found: Option<Date> = None;
    match view {
        View::Record(record) => {
            found = day_of(record).filter(|day| day.value > until);
            record.each(&mut |key, view| {
                let own = is_past(key.meaning, view).filter(|day| day.value > until);
                found = found.or(own).or_else(|| any_later(view, until));
            });
        }
        View::List(list) => {
            let items = (0..list.len()).filter_map(|index| list.at(index));
            found = items.into_iter().find_map(|item| any_later(item, until));
        }
        _ => {}
    }
    found
}

/// Returns the day from which on a value is on record, if that is later than `until`.
pub fn later(view: View<'_>, until: NaiveDate) -> Option<Date> {
    match view {
        View::Record(record) => match day_of(record) {
            Some(day) => (day.value > until).then_some(day),
            None => all_later(record, until),
        },
        View::List(list) => {
            let mut first = None;
            for item in (0..list.len()).filter_map(|index| list.at(index)) {
                first = first.or(Some(later(item, until)?));
            }
            first
        }
        _ => None,
    }
}

/// Returns the first day of a map without a day of its own, all of whose values are later.
fn all_later(record: &dyn Record, until: NaiveDate) -> Option<Date> {
    let mut first: Option<Date> = None;
    let mut known = false;
    record.each(&mut |_, view| match later(view, until) {
        Some(day) => first = first.or(Some(day)),
        None => known = true,
    });
    first.filter(|_| !known)
}

/// Returns the item of a list that was on record first; any other value is itself.
fn first_by(view: View<'_>, until: NaiveDate) -> Option<View<'_>> {
    let View::List(list) = view else {
        return Some(view);
    };
    let mut items = (0..list.len()).filter_map(|index| list.at(index));
    items
        .find(|item| later(*item, until).is_none())
        .or_else(|| list.at(0))
}

/// Returns the value of a key, and the day that it carries itself.
fn step<'a>(view: View<'a>, key: &str) -> Option<(View<'a>, Option<Date>)> {
    let record = match view {
        View::Record(record) => record,
        View::Tree(node) => return Some((View::Tree(node.get(key)?), None)),
        _ => return None,
    };
    let view = record.field(key)?;
    let day = match view {
        View::Record(inner) => day_of(inner),
        View::Date(_) => {
            let mut day = None;
            record.each(&mut |known, view| {
                if known.name == key {
                    day = is_past(known.meaning, view);
                }
            });
            day
        }
        _ => None,
    };
    Some((view, day))
}

/// Returns the day of a value that is a day on which something happened.
fn is_past(meaning: Meaning, view: View<'_>) -> Option<Date> {
    match view {
        View::Date(day) if meaning == Meaning::Past => Some(day),
        _ => None,
    }
}

/// Returns the day that a map carries.
fn day_of(record: &dyn Record) -> Option<Date> {
    DAYS.iter().find_map(|key| match record.field(key)? {
        View::Date(day) => Some(day),
        _ => None,
    })
}
