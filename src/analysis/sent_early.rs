//! Finds packets that went out while the deal stood in a stage before the handoff (D1.4, D3.9).

use crate::model::Stage;
use crate::model::scalar::Date;

use super::Case;

/// A packet that was sent early.
#[derive(Clone, Copy, Debug)]
pub struct SentEarly<'a> {
    /// The day it was sent.
    pub sent: Date,
    /// The stage that the deal stood in that day.
    pub stood_in: &'a Stage,
    /// The next day on which it entered the handoff; `None` if it has not.
    pub entered: Option<Date>,
    /// Whether it is one of `earlier_handoffs`.
    pub earlier: bool,
}

/// Returns the packets of a deal that were sent early, the present one first. A day on which the deal stood in the handoff, or
/// moved into it, is not early; nor is one from before the handoff stage existed.
pub fn packets<'a>(case: &Case<'a>) -> Vec<SentEarly<'a>> {
    let deal = case.deal;
    let present = deal.handoff.as_deref().into_iter();
    let present = present.filter_map(|handoff| Some((handoff.sent_on()?, false)));
    let earlier = deal.earlier_handoffs.iter();
    let earlier = earlier.filter_map(|handoff| Some((handoff.sent_on()?, true)));
    present
        .chain(earlier)
        .filter_map(|(sent, earlier)| of_one(case, sent, earlier))
        .collect()
}

fn of_one<'a>(case: &Case<'a>, sent: Date, earlier: bool) -> Option<SentEarly<'a>> {
    let (number, _) = case.process.handoff()?;
    let mut stood_in = None;
    let mut entered = None;
    for entry in &case.deal.history.entries {
        let (at, stage) = case.process.stage(entry.stage.as_ref()?)?;
        let date = entry.date?;
        if date.value > sent.value {
            if at == number {
                entered = entered.or(Some(date));
            }
        } else if date.value == sent.value && at >= number {
            return None;
        } else {
            stood_in = Some((at, stage));
        }
    }
    let (at, stood_in) = stood_in?;
    (at < number).then_some(SentEarly {
        sent,
        stood_in,
        entered,
        earlier,
    })
}
