//! The last thing that happened on a deal: any dated entry of its file, except plans (D8.4).

use crate::model::deal::each_date;
use crate::model::record::Meaning;
use crate::model::scalar::Date;

use super::Case;

/// Returns the latest day, up to today, on which something happened according to the file; `None` if nothing is dated.
pub fn last(case: &Case<'_>) -> Option<Date> {
    let mut last: Option<Date> = None;
    each_date(&*case.deal.data, &mut |_, meaning, date| {
        let happened = meaning == Meaning::Past && date.value <= case.today;
        if happened && last.is_none_or(|last| last.value < date.value) {
            last = Some(date);
        }
    });
    last
}
