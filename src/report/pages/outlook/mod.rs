//! `dealctl forecast` for people: the sentence for the meeting, the ranges, what they rest on, how good they have been.

mod backtest;
mod bridge;
mod change;
mod deals;
mod groups;
mod range;
mod sentence;
mod since;
mod stages;
mod totals;
mod what_if;
mod words;

use rust_decimal::Decimal;

use super::{Words, count, in_no_sum};
use crate::forecast::outlook::{Ahead, Part};
use crate::report::outlook::{FEWEST_ORIGINS, Horizon, Outlook, RECORD_DAYS, Span};
use crate::report::page::{Block, Cell, Column, Next, Page, Table, Tone};
use crate::report::since::Since;

pub use backtest::backtest;
pub use change::change;
pub use deals::{deals, flags, reason};
pub use groups::{group_rows, groups};
pub use stages::widest_gap;
pub use what_if::what_if;

pub(super) use range::between;
use range::{bar, scale};
use sentence::crm_total;
use totals::PLAIN;
use words::percent;
pub(super) use words::quarter;

/// What the marks of a bar mean.
const LEGEND: &str = "◆ half above, half below; × what the CRM's weighted sum says";

/// The default page, with what changed since another state of the files where there is one.
pub fn outlook(report: &Outlook, since: Option<&Since>, words: &Words) -> Page {
    let mut page = Page {
        lead: lead(report, words),
        ..Page::default()
    };
    if report.open.0 == 0 && report.closed.1 == 0 {
        page.lead = vec![
            "No deal is open, and none has closed: there is nothing to forecast from.".to_owned(),
        ];
        page.next.push(Next::new("", "dealctl lint"));
        return page;
    }
    page.blocks.push(Block::Table(horizons(report, words)));
    if report.open.0 > 0 {
        page.blocks
            .push(Block::Table(stages::stages(report, words)));
    }
    page.blocks.push(Block::Lines(basis(report, words)));
    page.blocks
        .push(Block::Lines(stages::sellers(report, words)));
    if let Some(since) = since {
        page.blocks.extend(since::blocks(since, words));
    }
    page.blocks.push(Block::Lines(vec![record(report)]));
    if report.open.0 == 0 {
        page.next.push(Next::new("", "dealctl lint"));
    } else {
        let why = match report.open.0 {
            1 => "what it rests on".to_owned(),
            open => format!("what each of the {open} rests on"),
        };
        page.next.push(Next::new(why, "dealctl forecast --deals"));
        page.next
            .push(Next::new("what keeps them", "dealctl stalls"));
    }
    if let Some(since) = since.filter(|since| !since.is_quiet()) {
        let command = format!("dealctl forecast --since {}", since.asked);
        page.next
            .push(Next::new("what changed, deal by deal", command));
    }
    page
}

/// The sentence for the meeting.
fn lead(report: &Outlook, words: &Words) -> Vec<String> {
    let Some(quarter) = report.horizons.first() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if report.open.0 == 0 {
        lines.push(format!(
            "No deal is open; {} won in {} so far.",
            words.sum(report.weighted.won.1, report.weighted.won_in_no_sum.len()),
            words::quarter(report.weighted.quarter)
        ));
    }
    let said = sentence::quarter(quarter, words);
    lines.push(match (&report.whose, said.strip_prefix("This quarter: ")) {
        (Some(whose), Some(rest)) => format!("{whose}: {rest}"),
        (Some(whose), None) => format!("{whose}: {said}"),
        (None, _) => said,
    });
    lines.push(sentence::target(quarter, words));
    lines
}

fn horizons(report: &Outlook, words: &Words) -> Table {
    let columns = vec![
        Column::left("", "horizon"),
        Column::left("", "part").for_programs(),
        Column::right("", "days").for_programs(),
        Column::left("", "until").for_programs(),
        Column::right("P10", "p10"),
        Column::right("P50", "p50"),
        Column::right("P90", "p90"),
        Column::right("EXPECTED", "expected"),
        Column::right("CRM", "stage_weighted").leaves(1),
        Column::ranges(scale(most(report, words), LEGEND, words)).leaves(2),
    ];
    let mut rows = Vec::new();
    for (index, horizon) in report.horizons.iter().enumerate() {
        let mark = if totals::is_plain(report, horizon) {
            PLAIN
        } else {
            ""
        };
        let name = name(horizon, words);
        let crm = crm_total(horizon);
        let mut total = row(&name, "total", horizon, &horizon.total, Some(crm), words);
        total[0].short += mark;
        if index == 0 {
            total = total
                .into_iter()
                .map(|cell| cell.tone(Tone::Strong))
                .collect();
        }
        rows.push(total);
        if index == 0 {
            let Ahead { open, new, .. } = &horizon.ahead;
            let weighted = Some(horizon.stage_weighted);
            rows.push(won_row(report, horizon, words));
            rows.push(row("  open deals", "open", horizon, open, weighted, words));
            if !report.filtered {
                rows.push(row("  not yet here", "new", horizon, new, None, words));
            }
        }
    }
    Table {
        title: "horizons",
        columns,
        rows,
    }
}

