//! `handoff/conflict-unsettled`.

use crate::analysis::conditions::{CONFLICT_CHECK, Fault};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink};

use super::draft;

rule! {
    /// A conflict is known on this account, and nothing says how it was settled.
    ///
    /// A check that found a reseller, a competing partner or the direct team is half of the work: who keeps what is settled
    /// before the handoff lands, and on record with how, by whom and when (D2.8), else the seller meets it in the first call. A
    /// partner that shares the deal under `other_partners` with its credit is settled with (D2.6). A check that found nobody is
    /// held against the other partners' open deals on the account. The rule reports a draft in the handoff stage; a packet that was
    /// sent like this was not ready (`handoff/sent-before-ready`).
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, conflict: {checked: 2026-11-18, by: Maya Chen, resellers: [Oakline Partners]}}
    /// ```
    /// ```yaml bad
    /// # deals/quayside.yaml
    /// account: {name: Quayside Ports}
    /// partner: meridian
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, conflict: {checked: 2026-11-18, by: Maya Chen, resellers: [], direct: none}}
    /// # deals/berths.yaml
    /// account: {name: Quayside Ports Ltd}
    /// partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}
    /// history: {registered: 2026-03-02}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff:
    ///   seller: Sam Ortiz
    ///   conflict:
    ///     checked: 2026-11-18
    ///     by: Maya Chen
    ///     resellers: [Oakline Partners]
    ///     resolution: {how: Oakline keeps hardware; agreed by mail, by: Maya Chen, date: 2026-11-19}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-20}
    /// handoff: {seller: Sam Ortiz, conflict: {checked: 2026-11-18, by: Maya Chen, resellers: [], competing: [], direct: none}}
    /// ```
    pub(super) CONFLICT_UNSETTLED = "handoff/conflict-unsettled", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(handoff) = draft::about_to_go(deal) else {
        return;
    };
    let unmet = draft::unmet(deal, &CONFLICT_CHECK).filter(|unmet| unmet.fault == Fault::Unsettled);
    let (Some(unmet), Some(conflict)) = (unmet, &handoff.conflict) else {
        return;
    };
    out.add(
        out.unmet(case, conflict.key_span, &unmet.why, &unmet)
            .label("not settled")
            .subject("handoff.conflict.resolution"),
    );
}
