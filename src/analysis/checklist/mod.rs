//! The two lists that decide whether a packet goes out: ready to hand off when all of D4.2 holds, keep building when any of
//! D4.3 holds. What D4.2 asks is worked out in [`readiness`], which lint's `sent-before-ready` asks too.

mod building;
mod judge;
mod ready;

pub use judge::{Checklist, Line};

use judge::Judge;

use super::packet::packet;
use super::resemblance::Resemblance;
use super::{Case, readiness};

/// Judges the packet of a deal's handoff, which has some texts in common with packets of other accounts; none without a
/// handoff.
pub fn checklist(case: &Case<'_>, alike: &[Resemblance]) -> Option<Checklist> {
    let handoff = case.deal.handoff.as_deref()?;
    let day = handoff.sent_on().map_or(case.today, |sent| sent.value);
    let packet = packet(case);
    let view = Judge {
        case,
        handoff,
        packet: &packet,
        alike,
        failed: readiness::failed(case, day),
    };
    Some(Checklist {
        day,
        ready: vec![
            view.seller_move(),
            view.priority_list(),
            view.agreed(),
            view.evidence(),
            view.conflict(),
        ],
        building: vec![
            view.only_a_company(),
            view.any_account(),
            view.no_warm_path(),
            view.research(),
            view.nobody_checked(),
        ],
    })
}
