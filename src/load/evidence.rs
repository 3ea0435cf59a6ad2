//! What deals point to: whether a source is there, and what a list names. Nothing is fetched, nothing leaves the root.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use serde::Serialize;

use crate::model::filed::{AtSending, Stood};
use crate::model::past::Commit;
use crate::text::name;
use crate::text::pasted::{self, Meant};

use super::origin::{Origin, PathKind, inside_root, names_a_deal};
use super::readable_text::readable_text;
use super::{PROCESS_FILE, SIGNALS_FILE};

/// What became of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A web address; it is trusted.
    Link,
    /// A file of the repository.
    File,
    /// A file that was there when the packet was sent, and is gone now: it counts.
    Gone,
    /// It looks like a path, and nothing is there.
    Missing,
    /// A file that was not there when the packet was sent: it does not count.
    Late,
    /// A folder: which file in it is meant, nobody can tell.
    Folder,
    /// A file without a word, which proves nothing.
    Empty,
    /// A path that leaves the repository.
    Outside,
    /// Text that is not a place.
    Words,
}

/// Looks sources up, each file once.
pub struct Evidence<'o> {
    origin: &'o dyn Origin,
    paths: RwLock<HashMap<String, Source>>,
    words: RwLock<HashMap<String, Option<Arc<str>>>>,
}

/// Lists longer than this are read up to here.
const LONGEST_LIST: usize = 1 << 20;

impl<'o> Evidence<'o> {
    /// Looks up in one state of the files.
    pub fn new(origin: &'o dyn Origin) -> Self {
        Self {
            origin,
            paths: RwLock::default(),
            words: RwLock::default(),
        }
    }

    /// What a source is.
    pub fn source(&self, text: &str) -> Source {
        match pasted::read(text).meant {
            Meant::Link => Source::Link,
            Meant::Words => Source::Words,
            Meant::Path(path) => self.at(&path),
            Meant::PathOrWords(path) => match self.at(&path) {
                Source::Missing | Source::Outside => Source::Words,
                found => found,
            },
        }
    }

    /// What is at a path as it is written.
    fn at(&self, path: &str) -> Source {
        if let Some(known) = self
            .paths
            .read()
            .ok()
            .and_then(|paths| paths.get(path).copied())
        {
            return known;
        }
        let found = match inside_root(path) {
            None if is_root(path) => Source::Folder,
            None => Source::Outside,
            Some(path) => match self.origin.kind_at(&path) {
                PathKind::File => Source::File,
                // A deal proves nothing about itself, with words or without ([`is_of_book`]); git is not asked whether it has any.
                PathKind::Blank if names_a_deal(&path) => Source::File,
                PathKind::Blank => Source::Empty,
                PathKind::Folder => Source::Folder,
                PathKind::Nothing => Source::Missing,
            },
        };
        if let Ok(mut paths) = self.paths.write() {
            paths.insert(path.to_owned(), found);
        }
        found
    }

    /// Returns whether a source can be read: a link, or a file that exists.
    pub fn resolves(&self, text: &str) -> bool {
        matches!(self.source(text), Source::Link | Source::File)
    }

    /// The words of the file that a text names, in the form that names are compared in; `None` if it cannot be read.
    pub fn words(&self, text: &str) -> Option<Arc<str>> {
        let path = path_in(text)?;
        if let Some(known) = self
            .words
            .read()
            .ok()
            .and_then(|words| words.get(&*path).cloned())
        {
            return known;
        }
        let read = inside_root(&path)
            .filter(|path| self.origin.is_file(path))
            .and_then(|path| self.origin.read(&path, LONGEST_LIST).ok());
        let words = read.and_then(|bytes| Some(Arc::from(name::words(&readable_text(&bytes)?))));
        if let Ok(mut known) = self.words.write() {
            known.insert(path.into_owned(), words.clone());
        }
        words
    }
}

/// Looks up what one packet names: in the commit of its sending, or in the current state if git does not know that.
#[derive(Clone, Copy)]
pub struct EvidenceAt<'a> {
    evidence: &'a Evidence<'a>,
    sent: Option<&'a AtSending>,
}

impl<'a> EvidenceAt<'a> {
    /// For a packet of which git knows this.
    pub fn new(evidence: &'a Evidence<'a>, sent: Option<&'a AtSending>) -> Self {
        Self { evidence, sent }
    }

