//! `dealctl man`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap_mangen::Man;

use super::output;
use super::writing::write_in;

const EXAMPLES: &str = "\
Examples:
  dealctl man -o man1";

/// Write the manual pages, one for each command.
///
/// `man -l man1/dealctl-lint.1` shows one. In ~/.local/share/man/man1 they are found by name: `man dealctl-lint`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The folder for the pages; it is made where it is not there.
    #[arg(short, long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    out: PathBuf,
}

pub(super) fn run(args: &Args, program: clap::Command) -> anyhow::Result<ExitCode> {
    let pages = pages(program)?;
    let folder = &args.out;
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for (name, text) in &pages {
        write_in(folder, Path::new(name), text)?;
    }
    let shown = folder.display();
    output::note(&format!("Wrote {} pages to {shown}.", pages.len()));
    Ok(ExitCode::SUCCESS)
}

/// Returns the pages with the names of their files, the program's first.
fn pages(program: clap::Command) -> anyhow::Result<Vec<(String, String)>> {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    collect(&program, &mut pages)?;
    Ok(pages)
}

fn collect(command: &clap::Command, pages: &mut Vec<(String, String)>) -> anyhow::Result<()> {
    let man = Man::new(command.clone());
    let mut text = Vec::new();
    man.render(&mut text)?;
    let text = String::from_utf8(text).context("a page is not UTF-8")?;
    pages.push((man.get_filename(), text));
    for below in command.get_subcommands().filter(|it| !it.is_hide_set()) {
        collect(below, pages)?;
    }
    Ok(())
}
