//! The response window of a handoff, and where it is stated.

use crate::model::Duration;
use crate::model::deal::Handoff;
use crate::text::{Place, Span, Spanned};

use super::Case;

/// How long a seller has to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How long.
    pub length: Duration,
    /// Where that is stated.
    pub span: Span,
    /// Whether that is in the deal, and not in process.toml.
    pub in_deal: bool,
}

impl Window {
    /// Returns where it is stated.
    pub fn place(&self, case: &Case<'_>) -> Place {
        if self.in_deal {
            case.deal.place(self.span)
        } else {
            case.process.place(self.span)
        }
    }
}

/// Returns the window that a handoff states for itself and the one of process.toml, if its own is the wider one: then it has no effect.
pub fn widened(
    case: &Case<'_>,
    handoff: &Handoff,
) -> Option<(Spanned<Duration>, Spanned<Duration>)> {
    let own = handoff.acceptance.as_ref().and_then(|own| own.within)?;
    let agreed = case.process.window()?;
    let is_wider = if own.unit == agreed.unit {
        own.n > agreed.n
    } else {
        // Four days are three business days in one week and two in another: those of this handoff decide.
        let from = handoff.sent_on().map_or(case.today, |sent| sent.value);
        let calendar = &case.process.calendar;
        let days = |window: Duration| calendar.business_days(from, window.end(from, calendar));
        days(own.value) > days(agreed.value)
    };
    is_wider.then_some((own, agreed))
}

/// Returns the window of a handoff: its own if it is not wider than that of process.toml, else that one; `None` if neither states
/// one.
pub fn window(case: &Case<'_>, handoff: &Handoff) -> Option<Window> {
    let own = handoff.acceptance.as_ref().and_then(|own| own.within);
    let own = own.filter(|_| widened(case, handoff).is_none());
    let within = own.or_else(|| case.process.window())?;
    Some(Window {
        length: within.value,
        span: within.span,
        in_deal: own.is_some(),
    })
}

/// Returns the place of a handoff's own window that cannot be read: process.toml's is then not what was agreed.
pub fn unreadable(case: &Case<'_>, handoff: &Handoff) -> Option<Span> {
    let own = handoff.acceptance.as_ref()?.span;
    let mut unread = case.deal.unread.iter();
    let is_within = |span: Span| own.start <= span.start && span.end <= own.end;
    let found =
        unread.find(|unread| unread.path.ends_with("acceptance.within") && is_within(unread.span));
    found.map(|unread| unread.span)
}
