//! Writes a file that others read: the whole of it, or nothing.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;

/// Writes the whole file or nothing: beside it first, then in its place.
pub(super) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let failed = || format!("cannot write {}", path.display());
    let mut file = readable_by_others()
        .tempfile_in(folder)
        .with_context(failed)?;
    file.write_all(text.as_bytes()).with_context(failed)?;
    file.as_file().sync_all().with_context(failed)?;
    file.persist(path).with_context(failed)?;
    Ok(())
}

/// A temporary file is its writer's alone unless one asks for more; what we write is committed, and others read it.
fn readable_by_others() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}
