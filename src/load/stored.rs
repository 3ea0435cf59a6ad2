//! Files as git stores them: those of the index, which will be committed, or those of a commit.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Mutex, OnceLock};

use rayon::iter::Either;
use rayon::prelude::*;

use super::cat_file::{Answer, blank_blobs, cat_file};
use super::changes::Changes;
use super::git::{Git, GitError, os_path};
use super::listing::{self, IndexEntry, Kind};
use super::object_id::ObjectId;
use super::origin::{
    BLANK_CAP, Listed, Origin, PathKind, Unreadable, inside_root, is_blank, is_listed, is_visible,
    names_a_deal,
};
use super::work_tree::WorkTree;

/// The files of an index or a commit, below the book's root.
pub struct Stored {
    git: Git,
    /// By path from the book's root.
    entries: BTreeMap<String, Entry>,
    /// The work tree: reading a file there, if it is the same, is cheaper than asking git for it.
    tree: Option<WorkTree>,
    /// What was prefetched and not used yet, by path.
    ahead: Mutex<HashMap<String, Result<Vec<u8>, Unreadable>>>,
    /// The files whose content git was asked for and does not have.
    lacking: Mutex<BTreeSet<String>>,
    /// The blobs without a word, found when the first is asked for.
    blank: OnceLock<HashSet<ObjectId>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    /// The name of the blob.
    Blob(ObjectId),
    /// The name of the blob with the target of the link.
    Link(ObjectId),
    /// A link to a folder; whether that is inside the book.
    FolderLink { inside: bool },
    /// Another repository; what it holds cannot be seen from here.
    Module,
    /// Nothing that can be read.
    Problem(Unreadable),
}

/// Where a link leads.
enum Target {
    /// A path from the book's root.
    Inside(String),
    /// Out of the book; whether to a folder.
    Outside { folder: bool },
}

/// Links to links are followed this far.
const LINKS: usize = 8;
/// Longer than any path that a link leads to.
const LONGEST_PATH: usize = 4096;

impl Stored {
    /// What the index holds. A file that `git add --intent-to-add` only announced is not there yet. `tree` is the work tree
    /// at the same root: a file whose bytes are the same there is read there.
    ///
    /// # Errors
    /// git could not answer.
    pub fn index(git: &Git, tree: WorkTree) -> Result<Self, GitError> {
        let listed = listing::of_index(git, &[])?;
        let mut entries = BTreeMap::new();
        let mut empty = false;
        for IndexEntry {
            entry: listed,
            is_unmerged,
            ..
        } in &listed
        {
            empty |= listed.id.is_of(b"");
            let entry = if *is_unmerged {
                Entry::Problem(Unreadable::because(
                    "its merge conflict is not resolved",
                    "resolve it, then git add the file",
                ))
            } else {
                Entry::of(listed)
            };
            entries.insert(name_of(listed), entry);
        }
        if empty {
            for path in Changes::announced(git)? {
                entries.remove(&path);
            }
        }
        let mut stored = Self::new(git, entries)?;
        stored.tree = Some(tree);
        Ok(stored)
    }

    /// What of the index git was told to leave out of the work tree; `None` if nothing is.
    ///
    /// # Errors
    /// git could not answer.
    pub fn left_out(git: &Git) -> Result<Option<Self>, GitError> {
        let listed = listing::of_index(git, &[])?;
        let left_out = listed.iter().filter(|listed| listed.is_skipped);
        let entries = left_out.map(|listed| (name_of(&listed.entry), Entry::of(&listed.entry)));
        let entries: BTreeMap<_, _> = entries.collect();
        if entries.is_empty() {
            Ok(None)
        } else {
            Self::new(git, entries).map(Some)
        }
    }

    /// What a commit holds, by its full name ([`Git::commit`]).
    ///
    /// # Errors
    /// git could not answer.
    pub fn commit(git: &Git, commit: &str) -> Result<Self, GitError> {
        let listed = listing::of_commit(git, commit, &[])?;
        let entries = listed
            .iter()
            .map(|entry| (name_of(entry), Entry::of(entry)));
        Self::new(git, entries.collect())
    }

    fn new(git: &Git, entries: BTreeMap<String, Entry>) -> Result<Self, GitError> {
        let mut stored = Self {
            git: git.clone(),
            entries,
            tree: None,
            ahead: Mutex::default(),
            lacking: Mutex::default(),
            blank: OnceLock::new(),
        };
        stored.follow_links()?;
        Ok(stored)
    }

