//! Whose person somebody on a deal is, and so which partner a touch is by (D1.6, D7.1). Attribution, silence, roles, feedback and
//! `trust` ask here.

use std::cell::OnceCell;

use crate::model::deal::{OtherPartner, Side, Touch};
use crate::model::directory::key_of;
use crate::model::person::same_person;
use crate::model::scalar::Text;
use crate::text::name::{company_key, same_company};

use super::Case;

/// Whose person somebody is, as far as process.toml and the deals say.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// Of the deal's partner of record.
    OfRecord,
    /// Of a partner beside it.
    Other(&'a OtherPartner),
    /// Of a partner that is not on this deal, by its name.
    Elsewhere(&'a str),
    /// The customer's, whom the packet names.
    Customer,
    /// Our own.
    Ours,
    /// Nobody knows; a partner has more people than its contact.
    Unknown,
}

/// Returns whose person a name is.
pub fn of<'a>(case: &Case<'a>, who: &str) -> Whose<'a> {
    let deal = case.deal;
    let is = |name: Option<&Text>| name.is_some_and(|name| same_person(name, who));
    let partner = deal.partner.as_deref();
    let contact = partner.and_then(|partner| partner.contact.as_ref());
    if is(contact.and_then(|contact| contact.name.as_ref())) {
        return Whose::OfRecord;
    }
    let others = || deal.other_partners.iter();
    let is_contact = |other: &&OtherPartner| {
        is(other
            .contact
            .as_ref()
            .and_then(|contact| contact.name.as_ref()))
    };
    if let Some(other) = others().find(is_contact) {
        return Whose::Other(other);
    }
    if let Some(whose) = of_company(case, who) {
        return whose;
    }
    let key = key_of(who);
    let known = case.book.directory().partners_of(case.process, &key);
    let of_record = OnceCell::new();
    let is_of_record = |key: &str| {
        let own = of_record.get_or_init(|| deal.partner_name().map(|name| company_key(name)));
        own.as_deref() == Some(key)
    };
    if known.iter().any(|company| is_of_record(&company.key)) {
        return Whose::OfRecord;
    }
    let is_employer = |other: &&OtherPartner| {
        let name = other.name.as_ref();
        name.is_some_and(|name| {
            known
                .iter()
                .any(|company| same_company(&company.name, name))
        })
    };
    if let Some(other) = others().find(is_employer) {
        return Whose::Other(other);
    }
    match known.first() {
        Some(company) => Whose::Elsewhere(&company.name),
        None if is_of_customer(case, who) => Whose::Customer,
        None if case.book.directory().is_ours(case.process, &key) => Whose::Ours,
        None => Whose::Unknown,
    }
}

/// Returns whose people several names are, written as one: those of the deal's partner go before all others.
pub fn of_all<'a>(case: &Case<'a>, who: &str) -> Whose<'a> {
    let whole = of(case, who);
    let is_joined = who.contains(['&', '/', ';', '+']) || who.contains(" and ");
    if !is_joined || !matches!(whole, Whose::Unknown) {
        return whole;
    }
    let people = who.split(['&', '/', ';', '+']);
    let people = people.flat_map(|part| part.split(" and "));
    let people = people.map(str::trim).filter(|name| !name.is_empty());
    people
        .map(|name| of(case, name))
        .min_by_key(|one| match one {
            Whose::OfRecord => 0,
            Whose::Other(_) => 1,
            Whose::Unknown => 2,
            Whose::Elsewhere(_) => 3,
            Whose::Customer => 4,
            Whose::Ours => 5,
        })
        .unwrap_or(whole)
}

/// Returns whether a packet of the deal names somebody as the customer's: who said the trigger, or whom the warm path leads to.
fn is_of_customer(case: &Case<'_>, who: &str) -> bool {
    let handoffs = case.deal.handoff.as_deref().into_iter();
    handoffs.chain(&case.deal.earlier_handoffs).any(|handoff| {
        let trigger = handoff.trigger.as_ref();
        let path = handoff.warm_path.as_ref();
        let people = [
            trigger.and_then(|trigger| trigger.by.as_ref()),
            path.and_then(|path| path.theirs.as_ref()),
        ];
        people
            .into_iter()
            .flatten()
            .any(|name| same_person(name, who))
    })
}

/// Returns whose a name is that is a partner's own.
fn of_company<'a>(case: &Case<'a>, who: &str) -> Option<Whose<'a>> {
    let deal = case.deal;
    let known = case.process.partner(who);
    let known = known.and_then(|partner| partner.name.as_ref());
    let who = known.map_or(who, |name| &*name.value);
    if deal
        .partner_name()
        .is_some_and(|name| same_company(name, who))
    {
        return Some(Whose::OfRecord);
    }
    let mut others = deal.other_partners.iter();
    let is_named = |other: &&OtherPartner| {
        let name = other.name.as_ref();
        name.is_some_and(|name| same_company(name, who))
    };
    if let Some(other) = others.find(is_named) {
        return Some(Whose::Other(other));
    }
    known.map(|name| Whose::Elsewhere(name))
}

/// Returns whose touch one of the partner's side is; `None` if it is another side's, or nobody's.
pub fn touch_by<'a>(case: &Case<'a>, touch: &Touch) -> Option<Whose<'a>> {
    touch.is_from(Side::Partner).then(|| match &touch.who {
        Some(who) => of_all(case, who),
        None => Whose::Unknown,
    })
}

/// Returns whether a touch is by the deal's partner of record. It counts for the partner if it is from its side and nobody knows better.
pub fn is_by_partner(case: &Case<'_>, touch: &Touch) -> bool {
    matches!(
        touch_by(case, touch),
        Some(Whose::OfRecord | Whose::Unknown)
    )
}

/// Returns whether a touch is by a partner beside the one of record, so that it counts for that one's own share (D2.6).
pub fn is_by_other(case: &Case<'_>, touch: &Touch, other: &OtherPartner) -> bool {
    matches!(touch_by(case, touch), Some(Whose::Other(by)) if std::ptr::eq(by, other))
}
