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

/// A deal in joint work that may move on.
const JOINT: &str = "account: {name: Corvid Robotics, domain: corvid.example}
opportunity: {amount: 58000, close_date: 2027-02-26}
partner: meridian
registered: {date: 2026-09-01, approved: {date: 2026-09-02, by: Maya Chen}}
need: {what: Arms are calibrated by hand, confirmed_by: Tove Lind}
credit: referral
history: {registered: 2026-09-01}
roles: {customer: Sam Ortiz, technical: Dana Reyes, close: Sam Ortiz}
";

/// A deal in its last stage.
const CLOSING: &str = "account: {name: Beaumont Labs, domain: beaumont.example}
opportunity: {amount: 81000, close_date: 2026-12-18}
partner: meridian
registered: {date: 2026-09-01, approved: {date: 2026-09-02, by: Maya Chen}}
need: {what: Samples are counted by hand, confirmed_by: Wim Aerts}
credit: referral
qualification: {by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}
roles: {customer: Sam Ortiz, technical: Dana Reyes, close: Sam Ortiz}
handoff:
  warm_path: {theirs: Wim Aerts, through: Dana Reyes}
  seller_move: {action: Call Wim Aerts, due: 2026-09-18}
  response: {result: accepted, date: 2026-09-16, by: Sam Ortiz}
  sent: 2026-09-14
history: {registered: 2026-09-01, qualified: 2026-09-03, handoff: 2026-09-10, joint: 2026-09-16, closing: 2026-11-10}
";

/// Deals beside those of `tests/example`: a handoff that waits for its answer, and a lost deal of which nobody has been told.
const MORE: [(&str, &str); 5] = [
    (
        "deals/halden-foods.yaml",
        "account: {name: Halden Foods, domain: halden.example}\n\
         opportunity: {amount: 58000, close_date: 2027-02-26}\n\
         partner: meridian\n\
         registered: {date: 2026-10-05, approved: {date: 2026-10-06, by: Maya Chen}}\n\
         need: {what: Changeovers take four hours, confirmed_by: Ola Nordmann}\n\
         credit: referral\n\
         qualification: {by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}\n\
         handoff: {seller: Sam Ortiz, sent: 2026-11-20}\n\
         history: {registered: 2026-10-05, qualified: 2026-10-12, handoff: 2026-11-16}\n",
    ),
    (
        "deals/wexford-dairy.yaml",
        "account: {name: Wexford Dairy, domain: wexford.example}\n\
         opportunity: {amount: 36000, close_date: 2027-02-26}\n\
         partner: meridian\n\
         registered: {date: 2026-10-05, approved: {date: 2026-10-06, by: Maya Chen}}\n\
         need: {what: Milk runs are planned by hand, confirmed_by: Ola Nordmann}\n\
         credit: referral\n\
         history: {registered: 2026-10-05, qualified: 2026-10-12}\n\
         outcome: {result: lost, date: 2026-11-04, by: Luis Ortega, reason: no budget}\n",
    ),
    (
        "deals/granite-mutual.yaml",
        "account: {name: Granite Mutual, domain: granite.example}\n\
         opportunity: {amount: 20000, close_date: 2027-02-26}\n\
         partner: meridian\n\
         registered: {date: 2026-10-05, approved: {date: 2026-10-06, by: Maya Chen}}\n\
         need: {what: Claims are sorted by hand, confirmed_by: Ines Calder}\n\
         credit: referral\n\
         qualification: {by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}\n\
         handoff:\n\
         \x20 owner: Priya Raman\n\
         \x20 priority_list: Asked for by Sam Ortiz\n\
         \x20 trigger: {quote: Who sorts the claims at night?, by: Ines Calder, date: 2026-11-16}\n\
         \x20 seller_move: {action: Call Ines Calder and show the sorter, due: 2026-11-26}\n\
         \x20 partner_move: {action: Introduce Sam by mail, due: 2026-11-25, agreed: notes/dana-0911.md}\n\
         \x20 conflict: {checked: 2026-11-20, by: Maya Chen}\n\
         \x20 evidence: notes/northwind-qbr.md\n\
         history: {registered: 2026-10-05, qualified: 2026-10-12, handoff: 2026-11-16}\n",
    ),
    ("deals/corvid-robotics.yaml", JOINT),
    ("deals/beaumont-labs.yaml", CLOSING),
];

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
    for (path, text) in MORE {
        book = book.with(path, text.as_bytes());
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
