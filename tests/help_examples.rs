//! Every command's `--help` ends with examples that work in the book of `tests/example`.
//!
//! A command declares them beside its arguments: `#[command(after_help = EXAMPLES)]`, with one to three lines below `Examples:`. Each
//! runs in a fresh copy of the book, which is a git repository, on [`support::TODAY`].

#![cfg(unix)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use support::{Repository, TODAY, example};

/// The days of the commits: the process and its notes, then the deals.
const COMMITS: [(&str, &str); 2] = [("2026-11-09", "process.toml"), ("2026-11-16", ".")];

/// Returns the examples of a command: the lines below `Examples:`.
fn examples(command: &clap::Command) -> Vec<String> {
    let help = command.get_after_long_help().or(command.get_after_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    lines
        .take_while(|line| line.starts_with("  "))
        .map(|line| line.trim().to_owned())
        .collect()
}

fn book() -> Repository {
    let mut book = Repository::empty();
    for entry in walkdir::WalkDir::new(example()).into_iter().flatten() {
        let below = entry.path().strip_prefix(example()).expect("below");
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).expect("a file");
            book = book.with(&below.to_string_lossy(), bytes);
        }
    }
    git(book.root(), "2026-11-09", &["init", "--quiet"]);
    for (day, what) in COMMITS {
        git(book.root(), day, &["add", what]);
        git(book.root(), day, &["commit", "--quiet", "-m", "Add deals"]);
    }
    book
}

fn git(root: &Path, day: &str, args: &[&str]) {
    let when = format!("{day}T09:00:00Z");
    let done = Command::new("git")
        .current_dir(root)
        .args([
            "-c",
            "user.name=Jo Park",
            "-c",
            "user.email=jo@ourco.example",
        ])
        .args(args)
        .env("GIT_AUTHOR_DATE", &when)
        .env("GIT_COMMITTER_DATE", &when)
        .output()
        .expect("git runs");
    assert!(
        done.status.success(),
        "git {args:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// Runs a line as a shell does; returns its exit code and what it said.
fn run(line: &str) -> (i32, String) {
    let book = book();
    let editor = tempfile::tempdir().expect("a folder");
    let code = editor.path().join("code");
    fs::write(&code, "#!/bin/sh\n").expect("an editor");
    fs::set_permissions(&code, fs::Permissions::from_mode(0o755)).expect("it can be run");
    let program = Path::new(env!("CARGO_BIN_EXE_dealctl"));
    let folder = program.parent().expect("a folder").to_string_lossy();
    let path = std::env::var("PATH").unwrap_or_default();
    let script = format!("dealctl() {{ command dealctl --today {TODAY} \"$@\"; }}\n{line}\n");
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(book.root())
        .env(
            "PATH",
            format!("{folder}:{}:{path}", editor.path().display()),
        )
        .env("GIT_AUTHOR_NAME", "Jo Park")
        .env("GIT_AUTHOR_EMAIL", "jo@ourco.example")
        .env("GIT_COMMITTER_NAME", "Jo Park")
        .env("GIT_COMMITTER_EMAIL", "jo@ourco.example")
        .env("HOME", book.root())
        .env_remove("VISUAL")
        .env("EDITOR", "true")
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output.status.code().unwrap_or(-1), said)
}

/// Whether a command's help says when it exits with 1.
fn documents_one(command: &clap::Command) -> bool {
    let help = command.clone().render_long_help().to_string();
    let words: Vec<&str> = help.split_whitespace().collect();
    let help = words.join(" ").to_lowercase();
    ["exit code 1", "exit with 1", "exits with 1"]
        .iter()
        .any(|words| help.contains(words))
}

#[test]
fn every_command_has_examples_and_each_of_them_works() {
    let program = dealctl::cli::command();
    let mut faults = Vec::new();
    for command in program.get_subcommands() {
        let name = command.get_name();
        let examples = examples(command);
        if examples.is_empty() {
            faults.push(format!(
                "dealctl {name} --help has no example: add #[command(after_help = EXAMPLES)] to its Args, \
                 with lines of two blanks and a command below `Examples:`"
            ));
        }
        if examples.len() > 3 {
            faults.push(format!(
                "dealctl {name} --help has more than three examples"
            ));
        }
        for line in examples {
            if !line.contains(&format!("dealctl {name}")) {
                faults.push(format!(
                    "dealctl {name} --help: `{line}` is of another command"
                ));
            }
            match run(&line) {
                (0, _) => {}
                (1, _) if documents_one(command) => {}
                (code, said) => faults.push(format!("`{line}` exits with {code}:\n{said}")),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
