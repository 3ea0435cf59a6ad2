//! What a horizon is expected to bring, without its range: enough to hold one day's forecast against another's.

use super::outlook::{Origin, Setup, days};
use super::{amounts, arrivals};

/// The mean of a horizon's total, as [`super::outlook::ahead`] has it, and the weight that an open deal has in it: a half where
/// past windows make the other half, else 1.
pub fn expected(setup: &Setup<'_>, origin: &Origin, index: usize) -> (f64, f64) {
    expected_after(setup, origin, None, index)
}

/// The same for the days after an earlier horizon alone.
pub fn expected_after(
    setup: &Setup<'_>,
    origin: &Origin,
    after: Option<usize>,
    index: usize,
) -> (f64, f64) {
    let arrivals = arrivals::arrivals(setup.lives, origin.day, setup.records_begin);
    let length = |index: usize| origin.horizons.get(index).copied().unwrap_or(0);
    let by = |index: usize| {
        let curve = origin.fit.newcomer(&arrivals.entry, length(index));
        origin.expected(index) + arrivals.expected(&curve, length(index))
    };
    let bottom_up = by(index) - after.map_or(0.0, by);
    let skipped = after.map_or(0, length);
    let length = days(length(index).saturating_sub(skipped));
    let wins = amounts::wins(setup.lives, origin.day);
    match amounts::windows(&wins, origin.day, length, setup.records_begin) {
        Some(windows) => (f64::midpoint(bottom_up, windows.mean), 0.5),
        None => (bottom_up, 1.0),
    }
}
