//! `handoff/no-conflict-check`.

use crate::analysis::conditions::{CONFLICT_CHECK, Fault, Unmet};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};

use super::draft;

rule! {
    /// Other partners are known on this account, and nobody has checked for a conflict.
    ///
    /// A seller who finds a registered reseller after the first call has spent it for nothing, so the check comes
    /// before the handoff (D4 field 9, D4.3, D4.4). The rule reports a draft in the handoff stage if its deal names
    /// other partners, or if its conflict note has no date of a check. If the note is missing altogether,
    /// `handoff/missing-field` reports it; a packet that was sent like this was not ready
    /// (`handoff/sent-before-ready`).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, conflict: {resellers: [Oakline Partners], compensation: Paid through services}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz}
    /// other_partners: [{name: Oakline Partners, role: reseller}]
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, conflict: {checked: 2026-11-18, by: Maya Chen, resellers: []}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz}
    /// ```
    pub(super) NO_CONFLICT_CHECK = "handoff/no-conflict-check", Warning, Deal(check)
}

/// Returns what is wrong with a draft without a check although somebody else is in sight; then `handoff/missing-field` does
/// not report the field.
pub(super) fn unchecked(deal: &DealContext<'_>) -> Option<Unmet> {
    let handoff = draft::about_to_go(deal)?;
    let in_sight = handoff.conflict.is_some() || !deal.case.deal.other_partners.is_empty();
    let unmet = draft::unmet(deal, &CONFLICT_CHECK)?;
    (in_sight && unmet.fault == Fault::Absent).then_some(unmet)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let (Some(handoff), Some(unmet)) = (case.deal.handoff.as_deref(), unchecked(deal)) else {
        return;
    };
    let note = handoff.conflict.as_ref();
    let listed = note
        .into_iter()
        .flat_map(|note| note.resellers.iter().chain(&*note.competing));
    let others = case.deal.other_partners.iter();
    let mut names: Vec<String> = listed
        .chain(others.filter_map(|other| other.name.as_ref()))
        .map(|name| words::plain(name))
        .collect();
    names.sort();
    names.dedup();
    let message = if names.is_empty() {
        format!("there is a note on conflicts, but {}", unmet.why)
    } else {
        let verb = if names.len() == 1 { "is" } else { "are" };
        format!(
            "{} {verb} on this account too, and {}",
            words::list(&names),
            unmet.why
        )
    };
    let span = case.deal.other_partners.first().map(|other| other.span);
    let span = note.map_or(span, |note| Some(note.key_span));
    out.add(
        out.unmet(case, span.unwrap_or(handoff.key_span), message, &unmet)
            .label("not checked")
            .subject("handoff.conflict"),
    );
}
