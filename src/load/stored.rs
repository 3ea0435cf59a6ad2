//! Files as git stores them: those of the index, which will be committed, or those of a commit.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, OnceLock};

use super::cat_file::{Answer, blank_blobs, cat_file};
use super::git::{Git, GitError};
use super::origin::{
    Listed, Origin, PathKind, Unreadable, inside_root, is_listed, is_visible, names_a_deal,
};
use super::work_tree::WorkTree;

/// The files of an index or a commit, below the book's root.
pub struct Stored {
    git: Git,
    /// By path from the book's root.
    entries: BTreeMap<String, Entry>,
    /// The work tree, and the paths whose content is the same there: reading a file is cheaper than asking git for it.
    unchanged: Option<(WorkTree, HashSet<String>)>,
    /// What was prefetched and not used yet, by path.
    ahead: Mutex<HashMap<String, Result<Vec<u8>, Unreadable>>>,
    /// The blobs without a word, found when the first is asked for.
    blank: OnceLock<HashSet<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    /// The name of the blob.
    Blob(String),
    /// The name of the blob with the target of the link.
    Link(String),
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
    /// at the same root: a file that git finds unchanged is read there.
    ///
    /// # Errors
    /// git could not answer.
    pub fn index(git: &Git, tree: WorkTree) -> Result<Self, GitError> {
        let differing = ["diff-files", "--name-status", "-z", "--relative"];
        let differing = lines(&git.output_on_files(&differing)?);
        let announced = differing.iter().zip(differing.iter().skip(1));
        let announced: HashSet<&String> = announced
            .step_by(2)
            .filter_map(|(status, path)| (status == "A").then_some(path))
            .collect();
        let differing: HashSet<&String> = differing.iter().skip(1).step_by(2).collect();

        let listed = git.output(&["ls-files", "--stage", "-v", "-z"])?;
        let mut entries = BTreeMap::new();
        let mut unchanged = HashSet::new();
        for (line, is_text) in texts(&listed) {
            // `H` is a file that git looks at in the work tree as well; `h` and `S` are taken at their word.
            let Some((flag, line)) = line.split_once(' ') else {
                continue;
            };
            let Some(([mode, id, stage], path)) = split(line) else {
                continue;
            };
            let path = path.to_owned();
            let entry = if !is_text {
                Entry::Problem(Unreadable::name_is_not_utf8())
            } else if stage == "0" {
                entry(mode, id)
            } else {
                Entry::Problem(Unreadable::because(
                    "its merge conflict is not resolved",
                    "resolve it, then git add the file",
                ))
            };
            if announced.contains(&path) {
                continue;
            }
            let is_blob = matches!(entry, Entry::Blob(_));
            if flag == "H" && is_blob && !differing.contains(&path) {
                unchanged.insert(path.clone());
            }
            entries.insert(path, entry);
        }
        let mut stored = Self::new(git, entries)?;
        stored.unchanged = Some((tree, unchanged));
        Ok(stored)
    }

    /// What a commit holds, by its full name ([`Git::commit`]).
    ///
    /// # Errors
    /// git could not answer.
    pub fn commit(git: &Git, commit: &str) -> Result<Self, GitError> {
        let listed = git.output(&["ls-tree", "-r", "-z", "--end-of-options", commit])?;
        let mut entries = BTreeMap::new();
        for (line, is_text) in texts(&listed) {
            if let Some(([mode, _, id], path)) = split(&line) {
                let entry = if is_text {
                    entry(mode, id)
                } else {
                    Entry::Problem(Unreadable::name_is_not_utf8())
                };
                entries.insert(path.to_owned(), entry);
            }
        }
        Self::new(git, entries)
    }

    fn new(git: &Git, entries: BTreeMap<String, Entry>) -> Result<Self, GitError> {
        let mut stored = Self {
            git: git.clone(),
            entries,
            unchanged: None,
            ahead: Mutex::default(),
            blank: OnceLock::new(),
        };
        stored.follow_links()?;
        Ok(stored)
    }

