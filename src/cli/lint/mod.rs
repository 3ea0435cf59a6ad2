//! `dealctl lint`.

mod args;
mod baseline;
mod changed;
mod findings;
mod fix;
mod report;
mod requested_paths;
mod staged;
mod statistics;

use std::process::ExitCode;

use crate::lint::{Selection, lint};
use crate::load::Evidence;

use super::failure::{COULD_NOT_RUN, Failure};
use super::options::Common;
use super::{past, repository};
use report::{Outcome, invalid, report};
use requested_paths::{is_requested, requested};

pub(super) use args::Args;

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    if let Some(format) = args.format {
        format.check(args.statistics)?;
    }
    let requested_rules = selection(args)?;
    if common.at.is_some() && (args.scope.staged || args.fix.is_requested()) {
        let help =
            "a commit cannot be changed, and nothing is staged in it: leave one of the options out";
        let message = "--at does not go with --staged, --fix or --diff";
        return Err(Failure::new(message, help).into());
    }
    let files = repository::find(common)?;
    if args.scope.staged {
        return staged::run(common, args, &files, &requested_rules);
    }
    let mut book = match repository::read_files(&files, common) {
        Ok(book) => book,
        Err(error) => return invalid(common, files.root(), error, args),
    };
    let mut selection = requested_rules.clone();
    selection.with_process(&book.process);
    let mut past_is_known = past::add_past(&mut book, &files, &selection);
    let requested = requested(&files, &book, &args.paths)?;
    let since = args.scope.since(&files)?;
    let is_reported = |path: &str| {
        let differs = since.as_ref().is_none_or(|since| since.differs(path));
        is_requested(&requested, path) && differs
    };
    let mut all_written = true;
    if args.fix.is_requested() {
        let fixed = fix::find(files.origin(), book, &selection, &args.fix, &is_reported);
        if args.fix.diff {
            return fix::show(common, &fixed);
        }
        all_written = fix::write(files.root(), &fixed);
        book = repository::read_files(&files, common)?;
        past_is_known = past::add_past(&mut book, &files, &selection);
    }
    let mut findings = match &since {
        Some(since) => since.findings(&mut book, files.origin(), &requested_rules)?,
        None => lint(&book, &Evidence::new(files.origin()), &selection).findings,
    };
    findings
        .retain(|finding| is_requested(&requested, &book.sources.file(finding.place.file).path));
    let is_judged = |path: &str| {
        is_requested(&requested, path) && since.as_ref().is_none_or(|since| since.judges(path))
    };
    let outcome = Outcome {
        book: &book,
        old: &[],
        is_judged: &is_judged,
        whole: requested.is_empty() && since.is_none() && args.selects_all(),
        full: requested.len() == 1,
    };
    let code = report(common, args, files.root(), &mut findings, &outcome)?;
    // `--strict` must not pass just because some rules could not run.
    if !all_written || (args.strict && !past_is_known) {
        return Ok(ExitCode::from(COULD_NOT_RUN));
    }
    let code = if args.strict && !book.incomplete.is_empty() {
        ExitCode::from(1)
    } else {
        code
    };
    // The program ends here; freeing a large book would only take time.
    std::mem::forget((book, findings));
    Ok(code)
}

fn selection(args: &Args) -> anyhow::Result<Selection> {
    let selection = Selection::new(&args.select, &args.ignore);
    let selection = selection.and_then(|selection| selection.at_levels(&args.levels));
    selection.map_err(|unknown| {
        let message = format!("there is no rule or family {}", unknown.name);
        let near = unknown.nearest;
        Failure::unknown(message, near, "dealctl explain lists every rule").into()
    })
}
