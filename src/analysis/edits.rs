//! What was changed of a deal after the commit that closed it (D3.6).

use rust_decimal::Decimal;

use crate::model::past::{Facts, Version, cut};
use crate::model::{Amount, Found, Process, View};
use crate::text::Span;

use super::Case;
use super::past::credit_change;

/// A value that was changed after the close was committed.
#[derive(Clone, Debug)]
pub struct Edited {
    /// Its path.
    pub path: &'static str,
    /// What it said when the deal was closed.
    pub from: String,
    /// What it says now.
    pub to: String,
    /// Where it stands, or the outcome when it stands nowhere.
    pub span: Span,
}

/// The values that one commit changed last.
#[derive(Clone, Debug)]
pub struct EditedClose<'a> {
    /// The commit that closed the deal.
    pub closing: &'a Version,
    /// The commit that made the values what they are.
    pub version: &'a Version,
    /// The values.
    pub values: Vec<Edited>,
}

/// What was changed of a closed deal after the commit that closed it: outcome, amount or credit (D3.6), by commit. A deal
/// that is open again has lost its outcome.
///
/// What was empty at the close and was filled in later is no change, nor what was put back; what was filled in counts from
/// then on.
pub fn edits_after_close<'a>(case: &Case<'a>, past: &'a [Version]) -> Vec<EditedClose<'a>> {
    let mut edits: Vec<EditedClose<'a>> = Vec::new();
    let closed = past
        .iter()
        .position(|version| version.after.result.is_some());
    let Some(closed) = closed else {
        return edits;
    };
    let since = &past[closed..];
    let is_reopened = !case.deal.lookup("outcome.result").is_present();
    if is_reopened && case.deal.later.outcome.is_some() {
        return edits;
    }
    for (path, said) in VALUES {
        if is_left_out(case, past, &since[0].after, path, is_reopened) {
            continue;
        }
        let said = |facts: &Facts| said(facts, case.process);
        let Some((version, edited)) = edit(case, since, path, &said) else {
            continue;
        };
        match edits
            .iter_mut()
            .find(|edit| edit.version.commit == version.commit)
        {
            Some(edit) => edit.values.push(edited),
            None => edits.push(EditedClose {
                closing: &since[0],
                version,
                values: vec![edited],
            }),
        }
    }
    edits
}

/// Whether a value is not asked about: of a deal that is open again only the result is; the amount that was expected is
/// not, where one was signed; and a rule that was changed after entry has a finding of its own.
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

/// The last change of a value since the close, against what it first said then.
fn edit<'a>(
    case: &Case<'_>,
    since: &'a [Version],
    path: &'static str,
    said: &dyn Fn(&Facts) -> Option<String>,
) -> Option<(&'a Version, Edited)> {
    let (first, from) = since
        .iter()
        .enumerate()
        .find_map(|(n, version)| Some((n, said(&version.after)?)))?;
    let (to, span) = match case.deal.lookup(path) {
        Found::Value(view) => shown(view, case.process)?,
        Found::Unusable(_) => return None,
        Found::Absent | Found::Placeholder(_) => {
            ("nothing".to_owned(), case.deal.nearest_span(path))
        }
    };
    let mut changes = since[first + 1..].iter().rev();
    let version = changes.find(|version| version.changed(said).is_some())?;
    let value = Edited {
        path,
        from,
        to,
        span,
    };
    (value.from != value.to).then_some((version, value))
}

/// What a version says of a value, in one form.
type Said = fn(&Facts, &Process) -> Option<String>;

/// The values that a close settles. The amount is the one that was signed, else the one that was expected.
const VALUES: &[(&str, Said)] = &[
    ("outcome.result", |facts, _| {
        facts.result.as_deref().map(ToOwned::to_owned)
    }),
    ("outcome.date", |facts, _| {
        facts.closed_on.map(|day| day.to_string())
    }),
    ("outcome.amount", |facts, process| {
        Some(money(process, facts.outcome_amount?))
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

/// A value of the deal in the same form, and where it stands.
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

/// An amount in one form: without zeros at its end, and with its currency.
fn money(process: &Process, amount: Amount) -> String {
    let currency = amount.currency.unwrap_or(process.currencies.base);
    format!("{} {}", amount.value.normalize(), currency.code())
}
