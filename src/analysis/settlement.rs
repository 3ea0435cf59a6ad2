//! How a conflict that a check found was settled (D2.8): how, by whom and when.

use crate::model::deal::{Conflict, Resolution};
use crate::model::person::same_person;
use crate::model::scalar::{Date, Text};
use crate::model::{Book, Deal, Process};
use crate::text::name::{company_key, holds_words, same_company, words};
use crate::text::placeholder::{is_nobody, is_placeholder};

use super::rivals::shares;

/// Answers that mean “we looked and found nobody”.
const NOBODY: [&str; 12] = [
    "none", "no", "nobody", "nothing", "no one", "n/a", "clear", "false", "keine", "niemand",
    "aucun", "ninguno",
];

/// What begins or ends a longer one: `none known`, `no open opportunity`, `the enterprise team has none`.
const NEGATIONS: [&str; 4] = ["none", "no", "nobody", "nothing"];

/// What “not” makes nobody of: `not involved`, but never `not checked`.
const NOT_WHAT: [&str; 9] = [
    "involved",
    "engaged",
    "active",
    "working",
    "present",
    "competing",
    "there",
    "on",
    "in",
];

/// Words after which a negation says something else: `none but Oakline`, `no answer yet`.
const TURNS: [&str; 14] = [
    "but",
    "except",
    "besides",
    "however",
    "although",
    "though",
    "unless",
    "only",
    "still",
    "yet",
    "answer",
    "idea",
    "checked",
    "objection",
];

/// Returns whether an answer says that there is nobody.
pub fn means_nobody(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    if is_nobody(text) || NOBODY.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return true;
    }
    let folded = words(text);
    let said: Vec<&str> = folded.split(' ').collect();
    if said.iter().any(|word| TURNS.contains(word)) {
        return false;
    }
    match said[..] {
        ["not", what, ..] => NOT_WHAT.contains(&what),
        // “No Limits” is a name, and “no 3 team” somebody.
        ["no" | "nothing", _, ..] => {
            let second = text.split_whitespace().nth(1);
            second.is_some_and(|word| word.starts_with(char::is_lowercase))
        }
        [first, ..] if NEGATIONS.contains(&first) => true,
        [.., last] => said.len() > 1 && ["none", "nobody", "nothing"].contains(&last),
        [] => false,
    }
}

/// Returns whether an answer leaves open whether there is somebody: `tbd`, `not checked yet`.
pub fn is_open_question(text: &str) -> bool {
    if means_nobody(text) {
        return false;
    }
    let folded = words(text);
    let is_mark = folded.is_empty() && !text.contains('?');
    !is_mark && (is_placeholder(text) || OPEN.iter().any(|open| folded.starts_with(open)))
}

/// What an answer begins with that is none yet.
const OPEN: [&str; 5] = [
    "not checked",
    "not yet",
    "unchecked",
    "to check",
    "to be checked",
];

/// Returns about whom a check says nothing yet, as in “the check does not say whether there are …”.
pub fn open_question(conflict: &Conflict) -> Option<&'static str> {
    let is_open = |names: &[Text]| names.iter().any(|name| is_open_question(name));
    if is_open(&conflict.resellers) {
        Some("resellers")
    } else if is_open(&conflict.competing) {
        Some("competing partners")
    } else {
        let direct = conflict.direct.as_ref();
        direct
            .is_some_and(|direct| is_open_question(direct))
            .then_some("direct opportunities")
    }
}

/// Returns the field of a check that says about whom it leaves that open, with a word for the value.
pub fn question_field(whom: &str) -> &'static str {
    match whom {
        "resellers" => "conflict.resellers=NAME",
        "competing partners" => "conflict.competing=NAME",
        _ => "conflict.direct=TEXT",
    }
}

/// Returns a text that names somebody; `None` for a placeholder, and for answers such as `none`.
pub fn named(text: Option<&Text>) -> Option<&Text> {
    text.filter(|text| !is_placeholder(text) && !means_nobody(text) && !is_open_question(text))
}

/// What the direct team is called among those whom a check found.
const DIRECT_TEAM: &str = "our direct team";

/// Returns whom a check found and what is not settled by sharing the deal (D2.6): resellers, competing partners, the direct team.
pub fn open_findings(process: &Process, deal: &Deal, conflict: &Conflict) -> Vec<String> {
    let partners = conflict.resellers.iter().chain(&*conflict.competing);
    let partners = partners.filter_map(|name| named(Some(name)));
    let own = deal.partner_name();
    let is_settled =
        |name: &str| own.is_some_and(|own| same_company(own, name)) || is_credited(deal, name);
    let mut found: Vec<String> = partners
        .map(|name| process.partner_called(name.trim()))
        .filter(|name| !is_settled(name))
        .map(ToOwned::to_owned)
        .collect();
    if named(conflict.direct.as_ref()).is_some() {
        found.push(DIRECT_TEAM.to_owned());
    }
    found
}

/// Returns whether a partner is listed beside the one of record, with its credit.
fn is_credited(deal: &Deal, partner: &str) -> bool {
    deal.other_partners.iter().any(|other| {
        let credit = other.credit.as_ref();
        let name = other.name.as_ref();
        name.is_some_and(|name| same_company(name, partner))
            && credit.is_some_and(|credit| credit.rule.is_some() || credit.share.is_some())
    })
}

