//! `git log --raw` and `git ls-tree`, token by token: which commit made which blob of which path.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::load::git::{Git, GitError};
use crate::load::origin::names_a_deal;
use crate::model::past::Commit;
use crate::model::scalar::parse_date;

/// The number of a blob; [`NONE`] where there is no file.
pub(super) type Blob = u32;
/// The number of a path.
pub(super) type PathId = u32;
/// No file.
pub(super) const NONE: Blob = 0;

/// A name of an object, of 20 or 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct ObjectId {
    bytes: [u8; 32],
    length: u8,
}

/// Blobs and paths, each numbered once.
#[derive(Default)]
pub(super) struct Names {
    blobs: HashMap<ObjectId, Blob>,
    ids: Vec<ObjectId>,
    numbers: HashMap<Box<str>, PathId>,
    /// Paths from the book's root, by number.
    pub(super) paths: Vec<Box<str>>,
}

/// What one commit made of one path.
pub(super) struct Change {
    /// The path.
    pub(super) path: PathId,
    /// The blob after it.
    pub(super) new: Blob,
    /// The blob before it, on the first side.
    pub(super) old: Blob,
    /// The blobs before it on the other sides of a merge.
    pub(super) others: Box<[Blob]>,
}

/// A commit and its changes.
pub(super) struct Logged {
    /// The commit; none when its date makes no sense, so that nothing can rely on it.
    pub(super) commit: Option<Arc<Commit>>,
    /// What it changed.
    pub(super) changes: Vec<Change>,
}

/// The whole log, children before their parents.
pub(super) struct Log {
    pub(super) names: Names,
    pub(super) commits: Vec<Logged>,
}

/// Longer names of people are cut.
const LONGEST_NAME: usize = 80;

impl Names {
    fn blob(&mut self, hex: &[u8]) -> Option<Blob> {
        if hex.iter().all(|digit| *digit == b'0') {
            return Some(NONE);
        }
        let id = ObjectId::parse(hex)?;
        let next = Blob::try_from(self.ids.len()).ok()?.checked_add(1)?;
        let number = *self.blobs.entry(id).or_insert(next);
        if number == next {
            self.ids.push(id);
        }
        Some(number)
    }

    /// Numbers a path of the repository when it is a deal of the book.
    fn path(&mut self, path: &[u8], prefix: &str) -> Option<PathId> {
        let path = path.strip_prefix(prefix.as_bytes())?;
        let path = std::str::from_utf8(path)
            .ok()
            .filter(|path| names_a_deal(path))?;
        if let Some(number) = self.numbers.get(path) {
            return Some(*number);
        }
        let number = PathId::try_from(self.paths.len()).ok()?;
        self.paths.push(path.into());
        self.numbers.insert(path.into(), number);
        Some(number)
    }

    /// How many blobs are numbered, [`NONE`] among them.
    pub(super) fn count(&self) -> usize {
        self.ids.len() + 1
    }

    /// A blob's name in hexadecimal; empty where there is none.
    pub(super) fn hex(&self, blob: Blob) -> Vec<u8> {
        let at = (blob as usize).checked_sub(1);
        let Some(id) = at.and_then(|at| self.ids.get(at)) else {
            return Vec::new();
        };
        let digits = id.bytes[..id.length.into()]
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15]);
        digits
            .map(|digit| b"0123456789abcdef"[digit as usize])
            .collect()
    }
}

impl ObjectId {
    fn parse(hex: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        if !matches!(hex.len(), 40 | 64) {
            return None;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
        }
        Some(Self {
            bytes,
            length: u8::try_from(hex.len() / 2).ok()?,
        })
    }
}

