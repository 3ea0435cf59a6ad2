//! Reads the past of the deals from git, once for all rules.
//!
//! Two streams: `git log --raw` lists which commit made which blob of which path, `git cat-file --batch` delivers the
//! blobs. A blob is parsed as it arrives, and only the few values of `Facts` are kept.
//!
//! Merges: a change is found at the commit that made it, on whatever branch that was, because its author and day are
//! what a finding relies on; a pull request that waits for a week must not make its entries late, nor the person who
//! merges it their author. So the log is not cut down to first parents. Instead each deal is followed backwards from
//! its current blob, from each blob to what it was made of (`lineage`): what a merge discarded is never reached and
//! does not count. The merge itself counts as a change only of what it took from neither side (`-c`).

mod between;
mod blobs;
mod branch;
mod committed;
mod facts;
mod filed;
mod lineage;
mod log;
mod named;
mod names;

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;

use crate::model::past::{Commit, Past};
use crate::text::Limits;

use super::comparison::{Standing, compare_unless};
use super::git::{Git, GitError};
use super::listing::{self, Entry, Kind};
use super::work_tree::WorkTree;

pub use between::{Between, between};
pub use branch::{last_on, made};
pub use filed::Packets;

/// The sections that rules on the past ask for.
pub const RULES: &[&str] = &[
    "opportunity",
    "registered",
    "credit",
    "outcome",
    "reopened",
    "history",
];
/// The sections by which a file is known that has another name now.
pub const KNOWN_BY: &[&str] = &["opportunity"];

/// Which past to read.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    /// The commit to look back from: `HEAD`, or what `--at` names.
    pub revision: &'a str,
    /// Commits dated later do not count (`--today` in the past).
    pub until: Option<NaiveDate>,
    /// The work tree, if the book is its: its files may not be as the commit has them.
    pub tree: Option<&'a WorkTree>,
    /// The requested sections of a deal; all others are skipped.
    pub sections: &'a [&'a str],
    /// Files that differ from that commit, from the book's root: its version is then the past, even of a file that only
    /// one commit has.
    pub edited: &'a BTreeSet<String>,
}

/// Reads the past of every deal, and the state of the files that sent `packets` name as of the day each was sent. Returns
/// `None` if there is no past: no commit had touched a deal by that day, or the clone is shallow.
///
/// # Errors
/// git could not answer: no commit yet, a repository that is damaged.
pub fn read(
    git: &Git,
    span: Span<'_>,
    limits: &Limits,
    packets: &Packets<'_>,
) -> Result<Option<Past>, GitError> {
    if git.is_shallow {
        return Ok(None);
    }
    let tree = span.tree.filter(|_| !packets.are_none());
    let places = packets.places();
    let mut named = named::Named::new(&packets.paths());
    let (log, listed) = std::thread::scope(|scope| {
        let listing = scope.spawn(|| {
            let places = if tree.is_some() { &*places } else { &[] };
            let entries = listing::of_commit(git, span.revision, &[&["deals"], places].concat())?;
            let differing = tree.map_or_else(
                || Ok(HashSet::new()),
                |tree| differing(git, tree, &entries, packets),
            )?;
            Ok((entries, differing))
        });
        let log = log::read(git, span.revision, &places, &mut named);
        let stopped = GitError::Failed("listing the files was cut short".to_owned());
        (log, listing.join().unwrap_or(Err(stopped)))
    });
    let (mut log, (entries, differing)) = (log?, listed?);
    let now = log::numbered(&entries, &mut log.names);
    let known = |commit: &Commit| span.until.is_none_or(|until| commit.day <= until);
    let commits = log.commits.iter().flat_map(|logged| &logged.commit);
    if !commits.into_iter().any(|commit| known(commit)) {
        return Ok(None);
    }
    let needed = log.needed(&|path| differing.contains(path) || span.edited.contains(path));
    let want = facts::Want {
        sections: span.sections,
        sendings: !packets.are_none(),
    };
    let facts = blobs::read(git, &log.names, &needed, want, limits)?;
    let (mut past, sent) = lineage::follow(&log, &now, &facts, span.until);
    let known = filed::Known {
        git,
        log: &log,
        named: &named,
        sent: &sent,
        differing: &differing,
    };
    past.filed = known.filed(packets)?;
    Ok(Some(past))
}

/// Returns the files of packets that are not as the commit has them. Of one that git converts nobody knows, and it counts as
/// committed.
fn differing(
    git: &Git,
    tree: &WorkTree,
    entries: &[Entry],
    packets: &Packets<'_>,
) -> Result<HashSet<Box<str>>, GitError> {
    let path =
        |entry: &&Entry| std::str::from_utf8(&entry.path).is_ok_and(|path| packets.need(path));
    let entries: Vec<&Entry> = entries.iter().filter(path).collect();
    let is_same = |entry: &Entry| {
        let path = std::str::from_utf8(&entry.path).ok();
        let text = path.and_then(|path| packets.text(path));
        entry.kind == Kind::File && text.is_some_and(|text| entry.id.is_of(text.as_bytes()))
    };
    let standings = compare_unless(&is_same, git, tree, &entries)?;
    let differing = entries
        .iter()
        .zip(standings)
        .filter(|(_, standing)| matches!(standing, Standing::Differs { .. } | Standing::Missing));
    let path = |entry: &Entry| std::str::from_utf8(&entry.path).ok().map(Box::from);
    Ok(differing.filter_map(|(entry, _)| path(entry)).collect())
}
