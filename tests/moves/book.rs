//! A book in a folder of its own, and the tool run in it.

use std::path::PathBuf;
use std::process::{Command, Output};

use crate::scratch::Scratch;

/// The book.
pub struct Book(pub Scratch);

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A deal that stands in Qualified and may go on.
pub const QUAYSIDE: &str = "\
# Ours.
account: {name: Quayside Ports, domain: quayside.example}
opportunity: {name: \"Berth scheduling, phase 1\", amount: 66000, close_date: 2027-03-31}
partner: meridian
registered: {date: 2026-09-28, approved: {date: 2026-09-29, by: Maya Chen}}
need: \"Berth planners re-key the tide table: two hours a day, three people.\"
credit: referral # as Dana asked

qualification: {by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}
history: {registered: 2026-09-28, qualified: 2026-10-05}
";

impl Book {
    /// The process and notes of tests/example, and one deal; committed.
    pub fn new(deal: &str) -> Self {
        let book = Self(Scratch::new());
        for path in [
            "notes/northwind-qbr.md",
            "notes/dana-0911.md",
            "lists/ortiz-q4.md",
        ] {
            let example = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/example");
            let text = std::fs::read_to_string(example.join(path)).expect("an example");
            book.0.write(path, text);
        }
        book.0.write("deals/quayside.yaml", deal);
        book.0.commit("2026-10-05", "Maya Chen");
        book
    }

    /// A command of the tool, by Maya Chen.
    pub fn command(&self, today: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dealctl"));
        command
            .args(arguments)
            .args(["--today", today])
            .current_dir(self.0.root())
            .env("COLUMNS", "100")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_COUNT", "2")
            .env("GIT_CONFIG_KEY_0", "user.name")
            .env("GIT_CONFIG_VALUE_0", "Maya Chen")
            .env("GIT_CONFIG_KEY_1", "user.email")
            .env("GIT_CONFIG_VALUE_1", "maya@ourco.example")
            .env_remove("GITHUB_ACTIONS");
        command
    }

    /// Runs the tool.
    pub fn run(&self, today: &str, arguments: &[&str]) -> Ran {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(today, arguments).output().expect("it runs");
        Ran {
            code: status.code().unwrap_or(-1),
            out: String::from_utf8(stdout).expect("text"),
            err: String::from_utf8(stderr).expect("text"),
        }
    }

    /// Runs the tool, which must succeed.
    #[track_caller]
    pub fn done(&self, today: &str, arguments: &[&str]) -> String {
        let ran = self.run(today, arguments);
        assert_eq!(ran.code, 0, "{arguments:?}\n{}{}", ran.out, ran.err);
        ran.out
    }

    /// Runs the tool, which must refuse, and leave every file as it was.
    #[track_caller]
    pub fn refused(&self, today: &str, arguments: &[&str]) -> String {
        let before = self.files();
        let ran = self.run(today, arguments);
        assert!(ran.code > 0, "{arguments:?}\n{}{}", ran.out, ran.err);
        assert_eq!(self.files(), before, "{arguments:?}");
        format!("{}{}", ran.out, ran.err)
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.root().join(path)).expect("a file")
    }

    pub fn deal(&self) -> String {
        self.read("deals/quayside.yaml")
    }

    /// Every file of the book with its text.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let walk = walkdir::WalkDir::new(self.0.root()).sort_by_file_name();
        let entries = walk
            .into_iter()
            .filter_entry(|entry| entry.file_name() != ".git");
        let files = entries
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file());
        files
            .map(|file| {
                (
                    file.path().to_owned(),
                    std::fs::read(file.path()).expect("a file"),
                )
            })
            .collect()
    }
}
