//! `--since WHEN` of a report: which commit is meant, and the book as it stood there.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Days, Months, NaiveDate};

use crate::load::git::{Git, GitError};
use crate::load::history::{self, Between};
use crate::load::then::{self, Snapshot};
use crate::load::{self, Changes, PROCESS_FILE, Stored};
use crate::model::Book;
use crate::model::book::ProblemKind;
use crate::model::past::Commit;
use crate::model::scalar::parse_date;
use crate::report::forecast;

use super::failure::Failure;
use super::repository::{self, Files};

/// What is compared with when nobody says.
pub(super) const DEFAULT: &str = "1w";

/// What somebody asked to compare with, in their own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// As it was written.
    pub text: String,
    when: When,
}

/// What to compare with.
#[derive(Clone, Debug, PartialEq, Eq)]
enum When {
    /// So long before today.
    Period(Period),
    /// The end of a day.
    Day(NaiveDate),
    /// A commit.
    Revision(String),
}

/// A length of time on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Period {
    /// Days.
    Days(u32),
    /// Months.
    Months(u32),
}

/// The book as it stood, and what happened since.
pub(super) struct Compared {
    /// The commit.
    pub commit: Commit,
    /// Its files.
    pub files: Stored,
    /// Its book.
    pub then: Snapshot,
    /// What commits changed since.
    pub between: Between,
    /// Files of deals that are not committed as they stand.
    pub uncommitted: BTreeSet<String>,
    /// Whether process.toml is not committed as it stands.
    pub process_uncommitted: bool,
    /// The commits that changed process.toml since, newest first.
    pub process: Vec<Arc<Commit>>,
}

/// Reads `1w`, `10d`, `2m`, a date, or else a revision.
pub(super) fn read(text: &str) -> Result<Asked, String> {
    let text = text.trim();
    Ok(Asked {
        text: text.to_owned(),
        when: when(text)?,
    })
}

fn when(text: &str) -> Result<When, String> {
    if let Some(day) = parse_date(text).filter(|_| text.len() == 10) {
        return Ok(When::Day(day));
    }
    if let Some(period) = period(text) {
        return Ok(When::Period(period));
    }
    let is_date = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if text.is_empty() || is_date {
        return Err(
            "a period such as 1w, 10d or 2m, a date that exists, written YYYY-MM-DD, or a commit"
                .to_owned(),
        );
    }
    Ok(When::Revision(text.to_owned()))
}

