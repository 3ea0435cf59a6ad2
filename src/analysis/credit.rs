//! How partners are credited: when the rule was set (D2.2), and how they share (D2.6).

use rust_decimal::Decimal;

use crate::model::Process;
use crate::model::scalar::{Date, Percent};

use super::Case;

/// Returns the day the deal entered: its registration, else its first stage.
pub fn entry(case: &Case<'_>) -> Option<Date> {
    let registered = case
        .deal
        .registered
        .as_ref()
        .and_then(|registered| registered.date);
    registered.or_else(|| case.deal.history.entries.first()?.date)
}

/// Returns the day the rule was set and the day of entry; `None` if it was set in time.
pub fn set_late(case: &Case<'_>) -> Option<(Date, Date)> {
    let set = case.deal.credit.as_ref()?.set_on?;
    let entry = entry(case)?;
    (set.value > entry.value).then_some((set, entry))
}

/// Returns whether a credit rule is one of `[credit.rules]`; every rule is if that table is empty.
pub fn is_known(process: &Process, rule: &str) -> bool {
    let mut rules = process.credit_rules().peekable();
    rules.peek().is_none() || rules.any(|known| known == rule)
}

/// One partner's share of the credit.
#[derive(Clone, Copy, Debug)]
pub struct CreditShare<'a> {
    /// The partner's name; `None` if it is not written.
    pub partner: Option<&'a str>,
    /// The share, in per cent.
    pub share: &'a Percent,
}

/// Returns the shares that are written: the partner of record's, then the others' in the order of the file.
pub fn shares<'a>(case: &Case<'a>) -> Vec<CreditShare<'a>> {
    let deal = case.deal;
    let record = deal
        .credit
        .as_ref()
        .and_then(|credit| credit.share.as_ref());
    let of_record = record.map(|share| CreditShare {
        partner: deal.partner_name().map(|name| &*name.value),
        share,
    });
    let others = deal.other_partners.iter().filter_map(|other| {
        Some(CreditShare {
            partner: other.name.as_ref().map(|name| &*name.value),
            share: other.credit.as_ref()?.share.as_ref()?,
        })
    });
    of_record.into_iter().chain(others).collect()
}

/// Returns the sum of shares, in per cent.
pub fn sum(shares: &[CreditShare<'_>]) -> Decimal {
    shares.iter().map(|share| share.share.value).sum()
}