    /// Replaces each link by its target, if that is inside the book.
    fn follow_links(&mut self) -> Result<(), GitError> {
        let links: Vec<(String, ObjectId)> = self
            .entries
            .iter()
            .filter_map(|(path, entry)| match entry {
                Entry::Link(id) => Some((path.clone(), *id)),
                _ => None,
            })
            .collect();
        if links.is_empty() {
            return Ok(());
        }
        let mut targets = HashMap::new();
        let mut left = links.iter();
        let names = links.iter().map(|(_, id)| id.hex());
        cat_file(&self.git, names, LONGEST_PATH, &mut |answer| {
            if let (Some((path, _)), Answer::Bytes(bytes)) = (left.next(), answer) {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                // Nothing of the book can be named by bytes that are not UTF-8.
                let target = std::str::from_utf8(bytes).ok();
                let target = target.filter(|target| !target.starts_with('/'));
                let inside = target.and_then(|target| {
                    inside_root(format!("{folder}/{target}").trim_start_matches('/'))
                });
                let target = inside.map_or_else(
                    || Target::Outside {
                        folder: self.git.root().join(folder).join(os_path(bytes)).is_dir(),
                    },
                    Target::Inside,
                );
                targets.insert(path.clone(), target);
            }
            true
        })?;
        for (path, _) in &links {
            let entry = self.behind(path, &targets);
            self.entries.insert(path.clone(), entry);
        }
        Ok(())
    }

    fn behind(&self, link: &str, targets: &HashMap<String, Target>) -> Entry {
        let mut path = link;
        for _ in 0..LINKS {
            let target = match targets.get(path) {
                Some(Target::Inside(target)) => target,
                Some(Target::Outside { folder: true }) => {
                    return Entry::FolderLink { inside: false };
                }
                Some(Target::Outside { folder: false }) | None => {
                    return Entry::Problem(Unreadable::outside_link());
                }
            };
            match self.entries.get(target) {
                Some(Entry::Link(_)) => path = target,
                Some(entry) => return entry.clone(),
                None if targets.contains_key(target) => path = target,
                None if self.is_folder(target) => return Entry::FolderLink { inside: true },
                None => break,
            }
        }
        Entry::Problem(Unreadable::because(
            "it is a link that leads nowhere",
            "remove the link, or put its target back",
        ))
    }

    fn is_folder(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let mut below = self.entries.range(inside.clone()..);
        below
            .next()
            .is_some_and(|(path, _)| path.starts_with(&inside))
    }

    fn blob(&self, path: &str) -> Result<ObjectId, Unreadable> {
        match self.entries.get(path) {
            Some(Entry::Blob(id)) => Ok(*id),
            Some(Entry::Problem(why)) => Err(why.clone()),
            Some(Entry::FolderLink { .. }) => Err(Unreadable::folder_link()),
            Some(Entry::Module) => Err(Unreadable::because(
                "it is a submodule, and what that holds is in another repository",
                "give it a name that does not end like a deal's, or put the deal's file in its place",
            )),
            Some(Entry::Link(_)) | None => Err(Unreadable::because(
                "there is no such file in git",
                "git add it",
            )),
        }
    }

    /// Returns the folders of deals, or that of all deals, that are other repositories.
    pub fn modules(&self) -> Vec<String> {
        let modules = self.entries.iter().filter(|(path, entry)| {
            **entry == Entry::Module && (*path == "deals" || is_visible(path))
        });
        modules.map(|(path, _)| path.clone()).collect()
    }

    /// The blobs without a word among the files that are no deals: git is asked once for all of them.
    fn blanks(&self) -> &HashSet<ObjectId> {
        self.blank.get_or_init(|| {
            let files = self.entries.iter().filter(|(path, _)| !names_a_deal(path));
            let blobs = files.filter_map(|(_, entry)| match entry {
                Entry::Blob(id) => Some(*id),
                _ => None,
            });
            blank_blobs(&self.git, &blobs.collect::<Vec<_>>())
        })
    }

    /// Returns whether git lists a file without having its content, as in a partial clone.
    pub fn lacks(&self, path: &str) -> bool {
        self.blob(path).is_ok() && self.read(path, 0) == Err(not_answered())
    }

    /// Returns how many deals could not be read because git lists them without their content.
    pub fn deals_lacking(&self) -> usize {
        let lacking = self.lacking.lock();
        lacking.map_or(0, |lacking| {
            lacking.iter().filter(|path| names_a_deal(path)).count()
        })
    }

    /// Returns a file of the work tree, if it is the one that git has.
    fn in_tree(&self, path: &str, cap: usize) -> Option<Vec<u8>> {
        let tree = self.tree.as_ref()?;
        let id = self.blob(path).ok()?;
        let bytes = tree.read(path, cap).ok()?;
        id.is_of(&bytes).then_some(bytes)
    }