    /// What a source was when the packet was sent.
    pub fn source(&self, text: &str) -> Source {
        let now = self.evidence.source(text);
        match (self.stood(text), now) {
            (Some(Stood::AsNow | Stood::Then(_)), Source::Missing) => Source::Gone,
            (Some(Stood::Later(_) | Stood::Removed), Source::File | Source::Empty) => Source::Late,
            (Some(Stood::Then(Some(words))), Source::File | Source::Empty) => {
                if words.is_empty() {
                    Source::Empty
                } else {
                    Source::File
                }
            }
            _ => now,
        }
    }

    /// Whether a source could be looked at: a link, or a file that was there.
    pub fn resolves(&self, text: &str) -> bool {
        matches!(
            self.source(text),
            Source::Link | Source::File | Source::Gone
        )
    }

    /// Returns the words of a file when the packet was sent, in the form that names are compared in.
    pub fn words(&self, path: &str) -> Option<Arc<str>> {
        match self.stood(path) {
            Some(Stood::Then(words)) => words.clone(),
            Some(Stood::Later(_) | Stood::Removed) => None,
            Some(Stood::AsNow) | None => self.evidence.words(path),
        }
    }

    /// Returns the commit of sending; `None` if git does not know it and only the current state is known.
    pub fn commit(&self) -> Option<&'a Commit> {
        Some(&self.sent?.commit)
    }

    /// The path that a source is meant as, and the commit in which it counted; `None` if git does not know.
    pub fn kept<'t>(&self, text: &'t str) -> Option<(Cow<'t, str>, &'a Commit)> {
        let sent = self.sent?;
        let path = path_in(text)?;
        let brought = sent.brought.get(inside_root(&path)?.as_str());
        Some((path, brought.unwrap_or(&sent.commit)))
    }

    /// How a source stood when the packet was sent; `None` if git does not know.
    pub fn stood(&self, text: &str) -> Option<&'a Stood> {
        let files = &self.sent?.files;
        files.get(path_of(text)?.as_str())
    }
}

/// Whether a path says the root itself, as `./` does.
fn is_root(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.next() == Some(".") && parts.all(|part| matches!(part, "" | "."))
}

/// The path from the root that a text names; `None` for links, words, and what leads out of the repository.
pub fn path_of(text: &str) -> Option<String> {
    inside_root(&path_in(text)?)
}

/// Whether a text names a file of the book itself: a deal, process.toml, signals.yaml. It is not evidence for itself.
pub fn is_of_book(text: &str) -> bool {
    path_of(text)
        .is_some_and(|path| names_a_deal(&path) || path == PROCESS_FILE || path == SIGNALS_FILE)
}

/// The path that a text is meant as, without what follows `#`.
pub(super) fn path_in(text: &str) -> Option<Cow<'_, str>> {
    match pasted::read(text).meant {
        Meant::Path(path) | Meant::PathOrWords(path) => Some(path),
        Meant::Link | Meant::Words => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Memory;

    #[test]
    fn sources_are_links_files_or_words() {
        let files = Memory::default()
            .with("notes/a.md", "Ines: yes")
            .with("notes/empty.md", " \n")
            .with("The call.md", "Ines: no");
        let evidence = Evidence::new(&files);
        for (text, source) in [
            ("https://meridian.example/cases", Source::Link),
            ("http://localhost/x", Source::Link),
            ("notes/a.md", Source::File),
            ("notes/a.md#second", Source::File),
            ("notes/b.md", Source::Missing),
            ("../../etc/passwd", Source::Outside),
            ("Dana said so on the phone", Source::Words),
            ("Https://x y", Source::Link),
            ("notes", Source::Words),
            ("notes/", Source::Folder),
            ("notes/empty.md", Source::Empty),
            ("notes\\a.md", Source::File),
            ("<notes/a.md>", Source::File),
            ("The call.md", Source::File),
            ("No call.md", Source::Words),
            ("notes/No call.md", Source::Missing),
        ] {
            assert_eq!(evidence.source(text), source, "{text}");
        }
        for path in ["notes/a.md", " notes/a.md#second"] {
            assert_eq!(evidence.words(path).as_deref(), Some("ines yes"), "{path}");
        }
        assert!(is_of_book("deals/2026/a.yaml#L3") && is_of_book("./process.toml"));
        assert!(!is_of_book("deals/notes/a.md") && !is_of_book("notes/a.md"));
    }
}
