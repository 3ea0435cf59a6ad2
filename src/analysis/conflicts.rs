//! Finds registrations of one account or opportunity by several partners, and which of them holds (D2.3).

use std::collections::VecDeque;

use crate::model::{Deal, Process};
use crate::text::name::company_key;
use crate::text::placeholder::is_placeholder;

use super::registration::{Protection, protection};
use crate::model::identity::{Identity, SharedKey};

/// A registration made while another partner's protected the account or the opportunity. Deals are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The deal that was registered later.
    pub later: usize,
    /// The deal that was registered first.
    pub first: usize,
    /// The protection that the later one claims.
    pub claimed: Protection,
    /// The protection that the first one has.
    pub held: Protection,
    /// What they have in common.
    pub shared: SharedKey,
}

impl Conflict {
    /// Returns whether both were registered on one day, so that neither was first.
    pub fn is_tie(&self) -> bool {
        self.claimed.from.value == self.held.from.value
    }
}

/// A registration that counts.
struct Claim<'a> {
    deal: &'a Deal,
    partner: String,
    protection: Protection,
}

impl<'a> Claim<'a> {
    fn of(process: &Process, deal: &'a Deal) -> Option<Self> {
        let partner = deal.partner_name().filter(|name| !is_placeholder(name))?;
        Some(Self {
            deal,
            partner: company_key(partner),
            protection: protection(process, deal)?,
        })
    }
}

/// Returns the conflicts of a book in the order of the later deals: at most one for each, with the registration that holds.
///
/// There is no conflict between two deals of one partner (no other partner is kept out), if one deal names the other's
/// partner (they share it, D2.6), or if one of them has on record how it was settled (D2.8). It does not end with the close: two
/// partners who won one account are both credited. If both are won as different opportunities of the CRM, each is credited for its own.
///
/// `identities` are those of the `deals`, and `groups` are the groups of the identities; `is_settled` says whether the later of two deals
/// and the first have on record how they were settled.
pub fn conflicts(
    process: &Process,
    deals: &[&Deal],
    identities: &[Identity],
    groups: &[Vec<usize>],
    is_settled: &dyn Fn(&Deal, &Deal) -> bool,
) -> Vec<Conflict> {
    let mut found: Vec<Option<Conflict>> = vec![None; deals.len()];
    for group in groups {
        let claims = group
            .iter()
            .map(|n| Some((*n, Claim::of(process, deals[*n])?)));
        let mut claims: Vec<(usize, Claim<'_>)> = claims.flatten().collect();
        claims.sort_by_key(|(n, claim)| rank(&claim.protection, *n));
        for conflict in of_group(&claims, identities, is_settled) {
            let slot = &mut found[conflict.later];
            let is_earlier = |known: &Conflict| {
                rank(&conflict.held, conflict.first) < rank(&known.held, known.first)
            };
            if slot.as_ref().is_none_or(is_earlier) {
                *slot = Some(conflict);
            }
        }
    }
    found.into_iter().flatten().collect()
}

/// Returns what registrations are ordered by: the day; on one day, the one that was approved first.
fn rank(protection: &Protection, n: usize) -> (chrono::NaiveDate, chrono::NaiveDate, usize) {
    let approved = protection.approved.unwrap_or(chrono::NaiveDate::MAX);
    (protection.from.value, approved, n)
}

/// The most earlier registrations that one is compared with.
const COMPARED: usize = 8;

/// Passes once over the registrations of one account, in their order, and compares each with the first ones that still protect
/// the account on that day. A registration that has lapsed gives way to the next.
fn of_group(
    claims: &[(usize, Claim<'_>)],
    identities: &[Identity],
    is_settled: &dyn Fn(&Deal, &Deal) -> bool,
) -> Vec<Conflict> {
    let mut found = Vec::new();
    // Those in force, and whether each holds the account itself: not if it is in conflict with an earlier one.
    let mut in_force: VecDeque<(&(usize, Claim<'_>), bool)> = VecDeque::new();
    for claim in claims {
        let (n, later) = claim;
        let claimed = later.protection;
        while let Some(((_, first), _)) = in_force.front()
            && first.protection.until < claimed.from.value
        {
            in_force.pop_front();
        }
        let Some(((_, holds), _)) = in_force.front() else {
            in_force.push_back((claim, true));
            continue;
        };
        if later.partner == holds.partner {
            // Comes next, so that the partner keeps the account once the first one lapses.
            in_force.insert(1, (claim, true));
            continue;
        }
        // Whoever is settled with the first one may not be with the next.
        let holders = in_force.iter().enumerate();
        let holders = holders.filter(|(at, (_, holds_it))| *at == 0 || *holds_it);
        let mut holders = holders.take(COMPARED).map(|(_, (first, _))| *first);
        let against = holders.find_map(|(first, holds)| {
            let is_in_force = holds.protection.until >= claimed.from.value;
            let is_rival = is_in_force && later.partner != holds.partner;
            let shared = is_rival.then(|| shared(identities, (*n, later), (*first, holds)))??;
            (!is_settled(later.deal, holds.deal)).then_some((*first, holds.protection, shared))
        });
        if let Some((first, held, shared)) = against {
            found.push(Conflict {
                later: *n,
                first,
                claimed,
                held,
                shared,
            });
        }
        in_force.push_back((claim, against.is_none()));
    }
    found
}

/// Returns what two claims have in common; `None` if both were won as different opportunities of the CRM.
fn shared(
    identities: &[Identity],
    (n, later): (usize, &Claim<'_>),
    (first, holds): (usize, &Claim<'_>),
) -> Option<SharedKey> {
    let (mine, other) = (&identities[n], &identities[first]);
    let are_two = later.deal.is_closed()
        && holds.deal.is_closed()
        && !mine.opportunity.is_empty()
        && !other.opportunity.is_empty()
        && mine.opportunity != other.opportunity;
    mine.shared(other).filter(|_| !are_two)
}
