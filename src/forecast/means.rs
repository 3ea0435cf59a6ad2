//! What a horizon is expected to bring, without its range: enough to compare the forecasts of two days.

use super::lesson::Lesson;
use super::new_business::NewBusiness;
use super::origin::Origin;
use super::setup::Setup;

/// The mean of a total.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExpectedTotal {
    /// What open and new deals are expected to bring.
    pub bottom_up: f64,
    /// What the record adds.
    pub record: f64,
}

/// Returns the mean of a horizon's total, less that of an earlier horizon; the same as
/// [`super::horizon::forecast_horizons`] says.
pub fn expected_after(
    setup: &Setup<'_>,
    origin: &Origin,
    lessons: &[Lesson],
    after: Option<usize>,
    index: usize,
) -> ExpectedTotal {
    let sums = NewBusiness::of(setup).bottom_up(setup, origin);
    let of = |index: usize| {
        let bottom_up = sums.get(index).copied().unwrap_or(0.0);
        let lesson = lessons.get(index).unwrap_or(&Lesson::NONE);
        ExpectedTotal {
            bottom_up,
            record: lesson.expected(bottom_up) - bottom_up,
        }
    };
    let (whole, before) = (of(index), after.map(of).unwrap_or_default());
    ExpectedTotal {
        bottom_up: whole.bottom_up - before.bottom_up,
        record: whole.record - before.record,
    }
}
