//! How long the seller has to answer.

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::Case;
use crate::analysis::window::window;
use crate::model::deal::Handoff;
use crate::model::duration::Unit;
use crate::report::document::Length;

/// How long the seller has to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    /// How long.
    pub length: Length,
    /// The day it opens: the day it was sent, or today for a draft.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// Holidays that make it longer.
    pub holidays: Vec<NaiveDate>,
}

/// Returns the response window: from the day it was sent, or from today for a draft.
pub(super) fn window_of(case: &Case<'_>, handoff: &Handoff) -> Option<Window> {
    let length = window(case, handoff)?.length;
    let from = handoff.sent_on().map_or(case.today, |sent| sent.value);
    let calendar = &case.process.calendar;
    let until = length.end(from, calendar);
    let holidays: &[NaiveDate] = if length.unit == Unit::BusinessDays {
        calendar.holidays(from, until)
    } else {
        &[]
    };
    Some(Window {
        length: Length(length),
        from,
        until,
        holidays: holidays.to_vec(),
    })
}
