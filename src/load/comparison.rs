//! Whether a file of the work tree is the one that git has. Its bytes are read and hashed here: git would believe a clock, or
//! run what the repository's configuration says.
//!
//! A file that was checked out with other line ends is the same where its attributes say so. Where git converts a file in a
//! way that only its own programs know (`filter`, `ident`, an encoding), no answer is possible, and none is made up.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::attributes::{Attributes, Conversion};
use super::cat_file::sizes;
use super::git::{Git, GitError, os_path};
use super::listing::{Entry, Kind};
use super::object_id::ObjectId;
use super::work_tree::WorkTree;

/// Files above this are compared by their size alone: nothing of them is ever read.
const LARGE: u64 = 16 << 20;

/// How a file of the work tree compares to what git has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It says the same.
    Same,
    /// It is another file, or another kind of thing.
    Differs {
        /// Whether it is a link now.
        is_link: bool,
    },
    /// Nothing is there.
    Missing,
    /// git converts it by a program, which is not run: nobody knows.
    Unknown,
}

/// What a first look at the bytes says.
enum Look {
    Known(Standing),
    /// The bytes are others; a conversion may still make them the same.
    Unequal(Unequal),
    /// Too large to read.
    Large(u64),
}

#[derive(Clone, Copy, Default)]
struct Unequal {
    /// With line feeds alone the bytes are the same.
    as_lines: bool,
    /// Whether git takes it for text by itself.
    looks_like_text: bool,
    /// Whether an attribute may say more.
    asks: bool,
}

/// Compares files of the work tree with what is stored under their paths. The result is in the order of the entries.
///
/// # Errors
/// git could not say how it converts the files that differ.
pub fn compare(git: &Git, tree: &WorkTree, entries: &[&Entry]) -> Result<Vec<Standing>, GitError> {
    compare_unless(&|_| false, git, tree, entries)
}

/// Like [`compare`], but a file that `is_same` knows to be the same, because it was read already, is not read again.
///
/// # Errors
/// git could not say how it converts the files that differ.
pub fn compare_unless(
    is_same: &(dyn Fn(&Entry) -> bool + Sync),
    git: &Git,
    tree: &WorkTree,
    entries: &[&Entry],
) -> Result<Vec<Standing>, GitError> {
    let folders = real_folders(tree, entries);
    let looks: Vec<Look> = entries
        .par_iter()
        .map(|entry| {
            if is_same(entry) {
                Look::Known(Standing::Same)
            } else {
                look(tree.root(), entry, &folders)
            }
        })
        .collect();
    let mut standings = Vec::with_capacity(looks.len());
    let mut unequal: Vec<(usize, Unequal)> = Vec::new();
    let mut large: Vec<(usize, u64)> = Vec::new();
    for (at, look) in looks.into_iter().enumerate() {
        standings.push(match look {
            Look::Known(standing) => standing,
            Look::Unequal(how) => {
                unequal.push((at, how));
                Standing::Differs { is_link: false }
            }
            Look::Large(size) => {
                large.push((at, size));
                Standing::Same
            }
        });
    }
    if !large.is_empty() {
        let ids: Vec<ObjectId> = large.iter().map(|(at, _)| entries[*at].id).collect();
        for ((at, size), stored) in large.into_iter().zip(sizes(git, &ids)?) {
            if stored != Some(size) {
                standings[at] = Standing::Differs { is_link: false };
                unequal.push((at, Unequal::default()));
            }
        }
    }
    let attributes = Attributes::begin(git, !unequal.is_empty());
    unequal.retain(|(_, how)| how.asks || attributes.have_filters());
    let paths: Vec<&[u8]> = unequal.iter().map(|(at, _)| &*entries[*at].path).collect();
    for ((at, how), conversion) in unequal.iter().zip(attributes.of(git, &paths)?) {
        standings[*at] = match conversion {
            Conversion::Program => Standing::Unknown,
            Conversion::Text if how.as_lines => Standing::Same,
            Conversion::Guess if how.as_lines && how.looks_like_text => Standing::Same,
            _ => continue,
        };
    }
    Ok(standings)
}

