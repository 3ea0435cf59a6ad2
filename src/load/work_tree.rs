//! Files of a folder. Symbolic links out of the root are not followed, folders behind links not at all.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::RwLock;

use walkdir::{DirEntry, WalkDir};

use super::origin::{Listed, Origin, Unreadable, names_a_deal};

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

    /// Whether a folder, named from the root, is inside the root once links are resolved. Asked once a folder.
    fn is_inside(&self, folder: &str) -> bool {
        if let Some(known) = self
            .folders
            .read()
            .ok()
            .and_then(|folders| folders.get(folder).copied())
        {
            return known;
        }
        let inside =
            fs::canonicalize(self.root.join(folder)).is_ok_and(|path| path.starts_with(&self.root));
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
                _ if !names_a_deal(&path) => None,
                Ok(target) if !target.starts_with(&self.root) => Some(unlisted(
                    path,
                    "it is a link to a place outside the repository",
                    "copy the file here",
                )),
                Ok(_) => Some(Listed {
                    path,
                    problem: None,
                }),
                Err(error) => Some(unlisted(
                    path,
                    &format!("it is a link that leads nowhere ({})", reason(&error)),
                    "remove the link, or put its target back",
                )),
            };
        }
        let is_named = entry.path().to_str().is_some();
        (kind.is_file() && names_a_deal(&path)).then(|| Listed {
            path,
            problem: (!is_named).then(Unreadable::name_is_not_utf8),
        })
    }
}

fn unlisted(path: String, why: &str, help: &str) -> Listed {
    Listed {
        path,
        problem: Some(Unreadable::because(why, help)),
    }
}

/// The operating system's word for it, without its number.
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
        let because = |error: std::io::Error| Unreadable::Because {
            why: format!("the file cannot be read ({})", reason(&error)),
            help: "check that it is there and may be read".to_owned(),
        };
        let file = File::open(self.root.join(path)).map_err(because)?;
        let size = file.metadata().map_err(because)?.len();
        if size > cap as u64 {
            return Err(Unreadable::TooLarge(size));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        file.take(cap as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(because)?;
        if bytes.len() > cap {
            Err(Unreadable::TooLarge(bytes.len() as u64))
        } else {
            Ok(bytes)
        }
    }

    fn is_file(&self, path: &str) -> bool {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !self.is_inside(folder) {
            return false;
        }
        let full = self.root.join(path);
        match fs::symlink_metadata(&full) {
            Ok(metadata) if metadata.is_symlink() => {
                fs::canonicalize(&full).is_ok_and(|target| target.starts_with(&self.root))
            }
            Ok(_) => true,
            Err(_) => false,
        }
    }
}
