//! The values that the book has for an argument, each with a few words about it.

use std::collections::BTreeSet;

use crate::analysis::declines;
use crate::analysis::worth::expected;
use crate::lint::rules as lint_rules;
use crate::model::deal::keys;
use crate::model::{Book, Deal, Process};
use crate::report::money;
use crate::report::people::People;

/// A value that may be meant, and what it stands for.
pub(super) struct Suggestion {
    pub(super) value: String,
    pub(super) about: String,
}

impl Suggestion {
    fn new(value: impl Into<String>, about: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            about: about.into(),
        }
    }
}

pub(super) fn deals(book: &Book) -> Vec<Suggestion> {
    named(book, |_| true)
}

pub(super) fn open_deals(book: &Book) -> Vec<Suggestion> {
    named(book, |deal| !deal.is_closed())
}

/// Returns deals by their short names, then by their ids: the whole path is offered to whoever begins to type it.
fn named(book: &Book, is_meant: fn(&Deal) -> bool) -> Vec<Suggestion> {
    let names = book.short_names();
    let meant = || book.deals.iter().filter(|deal| is_meant(deal));
    let short = meant().map(|deal| (names.of(&deal.id), deal));
    let long = meant().map(|deal| (deal.id.clone(), deal));
    let mut seen = BTreeSet::new();
    let all: Vec<(String, &Deal)> = short.chain(long).collect();
    all.into_iter()
        .filter(|(name, _)| seen.insert(name.clone()))
        .map(|(name, deal)| Suggestion::new(name, about(book, deal)))
        .collect()
}

/// Returns “Northwind Logistics · Closing · $84k”.
fn about(book: &Book, deal: &Deal) -> String {
    let process = &book.process;
    let account = deal.account_name().map(|name| name.value.to_string());
    let stage = process.stage_of(deal).map(|(_, stage)| stage.name.clone());
    let amount = expected(process, deal);
    let amount = amount.map(|amount| money::short(amount, process.currencies.base));
    let parts: Vec<String> = [account, stage, amount].into_iter().flatten().collect();
    parts.join(" · ")
}

pub(super) fn partners(book: &Book) -> Vec<Suggestion> {
    let process = &book.process;
    let entries = process.written.partners.entries.iter();
    let keys = entries.map(|(key, partner)| {
        let name = partner.name.as_ref().map_or("", |name| &*name.value);
        Suggestion::new(&*key.value, name)
    });
    let written = book.deals.iter().filter_map(|deal| deal.partner_name());
    let others: BTreeSet<String> = written
        .filter(|name| process.partner(name).is_none())
        .map(|name| book.spellings().partner(name))
        .collect();
    keys.chain(others.into_iter().map(|name| Suggestion::new(name, "")))
        .collect()
}

pub(super) fn people(book: &Book) -> Vec<Suggestion> {
    let people = People::of(book);
    let names: BTreeSet<&str> = people.names().collect();
    let roles = || book.process.written.process.iter();
    let role = |name: &str| {
        let mut entries = roles().flat_map(|head| &head.roles.entries);
        let found = entries.find(|(_, person)| &*person.value == name);
        found.map_or_else(String::new, |(role, _)| role.replace('_', " "))
    };
    let suggestion = |name: &str| Suggestion::new(name, role(name));
    names.into_iter().map(suggestion).collect()
}

pub(super) fn stages(process: &Process) -> Vec<Suggestion> {
    let stages = process.stages.iter();
    stages
        .map(|stage| Suggestion::new(&*stage.id.value, stage.name.as_str()))
        .collect()
}

pub(super) fn criteria(process: &Process) -> Vec<Suggestion> {
    let of_stages = process.stages.iter().flat_map(|stage| {
        let criteria = stage.criteria.iter();
        criteria.map(|criterion| {
            let id = format!("{}/{}", stage.id.value, criterion.id);
            Suggestion::new(id, criterion.demand())
        })
    });
    of_stages.collect()
}

pub(super) fn rules() -> Vec<Suggestion> {
    let families: BTreeSet<&str> = lint_rules::all().map(crate::lint::Rule::family).collect();
    let families = families
        .into_iter()
        .map(|family| Suggestion::new(family, "every rule of this family"));
    let rules = lint_rules::all().map(|rule| Suggestion::new(rule.name, rule.summary()));
    families.chain(rules).collect()
}

pub(super) fn decline_reasons(process: &Process) -> Vec<Suggestion> {
    let reasons = declines::known_reasons(process);
    let about = |reason| declines::component_of(process, reason).map_or("", |kind| kind.name);
    let reasons = reasons.into_iter();
    reasons
        .map(|reason| Suggestion::new(reason, about(reason)))
        .collect()
}

pub(super) fn disqualify_reasons(process: &Process) -> Vec<Suggestion> {
    let of_stages = process.stages.iter().flat_map(|stage| {
        let reasons = stage.disqualify.iter();
        reasons.map(|reason| Suggestion::new(&*reason.value, stage.name.as_str()))
    });
    of_stages.collect()
}

pub(super) fn touch_kinds(book: &Book) -> Vec<Suggestion> {
    let qualifying = &book.process.attribution.kinds;
    let touches = book.deals.iter().flat_map(|deal| &deal.touches);
    let written = touches.filter_map(|touch| touch.kind.as_ref());
    let others: BTreeSet<&str> = written
        .map(|kind| &*kind.value)
        .filter(|kind| !qualifying.iter().any(|known| known == kind))
        .collect();
    let qualifying = qualifying
        .iter()
        .map(|kind| Suggestion::new(kind.as_str(), "qualifies"));
    let others = others.into_iter().map(|kind| Suggestion::new(kind, ""));
    qualifying.chain(others).collect()
}

pub(super) fn paths() -> Vec<Suggestion> {
    let paths = keys::single_paths().into_iter();
    paths
        .map(|(path, doc)| Suggestion::new(path, doc.trim()))
        .collect()
}
