//! What lint says of the deals before a move and after it: a move that brings an error is not made.

use std::collections::BTreeSet;
use std::process::ExitCode;

use crate::cli::options::Common;
use crate::cli::output;
use crate::diagnostic::{Diagnostic, Level};
use crate::lint::change::known_before;
use crate::lint::{Selection, lint_deals};
use crate::load::{Edited, Evidence, Origin, swap_deals};
use crate::model::Book;
use crate::render::document::DocumentFormat;
use crate::render::findings::{Detail, draw};
use crate::text::{SourceFile, Sources};

/// A book as it was, with what was found in it.
pub(super) struct Judged {
    selection: Selection,
    findings: Vec<Diagnostic>,
    sources: Sources,
}

impl Judged {
    /// Judges the book before a move.
    pub(super) fn before(book: &Book, origin: &dyn Origin, paths: &BTreeSet<String>) -> Self {
        let mut selection = Selection::default();
        selection.with_process(&book.process);
        let findings = findings_in(book, origin, &selection, paths);
        Self {
            selection,
            findings,
            sources: book.sources.clone(),
        }
    }

    /// Puts the changed files into the book, and returns what is found in it now and was not before.
    pub(super) fn after(
        &self,
        book: &mut Book,
        edited: &Edited<'_>,
        paths: &BTreeSet<String>,
    ) -> Vec<Diagnostic> {
        swap_deals(book, edited, paths);
        let mut now = findings_in(book, edited, &self.selection, paths);
        now.retain(|finding| finding.level > Level::Note);
        known_before(
            self.findings.clone(),
            &self.sources,
            &mut now,
            &book.sources,
        );
        now
    }
}

/// Judges the deals of some files. What holds deals against each other is found in the others as well.
fn findings_in(
    book: &Book,
    origin: &dyn Origin,
    selection: &Selection,
    paths: &BTreeSet<String>,
) -> Vec<Diagnostic> {
    let is_judged = |file: &SourceFile| paths.contains(&*file.path);
    lint_deals(book, &Evidence::new(origin), selection, &is_judged).findings
}

/// Shows why a move is not made.
pub(super) fn refuse(
    common: &Common,
    book: &Book,
    findings: &[Diagnostic],
    format: &'static dyn DocumentFormat,
) -> anyhow::Result<ExitCode> {
    let errors: Vec<&Diagnostic> = findings
        .iter()
        .filter(|finding| finding.level == Level::Error)
        .collect();
    let is_for_programs = format.name() == "json";
    let style = if is_for_programs {
        output::stderr_style(common)
    } else {
        output::term(common)
    };
    let drawn = draw(&errors, &book.sources, Detail::Full, style);
    if is_for_programs {
        output::aside(drawn.trim_end());
    } else {
        output::print(&drawn)?;
    }
    output::note(
        "Nothing was written: the deal would be worse than before. The lines above are those of the file as it would be.\n\
         If it is true all the same, say so, and it stays on record: --despite REASON",
    );
    Ok(ExitCode::from(1))
}
