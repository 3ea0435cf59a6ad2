//! How the partners are credited: when the rule was settled (D2.2), and how they share (D2.6).

use rust_decimal::Decimal;

use crate::model::Process;
use crate::model::scalar::{Date, Percent};

use super::Case;

/// The day the deal entered: its registration, else its first stage.
pub fn entry(case: &Case<'_>) -> Option<Date> {
    let registered = case
        .deal
        .registered
        .as_ref()
        .and_then(|registered| registered.date);
    registered.or_else(|| case.deal.history.entries.first()?.date)
}

/// The day the rule was set and the day of entry, when it was set later.
pub fn set_late(case: &Case<'_>) -> Option<(Date, Date)> {
    let set = case.deal.credit.as_ref()?.set_on?;
    let entry = entry(case)?;
    (set.value > entry.value).then_some((set, entry))
}

/// Whether a credit rule is one of `[credit.rules]`; where that table says nothing, every rule is.
pub fn is_known(process: &Process, rule: &str) -> bool {
    let mut rules = process.credit_rules().peekable();
    rules.peek().is_none() || rules.any(|known| known == rule)
}

/// One partner's part of the credit.
#[derive(Clone, Copy, Debug)]
pub struct Share<'a> {
    /// The partner's name, where it is written.
    pub partner: Option<&'a str>,
    /// The part, in per cent.
    pub share: &'a Percent,
}

/// The shares that are written: of the partner of record, then of the others in the order of the file.
pub fn shares<'a>(case: &Case<'a>) -> Vec<Share<'a>> {
    let deal = case.deal;
    let record = deal
        .credit
        .as_ref()
        .and_then(|credit| credit.share.as_ref());
    let of_record = record.map(|share| Share {
        partner: deal.partner_name().map(|name| &*name.value),
        share,
    });
    let others = deal.other_partners.iter().filter_map(|other| {
        Some(Share {
            partner: other.name.as_ref().map(|name| &*name.value),
            share: other.credit.as_ref()?.share.as_ref()?,
        })
    });
    of_record.into_iter().chain(others).collect()
}

/// What shares add up to, in per cent; each is at most 100.
pub fn sum(shares: &[Share<'_>]) -> Decimal {
    shares.iter().map(|share| share.share.value).sum()
}
