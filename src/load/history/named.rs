//! When the files that packets name were added, changed and removed: taken from the same log as the deals, so git runs
//! once.

use std::collections::HashMap;

use super::names::{Blob, NONE};

/// Represents the content of a folder: a folder counts as existing once a file has been in it.
const FOLDER: Blob = Blob::MAX;

/// How a commit changed a named file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// Which commit: its place in the log, where 0 is the newest.
    pub(super) at: usize,
    /// The blob after it; [`NONE`] when it was removed.
    pub(super) blob: Blob,
}

/// The named files, by path from the book's root, and their events.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Which files a path belongs to. Before a rename it is the old path.
    wanted: HashMap<Box<str>, Vec<usize>>,
    /// The events of each file, newest first.
    events: Vec<Vec<Event>>,
    /// Of the commit that is being read: which files it added, and what it removed.
    added: Vec<(Vec<usize>, Blob)>,
    removed: HashMap<Blob, Box<str>>,
}

impl Named {
    /// Looks for these paths; each file has the number of its place.
    pub(super) fn new(paths: &[&str]) -> Self {
        let mut wanted: HashMap<Box<str>, Vec<usize>> = HashMap::with_capacity(paths.len());
        for (file, path) in paths.iter().enumerate() {
            wanted.entry((*path).into()).or_default().push(file);
        }
        Self {
            wanted,
            events: vec![Vec::new(); paths.len()],
            ..Self::default()
        }
    }

    /// Whether nothing is looked for.
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Takes what the commit at a place in the log made of a path, and of the folders that hold it.
    pub(super) fn take(&mut self, path: &str, old: Blob, new: Blob, at: usize) {
        let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
        for (place, is_whole) in folders.map(|folder| (folder, false)).chain([(path, true)]) {
            let Some(files) = self.wanted.get(place) else {
                continue;
            };
            let blob = if is_whole { new } else { FOLDER };
            if is_whole || new != NONE {
                for file in files {
                    self.events[*file].push(Event { at, blob });
                }
            }
            if is_whole && old == NONE {
                self.added.push((files.clone(), new));
            }
        }
        if new == NONE {
            self.removed.insert(old, path.into());
        }
    }

    /// Ends a commit: a file that it added under one path and removed under another, with the same bytes, was moved, and is
    /// looked for under the old path from there on.
    pub(super) fn end_commit(&mut self) {
        for (files, blob) in self.added.drain(..) {
            if let Some(old) = self.removed.get(&blob) {
                let at_old = self.wanted.entry(old.clone()).or_default();
                at_old.extend(files);
            }
        }
        self.removed.clear();
    }

    /// The events of a file, newest first.
    pub(super) fn of(&self, file: usize) -> &[Event] {
        &self.events[file]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_file_is_followed_and_a_folder_has_what_is_below_it() {
        let mut named = Named::new(&["notes/b.md", "notes"]);
        named.take("notes/b.md", NONE, 7, 0);
        named.take("old/a.md", 7, NONE, 0);
        named.end_commit();
        named.take("old/a.md", NONE, 7, 3);
        named.end_commit();
        let places = |file| -> Vec<usize> { named.of(file).iter().map(|event| event.at).collect() };
        assert_eq!(places(0), [0, 3]);
        assert_eq!(places(1), [0]);
    }
}
