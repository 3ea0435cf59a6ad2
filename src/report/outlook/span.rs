//! How far a forecast looks.

use crate::model::calendar::Quarter;

/// The days of the one-line record.
pub const RECORD_DAYS: usize = 90;
/// As far as deals are followed, and so as far as is forecast.
pub const FARTHEST: u32 = 365;

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
