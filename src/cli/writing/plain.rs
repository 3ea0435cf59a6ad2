//! Writing where folders cannot be held open.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::terms::{BEGINS, Before, ENDS, Mode, NotWritten, Written, is_ours, read_text};

/// What a killed run left is older than this.
const A_DAY: std::time::Duration = std::time::Duration::from_secs(24 * 3600);

pub(super) fn write(
    root: &Path,
    path: &Path,
    text: &[u8],
    before: Before<'_>,
    _: Mode,
) -> Result<Written, NotWritten> {
    let path = root.join(path);
    let folder = path.parent().unwrap_or(root);
    sweep(folder);
    let there = fs::symlink_metadata(&path).ok();
    match &there {
        Some(there) if !there.is_file() => return Err(NotWritten::Bent),
        Some(there) if there.permissions().readonly() => return Err(NotWritten::ReadOnly),
        _ => {}
    }
    let mut file = tempfile::Builder::new()
        .prefix(BEGINS)
        .suffix(ENDS)
        .tempfile_in(folder)?;
    file.write_all(text)?;
    file.as_file().sync_all()?;
    if let Before::Bytes(bytes) = before {
        let text = read_text(&path, bytes.len() as u64);
        if text.map_or(true, |text| text.as_bytes() != bytes) {
            return Err(NotWritten::Changed);
        }
    }
    let placed = match before {
        Before::Absent => file.persist_noclobber(&path),
        _ => file.persist(&path),
    };
    match placed {
        Ok(_) => Ok(Written::AsItWas),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(NotWritten::Changed)
        }
        Err(error) => Err(error.error.into()),
    }
}

fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry.metadata().and_then(|metadata| metadata.modified());
        let is_old = age.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > A_DAY));
        if is_ours(&entry.file_name()) && is_old {
            let _ = fs::remove_file(entry.path());
        }
    }
}
