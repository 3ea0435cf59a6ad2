//! Files in memory: rule examples and tests run on them without a disk.

use std::collections::BTreeMap;

use super::origin::{Listed, Origin, PathKind, Unreadable, is_blank, is_listed};

/// Path from the root and bytes.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), bytes.into());
        self
    }

    /// Returns the files with their paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter();
        files.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

impl Origin for Memory {
    fn deal_files(&self) -> Vec<Listed> {
        let paths = self.files.keys().filter(|path| is_listed(path));
        paths
            .map(|path| Listed {
                path: path.clone(),
                problem: None,
            })
            .collect()
    }

    fn read(&self, path: &str, cap: usize) -> Result<Vec<u8>, Unreadable> {
        match self.files.get(path) {
            Some(bytes) if bytes.len() > cap => Err(Unreadable::TooLarge(bytes.len() as u64)),
            Some(bytes) => Ok(bytes.clone()),
            None => Err(Unreadable::Because {
                why: "there is no such file".to_owned(),
                help: String::new(),
            }),
        }
    }

    fn is_file(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&folder))
    }

    fn kind_at(&self, path: &str) -> PathKind {
        match self.files.get(path) {
            Some(bytes) if is_blank(bytes) => PathKind::Blank,
            Some(_) => PathKind::File,
            None if self.is_file(path) => PathKind::Folder,
            None => PathKind::Nothing,
        }
    }
}
