//! What a book is compared with.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::load::history::Between;
use crate::model::past::Commit;
use crate::report::Input;

/// Another state of the book, and what led from it to this one.
pub struct Then<'a> {
    /// What was asked for: `1w`.
    pub asked: &'a str,
    /// The commit that holds it.
    pub commit: &'a Commit,
    /// The book as it stood there.
    pub input: Input<'a>,
    /// The deals of now under the process of then; none while process.toml is the same.
    pub now_by_old_process: Option<Input<'a>>,
    /// What commits changed since.
    pub between: &'a Between,
    /// Files that are not committed as they stand.
    pub uncommitted: &'a BTreeSet<String>,
    /// Whether process.toml is not committed as it stands.
    pub process_uncommitted: bool,
    /// Commits that changed process.toml since, newest first.
    pub process: &'a [Arc<Commit>],
}

/// A deal as a report names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id; the old one when it is gone.
    pub deal: String,
    /// As a user would type it.
    pub name: String,
}
