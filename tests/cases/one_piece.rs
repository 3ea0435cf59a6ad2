//! Every command that is shown stays in one piece, however narrow the terminal, and can be run.

use std::collections::BTreeSet;
use std::path::Path;

use dealctl::diagnostic::Diagnostic;
use dealctl::lint::rules;
use dealctl::render::TermStyle;
use dealctl::render::findings::{Detail, draw};

use crate::examples;
use crate::support::{Ran, Repository, TODAY, dealctl, run};

const NARROW: usize = 60;
const WIDE: usize = 160;

/// The commands of a text that is not wrapped, found without the code under test: up to a mark, or to the word with which the
/// sentence goes on.
fn offered(text: &str) -> Vec<String> {
    const GOES_ON: &[&str] = &[
        " says", " shows", " lists", " makes", " removes", " begins", " does", " reads", " brings",
        " writes", " has", " for ", " in ", " and ", " on ", " alone", " when ", " will ",
    ];
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.contains("Usage:")) {
        for (at, _) in line.match_indices("dealctl ") {
            if line[..at]
                .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '#'))
            {
                continue;
            }
            let rest = &line[at..];
            let bare = without_quotes(rest);
            let mark = bare
                .find([';', '`', ')', '”', '|', '│'])
                .unwrap_or(rest.len());
            let (rest, bare) = (&rest[..mark], &bare[..mark]);
            let mark = [", ", ": ", "  ", " ("]
                .iter()
                .filter_map(|mark| bare.find(mark))
                .min();
            let mark = mark.unwrap_or(rest.len());
            let (rest, bare) = (&rest[..mark], &bare[..mark]);
            let word = GOES_ON.iter().filter_map(|word| bare.find(word)).min();
            let command = rest[..word.unwrap_or(rest.len())]
                .trim_end_matches('.')
                .trim_end();
            if command != "dealctl" {
                found.push(command.to_owned());
            }
        }
    }
    found
}

/// The same text with what stands in quotes blotted out, byte for byte: no mark in there ends a command.
fn without_quotes(text: &str) -> String {
    let mut quote = None;
    let mut before = ' ';
    let mut out = String::new();
    for c in text.chars() {
        let is_mark = matches!(c, '\'' | '"');
        let closes = quote == Some(c);
        if quote.is_none() && is_mark && matches!(before, ' ' | '=') {
            quote = Some(c);
            out.push(c);
        } else if quote.is_some() && !closes {
            out.extend(std::iter::repeat_n('x', c.len_utf8()));
        } else {
            quote = quote.filter(|_| !closes);
            out.push(c);
        }
        before = c;
    }
    out
}

fn assert_in_one_piece(wide: &str, narrow: &str, what: &str) -> Vec<String> {
    let offered = offered(wide);
    for command in &offered {
        let is_whole = narrow.lines().any(|line| line.contains(command.as_str()));
        assert!(is_whole, "{what}: {command} is broken\n{narrow}");
    }
    let lines: Vec<&str> = narrow.lines().map(str::trim).collect();
    let is_parted = |pair: &[&str]| pair[0].ends_with("--fix") && pair[1].starts_with("--");
    assert!(
        !lines.windows(2).any(is_parted),
        "{what}: two options are parted\n{narrow}"
    );
    offered
}

fn at(root: &Path, args: &[&str], columns: usize) -> Ran {
    let mut command = dealctl();
    command
        .current_dir(root)
        .args(args)
        .env("COLUMNS", columns.to_string());
    if !matches!(
        args.first(),
        Some(&("explain" | "schema" | "hook" | "init"))
    ) && !args.contains(&"--help")
    {
        command.args(["--today", TODAY]);
    }
    run(&mut command)
}

/// Runs what is offered as a shell would, in the folder where it is offered.
fn assert_runs(root: &Path, command: &str) {
    let facts = [
        ("AMOUNT", "66000"),
        ("REASON", "rain"),
        ("TEXT", "words"),
        ("STATUS", "confirmed"),
        ("FILE", "notes/a.md"),
        ("KIND", "call"),
        ("MOVE", "call"),
        ("RULE", "referral"),
        ("VALUE", "words"),
        ("PARTNER", "meridian"),
        ("STAGE", "joint"),
        ("NAME", "dana"),
        ("DATE", "2026-09-28"),
        ("DOMAIN", "x.example"),
        ("CRITERION", "need"),
        ("ROLE", "close"),
    ];
    let filled_in = facts
        .iter()
        .fold(command.to_owned(), |command, (word, fact)| {
            command.replace(word, fact)
        });
    let command = filled_in.as_str();
    let binary = Path::new(env!("CARGO_BIN_EXE_dealctl"));
    let folder = binary.parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let ran = std::process::Command::new("sh")
        .args(["-c", command])
        .current_dir(root)
        .env("PATH", format!("{}:{path}", folder.display()))
        .stdin(std::process::Stdio::null())
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&ran.stderr);
    for refused in [
        "unexpected argument",
        "unrecognized subcommand",
        "invalid value",
        "Usage:",
        "not found",
    ] {
        assert!(!said.contains(refused), "{command}: {said}");
    }
}

