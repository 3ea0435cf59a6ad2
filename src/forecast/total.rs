//! The total of a horizon: what is expected in all, and a range that is as wide as the record says (docs/forecast.md, step 9).

use super::draws::Range;
use super::lesson::Lesson;
use super::money::{Cents, UnroundedMoney};
use super::shock::normal;
use super::spread::Spread;

/// The weight of the range that open and new deals make beside past errors, in windows.
const PRESENT: f64 = 3.0;
/// The least and the largest standard deviation that open and new deals may give, in logarithms.
const PRESENT_SPREAD: (f64, f64) = (0.05, 1.0);
/// The distance from the median to P10 and P90 of a normal distribution, in standard deviations.
const TENTH: f64 = 1.281_551_565_544_600_4;

/// A total without what is won already: log-normal, and nothing at all with some chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total {
    /// The mean.
    pub expected: f64,
    /// The standard deviation of its logarithm.
    deviation: f64,
    /// The chance that it is nothing.
    nothing: f64,
}

impl Total {
    /// Joins what open and new deals can bring with what the record teaches.
    pub fn of(bottom_up: Spread, lesson: &Lesson) -> Self {
        let (least, most) = PRESENT_SPREAD;
        let present = if bottom_up.mean > 0.0 {
            let relative = bottom_up.variance / (bottom_up.mean * bottom_up.mean);
            libm::log1p(relative).sqrt().clamp(least, most)
        } else {
            most
        };
        let sum = PRESENT * present * present + lesson.windows * lesson.squared_error;
        Self {
            expected: lesson.expected(bottom_up.mean),
            deviation: (sum / (PRESENT + lesson.windows)).sqrt(),
            nothing: bottom_up.nothing,
        }
    }

    /// Returns P10, P50 and P90. A quantile that the chance of nothing reaches is nothing.
    pub fn range(&self) -> Range {
        let at = |share: f64, distance: f64| {
            if self.nothing >= share {
                return Cents::ZERO;
            }
            let log = self.middle() + distance * self.deviation;
            UnroundedMoney(libm::exp(log)).cents()
        };
        Range {
            p10: at(0.1, -TENTH),
            p50: at(0.5, 0.0),
            p90: at(0.9, TENTH),
        }
    }

    /// Returns the chance of reaching an amount.
    pub fn chance_of(&self, amount: Cents) -> f64 {
        let amount = amount.unrounded().0;
        if amount <= 0.0 {
            return 1.0;
        }
        if self.expected <= 0.0 {
            return 0.0;
        }
        let distance = (libm::log(amount) - self.middle()) / self.deviation;
        normal(-distance).min(1.0 - self.nothing)
    }

    /// Returns the logarithm of the median for which the mean is what is expected.
    fn middle(&self) -> f64 {
        libm::log(self.expected.max(0.0)) - self.deviation * self.deviation / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALONE: Spread = Spread {
        mean: 1_000.0,
        variance: 160_000.0,
        nothing: 0.0,
    };

    fn taught(squared_error: f64) -> Lesson {
        Lesson {
            squared_error,
            windows: 6.0,
            ..Lesson::NONE
        }
    }

    #[test]
    fn past_errors_widen_and_narrow_the_range() {
        let width = |lesson: &Lesson| {
            let range = Total::of(ALONE, lesson).range();
            range.p90.0 - range.p10.0
        };
        let alone = width(&Lesson::NONE);
        assert!(width(&taught(0.0)) < alone && alone < width(&taught(1.0)));
    }

    #[test]
    fn what_may_be_nothing_begins_at_nothing() {
        let total = |nothing| Total::of(Spread { nothing, ..ALONE }, &Lesson::NONE);
        assert!(total(0.05).range().p10 > Cents::ZERO);
        let range = total(0.2).range();
        assert_eq!(range.p10, Cents::ZERO);
        assert!(range.p50 > Cents::ZERO);
        assert!(total(0.7).chance_of(Cents(1)) < 0.3 + 1e-9);
    }

    proptest! {
        #[test]
        fn quantiles_rise_and_have_their_chance(mean in 1.0..1e9_f64, relative in 0.0..4.0_f64, error in 0.0..4.0_f64) {
            let spread = Spread { mean, variance: relative * mean * mean, nothing: 0.0 };
            let total = Total::of(spread, &taught(error));
            let Range { p10, p50, p90 } = total.range();
            prop_assert!(p10 <= p50 && p50 <= p90);
            prop_assert!((total.chance_of(p90) - 0.1).abs() < 0.02 || p90.0 < 1_000);
            prop_assert!((total.chance_of(p10) - 0.9).abs() < 0.02 || p10.0 < 1_000);
        }
    }
}
