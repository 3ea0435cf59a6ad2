//! Hygiene: what makes figures wrong without anybody lying: no amount, a close date in the past or pushed again, deals that nobody
//! touched, duplicates, moves that are nobody's; by person, and over time (D8.4). The findings are those of lint.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::lint::{Selection, lint, rules};
use crate::load::Evidence;
use crate::model::{Book, Deal};

use super::Input;
use super::document::{Money, Place};
use super::filter::Filter;
use super::next::next;

/// What is counted, in the order of the report: a rule of lint, and what it says in a word or two.
pub const KINDS: [(&str, &str); 7] = [
    ("hygiene/no-amount", "no amount"),
    ("hygiene/past-close-date", "past its close date"),
    ("hygiene/pushed", "pushed"),
    ("hygiene/stale", "stale"),
    ("hygiene/no-touch", "no touch"),
    ("registration/possible-duplicate", "maybe a duplicate"),
    ("unowned", "nobody's move"),
];

/// One thing to tidy.
#[derive(Clone, Debug, Serialize)]
pub struct Untidy {
    /// The rule, or `unowned` for a move that is nobody's.
    pub rule: &'static str,
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// What is wrong.
    pub message: String,
    /// Whose move it is.
    pub owner: Option<String>,
    /// The customer.
    pub account: Option<String>,
    /// The opportunity's id in the CRM.
    pub crm_id: Option<String>,
    /// The partner.
    pub partner: Option<String>,
    /// What the deal is worth.
    pub amount: Option<Money>,
    /// The line to look at.
    #[serde(flatten)]
    pub place: Place,
}

/// How many there are of each kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindCount {
    /// The rule, or `unowned`.
    pub rule: &'static str,
    /// How many.
    pub n: usize,
}

/// What one person is to tidy.
#[derive(Clone, Debug, Serialize)]
pub struct PersonCount {
    /// The person; `None` for what is nobody's.
    pub owner: Option<String>,
    /// All of it.
    pub n: usize,
    /// By kind, in the order of the report.
    pub kinds: Vec<KindCount>,
}

/// The counts at the end of a day.
#[derive(Clone, Debug, Serialize)]
pub struct TrendPoint {
    /// The day.
    pub day: NaiveDate,
    /// By kind, without what only the history of a deal shows (`hygiene/pushed`) and without `unowned`.
    pub kinds: Vec<KindCount>,
    /// All of them together.
    pub n: usize,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Hygiene {
    /// Deals with something to tidy.
    pub deals: usize,
    /// By kind, in the order of the report.
    pub kinds: Vec<KindCount>,
    /// By person, the most first, then by name; nobody last.
    pub people: Vec<PersonCount>,
    /// One by one, by kind, then by deal.
    pub findings: Vec<Untidy>,
    /// The ends of the last months, the earliest first; `None` if that was not asked for.
    pub trend: Option<Vec<TrendPoint>>,
}

/// Returns the rules of lint that are counted, as `[lint]` of process.toml has them.
pub fn selection(book: &Book) -> Selection {
    let rules = KINDS.map(|(rule, _)| rule.to_owned());
    let known = rules.into_iter().filter(|rule| rules::find(rule).is_some());
    let mut selection = Selection::new(&known.collect::<Vec<_>>(), &[]).unwrap_or_default();
    selection.with_process(&book.process);
    selection
}

/// Works the report out. The history that `hygiene/pushed` needs is that of the book.
pub fn hygiene(input: &Input<'_>, filter: &Filter) -> Hygiene {
    let selection = selection(input.book);
    let found = lint(input.book, input.evidence, &selection).findings;
    let mut findings: Vec<Untidy> = found
        .into_iter()
        .filter_map(|finding| untidy(input, filter, finding))
        .collect();
    findings.extend(unowned(input, filter));
    let place = |rule: &str| KINDS.iter().position(|(known, _)| *known == rule);
    findings.sort_by(|a, b| {
        (place(a.rule), &a.deal, a.place.line).cmp(&(place(b.rule), &b.deal, b.place.line))
    });
    let mut deals: Vec<&str> = findings.iter().map(|it| it.deal.as_str()).collect();
    deals.sort_unstable();
    deals.dedup();
    Hygiene {
        deals: deals.len(),
        kinds: kinds(findings.iter().map(|it| it.rule)),
        people: people(&findings),
        trend: None,
        findings,
    }
}

/// Returns the counts of an earlier book, of the rules that need no history.
pub fn trend_point(book: &Book, evidence: &Evidence<'_>, day: NaiveDate) -> TrendPoint {
    let found = lint(book, evidence, &selection(book)).findings;
    let counted = found.iter().map(|finding| finding.rule);
    let mut kinds = kinds(counted);
    kinds.retain(|kind| rules::find(kind.rule).is_some_and(|rule| !rule.needs_history()));
    TrendPoint {
        day,
        n: kinds.iter().map(|kind| kind.n).sum(),
        kinds,
    }
}

fn kinds<'r>(rules: impl Iterator<Item = &'r str>) -> Vec<KindCount> {
    let mut counts = KINDS.map(|(rule, _)| KindCount { rule, n: 0 });
    for rule in rules {
        if let Some(kind) = counts.iter_mut().find(|kind| kind.rule == rule) {
            kind.n += 1;
        }
    }
    counts.into()
}

