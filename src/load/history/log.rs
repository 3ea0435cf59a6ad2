//! `git log --raw`, token by token: which commit made which blob of which path.

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::Arc;

use crate::load::git::{Git, GitError};
use crate::load::listing::{Entry, Kind};
use crate::model::past::Commit;

use super::committed::commit;
use super::named::Named;
use super::names::{Blob, NONE, Names, PathId};

/// How one commit changed one path.
pub(super) struct Change {
    /// The path.
    pub(super) path: PathId,
    /// The blob after it.
    pub(super) new: Blob,
    /// The blob before it, on the first side.
    pub(super) old: Blob,
    /// The blobs before it on the other sides of a merge.
    pub(super) others: Box<[Blob]>,
}

/// A commit and its changes.
#[derive(Default)]
pub(super) struct Logged {
    /// The commit; `None` if its date cannot be read, so that nothing can rely on it.
    pub(super) commit: Option<Arc<Commit>>,
    /// What it changed.
    pub(super) changes: Vec<Change>,
}

/// The whole log, children before their parents.
pub(super) struct Log {
    pub(super) names: Names,
    pub(super) commits: Vec<Logged>,
}

impl Log {
    /// The blobs worth reading. A file that one commit brought, and no other changed, has no past to judge, unless its
    /// commit deleted another that it may have been.
    ///
    /// A file that `differs` from the commit is read all the same: what its commit brought must be distinguished from what was
    /// written since.
    pub(super) fn needed(&self, differs: &dyn Fn(&str) -> bool) -> Vec<Blob> {
        let mut changes = vec![0u32; self.names.paths.len()];
        for change in self.commits.iter().flat_map(|commit| &commit.changes) {
            changes[change.path as usize] += 1;
        }
        for (path, changes) in self.names.paths.iter().zip(&mut changes) {
            *changes += u32::from(*changes == 1 && differs(path));
        }
        let mut seen = vec![false; self.names.count()];
        seen[NONE as usize] = true;
        let mut needed = Vec::new();
        for commit in &self.commits {
            let deleted: HashSet<Blob> = commit
                .changes
                .iter()
                .filter(|change| change.new == NONE)
                .map(|change| change.old)
                .collect();
            for change in &commit.changes {
                let may_be_renamed = !deleted.is_empty() && !deleted.contains(&change.new);
                if changes[change.path as usize] == 1 && !may_be_renamed {
                    continue;
                }
                for blob in [change.new, change.old].iter().chain(&change.others) {
                    if !std::mem::replace(&mut seen[*blob as usize], true) {
                        needed.push(*blob);
                    }
                }
            }
        }
        needed
    }
}

/// Numbers the blob of every deal's path in a listing of a commit.
pub(super) fn numbered(entries: &[Entry], names: &mut Names) -> Vec<(PathId, Blob)> {
    let files = entries.iter().filter(|entry| entry.kind != Kind::Module);
    let numbered = files.filter_map(|entry| {
        let path = names.path(&entry.path, b"")?;
        Some((path, names.number(entry.id)?))
    });
    numbered.collect()
}

/// Reads which commit made which blob of which path, children before parents.
///
/// `named` collects the changes of files below `places`.
pub(super) fn read(
    git: &Git,
    revision: &str,
    places: &[&str],
    named: &mut Named,
) -> Result<Log, GitError> {
    let mut arguments = vec![
        "log",
        "--topo-order",
        // Includes a side of a merge of which nothing was kept: it may have had a deal before.
        "--full-history",
        "--raw",
        "-c",
        "-z",
        "--no-renames",
        "--no-abbrev",
        "--no-relative",
        "--encoding=UTF-8",
        "--date=raw",
        "--format=%x01%H%x00%cd%x00%an%x00%ae",
        "--end-of-options",
        revision,
        "--",
        "deals",
    ];
    arguments.extend_from_slice(places);
    let mut child = start(git, &arguments)?;
    let mut log = Log {
        names: Names::default(),
        commits: Vec::new(),
    };
    each_token(&mut child, |token, next| {
        let token = token.strip_prefix(b"\n").unwrap_or(token);
        match token.first() {
            Some(1) => {
                named.end_commit();
                let id = token[1..].to_vec();
                let (day, author, mail) = (next()?, next()?, next()?);
                log.commits.push(Logged {
                    commit: commit(&id, &day, &author, &mail).map(Arc::new),
                    changes: Vec::new(),
                });
            }
            Some(b':') => {
                let path = next()?;
                let change = change(token, &path, &git.prefix, &mut log.names)?;
                let at = log.commits.len().saturating_sub(1);
                if !named.is_empty() {
                    other(token, &path, &git.prefix, &mut log.names, named, at);
                }
                if let Some((change, commit)) = change.zip(log.commits.last_mut()) {
                    commit.changes.push(change);
                }
            }
            _ => {}
        }
        Some(())
    })?;
    Ok(log)
}

