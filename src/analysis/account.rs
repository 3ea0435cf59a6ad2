//! Who a deal is about, as keys that are compared (D2.3): the account by name, domain and CRM id, the opportunity by CRM id.
//! Deals are brought together by sorting their keys, so that ten thousand are never compared one by one.

use rayon::prelude::*;

use crate::model::Deal;
use crate::model::scalar::Text;
use crate::text::placeholder::is_placeholder;
use crate::text::{domain, name};

/// The keys of one deal; empty where nothing is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The account's name without case, accents, punctuation and legal suffixes.
    pub name: String,
    /// The account's domain.
    pub host: String,
    /// The account's id in the CRM.
    pub crm: String,
    /// The opportunity's id in the CRM.
    pub opportunity: String,
}

/// What makes two deals one account or one opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shared {
    /// One opportunity of the CRM.
    Opportunity,
    /// One account of the CRM.
    CrmAccount,
    /// One domain.
    Domain,
    /// One name, and no domain that speaks against it.
    Name,
}

impl Identity {
    /// The keys of a deal.
    pub fn of(deal: &Deal) -> Self {
        let text = |text: Option<&Text>| {
            let text = text.map(|text| text.trim()).unwrap_or_default();
            if is_placeholder(text) { "" } else { text }.to_owned()
        };
        let account = deal.account.as_ref();
        let opportunity = deal.opportunity.as_ref();
        let host = text(account.and_then(|account| account.domain.as_ref()));
        Self {
            name: name::company_key(&text(deal.account_name())),
            host: domain::host(&host).unwrap_or_default(),
            crm: text(account.and_then(|account| account.crm_id.as_ref())),
            opportunity: text(opportunity.and_then(|opportunity| opportunity.crm_id.as_ref())),
        }
    }

    /// The part of the domain that the account chose.
    pub fn label(&self) -> &str {
        domain::label(&self.host)
    }

    /// What makes this and another deal one account or one opportunity.
    pub fn shared(&self, other: &Self) -> Option<Shared> {
        let same = |a: &str, b: &str| !a.is_empty() && a == b;
        let apart =
            !self.host.is_empty() && !other.host.is_empty() && self.label() != other.label();
        if same(&self.opportunity, &other.opportunity) {
            Some(Shared::Opportunity)
        } else if same(&self.crm, &other.crm) {
            Some(Shared::CrmAccount)
        } else if same(&self.host, &other.host) {
            Some(Shared::Domain)
        } else if same(&self.name, &other.name) && !apart {
            Some(Shared::Name)
        } else {
            None
        }
    }
}

/// The groups of deals that share an account or an opportunity, each sorted and of two or more; a deal may stand in several.
/// A name that belongs to several domains makes a group for each of them, and none of the deals without a domain.
pub fn groups(deals: &[Identity]) -> Vec<Vec<usize>> {
    let mut keys: Vec<(Shared, &str, &str, usize)> = Vec::with_capacity(deals.len() * 2);
    for (n, deal) in deals.iter().enumerate() {
        for (shared, key, label) in [
            (Shared::Opportunity, &deal.opportunity, ""),
            (Shared::CrmAccount, &deal.crm, ""),
            (Shared::Domain, &deal.host, ""),
            (Shared::Name, &deal.name, deal.label()),
        ] {
            if !key.is_empty() {
                keys.push((shared, key, label, n));
            }
        }
    }
    keys.par_sort_unstable();
    let mut groups = Vec::new();
    for named in keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let labelled = &named[named.partition_point(|key| key.2.is_empty())..];
        let several = labelled.first().map(|key| key.2) != labelled.last().map(|key| key.2);
        if several {
            groups.extend(labelled.chunk_by(|a, b| a.2 == b.2).map(members));
        } else {
            groups.push(members(named));
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

fn members(keys: &[(Shared, &str, &str, usize)]) -> Vec<usize> {
    let mut members: Vec<usize> = keys.iter().map(|key| key.3).collect();
    members.sort_unstable();
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deal(name: &str, host: &str, opportunity: &str) -> Identity {
        Identity {
            name: name::company_key(name),
            host: host.to_owned(),
            crm: String::new(),
            opportunity: opportunity.to_owned(),
        }
    }

    #[test]
    fn deals_come_together_by_name_domain_and_opportunity() {
        let deals = [
            deal("Acme, Inc.", "acme.example", ""),
            deal("ACME", "", "006"),
            deal("Acme Works", "acme.example", ""),
            deal("Halden", "halden.example", "006"),
            deal("Quayside", "", ""),
        ];
        assert_eq!(groups(&deals), [vec![1, 3], vec![0, 2], vec![0, 1]]);
        assert_eq!(deals[0].shared(&deals[1]), Some(Shared::Name));
        assert_eq!(deals[0].shared(&deals[2]), Some(Shared::Domain));
        assert_eq!(deals[1].shared(&deals[3]), Some(Shared::Opportunity));
        assert_eq!(deals[0].shared(&deals[4]), None);
    }

    #[test]
    fn firms_of_one_name_and_several_domains_are_several() {
        let deals = [
            deal("Delta", "delta.example", ""),
            deal("Delta", "delta-dental.example", ""),
            deal("Delta", "", ""),
            deal("Delta", "delta.co.uk", ""),
        ];
        assert_eq!(groups(&deals), [vec![0, 3]]);
        assert_eq!(deals[0].shared(&deals[1]), None);
        assert_eq!(
            groups(&[Identity::default(), Identity::default()]),
            Vec::<Vec<usize>>::new()
        );
    }
}
