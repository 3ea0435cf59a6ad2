//! The sentence for the meeting: what the quarter will bring, and how sure that is.

use rust_decimal::Decimal;

use super::words::chances;
use crate::forecast::money::Cents;
use crate::report::forecast::{Horizon, Target};
use crate::view::Style;

/// What is expected of the quarter, with its range; where the two seem to disagree, why.
pub(super) fn quarter(quarter: &Horizon, style: &Style) -> String {
    let won = quarter.won.unwrap_or_default();
    if quarter.forecast.days == 0 {
        return format!("This quarter ends today, with {} won.", style.money(won));
    }
    let until = style.day(quarter.until);
    let range = quarter.total.range;
    let expected = quarter.total.expected.cents();
    let more = if won.is_zero() { "" } else { " more" };
    if range.p90.max(expected) <= style.to_minor(won) {
        let so_far = if won.is_zero() {
            String::new()
        } else {
            format!("{} is won, and ", style.money(won))
        };
        return format!("This quarter: {so_far}nothing{more} is expected by {until}.");
    }
    let money = |cents: Cents| style.money(style.minor(cents));
    let said = format!("This quarter: {} expected by {until}.", money(expected));
    if range.p90 <= style.to_minor(won) {
        let rest = style.decimal(quarter.total.expected) - won;
        return format!(
            "{said} Most likely it is nothing{more}: a win has less than 1 chance in 10, and {} is that chance times what it \
             would bring.",
            style.money(rest)
        );
    }
    let why = if expected > range.p90 {
        ", with less than 1 chance in 10 of so much more that it lifts what is expected"
    } else if expected < range.p10 {
        ", with less than 1 chance in 10 of so much less that it lowers what is expected"
    } else {
        ""
    };
    format!(
        "{said} 8 chances in 10: {} to {}{why}.",
        money(range.p10),
        money(range.p90)
    )
}

/// What the CRM would print for a quarter: won so far and weighted.
pub(super) fn crm_total(horizon: &Horizon) -> Decimal {
    horizon.won.unwrap_or_default() + horizon.stage_weighted
}

/// The chance of the target, where there is one, and what the CRM says.
pub(super) fn target(quarter: &Horizon, style: &Style) -> String {
    let crm = format!(
        "The CRM's weighted sum says {}.",
        style.money(crm_total(quarter))
    );
    let Some(Target {
        amount: target,
        chance,
    }) = quarter.target
    else {
        return crm;
    };
    let missing = target - quarter.won.unwrap_or_default();
    let goal = style.money(target);
    if missing <= Decimal::ZERO {
        format!("The {goal} target is reached. {crm}")
    } else if quarter.forecast.days == 0 {
        format!("The {goal} target is missed by {}.", style.money(missing))
    } else {
        format!("{} of reaching the {goal} target. {crm}", chances(chance))
    }
}
