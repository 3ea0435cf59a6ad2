//! Some deals of a state of the files: the others are not looked at.

use super::origin::{Listed, Origin, PathKind, Unreadable};

/// Another origin, of whose deals only some are listed. Everything else is there.
pub struct Only<'o> {
    origin: &'o dyn Origin,
    listed: Vec<Listed>,
}

impl<'o> Only<'o> {
    /// Lists only these files.
    pub fn new(origin: &'o dyn Origin, listed: Vec<Listed>) -> Self {
        Self { origin, listed }
    }
}

impl Origin for Only<'_> {
    fn deal_files(&self) -> Vec<Listed> {
        self.listed.clone()
    }

    fn read(&self, path: &str, cap: usize) -> Result<Vec<u8>, Unreadable> {
        self.origin.read(path, cap)
    }

    fn is_file(&self, path: &str) -> bool {
        self.origin.is_file(path)
    }

    fn kind_at(&self, path: &str) -> PathKind {
        self.origin.kind_at(path)
    }

    fn is_there(&self, path: &str) -> bool {
        self.origin.is_there(path)
    }
}
