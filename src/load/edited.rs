//! Files with some texts replaced in memory: nothing is written.

use std::collections::BTreeMap;

use super::origin::{Listed, Origin, PathKind, Unreadable, is_blank, names_a_deal};

/// Another origin with some of its files changed.
pub struct Edited<'o> {
    origin: &'o dyn Origin,
    texts: BTreeMap<String, String>,
}

impl<'o> Edited<'o> {
    /// Nothing changed yet.
    pub fn new(origin: &'o dyn Origin) -> Self {
        Self {
            origin,
            texts: BTreeMap::new(),
        }
    }

    /// Puts a text in the place of a file's.
    pub fn put(&mut self, path: &str, text: String) {
        self.texts.insert(path.to_owned(), text);
    }
}

impl Origin for Edited<'_> {
    fn deal_files(&self) -> Vec<Listed> {
        let mut listed = self.origin.deal_files();
        let new = self.texts.keys().filter(|path| names_a_deal(path));
        for path in new {
            if !listed.iter().any(|listed| listed.path == *path) {
                listed.push(Listed {
                    path: path.clone(),
                    problem: None,
                });
            }
        }
        listed
    }

    fn read_ahead(&self, paths: &[&str], cap: usize) {
        self.origin.read_ahead(paths, cap);
    }

    fn read(&self, path: &str, cap: usize) -> Result<Vec<u8>, Unreadable> {
        match self.texts.get(path) {
            Some(text) if text.len() > cap => Err(Unreadable::TooLarge(text.len() as u64)),
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.origin.read(path, cap),
        }
    }

    fn is_file(&self, path: &str) -> bool {
        self.texts.contains_key(path) || self.origin.is_file(path)
    }

    fn kind_at(&self, path: &str) -> PathKind {
        match self.texts.get(path) {
            Some(text) if is_blank(text.as_bytes()) => PathKind::Blank,
            Some(_) => PathKind::File,
            None => self.origin.kind_at(path),
        }
    }

    fn is_there(&self, path: &str) -> bool {
        self.texts.contains_key(path) || self.origin.is_there(path)
    }
}
