//! Every command in every format over three books, byte for byte, and the findings of every rule's bad examples.
//!
//! - `tests/snapshots/deals`: this repository's own deals;
//! - `tests/snapshots/example`: `tests/example`;
//! - `tests/snapshots/faults`: `tests/faults`, a book with as many kinds of fault as fit into it, and
//!   `tests/snapshots/faults-in-git`, the same with a few commits behind it;
//! - `tests/snapshots/rules`: all messages, a file for each rule.
//!
//! What people read in a terminal is taken at 80 and at 120 columns, the rest once. A file begins with its command line; what
//! went to stderr and an exit code other than 0 follow the output. After a change that is meant, bless them and read the
//! difference: `DEALCTL_BLESS=1 cargo test --locked --test snapshots`. A new case is one line in `tests/snapshots/cases.rs`.

#[path = "snapshots/cases.rs"]
mod cases;
mod examples;
mod scratch;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cases::{Case, DEALS, EXAMPLE, FAULTS, FAULTS_IN_GIT};
use dealctl::diagnostic::Diagnostic;
use dealctl::lint::rules;
use dealctl::render::TermStyle;
use dealctl::render::findings::{Detail, draw};
use rayon::prelude::*;
use scratch::{Scratch, committed};
use similar::TextDiff;
use tempfile::TempDir;
use walkdir::WalkDir;

const TODAY: &str = "2026-11-23";

/// Files by their path below `tests/snapshots`.
type Snapshots = BTreeMap<PathBuf, Vec<u8>>;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from) {
        let entry = entry.expect("an entry");
        let below = entry.path().strip_prefix(from).expect("a path below");
        let target = if below.as_os_str().is_empty() {
            to.to_owned()
        } else {
            to.join(below)
        };
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("a folder");
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Copies files and folders of this repository, so that its git history has no say.
fn copied(from: &str, names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in names {
        copy(
            &repository().join(from).join(name),
            &folder.path().join(name),
        );
    }
    folder
}

/// Lets a forecast draw as little as it may: a debug build needs seconds for 10,000 draws.
fn draw_little(folder: &TempDir, heading: &str) {
    let path = folder.path().join("process.toml");
    let text = fs::read_to_string(&path).expect("a process");
    let text = if text.contains(heading) {
        text.replace(heading, &format!("{heading}\ndraws = 100"))
    } else {
        format!("{text}\n{heading}\ndraws = 100\n")
    };
    fs::write(path, text).expect("the process");
}

/// A file, what it says today, and what it said before.
type Edit = (&'static str, &'static str, &'static str);

/// The faults with a past: each commit undoes some of what the files say today.
fn faults_in_git() -> Scratch {
    const CLOSE: &str = "close_date: 2027-01-29";
    let pushed = "deals/pushed.yaml";
    let commits: [(&str, &str, &[Edit]); 4] = [
        (
            "2026-09-10",
            "Maya Chen",
            &[
                (pushed, CLOSE, "close_date: 2026-10-30"),
                (pushed, "rule: implementation", "rule: referral"),
                ("deals/closed/won.yaml", "45000 EUR", "41000 EUR"),
                (
                    "deals/joint.yaml",
                    "handoff: 2026-09-07, joint: 2026-09-16",
                    "handoff: 2026-09-07",
                ),
                (
                    "deals/waiting.yaml",
                    "why_partner: Meridian ran",
                    "why_partner: Meridian walked",
                ),
            ],
        ),
        (
            "2026-10-12",
            "Luis Ortega",
            &[
                (pushed, CLOSE, "close_date: 2026-12-18"),
                ("deals/ready.yaml", "amount: 84000", "amount: 60000"),
                ("deals/waiting.yaml", CLOSE, "close_date: 2026-12-11"),
            ],
        ),
        (
            "2026-11-16",
            "Sam Ortiz",
            &[("deals/ready.yaml", "amount: 84000", "amount: 70000")],
        ),
        ("2026-11-20", "Tom Alvarez", &[]),
    ];
    let scratch = Scratch::new();
    let from = repository().join("tests/faults");
    for (day, who, edits) in commits {
        copy(&from, scratch.root());
        for (path, now, then) in edits {
            let text = fs::read_to_string(from.join(path)).expect("a deal");
            assert!(text.contains(now), "{path} holds no {now}");
            // More than one edit of a file adds up.
            let text = fs::read_to_string(scratch.root().join(path))
                .ok()
                .filter(|text| text.contains(now))
                .unwrap_or(text);
            scratch.write(path, text.replacen(now, then, 1));
        }
        scratch.commit(day, who);
    }
    scratch
}

/// A run: a command line in one format at one width.
struct Run {
    root: PathBuf,
    file: PathBuf,
    arguments: Vec<String>,
    columns: &'static str,
}

/// The runs of a case: `table` and `human` at both widths, `table.80` at one, `plain` and `once` without `--format`.
fn runs(book: &str, root: &Path, (line, formats): &Case) -> Vec<Run> {
    let mut runs = Vec::new();
    let words = words(line);
    let name = name(&words);
    for format in formats.split_whitespace() {
        let (format, widths): (&str, &[&'static str]) = match format {
            "table" | "human" | "plain" => (format, &["80", "120"]),
            _ => (format.trim_end_matches(".80"), &["80"]),
        };
        for columns in widths {
            let mut arguments = words.clone();
            let mut file = name.clone();
            if !["plain", "once"].contains(&format) {
                arguments.extend(["--format".to_owned(), format.to_owned()]);
                file = format!("{file}.{format}");
            }
            if ["plain", "table", "human"].contains(&format) {
                file = format!("{file}.{columns}");
            }
            if !arguments.iter().any(|word| word == "--today") {
                arguments.extend(["--today".to_owned(), TODAY.to_owned()]);
            }
            runs.push(Run {
                root: root.to_owned(),
                file: Path::new(book).join(file + ".txt"),
                arguments,
                columns,
            });
        }
    }
    runs
}

/// The words of a command line; single quotes hold some together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(ToOwned::to_owned));
        }
    }
    words
}

