//! Writes a file that others read: the whole of it, or nothing.

use std::fs::{self, File, Permissions};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::Context as _;
use tempfile::NamedTempFile;

use super::failure::Failure;

/// Writes the whole file or nothing. A file that is there keeps its permissions; one that is read-only is somebody's wish.
pub(super) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", path.display());
    let there = fs::symlink_metadata(path).ok();
    let kept = there
        .filter(fs::Metadata::is_file)
        .map(|there| there.permissions());
    if kept.as_ref().is_some_and(Permissions::readonly) {
        let message = format!("{} is read-only, and stays as it is", path.display());
        return Err(Failure::new(message, "allow writing it, or name another file").into());
    }
    let beside = beside(path, text, kept).with_context(failed)?;
    put(beside, path).with_context(failed)
}

/// The text in a new file in the folder of `path`, safe on the disk. Without permissions it has those of any new file.
pub(super) fn beside(
    path: &Path,
    text: &str,
    permissions: Option<Permissions>,
) -> io::Result<NamedTempFile> {
    let mut file = readable_by_others().tempfile_in(folder_of(path))?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        fs::set_permissions(file.path(), permissions)?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// Puts the new file in the place of the old one.
pub(super) fn put(beside: NamedTempFile, path: &Path) -> io::Result<()> {
    beside.persist(path).map_err(|error| error.error)?;
    // The new name must survive a power cut as well. Not every system can do that to a folder.
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A temporary file is its writer's alone unless one asks for more; what we write is committed, and others read it. Its name
/// says whose it is, should the program be killed.
fn readable_by_others() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dealctl-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}
