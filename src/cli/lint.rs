//! `dealctl lint`.

use std::process::ExitCode;

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::{Selection, lint};
use crate::load::{Evidence, WorkTree};
use crate::render::human::Counts;

use super::asked_paths::{asked, is_asked};
use super::failure::{Failure, InvalidProcess};
use super::findings::{self, Format, Shown};
use super::fix;
use super::options::Common;
use super::repository;
use super::statistics;

/// Check every deal, or the given files and folders, against the process.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders or deals to report on; rules across deals still see the others.
    paths: Vec<String>,
    /// How to write the findings.
    ///
    /// Without it: human; under GitHub Actions github, with the text for people on stderr.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Exit with 1 for warnings too.
    #[arg(long)]
    strict: bool,
    /// Run only these rules or families.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not run these rules or families.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Show notes too: what is still to do.
    #[arg(long)]
    notes: bool,
    /// Draw every finding in full; a single file is drawn so anyway.
    #[arg(long)]
    full: bool,
    /// Count the findings by rule, family, owner and partner instead of showing them.
    #[arg(long)]
    statistics: bool,
    #[command(flatten)]
    baseline: super::baseline::BaselineArgs,
    #[command(flatten)]
    fix: fix::Options,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let mut selection = Selection::new(&args.select, &args.ignore).map_err(|unknown| {
        let help = match unknown.nearest {
            Some(near) => format!("did you mean {near}?"),
            None => "dealctl explain lists every rule".to_owned(),
        };
        Failure::new(format!("there is no rule or family {}", unknown.name), help)
    })?;
    let files = repository::find(common)?;
    let mut book = match repository::read(&files, common) {
        Ok(book) => book,
        Err(error) => return invalid(common, &files, error, args),
    };
    selection.with_process(&book.process);
    repository::add_past(&mut book, &files, &selection);
    let asked = asked(&files, &book, &args.paths)?;
    let mut all_written = true;
    if args.fix.is_asked() {
        let fixed = fix::find(&files, book, &selection, &args.fix, &|path| {
            is_asked(&asked, path)
        });
        if args.fix.diff {
            return fix::show(common, &fixed);
        }
        all_written = fix::write(files.root(), &fixed);
        book = repository::read(&files, common)?;
        repository::add_past(&mut book, &files, &selection);
    }
    let mut linted = lint(&book, &Evidence::new(&files), &selection);
    let path_of = |finding: &Diagnostic| &*book.sources.file(finding.place.file).path;
    linted
        .findings
        .retain(|finding| is_asked(&asked, path_of(finding)));
    let whole = asked.is_empty() && args.select.is_empty() && args.ignore.is_empty();
    args.baseline
        .apply(&mut linted.findings, &book.sources, whole)?;
    let counts = Counts::of(&linted.findings);
    let fails = counts.errors > 0 || (args.strict && counts.warnings > 0);
    if args.statistics {
        linted
            .findings
            .retain(|finding| args.notes || finding.level > Level::Note);
        statistics::print(common, args.format, &linted.findings, &book)?;
        return Ok(ExitCode::from(u8::from(fails)));
    }
    let paths: Vec<String> = book
        .sources
        .paths()
        .filter(|path| is_asked(&asked, path))
        .map(ToOwned::to_owned)
        .collect();
    let deals = book
        .deals
        .iter()
        .filter(|deal| is_asked(&asked, &book.sources.file(deal.file).path))
        .count();
    let shown = Shown {
        findings: linted
            .findings
            .iter()
            .filter(|finding| args.notes || finding.level > Level::Note)
            .collect(),
        sources: &book.sources,
        counts,
        deals,
        full: args.full || (asked.len() == 1 && paths.len() == 1),
        paths,
        strict: args.strict,
        root: files.root().to_path_buf(),
    };
    findings::print(common, args.format, &shown)?;
    if !all_written {
        return Ok(ExitCode::from(super::failure::COULD_NOT_RUN));
    }
    // The program ends here: taking a large book apart piece by piece would only take time.
    std::mem::forget((book, linted));
    Ok(ExitCode::from(u8::from(fails)))
}

/// A process.toml that cannot be used, in the format that was asked for; the exit code is 2 all the same.
fn invalid(
    common: &Common,
    files: &WorkTree,
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
        sources: &invalid.sources,
        counts: Counts::of(&invalid.findings),
        deals: 0,
        paths: invalid.sources.paths().map(ToOwned::to_owned).collect(),
        full: true,
        strict: args.strict,
        root: files.root().to_path_buf(),
    };
    findings::print(common, args.format, &shown)?;
    Ok(ExitCode::from(super::failure::COULD_NOT_RUN))
}
