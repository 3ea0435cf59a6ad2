//! Writes a file that others read: the whole of it, or nothing; and reads one no further than a limit.
//!
//! The new text is made beside git's own files or beside the file, under a name that says whose it is, and takes the place of
//! the old one at once. What a killed run left is removed by the next one that writes there.

#[cfg(not(unix))]
mod plain;
mod terms;
#[cfg(unix)]
mod unix;

use std::path::Path;

use anyhow::Context as _;

#[cfg(not(unix))]
use plain as system;
#[cfg(unix)]
use unix as system;

use super::failure::Failure;

pub(super) use terms::{Before, Mode, NotWritten, Written, read_text};

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
