//! The files of a folder, and behind them what git was told to leave out of it (a sparse checkout): a note that is not checked out is
//! still in the repository.

use std::sync::OnceLock;

use super::git::Git;
use super::origin::{Listed, Origin, PathKind, Unreadable};
use super::stored::Stored;
use super::work_tree::WorkTree;

/// A folder that holds process.toml, and what of its repository is left out of it.
pub struct CheckedOut {
    tree: WorkTree,
    /// What is left out; git is asked when the first file is missing.
    left_out: OnceLock<Option<Stored>>,
}

impl CheckedOut {
    /// The files of a folder.
    pub fn new(tree: WorkTree) -> Self {
        Self {
            tree,
            left_out: OnceLock::new(),
        }
    }

    /// The files that are there.
    pub fn tree(&self) -> &WorkTree {
        &self.tree
    }

    fn left_out(&self) -> Option<&Stored> {
        let ask = || Stored::left_out(&Git::open(self.tree.root()).ok()?).ok()?;
        self.left_out.get_or_init(ask).as_ref()
    }
}

impl Origin for CheckedOut {
    fn deal_files(&self) -> Vec<Listed> {
        self.tree.deal_files()
    }

    fn read_ahead(&self, paths: &[&str], cap: usize) {
        self.tree.read_ahead(paths, cap);
    }

    fn read(&self, path: &str, cap: usize) -> Result<Vec<u8>, Unreadable> {
        let read = self.tree.read(path, cap);
        if read.is_ok() || self.tree.is_there(path) {
            return read;
        }
        match self.left_out() {
            Some(stored) if stored.is_file(path) => stored.read(path, cap),
            _ => read,
        }
    }

    fn is_file(&self, path: &str) -> bool {
        let is_left_out = || self.left_out().is_some_and(|stored| stored.is_file(path));
        self.tree.is_file(path) || (!self.tree.is_there(path) && is_left_out())
    }

    fn kind_at(&self, path: &str) -> PathKind {
        match self.tree.kind_at(path) {
            PathKind::Nothing if !self.tree.is_there(path) => {
                let left_out = self.left_out().map(|stored| stored.kind_at(path));
                left_out.unwrap_or(PathKind::Nothing)
            }
            found => found,
        }
    }

    /// Of what is left out nothing: whoever asks for the book's own files is told what is not there.
    fn is_there(&self, path: &str) -> bool {
        self.tree.is_there(path)
    }
}
