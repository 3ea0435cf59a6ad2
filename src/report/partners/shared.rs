//! The page that a partner gets: only its own deals, and of them only what is listed here. Nothing else of a deal can reach the
//! page, for these types have no place for it (D2.6, D3.7).

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::Case;
use crate::analysis::registration::{Answer, answer};
use crate::model::deal::{Contact, Credit};
use crate::model::scalar::Text;
use crate::report::Input;
use crate::report::filter::Filter;
use crate::text::placeholder::is_placeholder;

/// How our registration desk answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedAnswer {
    /// `waiting`, `approved` or `rejected`.
    pub answer: &'static str,
    /// When.
    pub date: Option<NaiveDate>,
}

/// A deal, as its partner may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedDeal {
    /// The customer.
    pub account: Option<String>,
    /// What it is about, in the words of the registration.
    pub need: Option<String>,
    /// The day it was registered.
    pub registered: Option<NaiveDate>,
    /// The answer to the registration.
    pub answer: SharedAnswer,
    /// The stage of an open deal, by its name.
    pub stage: Option<String>,
    /// The rule by which this partner is credited, in the words of process.toml.
    pub credit: Option<String>,
    /// This partner's share of it, in per cent.
    pub share: Option<String>,
    /// What the partner agreed to do, on a deal of its own.
    pub partner_move: Option<String>,
    /// By when.
    pub partner_move_due: Option<NaiveDate>,
    /// How it ended.
    pub result: Option<&'static str>,
    /// When.
    pub closed: Option<NaiveDate>,
    /// When the partner was told.
    pub told: Option<NaiveDate>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct SharedPage {
    /// The partner.
    pub partner: String,
    /// Its contact, as process.toml has it.
    pub contact: Option<String>,
    /// Open deals, the latest registration first.
    pub open: Vec<SharedDeal>,
    /// Closed deals, the last close first.
    pub closed: Vec<SharedDeal>,
}

/// Returns the page of a partner: of its deals of record, and of those on which it stands beside another.
pub fn shared(input: &Input<'_>, filter: &Filter, partner: &str) -> SharedPage {
    let process = &input.book.process;
    let is_it = |name: &Text| filter.is_partner(process, process.partner_called(name));
    let mut deals = Vec::new();
    for deal in input.book.known_deals() {
        let case = input.case(deal);
        let mut others = deal.other_partners.iter();
        if deal.partner_name().is_some_and(is_it) {
            deals.push(shared_deal(&case, deal.credit.as_ref(), true));
        } else if let Some(other) = others.find(|other| other.name.as_ref().is_some_and(is_it)) {
            deals.push(shared_deal(&case, other.credit.as_ref(), false));
        }
    }
    deals.sort_by(|a, b| {
        (b.closed, b.registered)
            .cmp(&(a.closed, a.registered))
            .then_with(|| a.account.cmp(&b.account))
    });
    let (open, closed) = deals.into_iter().partition(|deal| deal.result.is_none());
    let known = process.partner(partner);
    let contact = known.and_then(|partner| partner.contact.as_ref());
    SharedPage {
        partner: partner.to_owned(),
        contact: contact.and_then(name),
        open,
        closed,
    }
}

fn name(contact: &Contact) -> Option<String> {
    contact.name.as_ref().map(ToString::to_string)
}

/// Returns a text of the deal as it is written; `None` for a placeholder.
fn words(text: Option<&Text>) -> Option<String> {
    let text = text.filter(|text| !is_placeholder(text))?;
    Some(text.trim().to_owned())
}

/// Returns what the partner may see. `of_record` is whether the deal is its own: then it registered the need and agreed to a move.
fn shared_deal(case: &Case<'_>, credit: Option<&Credit>, of_record: bool) -> SharedDeal {
    let deal = case.deal;
    let registered = deal.registered.as_ref().filter(|_| of_record);
    let rejected = registered.and_then(|it| it.rejected.as_ref()?.date);
    let answer = match answer(deal) {
        _ if registered.is_none() => SharedAnswer {
            answer: "not registered by you",
            date: None,
        },
        Answer::Waiting => SharedAnswer {
            answer: "waiting",
            date: None,
        },
        Answer::Approved(date) => SharedAnswer {
            answer: "approved",
            date,
        },
        Answer::Rejected => SharedAnswer {
            answer: "rejected",
            date: rejected.map(|date| date.value),
        },
    };
    let handoff = deal.handoff.as_deref().filter(|_| of_record);
    let moves = handoff.map_or(&[][..], |handoff| &handoff.partner_move.items);
    let agreed = moves.iter().find(|one| one.agreed.is_some());
    let need = deal.need.as_ref().filter(|_| of_record);
    let rule = credit.and_then(|credit| credit.rule.as_ref());
    let pays = rule.map(|rule| case.process.credit_rule(rule).unwrap_or(rule));
    let share = credit.and_then(|credit| credit.share.as_ref());
    let told = deal.feedback.as_ref().filter(|_| of_record);
    SharedDeal {
        account: words(deal.account_name()),
        need: need.and_then(|need| words(need.what.as_ref())),
        registered: registered.and_then(|it| it.date).map(|date| date.value),
        answer,
        stage: case
            .stage()
            .filter(|_| !deal.is_closed())
            .map(|(_, stage)| stage.name.clone()),
        credit: pays.map(ToOwned::to_owned),
        share: share.map(|share| format!("{}%", share.value.normalize())),
        partner_move: agreed.and_then(|one| words(one.action.as_ref())),
        partner_move_due: agreed.and_then(|one| one.due).map(|date| date.value),
        result: case.result().map(crate::model::deal::OutcomeResult::name),
        closed: case.closed_on().filter(|_| deal.is_closed()),
        told: told.and_then(|told| told.date).map(|date| date.value),
    }
}
