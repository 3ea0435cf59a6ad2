//! Reads the past of the deals from git, once, whatever number of rules ask for it.
//!
//! Two streams: `git log --raw` says which commit made which blob of which path, `git cat-file --batch` hands over the blobs.
//! A blob is parsed as it arrives, and only the few values of `Facts` are kept.
//!
//! Merges: a change is found at the commit that made it, on whatever branch that was, because its author and day are what a
//! finding relies on; a pull request that waits for a week must not make its entries late, nor the person who merges it their
//! author. So the log is not cut down to first parents. Instead each deal is followed backwards from the blob that stands
//! now, from each blob to what it was made of (`lineage`): what a merge threw away is on nobody's way and does not count.
//! The merge itself counts as a change only of what it took from neither side (`-c`).

mod blobs;
mod facts;
mod lineage;
mod log;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::past::{Commit, Past};
use crate::text::Limits;

use super::git::{Git, GitError};

/// The sections that rules on the past ask for.
pub const RULES: &[&str] = &["opportunity", "registered", "credit", "outcome", "history"];

/// Which past to read.
#[derive(Clone, Copy, Debug)]
pub struct Span<'a> {
    /// The commit to look back from: `HEAD`, or what `--at` names.
    pub revision: &'a str,
    /// Commits dated later do not count (`--today` in the past).
    pub until: Option<NaiveDate>,
    /// The sections of a deal that are asked for; what was said in any other is passed over.
    pub sections: &'a [&'a str],
    /// Files that say something else than that commit, from the book's root: what it said is then the past, even of a file
    /// that only one commit knows.
    pub edited: &'a BTreeSet<String>,
}

/// Reads the past of every deal, or nothing when no commit tells of one: none had touched a deal by the day that is looked
/// back from, or the clone is shallow and knows only the end.
///
/// # Errors
/// git could not answer: no commit yet, a repository that is damaged.
pub fn read(git: &Git, span: Span<'_>, limits: &Limits) -> Result<Option<Past>, GitError> {
    if git.is_shallow {
        return Ok(None);
    }
    let mut tree = log::tree(git, span.revision)?;
    let mut log = log::read(git, span.revision)?;
    let now = log::end_of_tree(git, &mut tree, &mut log.names)?;
    let known = |commit: &Commit| span.until.is_none_or(|until| commit.day <= until);
    let commits = log.commits.iter().flat_map(|logged| &logged.commit);
    if !commits.into_iter().any(|commit| known(commit)) {
        return Ok(None);
    }
    let needed = log.needed(span.edited);
    let facts = blobs::read(git, &log.names, &needed, span.sections, limits)?;
    Ok(Some(lineage::follow(&log, &now, &facts, span.until)))
}
