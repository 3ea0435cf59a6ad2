//! Whom the files know: the people of partners, by process.toml and by the deals' own maps, and our own; by name and by mail address.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::text::domain;
use crate::text::name::company_key;

use super::deal::{Contact, Deal, Side};
use super::person::{person_key, same_person};
use super::process::Process;
use super::scalar::Text;

/// The people that process.toml and the deals name, by [`person_key`] or by mail address.
#[derive(Debug, Default)]
pub struct Directory {
    partners: HashMap<String, Vec<Company>>,
    ours: HashSet<String>,
    /// The domains of the addresses above, once somebody asks.
    domains: OnceLock<Domains>,
}

/// Whose the domains of known addresses are, by [`domain_key`].
#[derive(Debug, Default)]
struct Domains {
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

/// Somebody as written, and the company whose contact it is; `None` for one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Mention<'a> {
    who: &'a str,
    is_address: bool,
    company: Option<&'a str>,
}

/// Returns what a person is known by: the name, or the mail address that stands in its place.
pub fn key_of(who: &str) -> String {
    let who = who.trim();
    if is_mail(who) {
        who.to_lowercase()
    } else {
        person_key(who)
    }
}

fn is_mail(who: &str) -> bool {
    who.contains('@') && !who.contains(char::is_whitespace)
}

/// Returns `@` and the domain of a mail address; `None` for a domain that many share, which is nobody's (D2.8).
fn domain_key(process: &Process, mail: &str) -> Option<String> {
    if !is_mail(mail) {
        return None;
    }
    let host = domain::host(mail)?;
    let is_own = !domain::is_shared(&host, process.shared_domains());
    is_own.then(|| format!("@{}", domain::registrable(&host).unwrap_or(&host)))
}

impl Directory {
    /// Collects everybody.
    pub fn of(process: &Process, deals: &[Deal]) -> Self {
        // The same few people are named by many deals, so each mention is understood once.
        let mut seen: HashSet<Mention<'_>> = HashSet::new();
        let of_deals: Vec<Vec<Mention<'_>>> = deals.par_iter().map(of_deal).collect();
        let all = of_process(process)
            .into_iter()
            .chain(of_deals.into_iter().flatten());
        let mut out = Self::default();
        for mention in all.filter(|mention| seen.insert(*mention)) {
            let person = if mention.is_address {
                key_of(mention.who)
            } else {
                person_key(mention.who)
            };
            if person.is_empty() {
                continue;
            }
            let Some(name) = mention.company else {
                out.ours.insert(person);
                continue;
            };
            let (key, known) = (company_key(name), out.partners.entry(person).or_default());
            if !known.iter().any(|it| it.key == key) {
                let name = name.to_owned();
                known.push(Company { key, name });
            }
        }
        out
    }

    /// Returns the partners whose contact somebody is (see [`key_of`]), or whose contacts have an address of the same domain.
    pub fn partners_of(&self, process: &Process, key: &str) -> &[Company] {
        let by_domain = || {
            let domain = domain_key(process, key)?;
            self.domains(process).partners.get(&domain)
        };
        let known = self.partners.get(key).or_else(by_domain);
        known.map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns whether somebody has a role or a stage of the process, or is a seller or an owner on a deal; or has an address where
    /// our lists are.
    pub fn is_ours(&self, process: &Process, key: &str) -> bool {
        let by_domain = || {
            let domain = domain_key(process, key);
            domain.is_some_and(|domain| self.domains(process).ours.contains(&domain))
        };
        self.ours.contains(key) || by_domain()
    }

    fn domains(&self, process: &Process) -> &Domains {
        self.domains.get_or_init(|| {
            let mut out = Domains::default();
            for (mail, companies) in &self.partners {
                if let Some(domain) = domain_key(process, mail) {
                    let known = out.partners.entry(domain).or_default();
                    known.extend(companies.iter().cloned());
                    known.sort_by(|a, b| a.key.cmp(&b.key));
                    known.dedup();
                }
            }
            let ours = self
                .ours
                .iter()
                .filter_map(|mail| domain_key(process, mail));
            out.ours = ours.collect();
            out
        })
    }
}

fn contact<'a>(name: Option<&'a Text>, contact: Option<&'a Contact>) -> Vec<Mention<'a>> {
    let (Some(name), Some(contact)) = (name, contact) else {
        return Vec::new();
    };
    let mention = |who: &'a Text, is_address| Mention {
        who,
        is_address,
        company: Some(name),
    };
    let person = contact.name.iter().map(|person| mention(person, false));
    let mail = contact.email.iter().map(|mail| mention(mail, true));
    person.chain(mail).collect()
}

fn ours(name: &Text) -> Mention<'_> {
    Mention {
        who: name,
        is_address: false,
        company: None,
    }
}

fn of_process(process: &Process) -> Vec<Mention<'_>> {
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
    let contacts =
        partners.flat_map(|(_, partner)| contact(partner.name.as_ref(), partner.contact.as_ref()));
    let aliases = head.into_iter().flat_map(|head| &head.aliases);
    let lists = aliases.filter(|alias| is_mail(alias.trim()));
    let lists = lists.map(|alias| Mention {
        is_address: true,
        ..ours(alias)
    });
    owners
        .chain(roles.map(|(_, name)| name))
        .chain(of_stages)
        .map(ours)
        .chain(contacts)
        .chain(lists)
        .collect()
}

fn of_deal(deal: &Deal) -> Vec<Mention<'_>> {
    let of_record = deal
        .partner
        .iter()
        .flat_map(|partner| contact(partner.name.as_ref(), partner.contact.as_ref()));
    let others = deal.other_partners.iter();
    let others = others.flat_map(|other| contact(other.name.as_ref(), other.contact.as_ref()));
    let handoffs = deal.handoff.as_deref().into_iter();
    let handoffs = handoffs.chain(&deal.earlier_handoffs);
    let people = handoffs.flat_map(|handoff| [&handoff.seller, &handoff.owner]);
    // Who leads the customer conversation is the seller if nobody else is asked, but may be the partner's.
    let seller = deal
        .seller()
        .filter(|seller| !acts_for_partner(deal, seller));
    let people = people.flatten().chain(&deal.owner).chain(seller);
    people.map(ours).chain(of_record).chain(others).collect()
}

/// Returns whether a touch of the partner's side is by somebody.
fn acts_for_partner(deal: &Deal, who: &str) -> bool {
    deal.touches.iter().any(|touch| {
        let by = touch.who.as_ref().filter(|_| touch.is_from(Side::Partner));
        by.is_some_and(|by| same_person(by, who))
    })
}
