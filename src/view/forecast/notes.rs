//! What the figures of a forecast are based on, and how good such figures have been, in words.

use super::figures::{self, percent};
use super::horizons::name;
use crate::report::document::{Money, Share};
use crate::report::forecast::{
    ClosedDeals, FEWEST_ORIGINS, Forecast, Horizon, PastFrom, RECORD_DAYS,
};
use crate::view::{Style, count, in_no_sum};

/// The most won deals that are named.
const NAMED: usize = 5;
/// A shock of this size makes a range wide.
const WIDE: f64 = 0.6;

/// Returns what is won, what a total is made of, and what the figures are based on.
pub(super) fn notes(report: &Forecast, style: &Style) -> Vec<String> {
    let mut lines: Vec<String> = won(report, style).into_iter().collect();
    lines.extend(totals(report, style));
    lines.extend(what_counts(report, style));
    if report.filtered {
        lines.push(
            "These are the open deals that fit alone: what is new, and what past windows brought, is known of the whole book."
                .to_owned(),
        );
    }
    lines.push(closed_deals(report, style));
    lines.push(shock(report));
    lines.extend(widened(report));
    lines.extend(in_no_sum(&report.crm_sum));
    lines
}

/// Returns that a range was widened to hold its mean; `None` if none was.
fn widened(report: &Forecast) -> Option<String> {
    let mut horizons = report.horizons.iter();
    let is_widened =
        |one: &Horizon| one.total.is_widened || one.open.is_widened || one.new.is_widened;
    horizons.any(is_widened).then(|| {
        "Where a few rare wins carry a mean, nine draws in ten lie on one side of it: such a range is widened to hold its mean."
            .to_owned()
    })
}

/// Returns `Won so far: hartwell-optics $71k, dunmore-press $47k.`; `None` if nothing is won.
fn won(report: &Forecast, style: &Style) -> Option<String> {
    let named = report.won.iter().take(NAMED);
    let mut parts: Vec<String> = named
        .map(|won| format!("{} {}", won.name, style.money_or_unknown(won.amount)))
        .collect();
    let rest = report.won.get(NAMED..).unwrap_or_default();
    if !rest.is_empty() {
        let sum = Money::sum(
            report.open.amount.currency,
            rest.iter().filter_map(|won| won.amount),
        );
        let unknown = rest.iter().filter(|won| won.amount.is_none()).count();
        parts.push(format!("{} more {}", rest.len(), style.sum(sum, unknown)));
    }
    (!parts.is_empty()).then(|| format!("Won so far: {}.", parts.join(", ")))
}

/// Returns what a total is made of, and for which horizons it is something else.
fn totals(report: &Forecast, style: &Style) -> Vec<String> {
    if report.filtered {
        return Vec::new();
    }
    let Some(mean) = mean_of_two(report, style) else {
        return vec![
            "Records hold no four windows as long as any of these: each total is what is won, open deals and new ones alone."
                .to_owned(),
        ];
    };
    let mut lines = vec![mean];
    let horizons = report.horizons.iter();
    let plain: Vec<String> = horizons
        .filter(|horizon| horizon.is_plain_sum() && horizon.days > 0)
        .map(|horizon| name(horizon, style))
        .collect();
    if !plain.is_empty() {
        lines.push(format!(
            "* Records hold no four windows as long as {}: there a total is open and new deals alone, and can lie far from the \
             mean of two for a shorter time.",
            plain.join(", ")
        ));
    }
    lines
}

/// Returns both halves of a total, of the first horizon that has them.
fn mean_of_two(report: &Forecast, style: &Style) -> Option<String> {
    let mut horizons = report.horizons.iter().enumerate();
    let (at, horizon) = horizons.find(|(_, horizon)| !horizon.is_plain_sum())?;
    let past = horizon.past_windows?;
    let won = if has_won(horizon) {
        "what is won plus "
    } else {
        ""
    };
    let whose = if at == 0 {
        String::new()
    } else {
        format!(" of the {}", name(horizon, style))
    };
    Some(format!(
        "A total is {won}the mean of two{whose}: open and new deals ({}), and what the last three windows as long brought ({} in {} \
         on average). On public pipelines that mean missed least.",
        style.money(horizon.open.expected + horizon.new.expected),
        style.money(past.mean),
        count(horizon.days, "day"),
    ))
}

fn has_won(horizon: &Horizon) -> bool {
    horizon.won.is_some_and(|won| !won.is_zero())
}

