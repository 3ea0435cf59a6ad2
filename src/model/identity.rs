//! Identifies what a deal is about (D2.3): the account by name, domain and CRM id, the opportunity by CRM id. Deals with equal
//! keys are found by sorting, never by comparing each deal with every other.

use rayon::prelude::*;

use crate::text::placeholder::{is_no_answer, is_placeholder};
use crate::text::{domain, name};

use super::deal::Deal;
use super::process::Process;
use super::scalar::Text;

/// The keys of one deal; a key is empty if the deal does not state it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The account's name, without case, accents, punctuation and legal forms.
    pub name: String,
    /// The part of the account's domain that somebody registered; empty for a domain that many share.
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
    /// The same name.
    Name,
}

impl Identity {
    /// Returns the keys of a deal.
    pub fn of(process: &Process, deal: &Deal) -> Self {
        let account = deal.account.as_ref();
        let opportunity = deal.opportunity.as_ref();
        let host = domain::host(id(account.and_then(|account| account.domain.as_ref())));
        let host = host.filter(|host| !domain::is_shared(host, process.shared_domains()));
        let registered = host.as_deref().and_then(domain::registrable);
        Self {
            name: name::company_key(text(deal.account_name())),
            host: registered.unwrap_or_default().to_owned(),
            crm: crm_key(account.and_then(|account| account.crm_id.as_ref())),
            opportunity: crm_key(opportunity.and_then(|it| it.crm_id.as_ref())),
        }
    }

    /// Returns the part of the domain that the account chose: `acme` of `acme.co.uk`.
    pub fn label(&self) -> &str {
        self.host.split('.').next().unwrap_or_default()
    }

    /// Returns the key that this deal shares with another, whatever their other keys are; `None` if they are about different accounts.
    pub fn shared(&self, other: &Self) -> Option<SharedKey> {
        let same = |a: &str, b: &str| !a.is_empty() && a == b;
        if same(&self.opportunity, &other.opportunity) {
            Some(SharedKey::Opportunity)
        } else if same(&self.crm, &other.crm) {
            Some(SharedKey::CrmAccount)
        } else if same(&self.host, &other.host) {
            Some(SharedKey::Domain)
        } else if same(&self.name, &other.name) {
            Some(SharedKey::Name)
        } else {
            None
        }
    }
}

/// Returns a text without blanks around it; empty if it is absent or a placeholder.
fn text(text: Option<&Text>) -> &str {
    let text = text.map(|text| text.trim()).unwrap_or_default();
    if is_placeholder(text) { "" } else { text }
}

/// Returns what two CRM ids are compared by; empty for what identifies no record.
fn crm_key(id: Option<&Text>) -> String {
    record_id(in_address(self::id(id))).to_owned()
}

/// Returns an id or a domain without blanks around it; empty if it is absent, or only says so: `none`, `000`.
fn id(id: Option<&Text>) -> &str {
    let id = text(id);
    let says_nothing = is_no_answer(id) || id.bytes().all(|byte| byte == b'0');
    if says_nothing { "" } else { id }
}

/// Returns the id in the address of a record, as people copy it from their browser; a text that is not an address itself.
fn in_address(id: &str) -> &str {
    let Some((_, path)) = id.split_once("://") else {
        return id;
    };
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let has_digit = |part: &&str| part.bytes().any(|byte| byte.is_ascii_digit());
    path.split('/')
        .skip(1)
        .filter(has_digit)
        .last()
        .unwrap_or(id)
}

/// Returns what a CRM id is compared by. Salesforce writes an id with 15 characters, or with three more that only say which of them are
/// capitals: both name one record. The case is kept.
pub fn record_id(id: &str) -> &str {
    let is_checksum = |c: u8| c.is_ascii_uppercase() || (b'0'..=b'5').contains(&c);
    let is_long = id.len() == 18
        && id.bytes().all(|c| c.is_ascii_alphanumeric())
        && id.bytes().any(|c| c.is_ascii_alphabetic())
        && id.bytes().skip(15).all(is_checksum);
    if is_long { &id[..15] } else { id }
}

