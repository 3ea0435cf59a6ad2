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
use std::time::Duration;

use commands::{git, spread, took};

/// Measured rounds, after one that only warms up.
const ROUNDS: usize = 9;
const SEED: u64 = 2026;
/// Deals that are staged.
const STAGED: usize = 3;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        [] => table(10_000),
        ["--parse", dir] => println!("{}", floors::parse_floor(Path::new(dir))),
        [deals] => table(deals.parse().expect("a number of deals")),
        _ => {
            eprintln!("see the first lines of benches/staged.rs");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
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
    let mut rounds: Vec<[Duration; 4]> = Vec::new();
    for round in 0..=ROUNDS {
        let times = [
            took(&mut git(root, &["status", "--porcelain"])),
            took(Command::new(&this).arg("--parse").arg(root)),
            lint(&["--staged"]),
            lint(&["--ignore", "history"]),
        ];
        if round > 0 {
            rounds.push(times);
        }
    }
    println!("{deals} deals, {STAGED} of them staged");
    let names = ["git status", "read and parse", "lint --staged", "lint"];
    for (column, name) in names.iter().enumerate() {
        let times = rounds.iter().map(|round| round[column].as_secs_f64() * 1e3);
        println!("{name:24} {}", spread(times.collect(), " ms"));
    }
    let floor = |round: &[Duration; 4]| (round[0] + round[1]).as_secs_f64();
    let ratios = rounds
        .iter()
        .map(|round| round[2].as_secs_f64() / floor(round));
    println!("lint --staged ÷ floor    {}", spread(ratios.collect(), ""));
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
