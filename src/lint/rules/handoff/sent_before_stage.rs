//! `handoff/sent-before-stage`.

use crate::analysis::moves::{self, Role};
use crate::analysis::sent_early;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::scalar::prose_date;

use super::sending;

rule! {
    /// A packet was sent before the deal had entered the handoff stage.
    ///
    /// The handoff begins with its trigger (D1.4), and a packet that goes out while the deal still stands at an earlier gate
    /// asks the seller to act on what nobody has confirmed (D3.9, D4.5). The seller's window then runs from a day on which
    /// there was no handoff, so neither the time in the stage nor the time to answer means anything.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12, handoff: 2026-11-16}
    /// handoff: {seller: Ana Duarte, sent: 2026-11-12}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// opportunity: {amount: 66000}
    /// qualification: {budget: confirmed, timing: confirmed, fit: confirmed}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12}
    /// handoff: {seller: Ana Duarte, sent: 2026-11-12}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12, handoff: 2026-11-12}
    /// handoff: {seller: Ana Duarte, sent: 2026-11-12}
    /// ```
    pub(super) SENT_BEFORE_STAGE = "handoff/sent-before-stage", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let (Some(early), Some((_, handoff))) = (sent_early::present(case), case.process.handoff())
    else {
        return;
    };
    let day = |day| prose_date(day, case.today);
    let since = match early.entered {
        Some(entered) => format!("it entered {} on {}", handoff.name, day(entered.value)),
        None => format!("it has not entered {}", handoff.name),
    };
    let stood = match early.stood_in {
        Some(stage) => format!("while the deal stood in {}", stage.name),
        None => format!("before the deal began on {}", day(early.begun.value)),
    };
    let message = format!(
        "sent{} on {} {stood}; {since}",
        sending::to_seller(case),
        day(early.sent.value),
    );
    let mut ways = match early.stood_in.filter(|_| early.entered.is_none()) {
        None => {
            let sent = deal.set(early.sent.span, "handoff.sent", "DATE");
            let entered = early.entered.map(|entered| {
                let path = format!("history.{}", handoff.id.value);
                let command = deal.set(entered.span, &path, "DATE");
                format!("if it entered {} earlier: {command}", handoff.name)
            });
            let mut ways = vec![format!("if it was sent later: {sent}")];
            ways.extend(entered);
            ways
        }
        Some(stage) => vec![format!(
            "if the deal had met {} by then: {}",
            stage.name,
            words::command(case, "advance", &["--on", "DATE"])
        )],
    };
    ways.push(format!(
        "what went out early stays on record, with a reason: {}",
        deal.waive("handoff/sent-before-stage")
    ));
    let mut finding = out
        .finding(case.deal.place(early.sent.span), message)
        .label("before its stage");
    if let Some(entered) = early.entered {
        let begins = format!("{} begins", handoff.name);
        finding = finding.related(case.deal.place(entered.span), begins);
    }
    if let Some(trigger) = &handoff.trigger {
        let rule = sending::the_rule(case.process);
        finding = finding.related(case.process.place(trigger.span), rule);
    }
    out.add(
        finding
            .subject("handoff.sent")
            .whose(moves::of_role(case, Role::PartnerMarketing))
            .help(words::ways(&ways)),
    );
}
