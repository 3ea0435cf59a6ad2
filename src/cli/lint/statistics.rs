//! `dealctl lint --statistics`.

use crate::cli::options::Common;
use crate::cli::output;
use crate::diagnostic::Diagnostic;
use crate::model::Book;
use crate::render::document::{Document, FORMATS};
use crate::report::document::Envelope;
use crate::report::statistics::statistics;
use crate::view;

use super::findings::Format;

/// Writes how many findings there are.
pub(super) fn print(
    common: &Common,
    format: Option<Format>,
    findings: &[&Diagnostic],
    book: &Book,
) -> anyhow::Result<()> {
    let report = statistics(findings, book);
    let document = Document::new(
        || view::statistics(&report),
        || Envelope::undated(&report).with_incomplete(&book.incomplete),
    )
    .with_rows(|| view::statistics_rows(&report));
    let format = format.and_then(|format| format.counts);
    let format = format.unwrap_or(FORMATS[0]);
    output::print(&document.render(format, output::term(common))?)
}
