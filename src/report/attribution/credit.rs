//! What a partner is owed for a won deal: the rule's percentage of what was signed, times the partner's share (D2.6, D7.4).

use rust_decimal::Decimal;
use serde::Serialize;

use crate::analysis::{Case, worth};
use crate::model::deal::Credit;
use crate::report::Input;
use crate::report::document::{Money, PerCent};
use crate::report::minor;
use crate::text::placeholder::is_placeholder;

/// How a partner is credited for a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreditLine {
    /// The rule; `None` if none is chosen.
    pub rule: Option<String>,
    /// What the rule pays, in per cent; `None` if process.toml says it only in words.
    pub percent: Option<PerCent>,
    /// The partner's share of it, in per cent; `None` if it is not known.
    pub share: Option<PerCent>,
    /// What is owed, rounded to the minor unit; nothing for a deal that is open or was lost. `None` if the rule is one of words,
    /// or the amount or the share is not known.
    pub owed: Option<Money>,
}

/// Returns the credit of the partner of record. Without a share of its own it has what the partners beside it leave.
pub(super) fn of_record(input: &Input<'_>, case: &Case<'_>) -> CreditLine {
    let credit = case.deal.credit.as_ref();
    let others: Decimal = case
        .deal
        .other_partners
        .iter()
        .filter_map(|other| Some(other.credit.as_ref()?.share.as_ref()?.value))
        .sum();
    let rest = (Decimal::ONE_HUNDRED - others).max(Decimal::ZERO);
    let share = credit.and_then(|credit| credit.share.as_ref());
    line(input, case, credit, Some(share.map_or(rest, |it| it.value)))
}

/// Returns the credit of a partner beside it; without a written share it is not known.
pub(super) fn of_other(input: &Input<'_>, case: &Case<'_>, credit: Option<&Credit>) -> CreditLine {
    let share = credit.and_then(|credit| credit.share.as_ref());
    line(input, case, credit, share.map(|share| share.value))
}

fn line(
    input: &Input<'_>,
    case: &Case<'_>,
    credit: Option<&Credit>,
    share: Option<Decimal>,
) -> CreditLine {
    let rule = credit.and_then(|credit| credit.rule.as_ref());
    let rule = rule.filter(|rule| !is_placeholder(rule));
    let percent = rule.and_then(|rule| case.process.credit_percent(rule));
    let percent = percent.map(|percent| percent.value);
    let owed = if case.is_won() {
        let won = worth::won_for(case.process, case.deal);
        let parts = won.zip(percent).zip(share);
        parts.and_then(|((won, percent), share)| {
            let part = won.checked_mul(percent)?.checked_mul(share)?;
            let rounded = minor::rounded(part / Decimal::from(10_000), input.currency());
            Some(Money::of(input, rounded))
        })
    } else {
        Some(Money::zero(input.currency()))
    };
    CreditLine {
        rule: rule.map(ToString::to_string),
        percent: percent.map(PerCent),
        share: share.map(PerCent),
        owed,
    }
}
