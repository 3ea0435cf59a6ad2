//! A document as one HTML page: no script, nothing from elsewhere. Every text passes through the template engine's escaping;
//! only web addresses become links.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, escape_formatter};
use serde::Serialize;

use crate::render::{RenderError, TermStyle};
use crate::text::safe;
use crate::view::page::{Block, Next, Page, Piece};
use crate::view::table::{Cell, FilledColumn, Grid, Tone, rows};

use super::format::{Document, DocumentFormat};
use super::{range, table};

/// For a browser.
#[derive(Debug)]
pub(super) struct Html;

const TEMPLATE: &str = include_str!("page.html");

/// Ranges are drawn this many characters long.
const RANGE: usize = 40;

impl DocumentFormat for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "One page to open, print or attach"
    }

    fn render(&self, document: &Document<'_>, _: TermStyle) -> Result<String, RenderError> {
        match document.html() {
            Some(page) => page,
            None => Ok(html(&(document.page)(), document.origin())?),
        }
    }
}

/// Returns the engine with one template. What acts on a terminal or reorders text is made visible in every text, before it is escaped.
///
/// # Errors
/// The template is not one.
pub(super) fn environment(
    name: &'static str,
    template: &'static str,
) -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => {
            escape_formatter(out, state, &Value::from(&*safe::one_line(text)))
        }
        _ => escape_formatter(out, state, value),
    });
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template(name, template)?;
    Ok(environment)
}

fn html(page: &Page, origin: Option<Vec<Piece>>) -> Result<String, minijinja::Error> {
    let environment = environment("page.html", TEMPLATE)?;
    let mut lead = page.lead.iter();
    let title = page.title.as_ref().or_else(|| lead.next());
    let is_passed_on = page.title.is_some();
    let context = Context {
        title,
        lead: lead.collect(),
        blocks: page.blocks.iter().filter_map(part).collect(),
        closing: &page.closing,
        next: if is_passed_on { &[] } else { &page.next },
        origin,
    };
    let template = environment.get_template("page.html")?;
    let mut out = template.render(Serde(context))?;
    if !out.ends_with('\n') {
        out.push('\n');
    }
    Ok(out)
}

#[derive(Serialize)]
struct Context<'p> {
    title: Option<&'p String>,
    lead: Vec<&'p String>,
    blocks: Vec<Part<'p>>,
    closing: &'p [Vec<Piece>],
    next: &'p [Next],
    origin: Option<Vec<Piece>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Part<'p> {
    Table { table: Rows },
    Block(&'p Block),
}

fn part(block: &Block) -> Option<Part<'_>> {
    match block {
        block if block.is_empty() => None,
        Block::Table(grid) => Some(Part::Table {
            table: Rows::of(grid),
        }),
        block => Some(Part::Block(block)),
    }
}

/// A table as HTML wants it: row by row.
#[derive(Serialize)]
pub(super) struct Rows {
    caption: String,
    titles: Vec<Text>,
    rows: Vec<Vec<Text>>,
    legend: Option<&'static str>,
}

#[derive(Serialize)]
struct Text {
    text: String,
    /// The exact figure of a shortened one; `None` if the text is it.
    value: Option<String>,
    /// What a column without a heading holds.
    title: String,
    right: bool,
    drawn: bool,
    tone: Tone,
}

impl Rows {
    /// Keeps the first rows.
    pub(super) fn cut(&mut self, rows: usize) {
        self.rows.truncate(rows);
    }

    pub(super) fn of(grid: &Grid) -> Self {
        let columns = grid.for_people();
        let scales = columns
            .iter()
            .filter_map(|column| column.heading.scale.as_ref());
        Self {
            caption: caption(grid.title),
            titles: columns.iter().map(|column| title(column)).collect(),
            legend: scales.map(|scale| scale.legend).next(),
            rows: rows(&columns)
                .map(|row| {
                    columns
                        .iter()
                        .zip(row)
                        .map(|(column, cell)| text(column, cell))
                        .collect()
                })
                .collect(),
        }
    }
}

fn title(column: &FilledColumn) -> Text {
    let scale = column.heading.scale.as_ref();
    Text {
        text: scale.map_or_else(
            || column.heading.title.clone().into_owned(),
            |scale| range::ticks(scale, RANGE),
        ),
        value: None,
        title: column.heading.key.replace('_', " "),
        right: column.heading.right,
        drawn: scale.is_some(),
        tone: Tone::Quiet,
    }
}

fn text(column: &FilledColumn, cell: &Cell) -> Text {
    let drawn = match (cell.bar, cell.range, &column.heading.scale) {
        (Some(bar), ..) => Some(table::bar(bar)),
        (None, Some(range), Some(scale)) => Some(range::bar(range, scale, RANGE)),
        _ => None,
    };
    Text {
        drawn: drawn.is_some(),
        value: (column.heading.right && !cell.exact.is_empty() && cell.exact != cell.short)
            .then(|| cell.exact.clone()),
        title: String::new(),
        text: drawn.unwrap_or_else(|| cell.short.clone()),
        right: column.heading.right,
        tone: cell.tone,
    }
}

/// Returns the name of a table as a caption: `before-after` becomes `Before after`.
fn caption(title: &str) -> String {
    let words = title.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
