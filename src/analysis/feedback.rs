//! Feedback to the partner on how a deal ended (D3.7).

use chrono::NaiveDate;

use super::Case;
use crate::model::Duration;
use crate::model::deal::OutcomeResult;
use crate::model::path::Found;
use crate::text::Spanned;

/// Feedback that the partner of a closed deal should have had by now.
#[derive(Clone, Copy, Debug)]
pub struct OverdueFeedback {
    /// How the deal ended.
    pub result: OutcomeResult,
    /// The day it closed.
    pub closed: NaiveDate,
    /// The time to give feedback.
    pub within: Spanned<Duration>,
    /// The time since it closed, in the same unit.
    pub elapsed: u32,
}

/// Returns the feedback that is overdue; `None` if the deal is open, has no partner, is within the time, or the feedback is dated
/// (even if that date cannot be read).
pub fn overdue(case: &Case<'_>) -> Option<OverdueFeedback> {
    let within = case.process.feedback_within()?;
    case.deal.partner.as_ref()?;
    let (result, closed) = (case.result()?, case.closed_on()?);
    let given = case.deal.lookup("feedback.date");
    let elapsed = within.elapsed(closed, case.today, &case.process.calendar);
    let is_given = matches!(given, Found::Value(_) | Found::Unusable(_));
    (elapsed > within.n && !is_given).then_some(OverdueFeedback {
        result,
        closed,
        within,
        elapsed,
    })
}
