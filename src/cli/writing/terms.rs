//! What every way of writing shares: what a file has to be before and is afterwards, and the names of temporary files.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// How the names of our temporary files begin and end.
pub(super) const BEGINS: &str = ".dealctl-";
pub(super) const ENDS: &str = ".tmp";

/// What a file that is written has to be before.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) enum Before<'b> {
    /// Nothing may be there.
    Absent,
    /// It has these bytes, and nobody changed them meanwhile.
    Bytes(&'b [u8]),
    /// Whatever it is.
    Anything,
}

/// Why a file was not written.
#[derive(Debug)]
pub(in crate::cli) enum NotWritten {
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
pub(in crate::cli) enum Written {
    /// With the owner, group and permissions that it had.
    AsItWas,
    /// Its group could not be kept: this user is not in it.
    OtherGroup,
}

/// Who may do what with a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Mode {
    /// What new files have.
    Text,
    /// The same, and it can be run.
    Program,
}

/// Reads a file as text, up to a limit.
///
/// # Errors
/// It cannot be read, is not UTF-8, or is larger.
pub(in crate::cli) fn read_text(path: &Path, limit: u64) -> io::Result<String> {
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
pub(super) fn git_folder(root: &Path) -> Option<std::path::PathBuf> {
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
pub(super) fn is_ours(name: &std::ffi::OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(BEGINS.as_bytes()) && name.ends_with(ENDS.as_bytes())
}
