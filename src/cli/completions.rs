//! `dealctl completions`.

use std::process::ExitCode;

use super::{completing, output};

/// Where the script goes.
const WHERE: &str = "\
Where it goes:
  bash: ~/.bashrc
      source <(dealctl completions bash)
  zsh: ~/.zshrc, after compinit
      source <(dealctl completions zsh)
  fish: ~/.config/fish/config.fish
      dealctl completions fish | source
  elvish: ~/.config/elvish/rc.elv
      eval (dealctl completions elvish | slurp)
  PowerShell: $PROFILE
      dealctl completions powershell | Out-String | Invoke-Expression

Examples:
  dealctl completions bash
  dealctl completions zsh";

/// Print a completion script for a shell.
///
/// With it the Tab key completes commands and options, and deals, partners, people, stages and rules of the book. The script
/// asks dealctl each time, so it is read when a shell starts, and not kept in a file over an update.
#[derive(Debug, clap::Args)]
#[command(after_help = WHERE)]
pub(super) struct Args {
    /// The shell.
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    output::print(&completing::registration(&args.shell.to_string())?)?;
    Ok(ExitCode::SUCCESS)
}
