//! How a name is shown that is written in several ways: one person and one partner is one in every figure (D2.8).

use std::collections::{HashMap, HashSet};

use crate::text::name::company_key;

use super::deal::Deal;
use super::person::{Person, person_key};
use super::process::Process;

/// The spelling of each person and each partner: that of process.toml, else the most frequent one, of several the first in the book.
#[derive(Debug, Default)]
pub struct Spellings {
    people: HashMap<String, String>,
    partners: HashMap<String, String>,
    /// The people who are written as they are shown: nearly all that are asked for.
    as_shown: HashSet<String>,
}

/// A name by its key, and as it is written.
type Written<'a> = (String, &'a str);

impl Spellings {
    /// Collects the names of process.toml and of the deals.
    pub fn of(process: &Process, deals: &[Deal]) -> Self {
        // A name is written alike nearly everywhere, so each way of writing it is understood once.
        let people = counted(deals.iter().flat_map(people_of));
        let people = people
            .into_iter()
            .filter_map(|(text, count)| Some((person(text)?, count)));
        let mut people = most_frequent(people);
        let ours = of_process(process).into_iter().rev();
        people.extend(ours.map(|(key, name)| (key, name.to_owned())));
        let partners = counted(deals.iter().flat_map(partners_of));
        let partners = partners
            .into_iter()
            .map(|(text, count)| ((company_key(text), text), count));
        Self {
            as_shown: people.values().cloned().collect(),
            people,
            partners: most_frequent(partners),
        }
    }

    /// Returns how a person is shown.
    pub fn person(&self, name: &str) -> String {
        if self.as_shown.contains(name) {
            return name.to_owned();
        }
        let known = self.people.get(&person_key(name));
        known.map_or_else(|| name.trim().to_owned(), Clone::clone)
    }

    /// Returns how a partner is shown.
    pub fn partner(&self, name: &str) -> String {
        let known = self.partners.get(&company_key(name));
        known.map_or_else(|| name.trim().to_owned(), Clone::clone)
    }
}

fn of_process(process: &Process) -> Vec<Written<'_>> {
    let head = process.written.process.iter();
    let roles = head.flat_map(|head| head.roles.entries.iter().map(|(_, name)| name));
    let stages = process.stages.iter();
    let owners = stages.flat_map(|stage| stage.owner.name.iter().chain(&stage.owner.otherwise));
    let names = roles.chain(owners).map(|name| &*name.value);
    names.filter_map(person).collect()
}

fn person(text: &str) -> Option<Written<'_>> {
    let name = Person::parse(text, []).ok()?.name;
    Some((person_key(name), name))
}

/// The people who act on a deal, as they are written.
fn people_of(deal: &Deal) -> impl Iterator<Item = &str> {
    let roles = deal.roles.as_ref();
    let roles = roles.map(|roles| [&roles.customer, &roles.technical, &roles.close]);
    let handoffs = deal.earlier_handoffs.iter().chain(deal.handoff.as_deref());
    let partner = deal.partner.as_deref();
    let contact = partner.and_then(|partner| partner.contact.as_ref()?.name.as_ref());
    let people = deal.owner.iter().chain(contact);
    people
        .chain(roles.into_iter().flatten().flatten())
        .chain(handoffs.flat_map(|handoff| handoff.seller.iter().chain(&handoff.owner)))
        .map(|name| &*name.value)
}

fn partners_of(deal: &Deal) -> impl Iterator<Item = &str> {
    let others = deal.other_partners.iter();
    deal.partner_name()
        .into_iter()
        .chain(others.filter_map(|it| it.name.as_ref()))
        .map(|name| &*name.value)
}

/// Counts texts, in the order in which each comes first.
fn counted<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<(&'a str, usize)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for text in texts {
        let place = *places.entry(text).or_insert(counts.len());
        match counts.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => counts.push((text, 1)),
        }
    }
    counts
}

fn most_frequent<'a>(names: impl Iterator<Item = (Written<'a>, usize)>) -> HashMap<String, String> {
    let mut counts: HashMap<String, Vec<(&str, usize)>> = HashMap::new();
    for ((key, name), more) in names {
        let spellings = counts.entry(key).or_default();
        match spellings.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += more,
            None => spellings.push((name, more)),
        }
    }
    let best = |spellings: Vec<(&str, usize)>| {
        // Of equals `max_by_key` returns the last.
        let best = spellings.into_iter().rev().max_by_key(|(_, count)| *count);
        let words = best.map_or("", |(name, _)| name).split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    };
    counts
        .into_iter()
        .map(|(key, spellings)| (key, best(spellings)))
        .collect()
}
