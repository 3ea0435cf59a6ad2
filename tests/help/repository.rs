//! An example in a git repository of its own, commands run in it, and what lint finds there.

use std::collections::BTreeMap;
use std::process::Command;

use chrono::NaiveDate;
use dealctl::diagnostic::{Diagnostic, Level};
use dealctl::lint::{Example, Rule, lint_invalid};
use dealctl::load::{Seen, WorkTree, load};
use dealctl::text::Sources;

use crate::advice::Way;
use crate::examples;
use crate::key::Key;
use crate::scratch::{Scratch, committed};

/// Words of commands that are no facts.
const WORDS: &[&str] = &[
    "won",
    "lost",
    "disqualified",
    "partner",
    "seller",
    "marketing",
    "send",
    "draft",
    "omitted",
    "call",
    "partner-sourced",
    "partner-influenced",
    "none",
    "partner lead",
];

/// An example in a repository.
pub struct Repository {
    scratch: Scratch,
    today: NaiveDate,
    as_of_given: bool,
    sources: std::cell::RefCell<Sources>,
}

impl Repository {
    /// The example of a rule, committed.
    pub fn of(rule: &Rule, example: &Example<'_>) -> Self {
        let (files, seen) = examples::files_of(example);
        let (scratch, seen) = if rule.needs_history() {
            let clock = Seen {
                today: "2026-11-23".parse().expect("a date"),
                as_of_given: false,
            };
            (committed(example), clock)
        } else {
            let scratch = Scratch::new();
            for (path, bytes) in files.files() {
                scratch.write(path, bytes);
            }
            scratch.commit(&seen.today.to_string(), "Maya Chen");
            (scratch, seen)
        };
        Self {
            scratch,
            today: seen.today,
            as_of_given: seen.as_of_given,
            sources: std::cell::RefCell::default(),
        }
    }

