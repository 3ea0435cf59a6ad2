//! The three clocks of a deal: time in its stage, silence of the partner, the seller's answer.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::Duration;
use crate::text::{Span, Spanned};

use super::{Case, acceptance, whose};

/// One of the three clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    /// Since the stage was entered.
    Stage,
    /// Since the later of the last partner touch and the entry into the stage.
    Silence,
    /// Since the handoff was sent, until it is answered.
    Response,
}

impl Clock {
    /// Returns its word in JSON and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Silence => "silence",
            Self::Response => "response",
        }
    }
}

/// A clock read on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockReading {
    /// Which clock.
    pub clock: Clock,
    /// The day it started.
    pub since: NaiveDate,
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
            limit,
            limit_in_deal: false,
            days: u32::try_from((case.today - since.value).num_days()).unwrap_or(0),
            business_days: calendar.business_days(since.value, case.today),
            elapsed,
            over,
            over_business_days: limit.over(since.value, case.today, calendar),
            end,
            span: since.span,
        }
    }

    /// Returns whether the limit has passed.
    pub fn is_over(&self) -> bool {
        self.over > 0
    }
}

/// Returns how long an open deal has been in its stage; `None` if the stage has no limit.
pub fn stage(case: &Case<'_>) -> Option<ClockReading> {
    if case.deal.is_closed() {
        return None;
    }
    let (_, stage) = case.stage()?;
    Some(ClockReading::new(
        case,
        Clock::Stage,
        case.deal.last_entry()?.date?,
        stage.limit?,
    ))
}

/// Returns how long the partner has been silent; `None` if the stage has no limit for that.
pub fn silence(case: &Case<'_>) -> Option<ClockReading> {
    if case.deal.is_closed() {
        return None;
    }
    let limit = case.stage()?.1.silence?;
    let entered = case.deal.last_entry()?.date?;
    let touches = case
        .deal
        .touches
        .iter()
        .filter(|touch| whose::is_by_partner(case, touch));
    let last = touches
        .filter_map(|touch| touch.date)
        .max_by_key(|date| date.value);
    let since = last
        .filter(|last| last.value > entered.value)
        .unwrap_or(entered);
    Some(ClockReading::new(case, Clock::Silence, since, limit))
}

/// Returns how long a sent handoff has waited for its answer; `None` if no answer is due.
pub fn response(case: &Case<'_>) -> Option<ClockReading> {
    let sent = acceptance::present(case).filter(|sent| sent.waits)?;
    let window = sent.window?;
    let limit = Spanned::new(window.length, window.span);
    let mut reading = ClockReading::new(case, Clock::Response, sent.handoff.sent_on()?, limit);
    reading.limit_in_deal = window.in_deal;
    Some(reading)
}

/// Returns the clocks of a deal that are over their limits.
pub fn over(case: &Case<'_>) -> Vec<ClockReading> {
    [stage(case), silence(case), response(case)]
        .into_iter()
        .flatten()
        .filter(ClockReading::is_over)
        .collect()
}