    /// Replaces each link by its target, if that is inside the book.
    fn follow_links(&mut self) -> Result<(), GitError> {
        let links: Vec<(String, String)> = self
            .entries
            .iter()
            .filter_map(|(path, entry)| match entry {
                Entry::Link(id) => Some((path.clone(), id.clone())),
                _ => None,
            })
            .collect();
        if links.is_empty() {
            return Ok(());
        }
        let mut targets = HashMap::new();
        let mut left = links.iter();
        let names = links.iter().map(|(_, id)| id.clone().into_bytes());
        cat_file(&self.git, names, LONGEST_PATH, &mut |answer| {
            if let (Some((path, _)), Answer::Bytes(bytes)) = (left.next(), answer) {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let target = String::from_utf8_lossy(bytes);
                let inside = (!target.starts_with('/'))
                    .then(|| inside_root(format!("{folder}/{target}").trim_start_matches('/')));
                let target = inside.flatten().map_or_else(
                    || Target::Outside {
                        folder: self.git.root().join(folder).join(&*target).is_dir(),
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

    fn blob(&self, path: &str) -> Result<&str, Unreadable> {
        match self.entries.get(path) {
            Some(Entry::Blob(id)) => Ok(id),
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

    /// Returns whether git lists a file without having its content, as in a partial clone.
    pub fn lacks(&self, path: &str) -> bool {
        self.blob(path).is_ok() && self.read(path, usize::MAX) == Err(not_answered())
    }

    /// The blobs without a word among the files that are no deals: git is asked once for all of them.
    fn blanks(&self) -> &HashSet<String> {
        self.blank.get_or_init(|| {
            let files = self
                .entries
                .iter()
                .filter(|(path, _)| !names_a_deal(path) && self.in_tree(path).is_none());
            let blobs = files.filter_map(|(_, entry)| match entry {
                Entry::Blob(id) => Some(id.as_str()),
                _ => None,
            });
            blank_blobs(&self.git, blobs.collect())
        })
    }

    /// The work tree, where the file is the same there.
    fn in_tree(&self, path: &str) -> Option<&WorkTree> {
        let (tree, unchanged) = self.unchanged.as_ref()?;
        unchanged.contains(path).then_some(tree)
    }

    fn fetch(&self, paths: &[&str], cap: usize) -> HashMap<String, Result<Vec<u8>, Unreadable>> {
        let wanted: Vec<(&str, &str)> = paths
            .iter()
            .filter_map(|path| Some((*path, self.blob(path).ok()?)))
            .collect();
        let mut fetched = HashMap::with_capacity(wanted.len());
        if wanted.is_empty() {
            return fetched;
        }
        let mut left = wanted.iter();
        let names = wanted.iter().map(|(_, id)| id.as_bytes().to_vec());
        // Files that git does not deliver are missing below, and reported one by one.
        let _ = cat_file(&self.git, names, cap, &mut |answer| {
            if let Some((path, _)) = left.next() {
                let read = match answer {
                    Answer::Bytes(bytes) => Ok(bytes.to_vec()),
                    Answer::TooLarge(size) => Err(Unreadable::TooLarge(size)),
                    Answer::Missing => Err(not_answered()),
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
            Entry::FolderLink { .. } => is_visible(path),
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
        let wanted = paths.iter().filter(|path| self.in_tree(path).is_none());
        let wanted: Vec<&str> = wanted.copied().collect();
        let fetched = self.fetch(&wanted, cap);
        if let Ok(mut ahead) = self.ahead.lock() {
            *ahead = fetched;
        }
    }

    fn read(&self, path: &str, cap: usize) -> Result<Vec<u8>, Unreadable> {
        self.blob(path)?;
        if let Some(tree) = self.in_tree(path) {
            return tree.read(path, cap);
        }
        let ahead = self.ahead.lock();
        if let Some(read) = ahead.ok().and_then(|mut ahead| ahead.remove(path)) {
            return read;
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
        let is_blank = |blob: &str| match self.in_tree(path) {
            Some(tree) => tree.kind_at(path) == PathKind::Blank,
            None => self.blanks().contains(blob),
        };
        match self.entries.get(path) {
            Some(Entry::Blob(blob)) if is_blank(blob) => PathKind::Blank,
            Some(Entry::Blob(_)) => PathKind::File,
            _ if self.is_file(path) => PathKind::Folder,
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
        "git fsck says what is missing",
    )
}

fn entry(mode: &str, id: &str) -> Entry {
    match mode {
        "120000" => Entry::Link(id.to_owned()),
        "160000" => Entry::Module,
        _ => Entry::Blob(id.to_owned()),
    }
}

fn lines(listed: &[u8]) -> Vec<String> {
    texts(listed).map(|(text, _)| text).collect()
}

/// Returns the parts between NULs, and whether they are UTF-8.
fn texts(listed: &[u8]) -> impl Iterator<Item = (String, bool)> {
    let parts = listed.split(|byte| *byte == 0);
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(|part| {
        let text = String::from_utf8_lossy(part);
        let is_text = matches!(text, std::borrow::Cow::Borrowed(_));
        (text.into_owned(), is_text)
    })
}

/// `MODE WORD WORD<tab>PATH`.
fn split(line: &str) -> Option<([&str; 3], &str)> {
    let (words, path) = line.split_once('\t')?;
    let mut words = words.split(' ');
    Some(([words.next()?, words.next()?, words.next()?], path))
}