/// Returns what is in this quarter's row and in no other, and which deals the CRM's two sums hold.
fn what_counts(report: &Forecast, style: &Style) -> Option<String> {
    let quarter = report.horizons.first().filter(|first| first.days > 0)?;
    let until = style.day(quarter.until);
    let won = if has_won(quarter) {
        let quarter = figures::quarter(report.crm_sum.quarter);
        format!("What is won is in the row of {quarter} alone. ")
    } else {
        String::new()
    };
    Some(format!(
        "{won}CRM counts deals with a close date in time, by {until} in the first row; WEIGHTED by stage those of any date."
    ))
}

fn of_the_whole_book(report: &Forecast) -> &'static str {
    if report.filtered {
        " of the whole book"
    } else {
        ""
    }
}

/// Returns how many deals the figures are learned from, and how much of them is belief.
fn closed_deals(report: &Forecast, style: &Style) -> String {
    let ClosedDeals { won, all: closed } = report.closed;
    let since = style.day(report.records_begin);
    let known = match report.past_from {
        PastFrom::Git => ", by what the files said then",
        PastFrom::Dates => ", by the dates in the files",
        PastFrom::DatesByChoice => ", by the dates in the files, as process.toml asks",
    };
    let rests = if closed == 0 {
        format!("No deal has closed since {since}{known}")
    } else {
        let closed = count(closed, "closed deal");
        let whose = of_the_whole_book(report);
        format!("Rests on {closed}{whose} since {since}, {won} of them won{known}")
    };
    let nothing = report
        .horizons
        .first()
        .is_none_or(|horizon| horizon.open.expected.is_zero());
    if report.open.deals == 0 || nothing {
        return format!("{rests}.");
    }
    let prior = (report.prior_share.0 * 100.0).round();
    let record = 100.0 - prior;
    format!(
        "{rests}. Of what is expected this quarter {prior}% is process.toml's belief, {record}% is record."
    )
}

/// Returns how much deals do well or badly together.
fn shock(report: &Forecast) -> String {
    let sigma = report.shock.sigma.0;
    // They overlap: each begins a week after the one before.
    let windows = match report.shock.windows {
        1 => "a past window of 30 days".to_owned(),
        windows => format!("{windows} past windows of 30 days, a week apart"),
    };
    let because = if report.shock.windows == 0 {
        "a belief, for no past month can be judged yet".to_owned()
    } else if sigma > WIDE {
        format!("{windows}, missed by far more than chance, so the range is wide")
    } else {
        format!("learned from {windows}")
    };
    format!("Deals have good and bad months together: spread {sigma:.2}, {because}.")
}

/// Returns the track record in one line.
pub(super) fn record(report: &Forecast) -> String {
    let mut records = report.record.iter();
    let own = records
        .find(|record| record.days == RECORD_DAYS)
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
    let mut line = format!(
        "Track record{}, {} past weeks, {} days ahead: the total's range held about {} times ({})",
        of_the_whole_book(report),
        own.origins,
        own.days,
        own.total_range_held,
        percent(own.total_coverage.unwrap_or_default()),
    );
    if let (Some(wape), Some(bias)) = (own.total_wape, own.total_bias) {
        line += &format!("; off by {} of what was won, {}", percent(wape), side(bias));
    }
    line += &format!(
        ". Open deals alone: held about {} times ({})",
        own.range_held,
        percent(own.coverage.unwrap_or_default())
    );
    if let (Some(wape), Some(bias), Some(weighted)) = (own.wape, own.bias, own.stage_weighted_wape)
    {
        let by = match report.past_from {
            PastFrom::Git => "win rates of then",
            PastFrom::Dates | PastFrom::DatesByChoice => "win rates of then and close dates of now",
        };
        line += &format!(
            ", off by {}, {}; their stage-weighted sum, by {by}, was off by {}",
            percent(wape),
            side(bias),
            percent(weighted),
        );
    }
    if own.wape.is_none() && own.total_wape.is_none() {
        line += ". Nothing was won after them";
    }
    format!("{line}.")
}

/// Returns `4% too high`.
fn side(bias: Share) -> String {
    if bias.0.abs() < 0.005 {
        return "neither too high nor too low".to_owned();
    }
    let side = if bias.0 >= 0.0 { "too high" } else { "too low" };
    format!("{} {side}", percent(Share(bias.0.abs())))
}
