//! `dealctl lint --statistics` for people.

use super::count;
use crate::report::statistics::{Count, Group, Statistics};
use crate::text::safe;
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table};

/// Returns the page; a single sentence if there are no findings.
pub fn statistics(report: &Statistics) -> Page {
    let total = report.total;
    if total.all() == 0 {
        return Page {
            lead: vec!["Nothing found, nothing to count.".to_owned()],
            ..Page::default()
        };
    }
    let levels = [
        (total.errors, "error"),
        (total.warnings, "warning"),
        (total.notes, "note"),
    ];
    let levels = levels.into_iter().filter(|(n, _)| *n > 0);
    let levels: Vec<String> = levels.map(|(n, word)| count(n, word)).collect();
    let mut page = Page {
        lead: vec![format!(
            "{} in {}.",
            levels.join(", "),
            count(total.deals, "deal")
        )],
        ..Page::default()
    };
    for (title, key, groups) in lists(report) {
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

/// Returns every list of groups, with its title and its key.
fn lists(report: &Statistics) -> [(&'static str, &'static str, &[Group]); 4] {
    [
        ("Rule", "rule", &report.rules),
        ("Family", "family", &report.families),
        ("Whose move", "owner", &report.owners),
        ("Partner", "partner", &report.partners),
    ]
}

fn table(title: &'static str, key: &'static str, groups: &[Group]) -> Grid {
    let table = Table::<Group>::new(title).left(title, key, |group| {
        let name = group.name.as_deref().unwrap_or("nobody named");
        Cell::text(safe::one_line(name))
    });
    with_counts(table, |group| group.count).rows(groups)
}

/// Returns the groups of all lists in one table, for spreadsheets.
pub fn statistics_rows(report: &Statistics) -> Grid {
    let rows = lists(report).into_iter().flat_map(|(_, key, groups)| {
        let groups = groups.iter();
        groups.map(move |group| (key, group))
    });
    let table = Table::<(&str, &Group)>::new("findings")
        .left("", "by", |(key, _)| Cell::text(*key))
        .left("", "name", |(_, group)| {
            Cell::text(group.name.clone().unwrap_or_default())
        });
    with_counts(table, |(_, group)| group.count).rows(rows)
}

fn with_counts<'v, R>(
    table: Table<'v, R>,
    count: impl Fn(&R) -> Count + Copy + 'v,
) -> Table<'v, R> {
    let number = |n: usize| match n {
        0 => Cell::both("·", "0"),
        n => Cell::of(n),
    };
    table
        .right("errors", "errors", move |row| number(count(row).errors))
        .right("warnings", "warnings", move |row| {
            number(count(row).warnings)
        })
        .right("notes", "notes", move |row| number(count(row).notes))
        .right("deals", "deals", move |row| number(count(row).deals))
}
