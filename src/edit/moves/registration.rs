//! The answer to a registration (D2.5).

use crate::analysis::Case;
use crate::analysis::registration::{Answer, answer};
use crate::edit::{NewValue, Operation};

use super::{Move, Outcome, Refusal, Stamp, name, needs_open};

/// Approves a registration: protection counts from this day.
///
/// # Errors
/// There is no registration, or it was rejected.
pub fn approve(case: &Case<'_>, stamp: &Stamp<'_>) -> Outcome {
    needs_registration(case)?;
    match answer(case.deal) {
        Answer::Approved(_) => return Ok(Move::done("was approved before")),
        Answer::Rejected => {
            let name = name(case);
            return Err(Refusal::new(
                format!("the registration of {name} was rejected"),
                format!(
                    "if that was a slip, take it back first: dealctl unset {name} registered.rejected"
                ),
            ));
        }
        Answer::Waiting => {}
    }
    needs_open(case)?;
    let answer = NewValue::map([("date", Some(stamp.date())), ("by", stamp.by())]);
    let set = Operation::set("registered.approved", answer);
    Ok(Move::new(vec![set], "approved", "approve the registration"))
}

/// Rejects a registration: it protects nothing, and the partner hears why.
///
/// # Errors
/// There is no registration, or it was approved.
pub fn reject(case: &Case<'_>, stamp: &Stamp<'_>, reason: &str) -> Outcome {
    needs_registration(case)?;
    match answer(case.deal) {
        Answer::Rejected => return Ok(Move::done("was rejected before")),
        Answer::Approved(_) => {
            let name = name(case);
            return Err(Refusal::new(
                format!("the registration of {name} was approved"),
                format!(
                    "a deal that was taken on leaves by its stage: dealctl close {name} disqualified --reason REASON"
                ),
            ));
        }
        Answer::Waiting => {}
    }
    needs_open(case)?;
    let answer = NewValue::map([
        ("date", Some(stamp.date())),
        ("by", stamp.by()),
        ("reason", Some(NewValue::text(reason))),
    ]);
    let set = Operation::set("registered.rejected", answer);
    Ok(Move::new(vec![set], "rejected", "reject the registration"))
}

fn needs_registration(case: &Case<'_>) -> Result<(), Refusal> {
    if case.deal.registered.is_some() {
        return Ok(());
    }
    let name = name(case);
    Err(Refusal::new(
        format!("{name} has no registration to answer"),
        format!(
            "ask the partner when it was registered, then: dealctl set {name} registered.date DATE"
        ),
    ))
}
