//! What a report over a period is asked for.

use chrono::NaiveDate;

use super::filter::Filter;
use super::grouping::Grouping;

/// A period up to today, the deals, and what they are split by.
#[derive(Clone, Debug)]
pub struct PeriodOptions {
    /// The first day of the period.
    pub since: NaiveDate,
    /// The deals.
    pub filter: Filter,
    /// What they are split by; `None` for all of them together.
    pub by: Option<Grouping>,
}
