//! Judges whether a deal meets one exit criterion, and if not, why (docs/format.md, Criteria).

use std::cmp::Ordering;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::money::{Amount, parse_amount};
use crate::model::path::span_of;
use crate::model::scalar::{parse_date, prose_date};
use crate::model::{Check, Condition, Criterion, Found, Kind, View};
use crate::text::{Span, safe};

use super::{Case, check};

/// Why a criterion is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Why, to follow the field's name: “is missing”, “is `open`, not `confirmed`”.
    pub why: String,
    /// The place of the value, or of the nearest key above it.
    pub span: Span,
    /// What is lacking.
    pub lack: Lack,
}

/// What a deal lacks to meet a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// There is no value.
    Missing,
    /// There is only a placeholder.
    Placeholder,
    /// There is a value that cannot be read; it has a finding of its own.
    Unusable,
    /// There is another value than the criterion requires.
    Other,
    /// There is the value, but not from that time: it came later, or belongs to an earlier pass (D3.9).
    OtherTime,
}

/// The days of a pass through a stage, on which what a criterion asks for has to be on record.
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    /// The day it ended, else today.
    pub until: NaiveDate,
    /// Whether the deal has left the stage.
    pub is_over: bool,
    /// The day the deal came back to the handoff: an answer to an earlier packet does not count. `None` on the first pass.
    pub came_back: Option<NaiveDate>,
}

/// Judges a criterion on a day: the day the deal left the stage, or today. Whether its value was there by then is not asked here.
///
/// # Errors
/// Why the criterion is not met.
pub fn judge(case: &Case<'_>, criterion: &Criterion, day: NaiveDate) -> Result<(), Unmet> {
    if !criterion.is_usable() {
        return Ok(());
    }
    let Some(field) = &criterion.field else {
        return judge_checks(case, criterion, || case.deal.head(), day);
    };
    let span = || case.deal.nearest_span(field);
    let view = match case.deal.lookup(field) {
        Found::Value(view) => view,
        Found::Absent => {
            return Err(Unmet {
                why: "is missing".to_owned(),
                span: span(),
                lack: Lack::Missing,
            });
        }
        Found::Placeholder(span) => {
            return Err(Unmet {
                why: "is only a placeholder".to_owned(),
                span,
                lack: Lack::Placeholder,
            });
        }
        Found::Unusable(span) => {
            return Err(Unmet {
                why: "cannot be read".to_owned(),
                span,
                lack: Lack::Unusable,
            });
        }
    };
    for condition in &criterion.conditions {
        if let Err(why) = judge_value(case, view, condition, day) {
            return Err(Unmet {
                why,
                span: span_of(view).unwrap_or_else(span),
                lack: Lack::Other,
            });
        }
    }
    judge_checks(case, criterion, || span_of(view).unwrap_or_else(span), day)
}

fn judge_checks(
    case: &Case<'_>,
    criterion: &Criterion,
    span: impl Fn() -> Span,
    day: NaiveDate,
) -> Result<(), Unmet> {
    for condition in &criterion.conditions {
        let Condition::Check(check) = condition else {
            continue;
        };
        let answer = case
            .process
            .checks
            .run(check, check::deal_value(case, check, None), day);
        let is_unusable = |path: &&String| matches!(case.deal.lookup(path), Found::Unusable(_));
        let is_absent = |path: &&String| !case.deal.lookup(path).is_present();
        let unusable = check.paths.iter().find(is_unusable);
        let absent = check.needed.iter().find(is_absent);
        let (why, lack) = match (answer, unusable, absent) {
            (Ok(true), None, _) => continue,
            (Ok(true), Some(_), _) if holds_for_any_amount(case, check, day) => continue,
            (_, Some(path), _) => (
                format!("cannot be told: {path} cannot be read"),
                Lack::Unusable,
            ),
            (Ok(false), None, _) => (does_not_hold(case, check), Lack::Other),
            (Err(_), None, Some(path)) => {
                (format!("cannot be told: {path} is missing"), Lack::Missing)
            }
            (Err(why), None, None) => (format!("cannot be told: {why}"), Lack::Other),
        };
        let near = absent
            .or_else(|| check.paths.iter().find(is_absent))
            .or(check.paths.first());
        let span = near
            .filter(|path| !path.is_empty())
            .map_or_else(&span, |path| case.deal.nearest_span(path));
        return Err(Unmet { why, span, lack });
    }
    Ok(())
}

/// Whether a check holds whatever an unknown amount is: the least, or the most. Absent it is not.
fn holds_for_any_amount(case: &Case<'_>, check: &Check, day: NaiveDate) -> bool {
    const AMOUNTS: [f64; 2] = [0.0, 1e13];
    AMOUNTS.iter().all(|amount| {
        let value = check::deal_value_if(case, check, None, Some(*amount));
        matches!(case.process.checks.run(check, value, day), Ok(true))
    })
}

/// Returns that a check is false, with the values that it read.
fn does_not_hold(case: &Case<'_>, check: &Check) -> String {
    let values: Vec<String> = check
        .paths
        .iter()
        .filter(|path| !path.is_empty())
        .take(4)
        .map(|path| match case.deal.lookup(path) {
            Found::Value(view) => format!("{path} is {}", shown(&text_of(view))),
            Found::Absent | Found::Placeholder(_) => format!("{path} is missing"),
            Found::Unusable(_) => format!("{path} cannot be read"),
        })
        .collect();
    if values.is_empty() {
        "does not hold".to_owned()
    } else {
        format!("does not hold ({})", values.join(", "))
    }
}

