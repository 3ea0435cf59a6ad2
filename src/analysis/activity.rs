//! The last thing that happened on a deal: any dated entry of its file, except plans (D8.4).

use crate::model::record::{Meaning, Record, View};
use crate::model::scalar::Date;

use super::Case;

/// Returns the latest day, up to today, on which something happened according to the file; `None` if nothing is dated.
pub fn last(case: &Case<'_>) -> Option<Date> {
    let mut last: Option<Date> = None;
    Record::each(&*case.deal.data, &mut |key, view| {
        visit(key.meaning, view, &mut |date| {
            if date.value <= case.today && last.is_none_or(|last| last.value < date.value) {
                last = Some(date);
            }
        });
    });
    last
}

/// Calls `found` with every day below a key on which something happened.
fn visit(meaning: Meaning, view: View<'_>, found: &mut dyn FnMut(Date)) {
    match view {
        View::Date(date) if meaning == Meaning::Past => found(date),
        View::Record(record) => record.each(&mut |key, view| visit(key.meaning, view, found)),
        View::List(list) => {
            for item in (0..list.len()).filter_map(|index| list.at(index)) {
                visit(meaning, item, found);
            }
        }
        _ => {}
    }
}
