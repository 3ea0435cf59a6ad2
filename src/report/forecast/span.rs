//! How far a forecast looks.

use crate::model::calendar::Quarter;
pub use crate::model::forecast::FARTHEST;

/// The days of the one-line record.
pub const RECORD_DAYS: usize = 90;

/// What a horizon is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// A fiscal quarter: this one or the next.
    Quarter(Quarter),
    /// So many days.
    Days,
    /// By a day that was asked for.
    By,
}
