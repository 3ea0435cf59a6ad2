//! Each rule's bad example fires, its good one does not: the documentation is the test.

mod examples;

<<<<<<< HEAD
use chrono::NaiveDate;
use dealctl::lint::{Check, Example, Linted, Rule, Selection, lint, lint_invalid, rules};
use dealctl::load::{Evidence, Memory, Seen, load, load_whole};

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
    let text = include_str!("example/process.toml");
    let (before, after) = text.split_once("required = [").expect("a list");
    let (list, rest) = after.split_once(']').expect("its end");
    let kept: Vec<&str> = list
        .split(',')
        .filter(|item| item.trim().trim_matches('"') != path)
        .collect();
    format!("{before}required = [{}]{rest}", kept.join(",")).into_bytes()
}

fn run(example: &Example<'_>) -> Linted {
    let (files, seen) = files_of(example);
    match load(&files, seen) {
        Ok(book) => lint(&book, &Evidence::new(&files), &Selection::default()),
        Err(invalid) => lint_invalid(&invalid),
    }
}

/// The repository that an example stands in, and the day it is seen from.
fn files_of(example: &Example<'_>) -> (Memory, Seen) {
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
=======
use dealctl::lint::{Check, Example, Rule, Selection, lint, rules};
use dealctl::load::{Evidence, load_whole};
use examples::{files_of, run};
>>>>>>> snap

fn fires(rule: &Rule, example: &Example<'_>) -> bool {
    run(example)
        .findings
        .iter()
        .any(|finding| finding.rule == rule.name)
}

/// `lint --staged` parses no more of the deals that are not staged.
#[test]
fn rules_over_several_deals_need_only_the_sections_that_they_compare() {
    for rule in rules::all().filter(|rule| matches!(rule.check, Check::Book(_))) {
        for example in rule.examples() {
            let (files, seen) = files_of(&example);
            let found = |is_whole: bool| {
                let book = load_whole(&files, seen, &|_| is_whole).expect("a process");
                let linted = lint(&book, &Evidence::new(&files), &Selection::default());
                let of_rule = linted
                    .findings
                    .into_iter()
                    .filter(|found| found.rule == rule.name);
                of_rule
                    .map(|found| format!("{found:?}"))
                    .collect::<Vec<_>>()
            };
            assert_eq!(found(false), found(true), "{}\n{}", rule.name, example.text);
        }
    }
}

#[test]
fn every_rule_fires_on_its_bad_examples_and_not_on_its_good_ones() {
    let mut wrong = Vec::new();
    // Those that ask for the past run on real commits: tests/history_rules.rs.
    for rule in rules::all().filter(|rule| !rule.needs_history()) {
        let examples = rule.examples();
        if !examples.iter().any(|example| example.bad)
            || !examples.iter().any(|example| !example.bad)
        {
            wrong.push(format!("{}: needs a bad and a good example", rule.name));
        }
        for example in examples {
            if fires(rule, &example) != example.bad {
                let found: Vec<_> = run(&example)
                    .findings
                    .iter()
                    .map(|finding| format!("{}: {}", finding.rule, finding.message))
                    .collect();
                wrong.push(format!(
                    "{} on {}\nfound: {found:#?}",
                    rule.name, example.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_rule_says_what_and_why() {
    for rule in rules::all() {
        assert!(rule.name.starts_with(&format!("{}/", rule.family())));
        assert!(
            rule.summary().len() >= 10 && rule.summary().len() < 110,
            "{}: one sentence of what: {}",
            rule.name,
            rule.summary()
        );
        assert!(
            rule.doc.matches("\n\n").count() >= 1,
            "{}: a paragraph of why",
            rule.name
        );
    }
}

#[test]
fn findings_say_what_to_do_and_stay_on_one_line() {
    for rule in rules::all() {
        for example in rule.examples().iter().filter(|example| example.bad) {
            for finding in run(example)
                .findings
                .iter()
                .filter(|finding| finding.rule == rule.name)
            {
                assert!(
                    finding.help.as_ref().is_some_and(|help| !help.is_empty()),
                    "{}: no help",
                    rule.name
                );
                assert!(
                    !finding.message.contains('\n') && !finding.message.ends_with('.'),
                    "{}: {}",
                    rule.name,
                    finding.message
                );
                assert!(!finding.message.is_empty(), "{}", rule.name);
            }
        }
    }
}
