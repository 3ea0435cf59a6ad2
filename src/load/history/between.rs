//! How the commits between two states of the book changed the deals. Only those commits are read, and only the blobs
//! that they name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::load::git::{Git, GitError};
use crate::model::past::{Commit, Past};
use crate::text::Limits;

use super::RULES;
use super::facts::Want;
use super::log::{Change, Log};
use super::named::Named;
use super::names::{Blob, NONE, PathId};
use super::{blobs, lineage, log};

/// What lies between two commits.
#[derive(Debug, Default)]
pub struct Between {
    /// The deals' files that are not the same on both sides.
    pub differing: BTreeSet<String>,
    /// The path of a deal's file at the start, by its path at the end; only of files that differ and existed.
    pub came_from: BTreeMap<String, String>,
    /// What the commits between changed, by the path at the end.
    pub past: Past,
    /// The last commit that deleted a file, by its path.
    pub deleted: HashMap<Box<str>, Arc<Commit>>,
}

/// Reads what lies between two commits, by their full names. The end state is taken as it is; commits dated after
/// `until` are left out.
///
/// # Errors
/// git could not answer.
pub fn between(
    git: &Git,
    base: &str,
    tip: &str,
    limits: &Limits,
    until: Option<NaiveDate>,
) -> Result<Between, GitError> {
    if base == tip {
        return Ok(Between::default());
    }
    let mut log = log::read(git, &format!("{base}..{tip}"), &[], &mut Named::default())?;
    let differing = log::differences(git, base, tip, &mut log.names)?;
    let needed = all(&log, &differing);
    let want = Want {
        sections: RULES,
        sendings: false,
    };
    let contents = blobs::read(git, &log.names, &needed, want, limits)?;
    let now: Vec<(PathId, Blob)> = differing
        .iter()
        .filter(|change| change.new != NONE)
        .map(|change| (change.path, change.new))
        .collect();
    let (past, left) = lineage::trace(&log, &now, &contents, until);
    let path = |id: PathId| log.names.paths[id as usize].to_string();
    Ok(Between {
        came_from: came_from(&differing, &now, &left)
            .into_iter()
            .map(|(new, old)| (path(new), path(old)))
            .collect(),
        differing: differing.iter().map(|change| path(change.path)).collect(),
        past,
        deleted: deleted(&log, until),
    })
}

/// Every blob that is named.
fn all(log: &Log, differing: &[Change]) -> Vec<Blob> {
    let changes = log.commits.iter().flat_map(|commit| &commit.changes);
    let blobs = changes.chain(differing).flat_map(|change| {
        [change.new, change.old]
            .into_iter()
            .chain(change.others.iter().copied())
    });
    let blobs: BTreeSet<Blob> = blobs.filter(|blob| *blob != NONE).collect();
    blobs.into_iter().collect()
}

/// Where each deal stood at the start: where the log was followed back to, to the very content if it can be. Each old file
/// is one deal's.
fn came_from(
    differing: &[Change],
    now: &[(PathId, Blob)],
    left: &lineage::Wanted,
) -> BTreeMap<PathId, PathId> {
    let old: HashMap<PathId, Blob> = differing
        .iter()
        .filter(|change| change.old != NONE)
        .map(|change| (change.path, change.old))
        .collect();
    let mut candidates: Vec<(bool, bool, PathId, PathId)> = Vec::new();
    for ((path, blob), deals) in left {
        let Some(there) = old.get(path) else {
            continue;
        };
        for deal in deals {
            let new = now[*deal].0;
            candidates.push((there != blob, new != *path, new, *path));
        }
    }
    candidates.sort_unstable();
    let (mut found, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, _, new, path) in candidates {
        if !found.contains_key(&new) && taken.insert(path) {
            found.insert(new, path);
        }
    }
    found
}

fn deleted(log: &Log, until: Option<NaiveDate>) -> HashMap<Box<str>, Arc<Commit>> {
    let mut deleted = HashMap::new();
    for logged in &log.commits {
        let Some(commit) = &logged.commit else {
            continue;
        };
        if until.is_some_and(|until| commit.day > until) {
            continue;
        }
        for change in logged.changes.iter().filter(|change| change.new == NONE) {
            let path = log.names.paths[change.path as usize].clone();
            deleted.entry(path).or_insert_with(|| Arc::clone(commit));
        }
    }
    deleted
}
