//! What a horizon is expected to bring, without its range: enough to compare the forecasts of two days.

use super::lives::days;
use super::origin::Origin;
use super::setup::Setup;
use super::{amounts, arrivals};

/// The mean of a total, and how much open deals count in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExpectedTotal {
    /// The mean.
    pub mean: f64,
    /// The weight of an open deal: a half where past windows make the other half, else 1.
    pub open_weight: f64,
}

/// Returns the mean of a horizon's total, the same as [`super::horizon::forecast_horizons`] does.
pub fn expected(setup: &Setup<'_>, origin: &Origin, index: usize) -> ExpectedTotal {
    expected_after(setup, origin, None, index)
}

/// Returns the mean of a horizon's total, less the days of an earlier horizon.
pub fn expected_after(
    setup: &Setup<'_>,
    origin: &Origin,
    after: Option<usize>,
    index: usize,
) -> ExpectedTotal {
    let arrivals = arrivals::arrivals(setup.lives, origin.day, setup.records_begin);
    let length = |index: usize| origin.horizons.get(index).copied().unwrap_or(0);
    let by = |index: usize| {
        let curve = origin.fit.new_deal_curve(&arrivals.entry, length(index));
        origin.expected(index) + arrivals.expected(&curve, length(index))
    };
    let bottom_up = by(index) - after.map_or(0.0, by);
    let skipped = after.map_or(0, length);
    let length = days(length(index).saturating_sub(skipped));
    let wins = amounts::wins(setup.lives, origin.day);
    match amounts::windows(&wins, origin.day, length, setup.records_begin) {
        Some(windows) => ExpectedTotal {
            mean: f64::midpoint(bottom_up, windows.mean),
            open_weight: 0.5,
        },
        None => ExpectedTotal {
            mean: bottom_up,
            open_weight: 1.0,
        },
    }
}
