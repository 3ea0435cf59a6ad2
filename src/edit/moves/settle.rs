//! What a gate asks for: the verdicts of the qualification, and waivers (D1.8, D3.4).

use crate::analysis::{Case, gates};
use crate::edit::{NewValue, Operation};
use crate::model::deal::Waiver;

use super::{Move, Outcome, Refusal, Stamp, needs_open, one_of, real};

/// The verdicts of a qualification.
const VERDICTS: [&str; 3] = ["budget", "timing", "fit"];

/// Records verdicts, each `budget=confirmed` or `budget,fit=confirmed`; source and note are those of all that are named.
///
/// # Errors
/// A verdict has another name or no status, or nobody is named who qualified the deal.
pub fn qualify(
    case: &Case<'_>,
    stamp: &Stamp<'_>,
    verdicts: &[String],
    source: Option<&str>,
    note: Option<&str>,
) -> Outcome {
    needs_open(case)?;
    let known = case.deal.qualification.as_deref();
    let mut operations = Vec::new();
    if known.is_none_or(|known| real(known.by.as_ref()).is_none()) {
        let by = stamp.needs_by("qualified it")?;
        operations.push(Operation::set("qualification.by", by));
    }
    let mut said = Vec::new();
    let pairs = verdicts.iter().flat_map(|verdict| {
        let (keys, status) = verdict.split_once('=').unwrap_or((verdict, ""));
        keys.split(',').map(move |key| (key, status))
    });
    for (key, status) in pairs {
        let key = one_of("verdict", key, VERDICTS)?;
        if status.trim().is_empty() {
            return Err(Refusal::new(
                format!("nothing is said of {key}"),
                format!("write {key}=confirmed, or what is open: {key}=open"),
            ));
        }
        let old = known.and_then(|known| match key {
            "budget" => known.budget.as_ref(),
            "timing" => known.timing.as_ref(),
            _ => known.fit.as_ref(),
        });
        said.push(format!("{key} {status}"));
        let is_same = old.is_some_and(|old| real(old.status.as_ref()) == Some(status.trim()));
        let new = NewValue::map([
            ("status", Some(NewValue::text(status.trim()))),
            ("date", (!is_same).then(|| stamp.date())),
            ("source", source.map(NewValue::text)),
            ("note", note.map(NewValue::text)),
        ]);
        operations.push(Operation::set(&format!("qualification.{key}"), new));
    }
    let said = said.join(", ");
    Ok(Move::new(
        operations,
        format!("qualified: {said}"),
        format!("qualify: {said}"),
    ))
}

/// Waives a criterion on this deal, by a person, on a day, for a reason. A bare id is one of the deal's stage, else the only one of
/// that name.
///
/// # Errors
/// No or several criteria have that name, or nobody is named who waives it.
pub fn waive(case: &Case<'_>, stamp: &Stamp<'_>, criterion: &str, why: &str) -> Outcome {
    let mut all: Vec<String> = Vec::new();
    let own = case.stage().map(|(number, _)| number);
    for (number, stage) in case.process.stages.iter().enumerate() {
        for known in &stage.criteria {
            let full = format!("{}/{}", stage.id.value, known.id);
            if full == criterion || own == Some(number) && known.id == criterion {
                return waiver(case, stamp, "criterion", &full, why);
            }
            all.push(full);
        }
    }
    let full = one_of("criterion", criterion, all.iter().map(String::as_str))?;
    waiver(case, stamp, "criterion", full, why)
}

/// Waives a rule of lint on this deal.
///
/// # Errors
/// Nobody is named who waives it.
pub fn waive_rule(case: &Case<'_>, stamp: &Stamp<'_>, rule: &str, why: &str) -> Outcome {
    waiver(case, stamp, "rule", rule, why)
}

fn waiver(case: &Case<'_>, stamp: &Stamp<'_>, kind: &str, what: &str, why: &str) -> Outcome {
    let names = |waiver: &&Waiver| {
        let named = if kind == "rule" {
            &waiver.rule
        } else {
            &waiver.criterion
        };
        named.as_ref().is_some_and(|named| &*named.value == what)
            && gates::lacks(case, waiver).is_empty()
    };
    if case.deal.waivers.iter().any(|waiver| names(&waiver)) {
        return Ok(Move::done(format!("has a waiver of {what} already")));
    }
    let by = stamp.needs_by(&format!("waives {what}"))?;
    let item = NewValue::map([
        (kind, Some(NewValue::text(what))),
        ("by", Some(by)),
        ("date", Some(stamp.date())),
        ("why", Some(NewValue::text(why))),
    ]);
    let subject = format!("waive {what}");
    Ok(Move::new(
        vec![Operation::append("waivers", item)],
        format!("waived {what}"),
        subject,
    ))
}
