//! The components whose weakness is a lack of research on the account and the partner.

use std::collections::HashSet;

use crate::analysis::acceptance::seller_of;
use crate::analysis::conditions::priority_list::{Listed, listed};
use crate::analysis::conditions::{HandoffContext, partner, real};
use crate::analysis::wording::mentions::{customers_people, named_of_deal};
use crate::analysis::wording::praise;
use crate::analysis::wording::why_now::says_why_now;
use crate::text::name;

use super::{Grade, Judgement};

/// Strong when on the named seller's priority list by name, with why this account and why now (D5).
pub(super) fn account_logic(context: &HandoffContext<'_>) -> Judgement {
    let path = "handoff.why_account";
    let weak = |reason: &str| Judgement::new(context.case, Grade::Weak, path, reason);
    let missing = |reason: &str| Judgement::new(context.case, Grade::Missing, path, reason);
    let why = real(context.handoff.why_account.as_ref());
    let (list, why) = match (listed(context), why) {
        (Ok(list), Some(why)) => (list, why),
        (Ok(_), None) => {
            return weak("on the list, but nothing says why now")
                .up("add why_account: what happens there, and when");
        }
        (Err(unmet), Some(_)) => {
            return weak(&format!("a reason, but {}", unmet.why)).up(unmet.help);
        }
        (Err(unmet), None) => {
            return missing(&format!("nothing says why this account, and {}", unmet.why))
                .up("say in one sentence why this account, why now, for which seller");
        }
    };
    let Listed::Named(list) = list else {
        return weak("a reason, but the priority list is words, not a file")
            .up("name the file that lists the account");
    };
    let seller = seller_of(context.case, context.handoff);
    let Some(seller) = context.person(seller) else {
        return weak("on a list by name, but for no named seller").up("name the seller");
    };
    if !is_sellers_list(context, list, seller) {
        return weak(&format!("the list does not say that it is {seller}'s")).up(format!(
            "name {seller}'s own list, or write the name above it"
        ));
    }
    if let Some(copied) = context.copied(path, "the reason") {
        return weak(&copied).up("say what happens at this account, and when");
    }
    if !says_why_now(why, seller) {
        return weak(&format!(
            "on {seller}'s list by name, but nothing says why now"
        ))
        .up("add to why_account what happens there, and when");
    }
    Judgement::new(
        context.case,
        Grade::Strong,
        path,
        format!("on {seller}'s priority list by name; says why now"),
    )
}

/// Whether the path or the text of the priority list names the seller, by the first or the last name.
fn is_sellers_list(context: &HandoffContext<'_>, list: &str, seller: &str) -> bool {
    let path = name::words(list);
    let text = context.look.words(list);
    let text = text.as_deref().unwrap_or_default();
    let words: HashSet<&str> = path.split(' ').chain(text.split(' ')).collect();
    name::words(seller)
        .split(' ')
        .filter(|name| name.chars().count() > 1)
        .any(|name| words.contains(name))
}

/// Strong with a person, a role, and a sentence that names something of this deal and says what the partner did or has
/// there, beside praise and wishes (D5).
pub(super) fn partner_context(context: &HandoffContext<'_>) -> Judgement {
    let path = "handoff.why_partner";
    let weak = |reason: &str| Judgement::new(context.case, Grade::Weak, path, reason);
    let partner = context.case.deal.partner.as_ref();
    let contact = partner.and_then(|partner| partner.contact.as_ref());
    let role = real(contact.and_then(|contact| contact.role.as_ref())).is_some();
    let Some(why) = real(context.handoff.why_partner.as_ref()) else {
        return Judgement::new(
            context.case,
            Grade::Missing,
            path,
            "nothing says why this partner matters",
        )
        .up(format!(
            "say in one sentence what {} did here",
            context.partner()
        ));
    };
    if let Err(unmet) = partner::person(context) {
        return weak(&unmet.why).up(unmet.help);
    }
    if !role {
        return weak("the partner's person has no role").up("name the role: partner.contact.role");
    }
    if let Some(copied) = context.copied(path, "it") {
        return weak(&copied).up(format!(
            "say what {} did at {}, in one sentence",
            context.partner(),
            context.account()
        ));
    }
    let (account, partner) = (context.account(), context.partner());
    let Some(named) = named_of_deal(context.case, context.handoff, why) else {
        return weak(&format!(
            "nothing of {account} in it: it could stand in any packet"
        ))
        .up(if praise::says_more(why, &[]) {
            format!("name {account} in it, or the person or the thing there")
        } else {
            format!("say what {partner} did there, in one sentence")
        });
    };
    if !praise::says_more(why, &own_names(context)) {
        return weak(&format!(
            "it names {named}, but only praises, wishes or promises"
        ))
        .up(format!(
            "say what {partner} did or has at {account}, in one sentence"
        ));
    }
    Judgement::new(
        context.case,
        Grade::Strong,
        path,
        format!("a person, a role, and what they did or have there; it names {named}"),
    )
}

/// The names in which a word may look like praise: “Best Foods”, “Grace Will”.
fn own_names<'e>(context: &'e HandoffContext<'_>) -> Vec<&'e str> {
    let people = customers_people(context.case, context.handoff);
    let people = people
        .into_iter()
        .filter_map(|person| context.person(Some(person)));
    [context.account(), context.partner()]
        .into_iter()
        .chain(context.contact())
        .chain(people)
        .collect()
}
