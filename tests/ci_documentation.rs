//! Every command of docs/ci.md runs, in a clone as CI has it: on a clean book it passes, and what judges fails on a bad one.

mod scratch;

use std::path::Path;
use std::process::Command;

use scratch::{DEAL, Scratch};

const CLEAN: &str = "\
account: {name: Quayside Ports, domain: quayside.example}
opportunity: {name: Berth scheduling, amount: 66000, close_date: 2028-03-31}
partner: meridian
registered: {date: 2026-11-20, by: Dana Reyes}
need: {what: Berth planners re-key the tide table, confirmed_by: Ines Calder, date: 2026-11-19}
credit: referral
history: {registered: 2026-11-20}
";

/// The lines of the fenced blocks that run something, as the shell gets them.
fn commands() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md");
    let text = std::fs::read_to_string(path).expect("docs/ci.md");
    let mut inside = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
            continue;
        }
        let line = line.trim().trim_start_matches("- ");
        let line = line.strip_prefix("run: ").unwrap_or(line);
        let runs = ["dealctl ", "pre-commit ", "cargo "];
        if inside && runs.iter().any(|program| line.starts_with(program)) {
            commands.push(line.to_owned());
        }
    }
    commands
}

/// A clone of a book, as CI checks it out.
struct Clone {
    of: Scratch,
    folder: tempfile::TempDir,
    base: String,
}

impl Clone {
    fn new(deal: &str) -> Self {
        let of = Scratch::new();
        let base = of.deal("2026-11-20", "Maya Chen", CLEAN);
        let folder = tempfile::tempdir().expect("a folder");
        let clone = Self { of, folder, base };
        let from = clone.of.root().display().to_string();
        clone.shell(&format!("git clone --quiet '{from}' book"));
        clone.shell("git -C book checkout --quiet -b side");
        std::fs::write(clone.folder.path().join("book").join(DEAL), deal).expect("written");
        clone.shell("git -C book -c user.name=M -c user.email=m@ourco.example commit --quiet --allow-empty -am x");
        clone
    }

    /// The exit code of a line.
    fn shell(&self, line: &str) -> (i32, String) {
        let binary = Path::new(env!("CARGO_BIN_EXE_dealctl"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folder = binary.parent().expect("a folder").to_path_buf();
        let paths = std::iter::once(folder).chain(std::env::split_paths(&path));
        let book = self.folder.path().join("book");
        let root = if book.is_dir() {
            book.as_path()
        } else {
            self.folder.path()
        };
        let root = if line.contains("-C book") {
            self.folder.path()
        } else {
            root
        };
        let output = Command::new("sh")
            .current_dir(root)
            .env("PATH", std::env::join_paths(paths).expect("a PATH"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GITHUB_BASE_REF", "main")
            .env("CI_MERGE_REQUEST_DIFF_BASE_SHA", &self.base)
            .args(["-c", line])
            .output()
            .expect("a shell");
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.code().unwrap_or(-1),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }
}

#[test]
#[allow(clippy::print_stderr, reason = "what is passed over is said")]
fn every_command_of_the_document_runs() {
    let commands = commands();
    assert!(commands.len() >= 10, "{commands:?}");
    let clean = Clone::new(CLEAN);
    let bad = Clone::new(&CLEAN.replace("credit: referral", "credit: finders fee"));
    for command in &commands {
        if command.starts_with("cargo install") {
            // What it installs is what the test runs; the address is a placeholder.
            continue;
        }
        if command.starts_with("pre-commit") {
            if clean.shell("pre-commit --version").0 == 0 {
                let (code, said) = clean.shell(&format!(
                    "{command} && pre-commit uninstall -t pre-commit -t pre-merge-commit"
                ));
                assert_eq!(code, 0, "{command}\n{said}");
            } else {
                eprintln!(
                    "SKIPPED: {command}: pre-commit is not installed (pip install pre-commit)"
                );
            }
            continue;
        }
        // Seen from the day of the book: the clock would age it.
        let command = &command.replace("dealctl lint", "dealctl lint --today 2026-11-23");
        let (code, said) = clean.shell(command);
        assert_eq!(code, 0, "{command}\n{said}");
        let judges = command.contains("lint") && !command.contains("baseline");
        let (code, said) = bad.shell(command);
        assert_eq!(code, i32::from(judges), "{command}\n{said}");
    }
}
