//! `handoff/answered-before-sent`.

use crate::analysis::acceptance;
use crate::analysis::moves::{self, Role};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, words};
use crate::model::deal::Handoff;
use crate::model::scalar::prose_date;

rule! {
    /// A handoff was answered before it was sent.
    ///
    /// One of the two days is wrong, and how long the seller took (D6) cannot be known: such an answer is left out of
    /// every response time. Earlier handoffs are checked too.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// handoff:
    ///   seller: Sam Ortiz
    ///   sent: 2026-11-20
    ///   response: {result: accepted, date: 2026-11-02, by: Sam Ortiz}
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// earlier_handoffs:
    ///   - {sent: 2026-11-09, seller: Kemi Adeyemi, response: {result: declined, date: 2026-11-06, reason: not my account}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// handoff:
    ///   seller: Sam Ortiz
    ///   sent: 2026-11-02
    ///   response: {result: accepted, date: 2026-11-02, by: Sam Ortiz}
    /// ```
    pub(super) ANSWERED_BEFORE_SENT = "handoff/answered-before-sent", Error, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    if let Some(handoff) = deal.case.deal.handoff.as_deref() {
        one(deal, handoff, "handoff", out);
    }
    for (n, handoff) in deal.case.deal.earlier_handoffs.iter().enumerate() {
        one(deal, handoff, &format!("earlier_handoffs.{n}"), out);
    }
}

fn one(deal: &DealContext<'_>, handoff: &Handoff, at: &str, out: &mut Sink<'_>) {
    let case = &deal.case;
    let answered = handoff.response.as_ref().and_then(|answer| answer.date);
    let (Some(sent), Some(answered)) = (handoff.sent_on(), answered) else {
        return;
    };
    if answered.value >= sent.value {
        return;
    }
    let day = |day| prose_date(day, case.today);
    let (on, went) = (day(answered.value), day(sent.value));
    let seller = acceptance::seller_of(case, handoff).and_then(|who| case.person_name(who));
    let mut help = format!(
        "ask {} for both days, and correct the wrong one. 1. the answer: {}; 2. the sending: {}",
        words::plain(seller.unwrap_or("the seller")),
        deal.set(answered.span, &format!("{at}.response.date"), "DATE"),
        deal.set(sent.span, &format!("{at}.sent"), "DATE")
    );
    if at == "handoff" {
        help.push_str(
            "; 3. an answer to an earlier packet: move it below `earlier_handoffs`, with the seller and the day of that packet",
        );
    }
    out.add(
        out.finding(
            case.deal.place(answered.span),
            format!("answered on {on}, before the packet was sent on {went}"),
        )
        .label("the answer")
        .related(case.deal.place(sent.span), "the sending")
        .subject(format!("{at}.response.date"))
        .whose(moves::of_role(case, Role::Seller))
        .help(help),
    );
}