/// Returns the deals that differ between two commits, with the blob on each side; [`NONE`] if that side does not have the file.
pub(super) fn differences(
    git: &Git,
    base: &str,
    tip: &str,
    names: &mut Names,
) -> Result<Vec<Change>, GitError> {
    let mut child = start(
        git,
        &[
            "diff-tree",
            "-r",
            "--raw",
            "-z",
            "--no-renames",
            "--no-abbrev",
            "--no-relative",
            "--end-of-options",
            base,
            tip,
            "--",
            "deals",
        ],
    )?;
    let mut found = Vec::new();
    each_token(&mut child, |token, next| {
        found.extend(change(token, &next()?, &git.prefix, names)?);
        Some(())
    })?;
    Ok(found)
}

/// `:100644 100644 OLD NEW M`, with another colon, mode and blob for each further side of a merge. The outer option is
/// `None` if the line cannot be read, the inner if the path is not a deal.
#[allow(clippy::option_option)]
fn change(line: &[u8], path: &[u8], prefix: &[u8], names: &mut Names) -> Option<Option<Change>> {
    let Some(path) = names.path(path, prefix) else {
        return Some(None);
    };
    let mut blobs = blobs_of(line, names)?;
    let new = blobs.pop()?;
    let old = *blobs.first()?;
    Some(Some(Change {
        path,
        new,
        old,
        others: blobs[1..].into(),
    }))
}

/// The blobs before, one for each side, and the one after.
fn blobs_of(line: &[u8], names: &mut Names) -> Option<Vec<Blob>> {
    let sides = line.iter().take_while(|byte| **byte == b':').count();
    let words: Vec<&[u8]> = line[sides..].split(|byte| *byte == b' ').collect();
    let modes = words.get(..=sides)?;
    let blobs = words.get(sides + 1..2 * sides + 2)?;
    let blobs = modes.iter().zip(blobs).map(|(mode, hex)| {
        // What another repository has is not in this one.
        match Kind::of_mode(mode) {
            Kind::Module => Some(NONE),
            _ => names.blob(hex),
        }
    });
    blobs.collect()
}

/// The same line for a file that packets may name.
fn other(
    line: &[u8],
    path: &[u8],
    prefix: &[u8],
    names: &mut Names,
    files: &mut Named,
    at: usize,
) -> Option<()> {
    let path = std::str::from_utf8(path.strip_prefix(prefix)?).ok()?;
    let blobs = blobs_of(line, names)?;
    files.take(path, *blobs.first()?, *blobs.last()?, at);
    Some(())
}

/// Begins a git command whose output is read as it comes.
pub(super) fn start(git: &Git, arguments: &[&str]) -> Result<Child, GitError> {
    git.command(arguments)
        // A clone without its blobs stays without them: lint fetches nothing.
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| GitError::Failed(error.to_string()))
}

/// Passes on the output of a command, token by token; the second argument reads one more token. Fails if the command
/// does, or if a token cannot be read.
fn each_token(
    child: &mut Child,
    mut take: impl FnMut(&[u8], &mut dyn FnMut() -> Option<Vec<u8>>) -> Option<()>,
) -> Result<(), GitError> {
    let failed = |why: &str| GitError::Failed(why.to_owned());
    let stdout = child.stdout.take();
    let mut reader = BufReader::with_capacity(1 << 16, stdout.ok_or_else(|| failed("no output"))?);
    let mut token = Vec::new();
    let mut sense = true;
    loop {
        token.clear();
        match reader.read_until(0, &mut token) {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
        let text = token.strip_suffix(&[0]).unwrap_or(&token);
        let mut next = || {
            let mut more = Vec::new();
            reader.read_until(0, &mut more).ok().filter(|n| *n > 0)?;
            more.pop_if(|last| *last == 0);
            Some(more)
        };
        if take(text, &mut next).is_none() {
            sense = false;
            break;
        }
    }
    drop(reader);
    end(child)?;
    if sense {
        Ok(())
    } else {
        Err(failed("its output could not be understood"))
    }
}

/// Waits for a command whose output has been read.
pub(super) fn end(child: &mut Child) -> Result<(), GitError> {
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(GitError::Failed("the log cannot be read".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_has_a_blob_for_each_side() {
        let mut names = Names::default();
        let [a, b, c] = ["a", "b", "c"].map(|digit| digit.repeat(40));
        let line = format!("::100644 100644 100644 {a} {b} {c} MM");
        let change = change(line.as_bytes(), b"x/deals/a.yaml", b"x/", &mut names)
            .flatten()
            .expect("a change of a deal");
        assert_eq!((change.old, &*change.others, change.new), (1, &[2][..], 3));
        assert_eq!(names.hex(3), c.as_bytes());
    }

    #[test]
    fn paths_outside_the_book_are_passed_over() {
        let mut names = Names::default();
        let line = format!(":100644 100644 {} {} M", "a".repeat(40), "b".repeat(40));
        for path in ["deals/a.yaml", "x/deals/notes/a.md", "x/process.toml"] {
            let found = change(line.as_bytes(), path.as_bytes(), b"x/", &mut names);
            assert!(found.is_some_and(|change| change.is_none()), "{path}");
        }
        assert!(change(b":100644", b"x/deals/a.yaml", b"x/", &mut names).is_none());
    }
}
