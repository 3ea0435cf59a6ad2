//! Identifies what a deal is about (D2.3): the account by name, domain and CRM id, the opportunity by CRM id. Deals with equal
//! keys are found by sorting, never by comparing each deal with every other.

use rayon::prelude::*;

use crate::model::Deal;
use crate::model::scalar::Text;
use crate::text::placeholder::is_placeholder;
use crate::text::{domain, name};

/// The keys of one deal; a key is empty if the deal does not state it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The account's name, without case, accents, punctuation and legal suffixes.
    pub name: String,
    /// The account's domain.
    pub host: String,
    /// The account's id in the CRM.
    pub crm: String,
    /// The opportunity's id in the CRM.
    pub opportunity: String,
}

/// The key that shows that two deals are about one account or one opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SharedKey {
    /// The same opportunity of the CRM.
    Opportunity,
    /// The same account of the CRM.
    CrmAccount,
    /// The same domain.
    Domain,
    /// The same name, and no different domains.
    Name,
}

impl Identity {
    /// Returns the keys of a deal.
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

    /// Returns the part of the domain that the account chose: `acme` of `acme.co.uk`.
    pub fn label(&self) -> &str {
        domain::label(&self.host)
    }

    /// Returns the key that this deal shares with another; `None` if they are about different accounts.
    pub fn shared(&self, other: &Self) -> Option<SharedKey> {
        let same = |a: &str, b: &str| !a.is_empty() && a == b;
        let both_hosts = !self.host.is_empty() && !other.host.is_empty();
        let is_apart = both_hosts && self.label() != other.label();
        if same(&self.opportunity, &other.opportunity) {
            Some(SharedKey::Opportunity)
        } else if same(&self.crm, &other.crm) {
            Some(SharedKey::CrmAccount)
        } else if same(&self.host, &other.host) {
            Some(SharedKey::Domain)
        } else if same(&self.name, &other.name) && !is_apart {
            Some(SharedKey::Name)
        } else {
            None
        }
    }
}

/// A key of a deal, in the order that brings equal keys together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SortKey<'a> {
    kind: SharedKey,
    key: &'a str,
    /// Tells accounts of one name apart: see [`Identity::label`].
    label: &'a str,
    deal: usize,
}

/// Returns the groups of two or more deals that share an account or an opportunity, each sorted. A deal may be in several groups.
/// If a name belongs to several domains, each domain has a group, and deals without a domain are in none of them.
pub fn groups(deals: &[Identity]) -> Vec<Vec<usize>> {
    let mut keys: Vec<SortKey<'_>> = Vec::with_capacity(deals.len() * 2);
    for (n, deal) in deals.iter().enumerate() {
        for (kind, key, label) in [
            (SharedKey::Opportunity, &deal.opportunity, ""),
            (SharedKey::CrmAccount, &deal.crm, ""),
            (SharedKey::Domain, &deal.host, ""),
            (SharedKey::Name, &deal.name, deal.label()),
        ] {
            if !key.is_empty() {
                keys.push(SortKey {
                    kind,
                    key,
                    label,
                    deal: n,
                });
            }
        }
    }
    keys.par_sort_unstable();
    let mut groups = Vec::new();
    for same_key in keys.chunk_by(|a, b| (a.kind, a.key) == (b.kind, b.key)) {
        let labelled = &same_key[same_key.partition_point(|key| key.label.is_empty())..];
        let (first, last) = (labelled.first(), labelled.last());
        if first.map(|key| key.label) == last.map(|key| key.label) {
            groups.push(deals_of(same_key));
        } else {
            let by_label = labelled.chunk_by(|a, b| a.label == b.label);
            groups.extend(by_label.map(deals_of));
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

fn deals_of(keys: &[SortKey<'_>]) -> Vec<usize> {
    let mut deals: Vec<usize> = keys.iter().map(|key| key.deal).collect();
    deals.sort_unstable();
    deals
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
        assert_eq!(deals[0].shared(&deals[1]), Some(SharedKey::Name));
        assert_eq!(deals[0].shared(&deals[2]), Some(SharedKey::Domain));
        assert_eq!(deals[1].shared(&deals[3]), Some(SharedKey::Opportunity));
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
