//! How a sending is told: to whom, what was wrong with it place by place, and whose rule that breaks.

use crate::analysis::Case;
use crate::analysis::readiness::Failed;
use crate::lint::words;
use crate::model::Process;
use crate::model::deal::{Handoff, Sent};
use crate::text::Span;

/// ` to Sam Ortiz`, where the deal names somebody.
pub(super) fn to_seller(case: &Case<'_>) -> String {
    let seller = case.deal.seller();
    seller.map_or_else(String::new, |seller| {
        format!(" to {}", words::plain(seller))
    })
}

/// What failed, numbered place by place, the sending last. What is not there has no place of its own: it is said where
/// the packet went out.
pub(super) fn numbered(
    handoff: &Handoff,
    sent: &Sent,
    went: String,
    failed: &[Failed],
) -> Vec<(Span, String)> {
    let (absent, there): (Vec<&Failed>, Vec<&Failed>) = failed
        .iter()
        .partition(|failed| failed.span == handoff.key_span);
    let absent = absent
        .iter()
        .map(|failed| (sent.key_span, failed.why.clone()));
    there
        .iter()
        .map(|failed| (failed.span, failed.why.clone()))
        .chain([(sent.key_span, went)])
        .chain(absent)
        .zip(1..)
        .map(|((span, says), number)| (span, format!("{number}. {says}")))
        .collect()
}

/// How a sending that was too early is set right: by another one, or by saying why it stands.
pub(super) fn way_out(case: &Case<'_>, handoff: &Handoff) -> String {
    if handoff.result() == Some("accepted") || case.deal.is_closed() {
        return format!(
            "what went out early stays on record; waive it: {}",
            words::waiver("rule: handoff/sent-before-ready", case.today)
        );
    }
    format!(
        "send it again with sent: {}, and keep what went out under earlier_handoffs",
        case.today
    )
}

/// Whose rule the trigger of the handoff stage is.
pub(super) fn the_rule(process: &Process) -> String {
    match process.joint_owners().as_slice() {
        [] => "the rule for every handoff".to_owned(),
        names => format!("the rule {} set for every handoff", words::list(names)),
    }
}
