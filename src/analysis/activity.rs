//! The last thing that happened on a deal: whatever the file dates, apart from what is only planned (D8.4).

use crate::model::record::{Meaning, Record, View};
use crate::model::scalar::Date;

use super::Case;

/// The latest day on which the file says that something happened, not after the day the book is seen from.
pub fn last(case: &Case<'_>) -> Option<Date> {
    let mut last: Option<Date> = None;
    Record::each(&*case.deal.data, &mut |key, view| {
        look(key.meaning, view, &mut |date| {
            if date.value <= case.today && last.is_none_or(|last| last.value < date.value) {
                last = Some(date);
            }
        });
    });
    last
}

/// Calls `found` with every day below a key on which something happened.
fn look(meaning: Meaning, view: View<'_>, found: &mut dyn FnMut(Date)) {
    match view {
        View::Date(date) if meaning == Meaning::Past => found(date),
        View::Record(record) => record.each(&mut |key, view| look(key.meaning, view, found)),
        View::List(list) => {
            for item in (0..list.len()).filter_map(|index| list.at(index)) {
                look(meaning, item, found);
            }
        }
        _ => {}
    }
}
