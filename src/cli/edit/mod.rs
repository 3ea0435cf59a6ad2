//! `dealctl edit`.

mod editor;

use std::io::{self, BufRead as _, IsTerminal as _};
use std::process::ExitCode;

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::{Selection, lint};
use crate::load::Evidence;
use crate::model::Book;
use crate::render::findings::{Detail, draw};
use crate::text::name::count;
use crate::text::shell;

use super::failure::Failure;
use super::options::Common;
use super::repository::Files;
use super::{completing, output, past, repository};
use editor::Editor;

const EXAMPLES: &str = "\
Examples:
  dealctl edit northwind
  EDITOR='code --wait' dealctl edit northwind";

/// Open a deal in your editor, and check it when you leave.
///
/// The editor is $VISUAL, else $EDITOR, else core.editor of your git configuration, else vi. Errors in the deal are shown, and on
/// a terminal it can be opened again at the fault; else they mean exit code 1.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The deal: its path below deals/, or the last part of it.
    #[arg(add = completing::deals())]
    deal: String,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    if common.at.is_some() {
        let help = format!(
            "leave --at out to edit the file of now: dealctl edit {}",
            shell::name(&args.deal)
        );
        return Err(Failure::new("a deal in a commit cannot be edited", help).into());
    }
    let files = repository::find(common)?;
    let path = path_of(&repository::read_files(&files, common)?, &args.deal)?;
    let editor = Editor::find()?;
    let mut line = None;
    loop {
        editor.open(&files.root().join(&path), line)?;
        let (book, errors) = check(&files, common, &path)?;
        let Some(first) = errors.first() else {
            return Ok(ExitCode::SUCCESS);
        };
        let fault = book.sources.start(first.place).line;
        let shown: Vec<&Diagnostic> = errors.iter().collect();
        output::print(&draw(
            &shown,
            &book.sources,
            Detail::Full,
            output::term(common),
        ))?;
        if !opens_again(&path, shown.len(), fault)? {
            return Ok(ExitCode::from(1));
        }
        line = Some(fault);
    }
}

/// Returns the path of the file that a name means, also of one that cannot be read: it is to be corrected.
fn path_of(book: &Book, name: &str) -> anyhow::Result<String> {
    if book.named(name).is_empty()
        && let [path] = repository::unread(book, name)[..]
    {
        return Ok(path.to_owned());
    }
    let deal = repository::deal(book, name)?;
    Ok(book.sources.file(deal.file).path.to_string())
}

/// Returns the book as it is now, with the errors in one file.
fn check(files: &Files, common: &Common, path: &str) -> anyhow::Result<(Book, Vec<Diagnostic>)> {
    let mut book = repository::read_files(files, common)?;
    let mut selection = Selection::default();
    selection.with_process(&book.process);
    past::add_past(&mut book, files, &selection);
    let mut findings = lint(&book, &Evidence::new(files.origin()), &selection).findings;
    findings.retain(|finding| {
        finding.level == Level::Error && *book.sources.file(finding.place.file).path == *path
    });
    Ok((book, findings))
}

/// Asks whether to open the deal again at the fault; without a terminal, the answer is no.
fn opens_again(path: &str, errors: usize, line: usize) -> anyhow::Result<bool> {
    let stdin = io::stdin();
    let errors = count(errors, "error");
    if !stdin.is_terminal() || !io::stderr().is_terminal() {
        output::note(&format!("{path} has {errors}, the first in line {line}"));
        return Ok(false);
    }
    output::note(&format!(
        "{path} has {errors}. Open it again at line {line}? [Y/n]"
    ));
    let mut answer = String::new();
    let read = stdin.lock().read_line(&mut answer)?;
    let answer = answer.trim().to_lowercase();
    Ok(read > 0 && matches!(answer.as_str(), "" | "y" | "yes"))
}
