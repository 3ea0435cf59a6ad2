//! Whom the files know: the people of partners, by process.toml and by the deals' own maps, and our own.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::text::name::company_key;

use super::deal::{Contact, Deal};
use super::person::person_key;
use super::process::Process;
use super::scalar::Text;

/// The people that process.toml and the deals name, by [`person_key`].
#[derive(Debug, Default)]
pub struct Directory {
    partners: HashMap<String, Vec<Company>>,
    ours: HashSet<String>,
}

/// A partner that somebody is the contact of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// What it is compared by.
    pub key: String,
    /// Its name.
    pub name: String,
}

/// A person by key, and the company whose contact it is; `None` for one of ours.
type Entry = (String, Option<Company>);

impl Directory {
    /// Collects everybody.
    pub fn of(process: &Process, deals: &[Deal]) -> Self {
        let mut entries = of_process(process);
        let of_deals: Vec<Vec<Entry>> = deals.par_iter().map(of_deal).collect();
        entries.extend(of_deals.into_iter().flatten());
        let mut out = Self::default();
        for (person, company) in entries {
            if person.is_empty() {
                continue;
            }
            let Some(company) = company else {
                out.ours.insert(person);
                continue;
            };
            let known = out.partners.entry(person).or_default();
            if !known.iter().any(|it| it.key == company.key) {
                known.push(company);
            }
        }
        out
    }

    /// Returns the partners whose contact somebody is.
    pub fn partners_of(&self, person: &str) -> &[Company] {
        self.partners
            .get(person)
            .map_or(&[][..], |known| known.as_slice())
    }

    /// Returns whether somebody has a role or a stage of the process, or is a seller or an owner on a deal.
    pub fn is_ours(&self, person: &str) -> bool {
        self.ours.contains(person)
    }
}

fn contact(name: Option<&Text>, contact: Option<&Contact>) -> Option<Entry> {
    let person = contact?.name.as_ref()?;
    let company = Company {
        key: company_key(name?),
        name: name?.to_string(),
    };
    Some((person_key(person), Some(company)))
}

fn ours(name: &Text) -> Entry {
    (person_key(name), None)
}

fn of_process(process: &Process) -> Vec<Entry> {
    let head = process.written.process.as_ref();
    let owners = head.and_then(|head| head.owners.as_ref());
    let owners = owners
        .into_iter()
        .flat_map(|owners| [&owners.partnerships, &owners.sales])
        .flatten();
    let roles = head.into_iter().flat_map(|head| &head.roles.entries);
    let of_stages = process.stages.iter();
    let of_stages =
        of_stages.flat_map(|stage| stage.owner.name.iter().chain(&stage.owner.otherwise));
    let partners = process.written.partners.entries.iter();
    let contacts = partners
        .filter_map(|(_, partner)| contact(partner.name.as_ref(), partner.contact.as_ref()));
    owners
        .chain(roles.map(|(_, name)| name))
        .chain(of_stages)
        .map(ours)
        .chain(contacts)
        .collect()
}

fn of_deal(deal: &Deal) -> Vec<Entry> {
    let partner = deal.partner.as_ref();
    let of_record =
        partner.and_then(|partner| contact(partner.name.as_ref(), partner.contact.as_ref()));
    let others = deal.other_partners.iter();
    let others = others.filter_map(|other| contact(other.name.as_ref(), other.contact.as_ref()));
    let handoffs = deal.handoff.as_deref().into_iter();
    let handoffs = handoffs.chain(&deal.earlier_handoffs);
    let people = handoffs.flat_map(|handoff| [&handoff.seller, &handoff.owner]);
    let people = people.flatten().chain(&deal.owner).chain(deal.seller());
    people.map(ours).chain(of_record).chain(others).collect()
}
