//! A sheet for a terminal, or as plain text for a mail or a CRM.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;

use crate::render::{TermStyle, for_terminal, paint};
use crate::text::safe;
use crate::view::sheet::{Item, Mark, Part, Piece, Sheet, SheetField, SheetLine};

/// A mail is this wide.
const MAIL: usize = 72;
/// Where the text of a field begins, below its name.
const INDENT: &str = "        ";

/// The sheet on a terminal, with the commands to run next.
pub fn terminal(sheet: &Sheet, term: TermStyle) -> String {
    let mut out = text(sheet, term);
    for (index, next) in sheet.next.iter().enumerate() {
        let label = if index == 0 { "\nNext  " } else { "      " };
        let command = safe::one_line(&next.command);
        let command = paint(&command, AnsiColor::Cyan.on_default(), term);
        let _ = writeln!(out, "{label}{}:  {command}", safe::one_line(&next.why));
    }
    for_terminal(out, term)
}

/// The sheet as plain text, 72 columns wide.
pub fn mail(sheet: &Sheet) -> String {
    let term = TermStyle {
        width: MAIL,
        ..TermStyle::default()
    };
    text(sheet, term)
}

fn text(sheet: &Sheet, term: TermStyle) -> String {
    let mut out = String::new();
    push(&mut out, &sheet.title, term, "", "", Style::new().bold());
    for line in &sheet.lead {
        push(&mut out, line, term, "", "", Style::new());
    }
    let labels = label_width(sheet);
    for part in &sheet.parts {
        out.push('\n');
        match part {
            Part::Field(field) => self::field(&mut out, field, labels, term),
            Part::List { title, items } => {
                push(&mut out, title, term, "", "", Style::new().bold());
                for item in items {
                    self::item(&mut out, item, term);
                }
            }
            Part::Notes { lines, .. } => {
                for line in lines {
                    push(&mut out, line, term, " ", "   ", Style::new());
                }
            }
        }
    }
    if !sheet.closing.is_empty() {
        out.push('\n');
        for line in &sheet.closing {
            push(&mut out, &said(line), term, "", "", Style::new().bold());
        }
    }
    out
}

/// Words that somebody copies stand between asterisks, as in a mail.
fn said(line: &[Piece]) -> String {
    line.iter()
        .map(|piece| match piece {
            Piece::Strong(text) => format!("*{text}*"),
            Piece::Words(text) | Piece::Link(text) => text.clone(),
        })
        .collect()
}

/// How wide the widest label is.
fn label_width(sheet: &Sheet) -> usize {
    let fields = sheet.parts.iter().filter_map(|part| match part {
        Part::Field(field) => Some(field),
        _ => None,
    });
    let labels = fields
        .flat_map(|field| &field.lines)
        .map(|line| line.label.len());
    labels.max().unwrap_or(0)
}

fn field(out: &mut String, field: &SheetField, labels: usize, term: TermStyle) {
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

/// As much of what stands beside a field's name as there is room for.
fn aside(field: &SheetField, room: usize) -> String {
    (1..=field.aside.len())
        .rev()
        .map(|n| safe::one_line(&field.aside[..n].join(" · ")).into_owned())
        .find(|aside| display_width(aside) <= room)
        .unwrap_or_default()
}

fn line(out: &mut String, line: &SheetLine, labels: usize, term: TermStyle) {
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

fn item(out: &mut String, item: &Item, term: TermStyle) {
    let (sign, style) = match item.good {
        Some(true) => ("✓", AnsiColor::Green.on_default()),
        Some(false) => ("✗", AnsiColor::Yellow.on_default()),
        None => ("·", Style::new()),
    };
    let first = format!(" {}  {:<4} ", paint(sign, style, term), item.answer);
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

fn push(out: &mut String, text: &str, term: TermStyle, first: &str, later: &str, style: Style) {
    push_from(out, text, term, (display_width(first), first), later, style);
}

/// Wraps a text, its first line behind `first`, which is as wide as it is said to be (colours take no room).
fn push_from(
    out: &mut String,
    text: &str,
    term: TermStyle,
    (width, first): (usize, &str),
    later: &str,
    style: Style,
) {
    let text = safe::one_line(text);
    let blank = " ".repeat(width);
    let options = textwrap::Options::new(term.width)
        .initial_indent(&blank)
        .subsequent_indent(later)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for (index, line) in textwrap::wrap(&text, options).into_iter().enumerate() {
        let (indent, rest) = if index == 0 {
            (first, line.strip_prefix(blank.as_str()).unwrap_or(&line))
        } else {
            (later, line.strip_prefix(later).unwrap_or(&line))
        };
        let line = format!("{indent}{}", paint(rest.trim_end(), style, term));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}
