//! One of git's hooks: where it is, what is there, and what dealctl writes.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::cli::repository;
use crate::cli::writing::{self, Before, Mode, NotWritten};
use crate::load::git::{Git, os_path};
use crate::text::shell;

use super::in_shell::InShell;

/// The hooks that git runs before it makes a commit: of a commit, and of a merge without a conflict.
pub(super) const NAMES: [&str; 2] = ["pre-commit", "pre-merge-commit"];

/// The line that every hook of ours has, whatever book it is for.
const WRITTEN: &str = "# Written by `dealctl hook install`; `dealctl hook uninstall` removes it.\n";

/// Longer hooks are not ours, and are read no further.
const LONGEST: u64 = 1 << 20;

/// A hook of a repository.
pub(super) struct Hook {
    pub(super) path: PathBuf,
    /// Whether other repositories have it as well: git is configured to look for hooks outside this one.
    pub(super) is_shared: bool,
    pub(super) book: InShell,
}

/// What is at the hook's path now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum There {
    Nothing,
    /// This very hook; whether git runs it.
    Ours {
        runs: bool,
    },
    /// The hook of an earlier dealctl for this book, or of one at another place.
    Earlier,
    /// A hook that dealctl wrote for another book, or that was changed since.
    OursOnce,
    /// A hook of somebody's that has our line already.
    Added {
        runs: bool,
    },
    Other {
        runs: bool,
    },
    /// A link that leads nowhere.
    LostLink,
}

impl Hook {
    /// The hooks of a repository, by their names.
    pub(super) fn all(git: &Git) -> anyhow::Result<Vec<Self>> {
        let top = one_path(git, None, &["--show-toplevel"])?;
        let absolute = "--path-format=absolute";
        let shared = one_path(git, None, &[absolute, "--git-common-dir"])?;
        // A folder of hooks that is named without its root begins at the top of the repository.
        let folder = one_path(git, Some(&top), &[absolute, "--git-path", "hooks"])?;
        let hook = |name: &&str| {
            let path = folder.join(name);
            let place = resolved(&path);
            let is_inside = |folder: &Path| place.starts_with(resolved(folder));
            Self {
                is_shared: !is_inside(&top) && !is_inside(&shared),
                path,
                book: InShell::of(&git.prefix),
            }
        };
        Ok(NAMES.iter().map(hook).collect())
    }

    /// The whole hook. A branch may be without the book. A program that was not started from a shell has a short PATH, so the
    /// folder of this binary is searched as well, and where cargo installs.
    fn text(&self) -> String {
        let more = match own_folder() {
            Some(folder) => format!("\"$PATH\":{}", shell::quoted_bytes(&folder)),
            None => "\"$PATH\"".to_owned(),
        };
        self.text_with(&format!(
            "    PATH={more}:\"${{CARGO_HOME:-$HOME/.cargo}}/bin\"\n    export PATH\n"
        ))
    }

    fn text_with(&self, path: &str) -> String {
        let InShell { process, check } = &self.book;
        let missing = match path {
            "" => {
                "dealctl is not on the PATH of git hooks: install it, or commit with --no-verify."
            }
            _ => "dealctl is not found: install it, or commit with --no-verify.",
        };
        format!(
            "#!/bin/sh\n\
             {WRITTEN}\
             if [ -f {process} ]; then\n\
             {path}\
             \x20   if ! command -v dealctl >/dev/null 2>&1; then\n\
             \x20       echo '{missing}' >&2\n\
             \x20       exit 1\n\
             \x20   fi\n\
             \x20   {check} || exit 1\n\
             fi\n"
        )
    }

    /// Returns whether a hook is as an earlier dealctl wrote it for this book, or one at another place.
    fn is_earlier(&self, there: &[u8]) -> bool {
        let without_path = |text: &str| -> String {
            let lines = text.split_inclusive('\n');
            lines
                .filter(|line| !line.starts_with("    PATH="))
                .collect()
        };
        let there = String::from_utf8_lossy(there);
        there == self.text_with("") || without_path(&there) == without_path(&self.text())
    }

