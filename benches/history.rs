//! How long reading the past of a book takes, held against what git alone takes for the same commits and blobs.
//!
//! ```text
//! cargo bench --bench history                    10,000 deals, 1,000 commits
//! cargo bench --bench history -- DEALS COMMITS
//! ```
//!
//! The floor is `git log --raw` over `deals/`, then `git cat-file --batch` of every blob that it names, one after the other,
//! each printed to nowhere. Beside it: reading the past in a process of its own, and lint with and without the rules that ask
//! for it. The four run in turn, and the ratios are taken round by round.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss
)]

#[path = "book/mod.rs"]
mod book;
#[path = "commands/mod.rs"]
mod commands;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use commands::{ROUNDS, SEED, git, rounds, spread, start, took};
use dealctl::load::git::Git;
use dealctl::load::{WorkTree, history};
use dealctl::text::Limits;
use walkdir::WalkDir;

/// Deals that one commit changes.
const CHANGED: usize = 10;

fn main() -> ExitCode {
    start(|args| {
        match args {
            [] => table(10_000, 1_000),
            ["--read", dir] => read(Path::new(dir)),
            [deals, commits] => table(
                deals.parse().expect("a number of deals"),
                commits.parse().expect("a number of commits"),
            ),
            _ => return None,
        }
        Some(())
    })
}

/// The child: reads the past and nothing else.
fn read(root: &Path) {
    let git = Git::open(root).unwrap();
    let files = WorkTree::new(root).unwrap();
    let span = history::Span {
        revision: "HEAD",
        until: None,
        tree: Some(&files),
        sections: history::RULES,
        edited: &BTreeSet::new(),
    };
    let past = history::read(&git, span, &Limits::default(), &history::Packets::default()).unwrap();
    assert!(past.is_some());
    std::mem::forget(past);
}

fn table(deals: usize, commits: usize) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    book::write(root, deals, SEED).unwrap();
    commit(root, commits);
    let blobs = blobs(root);
    println!("{deals} deals, {commits} commits, {} blobs", blobs.len());
    let wanted = root.join("blobs.txt");
    std::fs::write(&wanted, blobs.join("\n") + "\n").unwrap();

    let this = std::env::current_exe().unwrap();
    let dealctl = PathBuf::from(env!("CARGO_BIN_EXE_dealctl"));
    let lint = |without: Option<&str>| {
        let mut command = Command::new(&dealctl);
        command
            .args(["lint", "--format", "json", "--today", book::TODAY, "--root"])
            .arg(root);
        command.args(
            without
                .map(|rules| ["--ignore", rules])
                .into_iter()
                .flatten(),
        );
        took(&mut command)
    };
    let names = [
        "git log + cat-file",
        "read the past",
        "lint",
        "lint without the past",
    ];
    let rounds = rounds(ROUNDS, names, || {
        let mut cat = git(root, &["cat-file", "--batch", "--buffer"]);
        cat.stdin(File::open(&wanted).unwrap());
        [
            took(&mut log(root)) + took(&mut cat),
            took(Command::new(&this).arg("--read").arg(root)),
            lint(None),
            lint(Some(
                "history/backdated,hygiene/pushed,credit/changed-after-entry,close/edited-after-close,\
                 handoff/sent-before-ready,handoff/missing-field,handoff/evidence-not-found",
            )),
        ]
    });
    let ratio = |of: fn(&[f64; 4]) -> f64| rounds.iter().map(of).collect::<Vec<_>>();
    let past = ratio(|round| round[1] / round[0]);
    println!("read the past ÷ git        {}", spread(past, ""));
    let added = ratio(|round| (round[2] - round[3]) / round[0]);
    println!("what it adds ÷ git         {}", spread(added, ""));
}

fn log(root: &Path) -> Command {
    git(
        root,
        &[
            "log",
            "--raw",
            "-z",
            "--no-renames",
            "--no-abbrev",
            "--format=%H",
            "HEAD",
            "--",
            "deals",
        ],
    )
}

/// The blobs of deals that any commit names.
fn blobs(root: &Path) -> Vec<String> {
    let said = log(root).output().unwrap().stdout;
    let text = String::from_utf8_lossy(&said);
    let named = text.split('\0').filter_map(|entry| {
        let raw = entry.trim_start().strip_prefix(':').unwrap_or_default();
        raw.split(' ').nth(3)
    });
    let blobs: BTreeSet<String> = named.map(ToOwned::to_owned).collect();
    blobs.into_iter().collect()
}

/// Commits the book, and before it earlier states of it: each commit changes a few deals, until all stand as they are.
fn commit(root: &Path, commits: usize) {
    let mut paths: Vec<PathBuf> = WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    paths.sort_unstable();
    assert!(git(root, &["init", "--quiet"]).status().unwrap().success());
    let mut import = git(root, &["fast-import", "--quiet"]);
    let mut child = import.stdin(Stdio::piped()).spawn().unwrap();
    let mut out = BufWriter::new(child.stdin.take().unwrap());
    let name = |path: &Path| {
        path.strip_prefix(root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/")
    };
    let deals: Vec<&PathBuf> = paths
        .iter()
        .filter(|path| name(path).starts_with("deals/"))
        .collect();
    for number in 0..commits {
        let day = 1_700_000_000 + number * 86_400;
        let mut head = String::new();
        let _ = write!(
            head,
            "commit HEAD\ncommitter Maya Chen <maya@ourco.example> {day} +0000\ndata 1\nx\n"
        );
        out.write_all(head.as_bytes()).unwrap();
        let last = number + 1 == commits;
        let mut add = |path: &Path, text: &[u8]| {
            write!(out, "M 100644 inline {}\ndata {}\n", name(path), text.len()).unwrap();
            out.write_all(text).unwrap();
            out.write_all(b"\n").unwrap();
        };
        if number == 0 {
            for path in &paths {
                add(path, &std::fs::read(path).unwrap());
            }
            continue;
        }
        for index in 0..CHANGED.min(deals.len()) {
            let path = deals[(number * CHANGED + index) % deals.len()];
            let mut text = std::fs::read(path).unwrap();
            if !last {
                text.extend(format!("# reviewed in week {number}\n").into_bytes());
            }
            add(path, &text);
        }
    }
    out.flush().unwrap();
    drop(out);
    assert!(child.wait().unwrap().success());
    assert!(
        git(root, &["reset", "--quiet", "--hard"])
            .status()
            .unwrap()
            .success()
    );
    assert!(
        git(root, &["repack", "-a", "-d", "--quiet"])
            .status()
            .unwrap()
            .success()
    );
}
