//! Days as people read them.

use chrono::{Datelike as _, NaiveDate};

/// Returns `12 Nov`, with the year when it is not clear: another year, and more than half a year away from today.
pub fn day(day: NaiveDate, today: NaiveDate) -> String {
    let clear = day.year() == today.year() || (day - today).num_days().abs() <= 183;
    day.format(if clear { "%-d %b" } else { "%-d %b %Y" })
        .to_string()
}

/// Returns `Thu 12 Nov`, with the year when it is not clear.
pub fn weekday(on: NaiveDate, today: NaiveDate) -> String {
    format!("{} {}", on.format("%a"), day(on, today))
}
