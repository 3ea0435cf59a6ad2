//! A grid on a terminal, as wide as the terminal is.

use std::cmp::Reverse;
use std::fmt::Write as _;

use anstyle::Style;
use comfy_table::{
    Attribute, Cell as TableCell, CellAlignment, Color, ColumnConstraint, ContentArrangement,
    Width, presets,
};
use textwrap::core::display_width;

use crate::render::{TermStyle, for_terminal, paint};
use crate::text::safe;
use crate::view::table::{Bar, Cell, FilledColumn, Grid, Tone, rows};

use super::range;
use super::wrapped::wrap;

/// The most rows for which columns are arranged. In a longer table that takes time, and nobody reads that far.
const ARRANGED: usize = 2_000;

/// A name is not broken into pieces shorter than this.
const SHORTEST: usize = 12;

/// A column on a terminal, with its width in characters.
struct Sized<'g> {
    column: &'g FilledColumn,
    width: usize,
}

/// Returns the table, without the columns that do not fit.
pub(super) fn table(grid: &Grid, term: TermStyle) -> String {
    let mut columns = fitting(grid, term);
    shorten(&mut columns, term);
    stretch(&mut columns, term);
    let arranged = grid.height() <= ARRANGED;
    let mut out = String::new();
    for line in drawn(&columns, arranged, term).lines() {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let scale = columns
        .iter()
        .find_map(|sized| sized.column.heading.scale.as_ref());
    if let Some(legend) = scale
        .map(|scale| scale.legend)
        .filter(|legend| !legend.is_empty())
    {
        for line in wrap(legend, term.width, " ", " ") {
            let _ = writeln!(out, "\n{}", paint(&line, Style::new().dimmed(), term));
        }
    }
    out
}

/// Returns the columns for people, less those that go because the width does not suffice.
fn fitting(grid: &Grid, term: TermStyle) -> Vec<Sized<'_>> {
    let sized = |column| Sized {
        column,
        width: least_width(column, term),
    };
    let mut columns: Vec<Sized<'_>> = grid.for_people().into_iter().map(sized).collect();
    while excess(&columns, term) > 0 {
        let first_to_go = columns
            .iter()
            .map(|sized| sized.column.heading.leaves)
            .enumerate()
            .filter(|(_, leaves)| *leaves > 0)
            .max_by_key(|(_, leaves)| *leaves);
        let Some((position, _)) = first_to_go else {
            break;
        };
        columns.remove(position);
    }
    columns
}

/// Returns by how many characters the columns are too wide. The last column's padding is never drawn.
fn excess(columns: &[Sized<'_>], term: TermStyle) -> usize {
    let needed: usize = columns.iter().map(|sized| sized.width + 2).sum();
    needed.saturating_sub(term.width + 1)
}

/// Breaks names that are longer than the rest leaves room for, the longest first.
fn shorten(columns: &mut [Sized<'_>], term: TermStyle) {
    let mut texts: Vec<usize> = (0..columns.len())
        .filter(|position| {
            let heading = &columns[*position].column.heading;
            !heading.right && !heading.whole
        })
        .collect();
    texts.sort_by_key(|position| Reverse(columns[*position].width));
    for position in texts {
        let over = excess(columns, term);
        let width = &mut columns[position].width;
        *width = width.saturating_sub(over).max((*width).min(SHORTEST));
    }
}

/// Gives a column of ranges the width that the others leave.
fn stretch(columns: &mut [Sized<'_>], term: TermStyle) {
    let taken: usize = columns.iter().map(|sized| sized.width + 2).sum();
    if let Some(sized) = (columns.iter_mut()).find(|sized| sized.column.heading.scale.is_some()) {
        sized.width = range::length((term.width + 1 + sized.width).saturating_sub(taken));
    }
}

fn least_width(column: &FilledColumn, term: TermStyle) -> usize {
    let heading = &column.heading;
    if heading.scale.is_some() {
        return range::SHORTEST;
    }
    let cells = column
        .cells
        .iter()
        .map(|cell| display_width(&text(cell, term)));
    let natural = cells
        .chain([display_width(&heading.title)])
        .max()
        .unwrap_or(0);
    match heading.wraps {
        0 => natural,
        wraps => natural.min(wraps),
    }
}

fn drawn(columns: &[Sized<'_>], arranged: bool, term: TermStyle) -> comfy_table::Table {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING);
    // A text that is kept whole may be wider than the terminal; nothing else is squeezed for it.
    let least = columns.iter().map(|sized| sized.width + 2).sum();
    let width = (term.width + 1).max(least);
    drawn.set_width(u16::try_from(width).unwrap_or(u16::MAX));
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
    let titles: Vec<String> = columns.iter().map(Sized::title).collect();
    if titles.iter().any(|title| !title.is_empty()) {
        let titles = columns.iter().zip(titles);
        drawn.set_header(titles.map(|(sized, title)| sized.cell(title, Tone::Quiet)));
    }
    let filled: Vec<&FilledColumn> = columns.iter().map(|sized| sized.column).collect();
    for row in rows(&filled) {
        let cells = columns.iter().zip(row);
        drawn.add_row(cells.map(|(sized, cell)| sized.cell(sized.shown(cell, term), cell.tone)));
    }
    for (column, sized) in drawn.column_iter_mut().zip(columns) {
        column.set_padding((1, 1));
        if arranged && sized.column.heading.wraps == 0 && sized.width > 0 {
            let width = Width::Fixed(u16::try_from(sized.width + 2).unwrap_or(u16::MAX));
            column.set_constraint(ColumnConstraint::LowerBoundary(width));
        }
    }
    drawn
}

impl Sized<'_> {
    fn title(&self) -> String {
        match &self.column.heading.scale {
            Some(scale) => range::ticks(scale, self.width),
            None => self.column.heading.title.clone().into_owned(),
        }
    }

    fn shown(&self, cell: &Cell, term: TermStyle) -> String {
        match (cell.range, &self.column.heading.scale) {
            (Some(range), Some(scale)) => range::bar(range, scale, self.width),
            _ => text(cell, term),
        }
    }

    fn cell(&self, text: String, tone: Tone) -> TableCell {
        let cell = TableCell::new(text).set_alignment(if self.column.heading.right {
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
}

fn text(cell: &Cell, term: TermStyle) -> String {
    match cell.bar {
        Some(bar) => for_terminal(self::bar(bar), term),
        None => for_terminal(safe::one_line(&cell.short).into_owned(), term),
    }
}

/// Returns a bar: ▒ up to the limit, █ beyond it; the last character in eighths.
pub(super) fn bar(bar: Bar) -> String {
    let mut text = "▒".repeat(bar.inside as usize / 8);
    text += &"█".repeat(bar.over as usize / 8);
    text.push_str(match bar.over % 8 {
        0 => "",
        1 | 2 => "▎",
        3 | 4 => "▌",
        5 | 6 => "▊",
        _ => "▉",
    });
    text
}