    pub(super) fn there(&self) -> anyhow::Result<There> {
        let mut there = Vec::new();
        let read =
            File::open(&self.path).and_then(|file| file.take(LONGEST).read_to_end(&mut there));
        let runs = is_executable(&self.path);
        match read {
            Ok(_) if there == self.text().as_bytes() => Ok(There::Ours { runs }),
            Ok(_) if self.is_earlier(&there) => Ok(There::Earlier),
            Ok(_) if self.is_called_in(&there) => Ok(There::Added { runs }),
            Ok(_) if String::from_utf8_lossy(&there).contains(WRITTEN) => Ok(There::OursOnce),
            Ok(_) => Ok(There::Other { runs }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let is_link = fs::symlink_metadata(&self.path).is_ok();
                Ok(if is_link {
                    There::LostLink
                } else {
                    There::Nothing
                })
            }
            Err(error) => {
                Err(error).with_context(|| format!("cannot look at {}", self.path.display()))
            }
        }
    }

    /// Whether a hook has the line that `hook install` says to add, or the command in a line of its own.
    fn is_called_in(&self, hook: &[u8]) -> bool {
        let (line, check) = (self.book.line(), self.book.check.as_str());
        let text = String::from_utf8_lossy(hook);
        let mut lines = text.lines().map(str::trim);
        lines.any(|here| here == line || here == check)
    }

    /// Whole or not at all, and never over a hook that came meanwhile.
    pub(super) fn write(&self) -> anyhow::Result<()> {
        let path = self.path.display();
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).with_context(|| format!("cannot write {path}"))?;
        let name = Path::new(self.path.file_name().unwrap_or(OsStr::new("pre-commit")));
        let written =
            writing::write_below(folder, name, &self.text(), Before::Absent, Mode::Program);
        written.map(|_| ()).map_err(|why| match why {
            NotWritten::Failed(error) => {
                anyhow::Error::from(error).context(format!("cannot write {path}"))
            }
            _ => anyhow::anyhow!("cannot write {path}: something came there meanwhile"),
        })
    }

    /// Lets git run it.
    pub(super) fn make_executable(&self) -> anyhow::Result<()> {
        let made = File::open(&self.path).and_then(|file| make_executable(&file));
        made.with_context(|| format!("cannot make {} executable", self.path.display()))
    }

    pub(super) fn remove(&self) -> anyhow::Result<()> {
        fs::remove_file(&self.path)
            .with_context(|| format!("cannot remove {}", self.path.display()))
    }
}

/// Returns the folder of this binary, where a hook would find it by its name; `None` if its name is another, or if a PATH cannot
/// hold the folder.
fn own_folder() -> Option<Vec<u8>> {
    let program = std::env::current_exe().ok()?;
    let is_named = program.file_stem().is_some_and(|name| name == "dealctl");
    let folder = program.parent().filter(|_| is_named)?;
    let folder = folder.as_os_str().as_encoded_bytes();
    (!folder.iter().any(|byte| b":;\n\\".contains(byte))).then(|| folder.to_vec())
}

/// The one path that git prints, asked in a folder.
fn one_path(git: &Git, folder: Option<&Path>, arguments: &[&str]) -> anyhow::Result<PathBuf> {
    let mut command = git.command(&["rev-parse"]);
    if let Some(folder) = folder {
        command.current_dir(folder);
    }
    command.args(arguments);
    let output = Git::output_of(command).map_err(|error| repository::not_answered(&error))?;
    let end = output.strip_suffix(b"\n").unwrap_or(&output);
    Ok(os_path(end.strip_suffix(b"\r").unwrap_or(end)).into_owned())
}

/// A path without links, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    let there = path.ancestors().find_map(|folder| {
        let full = fs::canonicalize(folder).ok()?;
        let rest = path.strip_prefix(folder).ok()?;
        Some(full.join(rest))
    });
    there.unwrap_or_else(|| path.to_path_buf())
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(_path: &Path) -> bool {
    true
}

#[cfg(unix)]
fn make_executable(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata()?.permissions().mode();
    // Whoever may read it may run it.
    file.set_permissions(fs::Permissions::from_mode(mode | (mode & 0o444) >> 2))
}

#[cfg(not(unix))]
fn make_executable(_file: &File) -> std::io::Result<()> {
    Ok(())
}
