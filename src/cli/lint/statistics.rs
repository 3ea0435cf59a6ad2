//! `dealctl lint --statistics`.

use crate::cli::failure::Failure;
use crate::cli::options::Common;
use crate::cli::output;
use crate::diagnostic::Diagnostic;
use crate::model::Book;
use crate::render;
use crate::report::statistics::statistics;
use crate::view;

use super::findings::Format;

/// Writes the counts for people, or as JSON.
pub(super) fn print(
    common: &Common,
    format: Option<Format>,
    findings: &[Diagnostic],
    book: &Book,
) -> anyhow::Result<()> {
    let report = statistics(findings, book);
    match format {
        None | Some(Format::Human) => {
            let page = view::statistics(&report);
            output::show_page(common, &page)
        }
        Some(Format::Json) => output::print(&render::json::statistics(&report)?),
        Some(_) => Err(Failure::new(
            "counts are written for people or as JSON",
            "leave --format out, or say --format json",
        )
        .into()),
    }
}
