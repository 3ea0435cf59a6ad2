//! How the totals came about: by past windows as well, or by open and new deals alone.

use crate::forecast::horizon::HorizonForecast;
use crate::report::forecast::{Forecast, Horizon, Span};
use crate::view::{Style, count};

/// Marks a total that is a plain sum where others are not.
pub(super) const PLAIN: &str = " *";

/// Whether a total is a plain sum while others of the page are not.
pub(super) fn is_plain(report: &Forecast, horizon: &Horizon) -> bool {
    !report.filtered && is_sum(horizon) && !report.horizons.iter().all(is_sum)
}

fn is_sum(horizon: &Horizon) -> bool {
    horizon.forecast.past_windows.is_none()
}

/// What a total is, and for which horizons it is something else.
pub(super) fn told(report: &Forecast, style: &Style) -> Vec<String> {
    if report.filtered {
        return Vec::new();
    }
    let mut lines: Vec<String> = mean_of_two(report, style).into_iter().collect();
    let plain = report.horizons.iter().filter(|horizon| is_sum(horizon));
    let plain: Vec<String> = plain
        .filter(|horizon| horizon.forecast.days > 0)
        .map(|horizon| name(horizon, style))
        .collect();
    if lines.is_empty() {
        lines.push(
            "Records hold no four windows as long as any of these: each total is what is won, open deals and new ones alone."
                .to_owned(),
        );
    } else if !plain.is_empty() {
        lines.push(format!(
            "* Records hold no four windows as long as {}: there a total is open and new deals alone, and can lie far from the \
             mean of two for a shorter time.",
            plain.join(", ")
        ));
    }
    lines
}

/// What is in this quarter's row and in no other, and which deals the CRM's two sums hold.
pub(super) fn what_counts(report: &Forecast, style: &Style) -> Option<String> {
    let quarter = report
        .horizons
        .first()
        .filter(|one| one.forecast.days > 0)?;
    let until = style.day(quarter.until);
    let won = match quarter.won {
        Some(won) if !won.is_zero() => {
            format!(
                "What is won is in the row of {} alone. ",
                super::words::quarter(report.crm_sum.quarter)
            )
        }
        _ => String::new(),
    };
    Some(format!(
        "{won}CRM counts deals with a close date in time, by {until} in the first row; WEIGHTED by stage those of any date."
    ))
}

/// What both halves are, of the first horizon that has them.
fn mean_of_two(report: &Forecast, style: &Style) -> Option<String> {
    let first = |horizon: &&Horizon| !is_sum(horizon);
    let (at, horizon) = report
        .horizons
        .iter()
        .enumerate()
        .find(|(_, one)| first(one))?;
    let before = horizon.forecast.past_windows?;
    let won = match horizon.won {
        Some(won) if !won.is_zero() => "what is won plus ",
        _ => "",
    };
    let whose = if at == 0 {
        String::new()
    } else {
        format!(" of the {}", name(horizon, style))
    };
    let HorizonForecast { open, new, .. } = &horizon.forecast;
    Some(format!(
        "A total is {won}the mean of two{whose}: open and new deals ({}), and what the last three windows as long brought ({} in {} \
         on average). On public pipelines that mean missed least.",
        style.money(style.decimal(open.expected + new.expected)),
        style.money(style.decimal(before.mean)),
        count(horizon.forecast.days, "day"),
    ))
}

/// A horizon as a page names it.
pub(super) fn name(horizon: &Horizon, style: &Style) -> String {
    match horizon.span {
        Span::Quarter(quarter) => {
            let quarter = super::words::quarter(quarter);
            if horizon.won.is_some() {
                format!("{quarter} total")
            } else {
                format!("now to {}", style.day(horizon.until))
            }
        }
        Span::Days => format!("next {}", count(horizon.forecast.days, "day")),
        Span::By => format!("now to {}", style.day(horizon.until)),
    }
}
