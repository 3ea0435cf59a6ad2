//! How a name is shown that is written in several ways: one person and one partner is one in every figure (D2.8).

use std::collections::HashMap;

use rayon::prelude::*;

use crate::text::name::company_key;

use super::deal::{Deal, people};
use super::person::{Person, person_key};
use super::process::Process;

/// The spelling of each person and each partner: that of process.toml, else the most frequent one, of several the first in the book.
#[derive(Debug, Default)]
pub struct Spellings {
    people: HashMap<String, String>,
    partners: HashMap<String, String>,
}

/// A name by its key, and as it is written.
type Written<'a> = (String, &'a str);

impl Spellings {
    /// Collects the names of process.toml and of the deals.
    pub fn of(process: &Process, deals: &[Deal]) -> Self {
        let people: Vec<Vec<Written<'_>>> = deals.par_iter().map(people_of).collect();
        let partners: Vec<Vec<Written<'_>>> = deals.par_iter().map(partners_of).collect();
        let mut people = most_frequent(people.into_iter().flatten());
        let ours = of_process(process).into_iter().rev();
        people.extend(ours.map(|(key, name)| (key, name.to_owned())));
        Self {
            people,
            partners: most_frequent(partners.into_iter().flatten()),
        }
    }

    /// Returns how a person is shown.
    pub fn person(&self, name: &str) -> String {
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

fn people_of(deal: &Deal) -> Vec<Written<'_>> {
    let mut found = Vec::new();
    people::each(&deal.data, &mut |_, name| found.extend(person(name)));
    found
}

fn partners_of(deal: &Deal) -> Vec<Written<'_>> {
    let others = deal.other_partners.iter();
    let names = deal
        .partner_name()
        .into_iter()
        .chain(others.filter_map(|it| it.name.as_ref()));
    names
        .map(|name| (company_key(name), &*name.value))
        .collect()
}

fn most_frequent<'a>(names: impl Iterator<Item = Written<'a>>) -> HashMap<String, String> {
    let mut counts: HashMap<String, Vec<(&str, usize)>> = HashMap::new();
    for (key, name) in names {
        let spellings = counts.entry(key).or_default();
        match spellings.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => spellings.push((name, 1)),
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
