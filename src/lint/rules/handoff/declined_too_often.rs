//! `handoff/declined-too-often`.

use crate::analysis::handoff_step::HandoffStep;
use crate::lint::rule::rule;
use crate::lint::{DealContext, Sink, handoff_words, words};

rule! {
    /// A packet was declined as often as its stage allows, and the deal is still open.
    ///
    /// `disqualify` of the handoff stage says what ends a deal there (D1.3): `declined twice` after the second no, `declined 3
    /// times` after the third. After a decline somebody moves (D4.9), and here the move is to close the deal, or to say why
    /// it goes on.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12, handoff: 2026-11-09}
    /// handoff: {seller: Sam Ortiz, sent: 2026-11-17, response: {result: declined, date: 2026-11-18, by: Sam Ortiz, reason: need unclear}}
    /// earlier_handoffs:
    ///   - {sent: 2026-11-09, seller: Kemi Adeyemi, response: {result: declined, date: 2026-11-10, reason: not my account}}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// history: {registered: 2026-09-28, qualified: 2026-10-12, handoff: 2026-11-09}
    /// handoff: {seller: Sam Ortiz, sent: 2026-11-17, response: {result: declined, date: 2026-11-18, by: Sam Ortiz, reason: need unclear}}
    /// ```
    pub(super) DECLINED_TOO_OFTEN = "handoff/declined-too-often", Warning, Deal(check)
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let (Some(step), Some((_, stage))) = (deal.handoff_step(), case.stage()) else {
        return;
    };
    let HandoffStep::GiveUp { decline, rule } = step else {
        return;
    };
    let Some(whose) = step.assignee(case) else {
        return;
    };
    let times = match decline.times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        times => format!("{} times", words::number(times)),
    };
    let message = format!(
        "the packet was declined {times}, and {} lets such a deal go: {}",
        stage.name,
        handoff_words::declined(case, decline)
    );
    let help = format!(
        "ask {}. 1. if nobody takes it, close it: {}; 2. if it goes on, say why: {}",
        words::who(&whose),
        words::command(
            case,
            "close",
            &["disqualified", "--reason", &words::plain(rule)]
        ),
        deal.waive("handoff/declined-too-often")
    );
    let place = case.deal.place(decline.response.key_span);
    out.add(
        out.finding(place, message)
            .label("the last no")
            .related(case.process.place(rule.span), "what ends a deal here")
            .subject("handoff.response")
            .whose(whose)
            .help(help),
    );
}
