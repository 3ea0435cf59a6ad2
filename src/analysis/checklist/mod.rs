//! The two lists that decide whether a packet goes out: ready to hand off when all of D4.2 holds, keep building when any of
//! D4.3 holds. What D4.2 asks is worked out in [`readiness`], which lint's `sent-before-ready` asks too.

mod building;
mod judge;
mod ready;

pub use judge::{Checklist, Line};

use crate::model::deal::Handoff;

use judge::Judge;

use super::packet::packet;
use super::resemblance::Resemblance;
use super::{Case, readiness};

/// Judges the packet of a deal's handoff, which has some texts in common with packets of other accounts; without a
/// handoff that of an empty one.
pub fn checklist(case: &Case<'_>, alike: &[Resemblance]) -> Checklist {
    let empty = Handoff::default();
    let handoff = case.deal.handoff.as_deref().unwrap_or(&empty);
    let day = handoff.sent_on().map_or(case.today, |sent| sent.value);
    let packet = packet(case);
    let view = Judge {
        case,
        handoff,
        packet: &packet,
        alike,
        failed: readiness::failed(case, day),
    };
    Checklist {
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
        failed: view.failed,
    }
}
