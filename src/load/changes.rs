//! Which files of the book differ: between a commit and the index, or between a commit and the work tree.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;

use regex::Regex;

use crate::text::SourceFile;

use super::comparison::{Standing, compare};
use super::git::{Git, GitError, os_path};
use super::listing::{self, Entry, Kind};
use super::origin::{is_visible, names_a_deal};
use super::work_tree::WorkTree;
use super::{PROCESS_FILE, SIGNALS_FILE};

/// The mode of a symbolic link.
const LINK: &str = "120000";

/// Paths below the book's root that differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new.
    pub added: BTreeSet<String>,
    /// Files whose content or kind differs.
    pub modified: BTreeSet<String>,
    /// Files that are gone.
    pub deleted: BTreeSet<String>,
    /// Files that moved, by their new path; the old path is among the deleted, the new one among the added.
    pub renamed: BTreeMap<String, String>,
    /// Files of the modified ones of which nobody knows: git converts them by a program, which is not run.
    pub unknown: BTreeSet<String>,
    /// Files of these that are links, or were.
    links: BTreeSet<String>,
}

/// The tree without a file, in the format of the repository. git knows both without having them.
const EMPTY_TREES: [&str; 2] = [
    "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
];

impl Changes {
    /// What will be committed: the index against HEAD, or against nothing before the first commit.
    ///
    /// # Errors
    /// git could not answer.
    pub fn staged(git: &Git) -> Result<Self, GitError> {
        match git.commit("HEAD") {
            Ok(commit) => Self::staged_against(git, &commit),
            Err(_) if git.is_unborn() => Self::staged_against(git, empty_tree(git)),
            Err(error) => Err(error),
        }
    }

    /// The index against a commit, by its full name ([`Git::commit`]).
    ///
    /// # Errors
    /// git could not answer.
    pub fn staged_against(git: &Git, commit: &str) -> Result<Self, GitError> {
        // What `git add --intent-to-add` only announced is not there yet.
        let index = ["--cached", "--ita-invisible-in-index"];
        let find = |renames| {
            Self::read(
                git,
                &[&["diff-index"], &index[..], &[renames, commit]].concat(),
            )
        };
        // A partial clone may lack what a rename with edits would be found by.
        find("--find-renames").or_else(|_| find("--find-renames=100%"))
    }

    /// The work tree against a commit, by its full name ([`Git::commit`]), files that git does not know yet among them.
    ///
    /// # Errors
    /// git could not answer.
    pub fn since(git: &Git, tree: &WorkTree, commit: &str) -> Result<Self, GitError> {
        let before = listing::of_commit(git, commit, &[])?;
        let index = listing::of_index(git, &[])?;
        let known: HashSet<&[u8]> = before.iter().map(|entry| &*entry.path).collect();
        let skipped = index.iter().filter(|entry| entry.is_skipped);
        let skipped: HashSet<&[u8]> = skipped.map(|entry| &*entry.entry.path).collect();
        let mut changes = Self::default();
        let entries: Vec<&Entry> = before.iter().collect();
        for (entry, standing) in before.iter().zip(compare(git, tree, &entries)?) {
            if standing != Standing::Missing || !skipped.contains(&*entry.path) {
                changes.take(entry, standing);
            }
        }
        let unknown = git.output(&["ls-files", "--others", "--exclude-standard", "-z"])?;
        let others = index.iter().map(|entry| &*entry.entry.path);
        let others = others.filter(|path| !known.contains(path));
        for path in others.chain(listing::parts(&unknown)) {
            let there = fs::symlink_metadata(tree.root().join(os_path(path)));
            if let Ok(there) = there.as_ref().map(fs::Metadata::is_symlink) {
                changes.links.extend(there.then(|| text(path)));
                changes.added.insert(text(path));
            }
        }
        Ok(changes)
    }

    /// Takes how a file of the commit stands in the work tree.
    fn take(&mut self, entry: &Entry, standing: Standing) {
        let path = text(&entry.path);
        let was_link = entry.kind == Kind::Link;
        let is_link = match standing {
            Standing::Same => return,
            Standing::Differs { is_link } => is_link,
            Standing::Missing | Standing::Unknown => false,
        };
        if is_link || was_link {
            self.links.insert(path.clone());
        }
        if standing == Standing::Unknown {
            self.unknown.insert(path.clone());
        }
        match standing {
            Standing::Missing => self.deleted.insert(path),
            _ => self.modified.insert(path),
        };
    }

    /// The deals whose file in the work tree is another than in HEAD; only those that HEAD knows.
    ///
    /// # Errors
    /// git could not answer.
    pub fn edited(git: &Git, tree: &WorkTree) -> Result<BTreeSet<String>, GitError> {
        let mut changes = Self::default();
        let entries = listing::of_commit(git, "HEAD", &["deals"])?;
        let entries: Vec<&Entry> = entries.iter().collect();
        for (entry, standing) in entries.iter().zip(compare(git, tree, &entries)?) {
            if standing != Standing::Missing {
                changes.take(entry, standing);
            }
        }
        Ok(changes.deals())
    }

    /// One commit against another, both by their full names.
    ///
    /// # Errors
    /// git could not answer.
    pub fn between(git: &Git, before: &str, after: &str) -> Result<Self, GitError> {
        Self::read(git, &["diff-tree", "-r", "--no-renames", before, after])
    }

