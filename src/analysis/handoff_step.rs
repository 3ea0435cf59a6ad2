//! What the handoff of a deal waits for, and who acts: the packet, its sending, the answer, or what follows a decline (D4.9).

use crate::diagnostic::Assignee;
use crate::model::deal::Handoff;
use crate::model::path::is_below;
use crate::model::scalar::Text;
use crate::model::{Condition, Criterion, Stage};

use super::acceptance;
use super::conditions::{self, HandoffContext};
use super::declines::{self, Decline};
use super::moves::{self, Role};
use super::{Case, gates, packet};

/// What a deal in the handoff stage waits for.
#[derive(Clone, Debug)]
pub enum HandoffStep<'a> {
    /// The packet lacks fields.
    Complete {
        /// Fields that are there.
        present: usize,
        /// Fields that the deal needs.
        needed: usize,
        /// Who supplies the first of them.
        role: Role,
    },
    /// The packet is complete and has not been sent.
    Send {
        /// What is not ready yet (D4.2), the first of several.
        once: Option<&'static str>,
        /// Whether the deal came back to the handoff, so that a new packet goes out.
        again: bool,
    },
    /// The seller has not answered.
    Wait,
    /// The seller declined.
    Mend(Decline<'a>),
    /// It was declined so often that the stage lets the deal go.
    GiveUp {
        /// The last decline.
        decline: Decline<'a>,
        /// The words of `disqualify`.
        rule: &'a Text,
    },
}

impl HandoffStep<'_> {
    /// Returns who makes the step, where that is not the person behind the criterion that asks for the answer.
    pub fn assignee(&self, case: &Case<'_>) -> Option<Assignee> {
        match self {
            Self::Complete { role, .. } => Some(moves::of_role(case, *role)),
            Self::Send { .. } | Self::Mend(_) => Some(moves::of_role(case, Role::PartnerMarketing)),
            Self::GiveUp { .. } => Some(moves::of_stage(case, case.stage()?.1)),
            Self::Wait => None,
        }
    }
}

/// Returns what the handoff waits for; `None` if the deal is not in that stage, is closed, or was accepted.
pub fn of<'a>(case: &Case<'a>) -> Option<HandoffStep<'a>> {
    let (number, stage) = case.stage()?;
    if case.deal.is_closed() || !stage.is_handoff {
        return None;
    }
    let back = gates::came_back(case, number);
    let sent = acceptance::present(case).filter(|sent| back.is_none_or(|back| sent.sent >= back));
    let is_answered = sent.is_some() || back.is_none();
    if let Some(decline) = declines::present(case).filter(|_| is_answered) {
        return Some(declined(decline, stage));
    }
    let response = case.deal.handoff.as_deref();
    let response = response.and_then(|handoff| handoff.response.as_ref());
    match sent {
        Some(sent) => sent.waits.then_some(HandoffStep::Wait),
        None if back.is_none() && response.is_some() => None,
        None => Some(draft(case, back.is_some())),
    }
}

/// A packet that has not gone out.
fn draft<'a>(case: &Case<'a>, again: bool) -> HandoffStep<'a> {
    let packet = packet::packet(case);
    if let Some(first) = packet.lacking().next() {
        return HandoffStep::Complete {
            present: packet.present(),
            needed: packet.needed(),
            role: first.field.role(),
        };
    }
    let empty = Handoff::default();
    let handoff = case.deal.handoff.as_deref().unwrap_or(&empty);
    let unready = || conditions::unready(&HandoffContext::new(case, handoff, &packet, &[]));
    // Of a packet that has gone out before nothing is asked; the new one is written in its place.
    let once = if handoff.sent_on().is_some() {
        None
    } else {
        unready().first().map(|first| first.condition.subject)
    };
    HandoffStep::Send { once, again }
}

/// A packet that was declined: mended, or the end, if the stage says so.
fn declined<'a>(decline: Decline<'a>, stage: &'a Stage) -> HandoffStep<'a> {
    let times = decline.times;
    let mut rules = stage.disqualify.iter();
    match rules.find(|rule| declines::let_go_after(rule).is_some_and(|n| times >= n)) {
        Some(rule) => HandoffStep::GiveUp { decline, rule },
        None => HandoffStep::Mend(decline),
    }
}

/// Returns whether a criterion asks for the seller's answer.
pub fn asks_for_answer(criterion: &Criterion) -> bool {
    let is_answer = |path: &str| is_below(path, "handoff.response");
    let mut conditions = criterion.conditions.iter();
    criterion
        .field
        .as_ref()
        .is_some_and(|field| is_answer(field))
        || conditions.any(|condition| match condition {
            Condition::Check(check) => check.paths.iter().any(|path| is_answer(path)),
            _ => false,
        })
}
