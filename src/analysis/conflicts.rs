//! Two registrations of one account or opportunity: which of them holds (D2.3).

use std::collections::VecDeque;

use crate::model::{Deal, Process};
use crate::text::name::company_key;
use crate::text::placeholder::is_placeholder;

use super::account::{Identity, Shared};
use super::registration::{Protection, protection};

/// A registration that came while another partner's protected the account, or the opportunity. Both are numbers of deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The deal that was registered later.
    pub later: usize,
    /// The deal whose registration was first.
    pub first: usize,
    /// What the later one wants.
    pub wanted: Protection,
    /// What the first one protects.
    pub held: Protection,
    /// What they have in common.
    pub shared: Shared,
}

impl Conflict {
    /// Whether both came on one day, so that neither was first.
    pub fn is_tie(&self) -> bool {
        self.wanted.from.value == self.held.from.value
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

    /// Whether the deal has the partner on record beside its own: then they share it (D2.6).
    fn shares_with(&self, partner: &str) -> bool {
        let others = self.deal.other_partners.iter();
        let mut names = others.filter_map(|other| other.name.as_ref());
        names.any(|name| company_key(name) == partner)
    }
}

/// The conflicts of a book, by the later deal, at most one for each: its conflict with the registration that holds. Two deals
/// of one partner are none (nobody else is kept out), nor are two of which one names the other's partner (they share it,
/// D2.6), nor two that are both won (nothing is left to decide).
///
/// `identities` are those of `deals`, and `groups` theirs.
pub fn conflicts(
    process: &Process,
    deals: &[&Deal],
    identities: &[Identity],
    groups: &[Vec<usize>],
) -> Vec<Conflict> {
    let mut found: Vec<Option<Conflict>> = vec![None; deals.len()];
    for group in groups {
        let claims = group
            .iter()
            .map(|n| Some((*n, Claim::of(process, deals[*n])?)));
        let mut claims: Vec<(usize, Claim<'_>)> = claims.flatten().collect();
        claims.sort_by_key(|(n, claim)| rank(&claim.protection, *n));
        for conflict in of_group(&claims, identities) {
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

/// The order in which registrations count: by day, on one day the approved one first.
fn rank(protection: &Protection, n: usize) -> (chrono::NaiveDate, chrono::NaiveDate, usize) {
    let approved = protection.approved.unwrap_or(chrono::NaiveDate::MAX);
    (protection.from.value, approved, n)
}

/// One pass over the registrations of one account, in their order: each is held against the first one that still protects
/// the account on its day. One that lapsed gives way to the next, whatever that one had to do with it.
fn of_group(claims: &[(usize, Claim<'_>)], identities: &[Identity]) -> Vec<Conflict> {
    let mut found = Vec::new();
    let mut standing: VecDeque<&(usize, Claim<'_>)> = VecDeque::new();
    for claim in claims {
        let (n, later) = claim;
        let wanted = later.protection;
        while let Some((_, first)) = standing.front()
            && first.protection.until < wanted.from.value
        {
            standing.pop_front();
        }
        let Some((first, holds)) = standing.front().copied() else {
            standing.push_back(claim);
            continue;
        };
        if later.partner == holds.partner {
            // The partner that holds goes on holding.
            standing.insert(1, claim);
            continue;
        }
        standing.push_back(claim);
        let settled = (later.deal.is_closed() && holds.deal.is_closed())
            || later.shares_with(&holds.partner)
            || holds.shares_with(&later.partner);
        if let Some(shared) = identities[*n].shared(&identities[*first])
            && !settled
        {
            found.push(Conflict {
                later: *n,
                first: *first,
                wanted,
                held: holds.protection,
                shared,
            });
        }
    }
    found
}
