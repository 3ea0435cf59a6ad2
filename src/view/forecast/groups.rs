//! `dealctl forecast --group`: the parts that add up.

use rust_decimal::Decimal;

use crate::forecast::money::UnroundedMoney;
use crate::report::forecast::{Forecast, GroupLine, Grouping, Groups};
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Page};
use crate::view::table::{Cell, Tone};
use crate::view::{Style, count};

/// The page of a split.
pub fn groups(report: &Forecast, style: &Style) -> Page {
    let mut page = Page::default();
    let Some(Groups { grouping, lines }) = &report.groups else {
        return page;
    };
    let name = Grouping::ALL
        .iter()
        .find(|(_, known)| known == grouping)
        .map_or("group", |(name, _)| *name);
    let Some(first) = lines.first() else {
        page.lead.push("No deal is open.".to_owned());
        return page;
    };
    let sum: UnroundedMoney = lines.iter().map(|line| line.estimates[0].expected).sum();
    page.lead.push(format!(
        "Of {} expected this quarter from {}, {} is with {}.",
        style.money(style.decimal(sum)),
        count(report.open.deals, "open deal"),
        style.money(style.decimal(first.estimates[0].expected)),
        if first.name == "none" {
            format!("no {name}")
        } else {
            first.name.clone()
        },
    ));
    page.blocks.push(Block::from(table(report, style)));
    page.blocks.push(Block::lines(vec![
        "Open deals only, by the end of the quarter. Amounts and expectations add up; P10, P50 and P90 do not, for not \
         every part is lucky at once."
            .to_owned(),
    ]));
    page
}

fn columns() -> Vec<Column> {
    vec![
        Column::left("GROUP", "group"),
        Column::left("", "days").for_programs(),
        Column::left("", "until").for_programs(),
        Column::right("OPEN", "deals"),
        Column::right("AMOUNT", "pipeline"),
        Column::right("P10", "p10"),
        Column::right("P50", "p50"),
        Column::right("P90", "p90"),
        Column::right("EXPECTED", "expected"),
    ]
}

/// This quarter, and all groups together, for ranges do not add up.
fn table(report: &Forecast, style: &Style) -> Table {
    let lines = report.groups.iter().flat_map(|groups| &groups.lines);
    let mut rows: Vec<Vec<Cell>> = lines.map(|line| row(report, line, 0, style)).collect();
    let whole = GroupLine {
        name: String::new(),
        deals: report.open.deals,
        pipeline: report.open.amount,
        estimates: report
            .horizons
            .iter()
            .map(|one| one.forecast.open.clone())
            .collect(),
    };
    let whole = row(report, &whole, 0, style).into_iter();
    rows.push(whole.map(|cell| cell.tone(Tone::Strong)).collect());
    Table {
        title: "groups",
        rows,
        columns: columns(),
    }
}

/// Every group and horizon, for programs.
pub fn group_rows(report: &Forecast, style: &Style) -> Page {
    let lines = report.groups.iter().flat_map(|groups| &groups.lines);
    let rows = lines.flat_map(|line| {
        (0..line.estimates.len()).map(|horizon| row(report, line, horizon, style))
    });
    Page {
        blocks: vec![Block::from(Table {
            title: "groups",
            rows: rows.collect(),
            columns: columns(),
        })],
        ..Page::default()
    }
}

fn row(report: &Forecast, line: &GroupLine, horizon: usize, style: &Style) -> Vec<Cell> {
    let money = |amount: Decimal| Cell::both(style.money(amount), style.exact(amount));
    let part = line.estimates.get(horizon).cloned().unwrap_or_default();
    let ahead = report.horizons.get(horizon);
    let text = |text: Option<String>| Cell::text(text.unwrap_or_default());
    vec![
        Cell::text(&line.name),
        text(ahead.map(|ahead| ahead.forecast.days.to_string())),
        text(ahead.map(|ahead| ahead.until.to_string())),
        Cell::text(line.deals.to_string()),
        money(style.decimal(line.pipeline)),
        money(style.minor(part.range.p10)),
        money(style.minor(part.range.p50)),
        money(style.minor(part.range.p90)),
        money(style.decimal(part.expected)),
    ]
}
