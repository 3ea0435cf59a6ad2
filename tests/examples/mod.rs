//! A rule's example as a repository, and what lint finds there.
//!
//! An example is judged by the process and beside the notes of `tests/example`. Its first comment lines may say
//! `# today: DATE` (as `--today`) or `# clock: DATE` (as the clock), or `# optional: PATH` for what this process does not
//! require at the registration; `# deals/NAME.yaml` begins another file, and `# process.toml, added to it` what is added to
//! the process. In a `text` example `\xNN` is a byte and `\t` a tab.

#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::path::Path;

use chrono::NaiveDate;
use dealctl::lint::{Example, Linted, Selection, lint, lint_invalid};
use dealctl::load::{Evidence, Memory, Seen, load};
use dealctl::text::Sources;

const ADDED: &str = "process.toml, added to it";

fn example_process() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example");
    std::fs::read(root.join("process.toml")).expect("an example file")
}

fn example_files() -> Memory {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example");
    let mut files = Memory::default();
    for path in [
        "process.toml",
        "notes/northwind-0902.md",
        "notes/northwind-qbr.md",
        "notes/northwind-0818.md",
        "notes/dana-0911.md",
        "lists/ortiz-q4.md",
    ] {
        files = files.with(
            path,
            std::fs::read(root.join(path)).expect("an example file"),
        );
    }
    files
}

fn bytes(example: &Example<'_>) -> Vec<u8> {
    if example.language != "text" {
        return example.text.as_bytes().to_vec();
    }
    let mut out = Vec::new();
    let mut rest = &*example.text;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let escape = &rest[at + 1..];
        if let Some(hex) = escape.strip_prefix('x') {
            out.push(u8::from_str_radix(&hex[..2], 16).expect("two hex digits"));
            rest = &hex[2..];
        } else if let Some(after) = escape.strip_prefix('t') {
            out.push(b'\t');
            rest = after;
        } else {
            out.push(b'\\');
            rest = escape;
        }
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// The example's process with one path less in `[registration] required`.
fn without(path: &str) -> Vec<u8> {
    let text = include_str!("../example/process.toml");
    let (before, after) = text.split_once("required = [").expect("a list");
    let (list, rest) = after.split_once(']').expect("its end");
    let kept: Vec<&str> = list
        .split(',')
        .filter(|item| item.trim().trim_matches('"') != path)
        .collect();
    format!("{before}required = [{}]{rest}", kept.join(",")).into_bytes()
}

/// Returns what lint finds in an example.
pub fn run(example: &Example<'_>) -> Linted {
    linted(example).0
}

/// Returns what lint finds in an example, and the texts that the findings point into.
pub fn linted(example: &Example<'_>) -> (Linted, Sources) {
    let (files, seen) = files_of(example);
    match load(&files, seen) {
        Ok(book) => {
            let linted = lint(&book, &Evidence::new(&files), &Selection::default());
            (linted, book.sources)
        }
        Err(invalid) => (lint_invalid(&invalid), invalid.sources),
    }
}

/// The repository that an example stands in, and the day it is seen from.
pub fn files_of(example: &Example<'_>) -> (Memory, Seen) {
    let mut seen = Seen {
        today: "2026-11-23".parse::<NaiveDate>().expect("a date"),
        as_of_given: true,
    };
    for line in example.text.lines() {
        for (prefix, as_of_given) in [("# today: ", true), ("# clock: ", false)] {
            if let Some(date) = line.strip_prefix(prefix) {
                seen = Seen {
                    today: date.parse().expect("a date"),
                    as_of_given,
                };
            }
        }
    }
    let mut files = example_files();
    for line in example.text.lines() {
        if let Some(path) = line.strip_prefix("# optional: ") {
            files = files.with("process.toml", without(path));
        }
    }
    if example.language == "toml" {
        files = files.with("process.toml", bytes(example));
    } else {
        let mut name = "deals/example.yaml".to_owned();
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for line in bytes(example).split_inclusive(|byte| *byte == b'\n') {
            let text = String::from_utf8_lossy(line);
            if let Some(path) = text
                .trim_end()
                .strip_prefix("# ")
                .filter(|path| path.starts_with("deals/") || [ADDED, "signals.yaml"].contains(path))
            {
                path.clone_into(&mut name);
            }
            match parts.last_mut().filter(|(last, _)| *last == name) {
                Some((_, content)) => content.extend_from_slice(line),
                None => parts.push((name.clone(), line.to_vec())),
            }
        }
        for (path, content) in parts {
            files = if path == ADDED {
                let process = [example_process(), content].concat();
                files.with("process.toml", process)
            } else {
                files.with(&path, content)
            };
        }
    }
    (files, seen)
}
