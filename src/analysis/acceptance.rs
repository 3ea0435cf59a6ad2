//! What became of each handoff of a deal (D4.8, D6): accepted, declined, expired in silence, or still open. Every packet that
//! was sent counts, those of `earlier_handoffs` too.

use chrono::NaiveDate;

use crate::model::Duration;
use crate::model::deal::{Deal, Handoff, Response};
use crate::text::placeholder::is_placeholder;

use super::Case;

/// What became of a handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The seller took the move, or a better one.
    Accepted,
    /// The seller said no.
    Declined,
    /// The window ended without an answer.
    Silent,
    /// The window has not ended, and there is no answer yet.
    Open,
    /// Before the window ended the deal closed, moved on, or the packet was sent again.
    Overtaken,
    /// There is an answer, and nothing of it says accepted or declined.
    Unclear,
}

impl Outcome {
    /// Its word in JSON.
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

    /// Whether the seller had the chance to answer and it is known what came of it: only these are in a denominator.
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
    /// The seller who was asked, as written; of an earlier one who answered, where nobody is named.
    pub seller: Option<&'a str>,
    /// The time the seller had; none where nothing says so, and then nothing expires.
    pub window: Option<Duration>,
    /// What became of it.
    pub outcome: Outcome,
    /// How long it waited; none when the day of the answer is not known.
    pub wait: Option<Wait>,
    /// Whether the answer came after the window.
    pub late: bool,
}

impl<'a> SentHandoff<'a> {
    /// Whether a clarifying call was needed, where that is on record: the ground truth of D4.1.
    pub fn clarifying_call(&self) -> Option<bool> {
        let call = self.handoff.response.as_ref()?.clarifying_call?;
        Some(call.value)
    }

    /// Why it was declined, where it was and somebody says so.
    pub fn decline_reason(&self) -> Option<&'a str> {
        let response = self.handoff.response.as_ref()?;
        let reason = response.reason.as_deref()?;
        (self.outcome == Outcome::Declined && !is_placeholder(reason)).then_some(reason.trim())
    }
}

/// The handoffs of a deal that were sent, in the order of their sending.
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

/// Handoffs with an answer that nobody wrote a day of sending for: they belong to no period.
pub fn answered_unsent(deal: &Deal) -> usize {
    let is_later = deal.later.sent.is_some();
    let present = deal.handoff.as_deref().filter(|_| !is_later);
    let all = deal.earlier_handoffs.iter().chain(present);
    all.filter(|handoff| handoff.sent_on().is_none() && handoff.response.is_some())
        .count()
}

/// What ends the waiting beside an answer.
struct Ends {
    /// The days on which a stage beyond the handoff was entered, in order.
    passed: Vec<NaiveDate>,
    /// The day the deal closed.
    closed: Option<NaiveDate>,
    /// Whether it is closed, and nobody wrote when.
    closed_some_day: bool,
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
        Self {
            passed,
            closed,
            closed_some_day: case.deal.is_closed() && closed.is_none(),
        }
    }

    /// The first day from `sent` on that ended the waiting.
    fn after(&self, sent: NaiveDate, again: Option<NaiveDate>) -> Option<NaiveDate> {
        let at = self.passed.partition_point(|day| *day < sent);
        let some_day = self.closed_some_day.then_some(sent);
        let closed = self.closed.or(some_day).map(|day| day.max(sent));
        [self.passed.get(at).copied(), closed, again]
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
    let own = handoff.acceptance.as_ref().and_then(|own| own.within);
    let window = own
        .or_else(|| case.process.window())
        .map(|window| window.value);
    let is_past = |day| window.is_some_and(|window| window.elapsed(sent, day, calendar) > window.n);
    let response = handoff.response.as_ref();
    let (outcome, until) = match response {
        Some(response) => (answer(response), response.date.map(|date| date.value)),
        None => match ends.after(sent, again) {
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
        seller: seller(case, handoff, earlier),
        window,
        outcome,
        wait: until.map(|day| Wait {
            business_days: calendar.business_days(sent, day),
            answered: response.is_some(),
        }),
        late: response.is_some() && until.is_some_and(is_past),
    }
}

/// A better move that the seller took instead is an acceptance, whatever word stands beside it (D4.8).
fn answer(response: &Response) -> Outcome {
    let instead = response.instead.as_deref();
    if instead.is_some_and(|instead| !is_placeholder(instead)) {
        return Outcome::Accepted;
    }
    match response.result.as_ref().map(|result| &*result.value) {
        Some("accepted") => Outcome::Accepted,
        Some("declined") => Outcome::Declined,
        _ => Outcome::Unclear,
    }
}

fn seller<'a>(case: &Case<'a>, handoff: &'a Handoff, earlier: bool) -> Option<&'a str> {
    let asked = handoff.seller.as_ref();
    let other = if earlier {
        let response = handoff.response.as_ref();
        response.and_then(|response| response.by.as_ref())
    } else {
        case.deal.seller()
    };
    let name = asked.or(other)?;
    case.person_name(name)
}
