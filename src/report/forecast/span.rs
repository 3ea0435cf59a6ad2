//! Horizons: what they are and how long.

use crate::model::calendar::Quarter;
pub use crate::model::forecast::FARTHEST;

/// The horizon of the one-line track record, in days.
pub const RECORD_DAYS: usize = 90;

/// The kind of a horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// A fiscal quarter: this one or the next.
    Quarter(Quarter),
    /// A number of days.
    Days,
    /// Up to a requested day.
    By,
}

/// Serialises as the quarter's key; `null` for others.
impl serde::Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let quarter = match self {
            Self::Quarter(quarter) => Some(quarter.key()),
            Self::Days | Self::By => None,
        };
        quarter.serialize(serializer)
    }
}

/// A horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanLength {
    /// Its kind.
    pub span: Span,
    /// Days ahead.
    pub days: usize,
}