/// Returns which folders of the entries are there and no link leads to them: git takes what is behind one for missing.
fn real_folders<'e>(tree: &WorkTree, entries: &[&'e Entry]) -> HashMap<&'e [u8], bool> {
    let folders: BTreeSet<&[u8]> = entries.iter().map(|entry| folder_of(&entry.path)).collect();
    let is_real = |folder: &[u8]| {
        let folder = os_path(folder);
        let mut above = folder
            .ancestors()
            .filter(|part| !part.as_os_str().is_empty());
        above.all(|part| {
            fs::symlink_metadata(tree.root().join(part)).is_ok_and(|there| there.is_dir())
        })
    };
    folders
        .into_par_iter()
        .map(|folder| (folder, is_real(folder)))
        .collect()
}

fn folder_of(path: &[u8]) -> &[u8] {
    let end = path.iter().rposition(|byte| *byte == b'/');
    end.map_or(b"", |end| &path[..end])
}

fn look(root: &Path, entry: &Entry, folders: &HashMap<&[u8], bool>) -> Look {
    let is_real = folders.get(folder_of(&entry.path)) == Some(&true);
    let path = root.join(os_path(&entry.path));
    let Some(there) = fs::symlink_metadata(&path).ok().filter(|_| is_real) else {
        return Look::Known(match entry.kind {
            // A submodule that was not fetched is as it should be.
            Kind::Module => Standing::Same,
            _ => Standing::Missing,
        });
    };
    let is_link = there.is_symlink();
    let differs = Look::Known(Standing::Differs { is_link });
    let same = |is_same: bool| {
        if is_same {
            Look::Known(Standing::Same)
        } else {
            Look::Known(Standing::Differs { is_link })
        }
    };
    match entry.kind {
        Kind::Module => same(there.is_dir()),
        Kind::Link if is_link => {
            let target = fs::read_link(&path);
            same(target.is_ok_and(|target| entry.id.is_of(target.as_os_str().as_encoded_bytes())))
        }
        Kind::File if is_link => differs,
        // Where links cannot be made, git writes their target into a file.
        Kind::Link | Kind::File if there.is_file() => match there.len() {
            size if size > LARGE => Look::Large(size),
            _ => match fs::read(&path) {
                Ok(bytes) if entry.id.is_of(&bytes) => Look::Known(Standing::Same),
                Ok(bytes) if entry.kind == Kind::File => Look::Unequal(unequal(&bytes, entry.id)),
                _ => differs,
            },
        },
        // git takes a folder in the place of a file for a file that is gone.
        _ if there.is_dir() => Look::Known(Standing::Missing),
        _ => differs,
    }
}

fn unequal(bytes: &[u8], id: ObjectId) -> Unequal {
    let has = |what: &[u8]| bytes.windows(what.len()).any(|here| here == what);
    let lines = has(b"\r\n").then(|| with_line_feeds(bytes));
    let as_lines = lines.as_ref().is_some_and(|lines| id.is_of(lines));
    Unequal {
        as_lines,
        looks_like_text: lines.is_some_and(|lines| !lines.contains(&0) && !lines.contains(&b'\r')),
        asks: as_lines || has(b"$Id") || std::str::from_utf8(bytes).is_err(),
    }
}

/// Returns the bytes with each CRLF as a line feed.
fn with_line_feeds(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut left = bytes.iter().copied().peekable();
    while let Some(byte) = left.next() {
        if byte != b'\r' || left.peek() != Some(&b'\n') {
            out.push(byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::with_line_feeds;

    #[test]
    fn only_a_return_before_a_line_feed_goes() {
        assert_eq!(with_line_feeds(b"a\r\nb\rc\r\r\n\r"), b"a\nb\rc\r\n\r");
    }
}
