//! The documents and their fenced blocks, and the tool that they show.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every document for people, from the root.
pub(super) fn documents() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
        .into_iter()
        .map(PathBuf::from)
        .collect();
    let docs = std::fs::read_dir(root().join("docs")).expect("docs/");
    let mut more: Vec<PathBuf> = docs
        .map(|entry| Path::new("docs").join(entry.expect("an entry").file_name()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    more.sort();
    paths.extend(more);
    paths
}

/// The text of a file of the repository.
pub(super) fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(root().join(path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Holds a file to what it should be, or writes it so.
pub(super) fn hold(path: &Path, wanted: &str) {
    let found = std::fs::read_to_string(root().join(path)).unwrap_or_default();
    if found == wanted {
        return;
    }
    if std::env::var_os("DEALCTL_BLESS").is_some() {
        std::fs::write(root().join(path), wanted).expect("the document can be written");
        return;
    }
    let line = found
        .lines()
        .zip(wanted.lines())
        .take_while(|(found, wanted)| found == wanted)
        .count();
    panic!(
        "{}:{} is stale\n found: {}\nwanted: {}\n\
         look at the change, then: DEALCTL_BLESS=1 cargo test --locked --test documents",
        path.display(),
        line + 1,
        found.lines().nth(line).unwrap_or("(nothing)"),
        wanted.lines().nth(line).unwrap_or("(nothing)"),
    );
}

/// A fenced block.
#[derive(Debug)]
pub(super) struct Block {
    /// The line before the opening fence.
    pub above: String,
    /// What follows the opening fence on its line.
    pub info: String,
    /// The lines between the fences.
    pub body: String,
    /// Where the body stands in the document.
    pub range: std::ops::Range<usize>,
}

/// The fenced blocks of a document, in order.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(String, String, usize)> = None;
    let mut above = "";
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match (&open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((above.to_owned(), info.trim().to_owned(), end)),
            (Some((above, info, start)), Some(rest)) if rest.trim().is_empty() => {
                blocks.push(Block {
                    above: above.clone(),
                    info: info.clone(),
                    body: text[*start..at].to_owned(),
                    range: *start..at,
                });
                open = None;
            }
            _ => {}
        }
        if !line.trim().is_empty() {
            above = line.trim();
        }
        at = end;
    }
    assert!(open.is_none(), "a fenced block is not closed");
    blocks
}

/// Runs the tool in this repository as a reader would: 80 columns, no colour, whatever the caller's settings.
pub(super) fn dealctl(arguments: &[String]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dealctl"))
        .args(arguments)
        .current_dir(root())
        .env("COLUMNS", "80")
        .env("NO_COLOR", "1")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("GITHUB_ACTIONS")
        .output()
        .expect("dealctl runs")
}

/// What a command prints, its complaints included.
pub(super) fn printed(arguments: &[String]) -> String {
    let output = dealctl(arguments);
    let mut text = String::from_utf8(output.stdout).expect("UTF-8");
    text += &String::from_utf8(output.stderr).expect("UTF-8");
    text
}

/// The words of a command line; double quotes hold some together.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(ToOwned::to_owned));
        }
    }
    words
}

#[test]
fn what_is_pasted_is_what_the_tool_prints() {
    let mut shown = 0;
    for path in documents() {
        let mut text = read(&path);
        for block in blocks(&text).into_iter().rev() {
            let Some(command) = block.body.strip_prefix("$ dealctl") else {
                continue;
            };
            // What is written by commands is tried in a repository of its own: `start_to_finish`.
            if block.info == "sh-session" {
                continue;
            }
            let command = command.lines().next().unwrap_or_default();
            let output = printed(&words(command));
            assert!(
                !output.trim().is_empty(),
                "{}: `dealctl{command}` prints nothing",
                path.display()
            );
            let body = format!("$ dealctl{command}\n{}\n", output.trim_end_matches('\n'));
            text.replace_range(block.range, &body);
            shown += 1;
        }
        hold(&path, &text);
    }
    assert!(shown >= 2, "a finding and a report at least");
}

#[test]
fn what_is_copied_from_a_file_is_what_stands_there() {
    for path in documents() {
        let mut text = read(&path);
        for block in blocks(&text).into_iter().rev() {
            let file = block.above.strip_prefix("<!-- file: ");
            if let Some(file) = file.and_then(|file| file.strip_suffix(" -->")) {
                text.replace_range(block.range, &read(file));
            }
        }
        hold(&path, &text);
    }
}
