//! What `[forecast]` of process.toml takes.

use std::ops::RangeInclusive;

/// What deals can be grouped by when it is learned whose are won faster or slower, and when a forecast is split.
pub const GROUPS: [&str; 7] = [
    "partner", "seller", "owner", "stage", "class", "segment", "type",
];
/// What can say how a deal stood on a past day: what its file said then, or the dates in it.
pub const PAST: [&str; 2] = ["git", "dates"];
/// As far as deals are followed, and so as far as is forecast, in days.
pub const FARTHEST: u32 = 365;
/// How many draws a range can be made of.
pub const DRAWS: RangeInclusive<u32> = 100..=100_000;
