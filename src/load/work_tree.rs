//! Files of a folder. Symbolic links out of the root are not followed, folders behind links not at all; only regular
//! files are opened, because a pipe would never end.

use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::RwLock;

use walkdir::{DirEntry, WalkDir};

use super::origin::{BLANK_CAP, Listed, Origin, PathKind, Unreadable, is_blank, is_listed};

/// A folder that holds process.toml.
#[derive(Debug)]
pub struct WorkTree {
    root: PathBuf,
    /// Folders, from the root, and whether they really are inside it.
    folders: RwLock<HashMap<String, bool>>,
}

impl WorkTree {
    /// The files below a folder.
    ///
    /// # Errors
    /// The folder cannot be resolved.
    pub fn new(root: &Path) -> std::io::Result<Self> {
        Ok(Self {
            root: fs::canonicalize(root)?,
            folders: RwLock::default(),
        })
    }

    /// The root, resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn path_from_root(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/")
    }

    /// Whether a folder, named from the root, is inside the root once links are resolved. Checked once per folder.
    fn is_inside(&self, folder: &str) -> bool {
        if let Some(known) = self
            .folders
            .read()
            .ok()
            .and_then(|folders| folders.get(folder).copied())
        {
            return known;
        }
        let inside = fs::canonicalize(self.root.join(folder)).is_ok_and(|path| self.holds(&path));
        if let Ok(mut folders) = self.folders.write() {
            folders.insert(folder.to_owned(), inside);
        }
        inside
    }

    fn listed(&self, entry: &DirEntry) -> Option<Listed> {
        let kind = entry.file_type();
        let path = self.path_from_root(entry.path());
        if kind.is_symlink() {
            return match fs::canonicalize(entry.path()) {
                Ok(target) if target.is_dir() => Some(Listed {
                    path,
                    problem: Some(Unreadable::folder_link()),
                }),
                _ if !is_listed(&path) => None,
                Ok(_) => Some(Listed {
                    problem: self.there(&path).err(),
                    path,
                }),
                Err(error) => {
                    let why = format!("it is a link that leads nowhere ({})", reason(&error));
                    let help = "remove the link, or put its target back";
                    Some(unlisted(path, &why, help))
                }
            };
        }
        if kind.is_dir() || !is_listed(&path) {
            return None;
        }
        if !kind.is_file() {
            let problem = Some(Unreadable::no_file());
            return Some(Listed { path, problem });
        }
        // The folder of the book may have any name.
        let below = entry.path().strip_prefix(&self.root);
        let is_named = below.is_ok_and(|below| below.to_str().is_some());
        Some(Listed {
            path,
            problem: (!is_named).then(Unreadable::name_is_not_utf8),
        })
    }

    /// Whether a resolved path is the book's: below the root, and not git's own.
    fn holds(&self, path: &Path) -> bool {
        let is_gits = |part: &std::ffi::OsStr| part.eq_ignore_ascii_case(".git");
        path.strip_prefix(&self.root)
            .is_ok_and(|below| !below.iter().any(is_gits))
    }

    /// What is at a path from the root, when that is inside the root: a regular file or a folder.
    fn there(&self, path: &str) -> Result<Metadata, Unreadable> {
        let full = self.root.join(path);
        let mut metadata = fs::symlink_metadata(&full).map_err(|error| because(&error))?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !self.is_inside(folder) {
            return Err(Unreadable::outside_link());
        }
        if metadata.is_symlink() {
            let target = fs::canonicalize(&full).map_err(|error| because(&error))?;
            if !self.holds(&target) {
                return Err(Unreadable::outside_link());
            }
            metadata = fs::metadata(&target).map_err(|error| because(&error))?;
        }
        if metadata.is_file() || metadata.is_dir() {
            Ok(metadata)
        } else {
            Err(Unreadable::no_file())
        }
    }
}

fn unlisted(path: String, why: &str, help: &str) -> Listed {
    Listed {
        path,
        problem: Some(Unreadable::because(why, help)),
    }
}

fn because(error: &std::io::Error) -> Unreadable {
    Unreadable::Because {
        why: format!("the file cannot be read ({})", reason(error)),
        help: "check that it is there and may be read".to_owned(),
    }
}

/// Returns the operating system's message without its number.
fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error
            .to_string()
            .split(" (os error")
            .next()
            .unwrap_or_default()
            .to_lowercase(),
    }
}

fn is_visible(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with(['.', '_'])
}

impl Origin for WorkTree {
    fn deal_files(&self) -> Vec<Listed> {
        let deals = self.root.join("deals");
        if fs::symlink_metadata(&deals).is_err() {
            return Vec::new();
        }
        WalkDir::new(&deals)
            .follow_root_links(false)
            .into_iter()
            .filter_entry(is_visible)
            .filter_map(|entry| match entry {
                Ok(entry) => self.listed(&entry),
                Err(error) => {
                    let path = error
                        .path()
                        .map_or_else(|| "deals".to_owned(), |path| self.path_from_root(path));
                    let why = error
                        .io_error()
                        .map_or_else(|| "it cannot be listed".to_owned(), reason);
                    Some(unlisted(
                        path,
                        &format!("the folder cannot be listed ({why})"),
                        "allow reading it, or move it out of deals/",
                    ))
                }
            })
            .collect()
    }

    fn read(&self, path: &str, cap: usize) -> Result<Vec<u8>, Unreadable> {
        if !self.there(path)?.is_file() {
            return Err(Unreadable::folder());
        }
        let failed = |error: std::io::Error| because(&error);
        let file = File::open(self.root.join(path)).map_err(failed)?;
        let metadata = file.metadata().map_err(failed)?;
        // Checked again: the file may have been replaced before it was opened.
        if !metadata.is_file() {
            return Err(Unreadable::no_file());
        }
        let size = metadata.len();
        if size > cap as u64 {
            return Err(Unreadable::TooLarge(size));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        file.take(cap as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        if bytes.len() > cap {
            Err(Unreadable::TooLarge(bytes.len() as u64))
        } else {
            Ok(bytes)
        }
    }

    fn is_file(&self, path: &str) -> bool {
        self.there(path).is_ok()
    }

    fn kind_at(&self, path: &str) -> PathKind {
        let Ok(metadata) = self.there(path) else {
            return PathKind::Nothing;
        };
        let may_be_blank = metadata.len() <= BLANK_CAP as u64;
        let is_blank = || {
            self.read(path, BLANK_CAP)
                .is_ok_and(|bytes| is_blank(&bytes))
        };
        match metadata.is_dir() {
            true => PathKind::Folder,
            false if metadata.len() == 0 || (may_be_blank && is_blank()) => PathKind::Blank,
            false => PathKind::File,
        }
    }

    fn is_there(&self, path: &str) -> bool {
        fs::symlink_metadata(self.root.join(path)).is_ok()
    }
}
