//! The book as it stood at an earlier commit, for `forecast --since`.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::load::git::{Git, GitError};
use crate::load::history::{self, Between};
use crate::load::then::{self, Snapshot};
use crate::load::{self, Changes, PROCESS_FILE, Stored};
use crate::model::Book;
use crate::model::book::ProblemKind;
use crate::model::past::Commit;
use crate::report::forecast;

use super::failure::Failure;
use super::gaps;
use super::repository::{self, Files};
use super::starting_point::{self, StartingPoint, When};

/// What is compared with by default.
pub(super) const DEFAULT: &str = "1w";

/// An earlier book, and what happened since.
pub(super) struct Compared {
    /// The commit.
    pub commit: Commit,
    /// Its files.
    pub files: Stored,
    /// Its book.
    pub then: Snapshot,
    /// What commits changed since.
    pub between: Between,
    /// Deal files with uncommitted changes.
    pub uncommitted: BTreeSet<String>,
    /// Whether process.toml has uncommitted changes.
    pub process_uncommitted: bool,
    /// The commits that changed process.toml since, newest first.
    pub process: Vec<Arc<Commit>>,
}

/// Returns the book at a starting point.
///
/// # Errors
/// If git cannot say how it stood.
pub(super) fn at(files: &Files, now: &Book, from: &StartingPoint) -> anyhow::Result<Compared> {
    let git = repository::git(files.root(), "--since")?;
    match compared(&git, files, now, &from.when) {
        Ok(compared) => Ok(compared),
        Err(NoComparison::Git(error)) => Err(Failure::new(
            error.to_string(),
            "leave --since out, or fix what git complains about: git status says more",
        )
        .into()),
        Err(NoComparison::Failure(failure)) => Err(failure.into()),
    }
}

/// Returns the book a week ago; `None` without git, or if the repository does not reach back so far.
pub(super) fn default(files: &Files, now: &Book) -> Option<Compared> {
    let git = files.git().ok()?;
    let from = StartingPoint::parse(DEFAULT).ok()?;
    compared(git, files, now, &from.when).ok()
}

/// Why there is nothing to compare with.
enum NoComparison {
    Git(GitError),
    Failure(Failure),
}

impl From<GitError> for NoComparison {
    fn from(error: GitError) -> Self {
        match error {
            GitError::Lacks(_) => Self::Failure(Failure::new(error.to_string(), PARTIAL)),
            error => Self::Git(error),
        }
    }
}

/// What to do about a clone that was made without the content of old files.
const PARTIAL: &str = "it is a partial clone: git fetch --refetch --no-filter brings what is missing, or leave --since out";

/// Gives the earlier book what git says of earlier days, as today's has it, so that both forecasts rest on the same.
fn add_past(now: &Book, then: &mut Snapshot, day: NaiveDate, between: &Between) {
    let Some(past) = &now.past else { return };
    if !forecast::sections(&then.book.process).is_empty() {
        then.book.past = Some(past.as_of(day, &between.came_from));
        if let Some(now_by_old) = &mut then.now_by_old_process {
            now_by_old.past = Some(past.clone());
        }
    }
}

fn compared(git: &Git, files: &Files, now: &Book, when: &When) -> Result<Compared, NoComparison> {
    if files.revision() == "HEAD" && git.is_unborn() {
        return Err(NoComparison::Failure(Failure::new(
            "there is no commit yet to compare with",
            "commit the deals first: git add deals process.toml, git commit",
        )));
    }
    if !files.absent().deals.is_empty() {
        return Err(NoComparison::Failure(Failure::new(
            "not all deals are checked out, and those that are not would count as removed",
            "look at the whole commit: --at HEAD, or git sparse-checkout disable",
        )));
    }
    let tip = git.commit(files.revision())?;
    let (commit, day) = find(git, &tip, now, when)?;
    let stored = Stored::commit(git, &commit.id)?;
    let limits = load::limits(&now.process);
    let until = now.as_of_given.then_some(now.today);
    let between = history::between(git, &commit.id, &tip, &limits, until)?;
    let changes = if files.is_stored() {
        Changes::default()
    } else {
        Changes::since(git, files.tree(), &tip)?
    };
    let uncommitted = changes.deals();
    gaps::tell_unknown(changes.unknown.intersection(&uncommitted));
    let differing: BTreeSet<String> = between.differing.union(&uncommitted).cloned().collect();
    if stored.lacks(PROCESS_FILE) {
        return Err(partial(&commit));
    }
    let mut then = then::then(now, files.origin(), &stored, &differing, day).map_err(|_| {
        NoComparison::Failure(Failure::new(
            format!(
                "there was no process.toml in {} that can be used",
                commit.short()
            ),
            "compare with a later commit: git log --oneline -- process.toml shows which changed it",
        ))
    })?;
    if lacks(&then.book, &stored, &differing) {
        return Err(partial(&commit));
    }
    add_past(now, &mut then, day, &between);
    let mut process = match then.now_by_old_process {
        Some(_) => history::made(git, &commit.id, &tip, PROCESS_FILE)?,
        None => Vec::new(),
    };
    process.retain(|commit| until.is_none_or(|until| commit.day <= until));
    Ok(Compared {
        commit,
        files: stored,
        then,
        between,
        uncommitted: uncommitted.difference(&changes.unknown).cloned().collect(),
        process_uncommitted: changes.paths().any(|path| path == PROCESS_FILE),
        process,
    })
}

/// Returns the failure for a clone that was made without the content of old files.
fn partial(commit: &Commit) -> NoComparison {
    NoComparison::Failure(Failure::new(
        format!("this clone lacks files of {}", commit.short()),
        PARTIAL,
    ))
}

/// Returns whether git does not have the content of a file as it was.
fn lacks(then: &Book, files: &Stored, differing: &BTreeSet<String>) -> bool {
    let unreadable = then
        .problems
        .iter()
        .filter(|problem| matches!(problem.kind, ProblemKind::Unreadable { .. }));
    let mut paths = unreadable.map(|problem| &*then.sources.file(problem.place.file).path);
    paths.any(|path| differing.contains(path) && files.lacks(path))
}

/// Returns the commit at a point in time, and the day to see its book from: that day, or the commit's own.
fn find(
    git: &Git,
    tip: &str,
    now: &Book,
    when: &When,
) -> Result<(Commit, NaiveDate), NoComparison> {
    let today = now.today;
    let day = match when {
        When::Length(length) => length.before(today, &now.process.calendar),
        When::Day(day) if *day <= today => *day,
        When::Day(day) => {
            let failure = starting_point::after_today(*day, today);
            return Err(NoComparison::Failure(failure));
        }
        When::Revision(revision) => {
            let commit = starting_point::commit(git, revision)?;
            let commit = commit
                .ok_or_else(|| NoComparison::Failure(starting_point::unknown_commit(revision)))?;
            let day = commit.day.min(today);
            return Ok((commit, day));
        }
    };
    let found = history::last_on(git, tip, Some(day))?;
    found.map(|commit| (commit, day)).ok_or_else(|| {
        let help = if git.is_shallow {
            "this clone is shallow: git fetch --unshallow brings the older commits"
        } else {
            "name a later day, or a commit: git log --reverse --format='%h %cs' shows the first ones"
        };
        NoComparison::Failure(Failure::new(
            format!("no commit was made on or before {day}"),
            help,
        ))
    })
}
