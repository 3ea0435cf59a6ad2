//! What git lists: the files of a commit, and those of the index. No file of the work tree is looked at for it.

use super::git::{Git, GitError};
use super::object_id::ObjectId;

/// What kind of thing is stored under a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A symbolic link.
    Link,
    /// Another repository.
    Module,
}

impl Kind {
    /// Reads a mode in octal.
    pub fn of_mode(mode: &[u8]) -> Self {
        match mode {
            b"120000" => Self::Link,
            b"160000" => Self::Module,
            _ => Self::File,
        }
    }
}

/// A path from the book's root, and what is stored under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The path, as git prints it; it need not be UTF-8.
    pub path: Box<[u8]>,
    /// What it is.
    pub kind: Kind,
    /// The blob; of another repository its commit.
    pub id: ObjectId,
}

/// An entry of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The path, and what is stored under it.
    pub entry: Entry,
    /// Whether its merge conflict is not resolved.
    pub is_unmerged: bool,
    /// Whether git was told to leave it out of the work tree (a sparse checkout).
    pub is_skipped: bool,
}

/// Lists the files of a commit below the book's root, or only those below some folders or files of it.
///
/// # Errors
/// git could not answer.
pub fn of_commit(git: &Git, revision: &str, places: &[&str]) -> Result<Vec<Entry>, GitError> {
    // What follows is a path even if it begins with a dash.
    let mut command = git.command(&["ls-tree", "-r", "-z", "--end-of-options", revision]);
    command.args(places);
    let listed = Git::output_of(command)?;
    Ok(parts(&listed).filter_map(in_tree).collect())
}

/// Reads `MODE KIND ID<tab>PATH`.
pub fn in_tree(line: &[u8]) -> Option<Entry> {
    let ([mode, _, id], path) = split(line)?;
    entry(mode, id, path)
}

/// Lists the index below the book's root, or only below some folders or files of it.
///
/// # Errors
/// git could not answer.
pub fn of_index(git: &Git, places: &[&str]) -> Result<Vec<IndexEntry>, GitError> {
    let mut command = git.command(&["ls-files", "--stage", "-v", "-z", "--"]);
    command.args(places);
    let listed = Git::output_of(command)?;
    Ok(parts(&listed).filter_map(in_index).collect())
}

/// Reads `FLAG MODE ID STAGE<tab>PATH`.
fn in_index(line: &[u8]) -> Option<IndexEntry> {
    let (flag, line) = (line.first()?, line.get(2..)?);
    let ([mode, id, stage], path) = split(line)?;
    Some(IndexEntry {
        entry: entry(mode, id, path)?,
        is_unmerged: stage != b"0",
        is_skipped: flag.eq_ignore_ascii_case(&b'S'),
    })
}

fn entry(mode: &[u8], id: &[u8], path: &[u8]) -> Option<Entry> {
    Some(Entry {
        path: path.into(),
        kind: Kind::of_mode(mode),
        id: ObjectId::parse(id)?,
    })
}

/// Returns the parts of an output between NULs.
pub fn parts(output: &[u8]) -> impl Iterator<Item = &[u8]> {
    let parts = output.split(|byte| *byte == 0);
    parts.filter(|part| !part.is_empty())
}

/// Splits `WORD WORD WORD<tab>PATH`.
fn split(line: &[u8]) -> Option<([&[u8]; 3], &[u8])> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let mut words = line[..tab].split(|byte| *byte == b' ');
    let words = [words.next()?, words.next()?, words.next()?];
    Some((words, &line[tab + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_with_their_flags_and_bytes() {
        let id = "a".repeat(40);
        let read = |line: &str| in_index(line.as_bytes()).expect("an entry");
        let skipped = read(&format!("S 100644 {id} 0\tdeals/a b.yaml"));
        assert!(skipped.is_skipped && !skipped.is_unmerged);
        assert_eq!(&*skipped.entry.path, b"deals/a b.yaml");
        assert!(read(&format!("s 100644 {id} 2\tx")).is_skipped);
        assert!(read(&format!("M 100644 {id} 2\tx")).is_unmerged);
        let module = in_tree(format!("160000 commit {id}\tdeals").as_bytes());
        assert_eq!(module.map(|entry| entry.kind), Some(Kind::Module));
        assert_eq!(in_tree(b"100644 blob short\tx"), None);
    }
}
