//! `dealctl hook install` and `uninstall`: the check before each commit and each merge, for those who do without pre-commit.

mod in_shell;
mod script;

use std::process::ExitCode;

use crate::text::shell;

use super::failure::Failure;
use super::options::Common;
use super::{output, repository};
use script::{Hook, There};

const EXAMPLES: &str = "\
Examples:
  dealctl hook install
  dealctl hook uninstall";

/// Run `dealctl lint --staged` before each commit, and before each merge that git commits by itself.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write git's pre-commit and pre-merge-commit hooks; a hook that is there already is never overwritten.
    Install,
    /// Remove the hooks that install wrote, and no other.
    Uninstall,
}

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let files = repository::find(common)?;
    let git = repository::git(files.root(), "a hook")?;
    let hooks = Hook::all(&git)?;
    match args.command {
        Command::Install => install(&hooks)?,
        Command::Uninstall => uninstall(&hooks)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes every hook, or none if one of them is in somebody else's way.
fn install(hooks: &[Hook]) -> anyhow::Result<()> {
    let there: Vec<There> = hooks.iter().map(Hook::there).collect::<Result<_, _>>()?;
    let shared: Vec<String> = hooks
        .iter()
        .zip(&there)
        .filter(|(hook, there)| hook.is_shared && **there == There::Nothing)
        .map(|(hook, _)| hook.path.display().to_string())
        .collect();
    for (hook, there) in hooks.iter().zip(&there) {
        if let Some(refused) = refusal(hook, *there, &shared) {
            return Err(refused.into());
        }
    }
    let mut written = Vec::new();
    for (hook, there) in hooks.iter().zip(&there) {
        let path = hook.path.display();
        match there {
            There::Ours { runs: true } => output::note(&format!("{path} is there already.")),
            There::Ours { runs: false } => {
                hook.make_executable()?;
                output::note(&format!(
                    "{path} was there and git passed over it: it can be executed now."
                ));
            }
            There::Earlier => {
                hook.remove()?;
                hook.write()?;
                output::note(&format!("Wrote {path} anew."));
            }
            There::Nothing => {
                hook.write()?;
                written.push(hook);
            }
            _ => output::note(&format!("{path} checks each commit already.")),
        }
    }
    let names: Vec<String> = written
        .iter()
        .map(|hook| hook.path.display().to_string())
        .collect();
    if !names.is_empty() {
        output::note(&format!(
            "Wrote {}: each commit and each merge is checked from now on.",
            names.join(" and ")
        ));
    }
    Ok(())
}

/// Why a hook stays as it is, and what to do; `None` if it can be written. `shared` are all hooks that are not there and would be
/// other repositories' too.
fn refusal(hook: &Hook, there: There, shared: &[String]) -> Option<Failure> {
    let path = hook.path.display();
    let line = hook.book.line();
    Some(match there {
        There::Ours { .. } | There::Earlier | There::Added { runs: true } => return None,
        There::Nothing if !hook.is_shared => return None,
        There::Nothing => Failure::new(
            format!(
                "git looks for hooks outside of this repository (core.hooksPath, or a link), and every other one would have this hook: {}",
                shared.join(" and ")
            ),
            format!(
                "add this line to {} there, it does nothing where there is no book: {line}\n\
                 or let this repository have its own folder in place of that one: git config core.hooksPath .githooks",
                if shared.len() == 1 {
                    "the hook"
                } else {
                    "each hook"
                }
            ),
        ),
        There::OursOnce => Failure::new(
            format!(
                "{path} is dealctl's, for another book or changed since, and it stays as it is"
            ),
            format!("add this line at its end: {line}"),
        ),
        There::Added { runs: false } => Failure::new(
            format!("{path} has the line already, and git passes over it: it is not executable"),
            format!(
                "make it executable: chmod +x {}",
                shell::word(&path.to_string())
            ),
        ),
        There::Other { runs } => {
            let but = if runs {
                ""
            } else {
                " (git passes over it: it is not executable)"
            };
            Failure::new(
                format!("there is a hook already, and it is not dealctl's: {path}{but}"),
                format!("add this line to it, before any exec or exit: {line}"),
            )
        }
        There::LostLink => Failure::new(
            format!("{path} is a link that leads nowhere"),
            "remove the link, or put its target back, and install again",
        ),
    })
}

/// Removes every hook of ours; of the others the first is named.
fn uninstall(hooks: &[Hook]) -> anyhow::Result<()> {
    let mut kept = None;
    let mut nothing = Vec::new();
    for hook in hooks {
        let path = hook.path.display();
        match hook.there()? {
            There::Ours { .. } | There::Earlier => {
                hook.remove()?;
                output::note(&format!("Removed {path}."));
            }
            There::OursOnce | There::Added { .. } | There::Other { .. } => {
                let message =
                    format!("{path} is not as dealctl wrote it for this book, so it stays");
                let help = format!("take out the line that says: {}", hook.book.check);
                kept.get_or_insert(Failure::new(message, help));
            }
            There::LostLink => {
                let message = format!("{path} is a link that leads nowhere, and not dealctl's");
                let help = "remove it by hand, if nobody needs it";
                kept.get_or_insert(Failure::new(message, help));
            }
            There::Nothing => nothing.push(path.to_string()),
        }
    }
    if nothing.len() == hooks.len() {
        output::note(&format!("There is no hook at {}.", nothing.join(" or ")));
    }
    kept.map_or(Ok(()), |kept| Err(kept.into()))
}
