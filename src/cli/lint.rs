//! `dealctl lint`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::{Linted, Selection, lint};
use crate::load::{Evidence, WorkTree};
use crate::model::Book;
use crate::render::human::{Counts, Detail, Summary};
use crate::render::{human, json, short};

use super::failure::{Failure, InvalidProcess};
use super::options::Common;
use super::{output, repository};

/// Check every deal, or the given files and folders, against the process.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders or deals to report on; rules across deals still see the others.
    paths: Vec<String>,
    /// How to write the findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: the lines with the fault underlined.
    Human,
    /// One finding a line.
    Short,
    /// For programs; versioned.
    Json,
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
        Err(error) => return invalid(error, args),
    };
    selection.with_process(&book.process);
    repository::add_past(&mut book, &files, &selection);
    let asked = asked(&files, &book, &args.paths)?;
    let evidence = Evidence::new(&files);
    let mut linted = lint(&book, &evidence, &selection);
    if !asked.is_empty() {
        let is_asked = |path: &str| {
            asked
                .iter()
                .any(|asked| path == asked || path.starts_with(&format!("{asked}/")))
        };
        linted
            .findings
            .retain(|finding| is_asked(&book.sources.file(finding.place.file).path));
        linted.deals = book
            .deals
            .iter()
            .filter(|deal| is_asked(&book.sources.file(deal.file).path))
            .count();
        linted.files = (0..book.sources.len())
            .filter(|index| is_asked(&path_of(&book, *index)))
            .count();
    }
    let single = asked.len() == 1 && linted.files == 1;
    print(common, args, &book, &linted, args.full || single)?;
    let counts = Counts::of(&linted.findings);
    let fails = counts.errors > 0 || (args.strict && counts.warnings > 0);
    Ok(ExitCode::from(u8::from(fails)))
}

fn path_of(book: &Book, index: usize) -> String {
    let id = crate::text::FileId(u32::try_from(index).unwrap_or(u32::MAX));
    book.sources.file(id).path.to_string()
}

/// A process.toml that cannot be used, in the format that was asked for; the exit code is 2 all the same.
fn invalid(error: anyhow::Error, args: &Args) -> anyhow::Result<ExitCode> {
    let Some(invalid) = error.downcast_ref::<InvalidProcess>() else {
        return Err(error);
    };
    let shown: Vec<&Diagnostic> = invalid.findings.iter().collect();
    match args.format {
        Format::Human => return Err(error),
        Format::Short => output::print(&short::short(&shown, &invalid.sources))?,
        Format::Json => output::print(&json::lint(
            &shown,
            &invalid.sources,
            Counts::of(&invalid.findings),
            0,
            invalid.sources.len(),
        )?)?,
    }
    Ok(ExitCode::from(super::failure::COULD_NOT_RUN))
}

/// The paths that were asked for, from the root.
fn asked(files: &WorkTree, book: &Book, paths: &[String]) -> anyhow::Result<Vec<String>> {
    paths
        .iter()
        .map(|path| from_root(files, book, path))
        .filter(|path| !matches!(path, Ok(path) if path.is_empty()))
        .collect()
}

fn from_root(files: &WorkTree, book: &Book, path: &str) -> anyhow::Result<String> {
    for candidate in [PathBuf::from(path), files.root().join(path)] {
        let Ok(parent) = std::fs::canonicalize(
            candidate
                .parent()
                .filter(|parent| *parent != Path::new(""))
                .unwrap_or(Path::new(".")),
        ) else {
            continue;
        };
        // The last part is not resolved: a link is a file of the book under its own name.
        let full = match candidate.file_name() {
            Some(name) => parent.join(name),
            None => std::fs::canonicalize(&candidate)?,
        };
        if std::fs::symlink_metadata(&full).is_err() {
            continue;
        }
        let Ok(inside) = full.strip_prefix(files.root()) else {
            let message = format!("{path} is not in the repository {}", files.root().display());
            return Err(Failure::new(
                message,
                "name a file or folder below the one that holds process.toml",
            )
            .into());
        };
        return Ok(inside
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/"));
    }
    match repository::deal(book, path) {
        Ok(deal) => Ok(book.sources.file(deal.file).path.to_string()),
        Err(_) => Err(Failure::new(
            format!("there is no file, folder or deal {path}"),
            "paths are taken from the working directory",
        )
        .into()),
    }
}

fn print(
    common: &Common,
    args: &Args,
    book: &Book,
    linted: &Linted,
    full: bool,
) -> anyhow::Result<()> {
    let counts = Counts::of(&linted.findings);
    let shown: Vec<&Diagnostic> = linted
        .findings
        .iter()
        .filter(|finding| args.notes || finding.level > Level::Note)
        .collect();
    let text = match args.format {
        Format::Json => json::lint(&shown, &book.sources, counts, linted.deals, linted.files)?,
        Format::Short => short::short(&shown, &book.sources),
        Format::Human if shown.is_empty() => clean(counts, linted.deals),
        Format::Human => {
            let look = output::look(common);
            let detail = if full {
                Detail::Full
            } else {
                Detail::ErrorsInFull
            };
            let mut text = human::human(&shown, &book.sources, detail, look);
            text += &human::summary(
                &Summary {
                    shown: &shown,
                    counts,
                    deals: linted.deals,
                },
                look,
            );
            text
        }
    };
    output::print(&text)
}

/// Good news is said on a terminal only.
fn clean(counts: Counts, deals: usize) -> String {
    if !output::is_terminal() {
        return String::new();
    }
    let plural = if deals == 1 { "" } else { "s" };
    let notes = if counts.notes > 0 {
        format!(" {} still to do: --notes shows them.", counts.notes)
    } else {
        String::new()
    };
    format!("{deals} deal{plural}, nothing to fix.{notes}\n")
}