/// What a resolution on record lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing is on record.
    Absent,
    /// It does not say how.
    How,
    /// It does not name one person who settled it.
    By,
    /// It names a partner's person, whose conflict it is.
    ByParty,
    /// It has no date.
    Date,
}

impl Gap {
    /// Returns what a resolution lacks, to follow “the resolution”.
    pub fn lacks(self) -> &'static str {
        match self {
            Self::Absent => "is not on record",
            Self::How => "does not say how that was settled",
            Self::By => "does not name one person who settled it",
            Self::ByParty => "is by a partner's person, not by one of ours",
            Self::Date => "has no day",
        }
    }
}

/// Returns how a conflict was settled, and the day.
///
/// # Errors
/// What is missing.
pub fn settled<'a>(
    process: &Process,
    deal: &Deal,
    conflict: &'a Conflict,
) -> Result<(&'a Resolution, Date), Gap> {
    let resolution = conflict.resolution.as_deref().ok_or(Gap::Absent)?;
    let how = resolution.how.as_ref();
    how.filter(|how| !is_placeholder(how) && !means_nobody(how))
        .ok_or(Gap::How)?;
    let by = resolution.by.as_ref();
    let by = by.and_then(|by| process.person_name(by)).ok_or(Gap::By)?;
    if is_of_partner(process, deal, by) {
        return Err(Gap::ByParty);
    }
    Ok((resolution, resolution.date.ok_or(Gap::Date)?))
}

/// Whether somebody is the contact of a partner of the deal, or of one in process.toml.
fn is_of_partner(process: &Process, deal: &Deal, who: &str) -> bool {
    let of_record = deal.partner.iter().map(|partner| &partner.contact);
    let others = deal.other_partners.iter().map(|other| &other.contact);
    let mut names = of_record
        .chain(others)
        .flatten()
        .filter_map(|contact| contact.name.as_ref());
    process.is_partner_contact(who) || names.any(|name| same_person(name, who))
}

/// Returns those of several found whom the words on how it was settled leave out: where they name some, they are not about the others.
pub fn left_out(found: &[String], how: &str) -> Vec<String> {
    let is_named = |name: &&String| mentions(how, &company_key(name));
    let partners = found.iter().filter(|name| *name != DIRECT_TEAM);
    let (named, others): (Vec<&String>, Vec<&String>) = partners.partition(is_named);
    if named.is_empty() {
        return Vec::new();
    }
    others.into_iter().cloned().collect()
}

/// Returns whether two deals on one account are settled: they share it (D2.6), or one has on record, since the later one came, how it was
/// settled with the other's partner (D2.8).
pub fn between(book: &Book, later: &Deal, first: &Deal) -> bool {
    let one_way = |deal: &Deal, other: &Deal| {
        other.partner_name().is_some_and(|partner| {
            shares(deal, partner) || matches!(with(book, deal, partner, later), Some(Ok(())))
        })
    };
    one_way(later, first) || one_way(first, later)
}

/// Returns why the words on how two deals were settled do not count, to follow “the resolution on record”; `None` if there are none.
pub fn why_not_settled(book: &Book, later: &Deal, first: &Deal) -> Option<&'static str> {
    let one_way = |deal: &Deal, other: &Deal| with(book, deal, other.partner_name()?, later)?.err();
    one_way(later, first).or_else(|| one_way(first, later))
}

/// Returns whether the resolution of a deal settles it with a partner since the later of two deals came; `None` if there is none.
fn with(book: &Book, deal: &Deal, partner: &str, later: &Deal) -> Option<Result<(), &'static str>> {
    let conflict = deal.handoff.as_ref()?.conflict.as_ref()?;
    let is_about = names(&book.process, conflict, partner);
    conflict.resolution.as_ref().filter(|_| is_about)?;
    let since = later.registered.as_ref().and_then(|it| it.date);
    Some(match settled(&book.process, deal, conflict) {
        Err(gap) => Err(gap.lacks()),
        Ok((_, date)) if since.is_some_and(|since| date.value < since.value) => {
            Err("is from before the second registration")
        }
        Ok((_, date)) if date.value > book.today => Err("is of a day to come"),
        Ok(_) => Ok(()),
    })
}

/// Returns whether a check, or the words on how it was settled, names a partner.
pub fn names(process: &Process, conflict: &Conflict, partner: &str) -> bool {
    let mut listed = conflict.resellers.iter().chain(&*conflict.competing);
    let resolution = conflict.resolution.as_deref();
    let texts = [
        resolution.and_then(|resolution| resolution.how.as_ref()),
        conflict.direct.as_ref(),
    ];
    let key = company_key(partner);
    listed.any(|name| same_company(process.partner_called(name), partner))
        || texts.into_iter().flatten().any(|text| mentions(text, &key))
}

/// Whether a text names a company by its key, or by the first word of it if that is a name by itself.
fn mentions(text: &str, key: &str) -> bool {
    let text = words(text);
    let first = key.split(' ').next().unwrap_or(key);
    holds_words(&text, key) || (first.chars().count() > 3 && holds_words(&text, first))
}
