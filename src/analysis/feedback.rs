//! Whether the partner has been told how a deal ended (D3.7).

use chrono::NaiveDate;

use super::Case;
use crate::model::Duration;
use crate::model::deal::OutcomeResult;
use crate::model::path::Found;
use crate::text::Spanned;

/// A closed deal whose partner should have been told by now.
#[derive(Clone, Copy, Debug)]
pub struct Untold {
    /// How it ended.
    pub result: OutcomeResult,
    /// When.
    pub closed: NaiveDate,
    /// By when the partner hears of it.
    pub within: Spanned<Duration>,
    /// How long ago it closed, in the unit of that.
    pub elapsed: u32,
}

/// The deal, when it has a partner and an outcome, and the time to tell is over; a date that cannot be read is one.
pub fn untold(case: &Case<'_>) -> Option<Untold> {
    let within = case.process.feedback_within()?;
    case.deal.partner.as_ref()?;
    let (result, closed) = (case.result()?, case.closed_on()?);
    let told = case.deal.lookup("feedback.date");
    let elapsed = within.elapsed(closed, case.today, &case.process.calendar);
    let is_told = matches!(told, Found::Value(_) | Found::Unusable(_));
    (elapsed > within.n && !is_told).then_some(Untold {
        result,
        closed,
        within,
        elapsed,
    })
}