    fn fetch(&self, paths: &[&str], cap: usize) -> HashMap<String, Result<Vec<u8>, Unreadable>> {
        let wanted: Vec<(&str, ObjectId)> = paths
            .iter()
            .filter_map(|path| Some((*path, self.blob(path).ok()?)))
            .collect();
        let mut fetched = HashMap::with_capacity(wanted.len());
        if wanted.is_empty() {
            return fetched;
        }
        let mut left = wanted.iter();
        let names = wanted.iter().map(|(_, id)| id.hex());
        // Files that git does not deliver are missing below, and reported one by one.
        let _ = cat_file(&self.git, names, cap, &mut |answer| {
            if let Some((path, _)) = left.next() {
                let read = match answer {
                    Answer::Bytes(bytes) => Ok(bytes.to_vec()),
                    Answer::TooLarge(size) => Err(Unreadable::TooLarge(size)),
                    Answer::Missing => {
                        if let Ok(mut lacking) = self.lacking.lock() {
                            lacking.insert((*path).to_owned());
                        }
                        Err(not_answered())
                    }
                };
                fetched.insert((*path).to_owned(), read);
            }
            true
        });
        fetched
    }
}

impl Origin for Stored {
    fn deal_files(&self) -> Vec<Listed> {
        let may_be_listed = |path: &str, entry: &Entry| match entry {
            Entry::FolderLink { .. } => path == "deals" || is_visible(path),
            _ => is_listed(path),
        };
        let deals = self.entries.iter();
        deals
            .filter(|(path, entry)| may_be_listed(path, entry))
            .map(|(path, entry)| Listed {
                path: path.clone(),
                problem: match entry {
                    Entry::Blob(_) => None,
                    _ => self.blob(path).err(),
                },
            })
            .collect()
    }

    fn read_ahead(&self, paths: &[&str], cap: usize) {
        let (same, left): (Vec<_>, Vec<_>) = match self.tree {
            Some(_) => paths
                .par_iter()
                .partition_map(|path| match self.in_tree(path, cap) {
                    Some(bytes) => Either::Left(((*path).to_owned(), Ok(bytes))),
                    None => Either::Right(path),
                }),
            None => (Vec::new(), paths.to_vec()),
        };
        let mut fetched = self.fetch(&left, cap);
        fetched.extend(same);
        if let Ok(mut ahead) = self.ahead.lock() {
            *ahead = fetched;
        }
    }

    fn read(&self, path: &str, cap: usize) -> Result<Vec<u8>, Unreadable> {
        self.blob(path)?;
        let ahead = self.ahead.lock();
        if let Some(read) = ahead.ok().and_then(|mut ahead| ahead.remove(path)) {
            return read;
        }
        if let Some(bytes) = self.in_tree(path, cap) {
            return Ok(bytes);
        }
        let fetched = self.fetch(&[path], cap).remove(path);
        fetched.unwrap_or_else(|| Err(not_answered()))
    }

    fn is_file(&self, path: &str) -> bool {
        match self.entries.get(path) {
            Some(Entry::Problem(_) | Entry::FolderLink { inside: false }) => false,
            Some(_) => true,
            None => {
                let is_module = |folder: &str| self.entries.get(folder) == Some(&Entry::Module);
                let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
                self.is_folder(path) || folders.any(is_module)
            }
        }
    }

    fn kind_at(&self, path: &str) -> PathKind {
        let is_blank = |blob: &ObjectId| match self.in_tree(path, BLANK_CAP) {
            Some(bytes) => is_blank(&bytes),
            None => self.blanks().contains(blob),
        };
        match self.entries.get(path) {
            Some(Entry::Blob(blob)) if is_blank(blob) => PathKind::Blank,
            Some(Entry::Blob(_)) => PathKind::File,
            Some(Entry::Module | Entry::FolderLink { inside: true }) => PathKind::Folder,
            _ if self.is_folder(path) => PathKind::Folder,
            // What another repository has is not known.
            _ if self.is_file(path) => PathKind::File,
            _ => PathKind::Nothing,
        }
    }

    fn is_there(&self, path: &str) -> bool {
        self.entries.contains_key(path) || self.is_file(path)
    }
}

fn not_answered() -> Unreadable {
    Unreadable::because(
        "git does not have the file's content",
        "in a clone that was made with --filter, git fetch --refetch --no-filter brings it; in others git fsck says what is missing",
    )
}

impl Entry {
    fn of(listed: &listing::Entry) -> Self {
        match listed.kind {
            _ if std::str::from_utf8(&listed.path).is_err() => {
                Self::Problem(Unreadable::name_is_not_utf8())
            }
            Kind::Link => Self::Link(listed.id),
            Kind::Module => Self::Module,
            Kind::File => Self::Blob(listed.id),
        }
    }
}

/// The path as it is shown; one that is not UTF-8 is a problem under this name.
fn name_of(listed: &listing::Entry) -> String {
    String::from_utf8_lossy(&listed.path).into_owned()
}
