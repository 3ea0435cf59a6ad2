//! A report's page as text for a terminal or a mail.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use comfy_table::{
    Attribute, Cell as TableCell, CellAlignment, Color, ColumnConstraint, ContentArrangement,
    Width, presets,
};

use crate::text::safe;
use crate::view::page::{Bar, Block, Cell, Column, Next, Page, Shown, Table, Tone};

use super::{TermStyle, for_terminal, paint, range};

/// From how many rows on columns are not arranged any more: it takes time, and nobody reads that far.
const ARRANGED: usize = 2_000;

/// A name is not broken into pieces shorter than this.
const SHORTEST: usize = 12;

/// The page.
pub fn page(page: &Page, term: TermStyle) -> String {
    let mut out = String::new();
    for (index, line) in page.lead.iter().enumerate() {
        let style = if index == 0 {
            Style::new().bold()
        } else {
            Style::new()
        };
        for line in wrap(line, term.width, "", "") {
            let _ = writeln!(out, "{}", paint(&line, style, term));
        }
    }
    for block in &page.blocks {
        if matches!(block, Block::Lines(lines) if lines.is_empty()) {
            continue;
        }
        out.push('\n');
        match block {
            Block::Table(table) if table.rows.is_empty() => {}
            Block::Table(table) => out += &self::table(table, term),
            Block::Lines(lines) => {
                for line in lines {
                    for line in wrap(line, term.width, " ", "   ") {
                        let _ = writeln!(out, "{line}");
                    }
                }
            }
        }
    }
    if !page.next.is_empty() {
        out.push('\n');
        out += &next(&page.next, term);
    }
    for_terminal(out, term)
}

fn wrap(text: &str, width: usize, first: &str, later: &str) -> Vec<String> {
    let text = safe::one_line(text);
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(later)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(&text, options)
        .into_iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

fn next(next: &[Next], term: TermStyle) -> String {
    let mut out = String::new();
    for (index, next) in next.iter().enumerate() {
        let label = if index == 0 { "Next  " } else { "      " };
        let command = paint(
            &safe::one_line(&next.command),
            AnsiColor::Cyan.on_default(),
            term,
        );
        let why = if next.why.is_empty() {
            String::new()
        } else {
            format!("{}:  ", safe::one_line(&next.why))
        };
        let _ = writeln!(out, "{label}{why}{command}");
    }
    out
}

/// The columns that are shown, by index: those for people, less the ones that do not fit.
fn fitting(table: &Table, term: TermStyle) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..table.columns.len())
        .filter(|index| table.columns[*index].shown != Shown::Programs)
        .collect();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|index| least_width(table, index, term))
        .collect();
    loop {
        let needed: usize = shown.iter().map(|index| widths[*index] + 2).sum::<usize>();
        // The last column's padding is never drawn.
        if needed <= term.width + 1 {
            return shown;
        }
        let Some(leaver) = shown
            .iter()
            .copied()
            .filter(|index| table.columns[*index].leaves > 0)
            .max_by_key(|index| table.columns[*index].leaves)
        else {
            return shown;
        };
        shown.retain(|index| *index != leaver);
    }
}

/// How wide each of the columns must be at least. Names that are longer than the rest leaves room for are broken.
fn least_widths(table: &Table, columns: &[usize], term: TermStyle) -> Vec<usize> {
    let mut widths: Vec<usize> = columns
        .iter()
        .map(|index| least_width(table, *index, term))
        .collect();
    let mut texts: Vec<usize> = (0..columns.len())
        .filter(|position| !table.columns[columns[*position]].right)
        .collect();
    texts.sort_by_key(|position| std::cmp::Reverse(widths[*position]));
    for position in texts {
        let over =
            (widths.iter().map(|width| width + 2).sum::<usize>()).saturating_sub(term.width + 1);
        widths[position] =
            (widths[position].saturating_sub(over)).max(widths[position].min(SHORTEST));
    }
    widths
}

fn least_width(table: &Table, column: usize, term: TermStyle) -> usize {
    let of = &table.columns[column];
    match of.wraps {
        _ if of.scale.is_some() => range::SHORTEST,
        0 => natural_width(table, column, term),
        wraps => natural_width(table, column, term).min(wraps),
    }
}