impl Log {
    /// The blobs worth reading. A file that one commit brought, and no other changed, has no past to judge, unless its
    /// commit deleted another that it may have been, or the file is another by now.
    pub(super) fn needed(&self, edited: &BTreeSet<String>) -> Vec<Blob> {
        let mut changes = vec![0u32; self.names.paths.len()];
        for change in self.commits.iter().flat_map(|commit| &commit.changes) {
            changes[change.path as usize] += 1;
        }
        let mut seen = vec![false; self.names.count()];
        seen[NONE as usize] = true;
        let mut needed = Vec::new();
        for commit in &self.commits {
            let deleted: HashSet<Blob> = commit
                .changes
                .iter()
                .filter(|change| change.new == NONE)
                .map(|change| change.old)
                .collect();
            for change in &commit.changes {
                let may_be_renamed = !deleted.is_empty() && !deleted.contains(&change.new);
                let is_edited = || edited.contains(&*self.names.paths[change.path as usize]);
                if changes[change.path as usize] == 1 && !may_be_renamed && !is_edited() {
                    continue;
                }
                for blob in [change.new, change.old].iter().chain(&change.others) {
                    if !std::mem::replace(&mut seen[*blob as usize], true) {
                        needed.push(*blob);
                    }
                }
            }
        }
        needed
    }
}

/// Begins to list the files of a commit, beside everything else.
pub(super) fn tree(git: &Git, revision: &str) -> Result<Child, GitError> {
    let deals = format!("{}deals/", git.prefix);
    start(
        git,
        &[
            "ls-tree",
            "-r",
            "-z",
            "--full-tree",
            "--end-of-options",
            revision,
            "--",
            &deals,
        ],
    )
}

/// The blob of every deal's path in that commit.
pub(super) fn end_of_tree(
    git: &Git,
    child: &mut Child,
    names: &mut Names,
) -> Result<Vec<(PathId, Blob)>, GitError> {
    let mut now = Vec::new();
    each_token(child, |token, _| {
        // `100644 blob ID<tab>PATH`
        let tab = token.iter().position(|byte| *byte == b'\t')?;
        let (head, path) = (&token[..tab], &token[tab + 1..]);
        let id = head.rsplit(|byte| *byte == b' ').next()?;
        if let Some(path) = names.path(path, &git.prefix) {
            now.push((path, names.blob(id)?));
        }
        Some(())
    })?;
    Ok(now)
}

/// Reads which commit made which blob of which path, children before parents.
pub(super) fn read(git: &Git, revision: &str) -> Result<Log, GitError> {
    let mut child = start(
        git,
        &[
            "log",
            "--topo-order",
            "--raw",
            "-c",
            "-z",
            "--no-renames",
            "--no-abbrev",
            "--no-relative",
            "--encoding=UTF-8",
            "--format=%x01%H%x00%cI%x00%an%x00%ae",
            "--end-of-options",
            revision,
            "--",
            "deals",
        ],
    )?;
    let mut log = Log {
        names: Names::default(),
        commits: Vec::new(),
    };
    each_token(&mut child, |token, next| {
        let token = token.strip_prefix(b"\n").unwrap_or(token);
        match token.first() {
            Some(1) => {
                let id = token[1..].to_vec();
                let (day, author, mail) = (next()?, next()?, next()?);
                log.commits.push(Logged {
                    commit: commit(&id, &day, &author, &mail).map(Arc::new),
                    changes: Vec::new(),
                });
            }
            Some(b':') => {
                let change = change(token, &next()?, &git.prefix, &mut log.names)?;
                if let Some((change, commit)) = change.zip(log.commits.last_mut()) {
                    commit.changes.push(change);
                }
            }
            _ => {}
        }
        Some(())
    })?;
    Ok(log)
}

fn commit(id: &[u8], day: &[u8], author: &[u8], mail: &[u8]) -> Option<Commit> {
    let day: Option<NaiveDate> = parse_date(&String::from_utf8_lossy(day));
    let text = |bytes: &[u8]| -> Box<str> {
        let text = String::from_utf8_lossy(bytes);
        text.chars().take(LONGEST_NAME).collect::<String>().into()
    };
    Some(Commit {
        id: text(id),
        day: day?,
        author: text(author),
        mail: text(mail),
    })
}

