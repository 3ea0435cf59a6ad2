//! A sheet as one HTML page: no scripts, nothing from elsewhere, one A4 sheet when it is printed, and further ones
//! where that cannot hold it all. Every text passes through the template engine's escaping; only web addresses become links.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

use crate::text::safe;
use crate::view::sheet::{Item, Part, Piece, Sheet, SheetField, SheetLine};

use super::size::{self, Size};

const TEMPLATE: &str = include_str!("sheet.html");

#[derive(Serialize)]
struct Page {
    title: String,
    size: Size,
    lead: Vec<String>,
    parts: Vec<Block>,
    closing: Vec<Vec<Run>>,
}

/// Exactly one of the three is filled.
#[derive(Serialize, Default)]
struct Block {
    field: Option<Field>,
    list: Option<List>,
    notes: Option<Vec<String>>,
    title: String,
}

#[derive(Serialize)]
struct Field {
    number: u8,
    name: &'static str,
    mark: Option<&'static str>,
    word: Option<&'static str>,
    aside: String,
    lines: Vec<Line>,
    remark: Option<String>,
    up: Option<String>,
}

#[derive(Serialize)]
struct Line {
    label: &'static str,
    runs: Vec<Run>,
}

/// A run of text; one with a `link` is an address.
#[derive(Serialize)]
struct Run {
    text: String,
    strong: bool,
    link: bool,
}

#[derive(Serialize)]
struct List {
    items: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    sign: &'static str,
    answer: &'static str,
    asks: String,
    why: String,
    help: Option<String>,
}

/// The page.
///
/// # Errors
/// Never in practice: the template is part of the program, and a test renders it.
pub fn html(sheet: &Sheet) -> Result<String, minijinja::Error> {
    let page = Page {
        title: text(&sheet.title),
        size: size::fitting(sheet),
        lead: sheet.lead.iter().map(|line| text(line)).collect(),
        parts: sheet.parts.iter().map(part).collect(),
        closing: sheet.closing.iter().map(|line| runs(line)).collect(),
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("sheet.html", TEMPLATE)?;
    let mut out = environment
        .get_template("sheet.html")?
        .render(Serde(page))?;
    if !out.ends_with('\n') {
        out.push('\n');
    }
    Ok(out)
}

fn text(text: &str) -> String {
    safe::one_line(text.trim()).into_owned()
}

fn runs(pieces: &[Piece]) -> Vec<Run> {
    let run = |text: String, strong, link| Run { text, strong, link };
    let of = |piece: &Piece| match piece {
        // Words between pieces keep their spaces.
        Piece::Words(words) => run(safe::one_line(words).into_owned(), false, false),
        Piece::Strong(strong) => run(text(strong), true, false),
        Piece::Link(address) => run(text(address), false, true),
    };
    pieces.iter().map(of).collect()
}

fn part(part: &Part) -> Block {
    match part {
        Part::Field(of) => Block {
            field: Some(field(of)),
            ..Block::default()
        },
        Part::List { title, items } => Block {
            title: text(title),
            list: Some(List {
                items: items.iter().map(row).collect(),
            }),
            ..Block::default()
        },
        Part::Notes { title, lines } => Block {
            title: (*title).to_owned(),
            notes: Some(lines.iter().map(|line| text(line)).collect()),
            ..Block::default()
        },
    }
}

fn field(field: &SheetField) -> Field {
    Field {
        number: field.number,
        name: field.name,
        mark: field.mark.map(crate::view::sheet::Mark::sign),
        word: field.mark.map(crate::view::sheet::Mark::word),
        aside: text(&field.aside.join(" · ")),
        lines: field.lines.iter().map(line).collect(),
        remark: field.remark.as_deref().map(text),
        up: field.up.as_deref().map(text),
    }
}

fn line(line: &SheetLine) -> Line {
    Line {
        label: line.label,
        runs: runs(&line.pieces),
    }
}

fn row(item: &Item) -> Row {
    Row {
        sign: match item.good {
            Some(true) => "✓",
            Some(false) => "✗",
            None => "·",
        },
        answer: item.answer,
        asks: text(&item.asks),
        why: text(&item.why),
        help: item.help.as_deref().map(text),
    }
}
