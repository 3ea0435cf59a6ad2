//! The roles of joint work (D3.5): which a deal needs by now, and which do not name one person.

use std::cmp::Ordering;

use crate::model::person::may_be_same_person;
use crate::model::scalar::Text;
use crate::model::{Deal, Found, NotAPerson};
use crate::text::name::same_company;

use super::Case;
use super::acceptance::{self, Outcome};
use super::whose::{self, Whose};
use super::worth;

/// A role of joint work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JointRole {
    /// Leads the customer conversation.
    Customer,
    /// Owns technical fit and references.
    Technical,
    /// Drives the close.
    Close,
}

impl JointRole {
    const ALL: [Self; 3] = [Self::Customer, Self::Technical, Self::Close];

    /// Returns its key below `roles`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Technical => "technical",
            Self::Close => "close",
        }
    }

    /// Returns its path.
    pub fn path(self) -> &'static str {
        match self {
            Self::Customer => "roles.customer",
            Self::Technical => "roles.technical",
            Self::Close => "roles.close",
        }
    }

    /// Returns what its person does, as the rest of a sentence that begins with “nobody”.
    pub fn does(self) -> &'static str {
        match self {
            Self::Customer => "leads the customer conversation",
            Self::Technical => "owns the technical side",
            Self::Close => "drives the close",
        }
    }
}

/// Returns the roles that are filled in, with their texts.
pub fn written(deal: &Deal) -> Vec<(JointRole, &Text)> {
    let roles = deal.roles.as_ref();
    let text = |role| match role {
        JointRole::Customer => roles?.customer.as_ref(),
        JointRole::Technical => roles?.technical.as_ref(),
        JointRole::Close => roles?.close.as_ref(),
    };
    let all = JointRole::ALL.into_iter();
    all.filter_map(|role| Some((role, text(role)?))).collect()
}

/// Returns why the text of a role does not name one person; `None` if it does, or is a placeholder.
pub fn not_a_person(case: &Case<'_>, name: &str) -> Option<&'static str> {
    match case.person(name) {
        Err(NotAPerson::Placeholder) => return None,
        Err(why) => return Some(why.reason()),
        Ok(_) => {}
    }
    let others = case.deal.other_partners.iter();
    let known = others
        .filter_map(|other| other.name.as_ref())
        .any(|other| same_company(other, name));
    let listed = || case.process.partner(name).is_some();
    (known || listed()).then_some(NotAPerson::Company.reason())
}

/// Returns whether the partner of an open deal has no part in joint work: every role that is needed by now is filled, and all who are
/// named are our own or the customer's (D3.10). In a small deal one person may hold them all; the move that the packet has of the
/// partner is its part then (D4.7).
pub fn is_without_partner(case: &Case<'_>) -> bool {
    let roles = written(case.deal);
    let is_ours = |name: &Text| {
        let person = case.person_name(name);
        person.is_some_and(|name| matches!(whose::of(case, name), Whose::Ours | Whose::Customer))
    };
    let is_in_packet = || case.deal.lookup("handoff.partner_move").is_present();
    case.deal.partner_name().is_some()
        && !(worth::is_small(case) && is_in_packet())
        && !case.deal.is_closed()
        && case.handoff_position() == Some(Ordering::Greater)
        && !roles.is_empty()
        && unfilled(case).is_empty()
        && roles.into_iter().all(|(_, name)| is_ours(name))
}

/// Returns the seller who accepted the handoff, and who leads the customer conversation instead.
pub fn handed_on<'a>(case: &Case<'a>) -> Option<(&'a Text, &'a Text)> {
    let handoff = case.deal.handoff.as_deref()?;
    let customer = case.deal.roles.as_ref()?.customer.as_ref()?;
    let seller = handoff.seller.as_ref()?;
    let is_accepted = acceptance::answer(handoff.response.as_ref()?) == Outcome::Accepted;
    let are_people = case.person_name(seller).is_some() && case.person_name(customer).is_some();
    (is_accepted && are_people && !may_be_same_person(seller, customer))
        .then_some((seller, customer))
}

/// Returns the roles that an open deal needs by now and that are not filled: after the handoff, the customer conversation and
/// the technical side; in the last stage, the close too. A small deal needs the first alone: whoever leads it does the rest (D4.7).
pub fn unfilled(case: &Case<'_>) -> Vec<JointRole> {
    let Some((stage, _)) = case.stage() else {
        return Vec::new();
    };
    if case.deal.is_closed() || case.handoff_position() != Some(Ordering::Greater) {
        return Vec::new();
    }
    let is_last = stage + 1 == case.process.stages.len();
    let is_small = worth::is_small(case);
    let is_needed = |role: JointRole| match role {
        JointRole::Customer => true,
        JointRole::Technical => !is_small,
        JointRole::Close => is_last && !is_small,
    };
    let nobody = |role: &JointRole| {
        is_needed(*role)
            && matches!(
                case.deal.lookup(role.path()),
                Found::Absent | Found::Placeholder(_)
            )
    };
    JointRole::ALL.into_iter().filter(nobody).collect()
}
