//! Which change lint is about, and `lint --changed REV`: every finding of what differs from a commit, and what the change breaks elsewhere.

use std::collections::BTreeSet;

use crate::cli::gaps;
use crate::cli::repository::{self, Files};
use crate::diagnostic::{self, Diagnostic};
use crate::lint::Selection;
use crate::lint::change::{BaseState, ChangeFindings, change};
use crate::load::git::{Git, GitError};
use crate::load::origin::names_a_deal;
use crate::load::{Changes, Origin, PROCESS_FILE, SIGNALS_FILE, Stored};
use crate::model::Book;
use crate::text::FileId;

/// What of the book is looked at.
#[derive(Debug, clap::Args)]
pub(super) struct Scope {
    /// Judge what is staged for commit, and fail only for what the commit adds.
    ///
    /// The index is judged, not the work tree. What HEAD had already is listed as old. Rules on history rest.
    #[arg(long, conflicts_with_all = ["paths", "changed", "change", "write_baseline"])]
    pub staged: bool,
    /// Report on files that differ from this commit, and on what the change breaks in others.
    ///
    /// Of files that differ every finding is reported, of others only what this commit did not have.
    #[arg(long, value_name = "REV", conflicts_with = "write_baseline")]
    changed: Option<String>,
}

impl Scope {
    /// The change that `--changed` is about.
    pub(super) fn since(&self, files: &Files) -> anyhow::Result<Option<Since>> {
        let revision = self.changed.as_ref();
        revision
            .map(|revision| Since::find(files, revision))
            .transpose()
    }
}

/// Returns whether lint finds something in a file, rather than that deals point to it.
fn is_judged(path: &str) -> bool {
    names_a_deal(path) || [PROCESS_FILE, SIGNALS_FILE].contains(&path)
}

/// What differs between a commit and the files that are looked at.
pub(super) struct Since {
    git: Git,
    /// Its full name.
    commit: String,
    changes: Changes,
    paths: BTreeSet<String>,
}

impl Since {
    /// Asks git what differs from the commit that was named.
    pub(super) fn find(files: &Files, revision: &str) -> anyhow::Result<Self> {
        let git = repository::git(files.root(), "--changed")?;
        let commit = repository::commit(&git, revision)?;
        let changes = match files.commit() {
            Some(now) => Changes::between(&git, &commit, now),
            None => Changes::since(&git, files.tree(), &commit),
        };
        let changes = changes.map_err(|error| repository::not_answered(&error))?;
        let paths = changes.paths().cloned().collect();
        gaps::tell_unknown(changes.unknown.iter().filter(|path| is_judged(path)));
        Ok(Self {
            git,
            commit,
            changes,
            paths,
        })
    }

    /// Whether a file is another than it was, or new.
    pub(super) fn differs(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Returns whether a file is judged at all, as far as its name shows.
    pub(super) fn judges(&self, path: &str) -> bool {
        self.changes.change_process() || self.differs(path)
    }

    /// Every finding of a file that differs, and of others those that the commit did not have.
    pub(super) fn findings(
        &self,
        book: &mut Book,
        now: &dyn Origin,
        requested: &Selection,
    ) -> anyhow::Result<Vec<Diagnostic>> {
        let touched = self.changes.touched(&book.sources.file(FileId(0)).text);
        let before = std::iter::once_with(|| self.before());
        let brought = change(book, now, before, &self.changes, &touched, requested);
        let ChangeFindings { mut new, old } =
            brought.map_err(|error| repository::not_answered(&error))?;
        new.extend(old);
        diagnostic::sort(&mut new, &book.sources);
        Ok(new)
    }

    fn before(&self) -> Result<BaseState, GitError> {
        Ok(BaseState {
            files: Stored::commit(&self.git, &self.commit)?,
            changes: self.changes.clone(),
        })
    }
}
