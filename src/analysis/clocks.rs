//! The clocks of a deal: time in its stage, silence of the partner, the answers to a packet and to a registration, the moves that
//! both sides agreed to, and the word to the partner after the close.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::Duration;
use crate::model::deal::Side;
use crate::text::{Span, Spanned};

use super::registration::is_worked;
use super::{Case, acceptance, feedback, promised, registration, whose};

/// One of the clocks. All but the last run while somebody works on the deal: a closed one waits for nothing but word to the partner,
/// one that was turned away only to be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Since the stage was entered.
    Stage,
    /// Since the later of the last partner touch and the entry into the stage.
    Silence,
    /// Since the handoff was sent, until it is answered.
    Response,
    /// Since the registration, until it is answered (D2.5).
    Registration,
    /// Since the packet was sent, until the seller makes the agreed move (D4.9).
    SellerMove,
    /// Since the packet was sent, until the partner makes the agreed move (D4.9).
    PartnerMove,
    /// Since the close, until the partner is told (D3.7).
    Feedback,
}

impl Clock {
    /// Returns its word in JSON and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Silence => "silence",
            Self::Response => "response",
            Self::Registration => "registration",
            Self::SellerMove => "seller-move",
            Self::PartnerMove => "partner-move",
            Self::Feedback => "feedback",
        }
    }
}

/// What a clock started with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// What the clock is named for: a touch, a sending, a registration, a close.
    Event,
    /// The entry into the stage.
    Entry,
    /// The day the deal was opened again (D3.9).
    Opening,
}

/// A clock read on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockReading {
    /// Which clock.
    pub clock: Clock,
    /// The day it started.
    pub since: NaiveDate,
    /// With what it started.
    pub start: Start,
    /// The limit.
    pub limit: Spanned<Duration>,
    /// Whether the limit is the deal's own, and not that of process.toml.
    pub limit_in_deal: bool,
    /// Calendar days since then.
    pub days: u32,
    /// Business days since then.
    pub business_days: u32,
    /// The time since then, in the limit's unit.
    pub elapsed: u32,
    /// How far it is over the limit, in the limit's unit; 0 within it.
    pub over: u32,
    /// How far it is over the limit, in business days; at least 1 if it is over at all.
    pub over_business_days: u32,
    /// The last day within the limit.
    pub end: NaiveDate,
    /// The first day past it.
    pub over_since: NaiveDate,
    /// Where it started, in the deal.
    pub span: Span,
}

impl ClockReading {
    fn new(
        case: &Case<'_>,
        clock: Clock,
        since: Spanned<NaiveDate>,
        limit: Spanned<Duration>,
    ) -> Self {
        let calendar = &case.process.calendar;
        let elapsed = limit.elapsed(since.value, case.today, calendar);
        let over = elapsed.saturating_sub(limit.n);
        let end = limit.end(since.value, calendar);
        Self {
            clock,
            since: since.value,
            start: Start::Event,
            limit,
            limit_in_deal: false,
            days: u32::try_from((case.today - since.value).num_days()).unwrap_or(0),
            business_days: calendar.business_days(since.value, case.today),
            elapsed,
            over,
            over_business_days: limit.over(since.value, case.today, calendar),
            end,
            over_since: first_past(limit.value).end(since.value, calendar),
            span: since.span,
        }
    }

    /// Returns whether the limit has passed.
    pub fn is_over(&self) -> bool {
        self.over > 0
    }
}

/// Returns a limit that is one unit longer: its last day is the first past the limit.
fn first_past(limit: Duration) -> Duration {
    Duration {
        n: limit.n.saturating_add(1),
        ..limit
    }
}

/// Returns how long an open deal has been in its stage; `None` if the stage has no limit.
pub fn stage(case: &Case<'_>) -> Option<ClockReading> {
    if !is_worked(case.deal) {
        return None;
    }
    let (_, stage) = case.stage()?;
    let (since, start) = in_stage_since(case)?;
    let reading = ClockReading::new(case, Clock::Stage, since, stage.limit?);
    Some(ClockReading { start, ..reading })
}

