//! How long something takes, with what still lasts counted as longer than it has lasted.

use serde::Serialize;

use crate::forecast::kaplan_meier::{Observation, curve};

/// A length of time in calendar days, by the estimator of Kaplan and Meier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StayTime {
    /// How many cases it is made of.
    pub of: u32,
    /// Those that ended.
    pub ended: u32,
    /// The days within which a quarter had ended; `None` if fewer have.
    pub lower_quartile: Option<u32>,
    /// The days within which half had ended.
    pub median: Option<u32>,
    /// The days within which three quarters had ended.
    pub upper_quartile: Option<u32>,
    /// The lower end of the 95% interval of the median.
    pub median_low: u32,
    /// Its upper end; `None` if the cases do not bound it.
    pub median_high: Option<u32>,
    /// The longest that a case was observed.
    pub longest: u32,
}

impl StayTime {
    /// Estimates the time of some cases.
    pub fn of(cases: &[Observation]) -> Self {
        let curve = curve(cases);
        let (median_low, median_high) = curve.median_interval();
        Self {
            of: curve.of,
            ended: curve.happened,
            lower_quartile: curve.quantile(0.25),
            median: curve.quantile(0.5),
            upper_quartile: curve.quantile(0.75),
            median_low,
            median_high,
            longest: curve.longest,
        }
    }
}