/// `:100644 100644 OLD NEW M`, with a colon, a mode and a blob more for each further side of a merge. The outer option is
/// none when the line makes no sense, the inner when the path is no deal.
#[allow(clippy::option_option)]
fn change(line: &[u8], path: &[u8], prefix: &str, names: &mut Names) -> Option<Option<Change>> {
    let sides = line.iter().take_while(|byte| **byte == b':').count();
    let Some(path) = names.path(path, prefix) else {
        return Some(None);
    };
    let words: Vec<&[u8]> = line[sides..].split(|byte| *byte == b' ').collect();
    let blobs = words.get(sides + 1..2 * sides + 2)?;
    let mut blobs: Vec<Blob> = blobs
        .iter()
        .map(|hex| names.blob(hex))
        .collect::<Option<_>>()?;
    let new = blobs.pop()?;
    let old = *blobs.first()?;
    Some(Some(Change {
        path,
        new,
        old,
        others: blobs[1..].into(),
    }))
}

fn start(git: &Git, arguments: &[&str]) -> Result<Child, GitError> {
    git.command(arguments)
        // A clone without its blobs stays without them: lint fetches nothing.
        .env("GIT_NO_LAZY_FETCH", "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| GitError::Failed(error.to_string()))
}

/// Hands over what a command prints, from one NUL to the next; the second argument reads one token more. Ends with an error
/// when the command does, or when a token makes no sense.
fn each_token(
    child: &mut Child,
    mut take: impl FnMut(&[u8], &mut dyn FnMut() -> Option<Vec<u8>>) -> Option<()>,
) -> Result<(), GitError> {
    let failed = |why: &str| GitError::Failed(why.to_owned());
    let stdout = child.stdout.take();
    let mut reader = BufReader::with_capacity(1 << 16, stdout.ok_or_else(|| failed("no output"))?);
    let mut token = Vec::new();
    let mut sense = true;
    loop {
        token.clear();
        match reader.read_until(0, &mut token) {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
        let text = token.strip_suffix(&[0]).unwrap_or(&token);
        let mut next = || {
            let mut more = Vec::new();
            reader.read_until(0, &mut more).ok().filter(|n| *n > 0)?;
            more.pop_if(|last| *last == 0);
            Some(more)
        };
        if take(text, &mut next).is_none() {
            sense = false;
            break;
        }
    }
    drop(reader);
    end(child)?;
    if sense {
        Ok(())
    } else {
        Err(failed("its output could not be understood"))
    }
}

/// Waits for a command whose output has been read.
fn end(child: &mut Child) -> Result<(), GitError> {
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(GitError::Failed("the log cannot be read".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_has_a_blob_for_each_side() {
        let mut names = Names::default();
        let [a, b, c] = ["a", "b", "c"].map(|digit| digit.repeat(40));
        let line = format!("::100644 100644 100644 {a} {b} {c} MM");
        let change = change(line.as_bytes(), b"x/deals/a.yaml", "x/", &mut names)
            .flatten()
            .expect("a change of a deal");
        assert_eq!((change.old, &*change.others, change.new), (1, &[2][..], 3));
        assert_eq!(names.hex(3), c.as_bytes());
    }

    #[test]
    fn paths_outside_the_book_are_passed_over() {
        let mut names = Names::default();
        let line = format!(":100644 100644 {} {} M", "a".repeat(40), "b".repeat(40));
        for path in ["deals/a.yaml", "x/deals/notes/a.md", "x/process.toml"] {
            let found = change(line.as_bytes(), path.as_bytes(), "x/", &mut names);
            assert!(found.is_some_and(|change| change.is_none()), "{path}");
        }
        assert!(change(b":100644", b"x/deals/a.yaml", "x/", &mut names).is_none());
    }
}