fn natural_width(table: &Table, column: usize, term: TermStyle) -> usize {
    let cells = table
        .rows
        .iter()
        .map(|row| textwrap::core::display_width(&text(&row[column], term)));
    cells
        .chain([textwrap::core::display_width(&table.columns[column].title)])
        .max()
        .unwrap_or(0)
}

/// A cell in a column of so many characters.
fn shown(cell: &Cell, column: &Column, width: usize, term: TermStyle) -> String {
    match (cell.range, &column.scale) {
        (Some(range), Some(scale)) => range::bar(range, scale, width),
        _ => text(cell, term),
    }
}

fn text(cell: &Cell, term: TermStyle) -> String {
    match cell.bar {
        Some(bar) => self::bar(bar, term),
        None => for_terminal(safe::one_line(&cell.short).into_owned(), term),
    }
}

/// ▒ up to the limit, █ beyond it; the last character in eighths.
fn bar(bar: Bar, term: TermStyle) -> String {
    let mut text = "▒".repeat(bar.inside as usize / 8);
    text += &"█".repeat(bar.over as usize / 8);
    text.push_str(match bar.over % 8 {
        0 => "",
        1 | 2 => "▎",
        3 | 4 => "▌",
        5 | 6 => "▊",
        _ => "▉",
    });
    for_terminal(text, term)
}

fn table(table: &Table, term: TermStyle) -> String {
    let columns = fitting(table, term);
    let mut widths = least_widths(table, &columns, term);
    let scale = (columns.iter()).position(|index| table.columns[*index].scale.is_some());
    if let Some(position) = scale {
        let taken: usize = widths.iter().map(|width| width + 2).sum();
        let room = (term.width + 1 + widths[position]).saturating_sub(taken);
        widths[position] = range::length(room);
    }
    let titles: Vec<String> = (columns.iter().zip(&widths))
        .map(|(index, width)| match &table.columns[*index].scale {
            Some(scale) => range::ticks(scale, *width),
            None => table.columns[*index].title.clone().into_owned(),
        })
        .collect();
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING);
    drawn.set_width(u16::try_from(term.width + 1).unwrap_or(u16::MAX));
    let arranged = table.rows.len() <= ARRANGED;
    drawn.set_content_arrangement(if arranged {
        ContentArrangement::Dynamic
    } else {
        ContentArrangement::Disabled
    });
    if term.colour {
        drawn.enforce_styling();
    } else {
        drawn.force_no_tty();
    }
    if titles.iter().any(|title| !title.is_empty()) {
        drawn.set_header(
            (columns.iter().zip(titles))
                .map(|(index, title)| drawn_cell(title, table.columns[*index].right, Tone::Quiet)),
        );
    }
    for row in &table.rows {
        drawn.add_row(columns.iter().zip(&widths).map(|(index, width)| {
            let (cell, column) = (&row[*index], &table.columns[*index]);
            drawn_cell(shown(cell, column, *width, term), column.right, cell.tone)
        }));
    }
    for (position, index) in columns.iter().enumerate() {
        if let Some(column) = drawn.column_mut(position) {
            column.set_padding((1, 1));
            let width = widths[position];
            let keeps = table.columns[*index].wraps == 0;
            if arranged && keeps && width > 0 {
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(
                    u16::try_from(width + 2).unwrap_or(u16::MAX),
                )));
            }
        }
    }
    let mut out = String::new();
    for line in drawn.lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    if let Some(scale) = scale.and_then(|position| table.columns[columns[position]].scale.as_ref())
        && !scale.legend.is_empty()
    {
        for line in wrap(scale.legend, term.width, " ", " ") {
            let _ = writeln!(out, "\n{}", paint(&line, Style::new().dimmed(), term));
        }
    }
    out
}

fn drawn_cell(text: String, right: bool, tone: Tone) -> TableCell {
    let cell = TableCell::new(text).set_alignment(if right {
        CellAlignment::Right
    } else {
        CellAlignment::Left
    });
    match tone {
        Tone::Plain => cell,
        Tone::Good => cell.fg(Color::Green),
        Tone::Late => cell.fg(Color::Yellow),
        Tone::Quiet => cell.add_attribute(Attribute::Dim),
        Tone::Strong => cell.add_attribute(Attribute::Bold),
    }
}
