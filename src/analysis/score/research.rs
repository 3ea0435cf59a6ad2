//! The components whose weakness is a lack of research on the account and the partner.

use std::collections::HashSet;

use crate::analysis::acceptance::seller_of;
use crate::analysis::readiness::{OnList, on_list};
use crate::text::name;

use super::context::{ScoringContext, real};
use super::deed;
use super::named::{customers_people, named_of_deal};
use super::why_now::says_why_now;
use super::{Grade, Judgement};

/// Strong when on the named seller's priority list by name, with why this account and why now (D5).
pub(super) fn account_logic(exam: &ScoringContext<'_>) -> Judgement {
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
    let seller = seller_of(exam.case, exam.handoff);
    let Some(seller) = exam.person(seller) else {
        return weak("on a list by name, but for no named seller").up("name the seller");
    };
    if !is_sellers_list(exam, seller) {
        return weak(&format!("the list does not say that it is {seller}'s")).up(format!(
            "name {seller}'s own list, or write the name above it"
        ));
    }
    if let Some(copy) = exam.copy(path) {
        return weak(&ScoringContext::reads_like("the reason", copy))
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
fn is_sellers_list(exam: &ScoringContext<'_>, seller: &str) -> bool {
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

/// Strong with a person, a role, and a sentence that names something of this deal and says what the partner did or has
/// there, beside praise and wishes (D5).
pub(super) fn partner_context(exam: &ScoringContext<'_>) -> Judgement {
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
        return weak(&ScoringContext::reads_like("it", copy)).up(format!(
            "say what {} did at {}, in one sentence",
            exam.partner(),
            exam.account()
        ));
    }
    let (account, partner) = (exam.account(), exam.partner());
    let Some(named) = named_of_deal(exam.case, exam.handoff, why) else {
        return weak(&format!(
            "nothing of {account} in it: it could stand in any packet"
        ))
        .up(if deed::says_one(why, &[]) {
            format!("name {account} in it, or the person or the thing there")
        } else {
            format!("say what {partner} did there, in one sentence")
        });
    };
    if !deed::says_one(why, &own_names(exam)) {
        return weak(&format!(
            "it names {named}, but only praises, wishes or promises"
        ))
        .up(format!(
            "say what {partner} did or has at {account}, in one sentence"
        ));
    }
    exam.judge(
        Grade::Strong,
        path,
        format!("a person, a role, and what they did or have there; it names {named}"),
    )
}

/// The names in which a word may look like praise: “Best Foods”, “Grace Will”.
fn own_names<'e>(exam: &'e ScoringContext<'_>) -> Vec<&'e str> {
    let people = customers_people(exam.case, exam.handoff);
    let people = people
        .into_iter()
        .filter_map(|person| exam.person(Some(person)));
    [exam.account(), exam.partner()]
        .into_iter()
        .chain(exam.contact())
        .chain(people)
        .collect()
}
