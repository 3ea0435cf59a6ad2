//! The components whose weakness is a lack of research on the account and the partner.

use std::collections::HashSet;

use crate::analysis::Case;
use crate::analysis::readiness::{OnList, on_list};
use crate::model::deal::Handoff;
use crate::model::scalar::Text;
use crate::text::name;

use super::exam::{Exam, real};
use super::why_now::says_why_now;
use super::{Grade, Judgement};

/// Strong when on the named seller's priority list by name, with why this account and why now (D5).
pub(super) fn account_logic(exam: &Exam<'_>) -> Judgement {
    let path = "handoff.why_account";
    let weak = |reason: &str| exam.judge(Grade::Weak, path, reason);
    let missing = |reason: &str| exam.judge(Grade::Missing, path, reason);
    let why = real(exam.handoff.why_account.as_ref());
    let list = on_list(exam.case, exam.handoff);
    let Some(why) = why else {
        return match &list {
            OnList::Absent | OnList::Dead => missing("nothing says why this account")
                .up("say in one sentence why this account, why now, for which seller"),
            OnList::NotNamed(list) => {
                missing(&format!("no reason, and {list} does not name the account"))
                    .up("choose an account that the seller cares about")
            }
            OnList::Named | OnList::Words => weak("on the list, but nothing says why now")
                .up("add why_account: what happens there, and when"),
        };
    };
    match &list {
        OnList::NotNamed(list) => {
            return weak(&format!("a reason, but {list} does not name the account"))
                .up("name the list that holds it");
        }
        OnList::Dead => {
            let list = exam.handoff.priority_list.as_deref();
            let why = exam.absence(list.map_or("", |list| &**list));
            return weak(&format!("a reason, but the priority list {why}"))
                .up("name a list that is in the repository");
        }
        OnList::Words => {
            return weak("a reason, but the priority list is words, not a file")
                .up("name the file that lists the account");
        }
        OnList::Absent => {
            return weak("a reason, but no priority list names the account")
                .up("name the seller's list: priority_list: lists/….md");
        }
        OnList::Named => {}
    }
    let seller = exam.handoff.seller.as_ref().or(exam.case.deal.seller());
    let Some(seller) = exam.person(seller) else {
        return weak("on a list by name, but for no named seller").up("name the seller");
    };
    if !is_sellers_list(exam, seller) {
        return weak(&format!("the list does not say that it is {seller}'s")).up(format!(
            "name {seller}'s own list, or write the name above it"
        ));
    }
    if let Some(copy) = exam.copy(path) {
        return weak(&Exam::reads_like("the reason", copy))
            .up("say what happens at this account, and when");
    }
    if !says_why_now(why, seller) {
        return weak(&format!(
            "on {seller}'s list by name, but nothing says why now"
        ))
        .up("add to why_account what happens there, and when");
    }
    exam.judge(
        Grade::Strong,
        path,
        format!("on {seller}'s priority list by name; says why now"),
    )
}

/// Whether the path or the text of the priority list names the seller, by the first or the last name.
fn is_sellers_list(exam: &Exam<'_>, seller: &str) -> bool {
    let Some(list) = &exam.handoff.priority_list else {
        return false;
    };
    let path = name::words(list);
    let text = exam.look.words(list);
    let text = text.as_deref().unwrap_or_default();
    let words: HashSet<&str> = path.split(' ').chain(text.split(' ')).collect();
    name::words(seller)
        .split(' ')
        .filter(|name| name.chars().count() > 1)
        .any(|name| words.contains(name))
}

/// Strong with a person, a role, and a sentence of this deal alone that says what the partner did or has here (D5).
pub(super) fn partner_context(exam: &Exam<'_>) -> Judgement {
    let path = "handoff.why_partner";
    let weak = |reason: &str| exam.judge(Grade::Weak, path, reason);
    let partner = exam.case.deal.partner.as_ref();
    let contact = partner.and_then(|partner| partner.contact.as_ref());
    let named = exam.is_person(contact.and_then(|contact| contact.name.as_ref()));
    let role = real(contact.and_then(|contact| contact.role.as_ref())).is_some();
    let Some(why) = real(exam.handoff.why_partner.as_ref()) else {
        return exam
            .judge(
                Grade::Missing,
                path,
                "nothing says why this partner matters",
            )
            .up(format!(
                "say in one sentence what {} did here",
                exam.partner()
            ));
    };
    if !named {
        return weak("the partner is a company, without a person")
            .up("name the partner's person and role");
    }
    if !role {
        return weak("the partner's person has no role").up("name the role: partner.contact.role");
    }
    if let Some(copy) = exam.copy(path) {
        return weak(&Exam::reads_like("it", copy)).up(format!(
            "say what {} did at {}, in one sentence",
            exam.partner(),
            exam.account()
        ));
    }
    if !names_deal(exam.case, exam.handoff, why) {
        return weak(&format!(
            "nothing of {} in it: it could stand in any packet",
            exam.account()
        ))
        .up(format!(
            "say what {} did there, in one sentence",
            exam.partner()
        ));
    }
    exam.judge(
        Grade::Strong,
        path,
        "a person, a role, and what they did at this customer",
    )
}

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
    if names_customer(case, handoff, text) {
        return true;
    }
    let said = handoff
        .trigger
        .as_ref()
        .filter(|trigger| {
            trigger
                .by
                .as_ref()
                .is_some_and(|by| case.process.person(by).is_ok())
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
    name::words(text)
        .split(' ')
        .filter(|word| word.chars().count() > 3 && !COMMON_WORDS.contains(word))
        .filter(|word| !partner.contains(word))
        .any(|word| word.chars().count() > 3 && own.contains(stem(word)))
}

/// A word without the s of a plural or a genitive: `lorries` and `lorry` stay two words, `ports` and `port` are one.
fn stem(word: &str) -> &str {
    word.strip_suffix('s')
        .filter(|stem| stem.len() > 2)
        .unwrap_or(word)
}

/// Whether a text names the account, or a person of the customer whom the deal knows.
pub fn names_customer(case: &Case<'_>, handoff: &Handoff, text: &str) -> bool {
    let words = name::words(text);
    let has = |word: &str| words.split(' ').any(|have| have.starts_with(word));
    let account = case
        .deal
        .account_name()
        .map(|account| name::company_key(account))
        .unwrap_or_default();
    let distinctive = account
        .split(' ')
        .find(|word| word.len() >= 4 && !COMMON_NAMES.contains(word));
    let named = match distinctive {
        Some(word) => has(word),
        None => name::holds_words(&words, &account),
    };
    let surname = |person: &&Text| {
        case.process
            .person_name(person)
            .and_then(|name| name.split_whitespace().next_back())
            .map(name::words)
    };
    named
        || customers_people(case, handoff)
            .iter()
            .filter_map(surname)
            .any(|surname| !surname.is_empty() && has(&surname))
}

/// The people of the customer whom the deal knows.
pub(super) fn customers_people<'a>(case: &Case<'a>, handoff: &'a Handoff) -> Vec<&'a Text> {
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
