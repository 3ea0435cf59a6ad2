//! Finds a packet that went out while the deal stood in a stage before the handoff (D1.4, D3.9).

use crate::model::Stage;
use crate::model::scalar::Date;

use super::Case;

/// A packet that was sent early.
#[derive(Clone, Copy, Debug)]
pub struct SentEarly<'a> {
    /// The day it was sent.
    pub sent: Date,
    /// The stage that the deal stood in that day; `None` if it had entered none.
    pub stood_in: Option<&'a Stage>,
    /// The next day on which it entered the handoff; `None` if it has not.
    pub entered: Option<Date>,
}

/// Returns the present packet of a deal if it was sent early. A day on which the deal stood in the handoff, or moved into it, is
/// not early. What went out before it is replaced, and only a record.
pub fn present<'a>(case: &Case<'a>) -> Option<SentEarly<'a>> {
    let sent = case.deal.handoff.as_deref()?.sent_on()?;
    let (number, _) = case.process.handoff()?;
    let mut stood_in = None;
    let mut entered = None;
    for entry in &case.deal.history.entries {
        let (at, stage) = case.process.stage(entry.stage.as_ref()?)?;
        let date = entry.date?;
        if date.value > sent.value {
            entered = entered.or((at == number).then_some(date));
        } else if date.value == sent.value && at >= number {
            return None;
        } else {
            stood_in = Some((at, stage));
        }
    }
    let is_early = stood_in.map_or(!case.deal.history.entries.is_empty(), |(at, _)| at < number);
    is_early.then_some(SentEarly {
        sent,
        stood_in: stood_in.map(|(_, stage)| stage),
        entered,
    })
}