/// A file's name for a command line.
fn name(words: &[String]) -> String {
    if words.is_empty() {
        return "state".to_owned();
    }
    let kept = words.join("-").replace(
        |letter: char| !(letter.is_ascii_alphanumeric() || ".%~".contains(letter)),
        "-",
    );
    let parts = kept.split('-').filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

impl Run {
    fn snapshot(&self) -> Vec<u8> {
        let output = Command::new(env!("CARGO_BIN_EXE_dealctl"))
            .args(&self.arguments)
            .current_dir(&self.root)
            .stdin(Stdio::null())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LANG", "C.UTF-8")
            .env("NO_COLOR", "1")
            .env("COLUMNS", self.columns)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", std::env::temp_dir())
            .output()
            .expect("dealctl runs");
        let code = output.status.code();
        assert!(
            code.is_some_and(|code| code <= 2),
            "{:?} ended with {code:?}: {}",
            self.arguments,
            String::from_utf8_lossy(&output.stderr)
        );
        let mut text = format!("$ dealctl {}\n", self.arguments.join(" ")).into_bytes();
        text.extend(output.stdout);
        if !output.stderr.is_empty() {
            text.extend(b"-- stderr\n");
            text.extend(output.stderr);
        }
        if let Some(code @ 1..) = code {
            text.extend(format!("-- exit code {code}\n").into_bytes());
        }
        let root = self.root.canonicalize().expect("the folder");
        match String::from_utf8(text) {
            Ok(text) => text
                .replace(root.to_str().expect("UTF-8"), "/ROOT")
                .into_bytes(),
            Err(bytes) => bytes.into_bytes(),
        }
    }
}

/// Holds the files of some folders of `tests/snapshots` to what they should be, or writes them so.
fn hold(folders: &[&str], wanted: &Snapshots) {
    let snapshots = repository().join("tests/snapshots");
    let found = folders.iter().flat_map(|folder| {
        let entries = WalkDir::new(snapshots.join(folder)).into_iter().flatten();
        entries.filter(|entry| entry.file_type().is_file())
    });
    let found: Snapshots = found
        .map(|entry| {
            let below = entry.path().strip_prefix(&snapshots).expect("below");
            (below.to_owned(), fs::read(entry.path()).expect("a file"))
        })
        .collect();
    if std::env::var_os("DEALCTL_BLESS").is_some() {
        for (path, bytes) in wanted {
            let path = snapshots.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            if fs::read(&path).ok().as_ref() != Some(bytes) {
                fs::write(path, bytes).expect("a snapshot");
            }
        }
        for path in found.keys().filter(|path| !wanted.contains_key(*path)) {
            fs::remove_file(snapshots.join(path)).expect("a stale snapshot");
        }
        return;
    }
    let mut paths: Vec<&PathBuf> = found.keys().chain(wanted.keys()).collect();
    paths.sort();
    paths.dedup();
    paths.retain(|path| found.get(*path) != wanted.get(*path));
    assert!(paths.is_empty(), "{}", differences(&paths, &found, wanted));
}

/// Names every file that differs, and shows the first ones.
fn differences(paths: &[&PathBuf], found: &Snapshots, wanted: &Snapshots) -> String {
    const SHOWN: usize = 5;
    const LINES: usize = 60;
    let text = |snapshots: &Snapshots, path: &PathBuf| {
        let bytes = snapshots.get(path).map(Vec::as_slice).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    };
    let mut out = format!("{} snapshots differ:\n", paths.len());
    for path in paths {
        let why = match (found.get(*path), wanted.get(*path)) {
            (None, _) => " (new)",
            (_, None) => " (no case writes it any more)",
            _ => "",
        };
        let _ = writeln!(out, "  {}{why}", path.display());
    }
    for path in paths.iter().take(SHOWN) {
        let (before, after) = (text(found, path), text(wanted, path));
        let diff = TextDiff::from_lines(before.as_str(), after.as_str());
        let name = path.display().to_string();
        let diff = diff.unified_diff().header(&name, "now").to_string();
        out.push('\n');
        for line in diff.lines().take(LINES) {
            // Nothing of a hostile book reaches the terminal of who reads this.
            let shown = line.replace(char::is_control, "\u{fffd}");
            let _ = writeln!(out, "{shown}");
        }
    }
    out + "\nlook at the change, then: DEALCTL_BLESS=1 cargo test --locked --test snapshots"
}

#[test]
fn every_command_prints_what_it_printed() {
    let deals = copied("", &["process.toml", "deals"]);
    draw_little(&deals, "[forecast]");
    let example = copied(
        "tests/example",
        &["process.toml", "signals.yaml", "deals", "notes", "lists"],
    );
    draw_little(&example, "[forecast]");
    let faults = copied("tests", &["faults"]);
    let git = faults_in_git();
    let books: [(&str, &Path, &[Case]); 4] = [
        ("deals", deals.path(), DEALS),
        ("example", example.path(), EXAMPLE),
        ("faults", &faults.path().join("faults"), FAULTS),
        ("faults-in-git", git.root(), FAULTS_IN_GIT),
    ];
    let mut all = Vec::new();
    for (book, root, cases) in books {
        all.extend(cases.iter().flat_map(|case| runs(book, root, case)));
    }
    let wanted: Snapshots = all
        .par_iter()
        .map(|run| (run.file.clone(), run.snapshot()))
        .collect();
    assert_eq!(wanted.len(), all.len(), "two cases write the same file");
    hold(&books.map(|(book, ..)| book), &wanted);
}

#[test]
fn every_rule_says_of_its_bad_examples_what_it_said() {
    let rules: Vec<_> = rules::all().collect();
    let wanted = rules.par_iter().map(|rule| {
        let mut text = String::new();
        let examples = rule.examples();
        let bad = examples.iter().filter(|example| example.bad);
        for (index, example) in bad.enumerate() {
            let (findings, sources) = if rule.needs_history() {
                committed(example).linted("", TODAY, false)
            } else {
                let (linted, sources) = examples::linted(example);
                (linted.findings, sources)
            };
            let (own, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
                findings.iter().partition(|found| found.rule == rule.name);
            let _ = writeln!(text, "-- bad example {}\n", index + 1);
            text += &draw(&own, &sources, Detail::Full, TermStyle::default());
            for other in others {
                let _ = writeln!(text, "also {}: {}", other.rule, other.message);
            }
            text.push('\n');
        }
        let path = Path::new("rules").join(rule.name.to_owned() + ".txt");
        (path, (text.trim_end().to_owned() + "\n").into_bytes())
    });
    hold(&["rules"], &wanted.collect());
}
