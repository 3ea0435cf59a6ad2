//! `handoff/no-response`.

use crate::analysis::clocks::{self, Start};
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::scalar::prose_date;

rule! {
    /// A handoff was sent, and the seller has not answered inside the window.
    ///
    /// What counts as accepted or declined, and by when, is agreed beforehand (D1.4, D4 field 11). Silence past the window
    /// is the first sign that sellers do not trust what they are sent (D6), and the partner waits for it too.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12, handoff: 2026-11-11}
    /// handoff: {seller: Ana Duarte, sent: 2026-11-12}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12, handoff: 2026-11-11}
    /// handoff: {seller: Ana Duarte, sent: 2026-11-19, acceptance: {within: 1 business day}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12, handoff: 2026-11-11}
    /// handoff: {seller: Ana Duarte, sent: 2026-11-19}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12, handoff: 2026-11-11}
    /// handoff:
    ///   seller: Ana Duarte
    ///   sent: 2026-11-12
    ///   response: {result: declined, date: 2026-11-13, by: Ana Duarte, reason: not my account}
    /// ```
    pub(super) NO_RESPONSE = "handoff/no-response", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let sent = case
        .deal
        .handoff
        .as_ref()
        .and_then(|handoff| handoff.sent.as_ref());
    let (Some(reading), Some(sent)) = (clocks::response(case), sent) else {
        return;
    };
    if !reading.is_over() {
        return;
    }
    let seller = case
        .deal
        .seller()
        .and_then(|seller| case.person_name(seller));
    let whose = moves::of_role(case, Role::Seller);
    let limit = if reading.limit_in_deal {
        case.deal.place(reading.limit.span)
    } else {
        case.process.place(reading.limit.span)
    };
    let window = *reading.limit;
    let reasons = case.process.written.handoff.iter();
    let reasons: Vec<&str> = reasons
        .flat_map(|handoff| handoff.decline_reasons.keys())
        .collect();
    let reason = if reasons.is_empty() {
        String::new()
    } else {
        format!(" ({})", reasons.join(", "))
    };
    let since = match reading.start {
        Start::Opening => "opened again",
        Start::Event | Start::Entry => "sent",
    };
    out.add(
        out.finding(
            case.deal.place(sent.key_span),
            format!(
                "{} has not answered; the window ({window}) ended {}",
                words::plain(seller.unwrap_or("the seller")),
                prose_date(reading.end, case.today)
            ),
        )
        .label(format!(
            "{since} on {}",
            prose_date(reading.since, case.today)
        ))
        .related(limit, format!("{window} to answer"))
        .subject("handoff.response")
        .whose(whose)
        .help(format!(
            "ask {}. 1. if the handoff is taken: {}; 2. if not: {}{reason}",
            words::plain(seller.unwrap_or("the seller")),
            words::command(case, "accept", &[]),
            words::command(case, "decline", &["--reason", "REASON"])
        )),
    );
}
