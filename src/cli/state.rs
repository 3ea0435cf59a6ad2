//! Bare `dealctl`: the state of the book.

use std::process::ExitCode;

use crate::lint::{Selection, lint};
use crate::report::book_state::book_state;
use crate::report::forecast;
use crate::view::{self, Style};

use super::options::Common;
use super::output;

pub(super) fn run(common: &Common) -> anyhow::Result<ExitCode> {
    super::past::with_history_apart(common, &forecast::sections, |input, past| {
        let mut selection = Selection::default();
        selection.with_process(&input.book.process);
        let linted = lint(input.book, input.evidence, &selection);
        let state = book_state(input, past, &linted);
        let page = view::book_state(&state, &Style::of(input));
        output::show_page(common, &page)?;
        Ok(ExitCode::SUCCESS)
    })
}