/// Returns the day from which on the time in the stage counts: that of the last entry, or of a later opening.
fn in_stage_since(case: &Case<'_>) -> Option<(Spanned<NaiveDate>, Start)> {
    let entered = case.deal.last_entry()?.date?;
    let reopened = case.deal.reopened_on();
    let opening = reopened.filter(|day| day.value > entered.value);
    let opening = opening.map(|day| (day, Start::Opening));
    Some(opening.unwrap_or((entered, Start::Entry)))
}

/// Returns the day from which on the time of an open deal in its stage counts; `None` if it stands in none.
pub fn in_stage_from(case: &Case<'_>) -> Option<NaiveDate> {
    case.stage()?;
    let (since, _) = in_stage_since(case).filter(|_| !case.deal.is_closed())?;
    Some(since.value)
}

/// Returns how long the partner has been silent; `None` if the stage has no limit for that.
pub fn silence(case: &Case<'_>) -> Option<ClockReading> {
    if !is_worked(case.deal) {
        return None;
    }
    let limit = case.stage()?.1.silence?;
    let entered = in_stage_since(case)?;
    let is_later = |touch: &Spanned<NaiveDate>| touch.value >= entered.0.value;
    let touches = case
        .deal
        .touches
        .iter()
        .filter(|touch| whose::is_by_partner(case, touch));
    let last = touches
        .filter_map(|touch| touch.date)
        .max_by_key(|date| date.value);
    let last = last.filter(is_later).map(|last| (last, Start::Event));
    let (since, start) = last.unwrap_or(entered);
    let reading = ClockReading::new(case, Clock::Silence, since, limit);
    Some(ClockReading { start, ..reading })
}

/// Returns how long a sent handoff has waited for its answer; `None` if no answer is due.
pub fn response(case: &Case<'_>) -> Option<ClockReading> {
    let sent = acceptance::present(case).filter(|sent| sent.waits && is_worked(case.deal))?;
    let window = sent.window?;
    let limit = Spanned::new(window.length, window.span);
    let sent_on = sent.handoff.sent_on()?;
    // While the deal was closed nobody waited.
    let reopened = case.deal.reopened_on();
    let opening = reopened.filter(|day| day.value > sent_on.value);
    let mut reading = ClockReading::new(case, Clock::Response, opening.unwrap_or(sent_on), limit);
    if opening.is_some() {
        reading.start = Start::Opening;
    }
    reading.limit_in_deal = window.in_deal;
    Some(reading)
}

/// Returns how long the partner has waited for an answer to the registration; `None` if none is due.
pub fn registration(case: &Case<'_>) -> Option<ClockReading> {
    let waiting = registration::unanswered(case)?;
    let (since, within) = (waiting.since, waiting.within);
    Some(ClockReading::new(case, Clock::Registration, since, within))
}

/// Returns how long the partner of a closed deal has waited to hear of it; `None` if they were told, or if no time is promised.
pub fn feedback(case: &Case<'_>) -> Option<ClockReading> {
    let untold = feedback::untold(case)?;
    Some(ClockReading::new(
        case,
        Clock::Feedback,
        untold.closed,
        untold.within?,
    ))
}

/// Returns how long an agreed move has waited, its day being the limit; `None` if it was made, or is not due from that side.
pub fn agreed_move(case: &Case<'_>, side: Side) -> Option<ClockReading> {
    let promised = promised::of(case, side).filter(|_| registration::is_worked(case.deal))?;
    let days = (promised.due.value - promised.sent.value).num_days();
    let limit = Duration::days(u32::try_from(days).unwrap_or(0));
    let clock = match side {
        Side::Seller => Clock::SellerMove,
        _ => Clock::PartnerMove,
    };
    let limit = Spanned::new(limit, promised.due.span);
    let mut reading = ClockReading::new(case, clock, promised.sent, limit);
    reading.end = promised.due.value;
    reading.over_since = promised.due.value.succ_opt().unwrap_or(NaiveDate::MAX);
    reading.limit_in_deal = true;
    Some(reading)
}
