//! Finds deals that may be one deal written twice, or two partners on one account under two spellings (D2.3, D8.4). Candidates are
//! found by hashes of their keys, and only so many of them are compared.

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::model::Deal;
use crate::text::name::near::{
    LONGEST, SHORTEST, SHORTEST_WORD, differ_by_a_letter, differ_in_an_initial, digits,
    sorted_words, spelling_key,
};
use crate::text::name::{bare_key, company_key, without_form_in_front, words};

use crate::model::identity::{Identity, SharedKey};

/// The most earlier deals of a group that a deal is compared with: if more are alike, the first ones are enough.
const COMPARED: usize = 8;

/// Why two deals may be about one customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchKind {
    /// They share the key of an account or opportunity.
    Same(SharedKey),
    /// The names differ by words that may be a legal form, whatever their domains say; only two records of the CRM part them.
    LegalForm,
    /// The names differ by a letter, by spaces, or in the order of their words.
    Spelling,
    /// One name is the beginning of the other.
    Beginning,
    /// The domains differ in their ending, or one is a subdomain of the other.
    Domain,
}

/// Two deals that may be one, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The deal that came later.
    pub later: usize,
    /// The other one.
    pub first: usize,
    /// Why.
    pub kind: MatchKind,
}

/// Returns the pairs of a book, at most one for each later deal: the one that was registered or entered its first stage later, or on
/// one day the one that is later in the book. `groups` are those of the `identities`; only deals that are `open` are compared.
pub fn duplicates(
    deals: &[&Deal],
    identities: &[Identity],
    groups: &[Vec<usize>],
    open: &[bool],
) -> Vec<Pair> {
    let mut found: Vec<Option<Pair>> = vec![None; deals.len()];
    let came = |n: &usize| (deals[*n].begins().unwrap_or(NaiveDate::MAX), *n);
    let mut offer = |mut group: Vec<usize>,
                     match_kind: &dyn Fn(usize, usize) -> Option<MatchKind>| {
        group.sort_by_cached_key(came);
        for (at, later) in group.iter().enumerate() {
            if found[*later].is_some() {
                continue;
            }
            let before = &group[..at];
            let last = before.len().saturating_sub(1).max(COMPARED);
            let others = before.iter().take(COMPARED).chain(before.iter().skip(last));
            found[*later] = others.copied().find_map(|first| {
                let kind = match_kind(first, *later).filter(|_| first != *later)?;
                let (a, b) = (deals[first], deals[*later]);
                // Two partners may name one opportunity differently.
                let names_matter = matches!(kind, MatchKind::Same(_)) || one_partner(a, b);
                if names_matter && differ_in_opportunity(a, b, identities, (first, *later)) {
                    return None;
                }
                let later = *later;
                Some(Pair { later, first, kind })
            });
        }
    };
    for group in groups {
        let group: Vec<usize> = group.iter().copied().filter(|n| open[*n]).collect();
        offer(group, &|a, b| {
            identities[a].shared(&identities[b]).map(MatchKind::Same)
        });
    }
    for group in near_groups(identities, open) {
        offer(group, &|a, b| match_kind(&identities[a], &identities[b]));
    }
    found.into_iter().flatten().collect()
}

/// Returns whether two deals are about different opportunities: by their CRM ids, else by their names.
fn differ_in_opportunity(
    a: &Deal,
    b: &Deal,
    identities: &[Identity],
    (n, m): (usize, usize),
) -> bool {
    let (left, right) = (&identities[n].opportunity, &identities[m].opportunity);
    if !left.is_empty() && !right.is_empty() {
        return left != right;
    }
    let name = |deal: &Deal| Some(words(deal.opportunity.as_ref()?.name.as_ref()?));
    matches!((name(a), name(b)), (Some(a), Some(b)) if a != b)
}

