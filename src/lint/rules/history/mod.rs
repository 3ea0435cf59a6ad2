//! The family `history`: which stage a deal was in, and when (D3.3).

mod backdated;
mod future_date;
mod missing;
mod out_of_order;
mod skipped_stage;
mod stage_mismatch;
mod unknown_stage;

use crate::lint::Rule;
use crate::model::Deal;
use crate::model::deal::StageEntry;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &missing::MISSING,
    &unknown_stage::UNKNOWN_STAGE,
    &out_of_order::OUT_OF_ORDER,
    &skipped_stage::SKIPPED_STAGE,
    &future_date::FUTURE_DATE,
    &stage_mismatch::STAGE_MISMATCH,
    &backdated::BACKDATED,
];

/// Whether a value of an entry was written and could not be read: `file/wrong-type` says so. In the short form
/// `{stage: date}` the date's path is `history` itself.
fn is_unread(deal: &Deal, entry: &StageEntry, path: &str) -> bool {
    deal.unread.iter().any(|unread| {
        let inside = entry.span.start <= unread.span.start && unread.span.end <= entry.span.end;
        inside && !unread.placeholder && (unread.path == path || unread.path == "history")
    })
}
