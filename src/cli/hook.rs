//! `dealctl hook install` and `uninstall`: the check before each commit, for those who do without pre-commit.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use crate::load::git::Git;
use crate::text::shell;

use super::failure::Failure;
use super::in_shell::InShell;
use super::options::Common;
use super::{output, repository, writing};

/// Run `dealctl lint --staged` before each commit.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write git's pre-commit hook; a hook that is there already is never overwritten.
    Install,
    /// Remove the hook that install wrote, and no other.
    Uninstall,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let files = repository::find(common)?;
    let git = repository::git(files.root(), "a hook")?;
    let hook = Hook::of(&git)?;
    match args.command {
        Command::Install => hook.install(),
        Command::Uninstall => hook.uninstall(),
    }
}

/// The line that every hook of ours has, whatever book it is for.
const WRITTEN: &str = "# Written by `dealctl hook install`; `dealctl hook uninstall` removes it.\n";

/// The hook of a repository.
struct Hook {
    path: PathBuf,
    /// Whether other repositories have it as well: git is configured to look for hooks outside this one.
    is_shared: bool,
    book: InShell,
}

/// What is at the hook's path now.
enum There {
    Nothing,
    /// This very hook; whether git runs it.
    Ours {
        runs: bool,
    },
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
    fn of(git: &Git) -> anyhow::Result<Self> {
        let top = one_path(git, &["rev-parse", "--show-toplevel"])?;
        let absolute = ["rev-parse", "--path-format=absolute"];
        let shared = one_path(git, &[absolute[0], absolute[1], "--git-common-dir"])?;
        // A folder of hooks that is named without its root begins at the top of the repository.
        let at_top = top.to_string_lossy();
        let args = ["-C", &at_top, absolute[0], absolute[1], "--git-path"];
        let path = one_path(git, &[&args[..], &["hooks"]].concat())?.join("pre-commit");
        let place = resolved(&path);
        let is_shared = !place.starts_with(resolved(&top)) && !place.starts_with(resolved(&shared));
        Ok(Self {
            path,
            is_shared,
            book: InShell::of(&git.prefix),
        })
    }

    /// The whole hook. A branch may be without the book.
    fn text(&self) -> String {
        let InShell { process, check } = &self.book;
        format!(
            "#!/bin/sh\n\
             {WRITTEN}\
             if [ -f {process} ]; then\n\
             \x20   if ! command -v dealctl >/dev/null 2>&1; then\n\
             \x20       echo 'dealctl is not on the PATH of git hooks: install it, or commit with --no-verify.' >&2\n\
             \x20       exit 1\n\
             \x20   fi\n\
             \x20   {check} || exit 1\n\
             fi\n"
        )
    }

