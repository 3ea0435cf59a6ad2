//! Accounts that two want: registrations of two partners, what a conflict check found, and deals that may be one (D2.3, D2.7, D2.8).
//! Verdicts are those of lint.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::conflicts::conflicts as all_conflicts;
use crate::analysis::registration::is_turned_away;
use crate::analysis::settlement::{named, open_findings, settled};
use crate::diagnostic::Diagnostic;
use crate::lint::registrations::Registrations;
use crate::lint::{Selection, lint};
use crate::model::Deal;

use super::Input;
use super::document::{Money, Place};
use super::filter::Filter;

/// The rules whose verdicts are shown.
const RULES: [&str; 2] = ["registration/conflict", "registration/possible-duplicate"];

/// What kind of claim it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictKind {
    /// Two partners registered one account or opportunity.
    TwoRegistrations,
    /// A conflict check found another partner, or the direct team.
    FoundByCheck,
    /// Two open deals may be about one customer: somebody is to look.
    MaybeOneCustomer,
}

impl ConflictKind {
    /// Returns it in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::TwoRegistrations => "two registrations",
            Self::FoundByCheck => "found by a check",
            Self::MaybeOneCustomer => "maybe one customer",
        }
    }
}

/// One side of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claimant {
    /// The deal's id; `None` for whom a check found.
    pub deal: Option<String>,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: Option<String>,
    /// The partner, or “our direct team”.
    pub partner: Option<String>,
    /// The day it was registered.
    pub registered: Option<NaiveDate>,
}

