//! A sheet as one HTML page: no scripts, nothing from elsewhere, one A4 sheet when it is printed. Every text passes through
//! the template engine's escaping; only web addresses become links.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

use crate::report::sheet::{Item, Part, Piece, Sheet, SheetField, SheetLine};
use crate::text::safe;

use super::size::{self, Size};

const TEMPLATE: &str = include_str!("sheet.html");

#[derive(Serialize)]
struct Page {
    title: String,
    size: Size,
    lead: Vec<String>,
    parts: Vec<Block>,
    closing: Vec<Vec<Run>>,
    cut: bool,
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
    more: usize,
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
    let fit = size::fitting(sheet);
    let mut cutter = Cutter { fit, cut: false };
    let page = Page {
        title: cutter.text(&sheet.title),
        size: fit,
        lead: sheet.lead.iter().map(|line| cutter.text(line)).collect(),
        parts: sheet.parts.iter().map(|part| cutter.part(part)).collect(),
        closing: sheet.closing.iter().map(|line| cutter.runs(line)).collect(),
        cut: cutter.cut,
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

/// Makes texts safe to show, and cuts those that would not fit on the sheet.
struct Cutter {
    fit: Size,
    cut: bool,
}

impl Cutter {
    fn text(&mut self, text: &str) -> String {
        let text = safe::one_line(text.trim());
        match text.char_indices().nth(self.fit.longest) {
            None => text.into_owned(),
            Some((at, _)) => {
                self.cut = true;
                format!("{}…", text[..at].trim_end())
            }
        }
    }

    fn runs(&mut self, pieces: &[Piece]) -> Vec<Run> {
        let run = |text: String, strong, link| Run { text, strong, link };
        pieces
            .iter()
            .map(|piece| match piece {
                // Words between pieces keep their spaces.
                Piece::Words(text) if text.len() < 40 => {
                    run(safe::one_line(text).into_owned(), false, false)
                }
                Piece::Words(text) => {
                    let trailing = if text.ends_with(' ') { " " } else { "" };
                    run(self.text(text) + trailing, false, false)
                }
                Piece::Strong(text) => run(self.text(text), true, false),
                Piece::Link(address) => {
                    let whole = address.chars().count() <= self.fit.longest;
                    run(self.text(address), false, whole)
                }
            })
            .collect()
    }

    fn part(&mut self, part: &Part) -> Block {
        match part {
            Part::Field(field) => Block {
                field: Some(self.field(field)),
                ..Block::default()
            },
            Part::List { title, items } => Block {
                title: self.text(title),
                list: Some(List {
                    items: items.iter().map(|item| self.row(item)).collect(),
                }),
                ..Block::default()
            },
            Part::Notes { title, lines } => Block {
                title: (*title).to_owned(),
                notes: Some(self.notes(lines)),
                ..Block::default()
            },
        }
    }

    fn notes(&mut self, lines: &[String]) -> Vec<String> {
        let most = self.fit.most;
        let mut notes: Vec<String> = lines
            .iter()
            .take(most)
            .map(|line| self.text(line))
            .collect();
        if lines.len() > most {
            self.cut = true;
            notes.push(format!("and {} more", lines.len() - most));
        }
        notes
    }

    fn field(&mut self, field: &SheetField) -> Field {
        let most = self.fit.most;
        let more = field.lines.len().saturating_sub(most);
        self.cut |= more > 0;
        Field {
            number: field.number,
            name: field.name,
            mark: field.mark.map(crate::report::sheet::Mark::sign),
            word: field.mark.map(crate::report::sheet::Mark::word),
            aside: self.text(&field.aside.join(" · ")),
            lines: field
                .lines
                .iter()
                .take(most)
                .map(|line| self.line(line))
                .collect(),
            more,
            remark: field.remark.as_ref().map(|remark| self.text(remark)),
            up: field.up.as_ref().map(|up| self.text(up)),
        }
    }

    fn line(&mut self, line: &SheetLine) -> Line {
        Line {
            label: line.label,
            runs: self.runs(&line.pieces),
        }
    }

    fn row(&mut self, item: &Item) -> Row {
        Row {
            sign: match item.good {
                Some(true) => "✓",
                Some(false) => "✗",
                None => "·",
            },
            answer: item.answer,
            asks: self.text(&item.asks),
            why: self.text(&item.why),
            help: item.help.as_ref().map(|help| self.text(help)),
        }
    }
}
