//! What the sentences of a packet say: whether an action is one action, whether a reason says why now, what a text names.

pub(in crate::analysis) mod action;
mod clauses;
pub(in crate::analysis) mod dates;
pub(in crate::analysis) mod mentions;
pub(in crate::analysis) mod praise;
pub(in crate::analysis) mod vague;
pub(in crate::analysis) mod why_now;

pub use mentions::names_deal;