fn untidy(input: &Input<'_>, filter: &Filter, finding: Diagnostic) -> Option<Untidy> {
    let (rule, _) = KINDS.iter().find(|(rule, _)| *rule == finding.rule)?;
    let deal = input.book.deal_in(finding.place.file)?;
    let owner = finding.whose.owner.clone();
    let is_theirs =
        filter.owner.is_none() || owner.as_deref().is_some_and(|owner| filter.is_owner(owner));
    if !is_theirs || !filter.fits_place(&input.case(deal)) {
        return None;
    }
    Some(Untidy {
        rule,
        deal: deal.id.clone(),
        name: input.names.of(&deal.id),
        message: finding.message,
        owner,
        account: deal.account_name().map(ToString::to_string),
        crm_id: deal.crm_id().map(ToString::to_string),
        partner: deal.partner_name().map(ToString::to_string),
        amount: Money::of_deal(input, deal),
        place: Place::of(input, finding.place.file, finding.place.span),
    })
}

/// Moves of open deals that are nobody's.
fn unowned(input: &Input<'_>, filter: &Filter) -> Vec<Untidy> {
    if filter.owner.is_some() {
        return Vec::new();
    }
    let by_id: HashMap<&str, &Deal> = input
        .book
        .deals
        .iter()
        .map(|deal| (&*deal.id, deal))
        .collect();
    let moves = next(input, filter).moves.into_iter();
    let nobodys = moves.filter(|row| row.owner.is_none());
    let found = nobodys.map(|row| {
        let deal = by_id.get(&*row.deal);
        Untidy {
            rule: "unowned",
            message: format!("nobody is named for: {}", row.action),
            owner: None,
            account: deal
                .and_then(|deal| deal.account_name())
                .map(ToString::to_string),
            crm_id: deal.and_then(|deal| deal.crm_id()).map(ToString::to_string),
            deal: row.deal,
            name: row.name,
            partner: row.partner,
            amount: row.amount,
            place: row.place,
        }
    });
    found.collect()
}

fn people(findings: &[Untidy]) -> Vec<PersonCount> {
    let mut by_owner = BTreeMap::<(bool, Option<&str>), Vec<&str>>::new();
    for finding in findings {
        let owner = finding.owner.as_deref();
        by_owner
            .entry((owner.is_none(), owner))
            .or_default()
            .push(finding.rule);
    }
    let mut people: Vec<PersonCount> = by_owner
        .into_iter()
        .map(|((_, owner), rules)| PersonCount {
            owner: owner.map(ToOwned::to_owned),
            n: rules.len(),
            kinds: kinds(rules.into_iter()),
        })
        .collect();
    people.sort_by(|a, b| (a.owner.is_none(), b.n).cmp(&(b.owner.is_none(), a.n)));
    people
}
