//! How a conflict that a check found was settled (D2.8): how, by whom and when.

use crate::model::deal::{Conflict, Resolution};
use crate::model::scalar::{Date, Text};
use crate::model::{Book, Deal, Process};
use crate::text::name::{company_key, holds_words, same_company, words};
use crate::text::placeholder::{is_nobody, is_placeholder};

use super::rivals::shares;

/// Answers that mean “we looked and found nobody”.
const NOBODY: [&str; 8] = [
    "none",
    "no",
    "nobody",
    "nothing",
    "no one",
    "no direct deal",
    "not involved",
    "n/a",
];

/// Returns whether an answer says that there is nobody.
pub fn means_nobody(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    is_nobody(text) || NOBODY.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a text is a placeholder where somebody should be named.
pub fn is_unknown(text: &str) -> bool {
    is_placeholder(text) && !means_nobody(text)
}

/// Returns whom a check does not know of yet: a placeholder stands where it should say who was found.
pub fn unanswered(conflict: &Conflict) -> Option<&'static str> {
    let any = |names: &[Text]| names.iter().any(|name| is_unknown(name));
    if any(&conflict.resellers) {
        Some("resellers")
    } else if any(&conflict.competing) {
        Some("competing partners")
    } else {
        let direct = conflict.direct.as_ref();
        direct
            .filter(|direct| is_unknown(direct))
            .map(|_| "our direct team")
    }
}

/// Returns a text that names somebody; `None` for a placeholder, and for answers such as `none`.
pub fn named(text: Option<&Text>) -> Option<&Text> {
    text.filter(|text| !is_placeholder(text) && !means_nobody(text))
}

/// Returns whom a check found and what is not settled by sharing the deal (D2.6): resellers, competing partners, the direct team.
pub fn open_findings(deal: &Deal, conflict: &Conflict) -> Vec<String> {
    let partners = conflict.resellers.iter().chain(&*conflict.competing);
    let partners = partners.filter_map(|name| named(Some(name)));
    let own = deal.partner_name();
    let is_settled =
        |name: &Text| own.is_some_and(|own| same_company(own, name)) || is_credited(deal, name);
    let mut found: Vec<String> = partners
        .filter(|name| !is_settled(name))
        .map(|name| name.trim().to_owned())
        .collect();
    if named(conflict.direct.as_ref()).is_some() {
        found.push("our direct team".to_owned());
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
    /// It has no date.
    Date,
}

/// Returns how a conflict was settled, and the day.
///
/// # Errors
/// What is missing.
pub fn settled<'a>(
    process: &Process,
    conflict: &'a Conflict,
) -> Result<(&'a Resolution, Date), Gap> {
    let resolution = conflict.resolution.as_deref().ok_or(Gap::Absent)?;
    let how = resolution.how.as_ref();
    how.filter(|how| !is_placeholder(how) && !means_nobody(how))
        .ok_or(Gap::How)?;
    let by = resolution.by.as_ref();
    by.and_then(|by| process.person_name(by)).ok_or(Gap::By)?;
    Ok((resolution, resolution.date.ok_or(Gap::Date)?))
}

/// Returns whether two deals on one account are settled: they share it (D2.6), or one has on record, since the later one came, how it was
/// settled with the other's partner (D2.8).
pub fn between(book: &Book, later: &Deal, first: &Deal) -> bool {
    let since = later.registered.as_ref().and_then(|it| it.date);
    let one_way = |deal: &Deal, other: &Deal| {
        other.partner_name().is_some_and(|partner| {
            let is_late = |date: Date| since.is_none_or(|since| date.value >= since.value);
            let conflict = deal.handoff.as_ref().and_then(|it| it.conflict.as_ref());
            shares(deal, partner)
                || conflict.is_some_and(|conflict| {
                    let settled = settled(&book.process, conflict);
                    settled.is_ok_and(|(_, date)| is_late(date) && date.value <= book.today)
                        && names(conflict, partner)
                })
        })
    };
    one_way(later, first) || one_way(first, later)
}

/// Returns whether a check, or the words on how it was settled, names a partner.
pub fn names(conflict: &Conflict, partner: &str) -> bool {
    let mut listed = conflict.resellers.iter().chain(&*conflict.competing);
    let resolution = conflict.resolution.as_deref();
    let texts = [
        resolution.and_then(|resolution| resolution.how.as_ref()),
        conflict.direct.as_ref(),
    ];
    let key = company_key(partner);
    listed.any(|name| same_company(name, partner))
        || texts.into_iter().flatten().any(|text| mentions(text, &key))
}

/// Whether a text names a company by its key, or by the first word of it if that is a name by itself.
fn mentions(text: &str, key: &str) -> bool {
    let text = words(text);
    let first = key.split(' ').next().unwrap_or(key);
    holds_words(&text, key) || (first.chars().count() > 3 && holds_words(&text, first))
}
