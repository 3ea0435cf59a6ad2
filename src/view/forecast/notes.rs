//! What the figures of a forecast are based on, and how good such figures have been, in words.

use super::figures::{self, percent};
use super::horizons::name;
use crate::report::document::{Money, Share};
use crate::report::forecast::{
    ClosedDeals, FEWEST_ORIGINS, Forecast, Horizon, PastFrom, RECORD_DAYS, TrackRecord,
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
        lines.push(of_the_selection());
    }
    lines.push(closed_deals(report, style));
    lines.push(shock(report));
    lines.extend(widened(report));
    lines.extend(in_no_sum(&report.crm_sum));
    lines
}

/// Returns what a reader of the default page has to know: where an amount is missing, why the range begins where it does, and on
/// how much it rests.
pub(super) fn short(report: &Forecast, style: &Style) -> Vec<String> {
    let mut lines: Vec<String> = low_range(report, style).into_iter().collect();
    lines.extend(too_young(report, style));
    if report.filtered {
        lines.push(of_the_selection());
    }
    lines.extend(in_no_sum(&report.crm_sum));
    lines
}

fn of_the_selection() -> String {
    "These are the open deals that fit alone: what is new, and what past quarters brought, is known of the whole book."
        .to_owned()
}

/// Returns why the total may come to less than what is won and the low end of open deals; `None` if it may not.
fn low_range(report: &Forecast, style: &Style) -> Option<String> {
    let quarter = report.horizons.first()?;
    let least = quarter.open.p10
        + quarter
            .won
            .unwrap_or(Money::zero(quarter.open.p10.currency));
    if report.filtered || quarter.days == 0 || quarter.total.p10.cents() >= least.cents() {
        return None;
    }
    let why = match quarter.past_quarters {
        Some(_) if quarter.record.cents().0 < 0 => "past quarters brought less than the deals say",
        _ => "past totals missed by more than open deals would",
    };
    Some(format!(
        "P10 lies below what is won plus P10 of open deals ({}): {why}.",
        style.money(least)
    ))
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

/// Returns what the record teaches, of the first horizon that has past quarters, and which have none.
fn totals(report: &Forecast, style: &Style) -> Vec<String> {
    if report.filtered {
        return Vec::new();
    }
    let mut horizons = report.horizons.iter().enumerate();
    let taught = horizons.find(|(_, horizon)| !horizon.is_plain_sum());
    let Some((at, horizon)) = taught else {
        return vec![
            "The record holds no past quarter yet: each total is what is won, open deals and new ones alone."
                .to_owned(),
        ];
    };
    let mut lines: Vec<String> = record_row(horizon, at, style).into_iter().collect();
    lines.extend(too_young(report, style));
    lines
}

/// Returns what the mark of a total says: which horizons have no past quarter while others do; `None` if none is marked.
fn too_young(report: &Forecast, style: &Style) -> Option<String> {
    let all_plain = report.horizons.iter().all(Horizon::is_plain_sum);
    if report.filtered || all_plain {
        return None;
    }
    let plain = report.horizons.iter();
    let plain: Vec<String> = plain
        .filter(|horizon| horizon.is_plain_sum() && horizon.days > 0)
        .map(|horizon| name(horizon, style))
        .collect();
    (!plain.is_empty()).then(|| {
        format!(
            "* The record is too young to compare with {}: there a total is open and new deals alone.",
            plain.join(", ")
        )
    })
}

/// Returns where the record's row comes from.
fn record_row(horizon: &Horizon, at: usize, style: &Style) -> Option<String> {
    let past = horizon.past_quarters?;
    let whose = if at == 0 {
        String::new()
    } else {
        format!(" of the {}", name(horizon, style))
    };
    let windows = match past.count {
        1 => "the same days a quarter ago".to_owned(),
        count => format!("the same days of the last {count} quarters"),
    };
    let rhythm = match past.rhythm.0 {
        rhythm if (rhythm - 1.0).abs() < 0.005 => String::new(),
        rhythm => format!("; these days bring ×{rhythm:.2} of what others do"),
    };
    Some(format!(
        "By the record{whose}: {windows} brought {} on average, open and new deals say {}{rhythm}. The two count {} to {}, by how \
         far each missed in past weeks.",
        style.money(past.mean),
        style.money(horizon.open.expected + horizon.new.expected),
        percent(Share(1.0 - past.weight.0)),
        percent(past.weight),
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

/// Returns that totals were too high, or too low, if that is more than chance makes.
pub(super) fn bias(report: &Forecast) -> Option<String> {
    let own = own_record(report)?;
    let bias = own.total_bias.filter(|_| own.total_bias_beyond_chance)?;
    Some(format!(
        "Such totals{} were {} in {} past weeks, more than chance makes.",
        of_the_whole_book(report),
        side(bias),
        own.origins
    ))
}

/// Returns the track record of [`RECORD_DAYS`], once it is old enough to judge by.
fn own_record(report: &Forecast) -> Option<&TrackRecord> {
    let mut records = report.record.iter();
    let own = records
        .find(|record| record.days == RECORD_DAYS)
        .or(report.record.last());
    own.filter(|own| own.origins >= FEWEST_ORIGINS)
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
    if let (Some(wape), Some(bias), Some(weighted)) = (own.wape, own.bias, own.stage_weighted_wape)
    {
        line += &format!(
            ". Open deals alone: held {}, off by {}, {}; their stage-weighted sum {}",
            percent(own.coverage.unwrap_or_default()),
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
pub(super) fn side(bias: Share) -> String {
    if bias.0.abs() < 0.005 {
        return "neither too high nor too low".to_owned();
    }
    let side = if bias.0 >= 0.0 { "too high" } else { "too low" };
    format!("{} {side}", percent(Share(bias.0.abs())))
}
