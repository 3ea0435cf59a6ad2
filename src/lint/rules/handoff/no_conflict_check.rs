//! `handoff/no-conflict-check`.

use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};

use super::draft;

rule! {
    /// Other partners are in sight on this account, and nobody has checked for a conflict.
    ///
    /// A seller who finds a registered reseller after the first call has spent it for nothing, so the check comes before
    /// the handoff (D4 field 9, D4.3, D4.4). This speaks of a draft in the handoff stage whose deal names other partners,
    /// or whose conflict note has no day on which somebody checked. Where nothing is said at all, the note is missing
    /// (`handoff/missing-field`); a packet that was sent so was not ready (`handoff/sent-before-ready`).
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
    /// handoff: {seller: Sam Ortiz, conflict: {checked: 2026-11-18, by: Maya Chen, resellers: [Oakline Partners]}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz}
    /// ```
    pub(super) NO_CONFLICT_CHECK = "handoff/no-conflict-check", Warning, Deal(check)
}

/// Whether a draft lacks the check although somebody else is in sight: then this rule speaks, and the packet need not.
pub(super) fn speaks(deal: &DealContext<'_>) -> bool {
    let Some(handoff) = draft::about_to_go(deal) else {
        return false;
    };
    let in_sight = handoff.conflict.is_some() || !deal.case.deal.other_partners.is_empty();
    let checked = handoff.conflict.as_ref().and_then(|note| note.checked);
    in_sight
        && checked.is_none()
        && deal.packet().needs("conflict")
        && !suppression::by_file(deal, "conflict")
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(handoff) = case.deal.handoff.as_deref().filter(|_| speaks(deal)) else {
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
        "there is a note on conflicts, but nobody says when they were checked".to_owned()
    } else {
        let verb = if names.len() == 1 { "is" } else { "are" };
        format!(
            "{} {verb} on this account too, and nobody has checked for a conflict",
            words::list(&names)
        )
    };
    let span = case.deal.other_partners.first().map(|other| other.span);
    let span = note.map_or(span, |note| Some(note.key_span));
    let whose = moves::of_role(case, Role::Alliances);
    let by = whose.owner.as_deref().unwrap_or("…");
    let help = format!(
        "ask who is registered on the account, then write below `handoff` conflict: {{checked: {}, by: {by}}}",
        case.today
    );
    out.add(
        out.finding(case.deal.place(span.unwrap_or(handoff.key_span)), message)
            .label("not checked")
            .subject("handoff.conflict")
            .whose(whose)
            .help(help),
    );
}
