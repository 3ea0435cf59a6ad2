//! Shortens people's names to first names where the book has only one person of that name.

use std::collections::{HashMap, HashSet};

use crate::model::Book;

/// The people of a book by first name.
#[derive(Debug, Default)]
pub struct People {
    by_first: HashMap<String, HashSet<String>>,
}

impl People {
    /// Collects everybody whom the process or a deal names.
    pub fn of(book: &Book) -> Self {
        let mut people = Self::default();
        let process = &book.process;
        if let Some(head) = &process.written.process {
            let owners = head
                .owners
                .iter()
                .flat_map(|owners| [&owners.partnerships, &owners.sales])
                .flatten();
            head.roles
                .entries
                .iter()
                .map(|(_, name)| name)
                .chain(owners)
                .for_each(|name| people.add(book, name));
        }
        for stage in &process.stages {
            stage
                .owner
                .name
                .iter()
                .chain(&stage.owner.otherwise)
                .for_each(|name| people.add(book, name));
        }
        for deal in &book.deals {
            let handoff = deal.handoff.as_deref();
            let roles = deal
                .roles
                .iter()
                .flat_map(|roles| [&roles.customer, &roles.technical, &roles.close])
                .flatten();
            let contact = deal
                .partner
                .iter()
                .filter_map(|partner| partner.contact.as_ref()?.name.as_ref());
            let packet = handoff
                .into_iter()
                .flat_map(|handoff| [&handoff.seller, &handoff.owner])
                .flatten();
            deal.owner
                .iter()
                .chain(roles)
                .chain(contact)
                .chain(packet)
                .for_each(|name| people.add(book, name));
        }
        people
    }

    fn add(&mut self, book: &Book, text: &str) {
        if let Some(name) = book.process.person_name(text) {
            let name = book.spellings().person(name);
            let first = name.split_whitespace().next().unwrap_or_default();
            let names = self.by_first.entry(first.to_owned()).or_default();
            names.insert(name);
        }
    }

    /// Returns everybody's full name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_first.values().flatten().map(String::as_str)
    }

    /// Returns the first name if it is unique, else the full name.
    pub fn short<'a>(&self, name: &'a str) -> &'a str {
        let first = name.split_whitespace().next().unwrap_or(name);
        if self
            .by_first
            .get(first)
            .is_none_or(|names| names.len() <= 1)
        {
            first
        } else {
            name
        }
    }
}