    fn there(&self) -> anyhow::Result<There> {
        match fs::read(&self.path) {
            Ok(there) if there == self.text().as_bytes() => Ok(There::Ours {
                runs: is_executable(&self.path),
            }),
            Ok(there) if self.is_called_in(&there) => Ok(There::Added {
                runs: is_executable(&self.path),
            }),
            Ok(there) if String::from_utf8_lossy(&there).contains(WRITTEN) => Ok(There::OursOnce),
            Ok(_) => Ok(There::Other {
                runs: is_executable(&self.path),
            }),
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

    /// Whether a hook has the line that [`Hook::install`] says to add, or the command in a line of its own.
    fn is_called_in(&self, hook: &[u8]) -> bool {
        let (line, check) = (self.book.line(), self.book.check.as_str());
        let text = String::from_utf8_lossy(hook);
        let mut lines = text.lines().map(str::trim);
        lines.any(|here| here == line || here == check)
    }

    fn install(&self) -> anyhow::Result<ExitCode> {
        let path = self.path.display();
        let add = format!(
            "add this line to it, before any exec or exit: {}",
            self.book.line()
        );
        let refused = |message: String, help: String| Err(Failure::new(message, help).into());
        match self.there()? {
            There::Ours { runs: true } => {
                output::note(&format!("{path} is there already."));
            }
            There::Added { runs: true } => {
                output::note(&format!("{path} checks each commit already."));
            }
            There::Ours { runs: false } => {
                make_executable(&self.path)
                    .with_context(|| format!("cannot make {path} executable"))?;
                output::note(&format!(
                    "{path} was there and git passed over it: it can be executed now."
                ));
            }
            There::OursOnce => {
                return refused(
                    format!(
                        "{path} is dealctl's, for another book or changed since, and it stays as it is"
                    ),
                    format!("add this line at its end: {}", self.book.line()),
                );
            }
            There::Added { runs: false } => {
                return refused(
                    format!(
                        "{path} has the line already, and git passes over it: it is not executable"
                    ),
                    format!(
                        "make it executable: chmod +x {}",
                        shell::word(&path.to_string())
                    ),
                );
            }
            There::Other { runs } => {
                let but = if runs {
                    ""
                } else {
                    " (git passes over it: it is not executable)"
                };
                return refused(
                    format!("there is a hook already, and it is not dealctl's: {path}{but}"),
                    add,
                );
            }
            There::LostLink => {
                return refused(
                    format!("{path} is a link that leads nowhere"),
                    "remove the link, or put its target back, and install again".to_owned(),
                );
            }
            There::Nothing if self.is_shared => {
                return refused(
                    format!(
                        "git looks for hooks outside of this repository (core.hooksPath, or a link), and every other one would have this hook: {path}"
                    ),
                    format!(
                        "add this line to the hook there, it does nothing where there is no book: {}\n\
                         or let this repository have its own folder in place of that one: git config core.hooksPath .githooks",
                        self.book.line()
                    ),
                );
            }
            There::Nothing => {
                self.write()
                    .with_context(|| format!("cannot write {path}"))?;
                output::note(&format!(
                    "Wrote {path}: each commit is checked from now on."
                ));
                if !is_on_the_path() {
                    output::note(
                        "warning: dealctl is not on the PATH, and git stops each commit until it is\n\
                         help: put the folder of dealctl on the PATH, or install it: cargo install --path .",
                    );
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Whole or not at all, and never over a hook that came meanwhile.
    fn write(&self) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let beside = writing::beside(&self.path, &self.text(), None)?;
        make_executable(beside.path())?;
        beside.as_file().sync_all()?;
        beside
            .persist_noclobber(&self.path)
            .map_err(|error| error.error)?;
        Ok(())
    }

    fn uninstall(&self) -> anyhow::Result<ExitCode> {
        let path = self.path.display();
        match self.there()? {
            There::Ours { .. } => {
                fs::remove_file(&self.path).with_context(|| format!("cannot remove {path}"))?;
                output::note(&format!("Removed {path}."));
                Ok(ExitCode::SUCCESS)
            }
            There::OursOnce | There::Added { .. } | There::Other { .. } => {
                let message =
                    format!("{path} is not as dealctl wrote it for this book, so it stays");
                let help = format!("take out the line that says: {}", self.book.check);
                Err(Failure::new(message, help).into())
            }
            There::LostLink => {
                let message = format!("{path} is a link that leads nowhere, and not dealctl's");
                Err(Failure::new(message, "remove it by hand, if nobody needs it").into())
            }
            There::Nothing => {
                output::note(&format!("There is no hook at {path}."));
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

/// The one path that git prints.
fn one_path(git: &Git, arguments: &[&str]) -> anyhow::Result<PathBuf> {
    let output = git
        .output(arguments)
        .map_err(|error| repository::not_answered(&error))?;
    let path =
        String::from_utf8(output).context("the folder of git's hooks is not named in UTF-8")?;
    Ok(PathBuf::from(path.trim_end_matches(['\r', '\n'])))
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
fn make_executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Whether a hook would find the program by its name.
fn is_on_the_path() -> bool {
    let name = format!("dealctl{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(&name).is_file())
}
