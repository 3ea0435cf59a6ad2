//! What a text mentions of one deal: the account, a person of the customer, or a thing.

use std::collections::HashSet;

use crate::analysis::Case;
use crate::model::deal::Handoff;
use crate::model::scalar::Text;
use crate::text::name;

/// Words that begin many companies' names.
const COMMON_NAMES: [&str; 14] = [
    "first",
    "united",
    "national",
    "global",
    "american",
    "general",
    "north",
    "south",
    "east",
    "west",
    "great",
    "royal",
    "international",
    "european",
];
/// Longer words of a need that are in every second need, so that sharing them says nothing.
const COMMON_WORDS: [&str; 28] = [
    "about",
    "after",
    "before",
    "business",
    "company",
    "customer",
    "customers",
    "data",
    "every",
    "first",
    "from",
    "other",
    "partner",
    "partners",
    "people",
    "process",
    "project",
    "quickly",
    "service",
    "services",
    "solution",
    "system",
    "systems",
    "their",
    "there",
    "these",
    "which",
    "years",
];

/// Whether a text names the account, a person of the customer, or a thing that the need, the opportunity or the customer's
/// own words name: what no other packet could say.
pub fn names_deal(case: &Case<'_>, handoff: &Handoff, text: &str) -> bool {
    named_of_deal(case, handoff, text).is_some()
}

/// What it is that [`names_deal`] finds: the account or the person by name, a thing as “invoices”.
pub(in crate::analysis) fn named_of_deal(
    case: &Case<'_>,
    handoff: &Handoff,
    text: &str,
) -> Option<String> {
    if let Some(name) = named_customer(case, handoff, text) {
        return Some(name.to_owned());
    }
    let said = handoff
        .trigger
        .as_ref()
        .filter(|trigger| {
            trigger
                .by
                .as_ref()
                .is_some_and(|by| case.person(by).is_ok())
        })
        .and_then(|trigger| trigger.quote.as_ref());
    let need = case.deal.need.as_ref().and_then(|need| need.what.as_ref());
    let opportunity = case
        .deal
        .opportunity
        .as_ref()
        .and_then(|opportunity| opportunity.name.as_ref());
    let own: String = [said, need, opportunity, case.deal.account_name()]
        .into_iter()
        .flatten()
        .map(|text| name::words(text) + " ")
        .collect();
    let own: HashSet<&str> = own.split(' ').map(stem).collect();
    let partner = case.deal.partner_name();
    let partner = partner.map(|partner| name::words(partner));
    let partner: HashSet<&str> = partner.iter().flat_map(|name| name.split(' ')).collect();
    let is_own = |word: &str| {
        word.chars().count() > 3
            && !COMMON_WORDS.contains(&word)
            && !partner.contains(word)
            && own.contains(stem(word))
    };
    text.split_whitespace()
        .find(|word| name::words(word).split(' ').any(is_own))
        .map(|word| format!("“{}”", word.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// A word without the s of a plural or a genitive: `lorries` and `lorry` stay two words, `ports` and `port` are one.
fn stem(word: &str) -> &str {
    word.strip_suffix('s')
        .filter(|stem| stem.len() > 2)
        .unwrap_or(word)
}

/// Whether a text names the account, or a person of the customer whom the deal knows.
pub fn names_customer(case: &Case<'_>, handoff: &Handoff, text: &str) -> bool {
    named_customer(case, handoff, text).is_some()
}

/// The account's name, or that of a person of the customer, when a text names them.
fn named_customer<'a>(case: &Case<'a>, handoff: &'a Handoff, text: &str) -> Option<&'a str> {
    let words = name::words(text);
    let has = |word: &str| words.split(' ').any(|have| have.starts_with(word));
    let account = case.deal.account_name();
    let key = account.map(|account| name::company_key(account));
    let key = key.unwrap_or_default();
    let distinctive = key
        .split(' ')
        .find(|word| word.len() >= 4 && !COMMON_NAMES.contains(word));
    let is_named = match distinctive {
        Some(word) => has(word),
        None => name::holds_words(&words, &key),
    };
    if is_named {
        return account.map(|name| &*name.value);
    }
    let people = customers_people(case, handoff);
    let mut people = people
        .into_iter()
        .filter_map(|person| case.person_name(person));
    people.find(|person| {
        let surname = person.split_whitespace().next_back().map(name::words);
        surname.is_some_and(|surname| !surname.is_empty() && has(&surname))
    })
}

/// The people of the customer whom the deal knows.
pub(in crate::analysis) fn customers_people<'a>(
    case: &Case<'a>,
    handoff: &'a Handoff,
) -> Vec<&'a Text> {
    let path = handoff
        .warm_path
        .as_ref()
        .and_then(|path| path.theirs.as_ref());
    let trigger = handoff
        .trigger
        .as_ref()
        .and_then(|trigger| trigger.by.as_ref());
    let need = case
        .deal
        .need
        .as_ref()
        .and_then(|need| need.confirmed_by.as_ref());
    [path, trigger, need].into_iter().flatten().collect()
}
