//! `lint --staged`: only what a commit would bring.

use std::collections::HashSet;
use std::process::ExitCode;

use crate::cli::options::Common;
use crate::cli::output;
use crate::cli::repository::{self, Files};
use crate::lint::Selection;
use crate::lint::change::{BaseState, ChangeFindings, change};
use crate::load::git::{Git, GitError};
use crate::load::listing::{self, IndexEntry, Kind};
use crate::load::{Changes, Origin as _, PROCESS_FILE, Stored, Touched, WorkTree};
use crate::text::{Limits, SourceFile};

use super::args::Args;
use super::report::{Outcome, invalid, report};

/// Judges what is staged.
pub(super) fn run(
    common: &Common,
    args: &Args,
    files: &Files,
    requested: &Selection,
) -> anyhow::Result<ExitCode> {
    let git = repository::git(files.root(), "--staged")?;
    let changes = Changes::staged(&git).map_err(|error| repository::not_answered(&error))?;
    if changes.are_none() && args.is_for_people() {
        tell_module(listing::of_index(&git, &["deals"]).is_ok_and(|deals| is_module(&deals)));
        output::note("Nothing of the book is staged.");
        return Ok(ExitCode::SUCCESS);
    }
    let tree = WorkTree::new(files.root())?;
    let index = Stored::index(&git, tree).map_err(|error| repository::not_answered(&error))?;
    tell_module(!index.modules().is_empty());
    let process = index.read(PROCESS_FILE, Limits::default().bytes);
    let process = process.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let touched = changes.touched(&process.unwrap_or_default());
    let is_whole = |file: &SourceFile| touched.contains(file);
    let mut book = match repository::read_whole(&index, common, &is_whole) {
        Ok(book) => book,
        Err(error) => return invalid(common, files.root(), error, args),
    };
    let parents = parents();
    let before = parents
        .iter()
        .filter_map(|name| before(&git, name, &changes));
    let ChangeFindings { mut new, old } =
        change(&mut book, &index, before, &changes, &touched, requested)
            .map_err(|error| repository::not_answered(&error))?;
    let paths: HashSet<&str> = changes.paths().map(String::as_str).collect();
    let all = matches!(touched, Touched::Everything);
    let staged = |path: &str| all || paths.contains(path);
    let outcome = Outcome {
        book: &book,
        old: &old,
        is_judged: &staged,
        whole: false,
        full: true,
    };
    let code = report(common, args, files.root(), &mut new, &outcome)?;
    std::mem::forget((book, new, index));
    Ok(code)
}

fn is_module(deals: &[IndexEntry]) -> bool {
    deals.iter().any(|listed| listed.entry.kind == Kind::Module)
}

/// Says that deals in another repository are not judged here.
fn tell_module(is_one: bool) {
    if is_one {
        output::note_once(
            "warning: deals/ is another repository or has one in it (a submodule): what is staged there is not judged here",
        );
    }
}

/// The revisions that what is staged will follow: HEAD, and what is merged into it. A merge that stopped has MERGE_HEAD; one that
/// git is about to commit has not yet, and names what it merges in the environment of its hook (`GITHEAD_…`).
fn parents() -> Vec<String> {
    let merged = std::env::vars_os().filter_map(|(name, _)| {
        let id = name.to_str()?.strip_prefix("GITHEAD_")?.to_owned();
        let is_id = matches!(id.len(), 40 | 64) && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id.then_some(id)
    });
    let first = ["HEAD", "MERGE_HEAD"].map(ToOwned::to_owned);
    first.into_iter().chain(merged).collect()
}

/// A commit that what is staged will follow: HEAD, none before the first commit; and what is being merged into it.
fn before(git: &Git, name: &str, since_head: &Changes) -> Option<Result<BaseState, GitError>> {
    let commit = git.commit(name).ok()?;
    let changes = match name {
        "HEAD" => Ok(since_head.clone()),
        _ => Changes::staged_against(git, &commit),
    };
    let before = |changes| {
        let files = Stored::commit(git, &commit)?;
        Ok(BaseState { files, changes })
    };
    Some(changes.and_then(before))
}
