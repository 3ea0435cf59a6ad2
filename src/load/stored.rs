//! Files as git keeps them: what the index holds, which is what will be committed, or what a commit holds.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use super::cat_file::{Answer, cat_file};
use super::git::{Git, GitError};
use super::origin::{Listed, Origin, Unreadable, inside_root, names_a_deal};

/// The files of an index or a commit, below the book's root.
pub struct Stored {
    git: Git,
    /// By path from the book's root.
    entries: BTreeMap<String, Entry>,
    /// What was read ahead and not taken yet, by path.
    ahead: Mutex<HashMap<String, Result<Vec<u8>, Unreadable>>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    /// The name of the blob.
    Blob(String),
    /// The name of the blob that says where the link leads.
    Link(String),
    /// Another repository; what it holds cannot be seen from here.
    Module,
    /// Nothing that can be read.
    Problem(Unreadable),
}

/// Links to links are followed so far.
const LINKS: usize = 8;
/// Longer than any path that a link leads to.
const LONGEST_PATH: usize = 4096;

impl Stored {
    /// What the index holds. A file that `git add --intent-to-add` only announced is not there yet.
    ///
    /// # Errors
    /// git could not answer.
    pub fn index(git: &Git) -> Result<Self, GitError> {
        let listed = git.output(&["ls-files", "--stage", "-z"])?;
        let mut entries = BTreeMap::new();
        for line in lines(&listed) {
            let Some(([mode, id, stage], path)) = split(&line) else {
                continue;
            };
            let entry = if stage == "0" {
                entry(mode, id)
            } else {
                Entry::Problem(because(
                    "its merge conflict is not resolved",
                    "resolve it, then git add the file",
                ))
            };
            entries.insert(path.to_owned(), entry);
        }
        // What is only announced has the empty blob; asking costs a look at every file, so it is rarely asked.
        if let Some(empty) = empty_blob(&entries) {
            let announced = [
                "diff-files",
                "--name-only",
                "--diff-filter=A",
                "-z",
                "--relative",
            ];
            for line in lines(&git.output(&announced)?) {
                if entries.get(&line) == Some(&empty) {
                    entries.remove(&line);
                }
            }
        }
        Self::new(git, entries)
    }

    /// What a commit holds, by its full name ([`Git::commit`]).
    ///
    /// # Errors
    /// git could not answer.
    pub fn commit(git: &Git, commit: &str) -> Result<Self, GitError> {
        let listed = git.output(&["ls-tree", "-r", "-z", "--end-of-options", commit])?;
        let mut entries = BTreeMap::new();
        for line in lines(&listed) {
            if let Some(([mode, _, id], path)) = split(&line) {
                entries.insert(path.to_owned(), entry(mode, id));
            }
        }
        Self::new(git, entries)
    }

    fn new(git: &Git, entries: BTreeMap<String, Entry>) -> Result<Self, GitError> {
        let mut stored = Self {
            git: git.clone(),
            entries,
            ahead: Mutex::default(),
        };
        stored.follow_links()?;
        Ok(stored)
    }

    /// Puts what a link leads to in its place, as far as that is inside the book.
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
                let target = (!target.starts_with('/'))
                    .then(|| inside_root(format!("{folder}/{target}").trim_start_matches('/')));
                targets.insert(path.clone(), target.flatten());
            }
            true
        })?;
        for (path, _) in &links {
            let entry = self.behind(path, &targets);
            self.entries.insert(path.clone(), entry);
        }
        Ok(())
    }

    fn behind(&self, link: &str, targets: &HashMap<String, Option<String>>) -> Entry {
        let mut path = link;
        for _ in 0..LINKS {
            let Some(Some(target)) = targets.get(path) else {
                return Entry::Problem(because(
                    "it is a link to a place outside the repository",
                    "copy the file here",
                ));
            };
            match self.entries.get(target) {
                Some(Entry::Link(_)) => path = target,
                Some(entry) => return entry.clone(),
                None if targets.contains_key(target) => path = target,
                None if self.is_folder(target) => {
                    return Entry::Problem(because(
                        "it is a link to a folder, and those are not followed",
                        "move the deals here, or remove the link",
                    ));
                }
                None => break,
            }
        }
        Entry::Problem(because(
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
            Some(Entry::Link(_) | Entry::Module) | None => {
                Err(because("there is no such file in git", "git add it"))
            }
        }
    }

    fn fetch(&self, paths: &[&str], cap: usize) -> HashMap<String, Result<Vec<u8>, Unreadable>> {
        let asked: Vec<(&str, &str)> = paths
            .iter()
            .filter_map(|path| Some((*path, self.blob(path).ok()?)))
            .collect();
        let mut fetched = HashMap::with_capacity(asked.len());
        let mut left = asked.iter();
        let names = asked.iter().map(|(_, id)| id.as_bytes().to_vec());
        // What git does not answer is missing below, and said for each file.
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
        let deals = self.entries.iter().filter(|(path, _)| names_a_deal(path));
        deals
            .map(|(path, entry)| Listed {
                path: path.clone(),
                problem: match entry {
                    Entry::Problem(why) => Some(why.clone()),
                    _ => None,
                },
            })
            .collect()
    }

    fn read_ahead(&self, paths: &[&str], cap: usize) {
        let fetched = self.fetch(paths, cap);
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
        let fetched = self.fetch(&[path], cap).remove(path);
        fetched.unwrap_or_else(|| Err(not_answered()))
    }

    fn is_file(&self, path: &str) -> bool {
        match self.entries.get(path) {
            Some(Entry::Problem(_)) => false,
            Some(_) => true,
            None => {
                let is_module = |folder: &str| self.entries.get(folder) == Some(&Entry::Module);
                let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
                self.is_folder(path) || folders.any(is_module)
            }
        }
    }
}

fn because(why: &str, help: &str) -> Unreadable {
    Unreadable::Because {
        why: why.to_owned(),
        help: help.to_owned(),
    }
}

fn not_answered() -> Unreadable {
    because(
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

/// The empty blob, if any entry is that: its name depends on the repository's hash.
fn empty_blob(entries: &BTreeMap<String, Entry>) -> Option<Entry> {
    const EMPTY: [&str; 2] = [
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    ];
    let mut entries = entries.values();
    let is_empty = |entry: &&Entry| matches!(entry, Entry::Blob(id) if EMPTY.contains(&&**id));
    entries.find(is_empty).cloned()
}

fn lines(listed: &[u8]) -> Vec<String> {
    let parts = listed.split(|byte| *byte == 0);
    parts
        .filter(|part| !part.is_empty())
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect()
}

/// `MODE WORD WORD<tab>PATH`.
fn split(line: &str) -> Option<([&str; 3], &str)> {
    let (words, path) = line.split_once('\t')?;
    let mut words = words.split(' ');
    Some(([words.next()?, words.next()?, words.next()?], path))
}
