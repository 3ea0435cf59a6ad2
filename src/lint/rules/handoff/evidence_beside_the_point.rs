//! `handoff/evidence-beside-the-point`.

use crate::analysis::conditions::{EVIDENCE, Fault, Scope};
use crate::analysis::packet::Field;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, suppression};

use super::draft;

rule! {
    /// A draft is about to go out, and its evidence does not bear out what it says.
    ///
    /// Evidence supports the claims (D4.2): a seller opens the note and finds the customer's words in it. If no file that
    /// can be read holds what the customer is quoted with, or has one word about the deal where nobody is quoted, the packet
    /// asks to be taken at its word. Of pictures and other files whose text cannot be read nothing is said. A packet that was
    /// sent is judged by its score alone.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff:
    ///   trigger: {quote: We will not plan another season by hand., by: Tove Lind, date: 2026-11-12}
    ///   evidence: notes/northwind-qbr.md
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {evidence: process.toml}
    /// ```
    /// ```yaml good
    /// account: {name: Northwind Haulage}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {evidence: notes/northwind-qbr.md}
    /// ```
    pub(super) EVIDENCE_BESIDE_THE_POINT = "handoff/evidence-beside-the-point", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    if draft::about_to_go(deal).is_none() || suppression::by_file(deal, Field::Evidence) {
        return;
    }
    let is_unsupported = |fault| fault == Fault::Unsupported;
    let unmet = deal.unmet(&EVIDENCE, Scope::Everything);
    let Some(unmet) = unmet.filter(|unmet| is_unsupported(unmet.fault)) else {
        return;
    };
    let message = format!("the evidence does not bear the packet out: {}", unmet.why);
    out.add(
        out.unmet(&deal.case, unmet.span, message, &unmet)
            .label("beside the point")
            .subject("handoff.evidence"),
    );
}
