//! Numbered fields and lists of answers on a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;

use crate::render::{TermStyle, paint};
use crate::text::safe;
use crate::view::page::{Block, Field, FieldText, Item, Mark, Page};

use super::wrapped::{push, push_from};

/// The indentation of a field's text below its name.
const INDENT: &str = "        ";

/// Returns the width of the widest label among the page's fields.
pub(super) fn label_width(page: &Page) -> usize {
    let fields = page.blocks.iter().filter_map(|block| match block {
        Block::Field(field) => Some(field),
        _ => None,
    });
    let labels = fields
        .flat_map(|field| &field.lines)
        .map(|line| line.label.len());
    labels.max().unwrap_or(0)
}

/// Draws a field: its name with its side note, then its lines.
pub(super) fn field(out: &mut String, field: &Field, labels: usize, term: TermStyle) {
    let mark = field.mark.map_or("  ", Mark::sign);
    let head = format!(" {mark}  {:>2} {}", field.number, field.name);
    let aside = aside(field, term.width.saturating_sub(display_width(&head) + 2));
    let gap = term
        .width
        .saturating_sub(display_width(&head) + display_width(&aside));
    let head = format!(
        " {}  {:>2} {}",
        paint(mark, tone(field.mark), term),
        field.number,
        paint(field.name, Style::new().bold(), term)
    );
    let aside = if aside.is_empty() {
        aside
    } else {
        format!(
            "{}{}",
            " ".repeat(gap),
            paint(&aside, Style::new().dimmed(), term)
        )
    };
    let _ = writeln!(out, "{head}{aside}");
    for line in &field.lines {
        self::line(out, line, labels, term);
    }
    let indent = INDENT;
    if let Some(remark) = &field.remark {
        push(out, remark, term, indent, indent, tone(field.mark));
    }
    if let Some(up) = &field.up {
        let first = format!("{indent}→ ");
        let later = format!("{indent}  ");
        push(out, up, term, &first, &later, Style::new());
    }
}

/// Returns as many parts of a field's side note as there is room for.
fn aside(field: &Field, room: usize) -> String {
    (1..=field.aside.len())
        .rev()
        .map(|n| safe::one_line(&field.aside[..n].join(" · ")).into_owned())
        .find(|aside| display_width(aside) <= room)
        .unwrap_or_default()
}

fn line(out: &mut String, line: &FieldText, labels: usize, term: TermStyle) {
    let (first, later) = if line.label.is_empty() {
        (INDENT.to_owned(), INDENT.to_owned())
    } else {
        let column = INDENT.len() + labels + 2;
        (
            format!("{INDENT}{:labels$}  ", line.label),
            " ".repeat(column),
        )
    };
    push(out, &line.text(), term, &first, &later, Style::new());
}

/// Draws a list: its title, then an answer on each line.
pub(super) fn list(out: &mut String, title: &str, items: &[Item], term: TermStyle) {
    push(out, title, term, "", "", Style::new().bold());
    for item in items {
        self::item(out, item, term);
    }
}

fn item(out: &mut String, item: &Item, term: TermStyle) {
    let style = match item.good {
        Some(true) => AnsiColor::Green.on_default(),
        Some(false) => AnsiColor::Yellow.on_default(),
        None => Style::new(),
    };
    let first = format!(" {}  {:<4} ", paint(item.sign(), style, term), item.answer);
    let indent = " ".repeat(9);
    let text = format!("{}: {}", item.asks, item.why);
    push_from(out, &text, term, (9, &first), &indent, Style::new());
    if let Some(help) = &item.help {
        push(
            out,
            help,
            term,
            &format!("{indent}→ "),
            &format!("{indent}  "),
            Style::new(),
        );
    }
}

fn tone(mark: Option<Mark>) -> Style {
    match mark {
        Some(Mark::Good) => AnsiColor::Green.on_default(),
        Some(Mark::Weak | Mark::Missing) => AnsiColor::Yellow.on_default(),
        Some(Mark::NotNeeded) => Style::new().dimmed(),
        None => Style::new(),
    }
}
