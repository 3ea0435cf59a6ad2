//! What is written down without moving a deal: touches, roles, a review, and any value by its path.

use crate::analysis::Case;
use crate::analysis::score::COMPONENTS;
use crate::edit::{NewValue, Operation};
use crate::model::deal::Side;
use crate::model::path::UnknownPath;

use super::{Move, Outcome, Refusal, Stamp, history, one_of, real};

/// One thing that partner, seller or marketing did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Touch<'a> {
    /// What: intro, referral, meeting …
    pub kind: &'a str,
    /// Whose it was; it follows from `who` where the files know that person.
    pub from: Option<Side>,
    /// Who did it.
    pub who: Option<&'a str>,
    /// With whom.
    pub with: Option<&'a str>,
    /// Where it is on record.
    pub source: Option<&'a str>,
    /// More.
    pub note: Option<&'a str>,
}

/// Records a touch. The same one of the same day is recorded once.
///
/// # Errors
/// Nobody says whose it was.
pub fn touch(case: &Case<'_>, stamp: &Stamp<'_>, touch: &Touch<'_>) -> Outcome {
    if touch.who.is_none() && touch.from.is_none() {
        return Err(Refusal::new(
            format!("nobody says who made the {}", touch.kind),
            "name the person: --who NAME; or at least the side: --from partner, seller or marketing",
        ));
    }
    // What is given must be what is written; what is written may say more.
    let is = |given: Option<&str>, known: Option<&str>| given.is_none() || given == known;
    let is_same = |known: &crate::model::deal::Touch| {
        known.date.is_some_and(|date| date.value == stamp.on)
            && is(Some(touch.kind), real(known.kind.as_ref()))
            && is(touch.who, real(known.who.as_ref()))
            && is(touch.with, real(known.with.as_ref()))
            && is(touch.note, real(known.note.as_deref()))
            && is(touch.source, real(known.source.as_deref()))
    };
    if case.deal.touches.iter().any(is_same) {
        return Ok(Move::done(format!(
            "has this {} on record already",
            touch.kind
        )));
    }
    let item = NewValue::map([
        ("date", Some(stamp.date())),
        ("kind", Some(NewValue::text(touch.kind))),
        ("from", touch.from.map(NewValue::plain)),
        ("who", touch.who.map(NewValue::text)),
        ("with", touch.with.map(NewValue::text)),
        ("note", touch.note.map(NewValue::text)),
        ("source", touch.source.map(NewValue::text)),
    ]);
    let who = touch
        .who
        .map_or_else(String::new, |who| format!(" by {who}"));
    let said = format!("{}{who}", touch.kind);
    let operations = vec![Operation::append("touches", item)];
    Ok(Move::new(
        operations,
        format!("has a touch on record: {said}"),
        format!("touch: {said}"),
    ))
}

/// The roles that somebody can have on a deal, with where each is written.
const ROLES: [(&str, &str); 6] = [
    ("customer", "roles.customer"),
    ("technical", "roles.technical"),
    ("close", "roles.close"),
    ("owner", "owner"),
    ("seller", "handoff.seller"),
    ("packet", "handoff.owner"),
];

/// Gives people roles on the deal, each `technical` with a name.
///
/// # Errors
/// There is no such role.
pub fn assign(roles: &[(&str, String)]) -> Outcome {
    let mut operations = Vec::new();
    let mut said = Vec::new();
    for (role, person) in roles {
        let role = one_of("role on a deal", role, ROLES.iter().map(|(role, _)| *role))?;
        let path = ROLES.iter().find(|(known, _)| *known == role);
        let path = path.map_or("", |(_, path)| path);
        operations.push(Operation::set(path, NewValue::text(person)));
        said.push(format!("{role} {person}"));
    }
    let said = said.join(", ");
    Ok(Move::new(
        operations,
        format!("has its roles: {said}"),
        format!("assign {said}"),
    ))
}

/// Records a reviewer's grades, each `proof=weak` (D5.2).
///
/// # Errors
/// A component or grade has another name, or nobody is named who reviewed it.
pub fn review(stamp: &Stamp<'_>, grades: &[String], note: Option<&str>) -> Outcome {
    let by = stamp.needs_by("reviewed it")?;
    let mut operations = vec![
        Operation::set("handoff.review.by", by),
        Operation::set("handoff.review.date", stamp.date()),
    ];
    let mut said = Vec::new();
    for grade in grades {
        let (component, grade) = grade.split_once('=').unwrap_or((grade, ""));
        let component = one_of(
            "component",
            component,
            COMPONENTS.iter().map(|kind| kind.id),
        )?;
        let grade = one_of("grade", grade, ["strong", "weak", "missing"])?;
        said.push(format!("{component} {grade}"));
        let path = ["handoff", "review", "grades", component].map(ToOwned::to_owned);
        operations.push(Operation::Set(path.to_vec(), NewValue::text(grade)));
    }
    if let Some(note) = note {
        operations.push(Operation::set("handoff.review.note", NewValue::text(note)));
    }
    let said = said.join(", ");
    Ok(Move::new(
        operations,
        format!("reviewed: {said}"),
        format!("review: {said}"),
    ))
}

/// Writes a value behind a path.
///
/// # Errors
/// No deal can have that path.
pub fn set(case: &Case<'_>, stamp: &Stamp<'_>, path: &str, value: NewValue) -> Outcome {
    let set = if let Some(of_stage) = history::set(case, stamp, path, &value) {
        of_stage?
    } else {
        check(path)?;
        Operation::set(path, value)
    };
    Ok(Move::new(
        vec![set],
        format!("has another {path}"),
        format!("set {path}"),
    ))
}

/// Removes what is behind a path.
///
/// # Errors
/// No deal can have that path.
pub fn unset(case: &Case<'_>, stamp: &Stamp<'_>, path: &str) -> Outcome {
    let remove = if let Some(of_stage) = history::unset(case, stamp, path) {
        of_stage?
    } else {
        check(path)?;
        Operation::remove(path)
    };
    Ok(Move::new(
        vec![remove],
        format!("has no {path} any more"),
        format!("unset {path}"),
    ))
}

fn check(path: &str) -> Result<(), Refusal> {
    // The number of an item is no key of the format.
    let keys = path
        .split('.')
        .filter(|part| part.parse::<usize>().is_err());
    let keys: Vec<&str> = keys.collect();
    // A map of stages and days has the stages for keys.
    if matches!(keys.as_slice(), ["history", _]) {
        return Ok(());
    }
    crate::model::deal::check_path(&keys.join(".")).map_err(
        |UnknownPath {
             segment, nearest, ..
         }| {
            let help = nearest.map_or_else(
                || {
                    "docs/format.md lists every key; your own go below custom: custom.region"
                        .to_owned()
                },
                |near| format!("did you mean {near}?"),
            );
            Refusal::new(
                format!("a deal has no {path}: `{segment}` is not a key there"),
                help,
            )
        },
    )
}