/// Returns groups of open deals whose keys may be near, each in the order of the deals. Keys are compared by their hashes; deals
/// whose hashes are equal by chance are separated by [`match_kind`].
fn near_groups(identities: &[Identity], open: &[bool]) -> Vec<Vec<usize>> {
    let mut keys: Vec<(Key, u64, usize)> = identities
        .par_iter()
        .enumerate()
        .filter(|(n, _)| open[*n])
        .flat_map_iter(|(n, identity)| {
            let mut keys = near_keys(identity);
            // Leaving out either of two equal letters gives the same key twice.
            keys.dedup();
            keys.into_iter().map(move |(key, hash)| (key, hash, n))
        })
        .collect();
    keys.par_sort_unstable();
    keys.dedup();
    let groups = keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let groups = groups.filter(|group| group.len() > 1);
    groups
        .map(|group| group.iter().map(|key| key.2).collect())
        .collect()
}

/// What two near names have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// The letters, or all but one of them: names that differ by one letter are the same without it.
    Letters,
    /// What is left without words that may be a legal form.
    Bare,
    /// The words, in whatever order.
    Words,
    /// The first two words, as far as their spelling matters.
    Beginning,
    /// The first word, which may be all of the other name.
    First,
    /// The part of the domain that the account chose.
    Domain,
}

fn near_keys(identity: &Identity) -> Vec<(Key, u64)> {
    let mut keys = Vec::with_capacity(32);
    let letters: Vec<char> = identity.name.chars().filter(|c| *c != ' ').collect();
    keys.push((Key::Letters, hash(letters.iter().copied())));
    if (SHORTEST..=LONGEST).contains(&letters.len()) {
        for left_out in 0..letters.len() {
            let (head, tail) = letters.split_at(left_out);
            let rest = head.iter().chain(&tail[1..]);
            keys.push((Key::Letters, hash(rest.copied())));
        }
    }
    keys.push((Key::Bare, hash(bare_key(&identity.name).chars())));
    let key = spelling_key(without_form_in_front(&identity.name));
    let mut spaces = key.match_indices(' ').map(|(at, _)| at);
    let first = spaces.next().unwrap_or(key.len());
    if first >= SHORTEST_WORD {
        keys.push((Key::First, hash(key[..first].chars())));
    }
    if first < key.len() {
        let end = spaces.next().unwrap_or(key.len());
        keys.push((Key::Beginning, hash(key[..end].chars())));
    }
    keys.push((Key::Words, hash(sorted_words(&key).chars())));
    if identity.label().chars().count() >= SHORTEST {
        keys.push((Key::Domain, hash(identity.label().chars())));
    }
    keys
}

/// Returns a hash that is the same on every machine.
fn hash(text: impl Iterator<Item = char>) -> u64 {
    text.fold(0xcbf2_9ce4_8422_2325, |hash, c| {
        let hash = (hash ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^ (hash >> 29)
    })
}

/// Returns why two different accounts may be one; `None` if their domains have nothing in common, or their names contain different
/// numbers: `Store 12` is not `Store 13`.
fn match_kind(a: &Identity, b: &Identity) -> Option<MatchKind> {
    let domains = !a.host.is_empty() && !b.host.is_empty();
    let (left, right) = (a.label(), b.label());
    if a.shared(b).is_some() {
        return None;
    }
    if domains && left == right && left.chars().count() >= SHORTEST {
        return Some(MatchKind::Domain);
    }
    if digits(&a.name) != digits(&b.name) || a.name.is_empty() || b.name.is_empty() {
        return None;
    }
    if bare_key(&a.name) == bare_key(&b.name) {
        let are_two = !a.crm.is_empty() && !b.crm.is_empty();
        return (!are_two).then_some(MatchKind::LegalForm);
    }
    if domains && left != right && !differ_by_a_letter(left, right) {
        return None;
    }
    let compact = |name: &str| name.replace(' ', "");
    let (a_letters, b_letters) = (compact(&a.name), compact(&b.name));
    let key = |name: &str| spelling_key(without_form_in_front(name));
    let (a_key, b_key) = (key(&a.name), key(&b.name));
    if a_letters == b_letters
        || sorted_words(&a_key) == sorted_words(&b_key)
        || (differ_by_a_letter(&a_letters, &b_letters) && !differ_in_an_initial(&a.name, &b.name))
    {
        return Some(MatchKind::Spelling);
    }
    let begins = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        short.len() >= SHORTEST_WORD && rest.is_some_and(|rest| rest.starts_with(' '))
    };
    (begins(&a_key, &b_key) || begins(&b_key, &a_key)).then_some(MatchKind::Beginning)
}

