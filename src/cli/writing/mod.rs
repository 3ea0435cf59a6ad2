//! Writes a file that others read: the whole of it, or nothing; and reads one no further than a limit.
//!
//! The new text is made beside git's own files or beside the file, under a name that says whose it is, and takes the place of
//! the old one at once. What a killed run left is removed by the next one that writes there.

#[cfg(not(unix))]
mod plain;
#[cfg(unix)]
mod unix;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::Context as _;

#[cfg(not(unix))]
use plain as system;
#[cfg(unix)]
use unix as system;

use super::failure::Failure;

/// How the names of our temporary files begin and end.
const BEGINS: &str = ".dealctl-";
const ENDS: &str = ".tmp";

/// What a file that is written has to be before.
#[derive(Clone, Copy, Debug)]
pub(super) enum Before<'b> {
    /// Nothing may be there.
    Absent,
    /// It has these bytes, and nobody changed them meanwhile.
    Bytes(&'b [u8]),
    /// Whatever it is.
    Anything,
}

/// Why a file was not written.
#[derive(Debug)]
pub(super) enum NotWritten {
    /// It is another than it was when it was read.
    Changed,
    /// It is read-only, which is somebody's wish.
    ReadOnly,
    /// It is not a regular file, or a link bends the way to it.
    Bent,
    /// The system says no.
    Failed(io::Error),
}

impl From<io::Error> for NotWritten {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// How a file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// With the owner, group and permissions that it had.
    AsItWas,
    /// Its group could not be kept: this user is not in it.
    OtherGroup,
}

/// Writes a file below a folder. No folder on the way may be a link, nor the file itself; the text is the whole of it or
/// nothing is written.
///
/// # Errors
/// See [`NotWritten`].
pub(super) fn write_below(
    root: &Path,
    path: &Path,
    text: &str,
    before: Before<'_>,
    mode: Mode,
) -> Result<Written, NotWritten> {
    system::write(root, path, text.as_bytes(), before, mode)
}

/// Who may do what with a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// What new files have.
    Text,
    /// The same, and it can be run.
    Program,
}

/// Writes the whole file or nothing, in a folder that somebody named. A file that is there keeps its owner, group and
/// permissions.
pub(super) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    write_in(
        folder,
        path.file_name().map_or(Path::new(""), Path::new),
        text,
    )
}

/// The same in a folder, or in one below it to which no link leads.
pub(super) fn write_in(folder: &Path, below: &Path, text: &str) -> anyhow::Result<()> {
    let path = folder.join(below);
    match write_below(folder, below, text, Before::Anything, Mode::Text) {
        Ok(_) => Ok(()),
        Err(NotWritten::ReadOnly) => {
            let message = format!("{} is read-only, and stays as it is", path.display());
            Err(Failure::new(message, "allow writing it, or name another file").into())
        }
        Err(NotWritten::Failed(error)) => {
            Err(error).with_context(|| format!("cannot write {}", path.display()))
        }
        Err(NotWritten::Bent | NotWritten::Changed) => {
            let message = format!("{} is not a file that can be written", path.display());
            Err(Failure::new(message, "name another file").into())
        }
    }
}

/// Reads a file as text, up to a limit.
///
/// # Errors
/// It cannot be read, is not UTF-8, or is larger.
pub(super) fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    let mut text = String::new();
    let read = File::open(path)?
        .take(limit + 1)
        .read_to_string(&mut text)?;
    if read as u64 > limit {
        let why = format!("it is larger than {} MiB", limit >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
    }
    Ok(text)
}

/// Returns the folder in which git keeps its own files for a place, if one is there: what is in it is never committed.
fn git_folder(root: &Path) -> Option<std::path::PathBuf> {
    const LONGEST: u64 = 1 << 12;
    let root = fs::canonicalize(root).ok()?;
    let git = root.ancestors().map(|folder| folder.join(".git"));
    let git = git.into_iter().find(|git| git.symlink_metadata().is_ok())?;
    if git.symlink_metadata().ok()?.is_dir() {
        return Some(git);
    }
    // Of a linked work tree or a submodule: a file says where.
    let text = read_text(&git, LONGEST).ok()?;
    let there = git
        .parent()?
        .join(text.strip_prefix("gitdir: ")?.trim_end());
    there.is_dir().then_some(there)
}

/// Returns whether a name is one of our temporary files.
fn is_ours(name: &std::ffi::OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(BEGINS.as_bytes()) && name.ends_with(ENDS.as_bytes())
}