/// An account that two want.
#[derive(Clone, Debug, Serialize)]
pub struct ConflictRow {
    /// What kind of claim it is.
    pub kind: ConflictKind,
    /// The customer.
    pub account: Option<String>,
    /// Whoever came first, and so holds it where the rule is first-registered.
    pub first: Claimant,
    /// Whoever came later, or was found.
    pub others: Vec<Claimant>,
    /// The last day on which the first registration protects the account.
    pub protected_until: Option<NaiveDate>,
    /// What the rule says; the words of lint.
    pub verdict: String,
    /// Whether it is on record how it was settled.
    pub is_settled: bool,
    /// Who settled it.
    pub settled_by: Option<String>,
    /// When.
    pub settled_on: Option<NaiveDate>,
    /// Whose move it is, while it is open.
    pub owner: Option<String>,
    /// What the later deal is worth.
    pub amount: Option<Money>,
    /// Where the later deal's file is.
    #[serde(flatten)]
    pub place: Place,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct Conflicts {
    /// How many are open, without what may be one customer.
    pub open: usize,
    /// How many are settled.
    pub settled: usize,
    /// Deals that may be about one customer.
    pub maybe: usize,
    /// Open ones first, by kind, then by account.
    pub conflicts: Vec<ConflictRow>,
}

/// Works the report out.
pub fn conflicts(input: &Input<'_>, filter: &Filter) -> Conflicts {
    let mut rows = registered(input);
    rows.extend(found_by_checks(input));
    let by_id: HashMap<&str, &Deal> = input
        .book
        .deals
        .iter()
        .map(|deal| (&*deal.id, deal))
        .collect();
    let fits = |claimant: &Claimant| {
        let deal = claimant.deal.as_deref().and_then(|id| by_id.get(id));
        deal.is_some_and(|deal| filter.fits(&input.case(deal)))
    };
    if !filter.is_empty() {
        rows.retain(|row| fits(&row.first) || row.others.iter().any(fits));
    }
    rows.sort_by(|a, b| {
        (a.is_settled, a.kind, &a.account, &a.place.path).cmp(&(
            b.is_settled,
            b.kind,
            &b.account,
            &b.place.path,
        ))
    });
    let maybe = |row: &&ConflictRow| row.kind == ConflictKind::MaybeOneCustomer;
    let settled = rows.iter().filter(|row| row.is_settled).count();
    let maybe = rows.iter().filter(maybe).count();
    Conflicts {
        open: rows.len() - settled - maybe,
        settled,
        maybe,
        conflicts: rows,
    }
}

/// Returns the findings of the rules by the later deal and the first one.
fn verdicts(input: &Input<'_>) -> HashMap<(String, String), Diagnostic> {
    let Ok(selection) = Selection::new(&RULES.map(ToOwned::to_owned), &[]) else {
        return HashMap::new();
    };
    let found = lint(input.book, input.evidence, &selection).findings;
    let by_deals = found.into_iter().filter_map(|finding| {
        let (_, first) = finding.subject.split_once('/')?;
        Some(((finding.deal.clone()?, first.to_owned()), finding))
    });
    by_deals.collect()
}

/// What two registrations, or two open deals, claim of each other.
fn registered(input: &Input<'_>) -> Vec<ConflictRow> {
    let book = input.book;
    let registrations = Registrations::of(book);
    let deals = &registrations.deals;
    let open = verdicts(input);
    let by_id: HashMap<&str, &Deal> = deals.iter().map(|deal| (&*deal.id, *deal)).collect();
    let nothing = |_: &Deal, _: &Deal| false;
    let all = all_conflicts(
        &book.process,
        deals,
        &registrations.identities,
        &registrations.groups,
        &nothing,
    );
    let mut rows = Vec::new();
    for conflict in &all {
        let (later, first) = (deals[conflict.later], deals[conflict.first]);
        let key = (later.id.clone(), first.id.clone());
        // What is not open is settled: whoever shares the deal, or has on record how it was settled.
        let finding = open.get(&key);
        let resolution = [later, first]
            .into_iter()
            .find_map(|deal| resolution(input, deal));
        let (by, on) = resolution.unwrap_or_default();
        let is_settled = finding.is_none();
        rows.push(ConflictRow {
            kind: ConflictKind::TwoRegistrations,
            protected_until: Some(conflict.held.until),
            verdict: finding.map_or_else(
                || "settled: they share it, or it is on record who keeps what".to_owned(),
                |finding| finding.message.clone(),
            ),
            is_settled,
            settled_by: by.filter(|_| is_settled),
            settled_on: on.filter(|_| is_settled),
            ..row(input, later, first, finding)
        });
    }
    let claimed: Vec<(String, String)> = all
        .iter()
        .map(|it| (deals[it.later].id.clone(), deals[it.first].id.clone()))
        .collect();
    for (key, finding) in &open {
        let both = by_id.get(&*key.0).zip(by_id.get(&*key.1));
        if let (Some((later, first)), false) = (both, claimed.contains(key)) {
            rows.push(ConflictRow {
                kind: ConflictKind::MaybeOneCustomer,
                verdict: finding.message.clone(),
                ..row(input, later, first, Some(finding))
            });
        }
    }
    rows
}

fn row(input: &Input<'_>, later: &Deal, first: &Deal, finding: Option<&Diagnostic>) -> ConflictRow {
    let owner = finding.and_then(|finding| finding.whose.owner.clone());
    ConflictRow {
        kind: ConflictKind::TwoRegistrations,
        account: later.account_name().map(ToString::to_string),
        first: claimant(input, first),
        others: vec![claimant(input, later)],
        protected_until: None,
        verdict: String::new(),
        is_settled: false,
        settled_by: None,
        settled_on: None,
        owner,
        amount: Money::of_deal(input, later),
        place: Place::of(input, later.file, later.head()),
    }
}

fn claimant(input: &Input<'_>, deal: &Deal) -> Claimant {
    let registered = deal.registered.as_ref().and_then(|it| it.date);
    let partner = deal.partner_name();
    Claimant {
        deal: Some(deal.id.clone()),
        name: Some(input.names.of(&deal.id)),
        partner: partner.map(|name| input.book.spellings().partner(name)),
        registered: registered.map(|date| date.value),
    }
}

/// Returns who settled the conflict of a deal, and when.
fn resolution(input: &Input<'_>, deal: &Deal) -> Option<(Option<String>, Option<NaiveDate>)> {
    let conflict = deal.handoff.as_ref()?.conflict.as_ref()?;
    let (resolution, date) = settled(&input.book.process, deal, conflict).ok()?;
    let by = resolution.by.as_ref().map(ToString::to_string);
    Some((by, Some(date.value)))
}

/// Whom the conflict checks found: other partners on the account, and the direct team.
fn found_by_checks(input: &Input<'_>) -> Vec<ConflictRow> {
    let process = &input.book.process;
    let mut rows = Vec::new();
    for deal in input.book.known_deals() {
        let handoff = deal.handoff.as_deref();
        let Some(conflict) = handoff.and_then(|handoff| handoff.conflict.as_ref()) else {
            continue;
        };
        let listed = conflict.resellers.iter().chain(&*conflict.competing);
        let listed = listed.filter_map(|name| named(Some(name)));
        let mut found: Vec<String> = listed
            .map(|name| {
                input
                    .book
                    .spellings()
                    .partner(process.partner_called(name.trim()))
            })
            .collect();
        if let Some(direct) = named(conflict.direct.as_ref()) {
            found.push(format!("our direct team: {}", direct.trim()));
        }
        if found.is_empty() || is_turned_away(deal) {
            continue;
        }
        let open = open_findings(process, deal, conflict);
        let resolution = resolution(input, deal);
        let is_settled = open.is_empty() || resolution.is_some();
        let (by, on) = resolution.unwrap_or_default();
        let verdict = match (is_settled, &by) {
            (true, Some(_)) => {
                let how = conflict
                    .resolution
                    .as_deref()
                    .and_then(|it| it.how.as_ref());
                how.map_or_else(String::new, |how| how.trim().to_owned())
            }
            (true, None) => "settled: they share the deal".to_owned(),
            (false, _) => format!(
                "open: nothing on record says who keeps what with {}",
                open.join(", ")
            ),
        };
        rows.push(ConflictRow {
            kind: ConflictKind::FoundByCheck,
            first: claimant(input, deal),
            others: found
                .into_iter()
                .map(|partner| Claimant {
                    deal: None,
                    name: None,
                    partner: Some(partner),
                    registered: None,
                })
                .collect(),
            verdict,
            is_settled,
            settled_by: by,
            settled_on: on,
            owner: process
                .role("alliances")
                .map(ToString::to_string)
                .filter(|_| !is_settled),
            ..row(input, deal, deal, None)
        });
    }
    rows
}
