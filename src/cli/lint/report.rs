//! The end of lint: the findings in the format that was requested, and the exit code.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use crate::cli::failure::{COULD_NOT_RUN, InvalidProcess};
use crate::cli::options::Common;
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Book, Deal};
use crate::render::summary::Counts;

use super::args::Args;
use super::findings::{self, Format, Shown};
use super::statistics;

/// What was judged.
pub(super) struct Outcome<'a> {
    /// The book.
    pub book: &'a Book,
    /// What was there before a change, and is shown apart.
    pub old: &'a [Diagnostic],
    /// The files that are judged in any case; others are when something is found in them.
    pub is_judged: &'a dyn Fn(&str) -> bool,
    /// Whether everything was looked at, so that what the baseline holds and is not found is mended.
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
    let fails = counts.errors > 0 || (args.strict && counts.warnings > 0);
    let code = ExitCode::from(u8::from(fails));
    if args.statistics {
        findings.retain(|finding| args.notes || finding.level > Level::Note);
        statistics::print(common, args.format, findings, book)?;
        return Ok(code);
    }
    let found = findings.iter().map(|finding| finding.place.file);
    let found: BTreeSet<&str> = found.map(|file| &*book.sources.file(file).path).collect();
    let judged = |path: &str| (outcome.is_judged)(path) || found.contains(path);
    let paths = book.sources.paths().filter(|path| judged(path));
    let paths: Vec<String> = paths.map(ToOwned::to_owned).collect();
    let path_of = |deal: &&Deal| judged(&book.sources.file(deal.file).path);
    let shown = Shown {
        findings: findings
            .iter()
            .filter(|finding| args.notes || finding.level > Level::Note)
            .collect(),
        old: outcome.old,
        sources: &book.sources,
        counts,
        deals: book.deals.iter().filter(path_of).count(),
        full: args.full || (outcome.full && paths.len() == 1),
        paths,
        strict: args.strict,
        staged: args.scope.staged,
        fails,
        root: root.to_path_buf(),
    };
    findings::print(common, args.format, &shown)?;
    Ok(code)
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
    if matches!(args.format, None | Some(Format::Human)) {
        return Err(error);
    }
    let shown = Shown {
        findings: invalid.findings.iter().collect(),
        old: &[],
        sources: &invalid.sources,
        counts: Counts::of(&invalid.findings),
        deals: 0,
        paths: invalid.sources.paths().map(ToOwned::to_owned).collect(),
        full: true,
        strict: args.strict,
        staged: args.scope.staged,
        fails: true,
        root: root.to_path_buf(),
    };
    findings::print(common, args.format, &shown)?;
    Ok(ExitCode::from(COULD_NOT_RUN))
}
