//! What `[forecast]` of process.toml takes.

use std::ops::RangeInclusive;

use super::word::words;

/// What deals can be grouped by when it is learned whose are won faster or slower, and when a forecast is split.
pub const GROUPS: [&str; 7] = [
    "partner", "seller", "owner", "stage", "class", "segment", "type",
];
words! {
    /// What says how a deal stood on a past day: `[forecast] past`.
    pub enum PastSource {
        /// What its file said then, where git has history.
        Git = "git",
        /// The dates in its file.
        Dates = "dates",
    }
}

/// As far as deals are followed, and so as far as is forecast, in days.
pub const FARTHEST: u32 = 365;
/// How many draws a range can be made of.
pub const DRAWS: RangeInclusive<u32> = 100..=100_000;
