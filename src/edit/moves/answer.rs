//! The seller's answer to a handoff (D4.8).

use crate::analysis::{Case, acceptance};
use crate::edit::{NewValue, Operation};
use crate::model::deal::ResponseResult;

use super::{Move, Outcome, Refusal, Stamp, name, needs_open, one_of};

/// What a seller says beside yes or no.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answer<'a> {
    /// The better move that the seller takes instead.
    pub instead: Option<&'a str>,
    /// Whether a clarifying call was needed; `None` if nobody says.
    pub call: Option<bool>,
    /// More.
    pub note: Option<&'a str>,
}

/// The seller takes the move, or a better one.
///
/// # Errors
/// No packet waits for an answer.
pub fn accept(case: &Case<'_>, stamp: &Stamp<'_>, answer: &Answer<'_>) -> Outcome {
    respond(case, stamp, ResponseResult::Accepted, None, answer)
}

/// The seller does not take it, for a reason from the list of process.toml.
///
/// # Errors
/// No packet waits for an answer, or the reason is not on the list.
pub fn decline(case: &Case<'_>, stamp: &Stamp<'_>, reason: &str, answer: &Answer<'_>) -> Outcome {
    let handoff = case.process.written.handoff.as_ref();
    let reasons = handoff.map(|handoff| handoff.decline_reasons.keys().collect::<Vec<_>>());
    let reason = match reasons.filter(|reasons| !reasons.is_empty()) {
        Some(reasons) => one_of("reason to decline", reason, reasons)?,
        None => reason,
    };
    respond(case, stamp, ResponseResult::Declined, Some(reason), answer)
}

fn respond(
    case: &Case<'_>,
    stamp: &Stamp<'_>,
    result: ResponseResult,
    reason: Option<&str>,
    answer: &Answer<'_>,
) -> Outcome {
    needs_open(case)?;
    let deal = name(case);
    let handoff = case.deal.handoff.as_deref();
    let known = handoff.and_then(crate::model::deal::Handoff::result);
    let answered = case.deal.lookup("handoff.response.date").is_present();
    match known {
        Some(known) if known == result && answered => {
            return Ok(Move::done(format!("was {result} before")));
        }
        Some(known) if known != result => {
            return Err(Refusal::new(
                format!("the handoff of {deal} was {known}"),
                format!(
                    "if that was a slip, take it back first: dealctl unset {deal} handoff.response"
                ),
            ));
        }
        _ => {}
    }
    if handoff.is_none_or(|handoff| handoff.sent_on().is_none()) {
        return Err(Refusal::new(
            format!("no packet of {deal} has gone out, so there is nothing to answer"),
            format!("if one has, record it first: dealctl handoff {deal} send --on DATE"),
        ));
    }
    let seller = handoff.and_then(|handoff| acceptance::seller_of(case, handoff));
    let seller = seller.and_then(|seller| case.person_name(seller));
    let by = if stamp.by_given {
        stamp.by
    } else {
        seller.or(stamp.by)
    };
    let response = NewValue::map([
        ("result", Some(NewValue::plain(result))),
        ("date", Some(stamp.date())),
        ("by", by.map(NewValue::text)),
        ("reason", reason.map(NewValue::text)),
        ("instead", answer.instead.map(NewValue::text)),
        ("clarifying_call", answer.call.map(NewValue::plain)),
        ("note", answer.note.map(NewValue::text)),
    ]);
    let who = by.map_or_else(String::new, |by| format!(" by {by}"));
    let subject = match result {
        ResponseResult::Accepted => format!("accepted{who}"),
        ResponseResult::Declined => format!("declined{who}: {}", reason.unwrap_or_default()),
    };
    let mut operations = vec![Operation::set("handoff.response", response)];
    // Who takes the handoff owns the customer motion from then on (D0).
    let is_led = case.deal.lookup("roles.customer").is_present();
    if let (ResponseResult::Accepted, false, Some(seller)) = (result, is_led, seller) {
        operations.push(Operation::set("roles.customer", NewValue::text(seller)));
    }
    Ok(Move::new(operations, format!("{result}{who}"), subject))
}
