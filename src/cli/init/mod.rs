//! `dealctl init`.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use crate::load::{Memory, PROCESS_FILE};
use crate::render::schema;
use crate::text::safe;

use super::failure::Failure;
use super::options::Common;
use super::writing::{read_text, sweep_beside, write_in};
use super::{output, repository};

/// The process to start from.
const PROCESS: &str = include_str!("process.toml");
/// A deal that has gone all the way.
const DEAL: &str = include_str!("example.yaml");
/// The smallest process in which lint finds nothing wrong, and a small deal of it.
const LIGHT: (&str, &str) = (include_str!("light.toml"), include_str!("light.yaml"));

const EXAMPLES: &str = "\
Examples:
  dealctl init co-sell-deals
  dealctl init co-sell-deals --light";

/// Begin a repository of deals: a process, an example deal, and what editors need.
///
/// Writes process.toml, deals/example.yaml, .dealctl/deal.schema.json and .dealctl/process.schema.json. Asks before it
/// overwrites one of them; without a terminal to ask on, it writes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The folder; without it, --root or the working directory.
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    folder: Option<PathBuf>,
    /// Begin with less: four stages, each with the one or two criteria that it cannot do without.
    #[arg(long)]
    light: bool,
}

/// What to do then.
const NEXT: &str = "
Next  see what a deal looks like:  deals/example.yaml
      put in your own people:      process.toml
      then tell your editor:       dealctl schema deal > .dealctl/deal.schema.json
      check every deal:            dealctl lint
";

/// A file to write: its path from the root, and its text.
type File = (&'static str, String);

pub(super) fn run(common: &Common, args: &Args) -> anyhow::Result<ExitCode> {
    let here = Path::new(".");
    let root = args.folder.as_deref().or(common.root.as_deref());
    let root = root.unwrap_or(here);
    let files = files(args.light)?;
    // A run that was killed left whole files of ours; they are no obstacle, and nothing has to be written for them.
    let (done_before, left): (Vec<&File>, Vec<&File>) =
        files.iter().partition(|file| is_there(root, file));
    let taken: Vec<&str> = left
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| root.join(path).symlink_metadata().is_ok())
        .collect();
    if !taken.is_empty() {
        ask(root, &taken)?;
    }
    check_folders(root, &files)?;
    for (path, _) in &files {
        let folder = root.join(path);
        let folder = folder.parent().unwrap_or(root);
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    // process.toml last: a folder without it is not a repository of deals, so a failed run can be repeated.
    for (path, text) in left.iter().rev() {
        write_in(root, Path::new(path), text)?;
    }
    for (path, _) in &done_before {
        sweep_beside(root, Path::new(path));
    }
    output::print(&done(root, &done_before, &left))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns whether a file of ours is there as it would be written.
fn is_there(root: &Path, (path, text): &File) -> bool {
    let path = root.join(path);
    let is_file = path.symlink_metadata().is_ok_and(|there| there.is_file());
    is_file && read_text(&path, text.len() as u64).is_ok_and(|there| there == *text)
}

fn files(is_light: bool) -> anyhow::Result<Vec<File>> {
    let (process, deal) = if is_light { LIGHT } else { (PROCESS, DEAL) };
    let text = process.to_owned();
    let process = repository::process(&Memory::default().with(PROCESS_FILE, process))?;
    Ok(vec![
        (PROCESS_FILE, text),
        ("deals/example.yaml", deal.to_owned()),
        (".dealctl/deal.schema.json", schema::deal(&process)),
        (".dealctl/process.schema.json", schema::process()),
    ])
}

/// Refuses, before anything is written, what would be written elsewhere or not at all: a folder that is a link or a file.
fn check_folders(root: &Path, files: &[File]) -> anyhow::Result<()> {
    let folders = files.iter().filter_map(|(path, _)| path.rsplit_once('/'));
    for (folder, _) in folders {
        let there = root.join(folder).symlink_metadata();
        if there.is_ok_and(|there| !there.is_dir()) {
            let message = format!("{folder} is a link or a file, not a folder");
            let help =
                "nothing was written: remove it, or begin in another folder: dealctl init DIR";
            return Err(Failure::new(message, help).into());
        }
    }
    Ok(())
}

/// Asks whether files may be overwritten; without a terminal, the answer is no.
fn ask(root: &Path, taken: &[&str]) -> anyhow::Result<()> {
    let names = taken.join(", ");
    let (verb, them) = match taken {
        [_] => ("is", "it"),
        _ => ("are", "them"),
    };
    let place = match root.as_os_str().to_str() {
        Some(".") => "here".to_owned(),
        _ => format!("in {}", root.display()),
    };
    let there = format!("{names} {verb} already {place}");
    let stdin = io::stdin();
    // The question goes to stderr: who does not see it cannot answer.
    if !stdin.is_terminal() || !io::stderr().is_terminal() {
        let help = format!(
            "nothing was written: move {them} away, or begin in another folder: dealctl init DIR"
        );
        return Err(Failure::new(there, help).into());
    }
    output::note(&format!("{there}. Overwrite? [y/N]"));
    let mut answer = String::new();
    stdin.lock().read_line(&mut answer)?;
    if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        return Ok(());
    }
    Err(Failure::new(
        "nothing was written",
        "to begin elsewhere: dealctl init DIR",
    )
    .into())
}

fn done(root: &Path, done_before: &[&File], written: &[&File]) -> String {
    let mut out = String::new();
    let before = done_before.iter().map(|file| ("kept", *file));
    for (what, (path, _)) in before.chain(written.iter().map(|file| ("wrote", *file))) {
        let path = root.join(path);
        let path = path.strip_prefix(".").unwrap_or(&path);
        out.push_str(&format!(
            "{what} {}\n",
            safe::lines(&path.to_string_lossy())
        ));
    }
    out.push_str(NEXT);
    out
}
