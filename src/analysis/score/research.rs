//! The components whose weakness is a lack of research: account, partner, path, problem.

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::analysis::readiness::{OnList, on_list};
use crate::load::evidence::Source;
use crate::model::deal::Handoff;
use crate::model::scalar::Text;
use crate::text::{name, placeholder::is_placeholder};

use super::{Grade, Judgement};

fn real(text: Option<&Text>) -> Option<&Text> {
    text.filter(|text| !is_placeholder(text))
}

fn is_person(case: &Case<'_>, text: Option<&Text>) -> bool {
    text.is_some_and(|text| case.process.person(text).is_ok())
}

/// Strong when on the seller's priority list by name, with a reason, for a named seller (D5).
pub(super) fn account_logic(case: &Case<'_>, handoff: &Handoff, _: NaiveDate) -> Judgement {
    let path = "handoff.why_account";
    let judge = |grade, reason: &str| Judgement::new(case, grade, path, reason);
    let why = real(handoff.why_account.as_ref());
    let seller = handoff.seller.as_ref().or(case.deal.seller());
    let list = on_list(case, handoff);
    match (why, &list) {
        (None, OnList::Absent | OnList::Dead) => {
            judge(Grade::Missing, "nothing says why this account")
                .up("say in one sentence why this account, why now, for which seller")
        }
        (None, OnList::NotNamed(list)) => judge(
            Grade::Missing,
            &format!("no reason, and {list} does not name the account"),
        )
        .up("choose an account that the seller cares about"),
        (None, OnList::Named | OnList::Words) => {
            judge(Grade::Weak, "on the list, but nothing says why now")
                .up("add why_account: what happens there, and when")
        }
        (Some(_), OnList::Named) if !is_person(case, seller) => {
            judge(Grade::Weak, "on a list by name, but for no named seller").up("name the seller")
        }
        (Some(_), OnList::Named) => {
            let owner = seller.map_or("the seller", |seller| {
                case.process.person_name(seller).unwrap_or(seller)
            });
            judge(
                Grade::Strong,
                &format!("on {owner}'s priority list by name, with a reason"),
            )
        }
        (Some(_), OnList::NotNamed(list)) => judge(
            Grade::Weak,
            &format!("a reason, but {list} does not name the account"),
        )
        .up("name the list that holds it"),
        (Some(_), OnList::Dead) => {
            judge(Grade::Weak, "a reason, but the priority list is not there")
                .up("name a list that is in the repository")
        }
        (Some(_), OnList::Words) => judge(
            Grade::Weak,
            "a reason, but the priority list is words, not a file",
        )
        .up("name the file that lists the account"),
        (Some(_), OnList::Absent) => judge(
            Grade::Weak,
            "a reason, but no priority list names the account",
        )
        .up("name the seller's list: priority_list: lists/….md"),
    }
}

/// Strong with a person, a role, and a sentence that names something of this customer (D5).
pub(super) fn partner_context(case: &Case<'_>, handoff: &Handoff, _: NaiveDate) -> Judgement {
    let path = "handoff.why_partner";
    let judge = |grade, reason: &str| Judgement::new(case, grade, path, reason);
    let contact = case
        .deal
        .partner
        .as_ref()
        .and_then(|partner| partner.contact.as_ref());
    let person = is_person(case, contact.and_then(|contact| contact.name.as_ref()));
    let role = real(contact.and_then(|contact| contact.role.as_ref())).is_some();
    let Some(why) = real(handoff.why_partner.as_ref()) else {
        let partner = case
            .deal
            .partner_name()
            .map_or("the partner", |name| &name.value);
        return judge(Grade::Missing, "nothing says why this partner matters")
            .up(format!("say in one sentence what {partner} did here"));
    };
    if !person || !role {
        return judge(
            Grade::Weak,
            "the partner is a company, without a person and a role",
        )
        .up("name the partner's person and role");
    }
    if !names_customer(case, handoff, why) {
        let account = case
            .deal
            .account_name()
            .map_or("the customer", |name| &name.value);
        return judge(
            Grade::Weak,
            &format!("nothing of {account} in it: it could stand in any packet"),
        )
        .up("say in one sentence what the partner did there");
    }
    judge(
        Grade::Strong,
        "a person, a role, and what they did at this customer",
    )
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
        .find(|word| word.len() >= 4)
        .unwrap_or(&account);
    let people = [
        handoff
            .warm_path
            .as_ref()
            .and_then(|path| path.theirs.as_ref()),
        handoff
            .trigger
            .as_ref()
            .and_then(|trigger| trigger.by.as_ref()),
        case.deal
            .need
            .as_ref()
            .and_then(|need| need.confirmed_by.as_ref()),
    ];
    let surname = |person: &&Text| {
        case.process
            .person_name(person)
            .and_then(|name| name.split_whitespace().next_back())
            .map(name::words)
    };
    (!distinctive.is_empty() && has(distinctive))
        || people
            .iter()
            .flatten()
            .filter_map(surname)
            .any(|surname| has(&surname))
}

