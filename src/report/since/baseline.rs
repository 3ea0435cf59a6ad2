//! The state of the book that today's is compared with.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::load::history::Between;
use crate::model::past::Commit;
use crate::report::Input;

/// Another state of the book, and the commits from there to this one.
pub struct Baseline<'a> {
    /// The raw value of `--since`, such as `1w`.
    pub requested: &'a str,
    /// The commit that holds it.
    pub commit: &'a Commit,
    /// The book at that commit.
    pub input: Input<'a>,
    /// Today's deals under the process of then; `None` if process.toml is the same.
    pub now_by_old_process: Option<Input<'a>>,
    /// What commits changed since.
    pub between: &'a Between,
    /// Files with uncommitted changes.
    pub uncommitted: &'a BTreeSet<String>,
    /// Whether process.toml has uncommitted changes.
    pub process_uncommitted: bool,
    /// Commits that changed process.toml since, newest first.
    pub process: &'a [Arc<Commit>],
}

/// A deal to refer to in a report. Serialises as its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealRef {
    /// Its id; the old one if it is gone.
    pub deal: String,
    /// Its name as a user would type it.
    pub name: String,
}

impl serde::Serialize for DealRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.deal.serialize(serializer)
    }
}
