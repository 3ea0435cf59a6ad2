//! What a format is, and the document that it writes.

use std::fmt;

use serde::Serialize;

use crate::render::{RenderError, TermStyle, json};
use crate::view::page::{Page, Piece};
use crate::view::table::Grid;

/// A way to write a document.
pub trait DocumentFormat: fmt::Debug + Sync {
    /// Returns its name on the command line.
    fn name(&self) -> &'static str;

    /// Returns what it is for, in a few words.
    fn about(&self) -> &'static str;

    /// Returns the same format with another separator of columns; `None` if it has none.
    fn separated_by(&self, separator: u8) -> Option<Box<dyn DocumentFormat>> {
        let _ = separator;
        None
    }

    /// Returns the document as text. Only a format for terminals heeds the style.
    ///
    /// # Errors
    /// Never in practice: every document has a form in every format.
    fn render(&self, document: &Document<'_>, term: TermStyle) -> Result<String, RenderError>;
}

/// What a command shows, worked out only as far as the format needs it.
pub struct Document<'d> {
    pub(super) page: Box<dyn Fn() -> Page + 'd>,
    pub(super) rows: Box<dyn Fn() -> Option<Grid> + 'd>,
    pub(super) json: Box<dyn Fn() -> Result<String, RenderError> + 'd>,
    origin: Option<Box<dyn Fn() -> Vec<Piece> + 'd>>,
    html: Option<Box<dyn Fn() -> Result<String, RenderError> + 'd>>,
}

impl<'d> Document<'d> {
    /// Returns a document that people read as `page` and programs as `data`; a spreadsheet gets the page's first table.
    pub fn new<P, D>(page: P, data: impl Fn() -> D + 'd) -> Self
    where
        P: Fn() -> Page + Clone + 'd,
        D: Serialize,
    {
        let rows = page.clone();
        Self {
            page: Box::new(page),
            rows: Box::new(move || rows().into_main_table()),
            json: Box::new(move || Ok(json::to_text(&data())?)),
            origin: None,
            html: None,
        }
    }

    /// Gives spreadsheets a table of their own.
    #[must_use]
    pub fn with_rows(mut self, rows: impl Fn() -> Grid + 'd) -> Self {
        self.rows = Box::new(move || Some(rows()));
        self
    }

    /// Says how to make the document again, to those who get it without the files.
    #[must_use]
    pub fn with_origin(mut self, origin: impl Fn() -> Vec<Piece> + 'd) -> Self {
        self.origin = Some(Box::new(origin));
        self
    }

    /// Gives browsers a page of their own.
    #[must_use]
    pub fn with_html(mut self, html: impl Fn() -> Result<String, RenderError> + 'd) -> Self {
        self.html = Some(Box::new(html));
        self
    }

    pub(super) fn html(&self) -> Option<Result<String, RenderError>> {
        self.html.as_ref().map(|html| html())
    }

    pub(super) fn origin(&self) -> Option<Vec<Piece>> {
        self.origin.as_ref().map(|origin| origin())
    }

    /// Returns the document in a format.
    ///
    /// # Errors
    /// See [`DocumentFormat::render`].
    pub fn render(
        &self,
        format: &dyn DocumentFormat,
        term: TermStyle,
    ) -> Result<String, RenderError> {
        format.render(self, term)
    }
}
