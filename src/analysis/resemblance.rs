//! Finds texts of a packet that read like those of another account's packet, names aside (D4.3, D5.1).
//!
//! Texts are compared as sets of two-word sequences (Jaccard) found by MinHash in bands: that is linear in the number of packets, and
//! a seller can check the figure by hand, unlike TF-IDF. The packet that had the text first is not reported.

use std::borrow::Cow;

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::model::deal::Handoff;
use crate::model::{Deal, Process};
use crate::text::name;

use super::similarity::{self, Names};
use crate::model::identity::Identity;

/// A text that ought to be about one deal alone: its path, and how to get it.
type TextField = (&'static str, fn(&Handoff) -> Option<Cow<'_, str>>);

/// The texts that the score and the conditions look at. An offer, a move or an introduction may well be the same for two accounts.
const FIELDS: [TextField; 4] = [
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

/// A text that reads like one in another account's packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resemblance {
    /// The path of the text, such as `handoff.why_account`.
    pub field: &'static str,
    /// The other deal's id.
    pub other: String,
    /// How much they have in common, in per cent.
    pub percent: u32,
}

/// Returns, for each packet that is `wanted`, the texts that have at least `at_least` per cent in common with a packet of another
/// account that went out before it or on the same day; drafts come last.
pub fn resemblances(
    process: &Process,
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
        .map(|n| Identity::of(process, packets[*n].0))
        .collect();
    // By name or domain, not by CRM id: whoever copies a whole file copies the id too.
    let is_same_account = |at: usize, other: usize| {
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
            |at, other| !is_same_account(at, other) && sent(order[other]) <= sent(order[at]),
        );
        for (at, alike) in alike.into_iter().enumerate() {
            found[order[at]].extend(alike.map(|(other, percent)| Resemblance {
                field,
                other: packets[order[other]].0.id.clone(),
                percent,
            }));
        }
    }
    found
}

/// Returns the names that the texts of a packet may contain: the account, the partner, the people of both and of ours.
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

/// Returns a reason for the account without clauses such as “on Sam's Q4 list by name”, which are the same in every good packet.
pub fn beside_the_list(why: &str) -> String {
    let is_list = |clause: &&str| {
        // “Renewal in March puts it on Ben's list” says more than that: its “on” is not at the beginning.
        let words = name::words(clause);
        words
            .split(' ')
            .any(|word| matches!(word, "list" | "lists"))
            && words.split(' ').take(3).any(|word| word == "on")
    };
    let clauses = why.split_inclusive([';', '.', ':', '\n']);
    clauses.filter(|clause| !is_list(clause)).collect()
}
