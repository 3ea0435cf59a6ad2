//! Judges whether what meets a criterion was on record while the deal was in the stage (D3.9).

use chrono::NaiveDate;

use crate::model::on_record::any_later;
use crate::model::path::is_below;
use crate::model::scalar::{Date, prose_date};
use crate::model::{Check, Condition, Criterion, Found, View};
use crate::text::Span;

use super::Case;
use super::check;
use super::criteria::{Lack, Pass, Unmet};

/// The parts of a handoff that belong to one pass through its stage.
const OF_ONE_PASS: [&str; 2] = ["handoff.response", "handoff.sent"];

/// Judges the days of what meets a criterion.
///
/// # Errors
/// The value that is not from that time.
pub(super) fn judge(case: &Case<'_>, criterion: &Criterion, pass: Pass) -> Result<(), Unmet> {
    if let Some(field) = &criterion.field {
        if let Err(day) = case.deal.lookup_by(field, pass.until) {
            return Err(later(case, pass, field, day));
        }
        answers_later_packet(case, pass, field)?;
        earlier_pass(case, pass, field)?;
    }
    for condition in &criterion.conditions {
        if let Condition::Check(check) = condition {
            judge_check(case, check, pass)?;
        }
    }
    Ok(())
}

fn judge_check(case: &Case<'_>, check: &Check, pass: Pass) -> Result<(), Unmet> {
    for path in &check.paths {
        answers_later_packet(case, pass, path)?;
        earlier_pass(case, pass, path)?;
    }
    let late = check.paths.iter().find_map(|path| {
        let view = match path.as_str() {
            "" => View::Record(&*case.deal.data),
            path => match case.deal.lookup(path) {
                Found::Value(view) => view,
                _ => return None,
            },
        };
        let day = case.deal.lookup_by(path, pass.until).err();
        Some((path, day.or_else(|| any_later(view, pass.until))?))
    });
    let Some((path, day)) = late else {
        return Ok(());
    };
    let value = check::deal_value(case, check, Some(pass.until));
    match case.process.checks.run(check, value, pass.until) {
        Ok(true) => Ok(()),
        _ if path.is_empty() => Err(unmet(
            day.span,
            format!(
                "rests on what came on {}, {}",
                prose_date(day.value, case.today),
                after(case, pass)
            ),
        )),
        _ => {
            let unmet = later(case, pass, path, day);
            Err(Unmet {
                why: format!("does not hold: {path} {}", unmet.why),
                ..unmet
            })
        }
    }
}

/// A value that came on record after the pass.
fn later(case: &Case<'_>, pass: Pass, path: &str, day: Date) -> Unmet {
    let on = prose_date(day.value, case.today);
    unmet(
        case.deal.nearest_span(path),
        format!("is dated {on}, {}", after(case, pass)),
    )
}

fn after(case: &Case<'_>, pass: Pass) -> String {
    let until = prose_date(pass.until, case.today);
    if pass.is_over {
        format!("and the stage was left on {until}")
    } else {
        format!("and today is {until}")
    }
}

/// An answer without a day counts from the day of the packet that it answers.
fn answers_later_packet(case: &Case<'_>, pass: Pass, path: &str) -> Result<(), Unmet> {
    let handoff = case.deal.handoff.as_deref();
    let response = handoff.and_then(|handoff| handoff.response.as_ref());
    let is_undated = response.is_some_and(|response| response.date.is_none());
    if !is_undated || !is_below(path, "handoff.response") {
        return Ok(());
    }
    let sent = || handoff?.sent_on();
    match sent().filter(|sent| sent.value > pass.until) {
        None => Ok(()),
        Some(sent) => Err(unmet(
            case.deal.nearest_span(path),
            format!(
                "answers a packet of {}, {}",
                prose_date(sent.value, case.today),
                after(case, pass)
            ),
        )),
    }
}

/// A deal that came back to the handoff needs a new packet and a new answer.
fn earlier_pass(case: &Case<'_>, pass: Pass, path: &str) -> Result<(), Unmet> {
    let Some(back) = pass.came_back else {
        return Ok(());
    };
    if !OF_ONE_PASS.iter().any(|part| is_below(path, part)) {
        return Ok(());
    }
    match answered_or_sent(case, path).filter(|day| *day < back) {
        None => Ok(()),
        Some(day) => Err(unmet(
            case.deal.nearest_span(path),
            format!(
                "is of {}, before the deal came back on {}",
                prose_date(day, case.today),
                prose_date(back, case.today)
            ),
        )),
    }
}

/// Returns the day of the answer, or of the sending if the path is of that or the answer has none.
fn answered_or_sent(case: &Case<'_>, path: &str) -> Option<NaiveDate> {
    let handoff = case.deal.handoff.as_deref()?;
    let response = handoff.response.as_ref();
    let answered = response.and_then(|response| response.date);
    let answered = answered.filter(|_| is_below(path, "handoff.response"));
    answered.or(handoff.sent_on()).map(|day| day.value)
}

fn unmet(span: Span, why: String) -> Unmet {
    Unmet {
        why,
        span,
        lack: Lack::OtherTime,
    }
}
