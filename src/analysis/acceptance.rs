//! The outcome of each handoff of a deal (D4.8, D6): accepted, declined, expired in silence, or still open. Every packet that
//! was sent counts, including those of `earlier_handoffs`.

use std::cmp::Ordering;

use chrono::NaiveDate;

use crate::model::Text;
use crate::model::deal::{Deal, Handoff, Response, ResponseResult};
use crate::model::person::may_be_same_person;
use crate::text::placeholder::is_placeholder;

use super::Case;
use super::window::{Window, window};

/// The outcome of a handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The seller took the move, or a better one.
    Accepted,
    /// The seller declined it.
    Declined,
    /// The window ended without an answer.
    Silent,
    /// The window has not ended, and there is no answer yet.
    Open,
    /// Before the window ended the deal closed, moved on, or the packet was sent again.
    Overtaken,
    /// There is an answer that says neither accepted nor declined.
    Unclear,
}

impl Outcome {
    /// Returns its word in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Silent => "silent",
            Self::Open => "open",
            Self::Overtaken => "overtaken",
            Self::Unclear => "unclear",
        }
    }

    /// Whether the seller had the whole window to answer and the outcome is known. Only these count in a share.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Accepted | Self::Declined | Self::Silent)
    }
}

/// How long a handoff has waited, in business days after the day it was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Until the answer; without one, until the last day on which it is known that there was none.
    pub business_days: u32,
    /// Whether that is the day of the answer.
    pub answered: bool,
}

/// A handoff that was sent.
#[derive(Clone, Copy, Debug)]
pub struct SentHandoff<'a> {
    /// The handoff.
    pub handoff: &'a Handoff,
    /// Whether it is one of `earlier_handoffs`.
    pub earlier: bool,
    /// The day it was sent.
    pub sent: NaiveDate,
    /// The seller's name; for an earlier handoff that does not name a seller, whoever answered it.
    pub seller: Option<&'a str>,
    /// The time the seller had; `None` if no window is set, and then nothing expires.
    pub window: Option<Window>,
    /// The outcome.
    pub outcome: Outcome,
    /// How long it waited; `None` if the day of the answer is not known.
    pub wait: Option<Wait>,
    /// Whether the answer came after the window.
    pub late: bool,
    /// Business days beyond the window until the answer, or until the last day on which it is known that there was none: at
    /// least 1 beyond it, 0 inside.
    pub overdue: u32,
    /// Whether somebody still waits for the answer: there is none, and nothing has overtaken it.
    pub waits: bool,
}

impl<'a> SentHandoff<'a> {
    /// Returns whether a clarifying call was needed (D4.1); `None` if that is not on record.
    pub fn clarifying_call(&self) -> Option<bool> {
        let call = self.handoff.response.as_ref()?.clarifying_call?;
        Some(call.value)
    }

    /// Returns why it was declined; `None` if it was not, or if no reason is given.
    pub fn decline_reason(&self) -> Option<&'a str> {
        let response = self.handoff.response.as_ref()?;
        let reason = response.reason.as_deref()?;
        (self.outcome == Outcome::Declined && !is_placeholder(reason)).then_some(reason.trim())
    }
}

/// Returns the handoffs of a deal that were sent, in the order of their sending.
pub fn handoffs<'a>(case: &Case<'a>) -> Vec<SentHandoff<'a>> {
    let deal: &'a Deal = case.deal;
    let earlier = deal.earlier_handoffs.iter().map(|handoff| (handoff, true));
    let present = deal.handoff.as_deref().map(|handoff| (handoff, false));
    let mut sent: Vec<(NaiveDate, &Handoff, bool)> = earlier
        .chain(present)
        .filter_map(|(handoff, earlier)| Some((handoff.sent_on()?.value, handoff, earlier)))
        .collect();
    sent.sort_by_key(|(day, ..)| *day);
    let ends = Ends::of(case);
    (0..sent.len())
        .map(|at| {
            let (day, handoff, earlier) = sent[at];
            let again = sent.get(at + 1).map(|(day, ..)| *day);
            of_one(case, &ends, handoff, earlier, (day, again))
        })
        .collect()
}

/// Returns the deal's present handoff; `None` if it is not sent yet.
pub fn present<'a>(case: &Case<'a>) -> Option<SentHandoff<'a>> {
    handoffs(case).into_iter().find(|sent| !sent.earlier)
}

/// Counts the handoffs that have an answer and no day of sending. They belong to no period.
pub fn answered_unsent(deal: &Deal) -> usize {
    let is_later = deal.later.sent.is_some();
    let present = deal.handoff.as_deref().filter(|_| !is_later);
    let all = deal.earlier_handoffs.iter().chain(present);
    all.filter(|handoff| handoff.sent_on().is_none() && handoff.response.is_some())
        .count()
}

