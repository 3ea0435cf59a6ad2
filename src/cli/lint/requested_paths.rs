//! Files, folders and deals on the command line, as paths from the root.

use std::path::{Path, PathBuf};

use crate::cli::alike;
use crate::cli::failure::Failure;
use crate::cli::repository::{self, Files};
use crate::model::Book;

/// The paths that were requested, from the root; the root itself asks for everything.
pub(super) fn requested(
    files: &Files,
    book: &Book,
    paths: &[String],
) -> anyhow::Result<Vec<String>> {
    let requested = paths
        .iter()
        .map(|path| from_root(files, book, path))
        .collect::<anyhow::Result<Vec<_>>>()?;
    Ok(if requested.iter().any(String::is_empty) {
        Vec::new()
    } else {
        requested
    })
}

/// Whether a file is one of those that were requested, or inside one.
pub(super) fn is_requested(requested: &[String], path: &str) -> bool {
    requested.is_empty()
        || requested
            .iter()
            .any(|folder| Path::new(path).starts_with(folder))
}

fn from_root(files: &Files, book: &Book, path: &str) -> anyhow::Result<String> {
    if path.trim().is_empty() {
        let message = "an empty path names no file, folder or deal";
        let help = "leave it out to have every deal; a script may have passed on a variable that is not set";
        return Err(Failure::new(message, help).into());
    }
    // What has the same name in a working directory outside of the repository is not meant while something inside is.
    let mut outside = false;
    for candidate in [PathBuf::from(path), files.root().join(path)] {
        let parent = candidate
            .parent()
            .filter(|parent| *parent != Path::new(""))
            .unwrap_or(Path::new("."));
        let Ok(parent) = std::fs::canonicalize(parent) else {
            continue;
        };
        // The last part is not resolved: a link is a file of the book under its own name.
        let full = match candidate.file_name() {
            Some(name) => parent.join(name),
            None => std::fs::canonicalize(&candidate)?,
        };
        if std::fs::symlink_metadata(&full).is_err() {
            continue;
        }
        let Ok(inside) = full.strip_prefix(files.root()) else {
            outside = true;
            continue;
        };
        let inside = inside.components();
        let inside: Vec<_> = inside
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        return deal_path(inside.join("/"), full.is_file());
    }
    match repository::deal(book, path) {
        Ok(deal) => Ok(book.sources.file(deal.file).path.to_string()),
        Err(several) if !book.named(path).is_empty() => Err(several),
        Err(_) if outside => {
            let message = format!("{path} is not in the repository {}", files.root().display());
            let help = "name a file or folder below the one that holds process.toml";
            Err(Failure::new(message, help).into())
        }
        Err(_) => {
            // A deal that cannot be read has no id but a file, and its faults are what was requested.
            if let [only] = repository::unread(book, path)[..] {
                return Ok(only.to_owned());
            }
            let message = format!("there is no file, folder or deal {path}");
            let otherwise = || "paths are taken from the working directory".to_owned();
            let help = alike::help(&alike::deals(book, path)).unwrap_or_else(otherwise);
            Err(Failure::new(message, help).into())
        }
    }
}

/// Refuses a file below deals/ without the ending of a deal, which would be skipped silently.
fn deal_path(path: String, is_file: bool) -> anyhow::Result<String> {
    let stem = path.strip_suffix(".yaml").or(path.strip_suffix(".yml"));
    if is_file && path.starts_with("deals/") && stem.is_none() {
        let message = format!("{path} is not a deal");
        return Err(Failure::new(message, "the files of deals end in .yaml or .yml").into());
    }
    Ok(path)
}
