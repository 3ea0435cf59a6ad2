//! The sentences for the meeting: what the quarter will bring, how sure that is, and the chance of the target.

use super::figures::{self, percent};
use crate::report::document::{Money, Share};
use crate::report::forecast::{Forecast, Horizon};
use crate::view::Style;
use rust_decimal::Decimal;

/// Returns the first lines of the page.
pub(super) fn lead(report: &Forecast, style: &Style) -> Vec<String> {
    let Some(quarter) = report.horizons.first() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if report.open.deals == 0 {
        lines.push(format!(
            "No deal is open; {} won in {} so far.",
            style.sum(
                report.crm_sum.won.amount,
                report.crm_sum.won_in_no_sum.len()
            ),
            figures::quarter(report.crm_sum.quarter)
        ));
    }
    let whose = report.whose.as_deref();
    lines.push(if quarter.days == 0 {
        let whose = whose.map_or_else(String::new, |whose| format!("{whose}: "));
        let won = style.sum(won(quarter), report.crm_sum.won_in_no_sum.len());
        format!("{whose}This quarter ends today, with {won} won.")
    } else {
        let whose = whose.unwrap_or("This quarter");
        format!("{whose}: {}", expected(report, quarter, style))
    });
    lines.extend(super::notes::bias(report));
    lines.push(target(report, quarter, style));
    lines
}

fn won(quarter: &Horizon) -> Money {
    let nothing = Money::zero(quarter.naive.currency);
    quarter.won.unwrap_or(nothing)
}

/// Returns what is expected of the quarter, with its range, and the reason if the two seem to disagree.
fn expected(report: &Forecast, quarter: &Horizon, style: &Style) -> String {
    let unknown = report.crm_sum.won_in_no_sum.len();
    let all_unknown = unknown + report.open.without_amount;
    let won = won(quarter);
    let until = style.day(quarter.until);
    let total = quarter.total;
    let more = if won.is_zero() { "" } else { " more" };
    if all_unknown == 0 && total.p90.max(total.expected).cents() <= won.cents() {
        let so_far = if won.is_zero() {
            String::new()
        } else {
            format!("{} is won, and ", style.sum(won, unknown))
        };
        let counted = match all_unknown {
            0 => "",
            _ => ", of what has an amount that counts",
        };
        return format!("{so_far}nothing{more} is expected by {until}{counted}.");
    }
    let expected = format!(
        "{} expected by {until}.",
        style.sum(total.expected, all_unknown)
    );
    if all_unknown > 0 && total.p90.cents() <= won.cents() {
        let deals = if all_unknown == 1 {
            "one deal is"
        } else {
            "some deals are"
        };
        return format!("{expected} Nobody can say what {deals} worth.");
    }
    if total.p90.cents() <= won.cents() {
        return format!(
            "{expected} Most likely it is nothing{more}: a win has less than 1 chance in 10, and {} is that chance times what it \
             would bring.",
            style.money(total.expected - won)
        );
    }
    let why = if total.expected > total.p90 {
        ", with less than 1 chance in 10 of so much more that it lifts what is expected"
    } else if total.expected < total.p10 {
        ", with less than 1 chance in 10 of so much less that it lowers what is expected"
    } else {
        ""
    };
    format!(
        "{expected} 8 chances in 10: {} to {}{why}.",
        style.sum(total.p10, all_unknown),
        style.sum(total.p90, all_unknown)
    )
}

/// Returns the chance of the target if there is one, and the CRM sum.
fn target(report: &Forecast, quarter: &Horizon, style: &Style) -> String {
    let won_unknown = report.crm_sum.won_in_no_sum.len();
    let unknown = won_unknown + report.open.without_amount;
    let crm = quarter.crm_total().map_or_else(
        || "No open deal has a close date: a CRM has no sum for this quarter.".to_owned(),
        |crm| format!("The CRM's weighted sum says {}.", style.sum(crm, unknown)),
    );
    let (Some(target), Some(chance)) = (quarter.target, quarter.chance_of_target) else {
        return crm;
    };
    let missing = target - won(quarter);
    let goal = style.money(target);
    if missing.amount <= Decimal::ZERO {
        format!("The {goal} target is reached. {crm}")
    } else if quarter.days == 0 {
        let at_most = figures::at_most(won_unknown);
        format!(
            "The {goal} target is missed by {at_most}{}.",
            style.money(missing)
        )
    } else {
        let known = figures::without_unknown(unknown);
        format!(
            "{} of reaching the {goal} target{known}. {crm}",
            odds(chance)
        )
    }
}

/// Returns a chance as people say it: `2 chances in 5`.
fn odds(chance: Share) -> String {
    const ODDS: [(f64, &str); 17] = [
        (0.1, "1 chance in 10"),
        (0.125, "1 chance in 8"),
        (1.0 / 7.0, "1 chance in 7"),
        (1.0 / 6.0, "1 chance in 6"),
        (0.2, "1 chance in 5"),
        (0.25, "1 chance in 4"),
        (0.3, "3 chances in 10"),
        (1.0 / 3.0, "1 chance in 3"),
        (0.4, "2 chances in 5"),
        (0.5, "1 chance in 2"),
        (0.6, "3 chances in 5"),
        (2.0 / 3.0, "2 chances in 3"),
        (0.7, "7 chances in 10"),
        (0.75, "3 chances in 4"),
        (0.8, "4 chances in 5"),
        (5.0 / 6.0, "5 chances in 6"),
        (0.9, "9 chances in 10"),
    ];
    if chance.0 < 0.05 {
        return "Less than 1 chance in 20".to_owned();
    }
    if chance.0 > 0.95 {
        return "More than 19 chances in 20".to_owned();
    }
    let distance = |odds: &f64| (odds - chance.0).abs();
    let nearest = ODDS
        .iter()
        .min_by(|a, b| distance(&a.0).total_cmp(&distance(&b.0)));
    nearest.map_or_else(|| percent(chance), |(_, text)| (*text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_said_as_people_do() {
        let odds = |chance| odds(Share(chance));
        assert_eq!(odds(0.01), "Less than 1 chance in 20");
        assert_eq!(odds(0.14), "1 chance in 7");
        assert_eq!(odds(0.38), "2 chances in 5");
        assert_eq!(odds(0.97), "More than 19 chances in 20");
    }
}
