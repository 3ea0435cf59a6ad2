//! `dealctl lint --statistics` for people.

use super::count;
use crate::report::statistics::{Group, Statistics};
use crate::text::safe;
use crate::view::legacy::{Column, Table};
use crate::view::page::{Block, Next, Page};
use crate::view::table::Cell;

/// The page. Without a finding it is one sentence.
pub fn statistics(report: &Statistics) -> Page {
    let total = report.total;
    if total.all() == 0 {
        return Page {
            lead: vec!["Nothing found, nothing to count.".to_owned()],
            ..Page::default()
        };
    }
    let mut levels = Vec::new();
    for (n, word) in [
        (total.errors, "error"),
        (total.warnings, "warning"),
        (total.notes, "note"),
    ] {
        if n > 0 {
            levels.push(count(n, word));
        }
    }
    let mut page = Page {
        lead: vec![format!(
            "{} in {}.",
            levels.join(", "),
            count(total.deals, "deal")
        )],
        ..Page::default()
    };
    for (title, key, groups) in [
        ("Rule", "rule", &report.rules),
        ("Family", "family", &report.families),
        ("Whose move", "owner", &report.owners),
        ("Partner", "partner", &report.partners),
    ] {
        if !groups.is_empty() {
            page.blocks.push(Block::from(table(title, key, groups)));
        }
    }
    if let Some(rule) = report.rules.first().and_then(|group| group.name.as_deref()) {
        page.next
            .push(Next::new("", format!("dealctl explain {rule}")));
    }
    page
}

fn table(title: &'static str, key: &'static str, groups: &[Group]) -> Table {
    let number = |n: usize| match n {
        0 => Cell::both("·", "0"),
        n => Cell::text(n.to_string()),
    };
    let rows = groups.iter().map(|group| {
        let name = group.name.as_deref().unwrap_or("nobody named");
        vec![
            Cell::text(safe::one_line(name)),
            number(group.count.errors),
            number(group.count.warnings),
            number(group.count.notes),
            number(group.count.deals),
        ]
    });
    Table {
        title,
        columns: vec![
            Column::left(title, key),
            Column::right("errors", "errors"),
            Column::right("warnings", "warnings"),
            Column::right("notes", "notes"),
            Column::right("deals", "deals"),
        ],
        rows: rows.collect(),
    }
}
