//! The page for the meeting as one HTML file: its pictures are SVG in the text, it has no script and loads nothing.

use minijinja::value::Serde;
use serde::Serialize;

use crate::render::RenderError;
use crate::view::meeting::Section;
use crate::view::page::Piece;
use crate::view::picture::Picture;
use crate::view::table::Grid;

use super::html::{Rows, environment};

const TEMPLATE: &str = include_str!("meeting.html");
/// A section with more rows may be broken over pages.
const LONG: usize = 16;
/// Rows of a table in a mail, so that the whole stays below the size at which mail is clipped.
const IN_MAIL: usize = 12;

/// What stands above the sections.
#[derive(Debug)]
pub struct Head {
    /// The title.
    pub title: String,
    /// Day, commit, what could not be read.
    pub lines: Vec<String>,
    /// How to make the page again.
    pub origin: Vec<Piece>,
}

#[derive(Serialize)]
struct Context<'p> {
    title: &'p str,
    head: &'p [String],
    origin: &'p [Piece],
    sections: Vec<Part<'p>>,
    mail: bool,
}

#[derive(Serialize)]
struct Part<'p> {
    id: &'static str,
    title: &'static str,
    lines: &'p [String],
    pictures: &'p [Picture],
    tables: Vec<Rows>,
    notes: &'p [String],
    long: bool,
}

/// Returns the page; for a mail without pictures, and with the style beside each element.
///
/// # Errors
/// Never in practice: the template knows every kind of section.
pub fn meeting_page(head: &Head, sections: &[Section], mail: bool) -> Result<String, RenderError> {
    let environment = environment("meeting.html", TEMPLATE)?;
    let context = Context {
        title: &head.title,
        head: &head.lines,
        origin: &head.origin,
        sections: sections.iter().map(|section| part(section, mail)).collect(),
        mail,
    };
    let mut out = environment
        .get_template("meeting.html")?
        .render(Serde(context))?;
    if !out.ends_with('\n') {
        out.push('\n');
    }
    Ok(out)
}

fn part(section: &Section, mail: bool) -> Part<'_> {
    let table = |grid: &Grid| {
        let mut rows = Rows::of(grid);
        if mail {
            rows.cut(IN_MAIL);
        }
        rows
    };
    let heights = section.tables.iter().map(Grid::height);
    Part {
        id: section.kind.word(),
        title: section.kind.title(),
        lines: &section.lines,
        pictures: &section.pictures,
        tables: section.tables.iter().map(table).collect(),
        notes: &section.notes,
        long: heights.sum::<usize>() > LONG,
    }
}
