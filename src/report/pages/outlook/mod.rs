//! `dealctl forecast` for people: the sentence for the meeting, the ranges, what they rest on, how good they have been.

mod backtest;
mod basis;
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

use super::Words;
use crate::forecast::outlook::{Ahead, Part};
use crate::report::outlook::{Horizon, Outlook};
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
use totals::{PLAIN, name};
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
    page.blocks.push(Block::Lines(basis::basis(report, words)));
    page.blocks
        .push(Block::Lines(stages::sellers(report, words)));
    if let Some(since) = since {
        page.blocks.extend(since::blocks(since, words));
    }
    page.blocks.push(Block::Lines(vec![basis::record(report)]));
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
