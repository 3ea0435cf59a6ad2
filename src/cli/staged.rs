//! `lint --staged` and `lint --changed REV`: only what a change brings.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::process::ExitCode;

use crate::lint::Selection;
use crate::lint::change::{Brought, change};
use crate::load::git::{Git, GitError};
use crate::load::{Changes, Origin as _, PROCESS_FILE, Stored, WorkTree};
use crate::render::summary;
use crate::text::{Limits, SourceFile};

use super::failure::Failure;
use super::findings::Format;
use super::lint::{self, Args, Outcome};
use super::options::Common;
use super::output;
use super::repository::{self, Files};

/// What of the book is looked at.
#[derive(Debug, clap::Args)]
pub(super) struct Scope {
    /// Judge what is staged for commit, and fail only for what the commit adds.
    ///
    /// The index is judged, not the work tree. What HEAD had already is listed as old. Rules on history rest.
    #[arg(long, conflicts_with_all = ["paths", "changed", "change", "write_baseline"])]
    pub staged: bool,
    /// Report only on files that differ from this commit; on all of them when process.toml does.
    #[arg(long, value_name = "REV", conflicts_with = "write_baseline")]
    changed: Option<String>,
}

impl Scope {
    /// Whether less than the whole book is looked at.
    pub(super) fn is_asked(&self) -> bool {
        self.staged || self.changed.is_some()
    }

    /// The deals that `--changed` is about; none when it is about everything.
    pub(super) fn changed(&self, root: &Path) -> anyhow::Result<Option<BTreeSet<String>>> {
        let Some(revision) = &self.changed else {
            return Ok(None);
        };
        let git = repository::git(root, "--changed")?;
        let commit = repository::commit(&git, revision)?;
        let changes = Changes::since(&git, &commit).map_err(|error| not_answered(&error))?;
        Ok((!changes.change_process()).then(|| changes.deals()))
    }
}

fn not_answered(error: &GitError) -> Failure {
    Failure::new(
        error.to_string(),
        "mend what git complains of: git status says more",
    )
}

/// Judges what is staged.
pub(super) fn run(
    common: &Common,
    args: &Args,
    files: &Files,
    mut selection: Selection,
) -> anyhow::Result<ExitCode> {
    let git = repository::git(files.root(), "--staged")?;
    let changes = Changes::staged(&git).map_err(|error| not_answered(&error))?;
    if changes.are_none() && matches!(args.format, None | Some(Format::Human)) {
        output::note("Nothing of the book is staged.");
        return Ok(ExitCode::SUCCESS);
    }
    let tree = WorkTree::new(files.root())?;
    let index = Stored::index(&git, tree).map_err(|error| not_answered(&error))?;
    let process = index.read(PROCESS_FILE, Limits::default().bytes);
    let process = process.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let touched = changes.touched(&process.unwrap_or_default());
    let is_whole = |file: &SourceFile| touched.contains(file);
    let mut book = match repository::read_whole(&index, common, &is_whole) {
        Ok(book) => book,
        Err(error) => return lint::invalid(common, files.root(), error, args),
    };
    selection.with_process(&book.process);
    let before = || before(&git);
    let Brought { mut new, old } =
        change(&mut book, &index, before, &changes, &touched, &selection)
            .map_err(|error| not_answered(&error))?;
    let paths: HashSet<&str> = changes.paths().map(String::as_str).collect();
    let staged = |path: &str| paths.contains(path);
    let outcome = Outcome {
        book: &book,
        is_reported: &staged,
        whole: false,
        full: true,
    };
    let code = lint::report(common, args, files.root(), &mut new, &outcome)?;
    // For people only: no program should take what is old for new.
    if !args.statistics && matches!(args.format, None | Some(Format::Human)) {
        output::print(&summary::old(&old, &book.sources, output::look(common)))?;
    }
    std::mem::forget((book, new, index));
    Ok(code)
}

/// HEAD; nothing before the first commit.
fn before(git: &Git) -> Result<Option<Stored>, GitError> {
    match git.commit("HEAD") {
        Ok(commit) => Stored::commit(git, &commit).map(Some),
        Err(_) => Ok(None),
    }
}
