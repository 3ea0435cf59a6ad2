//! What the end-to-end tests share: a repository in a temporary folder, and the real binary run over it.

#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The day that the tests look from unless they say otherwise.
pub const TODAY: &str = "2026-11-23";

/// The process of `tests/example`.
pub fn example_process() -> String {
    fs::read_to_string(example().join("process.toml")).expect("the example's process")
}

/// The same with as few draws as a forecast may have, for tests that ask for no figure of it.
pub fn quick_process() -> String {
    format!("{}\n[forecast]\ndraws = 100\n", example_process())
}

/// `tests/example`.
pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example")
}

/// A repository of deals that is gone after the test.
pub struct Repository {
    folder: TempDir,
}

impl Repository {
    /// Without a file.
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("deals-")
            .tempdir()
            .expect("a temporary folder");
        Self { folder }
    }

    /// With the process of `tests/example` and no deal.
    pub fn new() -> Self {
        Self::empty().with("process.toml", example_process())
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file, and the folders on the way.
    pub fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let full = self.path(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("folders");
        fs::write(full, bytes).expect("a file");
        self
    }

    /// Makes a symbolic link.
    #[cfg(unix)]
    pub fn with_link(self, path: &str, target: impl AsRef<Path>) -> Self {
        let full = self.path(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("folders");
        std::os::unix::fs::symlink(target, full).expect("a link");
        self
    }

    /// `dealctl --root … --today 2026-11-23 …`; a `--today` of the arguments goes before it.
    pub fn run(&self, args: &[&str]) -> Ran {
        run_in(self.root(), args)
    }

    /// The findings of `lint --format json --notes`.
    pub fn findings(&self) -> Vec<Finding> {
        findings(&self.run(&["lint", "--format", "json", "--notes"]))
    }
}

/// `dealctl` over a repository, looked at from [`TODAY`] unless the arguments say otherwise.
pub fn run_in(root: &Path, args: &[&str]) -> Ran {
    let mut command = dealctl();
    command.arg("--root").arg(root).args(args);
    if !args.contains(&"--today") {
        command.args(["--today", TODAY]);
    }
    run(&mut command)
}

/// The binary, with nothing of the tester's terminal.
pub fn dealctl() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dealctl"));
    for name in [
        "COLUMNS",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "RAYON_NUM_THREADS",
        "LC_ALL",
        "LANG",
    ] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Runs to the end. A panic is a signal or 101, never one of our exit codes, and fails here.
pub fn run(command: &mut Command) -> Ran {
    let output = command.output().expect("dealctl runs");
    let ran = Ran {
        code: output.status.code().unwrap_or(-1),
        stdout: output.stdout,
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    };
    assert!(
        (0..=2).contains(&ran.code) && !ran.stderr.contains("panicked"),
        "{command:?} ended with {}:\n{}",
        ran.code,
        ran.stderr
    );
    ran
}

/// What a run said.
pub struct Ran {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Ran {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("UTF-8 on stdout")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.text(), self.stderr))
    }
}

/// A finding of lint's JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: String,
    pub level: String,
    pub path: String,
    pub line: u64,
    pub column: u64,
    pub message: String,
}

impl Finding {
    /// `rule path:line:column`.
    pub fn at(&self) -> String {
        format!("{} {}:{}:{}", self.rule, self.path, self.line, self.column)
    }
}

pub fn findings(ran: &Ran) -> Vec<Finding> {
    findings_in(&ran.stdout)
}

pub fn findings_in(json: &[u8]) -> Vec<Finding> {
    let json: Value = serde_json::from_slice(json).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    json["findings"]
        .as_array()
        .expect("a list of findings")
        .iter()
        .map(|finding| Finding {
            rule: text(&finding["rule"]),
            level: text(&finding["level"]),
            path: text(&finding["path"]),
            line: finding["start"]["line"].as_u64().expect("a line"),
            column: finding["start"]["column"].as_u64().expect("a column"),
            message: text(&finding["message"]),
        })
        .collect()
}

/// Fails when a text could steer a terminal or reorder a line: controls, C1 controls, direction marks.
pub fn assert_harmless(bytes: &[u8], what: &str) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if let Some(line) = text.lines().find(|line| line.chars().any(acts)) {
        panic!("{what} shows {line:?}");
    }
}
