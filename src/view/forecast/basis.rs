//! What the figures of a forecast rest on, and how good such figures have been, in words.

use rust_decimal::Decimal;

use super::totals;
use super::words::{self, percent};
use crate::report::forecast::{ClosedDeals, FEWEST_ORIGINS, Forecast, RECORD_DAYS, Shock};
use crate::view::{Style, count, in_no_sum};

/// Names at most so many of the won deals.
const NAMED: usize = 5;

/// `Won so far: hartwell-optics $71k, dunmore-press $47k.`
fn won(report: &Forecast, style: &Style) -> Option<String> {
    let named = report.won.iter().take(NAMED);
    let mut parts: Vec<String> = named
        .map(|won| format!("{} {}", won.name, style.money_or_unknown(won.amount)))
        .collect();
    let rest = report.won.get(NAMED..).unwrap_or_default();
    if !rest.is_empty() {
        let sum: Decimal = rest.iter().filter_map(|won| won.amount).sum();
        let unknown = rest.iter().filter(|won| won.amount.is_none()).count();
        parts.push(format!("{} more {}", rest.len(), style.sum(sum, unknown)));
    }
    (!parts.is_empty()).then(|| format!("Won so far: {}.", parts.join(", ")))
}

/// What the figures rest on, in words.
pub(super) fn basis(report: &Forecast, style: &Style) -> Vec<String> {
    let mut lines: Vec<String> = won(report, style).into_iter().collect();
    lines.extend(totals::told(report, style));
    lines.extend(totals::what_counts(report, style));
    if report.filtered {
        lines.push(
            "These are the open deals that fit alone: what is new, and what past windows brought, is known of the whole book."
                .to_owned(),
        );
    }
    let ClosedDeals { won, all: closed } = report.closed;
    let prior = (report.prior_share() * 100.0).round();
    let since = style.day(report.records_begin);
    let known = words::known_by(report.past_from);
    let rests = if closed == 0 {
        format!("No deal has closed since {since}{known}")
    } else {
        let closed = count(closed, "closed deal");
        let whose = if report.filtered {
            " of the whole book"
        } else {
            ""
        };
        format!("Rests on {closed}{whose} since {since}, {won} of them won{known}")
    };
    let nothing = report
        .horizons
        .first()
        .is_none_or(|horizon| horizon.forecast.open.expected.0 <= 0.0);
    lines.push(if report.open.deals == 0 || nothing {
        format!("{rests}.")
    } else {
        let record = 100.0 - prior;
        format!("{rests}. Of what is expected this quarter {prior}% is process.toml's belief, {record}% is record.")
    });
    let Shock { sigma, windows } = report.shock;
    let because = if windows == 0 {
        "a belief, for no past month can be judged yet".to_owned()
    } else if sigma > 0.6 {
        format!(
            "{}, missed by far more than chance, so the range is wide",
            windows_of(windows)
        )
    } else {
        format!("learned from {}", windows_of(windows))
    };
    lines.push(format!(
        "Deals have good and bad months together: spread {sigma:.2}, {because}."
    ));
    lines.extend(in_no_sum(&report.crm_sum));
    lines
}

/// They overlap: the days that begin a week apart.
fn windows_of(windows: usize) -> String {
    match windows {
        1 => "a past window of 30 days".to_owned(),
        _ => format!("{windows} past windows of 30 days, a week apart"),
    }
}

/// The one-line track record.
pub(super) fn record(report: &Forecast) -> String {
    let own = report
        .record
        .iter()
        .find(|summary| summary.days == RECORD_DAYS)
        .or(report.record.last());
    let Some(own) = own else {
        return "Track record: none yet.".to_owned();
    };
    if own.origins < FEWEST_ORIGINS {
        return format!(
            "Track record: too young to have one, {} with {} after them on record.",
            count(own.origins, "past week"),
            count(own.days, "day"),
        );
    }
    let whose = if report.filtered {
        " of the whole book"
    } else {
        ""
    };
    let mut said = format!(
        "Track record{whose}, {} past weeks, {} days ahead: the total's range held about {} times ({})",
        own.origins,
        own.days,
        own.total_held,
        percent(own.total_coverage()),
    );
    if let (Some(wape), Some(bias)) = (own.total_wape, own.total_bias) {
        said += &format!("; off by {} of what was won, {}", percent(wape), side(bias));
    }
    said += &format!(
        ". Open deals alone: held about {} times ({})",
        own.held,
        percent(own.coverage)
    );
    if let (Some(wape), Some(bias), Some(weighted)) = (own.wape, own.bias, own.stage_weighted_wape)
    {
        said += &format!(
            ", off by {}, {}; their stage-weighted sum, by {}, was off by {}",
            percent(wape),
            side(bias),
            words::weighted_by(report.past_from),
            percent(weighted),
        );
    }
    if own.wape.is_none() && own.total_wape.is_none() {
        said += ". Nothing was won after them";
    }
    format!("{said}.")
}

/// `4% too high`.
fn side(bias: f64) -> String {
    if bias.abs() < 0.005 {
        return "neither too high nor too low".to_owned();
    }
    let side = if bias >= 0.0 { "too high" } else { "too low" };
    format!("{} {side}", percent(bias.abs()))
}
