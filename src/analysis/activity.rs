//! The last thing that happened on a deal: whatever the file dates, apart from what is only planned (D8.4).

use crate::model::record::{Record, View};
use crate::model::scalar::Date;

use super::Case;

/// Keys of other days: those that somebody plans for, and the day of the credit rule, which counts as the registration's
/// when it is not written.
const NOT_EVENTS: &[&str] = &["close_date", "due", "set_on"];

/// The latest day on which the file says that something happened, not after the day the book is seen from.
pub fn last(case: &Case<'_>) -> Option<Date> {
    let mut last: Option<Date> = None;
    Record::each(&*case.deal.data, &mut |key, view| {
        look(key, view, &mut |date| {
            if date.value <= case.today && last.is_none_or(|last| last.value < date.value) {
                last = Some(date);
            }
        });
    });
    last
}

/// Calls for every day below a key on which something happened.
fn look(key: &str, view: View<'_>, found: &mut dyn FnMut(Date)) {
    match view {
        View::Date(date) if !NOT_EVENTS.contains(&key) => found(date),
        View::Record(record) => record.each(&mut |key, view| look(key, view, found)),
        View::List(list) => {
            for item in (0..list.len()).filter_map(|index| list.at(index)) {
                look(key, item, found);
            }
        }
        _ => {}
    }
}
