//! `dealctl hook install` and `uninstall`: the check before each commit, for those who do without pre-commit.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use crate::load::git::Git;

use super::failure::Failure;
use super::options::Common;
use super::{output, repository};

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
    let hook = Hook::of(&git, files.root())?;
    match args.command {
        Command::Install => hook.install(),
        Command::Uninstall => hook.uninstall(),
    }
}

/// The hook of a repository.
struct Hook {
    path: PathBuf,
    /// The line that checks.
    check: String,
}

impl Hook {
    fn of(git: &Git, root: &Path) -> anyhow::Result<Self> {
        let said = git.output(&["rev-parse", "--git-path", "hooks/pre-commit"])?;
        let path =
            String::from_utf8(said).context("the folder of git's hooks is not named in UTF-8")?;
        Ok(Self {
            path: root.join(path.trim_end_matches(['\r', '\n'])),
            check: check(&git.prefix),
        })
    }

    /// The whole hook.
    fn text(&self) -> String {
        format!(
            "#!/bin/sh\n\
             # Written by `dealctl hook install`; `dealctl hook uninstall` removes it.\n\
             if ! command -v dealctl >/dev/null 2>&1; then\n\
             \x20   echo 'dealctl is not on the PATH of git hooks: install it, or commit with --no-verify.' >&2\n\
             \x20   exit 1\n\
             fi\n\
             exec {}\n",
            self.check
        )
    }

    fn install(&self) -> anyhow::Result<ExitCode> {
        let path = self.path.display();
        match fs::read(&self.path) {
            Ok(there) if there == self.text().as_bytes() => {
                output::note(&format!("{path} is there already."));
                return Ok(ExitCode::SUCCESS);
            }
            Ok(_) => {
                let message = format!("there is a hook already, and it is not dealctl's: {path}");
                let help = format!("add this line to it: {} || exit 1", self.check);
                return Err(Failure::new(message, help).into());
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("cannot look at {path}")),
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        self.write(folder)
            .with_context(|| format!("cannot write {path}"))?;
        output::note(&format!(
            "Wrote {path}: each commit is checked from now on."
        ));
        Ok(ExitCode::SUCCESS)
    }

    /// Whole or not at all, and never over a hook that came meanwhile.
    fn write(&self, folder: &Path) -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut beside = tempfile::Builder::new()
            .prefix(".dealctl-")
            .tempfile_in(folder)?;
        beside.write_all(self.text().as_bytes())?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(beside.path(), fs::Permissions::from_mode(0o755))?;
        }
        beside.as_file().sync_all()?;
        beside
            .persist_noclobber(&self.path)
            .map_err(|error| error.error)?;
        Ok(())
    }

    fn uninstall(&self) -> anyhow::Result<ExitCode> {
        let path = self.path.display();
        match fs::read(&self.path) {
            Ok(there) if there == self.text().as_bytes() => {
                fs::remove_file(&self.path).with_context(|| format!("cannot remove {path}"))?;
                output::note(&format!("Removed {path}."));
                Ok(ExitCode::SUCCESS)
            }
            Ok(_) => {
                let message = format!("{path} is not as dealctl wrote it, so it stays");
                let help = format!("take out the line that says: {}", self.check);
                Err(Failure::new(message, help).into())
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                output::note(&format!("There is no hook at {path}."));
                Ok(ExitCode::SUCCESS)
            }
            Err(error) => Err(error).with_context(|| format!("cannot look at {path}")),
        }
    }
}

/// The command of the hook, which git runs at the top of the repository.
fn check(prefix: &str) -> String {
    let folder = prefix.trim_end_matches('/');
    if folder.is_empty() {
        "dealctl lint --staged".to_owned()
    } else {
        let quoted = folder.replace('\'', r"'\''");
        format!("dealctl --root '{quoted}' lint --staged")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_the_book_is_quoted_for_the_shell() {
        assert_eq!(check(""), "dealctl lint --staged");
        assert_eq!(
            check("it's here/"),
            r"dealctl --root 'it'\''s here' lint --staged"
        );
    }
}
