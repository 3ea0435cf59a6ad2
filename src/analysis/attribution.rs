//! Derives the attribution class (D7.1) from qualifying partner touches before the opportunity existed, or since.

use chrono::NaiveDate;

use crate::model::deal::{OtherPartner, Touch};
use crate::text::placeholder::is_placeholder;

use super::{Case, whose};

/// The attribution class of a deal.
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
    /// Returns its word in YAML and JSON.
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
pub struct DerivedClass<'a> {
    /// The class.
    pub class: Class,
    /// The touch that decides: the earliest with a source, else the earliest.
    pub touch: Option<&'a Touch>,
    /// Why the class is [`Class::None`]; `None` for the other classes.
    pub reason: Option<Reason>,
    /// The class that it would have, and by which touch, if that had a source: only for [`Reason::NoSource`].
    pub unproven: Option<(Class, &'a Touch)>,
}

/// Why a deal is neither sourced nor influenced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `opportunity.created` is not known, so nothing is before or after it.
    NotCreated,
    /// None of the partner's touches qualifies.
    NoTouch,
    /// Touches qualify, but none has a source.
    NoSource,
}

/// Derives the class as of today. A touch on the day of the creation does not count as before it.
pub fn derive<'a>(case: &Case<'a>) -> DerivedClass<'a> {
    derive_from(case, &qualifying(case), case.closed_on())
}

/// Derives what a partner beside the one of record brought, for its own share (D2.6).
pub fn derive_share<'a>(case: &Case<'a>, other: &OtherPartner) -> DerivedClass<'a> {
    let touches = case.deal.touches.iter();
    let own = touches
        .filter(|touch| is_of_kind(case, touch) && whose::is_by_other(case, touch, other))
        .collect::<Vec<_>>();
    derive_from(case, &own, case.closed_on())
}

/// Derives the class from everything in the file, future dates included: a written `attribution` must equal it.
pub fn derive_written<'a>(case: &Case<'a>) -> DerivedClass<'a> {
    let deal = case.deal;
    let mut touches = qualifying(case);
    touches.extend(deal.later.touches.iter().filter(|it| qualifies(case, it)));
    let outcome = deal.outcome.as_ref().or(deal.later.outcome.as_ref());
    derive_from(
        case,
        &touches,
        outcome
            .and_then(|outcome| outcome.date)
            .map(|date| date.value),
    )
}

fn qualifying<'a>(case: &Case<'a>) -> Vec<&'a Touch> {
    let touches = case.deal.touches.iter();
    touches.filter(|touch| qualifies(case, touch)).collect()
}

fn derive_from<'a>(
    case: &Case<'a>,
    touches: &[&'a Touch],
    closed: Option<NaiveDate>,
) -> DerivedClass<'a> {
    let none = |reason| DerivedClass {
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
                return DerivedClass {
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
    DerivedClass {
        unproven,
        ..none(unproven.map_or(Reason::NoTouch, |_| Reason::NoSource))
    }
}

/// Returns the touch that decides for a class; `Err` with the earliest one that would, if it had a source.
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

/// Returns whether a touch is of the partner of record and of a kind that qualifies.
pub fn qualifies(case: &Case<'_>, touch: &Touch) -> bool {
    is_of_kind(case, touch) && whose::is_by_partner(case, touch)
}

/// Returns whether a touch is of a kind that qualifies, but names no side.
pub fn qualifies_without_side(case: &Case<'_>, touch: &Touch) -> bool {
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
