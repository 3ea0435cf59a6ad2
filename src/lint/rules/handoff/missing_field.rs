//! `handoff/missing-field`.

use std::cmp::Ordering;

use crate::analysis::moves;
use crate::analysis::packet::{Field, FieldState, FieldStatus};
use crate::diagnostic::Level;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression, words};
use crate::model::deal::Handoff;
use crate::model::scalar::prose_date;

use super::{fields, no_conflict_check, sending};

rule! {
    /// The packet lacks fields that the seller needs.
    ///
    /// Eleven fields let a seller who never met the partner take the next move without a clarifying call (D4, D4.1). In
    /// the handoff stage the missing fields are a note with a count, `packet 7 of 11`. Once the packet has been sent,
    /// or the deal has moved on, they are an error (D4.5). A small deal needs fewer fields (`[handoff] light`, D4.7).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, owner: Priya Raman, why_partner: tbd}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// opportunity: {amount: 66000}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, owner: Priya Raman, sent: 2026-11-20}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// opportunity: {amount: 18000}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff:
    ///   owner: Priya Raman
    ///   trigger: {quote: We key the tide table twice.}
    ///   seller_move: {action: Join the call with the harbour master, due: 2026-11-24}
    ///   partner_move: {action: Open the call, due: 2026-11-24}
    ///   conflict: {checked: 2026-11-19, by: Maya Chen}
    ///   evidence: notes/northwind-qbr.md
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// history: {registered: 2026-11-02, qualified: 2026-11-09}
    /// handoff: {seller: Sam Ortiz}
    /// ```
    pub(super) MISSING_FIELD = "handoff/missing-field", Error, Sent(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let is_due = suppression::packet_is_due(deal);
    let position = case.handoff_position();
    let in_handoff = position.is_some_and(Ordering::is_eq);
    if !is_due && (!in_handoff || case.deal.is_closed()) {
        return;
    }
    if deal.packet().lacking().next().is_none() {
        return;
    }
    let handoff = case.deal.handoff.as_deref();
    let sent = handoff.and_then(Handoff::sent_on);
    let unready = sent.map_or(&[][..], |_| deal.unready());
    let named_there = |field: Field| {
        let is_unready = || {
            let mut unready = unready.iter();
            unready.any(|unready| unready.condition.fields == [field])
        };
        field != Field::Account && is_unready() && !suppression::by_file(deal, field)
    };
    let checks = usize::from(no_conflict_check::unchecked(deal).is_some());
    let lacking = || deal.packet().lacking();
    let mine: Vec<&FieldStatus> = lacking()
        .filter(|status| match status.state {
            FieldState::Missing(path) => {
                !suppression::by_registration(case, path) && !suppression::by_text_cut(deal, path)
            }
            FieldState::Placeholder(path, _) => {
                !is_due && !suppression::by_registration(case, path)
            }
            FieldState::Present | FieldState::Unusable => false,
        })
        .filter(|status| !named_there(status.field))
        .filter(|status| status.field != Field::Conflict || checks == 0)
        .collect();
    let Some(first) = mine.first() else {
        return;
    };
    let names: Vec<&str> = mine.iter().map(|field| fields::name_of(field)).collect();
    let (n, names) = (words::number(names.len()), words::list(&names));
    let (there, of) = (deal.packet().present(), deal.packet().needed());
    let beside = if mine.len() + checks < lacking().count() {
        ", beside what the registration lacks"
    } else if checks > 0 {
        ", beside the conflict check"
    } else {
        ""
    };
    let message = match sent {
        _ if !is_due => format!("packet {there} of {of}, still missing: {names}{beside}"),
        Some(sent) => {
            let to = sending::to_seller(case);
            let on = prose_date(sent.value, case.today);
            format!("the packet was sent{to} on {on} without {n} of its {of} fields: {names}")
        }
        None => {
            format!("the handoff was left with {n} of the packet's {of} fields missing: {names}")
        }
    };
    let mut finding = out
        .finding(case.deal.place(case.deal.nearest_span("handoff")), message)
        .label("not complete")
        .subject("packet")
        .whose(moves::of_role(case, first.field.role()))
        .help(fields::help(case, &mine));
    if !is_due {
        finding.level = Level::Note;
    }
    if let Some(sent) = sent {
        finding = finding.related(case.deal.place(sent.span), "sent");
    }
    out.add(finding);
}
