//! Feedback to the partner on how a deal ended (D3.7).

use chrono::NaiveDate;

use super::Case;
use super::whose::{self, Whose};
use crate::model::Duration;
use crate::model::deal::OutcomeResult;
use crate::model::path::Found;
use crate::model::scalar::{Date, Text};
use crate::text::Spanned;
use crate::text::placeholder::{is_nobody, is_placeholder};

/// A close that the partner has not heard of.
#[derive(Clone, Copy, Debug)]
pub struct Untold {
    /// How the deal ended.
    pub result: OutcomeResult,
    /// The day it closed.
    pub closed: Date,
    /// The time to give feedback; `None` if process.toml promises none.
    pub within: Option<Spanned<Duration>>,
    /// The last day inside that time.
    pub until: Option<NaiveDate>,
    /// The time since it closed, in the same unit.
    pub elapsed: u32,
    /// Whether the time is over.
    pub is_late: bool,
}

/// Returns who was told the outcome instead of the partner, and whose person that is; `None` if nobody was told, or somebody who is
/// or may be of the partner of record.
pub fn told_somebody_else<'a>(case: &Case<'a>) -> Option<(&'a Text, Whose<'a>)> {
    case.deal.partner.as_ref()?;
    let to = case.deal.feedback.as_ref()?.to.as_ref()?;
    let whose = whose::of_all(case, case.person_name(to).unwrap_or(to));
    (!matches!(whose, Whose::OfRecord | Whose::Unknown)).then_some((to, whose))
}

/// Returns whether the feedback says in so many words that nobody was told: `to: none`, `to: tbd`.
fn told_nobody(case: &Case<'_>) -> bool {
    let feedback = case.deal.feedback.as_ref();
    let to = feedback.and_then(|feedback| feedback.to.as_ref());
    to.is_some_and(|to| is_placeholder(to) || is_nobody(to))
}

/// Returns the feedback that the partner still waits for, from the day of the close on (D3.7); `None` if the deal is open, has no
/// partner, or the feedback is dated (even if that date cannot be read) and not told to somebody else or to nobody.
pub fn untold(case: &Case<'_>) -> Option<Untold> {
    case.deal.partner.as_ref()?;
    let result = case.result()?;
    let closed = case.deal.outcome.as_ref()?.date?;
    let given = case.deal.lookup("feedback.date");
    let is_given = matches!(given, Found::Value(_) | Found::Unusable(_));
    if is_given && !told_nobody(case) && told_somebody_else(case).is_none() {
        return None;
    }
    let calendar = &case.process.calendar;
    let within = case.process.feedback_within();
    let elapsed = within.map_or(0, |within| {
        within.elapsed(closed.value, case.today, calendar)
    });
    Some(Untold {
        result,
        closed,
        within,
        until: within.map(|within| within.end(closed.value, calendar)),
        elapsed,
        is_late: within.is_some_and(|within| elapsed > within.n),
    })
}
