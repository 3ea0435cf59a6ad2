//! Maps a seller's reason for declining to the component of the scorecard that it is about (D4.8, D5).

use crate::model::Process;
use crate::model::deal::Response;
use crate::model::scalar::Text;
use crate::text::name;
use crate::text::placeholder::{is_other, is_placeholder};

use super::Case;
use super::acceptance::{self, Outcome};
use super::score::{COMPONENTS, ComponentKind};

/// The usual reasons with their components, used if process.toml has no `[handoff] decline_reasons`.
pub const USUAL_REASONS: &[(&str, &str)] = &[
    ("not my account", "account-logic"),
    ("not a priority", "account-logic"),
    ("bad timing", "account-logic"),
    ("why this partner", "partner-context"),
    ("partner unknown", "partner-context"),
    ("no introduction", "relationship-path"),
    ("no warm path", "relationship-path"),
    ("need unclear", "buyer-problem"),
    ("no need", "buyer-problem"),
    ("offer unclear", "partner-offer"),
    ("move unclear", "next-action"),
    ("too much work", "next-action"),
    ("owner unclear", "owner"),
    ("not agreed with sales", "acceptance"),
    ("cannot verify", "proof"),
    ("other", ""),
];

/// Returns the component of an id.
pub fn component(id: &str) -> Option<&'static ComponentKind> {
    COMPONENTS.iter().find(|kind| kind.id == id)
}

/// Returns the component that a reason is about, by `[handoff] decline_reasons`, or by [`USUAL_REASONS`] if there is no such table;
/// `None` for other reasons.
pub fn component_of(process: &Process, reason: &str) -> Option<&'static ComponentKind> {
    let reason = reason.trim();
    let written = written(process);
    if written.is_empty() {
        let usual = USUAL_REASONS.iter();
        let mut same = usual.filter(|(usual, _)| usual.eq_ignore_ascii_case(reason));
        return component(same.next()?.1);
    }
    let mut same = written
        .iter()
        .filter(|(known, _)| known.eq_ignore_ascii_case(reason));
    component(same.next()?.1.trim())
}

/// Returns the reasons that the process knows, in their order.
pub fn known_reasons(process: &Process) -> Vec<&str> {
    let written = written(process);
    if written.is_empty() {
        return USUAL_REASONS.iter().map(|(reason, _)| *reason).collect();
    }
    written.iter().map(|(reason, _)| &*reason.value).collect()
}

/// The decline of a deal's present packet.
#[derive(Clone, Copy, Debug)]
pub struct Decline<'a> {
    /// The answer.
    pub response: &'a Response,
    /// Why, as written.
    pub reason: Option<&'a str>,
    /// What the seller added to it.
    pub note: Option<&'a str>,
    /// What the reason points at.
    pub component: Option<&'static ComponentKind>,
    /// How often the deal was declined in all.
    pub times: usize,
}

impl Decline<'_> {
    /// Returns whether it is known why it was declined: `other` says nothing without a note.
    pub fn says_why(&self) -> bool {
        let reason = self.reason.filter(|reason| !is_other(reason));
        reason.or(self.note).is_some()
    }
}

/// Returns the decline of the present packet; `None` if it was not declined.
pub fn present<'a>(case: &Case<'a>) -> Option<Decline<'a>> {
    let deal = case.deal;
    let is_decline = |response: &&Response| acceptance::answer(response) == Outcome::Declined;
    let response = deal
        .handoff
        .as_deref()?
        .response
        .as_ref()
        .filter(is_decline)?;
    let earlier = deal.earlier_handoffs.iter();
    let earlier = earlier.filter_map(|handoff| handoff.response.as_ref());
    let reason = written_text(response.reason.as_deref());
    Some(Decline {
        response,
        reason,
        note: written_text(response.note.as_deref()),
        component: reason.and_then(|reason| component_of(case.process, reason)),
        times: 1 + earlier.filter(is_decline).count(),
    })
}

/// Returns a text as written; `None` for a placeholder.
fn written_text(text: Option<&Text>) -> Option<&str> {
    let text = text.filter(|text| !is_placeholder(text))?;
    Some(text.value.trim())
}

/// Returns after how many declines a reason of `disqualify` lets a deal go: 2 for `declined twice`; `None` for other reasons.
pub fn let_go_after(rule: &str) -> Option<usize> {
    const TIMES: [&str; 5] = ["once", "twice", "three", "four", "five"];
    let words = name::words(rule);
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_decline = |word: &&str| matches!(*word, "declined" | "declines" | "decline");
    words.iter().find(|word| is_decline(word))?;
    words.iter().find_map(|word| {
        let number = word.parse().ok().filter(|n| *n > 0);
        let named = || {
            TIMES
                .iter()
                .position(|times| times == word)
                .map(|at| at + 1)
        };
        let two = || (*word == "two").then_some(2);
        number.or_else(named).or_else(two)
    })
}

/// Returns the reasons of process.toml whose component does not exist, with that component.
pub fn unknown_components(process: &Process) -> impl Iterator<Item = (&Text, &Text)> {
    let entries = written(process).iter();
    entries
        .filter(|(_, id)| !id.trim().is_empty() && component(id.trim()).is_none())
        .map(|(reason, id)| (reason, id))
}

fn written(process: &Process) -> &[(Text, Text)] {
    let handoff = process.written.handoff.as_ref();
    handoff.map_or(&[], |handoff| &handoff.decline_reasons.entries)
}