/// Returns the groups of two or more deals that share an account or an opportunity, each sorted. A deal may be in several groups.
pub fn groups(deals: &[Identity]) -> Vec<Vec<usize>> {
    let mut keys: Vec<(SharedKey, &str, usize)> = Vec::with_capacity(deals.len() * 2);
    for (n, deal) in deals.iter().enumerate() {
        for (kind, key) in [
            (SharedKey::Opportunity, &deal.opportunity),
            (SharedKey::CrmAccount, &deal.crm),
            (SharedKey::Domain, &deal.host),
            (SharedKey::Name, &deal.name),
        ] {
            if !key.is_empty() {
                keys.push((kind, key, n));
            }
        }
    }
    keys.par_sort_unstable();
    let same = keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    same.filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|key| key.2).collect())
        .collect()
}

/// The deals of a book by their accounts and opportunities.
#[derive(Debug, Default)]
pub struct Accounts {
    /// The keys of each deal.
    pub identities: Vec<Identity>,
    groups: Vec<Vec<usize>>,
    /// The groups of each deal.
    groups_of: Vec<Vec<usize>>,
}

impl Accounts {
    /// Compares the deals of a book.
    pub fn of(process: &Process, deals: &[Deal]) -> Self {
        let identities = deals.par_iter().map(|deal| Identity::of(process, deal));
        let identities: Vec<Identity> = identities.collect();
        let groups = groups(&identities);
        let mut groups_of = vec![Vec::new(); deals.len()];
        for (n, group) in groups.iter().enumerate() {
            for deal in group {
                groups_of[*deal].push(n);
            }
        }
        Self {
            identities,
            groups,
            groups_of,
        }
    }

    /// Returns the other deals about the account or the opportunity of a deal, in order.
    pub fn beside(&self, deal: usize) -> Vec<usize> {
        let groups = self.groups_of.get(deal).into_iter().flatten();
        let others = groups.flat_map(|group| &self.groups[*group]).copied();
        let mut others: Vec<usize> = others.filter(|other| *other != deal).collect();
        others.sort_unstable();
        others.dedup();
        others
    }
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
    fn one_key_is_enough() {
        let deals = [
            deal("Delta", "delta.example", ""),
            deal("Delta", "delta-dental.example", ""),
            deal("Delta Dental", "delta-dental.example", ""),
        ];
        assert_eq!(groups(&deals), [vec![1, 2], vec![0, 1]]);
        assert_eq!(deals[0].shared(&deals[1]), Some(SharedKey::Name));
        assert_eq!(deals[0].shared(&deals[2]), None);
        assert_eq!(
            groups(&[Identity::default(), Identity::default()]),
            Vec::<Vec<usize>>::new()
        );
    }

    #[test]
    fn an_id_is_read_out_of_the_address_of_a_record() {
        for (address, id) in [
            (
                "https://ourco.example/lightning/r/Account/0015g00000NWLOGAA5/view",
                "0015g00000NWLOGAA5",
            ),
            ("https://crm.example/contacts/77/company/456?tab=1", "456"),
            ("https://crm.example/", "https://crm.example/"),
            ("0015g00000NWLOG", "0015g00000NWLOG"),
        ] {
            assert_eq!(in_address(address), id);
        }
    }

    #[test]
    fn a_salesforce_id_of_15_or_18_characters_is_one() {
        assert_eq!(record_id("0015g00000NWLOGAA5"), "0015g00000NWLOG");
        assert_eq!(record_id("0015g00000NWLOG"), "0015g00000NWLOG");
        assert_ne!(record_id("0015g00000nwlog"), "0015g00000NWLOG");
        assert_eq!(record_id("123456789012345678"), "123456789012345678");
        assert_eq!(record_id("0015g00000NWLOGaa5"), "0015g00000NWLOGaa5");
    }
}
