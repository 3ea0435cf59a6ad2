//! Our temporary files: what they are called, and where they may lie.

use std::fs;
use std::path::Path;

use super::reading::read_text;

/// How the names of our temporary files begin and end.
pub(super) const BEGINS: &str = ".dealctl-";
pub(super) const ENDS: &str = ".tmp";

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
