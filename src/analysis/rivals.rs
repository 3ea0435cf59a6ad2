//! Other partners' deals on one account, as a conflict check would find them (D2.3, D2.8).

use chrono::NaiveDate;

use crate::model::Deal;
use crate::text::name::same_company;
use crate::text::placeholder::is_placeholder;

use super::Case;
use super::registration::{Answer, answer};

/// Another partner's deal on the same account.
#[derive(Clone, Copy, Debug)]
pub struct Rival<'a> {
    /// The deal.
    pub deal: &'a Deal,
    /// Its partner.
    pub partner: &'a str,
    /// The day on which it came into the book.
    pub since: NaiveDate,
}

/// Returns the deals of other partners on the account of a deal that were open on a day, in the order of the book. A rejected
/// registration is none, and neither is a deal that two partners share.
pub fn on<'a>(case: &Case<'a>, day: NaiveDate) -> Vec<Rival<'a>> {
    let deals = &case.book.deals;
    let Ok(own) = deals.binary_search_by_key(&case.deal.file, |deal| deal.file) else {
        return Vec::new();
    };
    let Some(partner) = case.deal.partner_name() else {
        return Vec::new();
    };
    let others = case.book.accounts().beside(own).into_iter();
    others
        .filter_map(|n| {
            let deal = &deals[n];
            let rival = deal.partner_name().filter(|name| !is_placeholder(name))?;
            let since = deal.begins().filter(|since| *since <= day)?;
            let is_over = deal.is_closed() && closed_by(deal, day);
            let is_rival = !is_over
                && answer(deal) != Answer::Rejected
                && !same_company(rival, partner)
                && !shares(deal, partner)
                && !shares(case.deal, rival);
            is_rival.then_some(Rival {
                deal,
                partner: rival,
                since,
            })
        })
        .collect()
}

fn closed_by(deal: &Deal, day: NaiveDate) -> bool {
    let closed = deal.outcome.as_ref().and_then(|outcome| outcome.date);
    closed.is_none_or(|closed| closed.value <= day)
}

/// Returns whether a deal names a partner beside its own.
pub fn shares(deal: &Deal, partner: &str) -> bool {
    let mut names = deal
        .other_partners
        .iter()
        .filter_map(|other| other.name.as_ref());
    names.any(|name| same_company(name, partner))
}
