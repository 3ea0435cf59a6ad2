//! Which files of the book differ: between a commit and the index, or between a commit and the work tree.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::text::SourceFile;

use super::git::{Git, GitError};
use super::origin::{is_visible, names_a_deal};
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
    /// Files of these that are links, or were.
    links: BTreeSet<String>,
}

impl Changes {
    /// What will be committed: the index against HEAD, or against nothing before the first commit.
    ///
    /// # Errors
    /// git could not answer.
    pub fn staged(git: &Git) -> Result<Self, GitError> {
        Self::read(git, &["--cached", "--find-renames"])
    }

    /// The index against a commit, by its full name ([`Git::commit`]).
    ///
    /// # Errors
    /// git could not answer.
    pub fn staged_against(git: &Git, commit: &str) -> Result<Self, GitError> {
        Self::read(git, &["--cached", "--find-renames", commit])
    }

    /// The work tree against a commit, by its full name ([`Git::commit`]), files that git does not know yet among them.
    ///
    /// # Errors
    /// git could not answer.
    pub fn since(git: &Git, commit: &str) -> Result<Self, GitError> {
        let mut changes = Self::read(git, &["--no-renames", commit])?;
        let unknown = git.output(&["ls-files", "--others", "--exclude-standard", "-z"])?;
        changes.added.extend(paths(&unknown));
        Ok(changes)
    }

    /// The deals whose file in the work tree is another than in HEAD; only those that HEAD knows.
    ///
    /// # Errors
    /// git could not answer.
    pub fn edited(git: &Git) -> Result<BTreeSet<String>, GitError> {
        let changes = Self::read(git, &["--no-renames", "--diff-filter=M", "HEAD"])?;
        Ok(changes.deals())
    }

    /// One commit against another, both by their full names.
    ///
    /// # Errors
    /// git could not answer.
    pub fn between(git: &Git, before: &str, after: &str) -> Result<Self, GitError> {
        Self::read(git, &["--no-renames", before, after])
    }

    fn read(git: &Git, arguments: &[&str]) -> Result<Self, GitError> {
        let mut command = vec!["diff", "--raw", "-z", "--relative", "--no-ext-diff"];
        command.extend(arguments);
        command.push("--");
        Ok(Self::parse(&git.output_on_files(&command)?))
    }

    /// Reads `:MODE MODE ID ID STATUS<nul>PATH<nul>`, where a rename (`R087`) has two paths.
    fn parse(output: &[u8]) -> Self {
        let mut changes = Self::default();
        let mut parts = paths(output);
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

fn paths(output: &[u8]) -> impl Iterator<Item = String> {
    let parts = output.split(|byte| *byte == 0);
    parts
        .filter(|part| !part.is_empty())
        .map(|part| String::from_utf8_lossy(part).into_owned())
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
