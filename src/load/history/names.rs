//! Blobs and paths as small numbers: a book has many versions, and each name is needed once.

use std::collections::HashMap;

use crate::load::object_id::ObjectId;
use crate::load::origin::names_a_deal;

/// The number of a blob; [`NONE`] if there is no file.
pub(super) type Blob = u32;
/// The number of a path.
pub(super) type PathId = u32;
/// No file.
pub(super) const NONE: Blob = 0;

/// Blobs and paths, each numbered once.
#[derive(Default)]
pub(super) struct Names {
    blobs: HashMap<ObjectId, Blob>,
    ids: Vec<ObjectId>,
    numbers: HashMap<Box<str>, PathId>,
    /// Paths from the book's root, by number.
    pub(super) paths: Vec<Box<str>>,
}

impl Names {
    /// Numbers a blob by its name in hexadecimal; `None` if that is not valid.
    pub(super) fn blob(&mut self, hex: &[u8]) -> Option<Blob> {
        if hex.iter().all(|digit| *digit == b'0') {
            return Some(NONE);
        }
        self.number(ObjectId::parse(hex)?)
    }

    /// Numbers a blob.
    pub(super) fn number(&mut self, id: ObjectId) -> Option<Blob> {
        let next = Blob::try_from(self.ids.len()).ok()?.checked_add(1)?;
        let number = *self.blobs.entry(id).or_insert(next);
        if number == next {
            self.ids.push(id);
        }
        Some(number)
    }

    /// Numbers a path of the repository when it is a deal of the book.
    pub(super) fn path(&mut self, path: &[u8], prefix: &[u8]) -> Option<PathId> {
        let path = path.strip_prefix(prefix)?;
        let path = std::str::from_utf8(path)
            .ok()
            .filter(|path| names_a_deal(path))?;
        if let Some(number) = self.numbers.get(path) {
            return Some(*number);
        }
        let number = PathId::try_from(self.paths.len()).ok()?;
        self.paths.push(path.into());
        self.numbers.insert(path.into(), number);
        Some(number)
    }

    /// How many blobs are numbered, [`NONE`] among them.
    pub(super) fn count(&self) -> usize {
        self.ids.len() + 1
    }

    /// Returns a blob's name in hexadecimal; empty if there is none.
    pub(super) fn hex(&self, blob: Blob) -> Vec<u8> {
        let at = (blob as usize).checked_sub(1);
        let Some(id) = at.and_then(|at| self.ids.get(at)) else {
            return Vec::new();
        };
        id.hex()
    }
}
