//! When the credit rule was settled (D2.2).

use crate::model::Process;
use crate::model::scalar::Date;

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
