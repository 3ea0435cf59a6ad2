//! What a registration is worth on a day: its answer, the time to answer it, and what it protects (D2.3, D2.5).

use chrono::NaiveDate;

use crate::model::deal::{OutcomeResult, Registered};
use crate::model::scalar::Date;
use crate::model::{Deal, Duration, Found, Process};
use crate::text::Spanned;

use super::Case;

/// The answer to a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nobody has answered.
    Waiting,
    /// Approved, on the day where one is written.
    Approved(Option<NaiveDate>),
    /// Rejected: it protects nothing.
    Rejected,
}

/// The answer that stands: the later one where there are two, and a no where they are of one day.
pub fn answer(deal: &Deal) -> Answer {
    let Some(registered) = &deal.registered else {
        return Answer::Waiting;
    };
    let there = |path: &str| matches!(deal.lookup(path), Found::Value(_) | Found::Unusable(_));
    let approved_on = date(registered.approved.as_ref().and_then(|answer| answer.date));
    let rejected_on = date(registered.rejected.as_ref().and_then(|answer| answer.date));
    match (there("registered.approved"), there("registered.rejected")) {
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

/// A registration that nobody has answered in time.
#[derive(Clone, Copy, Debug)]
pub struct Unanswered<'a> {
    /// The registration.
    pub registered: &'a Registered,
    /// The day it was made.
    pub since: Date,
    /// The time to answer, of process.toml.
    pub within: Spanned<Duration>,
    /// How long it has waited, in the unit of that time.
    pub elapsed: u32,
    /// The last day on which an answer would have been in time.
    pub end: NaiveDate,
}

/// The registration of an open deal that has waited longer for its answer than `[registration] answer_within` (D2.5).
pub fn unanswered<'a>(case: &Case<'a>) -> Option<Unanswered<'a>> {
    let written = case.process.written.registration.as_ref();
    let within = written.and_then(|written| written.answer_within)?;
    let registered = case.deal.registered.as_ref()?;
    let since = registered.date?;
    if case.deal.is_closed() || answer(case.deal) != Answer::Waiting {
        return None;
    }
    let calendar = &case.process.calendar;
    let elapsed = within.elapsed(since.value, case.today, calendar);
    (elapsed > within.n).then(|| Unanswered {
        registered,
        since,
        within,
        elapsed,
        end: within.end(since.value, calendar),
    })
}

/// What a registration holds: the account and the opportunity, from one day to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// The day it was registered.
    pub from: Date,
    /// The day it was approved.
    pub approved: Option<NaiveDate>,
    /// The last day of it: counted from the approval, else from the registration; the day of the close where that is
    /// earlier.
    pub until: NaiveDate,
}

/// What the registration of a deal protects: nothing when it was rejected, when the deal was lost or disqualified, or when
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
