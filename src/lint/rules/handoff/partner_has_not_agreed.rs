//! `handoff/partner-has-not-agreed`.

use crate::analysis::agreement::Agreement;
use crate::analysis::conditions::{Fault, PARTNER_AGREED};
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::Handoff;
use crate::text::Span;
use crate::text::placeholder::is_placeholder;

use super::draft;

rule! {
    /// The packet promises something of the partner that the partner has not agreed to.
    ///
    /// What the partner does next is what it has agreed to, by when (D4 field 8), in writing before the packet goes out
    /// (D4.2). A seller who opens a door on a promise that nobody made does not open the next one. A draft is checked
    /// in the handoff stage; an `offer` needs somebody's yes as well, at least with a date (D5). A partner's move that
    /// was sent without it is reported by `handoff/sent-before-ready`.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, partner_move: {action: Open the call, due: 2026-11-26}}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-18}
    /// handoff:
    ///   seller: Sam Ortiz
    ///   offer: {what: A morning on the quay with the planners, due: 2026-12-01}
    ///   partner_move: {action: Open the call, due: 2026-11-24, agreed: notes/dana-0911.md}
    ///   sent: 2026-11-20
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff:
    ///   seller: Sam Ortiz
    ///   offer: {what: A morning on the quay with the planners, due: 2026-12-01, agreed: 2026-11-18}
    ///   partner_move: {action: Open the call, due: 2026-11-26, agreed: notes/dana-0911.md}
    /// ```
    pub(super) PARTNER_HAS_NOT_AGREED = "handoff/partner-has-not-agreed", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let draft = draft::about_to_go(deal);
    let waits = |handoff: &&Handoff| handoff.sent.is_some() && handoff.response.is_none();
    let sent = case.deal.handoff.as_deref().filter(waits);
    let Some(handoff) = draft.or(sent.filter(|_| !case.deal.is_closed())) else {
        return;
    };
    let look = case.evidence_at(handoff);
    let mut promised: Vec<(&str, Span, String)> = Vec::new();
    let unmet = draft.and_then(|_| draft::unmet(deal, &PARTNER_AGREED));
    let is_open = unmet.is_some_and(|unmet| unmet.fault == Fault::NotAgreed);
    if let Some(first) = handoff.partner_move.first().filter(|_| is_open) {
        let what = first.action.as_deref();
        let what = what.map_or("a move", |action| &**action);
        promised.push(("partner_move", first.span, words::quoted(what)));
    }
    if let Some(offer) = &handoff.offer
        && let Some(what) = offer.what.as_ref().filter(|what| !is_placeholder(what))
        && !Agreement::of(&look, offer.agreed.as_ref()).is_there()
        && !case
            .deal
            .unread
            .iter()
            .any(|unread| unread.path == "handoff.offer.agreed")
    {
        promised.push(("offer", offer.span, words::quoted(what)));
    }
    let Some((key, span, what)) = promised.first() else {
        return;
    };
    let who = words::plain(words::partner_contact(case).unwrap_or("the partner"));
    let all: Vec<&str> = promised.iter().map(|(_, _, what)| &**what).collect();
    let notes: Vec<String> = promised
        .iter()
        .map(|(key, span, _)| {
            let path = deal.path_at(*span).unwrap_or(format!("handoff.{key}"));
            let path = format!("{path}.agreed");
            words::command(case, "note", &["FILE", "--for", &path])
        })
        .collect();
    let writing = if *key == "offer" { "" } else { " in writing" };
    let mut finding = out
        .finding(
            case.deal.place(*span),
            format!(
                "{who} has not agreed{writing} to what the packet promises: {}",
                words::list(&all)
            ),
        )
        .label(format!("{what}: who said yes?"));
    for (_, span, _) in promised.iter().skip(1) {
        finding = finding.related(case.deal.place(*span), "nor to this");
    }
    out.add(
        finding
            .subject(format!("handoff.{key}"))
            .whose(moves::of_role(case, Role::Alliances))
            .help(format!(
                "ask {who} for a line and save it: {}",
                notes.join(", then ")
            )),
    );
}
