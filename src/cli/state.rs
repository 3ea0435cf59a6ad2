//! Bare `dealctl`: the state of the book.

use std::process::ExitCode;

use crate::lint::lint;
use crate::render::document::{Document, DocumentFormat};
use crate::report::book_state::book_state;
use crate::report::document::Envelope;
use crate::report::forecast;
use crate::view::{self, Style};

use super::options::Common;
use super::{output, past};

pub(super) fn run(common: &Common, format: &dyn DocumentFormat) -> anyhow::Result<ExitCode> {
    past::with_history_apart(common, &forecast::sections, |input, past, selection| {
        let linted = lint(input.book, input.evidence, selection);
        let state = book_state(input, past, &linted);
        let style = Style::of(input);
        let document = Document::new(
            || view::book_state(&state, &style),
            || Envelope::new(input, &state),
        )
        .with_rows(|| view::book_moves(&state, &style));
        output::print(&document.render(format, output::term(common))?)?;
        Ok(ExitCode::SUCCESS)
    })
}