/// Strong with a named person on each side and the thread that connects them (D5).
pub(super) fn relationship_path(case: &Case<'_>, handoff: &Handoff, _: NaiveDate) -> Judgement {
    let path = "handoff.warm_path";
    let judge = |grade, reason: &str| Judgement::new(case, grade, path, reason);
    let Some(warm) = &handoff.warm_path else {
        return judge(Grade::Missing, "no path to the customer")
            .up("name who knows whom, and how the introduction happens");
    };
    let (ours, theirs) = (
        is_person(case, warm.ours.as_ref()),
        is_person(case, warm.theirs.as_ref()),
    );
    let thread = real(warm.through.as_ref())
        .or(real(warm.intro.as_ref()))
        .is_some();
    match (ours, theirs, thread) {
        (true, true, true) => judge(
            Grade::Strong,
            "a person on each side and the thread between them",
        ),
        (false, false, false) => judge(Grade::Missing, "nobody is named")
            .up("name who knows whom, and how the introduction happens"),
        (_, false, _) => {
            let account = case
                .deal
                .account_name()
                .map_or("the customer", |name| &name.value);
            judge(Grade::Weak, &format!("nobody is named at {account}"))
                .up("theirs: who will be met?")
        }
        (false, true, _) => {
            judge(Grade::Weak, "nobody is named on our side").up("ours: who will meet them?")
        }
        (true, true, false) => judge(Grade::Weak, "two names, but nothing that connects them")
            .up("intro: how and when does the introduction happen?"),
    }
}

/// Strong as a quotation with a named speaker and a day or a source; weak when it is our words, or nobody's (D5).
pub(super) fn buyer_problem(case: &Case<'_>, handoff: &Handoff, _: NaiveDate) -> Judgement {
    let path = "handoff.trigger";
    let judge = |grade, reason: &str| Judgement::new(case, grade, path, reason);
    let trigger = handoff.trigger.as_ref();
    if real(trigger.and_then(|trigger| trigger.quote.as_ref())).is_none() {
        return judge(Grade::Missing, "the customer has not been quoted")
            .up("trigger: what did the customer say, who said it, when?");
    }
    let Some(trigger) = trigger else {
        return judge(Grade::Missing, "the customer has not been quoted");
    };
    if !is_person(case, trigger.by.as_ref()) {
        return judge(
            Grade::Weak,
            "our words, or nobody's: a quotation needs a speaker and a date",
        )
        .up("trigger.by: who said it?");
    }
    let source = real(trigger.source.as_ref()).map(|source| case.evidence.source(source));
    let speaker = trigger
        .by
        .as_ref()
        .and_then(|by| case.process.person_name(by))
        .unwrap_or_default();
    match source {
        Some(Source::Missing | Source::Outside) => {
            judge(Grade::Weak, "the source of the quotation is not there")
                .up("trigger.source: a file of the repository")
        }
        None if trigger.date.is_none() => {
            judge(Grade::Weak, &format!("{speaker} said it, but when?"))
                .up("trigger.date and trigger.source")
        }
        _ => judge(
            Grade::Strong,
            &format!(
                "{speaker}'s own words, with {}",
                if trigger.date.is_some() {
                    "a date"
                } else {
                    "a source"
                }
            ),
        ),
    }
}
