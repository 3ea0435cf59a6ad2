//! A document as text: for a terminal, or plain for a mail.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;

use crate::render::{RenderError, TermStyle, for_terminal, paint};
use crate::text::safe;
use crate::view::page::{Block, Next, Page, Piece};

use super::format::{Document, DocumentFormat};
use super::wrapped::wrap;
use super::{field, table};

/// The format for a terminal.
#[derive(Debug)]
pub(super) struct Terminal;

/// The format for a mail.
#[derive(Debug)]
pub(super) struct Text;

/// The width of a mail, in columns.
const MAIL: usize = 72;

impl DocumentFormat for Terminal {
    fn name(&self) -> &'static str {
        "table"
    }

    fn about(&self) -> &'static str {
        "For people, as wide as the terminal"
    }

    fn render(&self, document: &Document<'_>, term: TermStyle) -> Result<String, RenderError> {
        Ok(page(&(document.page)(), term))
    }
}

impl DocumentFormat for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn about(&self) -> &'static str {
        "For a mail: plain, 72 columns wide"
    }

    fn render(&self, document: &Document<'_>, _: TermStyle) -> Result<String, RenderError> {
        let mut page = (document.page)();
        if page.title.is_some() {
            page.next.clear();
        }
        let term = TermStyle {
            width: MAIL,
            ..TermStyle::default()
        };
        Ok(self::page(&page, term))
    }
}

/// Returns the page as text.
pub fn page(page: &Page, term: TermStyle) -> String {
    let mut out = String::new();
    let first = page.title.iter().chain(&page.lead);
    for (index, line) in first.enumerate() {
        let style = if index == 0 {
            Style::new().bold()
        } else {
            Style::new()
        };
        for line in wrap(line, term.width, "", "") {
            let _ = writeln!(out, "{}", paint(&line, style, term));
        }
    }
    let labels = field::label_width(page);
    for block in &page.blocks {
        if block.is_empty() {
            continue;
        }
        out.push('\n');
        match block {
            Block::Table(grid) => out += &table::table(grid, term),
            Block::Lines { lines, .. } => {
                for line in lines {
                    for line in wrap(line, term.width, " ", "   ") {
                        let _ = writeln!(out, "{line}");
                    }
                }
            }
            Block::Diff { path, lines } => diff(&mut out, path, lines, term),
            Block::Field(field) => field::field(&mut out, field, labels, term),
            Block::List { title, items } => field::list(&mut out, title, items, term),
        }
    }
    if !page.closing.is_empty() {
        out.push('\n');
    }
    for line in &page.closing {
        for line in wrap(&in_a_mail(line), term.width, "", "") {
            let _ = writeln!(out, "{}", paint(&line, Style::new().bold(), term));
        }
    }
    if !page.next.is_empty() {
        out.push('\n');
        out += &next(&page.next, term);
    }
    for_terminal(out, term)
}

/// Returns the pieces as text; what the reader is meant to copy is set between asterisks, as is usual in mail.
fn in_a_mail(line: &[Piece]) -> String {
    line.iter()
        .map(|piece| match piece {
            Piece::Strong(text) => format!("*{text}*"),
            Piece::Words(text) | Piece::Link(text) | Piece::Code(text) => text.clone(),
        })
        .collect()
}

fn diff(out: &mut String, path: &str, lines: &[String], term: TermStyle) {
    let _ = writeln!(
        out,
        " {}",
        paint(&safe::one_line(path), Style::new().bold(), term)
    );
    for line in lines {
        let style = match line.as_bytes().first() {
            Some(b'+') => AnsiColor::Green.on_default(),
            _ => AnsiColor::Red.on_default(),
        };
        let _ = writeln!(out, " {}", paint(&safe::one_line(line), style, term));
    }
}

fn next(next: &[Next], term: TermStyle) -> String {
    let mut out = String::new();
    for (index, next) in next.iter().enumerate() {
        let label = if index == 0 { "Next  " } else { "      " };
        let command = safe::one_line(&next.command);
        let why = if next.why.is_empty() {
            String::new()
        } else {
            format!("{}:", safe::one_line(&next.why))
        };
        let together = label.len() + display_width(&why) + 2 + display_width(&command);
        // A command is never broken: where it does not fit behind its reason it has a line of its own.
        let between = match why.as_str() {
            "" => "",
            _ if together > term.width => "\n        ",
            _ => "  ",
        };
        let command = paint(&command, AnsiColor::Cyan.on_default(), term);
        let _ = writeln!(out, "{label}{why}{between}{command}");
    }
    out
}
