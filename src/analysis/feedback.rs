//! Feedback to the partner on how a deal ended (D3.7).

use chrono::NaiveDate;

use super::Case;
use super::whose::{self, Whose};
use crate::model::Duration;
use crate::model::deal::OutcomeResult;
use crate::model::path::Found;
use crate::model::scalar::Text;
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

/// Returns who was told the outcome instead of the partner, and whose person that is; `None` if nobody was told, or somebody who is
/// or may be of a partner of the deal.
pub fn told_somebody_else<'a>(case: &Case<'a>) -> Option<(&'a Text, Whose<'a>)> {
    case.deal.partner.as_ref()?;
    let to = case.deal.feedback.as_ref()?.to.as_ref()?;
    let person = case.person_name(to)?;
    let whose = whose::of(case, person);
    matches!(whose, Whose::Ours | Whose::Elsewhere(_)).then_some((to, whose))
}

/// Returns the feedback that is overdue; `None` if the deal is open, has no partner, is within the time, or the feedback is dated
/// (even if that date cannot be read) and nobody else was told instead.
pub fn overdue(case: &Case<'_>) -> Option<OverdueFeedback> {
    let within = case.process.feedback_within()?;
    case.deal.partner.as_ref()?;
    let (result, closed) = (case.result()?, case.closed_on()?);
    let given = case.deal.lookup("feedback.date");
    let elapsed = within.elapsed(closed, case.today, &case.process.calendar);
    let is_given =
        matches!(given, Found::Value(_) | Found::Unusable(_)) && told_somebody_else(case).is_none();
    (elapsed > within.n && !is_given).then_some(OverdueFeedback {
        result,
        closed,
        within,
        elapsed,
    })
}