/// A book in which much is wrong: deals whose names need quotes, packets that may not go out, files that are not YAML.
fn broken() -> Repository {
    let mut book = Repository::new()
        .with("notes/northwind-qbr.md", "Ines Calder: it takes eleven people.")
        .with("deals/2026/the big one (draft).yaml", "account: {name: Fern Group}\npartner: meridian\nhistory: {registered: 2026-10-01, handoff: 2026-11-02}\nhandoff: {seller: Sam Ortiz, evidence: www.x.example}\n")
        .with("deals/not-yaml.yaml", "account: {name: Gorse Group # 4}\n")
        .with("deals/cut.yaml", "account: {name: Gorse}\nneed: Berth #4 is late\ncustom: {x: &x {name: Y}}\nopportunity: {<<: *x, amount: 84,000}\n");
    let deals = std::fs::read_dir(crate::support::example().join("deals")).expect("deals");
    for deal in deals.map(|deal| deal.expect("an entry").path()) {
        if deal.is_file() {
            let name = deal
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            book = book.with(
                &format!("deals/{name}"),
                std::fs::read(&deal).expect("a deal"),
            );
        }
    }
    book
}

#[test]
fn every_help_of_every_rule_keeps_its_commands_in_one_piece() {
    let mut all = BTreeSet::new();
    for rule in rules::all() {
        for example in rule.examples().iter().filter(|example| example.bad) {
            let (linted, sources) = examples::linted(example);
            let findings: Vec<&Diagnostic> = linted.findings.iter().collect();
            let shown = |width| {
                let term = TermStyle {
                    width,
                    ..TermStyle::default()
                };
                draw(&findings, &sources, Detail::Full, term)
            };
            let what = format!("{}\n{}", rule.name, example.text);
            all.extend(assert_in_one_piece(&shown(1000), &shown(NARROW), &what));
        }
    }
    let book = broken();
    for command in all {
        assert_runs(book.root(), &command);
    }
}

#[test]
fn every_command_keeps_what_it_offers_in_one_piece() {
    let book = broken();
    let mut lines: Vec<Vec<&str>> = [
        "",
        "lint",
        "lint --notes --full",
        "lint --statistics",
        "lint --select handoff",
        "lint --diff",
        "gate northwind",
        "gate quayside",
        "gate cut",
        "next",
        "list --all",
        "next --stage handoff",
        "packet northwind",
        "packet northwind --check",
        "packet northwind --for seller",
        "packet quayside",
        "packet quayside --check",
        "score",
        "score northwind",
        "score --reviews",
        "stalls",
        "stalls --owner Maya",
        "forecast",
        "forecast --deals",
        "forecast --crm",
        "forecast --backtest",
        "forecast --group partner",
        "forecast --since 2w",
        "what-if --win northwind",
        "what-if --drop-partner meridian",
        "trust",
        "trust --why",
        "explain",
        "explain file",
        "explain D4.2",
        "explain no/such",
        "gate nothing-like-it",
        "packet cut",
        "packet not-yaml",
        "lint --baseline none.json",
        "forecast --at nothing",
        "lint --staged",
        "what-if --win nothing-like-it",
        "explain gate/overdu",
        "init",
    ]
    .map(|line| line.split_whitespace().collect())
    .to_vec();
    let odd = "2026/the big one (draft)";
    lines.extend(
        [
            &["gate", odd][..],
            &["packet", odd],
            &["packet", odd, "--check"],
            &["score", odd],
        ]
        .map(<[_]>::to_vec),
    );
    for command in [
        "lint", "gate", "edit", "packet", "score", "stalls", "forecast", "what-if", "trust",
        "explain", "init", "hook", "schema",
    ] {
        lines.push(vec![command, "--help"]);
    }
    lines.push(vec!["--help"]);
    let mut all = BTreeSet::new();
    for line in &lines {
        let (wide, narrow) = (at(book.root(), line, WIDE), at(book.root(), line, NARROW));
        let said = |ran: &Ran| format!("{}\n{}", ran.text(), ran.stderr);
        all.extend(assert_in_one_piece(
            &said(&wide),
            &said(&narrow),
            &line.join(" "),
        ));
    }
    assert!(all.len() > 10, "{all:?}");
    for command in all {
        assert_runs(book.root(), &command);
    }
}

#[test]
fn every_explanation_keeps_its_commands_in_one_piece() {
    let book = Repository::new();
    let mut all = BTreeSet::new();
    for rule in rules::all() {
        let line = ["explain", rule.name];
        let narrow = at(book.root(), &line, NARROW);
        let prose = rule.doc.split("```").step_by(2).collect::<String>();
        let prose = prose.split_whitespace().collect::<Vec<_>>().join(" ");
        // Prose speaks of dealctl too: a command stands in backticks.
        let prose: Vec<&str> = prose.split('`').skip(1).step_by(2).collect();
        let prose = prose.join("\n");
        all.extend(assert_in_one_piece(&prose, narrow.text(), rule.name));
    }
    // An explanation names a command without its deal: `dealctl packet --check`.
    for command in all {
        assert_runs(book.root(), &format!("{command} --help"));
    }
}
