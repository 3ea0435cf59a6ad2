//! Maps a seller's reason for declining to the component of the scorecard that it is about (D4.8, D5).

use crate::model::Process;
use crate::model::scalar::Text;

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
