//! One long table for spreadsheets: a row for each signal, of all and of each group.

use super::words::LINES;
use crate::report::page::{Block, Cell, Column, Page, Table};
use crate::report::trust::{Compared, GroupBy, Measured, Trust};

/// The signals of all, then of each group.
pub fn trust_rows(report: &Trust) -> Page {
    let mut rows = of("all", "", &report.all);
    let by = match report.group {
        Some(GroupBy::Partner) => "partner",
        _ => "seller",
    };
    for group in &report.groups {
        rows.extend(of(
            by,
            group.name.as_deref().unwrap_or_default(),
            &group.compared,
        ));
    }
    Page {
        blocks: vec![Block::Table(Table {
            title: "signals",
            columns: [
                "group",
                "name",
                "signal",
                "now",
                "now_n",
                "now_of",
                "before",
                "before_n",
                "before_of",
                "trend",
            ]
            .into_iter()
            .map(|key| Column::left(key, key))
            .collect(),
            rows,
        })],
        ..Page::default()
    }
}

fn of(group: &str, name: &str, compared: &Compared) -> Vec<Vec<Cell>> {
    let rows = LINES.iter().map(|line| {
        let mut row = vec![Cell::text(group), Cell::text(name), Cell::text(line.id)];
        for measured in [&compared.now, &compared.before] {
            let share = line.share.map(|share| share(measured));
            let (value, n, of) = match (line.id, share) {
                (_, Some(share)) => (
                    share.fraction().map(|value| format!("{value:.4}")),
                    Some(share.n),
                    share.of as usize,
                ),
                ("response", None) => (
                    measured.response.median.map(|days| days.to_string()),
                    Some(measured.response.answered),
                    measured.response.of(),
                ),
                _ => (mean(measured), None, measured.score.of as usize),
            };
            row.push(Cell::text(value.unwrap_or_default()));
            row.push(Cell::text(n.map(|n| n.to_string()).unwrap_or_default()));
            row.push(Cell::text(of.to_string()));
        }
        row.push(Cell::text(line.trend(compared).replace('–', "")));
        row
    });
    rows.collect()
}

fn mean(measured: &Measured) -> Option<String> {
    measured.score.value().map(|mean| format!("{mean:.2}"))
}
