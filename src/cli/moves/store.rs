//! Writing several files: all of them, or none.

use std::fs;
use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::writing::{self, Before, Mode, NotWritten};
use crate::text::safe;

/// A file that is written.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// From the root.
    pub path: String,
    /// As it was read; `None` if it was not there.
    pub before: Option<String>,
    /// As it is to be; `None` if it is to be gone.
    pub after: Option<String>,
}

/// Writes the files, and returns those that differ. If one cannot be written, those before it are put back.
pub(super) fn write_all(root: &Path, files: &[Written]) -> anyhow::Result<Vec<Written>> {
    let mut done = Vec::new();
    for file in files {
        if let Err(why) = write(root, file) {
            put_back(root, &done);
            let message = format!("{}: not written: {why}", safe::one_line(&file.path));
            return Err(Failure::new(
                message,
                "every file is as it was; look what is there now, and run it again",
            )
            .into());
        }
        done.push(file.clone());
    }
    Ok(done)
}

/// Undoes what was written, as far as nobody has changed it since.
pub(super) fn put_back(root: &Path, files: &[Written]) {
    for file in files.iter().rev() {
        let back = Written {
            path: file.path.clone(),
            before: file.after.clone(),
            after: file.before.clone(),
        };
        let _ = write(root, &back);
    }
}

/// Whether a folder on the way is a link, or a file.
fn has_link(root: &Path, folder: &Path) -> bool {
    let mut on_the_way = folder
        .ancestors()
        .filter(|folder| !folder.as_os_str().is_empty());
    on_the_way.any(|folder| {
        let there = root.join(folder).symlink_metadata();
        there.is_ok_and(|there| !there.is_dir())
    })
}

fn write(root: &Path, file: &Written) -> Result<(), String> {
    let failed = |error: std::io::Error| {
        let error = error.to_string();
        error
            .split(" (os error")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let path = Path::new(&file.path);
    let Some(after) = &file.after else {
        let same = fs::read_to_string(root.join(path)).ok() == file.before;
        return if same {
            fs::remove_file(root.join(path)).map_err(failed)
        } else {
            Err("it was changed meanwhile".to_owned())
        };
    };
    // A link stays a link; its target is written.
    let below = if file.before.is_some() {
        let target = fs::canonicalize(root.join(path)).map_err(failed)?;
        let below = target.strip_prefix(root);
        below
            .map_err(|_| "it is outside the repository".to_owned())?
            .to_path_buf()
    } else {
        if let Some(folder) = path.parent() {
            if has_link(root, folder) {
                return Err("a link is in its place".to_owned());
            }
            fs::create_dir_all(root.join(folder)).map_err(failed)?;
        }
        path.to_path_buf()
    };
    let before = file
        .before
        .as_ref()
        .map_or(Before::Absent, |before| Before::Bytes(before.as_bytes()));
    let written = writing::write_below(root, &below, after, before, Mode::Text);
    written.map(|_| ()).map_err(|why| match why {
        NotWritten::Changed if file.before.is_none() => "there is one already".to_owned(),
        NotWritten::Changed => "it was changed meanwhile".to_owned(),
        NotWritten::ReadOnly => "it is read-only".to_owned(),
        NotWritten::Bent => "a link is in its place".to_owned(),
        NotWritten::Failed(error) => failed(error),
    })
}
