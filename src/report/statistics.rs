//! How many findings there are by rule, family, owner and partner.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Book, Deal};

/// The findings of a run, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Statistics {
    /// All of them.
    pub total: Count,
    /// By rule.
    pub rules: Vec<Group>,
    /// By family of rules.
    pub families: Vec<Group>,
    /// By assignee: the person, else the role.
    pub owners: Vec<Group>,
    /// By the partner that the deal names; findings outside of deals are not among them.
    pub partners: Vec<Group>,
}

/// The findings that have something in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What they have in common; `None` if that is not known.
    pub name: Option<String>,
    /// How many they are.
    #[serde(flatten)]
    pub count: Count,
}

/// Findings by level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// The deals they are in.
    pub deals: usize,
}

impl Count {
    /// Returns the number of findings of all levels.
    pub fn all(&self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

/// Counts findings. Each list is sorted by size, largest group first, then by name.
pub fn statistics(findings: &[&Diagnostic], book: &Book) -> Statistics {
    let deals: HashMap<&str, &Deal> = book.deals.iter().map(|deal| (&*deal.id, deal)).collect();
    let partner = |finding: &Diagnostic| {
        let deal = finding.deal.as_deref().and_then(|id| deals.get(id))?;
        let partner = deal.partner_name()?;
        Some(book.spellings().partner(partner))
    };
    let in_deals = findings.iter().copied().filter(|it| it.deal.is_some());
    let in_deals: Vec<&Diagnostic> = in_deals.collect();
    Statistics {
        total: count(findings),
        rules: groups(findings, |finding| Some(finding.rule.to_owned())),
        families: groups(findings, |finding| {
            finding.rule.split('/').next().map(ToOwned::to_owned)
        }),
        owners: groups(findings, |finding| {
            let whose = &finding.whose;
            let owner = whose.owner.as_deref();
            let owner = owner.map(|owner| book.spellings().person(owner));
            owner.or_else(|| whose.role.clone())
        }),
        partners: groups(&in_deals, partner),
    }
}

fn groups(findings: &[&Diagnostic], name: impl Fn(&Diagnostic) -> Option<String>) -> Vec<Group> {
    let mut named: BTreeMap<Option<String>, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings {
        named.entry(name(finding)).or_default().push(finding);
    }
    let mut groups: Vec<Group> = named
        .into_iter()
        .map(|(name, findings)| Group {
            name,
            count: count(&findings),
        })
        .collect();
    // The sort keeps the order of the names among equals.
    groups.sort_by_key(|group| std::cmp::Reverse(group.count.all()));
    groups
}

fn count(findings: &[&Diagnostic]) -> Count {
    let of = |level| findings.iter().filter(|it| it.level == level).count();
    let mut deals: Vec<&str> = findings
        .iter()
        .filter_map(|it| it.deal.as_deref())
        .collect();
    deals.sort_unstable();
    deals.dedup();
    Count {
        errors: of(Level::Error),
        warnings: of(Level::Warning),
        notes: of(Level::Note),
        deals: deals.len(),
    }
}
