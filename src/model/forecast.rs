//! What `[forecast]` of process.toml takes.

use std::ops::RangeInclusive;

use super::word::words;

/// What deals can be grouped by, to learn which groups are won faster and to split a forecast.
pub const GROUPS: [&str; 7] = [
    "partner", "seller", "owner", "stage", "class", "segment", "type",
];
words! {
    /// The source for the state of a deal on a past day: `[forecast] past`.
    pub enum PastSource {
        /// The file as of that day, if git has history.
        Git = "git",
        /// The dates in its file.
        Dates = "dates",
    }
}

/// How far deals are followed, and so how far a forecast reaches, in days.
pub const FARTHEST: u32 = 365;
/// How many draws a range can be made of.
pub const DRAWS: RangeInclusive<u32> = 100..=100_000;
