//! The end of a deal, what the partner hears of it, and opening it again (D3.6, D3.7, D3.9).

use crate::analysis::{Case, feedback};
use crate::edit::{NewValue, Operation};
use crate::model::deal::OutcomeResult;

use super::{Move, Outcome, Refusal, Stamp, name, one_of};

/// How a deal ended.
#[derive(Clone, Copy, Debug)]
pub struct Close<'a> {
    /// Won, lost or disqualified.
    pub result: OutcomeResult,
    /// What was signed, as it is written.
    pub amount: Option<&'a str>,
    /// Why, if not won.
    pub reason: Option<&'a str>,
    /// More.
    pub note: Option<&'a str>,
}

/// Closes a deal.
///
/// # Errors
/// It was closed otherwise, or what its end needs is not said.
pub fn close(case: &Case<'_>, stamp: &Stamp<'_>, how: &Close<'_>) -> Outcome {
    let deal = name(case);
    match case.result() {
        Some(result) if result == how.result => {
            return Ok(Move::done(format!("was {result} before")));
        }
        Some(result) => {
            return Err(Refusal::new(
                format!("{deal} is closed: {result}"),
                format!(
                    "if that was a slip, take it back first: dealctl unset {deal} outcome; if it was opened again: dealctl \
                     reopen {deal} --why REASON"
                ),
            ));
        }
        None => {}
    }
    let reason = match (how.result, how.reason) {
        (OutcomeResult::Won, _) => None,
        (result, None) => return Err(needs_reason(case, result)),
        (result, Some(reason)) => Some(reason_of(case, result, reason)?),
    };
    if how.result == OutcomeResult::Won && how.amount.is_none() {
        return Err(Refusal::new(
            format!("nobody says what was signed for {deal}"),
            format!("ask who closed it, then: dealctl close {deal} won --amount AMOUNT"),
        ));
    }
    let mut operations = keep_before(stamp);
    let outcome = NewValue::map([
        ("result", Some(NewValue::plain(how.result))),
        ("date", Some(stamp.date())),
        ("amount", how.amount.map(NewValue::plain)),
        ("by", stamp.by()),
        ("reason", reason.as_deref().map(NewValue::text)),
        ("note", how.note.map(NewValue::text)),
    ]);
    operations.push(Operation::set("outcome", outcome));
    let why = reason.map_or_else(String::new, |reason| format!(": {reason}"));
    Ok(Move::new(
        operations,
        format!("closed as {}{why}", how.result),
        format!("{}{why}", how.result),
    ))
}

/// The reasons that the deal's stage names, which are counted.
fn reasons<'a>(case: &Case<'a>) -> Vec<&'a str> {
    let stage = case.stage().map(|(_, stage)| stage);
    let reasons = stage.into_iter().flat_map(|stage| &stage.disqualify);
    reasons.map(|reason| &*reason.value).collect()
}

fn needs_reason(case: &Case<'_>, result: OutcomeResult) -> Refusal {
    let deal = name(case);
    let known = match reasons(case).as_slice() {
        [] => String::new(),
        reasons => format!("; its stage names: {}", reasons.join(", ")),
    };
    Refusal::new(
        format!("nobody says why {deal} was {result}"),
        format!("ask who worked on it, then: dealctl close {deal} {result} --reason REASON{known}"),
    )
}

/// A deal is disqualified for a reason that its stage names; it is lost for any.
fn reason_of(case: &Case<'_>, result: OutcomeResult, typed: &str) -> Result<String, Refusal> {
    let known = reasons(case);
    if result == OutcomeResult::Disqualified && !known.is_empty() {
        let head = typed.split(':').next().unwrap_or(typed);
        let found = one_of("reason of its stage", head, known)?;
        let rest = &typed[head.len()..];
        return Ok(format!("{found}{rest}"));
    }
    Ok(typed.to_owned())
}

/// The outcome that an opening on record has ended makes room for the new one.
fn keep_before(stamp: &Stamp<'_>) -> Vec<Operation> {
    let mut operations = Vec::new();
    let Some(opened) = stamp.root.get("reopened") else {
        return operations;
    };
    let last = match &opened.value {
        crate::text::Value::List(items) => format!("reopened.{}", items.len().saturating_sub(1)),
        _ => "reopened".to_owned(),
    };
    for key in ["outcome", "feedback"] {
        if let Some(old) = stamp.written(key) {
            operations.push(Operation::set(&format!("{last}.{key}"), old));
            operations.push(Operation::remove(key));
        }
    }
    operations
}

/// Opens a closed deal again, by name, day and reason.
///
/// # Errors
/// It is open, or nobody is named who opens it.
pub fn reopen(case: &Case<'_>, stamp: &Stamp<'_>, why: &str) -> Outcome {
    if !case.deal.is_closed() {
        return Ok(Move::done("is open"));
    }
    let by = stamp.needs_by("opens it again")?;
    let opened = NewValue::map([
        ("date", Some(stamp.date())),
        ("by", Some(by)),
        ("why", Some(NewValue::text(why))),
    ]);
    let operation = match stamp.root.get("reopened") {
        None => Operation::set("reopened", opened),
        Some(_) => Operation::append("reopened", opened),
    };
    Ok(Move::new(vec![operation], "open again", "reopen"))
}

/// Records that the partner was told the outcome.
///
/// # Errors
/// The deal is open, has no partner, or nobody is named who was told.
pub fn tell(case: &Case<'_>, stamp: &Stamp<'_>, to: Option<&str>, note: Option<&str>) -> Outcome {
    let deal = name(case);
    if !case.deal.is_closed() {
        return Err(Refusal::new(
            format!("{deal} is open: there is no outcome to tell"),
            format!("see what it waits for: dealctl gate {deal}"),
        ));
    }
    if feedback::untold(case).is_none() {
        return Ok(Move::done(
            "has nothing left to tell: the partner knows, or there is none",
        ));
    }
    let partner = case.deal.partner.as_deref();
    let contact = partner.and_then(|partner| partner.contact.as_ref()?.name.as_ref());
    let contact = contact.and_then(|contact| case.person_name(contact));
    let Some(to) = to.or(contact) else {
        return Err(Refusal::new(
            format!("nobody at the partner of {deal} is named"),
            format!("name who is told: dealctl tell {deal} --to NAME"),
        ));
    };
    let feedback = NewValue::map([
        ("date", Some(stamp.date())),
        ("to", Some(NewValue::text(to))),
        ("by", stamp.by()),
        ("note", note.map(NewValue::text)),
    ]);
    let operation = Operation::replace("feedback", feedback);
    Ok(Move::new(
        vec![operation],
        format!("has its outcome told to {to}"),
        format!("tell {to}"),
    ))
}
