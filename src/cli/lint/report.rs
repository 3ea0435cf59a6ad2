//! The end of lint: the findings in the format that was requested, and the exit code.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use crate::cli::failure::{COULD_NOT_RUN, InvalidProcess};
use crate::cli::options::Common;
use crate::cli::{output, repository};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Book, Deal};
use crate::render::findings::{Counts, Detail, Findings};

use super::args::Args;
use super::{findings as formats, statistics};

/// What was judged.
pub(super) struct Outcome<'a> {
    /// The book.
    pub book: &'a Book,
    /// What was there before a change, and is shown apart.
    pub old: &'a [Diagnostic],
    /// The files that are judged in any case; others are when something is found in them.
    pub is_judged: &'a dyn Fn(&str) -> bool,
    /// Whether everything was checked, so that an entry of the baseline without a finding has been fixed.
    pub whole: bool,
    /// Whether a single file is drawn in full.
    pub full: bool,
}

/// Writes the findings, less those of the baseline; with 1 as exit code when they fail.
pub(super) fn report(
    common: &Common,
    args: &Args,
    root: &Path,
    findings: &mut Vec<Diagnostic>,
    outcome: &Outcome<'_>,
) -> anyhow::Result<ExitCode> {
    let book = outcome.book;
    args.baseline
        .apply(findings, &book.sources, outcome.whole)?;
    let counts = Counts::of(&*findings);
    let is_shown = |finding: &Diagnostic| args.notes || finding.level > Level::Note;
    let found = findings.iter().map(|finding| finding.place.file);
    let found: BTreeSet<&str> = found.map(|file| &*book.sources.file(file).path).collect();
    let judged = |path: &str| (outcome.is_judged)(path) || found.contains(path);
    let paths = book.sources.paths().filter(|path| judged(path));
    let paths: Vec<String> = paths.map(ToOwned::to_owned).collect();
    let path_of = |deal: &&Deal| judged(&book.sources.file(deal.file).path);
    let shown = findings.iter().filter(|finding| is_shown(finding));
    let shown = Findings {
        old: outcome.old,
        counts,
        deals: book.deals.iter().filter(path_of).count(),
        detail: if args.full || (outcome.full && paths.len() == 1) {
            Detail::Full
        } else {
            Detail::ErrorsInFull
        },
        paths,
        prefix: &|| repository::prefix(root),
        link_root: output::link_root(root),
        strict: args.strict,
        incomplete: &book.incomplete,
        staged: args.scope.staged,
        announces_clean: output::is_terminal(),
        ..Findings::new(shown.collect(), &book.sources)
    };
    if args.statistics {
        statistics::print(common, args.format, &shown.findings, book)?;
    } else {
        formats::print(common, args.format, &shown)?;
    }
    Ok(ExitCode::from(u8::from(shown.fail())))
}

/// A process.toml that cannot be used, in the format that was requested; the exit code is 2 all the same.
pub(super) fn invalid(
    common: &Common,
    root: &Path,
    error: anyhow::Error,
    args: &Args,
) -> anyhow::Result<ExitCode> {
    let Some(invalid) = error.downcast_ref::<InvalidProcess>() else {
        return Err(error);
    };
    if args.is_for_people() {
        return Err(error);
    }
    let shown = Findings {
        paths: invalid.sources.paths().map(ToOwned::to_owned).collect(),
        prefix: &|| repository::prefix(root),
        strict: args.strict,
        ..Findings::new(invalid.findings.iter().collect(), &invalid.sources)
    };
    formats::print(common, args.format, &shown)?;
    Ok(ExitCode::from(COULD_NOT_RUN))
}
