//! The last thing that happened on a deal: any dated entry of its file, except plans (D8.4).

use crate::model::scalar::Date;

use super::Case;

/// Returns the latest day, up to today, on which something happened according to the file; `None` if nothing is dated.
pub fn last(case: &Case<'_>) -> Option<Date> {
    case.deal.days.last
}
