//! How many findings there are by rule, family, owner and partner.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Book, Deal};

/// The findings of a run, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// All of them.
    pub total: Count,
    /// By rule.
    pub rules: Vec<Group>,
    /// By family of rules.
    pub families: Vec<Group>,
    /// By whose move it is: the person, else the role.
    pub owners: Vec<Group>,
    /// By the partner of the deal, as the deal names it; findings outside of deals are in none.
    pub partners: Vec<Group>,
}

/// The findings that have something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common; none when that is not known.
    pub name: Option<String>,
    /// How many they are.
    pub count: Count,
}

/// Findings by level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Deals that they are in.
    pub deals: usize,
}

impl Count {
    /// All levels together.
    pub fn all(&self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

/// Counts findings; each list has the largest group first, then goes by name.
pub fn statistics(findings: &[Diagnostic], book: &Book) -> Statistics {
    let deals: HashMap<&str, &Deal> = book.deals.iter().map(|deal| (&*deal.id, deal)).collect();
    let partner = |finding: &Diagnostic| {
        let deal = finding.deal.as_deref().and_then(|id| deals.get(id))?;
        deal.partner_name().map(ToString::to_string)
    };
    let of_deals: Vec<&Diagnostic> = findings.iter().filter(|it| it.deal.is_some()).collect();
    let all: Vec<&Diagnostic> = findings.iter().collect();
    Statistics {
        total: count(&all),
        rules: groups(&all, |finding| Some(finding.rule.to_owned())),
        families: groups(&all, |finding| {
            finding.rule.split('/').next().map(ToOwned::to_owned)
        }),
        owners: groups(&all, |finding| {
            let whose = &finding.whose;
            whose.owner.clone().or_else(|| whose.role.clone())
        }),
        partners: groups(&of_deals, partner),
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