/// Returns whether two deals have the same partner.
pub fn one_partner(a: &Deal, b: &Deal) -> bool {
    let key = |deal: &Deal| deal.partner_name().map(|name| company_key(name));
    key(a).is_some() && key(a) == key(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: &str, host: &str) -> Identity {
        Identity {
            name: company_key(name),
            host: host.to_owned(),
            ..Identity::default()
        }
    }

    #[test]
    fn what_one_customer_may_be_called() {
        for (a, b, why) in [
            (
                account("Linden Pharma", ""),
                account("Lindon Pharma GmbH", "linden.example"),
                MatchKind::Spelling,
            ),
            (
                account("North Wind Logistics", ""),
                account("Northwind Logistics", ""),
                MatchKind::Spelling,
            ),
            (
                account("Tidewater Bank", ""),
                account("Bank Tidewater", ""),
                MatchKind::Spelling,
            ),
            (
                account("Granite Mutual", ""),
                account("Granite Mutual Germany", ""),
                MatchKind::Beginning,
            ),
            (
                account("Müller", ""),
                account("Mueller AG", ""),
                MatchKind::Spelling,
            ),
            (
                account("Northwind", ""),
                account("Northwind Logistics", ""),
                MatchKind::Beginning,
            ),
            (
                account("Acme Group", ""),
                account("Acme", ""),
                MatchKind::LegalForm,
            ),
            (
                account("Elmhurst School District", ""),
                account("Elmhurst Schools", ""),
                MatchKind::Beginning,
            ),
            (
                account("Halden Foods", ""),
                account("Halden Food Group", ""),
                MatchKind::Beginning,
            ),
            (
                account("Norden", "nordenfreight.example"),
                account("Norden Freight", "nordenfreight.test"),
                MatchKind::Domain,
            ),
            (
                account("PT Kencana", ""),
                account("Kencana", ""),
                MatchKind::LegalForm,
            ),
            (
                account("Stichting Fern", "stichtingfern.example"),
                account("Fern", "fern.example"),
                MatchKind::LegalForm,
            ),
            (
                account("ABC e.V.", ""),
                account("ABC", ""),
                MatchKind::LegalForm,
            ),
            (account("3M", ""), account("3 M", ""), MatchKind::Spelling),
            (
                account("Århus", ""),
                account("Aarhus", ""),
                MatchKind::Spelling,
            ),
            (
                account("Halden Foods", "halden.example"),
                account("Halden Food Group", "halden.test"),
                MatchKind::Beginning,
            ),
        ] {
            assert_eq!(match_kind(&a, &b), Some(why), "{} {}", a.name, b.name);
        }
    }

    #[test]
    fn different_firms_are_not_near() {
        for (a, b) in [
            (
                account("Harrow Foods", "harrow.example"),
                account("Harlow Foods", "harlow-group.example"),
            ),
            (
                account("Fenwick Energy", ""),
                account("Mossbank Energy", ""),
            ),
            (
                account("First National Bank", ""),
                account("First Insurance", ""),
            ),
            (account("National Grid", ""), account("National Trust", "")),
            (account("ABC", ""), account("ABC Foods", "")),
            (
                account("Delta", "delta.example"),
                account("Delta Dental", "delta-dental.example"),
            ),
            (
                account("Delta Airways", "delta.example"),
                account("Delta Dental", "delta.test"),
            ),
            (
                account("Harbour Store 12", ""),
                account("Harbour Store 13", ""),
            ),
            (
                account("Granite Mutual", "granite.example"),
                account("Granite Mutual Cinemas", "gmc.example"),
            ),
            (account("Vitamin C", ""), account("Vitamin D", "")),
            (account("", ""), account("", "")),
        ] {
            assert_eq!(match_kind(&a, &b), None, "{} {}", a.name, b.name);
        }
    }
}
