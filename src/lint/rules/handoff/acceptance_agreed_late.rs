//! `handoff/acceptance-agreed-late`.

use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::scalar::prose_date;

rule! {
    /// What counts as acceptance was agreed after the packet had been sent.
    ///
    /// Acceptance is defined before the handoff lands (D1.4, D5): a rule that comes after it is made for this one
    /// packet, and the seller never agreed to it. The rule checks the deal's own `acceptance` and, while the deal is
    /// open, `[handoff] acceptance` of process.toml.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-18}
    /// handoff: {seller: Sam Ortiz, sent: 2026-11-19, acceptance: {within: 2 business days, agreed: 2026-11-20}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-18}
    /// handoff: {seller: Sam Ortiz, sent: 2026-11-19, acceptance: {within: 2 business days, agreed: 2026-11-10}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-18}
    /// handoff: {seller: Sam Ortiz, sent: 2026-11-19}
    /// ```
    pub(super) ACCEPTANCE_AGREED_LATE = "handoff/acceptance-agreed-late", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let Some(handoff) = case.deal.handoff.as_deref() else {
        return;
    };
    let Some(sent) = handoff.sent_on() else {
        return;
    };
    let own = handoff.acceptance.as_deref().and_then(|own| own.agreed);
    let general = || {
        let general = case.process.acceptance().and_then(|rule| rule.agreed);
        general.filter(|_| !case.deal.is_closed())
    };
    let Some(agreed) = own.or_else(general) else {
        return;
    };
    if agreed.value <= sent.value {
        return;
    }
    let day = |day| prose_date(day, case.today);
    let seller = case
        .deal
        .seller()
        .and_then(|seller| case.person_name(seller));
    let earlier = match own {
        Some(own) => deal.set(own.span, "handoff.acceptance.agreed", "DATE"),
        None => "write that day as `agreed` in [handoff] acceptance of process.toml".to_owned(),
    };
    let help = format!(
        "ask {} whether the rule holds for this packet. 1. if it was agreed before the packet went out: {earlier}; 2. if not, let that stand \
         on record: {}",
        words::plain(seller.unwrap_or("the seller")),
        deal.waive("handoff/acceptance-agreed-late")
    );
    let place = if own.is_some() {
        case.deal.place(agreed.span)
    } else {
        case.process.place(agreed.span)
    };
    out.add(
        out.finding(
            case.deal.place(sent.span),
            format!(
                "the packet was sent on {}, and what counts as accepted was agreed only on {}",
                day(sent.value),
                day(agreed.value)
            ),
        )
        .label("sent before there was a rule")
        .related(place, "agreed here")
        .subject("handoff.acceptance.agreed")
        .whose(moves::of_role(case, Role::PartnerMarketing))
        .help(help),
    );
}
