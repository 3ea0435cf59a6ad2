//! A registration: its answer, the time to answer it, and what it protects (D2.3, D2.5).

use chrono::NaiveDate;

use crate::model::deal::{OutcomeResult, Registered};
use crate::model::scalar::{Date, Text};
use crate::model::{Deal, Duration, Found, Process};
use crate::text::Spanned;

use super::Case;

/// The answer to a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nobody has answered.
    Waiting,
    /// Approved, with the day if it is dated.
    Approved(Option<NaiveDate>),
    /// Rejected, so it protects nothing.
    Rejected,
}

/// Returns the answer that counts: of two the later one, and the rejection if both are of one day.
pub fn answer(deal: &Deal) -> Answer {
    let Some(registered) = &deal.registered else {
        return Answer::Waiting;
    };
    let is_written = |path: &str| matches!(deal.lookup(path), Found::Value(_) | Found::Unusable(_));
    let approved_on = date(registered.approved.as_ref().and_then(|answer| answer.date));
    let rejected_on = date(registered.rejected.as_ref().and_then(|answer| answer.date));
    match (
        is_written("registered.approved"),
        is_written("registered.rejected"),
    ) {
        (false, false) => Answer::Waiting,
        (true, true) if rejected_on.is_some() && approved_on > rejected_on => {
            Answer::Approved(approved_on)
        }
        (_, true) => Answer::Rejected,
        (true, false) => Answer::Approved(approved_on),
    }
}

fn date(date: Option<Date>) -> Option<NaiveDate> {
    date.map(|date| date.value)
}

/// Returns whether the registration of an open deal was rejected: such a deal is in no open figure, and is to be closed.
pub fn is_turned_away(deal: &Deal) -> bool {
    !deal.is_closed() && answer(deal) == Answer::Rejected
}

/// Returns whether a deal is open, and more than to close it is left to do.
pub fn is_worked(deal: &Deal) -> bool {
    !deal.is_closed() && !is_turned_away(deal)
}

/// Returns the first stage that a deal entered after its registration was rejected, with the day.
pub fn goes_on<'a>(case: &Case<'a>) -> Option<(&'a Text, Date)> {
    let day = case.deal.registered.as_ref()?.rejected.as_deref()?.date?;
    case.deal.history.entries.iter().find_map(|entry| {
        let entered = entry.date.filter(|entered| entered.value > day.value)?;
        Some((entry.stage.as_ref()?, entered))
    })
}

/// A registration without an answer.
#[derive(Clone, Copy, Debug)]
pub struct Unanswered<'a> {
    /// The registration.
    pub registered: &'a Registered,
    /// The day it was made.
    pub since: Date,
    /// The time to answer, from process.toml.
    pub within: Spanned<Duration>,
    /// How long it has waited, in the same unit.
    pub elapsed: u32,
    /// The last day for an answer in time.
    pub end: NaiveDate,
    /// Whether it is late.
    pub is_late: bool,
}

/// Returns the registration of an open deal that waits for its answer, from the first day on (D2.5); `None` if it does not, or if
/// `[registration] answer_within` promises none.
pub fn unanswered<'a>(case: &Case<'a>) -> Option<Unanswered<'a>> {
    let written = case.process.written.registration.as_ref();
    let within = written.and_then(|written| written.answer_within)?;
    let registered = case.deal.registered.as_ref()?;
    let since = registered.date.filter(|day| day.value <= case.today)?;
    if case.deal.is_closed() || answer(case.deal) != Answer::Waiting {
        return None;
    }
    let calendar = &case.process.calendar;
    let elapsed = within.elapsed(since.value, case.today, calendar);
    Some(Unanswered {
        registered,
        since,
        within,
        elapsed,
        end: within.end(since.value, calendar),
        is_late: elapsed > within.n,
    })
}

/// The days on which a registration protects the account and the opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// The day it was registered.
    pub from: Date,
    /// The day it was approved.
    pub approved: Option<NaiveDate>,
    /// The last day: counted from the approval, else from the registration; the day of the close if that is earlier.
    pub until: NaiveDate,
}

/// Returns the protection of a deal's registration; `None` if it was rejected, if the deal was lost or disqualified, or if
/// process.toml gives no protection.
pub fn protection(process: &Process, deal: &Deal) -> Option<Protection> {
    let length = process.written.registration.as_ref()?.protection?;
    let from = deal.registered.as_ref()?.date?;
    let approved = match answer(deal) {
        Answer::Waiting => None,
        Answer::Approved(day) => day,
        Answer::Rejected => return None,
    };
    let until = length.end(approved.unwrap_or(from.value), &process.calendar);
    let until = match deal.outcome.as_ref().filter(|_| deal.is_closed()) {
        None => until,
        Some(outcome) => {
            if deal.result() != Some(OutcomeResult::Won) {
                return None;
            }
            date(outcome.date).map_or(until, |closed| until.min(closed))
        }
    };
    Some(Protection {
        from,
        approved,
        until,
    })
}
