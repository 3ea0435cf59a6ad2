//! Attribution by rule (D7.1): a qualifying partner touch before the opportunity existed, or one that moved it.

use chrono::NaiveDate;

use crate::model::deal::{Side, Touch};
use crate::text::placeholder::is_placeholder;

use super::Case;

/// What the rule says of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A qualifying touch strictly before `opportunity.created`.
    Sourced,
    /// A qualifying touch since.
    Influenced,
    /// Neither.
    None,
}

impl Class {
    /// Its word in YAML and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sourced => "partner-sourced",
            Self::Influenced => "partner-influenced",
            Self::None => "none",
        }
    }
}

/// A class with its evidence (D7.3).
#[derive(Clone, Copy, Debug)]
pub struct Derived<'a> {
    /// The class.
    pub class: Class,
    /// The touch that decides: the earliest that carries a source, else the earliest.
    pub touch: Option<&'a Touch>,
    /// Why there is none, when there is none.
    pub reason: Option<Reason>,
    /// What it would be, and by which touch, if that carried its source: only for [`Reason::NoSource`].
    pub unproven: Option<(Class, &'a Touch)>,
}

/// Why a deal is neither sourced nor influenced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `opportunity.created` is not known, so nothing came before or after it.
    NotCreated,
    /// No touch of the partner qualifies.
    NoTouch,
    /// Touches qualify, but none carries its source.
    NoSource,
}

/// Derives the class as of the day the book is seen from. A day counts as “before” only when it is strictly before the
/// creation.
pub fn derive<'a>(case: &Case<'a>) -> Derived<'a> {
    derive_from(
        case,
        &case.deal.touches.iter().collect::<Vec<_>>(),
        case.closed_on(),
    )
}

/// Derives the class from all that the file says, whatever the day: what a written `attribution` must equal.
pub fn derive_written<'a>(case: &Case<'a>) -> Derived<'a> {
    let deal = case.deal;
    let touches: Vec<&Touch> = deal.touches.iter().chain(&deal.later.touches).collect();
    let outcome = deal.outcome.as_ref().or(deal.later.outcome.as_ref());
    derive_from(
        case,
        &touches,
        outcome
            .and_then(|outcome| outcome.date)
            .map(|date| date.value),
    )
}

fn derive_from<'a>(
    case: &Case<'a>,
    touches: &[&'a Touch],
    closed: Option<NaiveDate>,
) -> Derived<'a> {
    let none = |reason| Derived {
        class: Class::None,
        touch: None,
        reason: Some(reason),
        unproven: None,
    };
    let Some(created) = case
        .deal
        .opportunity
        .as_ref()
        .and_then(|opportunity| opportunity.created)
    else {
        return none(Reason::NotCreated);
    };
    let mut unproven = None;
    for class in [Class::Sourced, Class::Influenced] {
        match deciding(case, touches, class, created.value, closed) {
            Ok(Some(touch)) => {
                return Derived {
                    class,
                    touch: Some(touch),
                    reason: None,
                    unproven: None,
                };
            }
            Ok(None) => {}
            Err(touch) => unproven = unproven.or(Some((class, touch))),
        }
    }
    Derived {
        unproven,
        ..none(unproven.map_or(Reason::NoTouch, |_| Reason::NoSource))
    }
}

/// The touch that decides for a class; an error is the earliest that would, if it carried its source.
fn deciding<'a>(
    case: &Case<'a>,
    touches: &[&'a Touch],
    class: Class,
    created: NaiveDate,
    closed: Option<NaiveDate>,
) -> Result<Option<&'a Touch>, &'a Touch> {
    let mut touches: Vec<(NaiveDate, &Touch)> = touches
        .iter()
        .copied()
        .filter(|touch| qualifies(case, touch))
        .filter_map(|touch| Some((touch.date?.value, touch)))
        .filter(|(day, _)| in_window(case, class, *day, created, closed))
        .collect();
    touches.sort_by_key(|(day, _)| *day);
    let Some((_, first)) = touches.first() else {
        return Ok(None);
    };
    match touches.iter().find(|(_, touch)| has_source(touch)) {
        Some((_, touch)) => Ok(Some(touch)),
        None if case.process.attribution.needs_source => Err(first),
        None => Ok(Some(first)),
    }
}

/// Whether a touch is of the partner and of a kind that qualifies.
pub fn qualifies(case: &Case<'_>, touch: &Touch) -> bool {
    touch.is_from(Side::Partner) && is_of_kind(case, touch)
}

/// Whether a touch is of a kind that qualifies, and of no side.
pub fn is_from_nobody(case: &Case<'_>, touch: &Touch) -> bool {
    touch.from.is_none() && is_of_kind(case, touch)
}

fn is_of_kind(case: &Case<'_>, touch: &Touch) -> bool {
    let kinds = &case.process.attribution.kinds;
    let kind = touch.kind.as_ref();
    kind.is_some_and(|kind| kinds.iter().any(|known| **known == *kind.value))
}

fn has_source(touch: &Touch) -> bool {
    touch
        .source
        .as_ref()
        .is_some_and(|source| !is_placeholder(source))
}

fn in_window(
    case: &Case<'_>,
    class: Class,
    day: NaiveDate,
    created: NaiveDate,
    closed: Option<NaiveDate>,
) -> bool {
    let rule = &case.process.attribution;
    let calendar = &case.process.calendar;
    match class {
        Class::Sourced => {
            day < created
                && rule.sourced_within.elapsed(day, created, calendar) <= rule.sourced_within.n
        }
        Class::Influenced if day < created => false,
        Class::Influenced => match closed {
            Some(closed) => {
                day <= closed
                    && rule.influenced_within.elapsed(day, closed, calendar)
                        <= rule.influenced_within.n
            }
            None => true,
        },
        Class::None => false,
    }
}
