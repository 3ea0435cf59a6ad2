//! A report's page as Markdown, for a mail, a wiki or a pull request: the lead, the tables, the commands. What a deal says
//! stays text.

use std::fmt::Write as _;

use crate::view::page::{Block, Cell, Page, Shown, Table};

use super::markdown::plain;

/// The page.
pub fn page(page: &Page) -> String {
    let mut out = String::new();
    for (index, line) in page.lead.iter().enumerate() {
        let mark = if index == 0 { "**" } else { "" };
        let _ = writeln!(out, "{mark}{}{mark}\n", plain(line));
    }
    for block in &page.blocks {
        match block {
            Block::Lines(lines) if lines.is_empty() => {}
            Block::Lines(lines) => {
                for line in lines {
                    let _ = writeln!(out, "- {}", plain(line));
                }
                out.push('\n');
            }
            Block::Table(table) if table.rows.is_empty() => {}
            Block::Table(table) => out += &self::table(table),
        }
    }
    for next in &page.next {
        let why = if next.why.is_empty() {
            String::new()
        } else {
            format!("{}: ", plain(&next.why))
        };
        let command = crate::text::safe::one_line(&next.command).replace('`', "'");
        let _ = writeln!(out, "Next: {why}`{command}`\n");
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn table(table: &Table) -> String {
    // Bars on a scale need characters of one width, and blanks that stay.
    let is_drawn = |index: &usize| table.columns[*index].scale.is_some();
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|index| table.columns[*index].shown != Shown::Programs && !is_drawn(index))
        .collect();
    let text = |cell: &Cell| match cell.bar {
        Some(bar) => format!("{}/8", bar.inside + bar.over),
        None => plain(&cell.short),
    };
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let untitled = shown
        .iter()
        .all(|index| table.columns[*index].title.is_empty());
    // A table without titles carries them in its first row.
    let (head, rows) = match table.rows.split_first() {
        Some((first, rest)) if untitled => {
            let head = shown.iter().map(|index| text(&first[*index])).collect();
            (head, rest)
        }
        _ => {
            let titles = shown
                .iter()
                .map(|index| plain(&table.columns[*index].title));
            (titles.collect(), &table.rows[..])
        }
    };
    let mut out = line(head);
    out += &line(
        shown
            .iter()
            .map(|index| {
                if table.columns[*index].right {
                    "---:"
                } else {
                    "---"
                }
                .to_owned()
            })
            .collect(),
    );
    for row in rows {
        out += &line(shown.iter().map(|index| text(&row[*index])).collect());
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::page::Column;

    #[test]
    fn what_a_deal_says_stays_text() {
        let table = Table {
            title: "t",
            columns: vec![Column::left("DEAL", "deal"), Column::right("N", "n")],
            rows: vec![vec![Cell::text("<b>| x"), Cell::text("3")]],
        };
        let page = Page {
            lead: vec!["*All* good".to_owned()],
            blocks: vec![Block::Table(table)],
            next: Vec::new(),
        };
        let text = super::page(&page);
        assert_eq!(
            text,
            "**\\*All\\* good**\n\n| DEAL | N |\n| --- | ---: |\n| &lt;b&gt;\\| x | 3 |\n"
        );
    }
}
