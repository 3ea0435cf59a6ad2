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

use super::Style;
use crate::forecast::horizon::{Estimate, HorizonForecast};
use crate::forecast::money::Cents;
use crate::report::forecast::{Forecast, Horizon};
use crate::report::since::ForecastChange;
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Tone};

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
pub fn forecast(report: &Forecast, since: Option<&ForecastChange>, style: &Style) -> Page {
    let mut page = Page {
        lead: lead(report, style),
        ..Page::default()
    };
    if report.open.deals == 0 && report.closed.all == 0 {
        page.lead = vec![
            "No deal is open, and none has closed: there is nothing to forecast from.".to_owned(),
        ];
        page.next.push(Next::new("", "dealctl lint"));
        return page;
    }
    page.blocks.push(Block::from(horizons(report, style)));
    if report.open.deals > 0 {
        page.blocks.push(Block::from(stages::stages(report, style)));
    }
    page.blocks.push(Block::lines(basis::basis(report, style)));
    page.blocks
        .push(Block::lines(stages::sellers(report, style)));
    if let Some(since) = since {
        page.blocks.extend(since::blocks(since, style));
    }
    page.blocks.push(Block::lines(vec![basis::record(report)]));
    if report.open.deals == 0 {
        page.next.push(Next::new("", "dealctl lint"));
    } else {
        let why = match report.open.deals {
            1 => "what it rests on".to_owned(),
            open => format!("what each of the {open} rests on"),
        };
        page.next.push(Next::new(why, "dealctl forecast --deals"));
        page.next
            .push(Next::new("what keeps them", "dealctl stalls"));
    }
    if let Some(since) = since.filter(|since| !since.is_quiet()) {
        let command = format!("dealctl forecast --since {}", since.requested);
        page.next
            .push(Next::new("what changed, deal by deal", command));
    }
    page
}

/// The sentence for the meeting.
fn lead(report: &Forecast, style: &Style) -> Vec<String> {
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
            words::quarter(report.crm_sum.quarter)
        ));
    }
    let said = sentence::quarter(quarter, style);
    lines.push(match (&report.whose, said.strip_prefix("This quarter: ")) {
        (Some(whose), Some(rest)) => format!("{whose}: {rest}"),
        (Some(whose), None) => format!("{whose}: {said}"),
        (None, _) => said,
    });
    lines.push(sentence::target(quarter, style));
    lines
}

fn horizons(report: &Forecast, style: &Style) -> Table {
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
        Column::ranges(scale(most(report, style), LEGEND, style)).leaves(2),
    ];
    let mut rows = Vec::new();
    for (index, horizon) in report.horizons.iter().enumerate() {
        let mark = if totals::is_plain(report, horizon) {
            PLAIN
        } else {
            ""
        };
        let name = name(horizon, style);
        let crm = crm_total(horizon);
        let mut total = row(&name, "total", horizon, &horizon.total, Some(crm), style);
        total[0].short += mark;
        if index == 0 {
            total = total
                .into_iter()
                .map(|cell| cell.tone(Tone::Strong))
                .collect();
        }
        rows.push(total);
        if index == 0 {
            let HorizonForecast { open, new, .. } = &horizon.forecast;
            let weighted = Some(horizon.stage_weighted);
            rows.push(won_row(report, horizon, style));
            rows.push(row("  open deals", "open", horizon, open, weighted, style));
            if !report.filtered {
                rows.push(row("  not yet here", "new", horizon, new, None, style));
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
fn most(report: &Forecast, style: &Style) -> Cents {
    let ends = report.horizons.iter().enumerate().map(|(index, horizon)| {
        let total = (horizon.total.range.p90).max(style.to_minor(crm_total(horizon)));
        let open = horizon.forecast.open.range.p90;
        if index == 0 { total.max(open) } else { total }
    });
    ends.max().unwrap_or_default()
}

fn row(
    name: &str,
    part: &str,
    horizon: &Horizon,
    said: &Estimate,
    crm: Option<Decimal>,
    style: &Style,
) -> Vec<Cell> {
    let money = |amount: Decimal| Cell::both(style.money(amount), style.exact(amount));
    let range = said.range;
    vec![
        Cell::both(name, name.trim()),
        Cell::text(part),
        Cell::text(horizon.forecast.days.to_string()),
        Cell::text(horizon.until.to_string()),
        money(style.minor(range.p10)),
        money(style.minor(range.p50)),
        money(style.minor(range.p90)),
        money(style.decimal(said.expected)),
        crm.map_or_else(Cell::default, money),
        Cell::range(bar(range, crm.map(|crm| style.to_minor(crm)))),
    ]
}

fn won_row(report: &Forecast, horizon: &Horizon, style: &Style) -> Vec<Cell> {
    let won = horizon.won.unwrap_or_default();
    let unknown = report.crm_sum.won_in_no_sum.len();
    let nothing = Estimate::default();
    let mut row = row("  won so far", "won", horizon, &nothing, None, style);
    for (index, cell) in row.iter_mut().enumerate() {
        match index {
            4..=6 | 8 | 9 => *cell = Cell::default(),
            7 => *cell = Cell::both(style.sum(won, unknown), style.exact(won)),
            _ => {}
        }
    }
    row
}
