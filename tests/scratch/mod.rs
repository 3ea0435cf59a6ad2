//! A git repository in a folder of its own, with commits whose author, day and offset the test chooses.

#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use dealctl::diagnostic::Diagnostic;
use dealctl::lint::{Example, Selection, lint};
use dealctl::load::git::Git;
use dealctl::load::{Evidence, Seen, WorkTree, history, limits, load};
use dealctl::text::Sources;
use tempfile::TempDir;

/// The repository.
pub struct Scratch {
    folder: TempDir,
}

/// The deal that most tests are about.
pub const DEAL: &str = "deals/example.yaml";

impl Scratch {
    /// An empty repository with the process and the notes of tests/example, none of it committed.
    pub fn new() -> Self {
        let scratch = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example");
        let text = std::fs::read_to_string(example.join("process.toml")).expect("an example");
        scratch.git(&["init", "--quiet", "--initial-branch=main"]);
        scratch.write("process.toml", &text);
        scratch
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.root().join(path)).expect("a file");
    }

    /// Runs git; fails the test when it does.
    pub fn git(&self, arguments: &[&str]) -> String {
        self.git_as("Maya Chen", "2026-09-28", arguments)
    }

    /// Runs git as somebody, on a day (at noon, UTC) or at a moment.
    pub fn git_as(&self, who: &str, when: &str, arguments: &[&str]) -> String {
        let when = if when.contains('T') {
            when.to_owned()
        } else {
            format!("{when}T12:00:00+00:00")
        };
        let output = Command::new("git")
            .current_dir(self.root())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", who)
            .env("GIT_AUTHOR_EMAIL", "a@ourco.example")
            .env("GIT_COMMITTER_NAME", "a machine")
            .env("GIT_COMMITTER_EMAIL", "m@ourco.example")
            .env("GIT_AUTHOR_DATE", "2001-01-01T00:00:00+00:00")
            .env("GIT_COMMITTER_DATE", when)
            .args(arguments)
            .output()
            .expect("git");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {stderr}{said}");
        said
    }

    /// Commits everything that stands there; gives the beginning of the commit's id.
    pub fn commit(&self, when: &str, who: &str) -> String {
        self.git(&["add", "--all"]);
        self.git_as(
            who,
            when,
            &["commit", "--quiet", "--allow-empty", "-m", "x"],
        );
        self.head()
    }

    /// Writes the deal and commits it.
    pub fn deal(&self, when: &str, who: &str, text: &str) -> String {
        self.write(DEAL, text);
        self.commit(when, who)
    }

    pub fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"])[..8].to_owned()
    }

    /// What lint finds by the clock of a day.
    pub fn lint(&self) -> Vec<Diagnostic> {
        self.lint_in("", "2026-11-23", false)
    }

    /// What lint finds in a folder of the repository, on a day, by the clock or looking back.
    pub fn lint_in(&self, folder: &str, today: &str, as_of_given: bool) -> Vec<Diagnostic> {
        self.linted(folder, today, as_of_given).0
    }

    /// The same, and the texts that the findings point into.
    pub fn linted(
        &self,
        folder: &str,
        today: &str,
        as_of_given: bool,
    ) -> (Vec<Diagnostic>, Sources) {
        let files = WorkTree::new(&self.root().join(folder)).expect("a folder");
        let seen = Seen {
            today: today.parse().expect("a date"),
            as_of_given,
        };
        let mut book = load(&files, seen).expect("a process");
        let git = Git::open(files.root()).expect("a repository");
        let span = history::Span {
            revision: "HEAD",
            until: as_of_given.then_some(seen.today),
            tree: Some(&files),
            sections: history::RULES,
            edited: &BTreeSet::new(),
        };
        let packets = history::Packets::of(&book);
        let limits = limits(&book.process);
        book.past = history::read(&git, span, &limits, &packets).expect("a history");
        let found = lint(&book, &Evidence::new(&files), &Selection::default()).findings;
        (found, book.sources)
    }

    /// The messages of one rule.
    pub fn found(&self, rule: &str) -> Vec<String> {
        messages(&self.lint(), rule)
    }
}

/// A rule's example with its past: `# commit: 2026-09-20 Maya Chen` begins the next version of the file, and commits it on
/// that day, as that person.
pub fn committed(example: &Example<'_>) -> Scratch {
    let scratch = Scratch::new();
    let mut version = String::new();
    let mut head: Option<(String, String)> = None;
    let commit = |head: Option<(String, String)>, text: &str| {
        if let Some((day, who)) = head {
            scratch.deal(&day, &who, text);
        }
    };
    for line in example.text.lines() {
        if let Some(said) = line.strip_prefix("# commit: ") {
            commit(head.take(), &std::mem::take(&mut version));
            let (day, who) = said.split_once(' ').expect("a day and a name");
            head = Some((day.to_owned(), who.to_owned()));
        } else {
            version += &format!("{line}\n");
        }
    }
    assert!(
        head.is_some(),
        "an example without commits: {}",
        example.text
    );
    commit(head, &version);
    scratch
}

/// The messages of one rule.
pub fn messages(findings: &[Diagnostic], rule: &str) -> Vec<String> {
    let of_rule = findings.iter().filter(|finding| finding.rule == rule);
    of_rule.map(|finding| finding.message.clone()).collect()
}
