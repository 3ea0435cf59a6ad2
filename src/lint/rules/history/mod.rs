//! The family `history`: which stage a deal was in, and when (D3.3).

mod after_the_outcome;
mod backdated;
mod far_date;
mod future_date;
mod future_entry;
mod missing;
mod out_of_order;
mod skipped_stage;
mod stage_mismatch;
mod unknown_stage;
mod unread;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &missing::MISSING,
    &unknown_stage::UNKNOWN_STAGE,
    &out_of_order::OUT_OF_ORDER,
    &skipped_stage::SKIPPED_STAGE,
    &future_date::FUTURE_DATE,
    &future_entry::FUTURE_ENTRY,
    &far_date::FAR_DATE,
    &after_the_outcome::AFTER_THE_OUTCOME,
    &stage_mismatch::STAGE_MISMATCH,
    &backdated::BACKDATED,
];
