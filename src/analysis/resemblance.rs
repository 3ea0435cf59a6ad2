//! Which texts of a packet read like those of another account's, the names of both left aside (D4.3, D5.1).
//!
//! Texts are compared as sets of two-word sequences (Jaccard) found by MinHash in bands: linear in the number of packets,
//! and a seller can check the figure by hand, which TF-IDF does not allow. The packet that said it first stays as it is.

use std::borrow::Cow;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::model::Deal;
use crate::model::deal::Handoff;
use crate::text::name;

use super::account::Identity;
use super::similarity::{self, Names};

/// A text that ought to speak of one deal alone: its path, and what it says.
type Field = (&'static str, fn(&Handoff) -> Option<Cow<'_, str>>);

/// The texts of a packet that grades and the lists before it goes out look at. An offer, a move or an introduction may well
/// be the same at two accounts.
const FIELDS: [Field; 4] = [
    ("handoff.why_account", |handoff| {
        let why = handoff.why_account.as_ref()?;
        Some(Cow::Owned(beside_the_list(why)))
    }),
    ("handoff.why_partner", |handoff| {
        Some(Cow::Borrowed(&**handoff.why_partner.as_ref()?))
    }),
    ("handoff.trigger", |handoff| {
        Some(Cow::Borrowed(&**handoff.trigger.as_ref()?.quote.as_ref()?))
    }),
    ("handoff.joint_value", |handoff| {
        Some(Cow::Borrowed(&**handoff.joint_value.as_ref()?))
    }),
];

/// A text that reads like that of another account's packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resemblance {
    /// The path of the text: `handoff.why_account`, `handoff.why_partner`, `handoff.trigger`,
    /// `handoff.joint_value`.
    pub field: &'static str,
    /// The other deal's id.
    pub other: String,
    /// How much they have in common, in per cent.
    pub like: u32,
}

/// For each packet that is `wanted` the texts that have at least so many per cent in common with a packet of another
/// account that went out before it, or on the same day; drafts come last.
pub fn resemblances(
    packets: &[(&Deal, &Handoff)],
    at_least: u32,
    wanted: impl Fn(usize) -> bool + Sync,
) -> Vec<Vec<Resemblance>> {
    let mut found = vec![Vec::new(); packets.len()];
    if !(0..packets.len()).any(&wanted) {
        return found;
    }
    let sent = |n: usize| {
        packets[n]
            .1
            .sent_on()
            .map_or(NaiveDate::MAX, |day| day.value)
    };
    let mut order: Vec<usize> = (0..packets.len()).collect();
    order.sort_by_key(|n| (sent(*n), *n));
    let names: Vec<Names> = order.par_iter().map(|n| names(packets[*n])).collect();
    let accounts: Vec<Identity> = order
        .par_iter()
        .map(|n| Identity::of(packets[*n].0))
        .collect();
    // By name or domain. Not by CRM id: whoever copies a whole file copies that too.
    let is_one = |at: usize, other: usize| {
        let (a, b): (&Identity, &Identity) = (&accounts[at], &accounts[other]);
        a.name == b.name || (!a.host.is_empty() && a.host == b.host)
    };
    for (field, text) in FIELDS {
        let texts: Vec<_> = order
            .par_iter()
            .zip(&names)
            .map(|(n, names)| similarity::shingles(&text(packets[*n].1)?, names))
            .collect();
        let alike = similarity::alike(
            &texts,
            at_least,
            |at| wanted(order[at]),
            |at, other| !is_one(at, other) && sent(order[other]) <= sent(order[at]),
        );
        for (at, alike) in alike.into_iter().enumerate() {
            found[order[at]].extend(alike.map(|(other, like)| Resemblance {
                field,
                other: packets[order[other]].0.id.clone(),
                like,
            }));
        }
    }
    found
}

/// The names that the texts of a packet may hold: the account, the partner, the people of both and of ours.
pub fn names((deal, handoff): (&Deal, &Handoff)) -> Names {
    let partner = deal.partner.as_ref();
    let contact = partner.and_then(|partner| partner.contact.as_ref()?.name.as_ref());
    let path = handoff.warm_path.as_ref();
    let trigger = handoff.trigger.as_ref();
    let need = deal.need.as_ref();
    let names = [
        deal.account_name(),
        deal.partner_name(),
        contact,
        handoff.seller.as_ref().or(deal.seller()),
        path.and_then(|path| path.theirs.as_ref()),
        path.and_then(|path| path.through.as_ref()),
        trigger.and_then(|trigger| trigger.by.as_ref()),
        need.and_then(|need| need.confirmed_by.as_ref()),
    ];
    Names::new(names.into_iter().flatten().map(|name| &*name.value))
}

/// What a reason for the account says beside “on Sam's Q4 list by name”, which is the same in every good packet.
pub fn beside_the_list(why: &str) -> String {
    let is_list = |clause: &&str| {
        // “Renewal in March puts it on Ben's list” says more than the list: there it stands at the end.
        let words = name::words(clause);
        words
            .split(' ')
            .any(|word| matches!(word, "list" | "lists"))
            && words.split(' ').take(3).any(|word| word == "on")
    };
    let clauses = why.split_inclusive([';', '.', ':', '\n']);
    clauses.filter(|clause| !is_list(clause)).collect()
}