    /// What lint finds.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let today = self.today.to_string();
        let files = WorkTree::new(self.scratch.root()).expect("a folder");
        let seen = Seen {
            today: self.today,
            as_of_given: self.as_of_given,
        };
        let (found, sources) = match load(&files, seen) {
            Ok(_) => self.scratch.linted("", &today, self.as_of_given),
            Err(invalid) => (lint_invalid(&invalid).findings, invalid.sources),
        };
        *self.sources.borrow_mut() = sources;
        found
    }

    pub fn path(&self, finding: &Diagnostic) -> String {
        self.sources
            .borrow()
            .file(finding.place.file)
            .path
            .to_string()
    }

    pub fn key(&self, finding: &Diagnostic) -> Key {
        Key {
            rule: finding.rule.to_owned(),
            path: self.path(finding),
            subject: finding.subject.clone(),
            level: finding.level,
            message: finding.message.clone(),
        }
    }

    /// Every file of the work tree with its text.
    fn texts(&self) -> BTreeMap<String, String> {
        let listed = self.scratch.git(&["ls-files", "-z"]);
        let paths = listed.split('\0').filter(|path| !path.is_empty());
        let read = |path: &str| std::fs::read(self.scratch.root().join(path)).unwrap_or_default();
        paths
            .map(|path| {
                (
                    path.to_owned(),
                    String::from_utf8_lossy(&read(path)).into_owned(),
                )
            })
            .collect()
    }

    /// Returns the file with a text: this one, else the first.
    pub fn with_text(&self, text: &str, path: &str) -> Option<String> {
        let mut texts = self.texts();
        if texts.get(path).is_some_and(|own| own.contains(text)) {
            return Some(path.to_owned());
        }
        texts.retain(|path, other| !path.starts_with("notes/") && other.contains(text));
        texts.into_keys().next()
    }

    /// Returns a file that is named, to be renamed.
    pub fn named(&self, path: &str) -> Option<String> {
        self.texts().contains_key(path).then(|| path.to_owned())
    }

    /// Returns a word of a command that is a fact and stands in no file.
    pub fn invented(&self, command: &str) -> Option<String> {
        let texts = self.texts();
        let past = self.scratch.git(&["log", "--patch"]);
        let words = command.split_once(' ').map_or("", |(_, rest)| rest);
        let mut words = shell_words(words).into_iter().skip(1);
        words.find_map(|word| {
            let value = word.split_once('=').map_or(&*word, |(_, value)| value);
            let is_open = value
                .chars()
                .all(|c| c.is_ascii_uppercase() || ", ".contains(c));
            let is_history = texts
                .get("process.toml")
                .is_some_and(|text| is_in_process(text, value));
            let is_path = |word: &str| dealctl::edit::is_path(&without_numbers(word));
            let is_known = is_history
                || WORDS.contains(&value)
                || word.starts_with("--")
                || is_open
                || is_path(value)
                || dealctl::lint::rules::find(value).is_some()
                || past.contains(value)
                || texts
                    .iter()
                    .any(|(path, text)| path.contains(value) || text.contains(value));
            (!is_known).then(|| value.to_owned())
        })
    }

    /// Does what a way says.
    pub fn make(&self, way: &Way) -> Result<(), String> {
        match way {
            Way::Commands(commands) => commands.iter().try_for_each(|command| self.run(command)),
            Way::Fix { .. } => self.run(&way.to_string()),
            Way::Edit { path, old, new } if path == old => {
                let root = self.scratch.root();
                let moved = match *new {
                    "" => std::fs::remove_file(root.join(old)),
                    new => std::fs::rename(root.join(old), root.join(new)),
                };
                moved.map_err(|error| error.to_string())
            }
            Way::Edit { path, old, new } => {
                let full = self.scratch.root().join(path);
                let text = std::fs::read(&full).map_err(|error| error.to_string())?;
                let text = String::from_utf8_lossy(&text).replacen(old, new, 1);
                self.scratch.write(path, text);
                Ok(())
            }
        }
    }

    /// Runs a command by a shell, on the day of the example.
    fn run(&self, command: &str) -> Result<(), String> {
        let program = env!("CARGO_BIN_EXE_dealctl");
        let today = self.today;
        let script = format!("dealctl() {{ '{program}' --today {today} \"$@\"; }}\n{command}");
        let output = Command::new("sh")
            .current_dir(self.scratch.root())
            .args(["-c", &script])
            .envs([
                ("GIT_CONFIG_GLOBAL", "/dev/null"),
                ("GIT_CONFIG_NOSYSTEM", "1"),
                ("GIT_CONFIG_COUNT", "1"),
                ("GIT_CONFIG_KEY_0", "user.name"),
                ("GIT_CONFIG_VALUE_0", "Maya Chen"),
                ("GIT_AUTHOR_NAME", "Maya Chen"),
                ("GIT_AUTHOR_EMAIL", "maya@ourco.example"),
                ("COLUMNS", "200"),
                (
                    "MAIL",
                    concat!(
                        env!("CARGO_MANIFEST_DIR"),
                        "/tests/example/notes/northwind-0818.md"
                    ),
                ),
            ])
            .output()
            .expect("a shell");
        let said = [output.stdout, output.stderr].concat();
        // After a fix lint still reports the rest.
        if output.status.success() || command.contains("lint --fix") {
            return Ok(());
        }
        Err(format!(
            "it was refused: {}",
            String::from_utf8_lossy(&said)
        ))
    }

    pub fn stage(&self) {
        self.scratch.git(&["add", "--all"]);
    }

    /// What `lint --staged` finds.
    pub fn staged(&self) -> Vec<Key> {
        let output = Command::new(env!("CARGO_BIN_EXE_dealctl"))
            .arg("--root")
            .arg(self.scratch.root())
            .args([
                "--today",
                &self.today.to_string(),
                "lint",
                "--staged",
                "--format",
                "json",
            ])
            .output()
            .expect("dealctl");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let findings = json["findings"].as_array().cloned().unwrap_or_default();
        findings
            .iter()
            .map(|finding| Key {
                rule: text(&finding["rule"]),
                path: text(&finding["path"]),
                subject: text(&finding["subject"]),
                level: match &*text(&finding["level"]) {
                    "error" => Level::Error,
                    "warning" => Level::Warning,
                    _ => Level::Note,
                },
                message: text(&finding["message"]),
            })
            .collect()
    }

    pub fn commit(&self) {
        self.scratch.commit(&self.today.to_string(), "Maya Chen");
    }
}

/// `history.STAGE` and `STAGE/CRITERION` of the process.
fn is_in_process(process: &str, word: &str) -> bool {
    let names = |id: &str| process.contains(&format!("\"{id}\""));
    match word.strip_prefix("history.") {
        Some(stage) => names(stage),
        None => word
            .split_once('/')
            .is_some_and(|(stage, criterion)| names(stage) && names(criterion)),
    }
}

fn without_numbers(path: &str) -> String {
    let parts = path
        .split('.')
        .filter(|part| part.parse::<usize>().is_err());
    parts.collect::<Vec<_>>().join(".")
}

/// The words of a command as a shell reads them.
fn shell_words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (c, quote) {
            (' ', None) => words.push(String::new()),
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (c, _) => words.last_mut().expect("a word").push(c),
        }
    }
    words
}