fn period(text: &str) -> Option<Period> {
    let (n, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if n.is_empty() || !n.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let n: u32 = n.parse().ok().filter(|n| *n <= 36_500)?;
    match unit {
        "d" => Some(Period::Days(n)),
        "w" => Some(Period::Days(n.checked_mul(7)?)),
        "m" => Some(Period::Months(n)),
        "y" => Some(Period::Months(n.checked_mul(12)?)),
        _ => None,
    }
}

impl Period {
    fn before(self, today: NaiveDate) -> NaiveDate {
        match self {
            Self::Days(n) => today.checked_sub_days(Days::new(n.into())),
            Self::Months(n) => today.checked_sub_months(Months::new(n)),
        }
        .unwrap_or(NaiveDate::MIN)
    }
}

/// The book that somebody asked to compare with; an error when it cannot be had.
pub(super) fn asked(files: &Files, now: &Book, asked: &Asked) -> anyhow::Result<Compared> {
    let git = repository::git(files.root(), "--since")?;
    match compared(&git, files, now, &asked.when) {
        Ok(compared) => Ok(compared),
        Err(Cannot::Git(error)) => Err(Failure::new(
            error.to_string(),
            "leave --since out, or mend what git complains of: git status says more",
        )
        .into()),
        Err(Cannot::Said(failure)) => Err(failure.into()),
    }
}

/// The book a week ago; `None` without git, or when the repository does not reach back so far.
pub(super) fn usual(files: &Files, now: &Book) -> Option<Compared> {
    let git = Git::open(files.root()).ok()?;
    compared(&git, files, now, &When::Period(Period::Days(7))).ok()
}

/// Why there is nothing to compare with.
enum Cannot {
    Git(GitError),
    Said(Failure),
}

impl From<GitError> for Cannot {
    fn from(error: GitError) -> Self {
        Self::Git(error)
    }
}

/// What git says of earlier days counts then as it does now, or the two forecasts would rest on different things.
fn add_past(now: &Book, then: &mut Snapshot, day: NaiveDate, between: &Between) {
    let Some(past) = &now.past else { return };
    if !forecast::sections(&then.book.process).is_empty() {
        then.book.past = Some(past.as_of(day, &between.came_from));
        if let Some(now_by_old) = &mut then.now_by_old_process {
            now_by_old.past = Some(past.clone());
        }
    }
}

fn compared(git: &Git, files: &Files, now: &Book, when: &When) -> Result<Compared, Cannot> {
    if files.revision() == "HEAD" && git.is_unborn() {
        return Err(Cannot::Said(Failure::new(
            "there is no commit yet to compare with",
            "commit the deals first: git add deals process.toml, git commit",
        )));
    }
    let tip = git.commit(files.revision())?;
    let (commit, day) = find(git, &tip, now.today, when)?;
    let stored = Stored::commit(git, &commit.id)?;
    let limits = load::limits(&now.process);
    let until = now.as_of_given.then_some(now.today);
    let between = history::between(git, &commit.id, &tip, &limits, until)?;
    let changes = if files.is_stored() {
        Changes::default()
    } else {
        Changes::since(git, &tip)?
    };
    let uncommitted = changes.deals();
    let differing: BTreeSet<String> = between.differing.union(&uncommitted).cloned().collect();
    if stored.lacks(PROCESS_FILE) {
        return Err(partial(&commit));
    }
    let mut then = then::then(now, files.origin(), &stored, &differing, day).map_err(|_| {
        Cannot::Said(Failure::new(
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
        uncommitted,
        process_uncommitted: changes.paths().any(|path| path == PROCESS_FILE),
        process,
    })
}

/// A clone that was made without the content of old files.
fn partial(commit: &Commit) -> Cannot {
    Cannot::Said(Failure::new(
        format!("this clone lacks files of {}", commit.short()),
        "it is a partial clone: clone again without --filter, or leave --since out",
    ))
}

/// Whether git does not have the content of a file of then.
fn lacks(then: &Book, files: &Stored, differing: &BTreeSet<String>) -> bool {
    let unreadable = then
        .problems
        .iter()
        .filter(|problem| matches!(problem.kind, ProblemKind::Unreadable { .. }));
    let mut paths = unreadable.map(|problem| &*then.sources.file(problem.place.file).path);
    paths.any(|path| differing.contains(path) && files.lacks(path))
}

/// The commit that is meant, and the day to see its book from: the day that was requested, or that of the commit.
fn find(
    git: &Git,
    tip: &str,
    today: NaiveDate,
    when: &When,
) -> Result<(Commit, NaiveDate), Cannot> {
    let day = match when {
        When::Period(period) => period.before(today),
        When::Day(day) if *day <= today => *day,
        When::Day(day) => {
            return Err(Cannot::Said(Failure::new(
                format!("--since {day} is after {today}, the day the book is seen from"),
                "name a day that has been",
            )));
        }
        When::Revision(revision) => {
            let unknown = || {
                Cannot::Said(Failure::new(
                    format!("git knows no commit {revision}"),
                    "write --since with a period such as 1w, a date, or a commit: git log --oneline shows the latest; in a \
                     shallow clone older ones are missing",
                ))
            };
            let id = git.commit(revision).map_err(|_| unknown())?;
            let commit = history::last_on(git, &id, None)?.ok_or_else(unknown)?;
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
        Cannot::Said(Failure::new(
            format!("no commit was made on or before {day}"),
            help,
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_dates_and_commits_are_told_apart() {
        let day = |text: &str| parse_date(text).expect("a date");
        assert_eq!(when("1w"), Ok(When::Period(Period::Days(7))));
        assert_eq!(when("10d"), Ok(When::Period(Period::Days(10))));
        assert_eq!(when("2m"), Ok(When::Period(Period::Months(2))));
        assert_eq!(when("2026-11-16"), Ok(When::Day(day("2026-11-16"))));
        for revision in ["HEAD~3", "main", "w", "1", "4f2c91e", "v1.0-2026-11-16"] {
            assert_eq!(when(revision), Ok(When::Revision(revision.to_owned())));
        }
        assert!(when("2026-02-30").is_err() && when("").is_err());
        assert_eq!(
            Period::Months(1).before(day("2026-03-31")),
            day("2026-02-28")
        );
    }
}
