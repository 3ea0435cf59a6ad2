//! A branch's own line of commits: which one was the last on a day, which ones changed a file.

use std::io::{BufRead as _, BufReader};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::load::git::{Git, GitError};
use crate::model::past::Commit;

use super::committed::commit;
use super::log;

/// The last commit of a revision's own line that was made on or before a day, by its committer's clock; `None` if there
/// is none. Without a day, the commit that the revision names.
///
/// # Errors
/// git could not answer.
pub fn last_on(
    git: &Git,
    revision: &str,
    day: Option<NaiveDate>,
) -> Result<Option<Commit>, GitError> {
    let mut found = None;
    first_parents(git, revision, &[], |commit| {
        if day.is_none_or(|day| commit.day <= day) {
            found = Some(commit);
        }
        found.is_none()
    })?;
    Ok(found)
}

/// The commits between two that changed one file, newest first.
///
/// # Errors
/// git could not answer.
pub fn made(git: &Git, base: &str, tip: &str, path: &str) -> Result<Vec<Arc<Commit>>, GitError> {
    let mut found = Vec::new();
    first_parents(git, &format!("{base}..{tip}"), &[path], |commit| {
        found.push(Arc::new(commit));
        true
    })?;
    Ok(found)
}

/// The commits on a branch's own line, newest first, until `take` stops: first parents only, so that what another
/// branch did before it was merged does not count as the branch's state.
fn first_parents(
    git: &Git,
    revision: &str,
    paths: &[&str],
    mut take: impl FnMut(Commit) -> bool,
) -> Result<(), GitError> {
    let mut arguments = vec![
        "log",
        "--first-parent",
        "-z",
        "--encoding=UTF-8",
        "--date=raw",
        "--format=%H%n%cd%n%an%n%ae",
        "--end-of-options",
        revision,
        "--",
    ];
    arguments.extend(paths);
    let mut child = log::start(git, &arguments)?;
    let stdout = child.stdout.take();
    let mut reader =
        BufReader::new(stdout.ok_or_else(|| GitError::Failed("no output".to_owned()))?);
    let mut token = Vec::new();
    loop {
        token.clear();
        if !matches!(reader.read_until(0, &mut token), Ok(n) if n > 0) {
            return log::end(&mut child);
        }
        token.pop_if(|last| *last == 0);
        let mut lines = token.split(|byte| *byte == b'\n');
        let mut line = || lines.next().unwrap_or_default();
        let found = commit(line(), line(), line(), line());
        if found.is_some_and(|found| !take(found)) {
            // git may have more output; it is not read.
            drop(reader);
            let _ = child.kill();
            let _ = child.wait();
            return Ok(());
        }
    }
}