    /// What only announces itself in the index (`git add --intent-to-add`), by its path.
    ///
    /// # Errors
    /// git could not answer.
    pub fn announced(git: &Git) -> Result<BTreeSet<String>, GitError> {
        let tree = git.commit("HEAD");
        let tree = tree.as_deref().unwrap_or_else(|_| empty_tree(git));
        let find = |ita| Self::read(git, &["diff-index", "--cached", ita, "--no-renames", tree]);
        let there = |changes: Self| -> BTreeSet<String> {
            changes.added.into_iter().chain(changes.modified).collect()
        };
        let visible = there(find("--ita-visible-in-index")?);
        let staged = there(find("--ita-invisible-in-index")?);
        Ok(visible.difference(&staged).cloned().collect())
    }

    fn read(git: &Git, arguments: &[&str]) -> Result<Self, GitError> {
        let command = ["--raw", "-z", "--relative", "--no-ext-diff", "--no-abbrev"];
        let command = [&arguments[..1], &command[..], &arguments[1..], &["--"]].concat();
        Ok(Self::parse(&git.output(&command)?))
    }

    /// Reads `:MODE MODE ID ID STATUS<nul>PATH<nul>`, where a rename (`R087`) has two paths.
    fn parse(output: &[u8]) -> Self {
        let mut changes = Self::default();
        let mut parts = listing::parts(output).map(text);
        while let (Some(head), Some(path)) = (parts.next(), parts.next()) {
            let is_link = head.contains(LINK);
            let status = head.rsplit(' ').next().unwrap_or_default();
            let (set, path) = match status.as_bytes().first() {
                Some(b'R') => {
                    let Some(new) = parts.next() else { break };
                    changes.deleted.insert(path.clone());
                    changes.renamed.insert(new.clone(), path);
                    (&mut changes.added, new)
                }
                Some(b'A') => (&mut changes.added, path),
                Some(b'D') => (&mut changes.deleted, path),
                _ => (&mut changes.modified, path),
            };
            if is_link {
                changes.links.insert(path.clone());
            }
            set.insert(path);
        }
        changes
    }

    /// Every path that differs.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.added.iter().chain(&self.modified).chain(&self.deleted)
    }

    /// The files of deals among them, and links that may lead to a folder of deals.
    pub fn deals(&self) -> BTreeSet<String> {
        let is_link = |path: &str| is_visible(path) && self.links.contains(path);
        let deals = self
            .paths()
            .filter(|path| names_a_deal(path) || is_link(path));
        deals.cloned().collect()
    }

    /// Returns whether nothing differs that lint reads. A file that is only new removes no evidence.
    pub fn are_none(&self) -> bool {
        self.deals().is_empty() && !self.change_process() && self.old_evidence().next().is_none()
    }

    /// Whether the process or the signals differ, which every deal is judged by.
    pub fn change_process(&self) -> bool {
        let mut paths = self.paths();
        paths.any(|path| [PROCESS_FILE, SIGNALS_FILE].contains(&&**path))
    }

    /// Files that a deal may name as evidence and that changed.
    fn old_evidence(&self) -> impl Iterator<Item = &String> {
        let old = self.modified.iter().chain(&self.deleted);
        old.filter(|path| !names_a_deal(path))
    }

    /// Returns the files whose findings may have changed: deals that differ, deals that name a file that does, or all.
    pub fn touched(&self, process: &str) -> Touched {
        if self.change_process() {
            return Touched::Everything;
        }
        let names: BTreeSet<String> = self
            .old_evidence()
            .map(|path| regex::escape(path.rsplit('/').next().unwrap_or(path)))
            .collect();
        let names = names.into_iter().collect::<Vec<_>>().join("|");
        let pattern = regex::RegexBuilder::new(&names).size_limit(1 << 26).build();
        match pattern {
            _ if names.is_empty() => Touched::Files(self.deals(), None),
            Ok(pattern) if !pattern.is_match(process) => {
                Touched::Files(self.deals(), Some(pattern))
            }
            _ => Touched::Everything,
        }
    }
}

/// Files whose findings a change may have changed.
#[derive(Clone, Debug)]
pub enum Touched {
    /// Every file.
    Everything,
    /// These, by path, and those whose text names other files that differ.
    Files(BTreeSet<String>, Option<Regex>),
}

impl Touched {
    /// Whether a file is among them.
    pub fn contains(&self, file: &SourceFile) -> bool {
        match self {
            Self::Everything => true,
            Self::Files(paths, pattern) => {
                let names = |pattern: &Regex| pattern.is_match(&file.text);
                paths.contains(&*file.path) || pattern.as_ref().is_some_and(names)
            }
        }
    }
}

/// A path as it is shown, and as YAML could name it: bytes that are not UTF-8 are no part of either.
fn text(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}

fn empty_tree(git: &Git) -> &'static str {
    let format = git.output(&["rev-parse", "--show-object-format"]);
    EMPTY_TREES[usize::from(format.is_ok_and(|format| format.starts_with(b"sha256")))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rename_has_two_paths() {
        let output = b":100644 100644 1 2 M\0process.toml\0:100644 100644 1 2 R087\0deals/a.yaml\0deals/b.yaml\0\
            :100644 000000 1 0 D\0notes/x.md\0:000000 100644 0 1 A\0deals/c.yaml\0";
        let changes = Changes::parse(output);
        assert_eq!(changes.renamed["deals/b.yaml"], "deals/a.yaml");
        let deals: Vec<_> = changes.deals().into_iter().collect();
        assert_eq!(deals, ["deals/a.yaml", "deals/b.yaml", "deals/c.yaml"]);
        assert!(changes.change_process());
        assert!(!Changes::parse(b":100644 100644 1 2 M\0notes/x.md\0").are_none());
        assert!(Changes::parse(b":000000 100644 0 1 A\0notes/x.md\0").are_none());
        assert!(Changes::parse(b":000000 100644 0 1 A\0deals/x\0").are_none());
        assert!(!Changes::parse(b":000000 120000 0 1 A\0deals/x\0").are_none());
    }
}
