//! Finds what was changed in a deal after the commit that closed it (D3.6).

use rust_decimal::Decimal;

use crate::model::deal::OutcomeResult;
use crate::model::past::{Facts, Version, cut};
use crate::model::{Amount, Found, Process, View};
use crate::text::{Span, name};

use super::Case;
use super::past::credit_change;

/// A value that was changed after the close was committed.
#[derive(Clone, Debug)]
pub struct EditedValue {
    /// Its path.
    pub path: &'static str,
    /// What it was when the deal was closed.
    pub from: String,
    /// What it is now.
    pub to: String,
    /// Where it is, or the nearest key above it if it was removed.
    pub span: Span,
}

/// The values for which one commit made the last change.
#[derive(Clone, Debug)]
pub struct EditAfterClose<'a> {
    /// The commit that closed the deal.
    pub closing: &'a Version,
    /// The commit that gave the values what they are now.
    pub version: &'a Version,
    /// The values.
    pub values: Vec<EditedValue>,
}

/// Returns what was changed in a deal after the commit that closed it: outcome, amount or credit (D3.6), by commit. A deal that
/// was opened again has lost its outcome.
///
/// Filling in what was empty at the close, or 0, is not a change, but changing it afterwards is. Nor is the correction of a reason
/// that no stage names. A value that was put back counts as
/// unchanged.
pub fn edits_after_close<'a>(case: &Case<'a>, past: &'a [Version]) -> Vec<EditAfterClose<'a>> {
    let mut edits: Vec<EditAfterClose<'a>> = Vec::new();
    // A close that an opening on record has ended settles nothing any more.
    let is_ended =
        |version: &Version| version.after.reopened.is_some() && version.after.result.is_none();
    let open_from = past.iter().rposition(is_ended).map_or(0, |at| at + 1);
    let mut later = past[open_from..].iter();
    let closed = later.position(|version| version.after.result.is_some());
    let Some(closed) = closed.map(|closed| open_from + closed) else {
        return edits;
    };
    let since = &past[closed..];
    let is_reopened = !case.deal.lookup("outcome.result").is_present();
    if is_reopened && case.deal.later.outcome.is_some() {
        return edits;
    }
    for (path, value_of) in VALUES {
        if is_left_out(case, past, &since[0].after, path, is_reopened) {
            continue;
        }
        let value_of = |facts: &Facts| value_of(facts, case.process);
        let Some((version, edited)) = edit(case, since, path, &value_of) else {
            continue;
        };
        match edits
            .iter_mut()
            .find(|edit| edit.version.commit == version.commit)
        {
            Some(edit) => edit.values.push(edited),
            None => edits.push(EditAfterClose {
                closing: &since[0],
                version,
                values: vec![edited],
            }),
        }
    }
    edits
}

/// Returns whether a value is not looked at: anything but the result if the deal was opened again, the expected amount if one was
/// signed, and the credit rule if it changed after entry, which has a finding of its own.
fn is_left_out(
    case: &Case<'_>,
    past: &[Version],
    closing: &Facts,
    path: &str,
    is_reopened: bool,
) -> bool {
    let signed = || case.deal.outcome.as_ref()?.amount.as_ref();
    match path {
        "outcome.result" => false,
        _ if is_reopened => true,
        "opportunity.amount" => closing.outcome_amount.is_some() || signed().is_some(),
        "credit.rule" => credit_change(case, past).is_some(),
        _ => false,
    }
}

/// Returns the last change of a value since the close, compared with the first value since then.
fn edit<'a>(
    case: &Case<'_>,
    since: &'a [Version],
    path: &'static str,
    value_of: &dyn Fn(&Facts) -> Option<String>,
) -> Option<(&'a Version, EditedValue)> {
    let (first, from) = since
        .iter()
        .enumerate()
        .find_map(|(n, version)| Some((n, value_of(&version.after)?)))?;
    let (to, span) = match case.deal.lookup(path) {
        Found::Value(view) => shown(view, case.process)?,
        Found::Unusable(_) => return None,
        Found::Absent | Found::Placeholder(_) => {
            ("nothing".to_owned(), case.deal.nearest_span(path))
        }
    };
    let mut changes = since[first + 1..].iter().rev();
    let version = changes.find(|version| version.changed(value_of).is_some())?;
    let value = EditedValue {
        path,
        from,
        to,
        span,
    };
    let is_change = value.from != value.to && !is_correction(case, &value);
    is_change.then_some((version, value))
}

/// Returns whether a reason that no stage names became one that a stage names: its name was corrected, or it was never counted.
fn is_correction(case: &Case<'_>, value: &EditedValue) -> bool {
    if value.path != "outcome.reason" {
        return false;
    }
    let stages = case.process.stages.iter();
    let known = stages.flat_map(|stage| &stage.disqualify);
    let names = |text: &str| {
        let head = text.split(':').next().unwrap_or(text).trim();
        let mut known = known.clone();
        known.any(|known| known.trim().eq_ignore_ascii_case(head))
    };
    let is_slip = name::nearest(&value.from, [&*value.to]).is_some();
    let was_to_be_named = case.result() == Some(OutcomeResult::Disqualified);
    !names(&value.from) && names(&value.to) && (is_slip || was_to_be_named)
}

/// Returns a value of a version as text in one form, so that texts can be compared.
type ValueOf = fn(&Facts, &Process) -> Option<String>;

/// The values that a close settles.
const VALUES: &[(&str, ValueOf)] = &[
    ("outcome.result", |facts, _| {
        facts.result.as_deref().map(ToOwned::to_owned)
    }),
    ("outcome.date", |facts, _| {
        facts.closed_on.map(|day| day.to_string())
    }),
    ("outcome.amount", |facts, process| {
        let amount = facts
            .outcome_amount
            .filter(|amount| !amount.value.is_zero());
        Some(money(process, amount?))
    }),
    ("outcome.reason", |facts, _| {
        facts.outcome_reason.as_deref().map(ToOwned::to_owned)
    }),
    ("opportunity.amount", |facts, process| {
        Some(money(process, facts.amount?))
    }),
    ("credit.rule", |facts, _| {
        facts.credit_rule.as_deref().map(ToOwned::to_owned)
    }),
    ("credit.share", |facts, _| facts.credit_share.map(per_cent)),
];

/// Returns a value of the deal in the same form, and its place; `None` if it has another type.
fn shown(view: View<'_>, process: &Process) -> Option<(String, Span)> {
    Some(match view {
        View::Text(text) => (cut(text).to_owned(), text.span),
        View::Word(word) => (word.value.to_owned(), word.span),
        View::Date(date) => (date.value.to_string(), date.span),
        View::Money(amount) => (money(process, amount.value), amount.span),
        View::Percent(share) => (per_cent(share.value), share.span),
        _ => return None,
    })
}

fn per_cent(share: Decimal) -> String {
    format!("{}%", share.normalize())
}

/// Returns an amount in one form: without trailing zeros, and with its currency.
fn money(process: &Process, amount: Amount) -> String {
    let currency = amount.currency.unwrap_or(process.currencies.base);
    format!("{} {}", amount.value.normalize(), currency.code())
}
