//! What a horizon is expected to bring, without its range: enough to hold one day's forecast against another's.

use super::outlook::{Origin, Setup, days};
use super::{amounts, arrivals};

/// The mean of a horizon's total, as [`super::outlook::ahead`] has it, and the weight that an open deal has in it: a half where
/// past windows make the other half, else 1.
pub fn expected(setup: &Setup<'_>, origin: &Origin, index: usize) -> (f64, f64) {
    let length = origin.horizons.get(index).copied().unwrap_or(0);
    let arrivals = arrivals::arrivals(setup.lives, origin.day, setup.records_begin);
    let new = arrivals.expected(&origin.fit.newcomer(&arrivals.entry, length), length);
    let bottom_up = origin.expected(index) + new;
    let wins = amounts::wins(setup.lives, origin.day);
    match amounts::windows(&wins, origin.day, days(length), setup.records_begin) {
        Some(windows) => (f64::midpoint(bottom_up, windows.mean), 0.5),
        None => (bottom_up, 1.0),
    }
}
