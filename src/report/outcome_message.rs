//! What the partner is told of a deal that has closed (D3.7): only what is on record, and nothing of anybody else's share.

use chrono::NaiveDate;

use crate::model::Deal;
use crate::model::deal::OutcomeResult;

use super::Input;

/// The message.
#[derive(Clone, Debug)]
pub struct OutcomeMessage {
    /// Who is told.
    pub to: Option<String>,
    /// The account.
    pub account: String,
    /// How it ended.
    pub result: OutcomeResult,
    /// When.
    pub closed: NaiveDate,
    /// Why, if it was not won.
    pub reason: Option<String>,
    /// The text of the credit rule.
    pub credit: Option<String>,
    /// Who answers questions about the deal.
    pub owner: Option<String>,
}

/// Returns what the partner is told; `None` if the deal is open, or has no partner.
pub fn outcome_message(input: &Input<'_>, deal: &Deal, to: Option<&str>) -> Option<OutcomeMessage> {
    let case = input.case(deal);
    let partner = deal.partner.as_ref()?;
    let result = case.result()?;
    let contact = partner
        .contact
        .as_ref()
        .and_then(|contact| contact.name.as_ref());
    let contact = contact.and_then(|contact| case.person_name(contact));
    let outcome = deal.outcome.as_ref()?;
    let rule = deal.credit.as_ref().and_then(|credit| credit.rule.as_ref());
    let credit = rule.and_then(|rule| case.process.credit_rule(rule));
    let owner = deal
        .owner
        .as_ref()
        .and_then(|owner| case.person_name(owner));
    Some(OutcomeMessage {
        to: to.or(contact).map(ToOwned::to_owned),
        account: deal
            .account_name()
            .map_or_else(|| input.names.of(&deal.id), ToString::to_string),
        result,
        closed: case.closed_on()?,
        reason: outcome.reason.as_ref().map(ToString::to_string),
        credit: credit.map(ToOwned::to_owned),
        owner: owner.map(ToOwned::to_owned),
    })
}
