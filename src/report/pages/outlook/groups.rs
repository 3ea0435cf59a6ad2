//! `dealctl forecast --group`: the parts that add up.

use rust_decimal::Decimal;

use crate::report::outlook::{Grouping, Outlook};
use crate::report::page::{Block, Cell, Column, Page, Table};
use crate::report::pages::{Words, count};

/// The page of a split.
pub fn groups(report: &Outlook, words: &Words) -> Page {
    let mut page = Page::default();
    let Some((grouping, lines)) = &report.groups else {
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
    let sum: f64 = lines.iter().map(|line| line.by[0].expected).sum();
    page.lead.push(format!(
        "Of {} expected this quarter from {}, {} is with {}.",
        words.money(words.decimal(sum)),
        count(report.open.0, "open deal"),
        words.money(words.decimal(first.by[0].expected)),
        if first.name == "none" {
            format!("no {name}")
        } else {
            first.name.clone()
        },
    ));
    page.blocks.push(Block::Table(table(report, words)));
    page.blocks.push(Block::Lines(vec![
        "Open deals only, by the end of the quarter. Amounts and expectations add up; P10, P50 and P90 do not, for not \
         every part is lucky at once."
            .to_owned(),
    ]));
    page
}

fn table(report: &Outlook, words: &Words) -> Table {
    let columns = vec![
        Column::left("GROUP", "group"),
        Column::right("OPEN", "deals"),
        Column::right("AMOUNT", "pipeline"),
        Column::right("P10", "p10"),
        Column::right("P50", "p50"),
        Column::right("P90", "p90"),
        Column::right("EXPECTED", "expected"),
    ];
    let money = |amount: Decimal| Cell::both(words.money(amount), words.exact(amount));
    let lines = report.groups.iter().flat_map(|(_, lines)| lines);
    let rows = lines.map(|line| {
        let part = line.by.first().cloned().unwrap_or_default();
        vec![
            Cell::text(&line.name),
            Cell::text(line.deals.to_string()),
            money(words.decimal(line.pipeline)),
            money(words.minor(part.range.p10)),
            money(words.minor(part.range.p50)),
            money(words.minor(part.range.p90)),
            money(words.decimal(part.expected)),
        ]
    });
    Table {
        title: "groups",
        rows: rows.collect(),
        columns,
    }
}