fn judge_value(
    case: &Case<'_>,
    view: View<'_>,
    condition: &Condition,
    day: NaiveDate,
) -> Result<(), String> {
    let text = text_of(view);
    let shown = || match view {
        View::Money(money) => shown(&money_of(money.value)),
        _ => shown(&text),
    };
    match condition {
        Condition::Equals(wanted) if equal(case, view, &text, wanted) => Ok(()),
        Condition::Equals(wanted) => Err(format!("is {}, not `{wanted}`", shown())),
        Condition::OneOf { values, .. }
            if values.iter().any(|value| equal(case, view, &text, value)) =>
        {
            Ok(())
        }
        Condition::OneOf {
            values,
            table: Some(table),
        } if values.is_empty() => Err(format!(
            "is {}, and [{table}] of process.toml names none",
            shown()
        )),
        Condition::OneOf {
            values,
            table: Some(table),
        } => Err(format!(
            "is {}, which is not in [{table}] ({})",
            shown(),
            values.join(", ")
        )),
        Condition::OneOf { values, .. } => {
            Err(format!("is {}, not one of {}", shown(), values.join(", ")))
        }
        Condition::AtLeast(bound) => match compare(case, view, bound) {
            Some(Ordering::Greater | Ordering::Equal) => Ok(()),
            Some(Ordering::Less) => Err(format!("is {}, less than {bound}", shown())),
            None => Err(format!(
                "is {}, which cannot be compared with {bound}",
                shown()
            )),
        },
        Condition::AtMost(bound) => match compare(case, view, bound) {
            Some(Ordering::Less | Ordering::Equal) => Ok(()),
            Some(Ordering::Greater) => Err(format!("is {}, more than {bound}", shown())),
            None => Err(format!(
                "is {}, which cannot be compared with {bound}",
                shown()
            )),
        },
        Condition::Matches(_, regex) if regex.is_match(&text) => Ok(()),
        Condition::Matches(pattern, _) => {
            Err(format!("is {}, which does not match {pattern}", shown()))
        }
        Condition::Is(kind) => is_kind(case, view, &text, *kind, day),
        Condition::Check(_) | Condition::Broken => Ok(()),
    }
}

/// Returns a value in backticks, cut to 40 characters.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    format!("`{}`", safe::one_line(&short))
}

/// Returns an amount with the currency that it is written in.
fn money_of(amount: Amount) -> String {
    let code = amount.currency.map(|currency| currency.code());
    code.map_or_else(
        || amount.value.to_string(),
        |code| format!("{} {code}", amount.value),
    )
}

/// Returns a value as the text that `equals` and `one_of` compare with.
fn text_of(view: View<'_>) -> String {
    match view {
        View::Text(text) => text.to_string(),
        View::Word(word) => word.value.to_owned(),
        View::Date(date) => date.value.to_string(),
        View::Money(money) => money_of(money.value),
        View::Flag(flag) => flag.value.to_string(),
        View::Percent(percent) => percent.value.to_string(),
        View::Duration(duration) => duration.value.to_string(),
        View::Tree(node) => node.text().unwrap_or("a list or map").to_owned(),
        View::List(list) => match list.at(0) {
            Some(item) if list.len() == 1 => text_of(item),
            _ => format!("a list of {}", list.len()),
        },
        View::Record(_) => "a map".to_owned(),
    }
}

fn equal(case: &Case<'_>, view: View<'_>, text: &str, wanted: &str) -> bool {
    text == wanted || compare(case, view, wanted) == Some(Ordering::Equal)
}

/// Compares a value with a bound, both as days or as numbers, amounts in the process currency; `None` if it is neither.
fn compare(case: &Case<'_>, view: View<'_>, bound: &str) -> Option<Ordering> {
    if let (Some(day), Some(bound)) = (day_of(view), parse_date(bound)) {
        return Some(day.cmp(&bound));
    }
    let currencies = &case.process.currencies;
    let number = |text: &str| {
        let plain = Decimal::from_str_exact(text).ok();
        plain.or_else(|| currencies.convert(parse_amount(text).ok()?))
    };
    let value = match view {
        View::Money(money) => currencies.convert(money.value)?,
        View::Percent(percent) => percent.value,
        View::Text(text) => number(&text.value)?,
        View::Tree(node) => number(node.text()?)?,
        _ => return None,
    };
    Some(value.cmp(&number(bound)?))
}

fn day_of(view: View<'_>) -> Option<NaiveDate> {
    match view {
        View::Date(date) => Some(date.value),
        View::Text(text) => parse_date(text),
        View::Tree(node) => parse_date(node.text()?),
        _ => None,
    }
}

fn is_kind(
    case: &Case<'_>,
    view: View<'_>,
    text: &str,
    kind: Kind,
    day: NaiveDate,
) -> Result<(), String> {
    let fits = match kind {
        Kind::Person => {
            return case
                .person(text)
                .map(|_| ())
                .map_err(|why| format!("is {}: {}", shown(text), why.reason()));
        }
        Kind::Date => day_of(view).is_some(),
        Kind::PastDate => match day_of(view) {
            // It is in the past by now, and was not when the stage was left.
            Some(value) if day < value && value <= case.today => {
                return Err(format!(
                    "is {}, and the stage was left on {}",
                    prose_date(value, case.today),
                    prose_date(day, case.today)
                ));
            }
            value => value.is_some_and(|value| value <= day),
        },
        Kind::FutureDate => day_of(view).is_some_and(|value| value > day),
        Kind::Link => case.evidence.resolves(text),
        Kind::Email => text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.contains('.')
                && !host.ends_with('.')
                && !text.contains(char::is_whitespace)
        }),
        Kind::Money => matches!(view, View::Money(_)) || parse_amount(text).is_ok(),
    };
    if fits {
        Ok(())
    } else {
        Err(format!("is {}, not {}", shown(text), kind.words()))
    }
}