/// The end of the scale: the furthest that a range or the CRM's sum reaches.
fn most(report: &Outlook, words: &Words) -> i64 {
    let ends = report.horizons.iter().enumerate().map(|(index, horizon)| {
        let total = (horizon.total.range.p90).max(words.to_minor(crm_total(horizon)));
        let open = horizon.ahead.open.range.p90;
        if index == 0 { total.max(open) } else { total }
    });
    ends.max().unwrap_or(0)
}

fn name(horizon: &Horizon, words: &Words) -> String {
    match horizon.span {
        Span::Quarter(quarter) => {
            let quarter = words::quarter(quarter);
            if horizon.won.is_some() {
                format!("{quarter} total")
            } else {
                format!("now to {}", words.day(horizon.until))
            }
        }
        Span::Days => format!("next {}", count(horizon.ahead.days, "day")),
        Span::By => format!("now to {}", words.day(horizon.until)),
    }
}

fn row(
    name: &str,
    part: &str,
    horizon: &Horizon,
    said: &Part,
    crm: Option<Decimal>,
    words: &Words,
) -> Vec<Cell> {
    let money = |amount: Decimal| Cell::both(words.money(amount), words.exact(amount));
    let range = said.range;
    vec![
        Cell::both(name, name.trim()),
        Cell::text(part),
        Cell::text(horizon.ahead.days.to_string()),
        Cell::text(horizon.until.to_string()),
        money(words.minor(range.p10)),
        money(words.minor(range.p50)),
        money(words.minor(range.p90)),
        money(words.decimal(said.expected)),
        crm.map_or_else(Cell::default, money),
        Cell::range(bar(range, crm.map(|crm| words.to_minor(crm)))),
    ]
}

fn won_row(report: &Outlook, horizon: &Horizon, words: &Words) -> Vec<Cell> {
    let won = horizon.won.unwrap_or_default();
    let unknown = report.weighted.won_in_no_sum.len();
    let nothing = Part::default();
    let mut row = row("  won so far", "won", horizon, &nothing, None, words);
    for (index, cell) in row.iter_mut().enumerate() {
        match index {
            4..=6 | 8 | 9 => *cell = Cell::default(),
            7 => *cell = Cell::both(words.sum(won, unknown), words.exact(won)),
            _ => {}
        }
    }
    row
}

/// Names at most so many of the won deals.
const NAMED: usize = 5;

/// `Won so far: hartwell-optics $71k, dunmore-press $47k.`
fn won(report: &Outlook, words: &Words) -> Option<String> {
    let named = report.won.iter().take(NAMED);
    let mut parts: Vec<String> = named
        .map(|won| format!("{} {}", won.name, words.money_or_unknown(won.amount)))
        .collect();
    let rest = report.won.get(NAMED..).unwrap_or_default();
    if !rest.is_empty() {
        let sum = rest.iter().filter_map(|won| won.amount).sum();
        let unknown = rest.iter().filter(|won| won.amount.is_none()).count();
        parts.push(format!("{} more {}", rest.len(), words.sum(sum, unknown)));
    }
    (!parts.is_empty()).then(|| format!("Won so far: {}.", parts.join(", ")))
}

/// What the figures rest on, in words.
fn basis(report: &Outlook, words: &Words) -> Vec<String> {
    let mut lines: Vec<String> = won(report, words).into_iter().collect();
    lines.extend(totals::told(report, words));
    lines.extend(totals::what_counts(report, words));
    if report.filtered {
        lines.push(
            "These are the open deals that fit alone: what is new, and what past windows brought, is known of the whole book."
                .to_owned(),
        );
    }
    let (won, closed) = report.closed;
    let prior = (report.prior_share() * 100.0).round();
    let since = words.day(report.records_begin);
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
        .is_none_or(|horizon| horizon.ahead.open.expected <= 0.0);
    lines.push(if report.open.0 == 0 || nothing {
        format!("{rests}.")
    } else {
        let record = 100.0 - prior;
        format!("{rests}. Of what is expected this quarter {prior}% is process.toml's belief, {record}% is record.")
    });
    let (sigma, windows) = report.sigma;
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
    lines.extend(in_no_sum(&report.weighted));
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
fn record(report: &Outlook) -> String {
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