/// What ends the wait for an answer, other than the answer.
struct Ends {
    /// The days on which a stage beyond the handoff was entered, in order.
    passed: Vec<NaiveDate>,
    /// The day the deal closed.
    closed: Option<NaiveDate>,
    /// Whether it is closed or beyond the handoff, on a day that is not on record.
    some_day: bool,
}

impl Ends {
    fn of(case: &Case<'_>) -> Self {
        let handoff = case.process.handoff().map(|(number, _)| number);
        let is_beyond = |id: &str| {
            let stage = case.process.stage(id);
            handoff.is_some_and(|handoff| stage.is_some_and(|(number, _)| number > handoff))
        };
        let entries = case.deal.history.entries.iter();
        let mut passed: Vec<NaiveDate> = entries
            .filter(|entry| entry.stage.as_ref().is_some_and(|id| is_beyond(id)))
            .filter_map(|entry| entry.date.map(|date| date.value))
            .collect();
        passed.sort_unstable();
        let closed = case.closed_on().filter(|_| case.deal.is_closed());
        let beyond = case.handoff_position().is_some_and(Ordering::is_gt);
        Self {
            some_day: case.deal.is_closed() && closed.is_none() || beyond && passed.is_empty(),
            passed,
            closed,
        }
    }

    /// Returns the first day from `sent` on that ended the wait.
    fn after(&self, sent: NaiveDate, again: Option<NaiveDate>) -> Option<NaiveDate> {
        let at = self.passed.partition_point(|day| *day < sent);
        let some_day = self.some_day.then_some(sent);
        let closed = self.closed.map(|day| day.max(sent));
        [self.passed.get(at).copied(), closed, some_day, again]
            .into_iter()
            .flatten()
            .min()
    }
}

fn of_one<'a>(
    case: &Case<'a>,
    ends: &Ends,
    handoff: &'a Handoff,
    earlier: bool,
    (sent, again): (NaiveDate, Option<NaiveDate>),
) -> SentHandoff<'a> {
    let calendar = &case.process.calendar;
    let window = window(case, handoff);
    let over = |day| window.map_or(0, |window| window.length.over(sent, day, calendar));
    let is_past = |day| over(day) > 0;
    let response = handoff.response.as_ref();
    let end = ends.after(sent, again);
    let (outcome, until) = match response {
        Some(response) => (answer(response), response.date.map(|date| date.value)),
        None => match end {
            Some(day) if !is_past(day) => (Outcome::Overtaken, Some(day)),
            None if !is_past(case.today) => (Outcome::Open, Some(case.today)),
            end => (Outcome::Silent, Some(end.unwrap_or(case.today))),
        },
    };
    let until = until.filter(|day| *day >= sent && outcome != Outcome::Unclear);
    SentHandoff {
        handoff,
        earlier,
        sent,
        seller: seller_of(case, handoff).and_then(|name| case.person_name(name)),
        window,
        outcome,
        wait: until.map(|day| Wait {
            business_days: calendar.business_days(sent, day),
            answered: response.is_some(),
        }),
        late: response.is_some() && until.is_some_and(is_past),
        overdue: until.map_or(0, over),
        waits: response.is_none() && end.is_none(),
    }
}

/// Returns what an answer says. A better move that the seller took instead is an acceptance, whatever the result says (D4.8).
pub fn answer(response: &Response) -> Outcome {
    let instead = response.instead.as_deref();
    if instead.is_some_and(|instead| !is_placeholder(instead)) {
        return Outcome::Accepted;
    }
    match response.result.map(|result| result.value) {
        Some(ResponseResult::Accepted) => Outcome::Accepted,
        Some(ResponseResult::Declined) => Outcome::Declined,
        None => Outcome::Unclear,
    }
}

/// Returns the seller of a packet and whoever answered in the seller's place; `None` if the seller answered, or no name is on record.
pub fn answered_for<'a>(case: &Case<'a>, handoff: &'a Handoff) -> Option<(&'a Text, &'a Text)> {
    let seller = seller_of(case, handoff)?;
    let by = handoff.response.as_ref()?.by.as_ref()?;
    let are_people = case.person_name(seller).is_some() && case.person_name(by).is_some();
    (are_people && !may_be_same_person(seller, by)).then_some((seller, by))
}

/// Returns the seller of a handoff, as written. If it does not name one, the present handoff has the deal's seller, and an
/// earlier one has whoever answered it.
pub fn seller_of<'a>(case: &Case<'a>, handoff: &'a Handoff) -> Option<&'a Text> {
    let present = case.deal.handoff.as_deref();
    let is_present = present.is_some_and(|present| std::ptr::eq(present, handoff));
    let other = if is_present {
        case.deal.seller()
    } else {
        let response = handoff.response.as_ref();
        response.and_then(|response| response.by.as_ref())
    };
    handoff.seller.as_ref().or(other)
}
