//! The parts of a finding about a sending: whom it went to, what was wrong with it, and whose rule that breaks.

use crate::analysis::Case;
use crate::analysis::conditions::Unready;
use crate::lint::{DealContext, words};
use crate::model::Process;
use crate::model::deal::{Handoff, ResponseResult, Sent};
use crate::model::scalar::Date;
use crate::text::Span;

/// Returns ` to Sam Ortiz`, or nothing if the deal names nobody.
pub(super) fn to_seller(case: &Case<'_>) -> String {
    let seller = case.deal.seller();
    seller.map_or_else(String::new, |seller| {
        format!(" to {}", words::plain(seller))
    })
}

/// Numbers what was not ready place by place, the sending last. What is missing has no place of its own: it is reported
/// where the packet went out.
pub(super) fn numbered(
    handoff: &Handoff,
    sent: &Sent,
    went: String,
    unready: &[&Unready],
) -> Vec<(Span, String)> {
    let unmet = || unready.iter().map(|unready| &unready.unmet);
    let (absent, there): (Vec<_>, Vec<_>) = unmet().partition(|it| it.span == handoff.key_span);
    let absent = absent
        .iter()
        .map(|unmet| (sent.key_span, unmet.why.clone()));
    there
        .iter()
        .map(|unmet| (unmet.span, unmet.why.clone()))
        .chain([(sent.key_span, went)])
        .chain(absent)
        .zip(1..)
        .map(|((span, why), number)| (span, format!("{number}. {why}")))
        .collect()
}

/// Says how to correct a sending that was too early: send again, or waive it.
pub(super) fn way_out(deal: &DealContext<'_>, handoff: &Handoff) -> String {
    let case = &deal.case;
    if handoff.result() == Some(ResponseResult::Accepted) || case.deal.is_closed() {
        return format!(
            "what went out early stays on record, with a reason: {}",
            deal.waive("handoff/sent-before-ready")
        );
    }
    let again = format!(
        "then send it again; what went out stays on record: {}",
        words::command(case, "handoff", &["send", "--again"])
    );
    match new_days(case, handoff) {
        Some(draft) => format!("agree on new days for what is past: {draft}\n{again}"),
        None => again,
    }
}

/// Returns the command that gives the moves new days whose days have passed: a packet that goes out again asks for something that can
/// still be done.
fn new_days(case: &Case<'_>, handoff: &Handoff) -> Option<String> {
    let moves = [
        (&handoff.seller_move, "seller_move.due=DATE"),
        (&handoff.partner_move, "partner_move.due=DATE"),
    ];
    let is_past = |due: Option<Date>| due.is_some_and(|due| due.value < case.today);
    let past = moves
        .into_iter()
        .filter_map(|(one, set)| match &one.items[..] {
            [only] if is_past(only.due) => Some(set),
            _ => None,
        });
    let arguments: Vec<&str> = ["draft"].into_iter().chain(past).collect();
    (arguments.len() > 1).then(|| words::command(case, "handoff", &arguments))
}

/// Says whose rule the trigger of the handoff stage is.
pub(super) fn the_rule(process: &Process) -> String {
    match process.joint_owners().as_slice() {
        [] => "the rule for every handoff".to_owned(),
        names => format!("the rule {} set for every handoff", words::list(names)),
    }
}
