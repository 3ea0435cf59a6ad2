//! How long `lint --staged` takes with three answers staged in a large book, held against what it cannot do without.
//!
//! ```text
//! cargo bench --bench staged                     10,000 deals
//! cargo bench --bench staged -- DEALS
//! ```
//!
//! The floor is `git status`, and then reading and parsing every deal of the work tree, each a process of its own. Beside it
//! lint of the whole book. All run in turn, and the ratios are taken round by round.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "book/mod.rs"]
mod book;
#[path = "commands/mod.rs"]
mod commands;
#[path = "floors/mod.rs"]
mod floors;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use commands::{ROUNDS, SEED, git, rounds, spread, start, took};

/// Deals that are staged.
const STAGED: usize = 3;

fn main() -> ExitCode {
    start(|args| {
        match args {
            [] => table(10_000),
            ["--parse", dir] => println!("{}", floors::parse_floor(Path::new(dir))),
            [deals] => table(deals.parse().expect("a number of deals")),
            _ => return None,
        }
        Some(())
    })
}

fn table(deals: usize) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    book::write(root, deals, SEED).unwrap();
    let run = |arguments: &[&str]| {
        let who = [
            "-c",
            "user.name=Maya Chen",
            "-c",
            "user.email=maya@ourco.example",
        ];
        let arguments = [&who, arguments].concat();
        assert!(git(root, &arguments).status().unwrap().success());
    };
    run(&["init", "--quiet"]);
    run(&["add", "--all"]);
    run(&["commit", "--quiet", "-m", "the book"]);
    run(&["repack", "-a", "-d", "--quiet"]);
    stage(root);
    run(&["add", "--all"]);

    let this = std::env::current_exe().unwrap();
    let dealctl = PathBuf::from(env!("CARGO_BIN_EXE_dealctl"));
    let lint = |more: &[&str]| {
        let mut command = Command::new(&dealctl);
        command.args(["lint", "--format", "json", "--today", book::TODAY, "--root"]);
        took(command.arg(root).args(more))
    };
    println!("{deals} deals, {STAGED} of them staged");
    let names = ["git status", "read and parse", "lint --staged", "lint"];
    let rounds = rounds(ROUNDS, names, || {
        [
            took(&mut git(root, &["status", "--porcelain"])),
            took(Command::new(&this).arg("--parse").arg(root)),
            lint(&["--staged"]),
            lint(&["--ignore", "history"]),
        ]
    });
    let ratios = rounds.iter().map(|round| round[2] / (round[0] + round[1]));
    println!(
        "lint --staged ÷ floor      {}",
        spread(ratios.collect(), "")
    );
}

/// An answer of the seller in a few deals that have none.
fn stage(root: &Path) {
    let mut answered = 0;
    for path in floors::files(root) {
        let text = std::fs::read_to_string(&path).unwrap();
        if answered < STAGED && text.contains("\nhandoff:\n") && !text.contains("response:") {
            let answer = format!(
                "\nhandoff:\n  response: {{result: accepted, date: {}, by: Ana Duarte}}\n",
                book::TODAY
            );
            let touched = text.replacen("\nhandoff:\n", &answer, 1);
            std::fs::write(&path, touched).unwrap();
            answered += 1;
        }
    }
    assert_eq!(answered, STAGED, "deals without an answer");
}
