//! The README's two commands, its tour and its examples.

use chrono::NaiveDate;
use dealctl::load::{Memory, Seen, load};
use dealctl::model::book::ProblemKind;

use super::blocks::{blocks, dealctl, printed, read, words};

/// The lines of the README's fenced blocks that begin with a word.
fn commands(begin: &str) -> Vec<String> {
    let readme = read("README.md");
    let bodies = blocks(&readme).into_iter().map(|block| block.body);
    bodies
        .flat_map(|body| {
            body.lines()
                .filter(|line| line.starts_with(begin))
                .map(ToOwned::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn the_one_test_command_is_the_one_that_ci_runs() {
    assert_eq!(commands("cargo test"), ["cargo test --locked"]);
    let ci = read(".ci/run");
    assert!(
        ci.contains("grep -E '^cargo test( |$)' README.md") && !ci.contains("step tests cargo"),
        ".ci/run takes its test command from README.md"
    );
}

#[test]
fn the_main_command_judges_the_deals_of_this_repository() {
    let commands = commands("cargo run");
    let [command] = commands.as_slice() else {
        panic!("one main command: {commands:?}");
    };
    let arguments = command
        .strip_prefix("cargo run --release --locked -- ")
        .expect("release, locked");
    let output = dealctl(&words(arguments));
    assert_eq!(output.status.code(), Some(0), "no error in our own deals");
    assert!(!output.stdout.is_empty(), "it shows something");
}

#[test]
fn the_tour_names_every_command_and_no_other() {
    let help = printed(&["--help".to_owned()]);
    let listed = help
        .split_once("Commands:\n")
        .and_then(|(_, rest)| rest.split_once("\n\n"))
        .expect("a list of commands")
        .0;
    let mut known: Vec<&str> = listed
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    known.sort_unstable();
    let readme = read("README.md");
    let mut named: Vec<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `dealctl "))
        .filter_map(|line| line.split([' ', '`']).next())
        .collect();
    named.sort_unstable();
    assert_eq!(named, known);
}

#[test]
fn the_deal_and_the_process_that_it_shows_can_be_read() {
    let readme = read("README.md");
    let text = |language: &str| -> String {
        let found: Vec<String> = blocks(&readme)
            .into_iter()
            .filter(|block| block.info == language)
            .map(|block| block.body)
            .collect();
        assert_eq!(found.len(), 1, "one example in {language}");
        found.concat()
    };
    let files = Memory::default()
        .with("process.toml", text("toml"))
        .with("deals/example.yaml", text("yaml"));
    let seen = Seen {
        today: "2026-11-23".parse::<NaiveDate>().expect("a date"),
        as_of_given: true,
    };
    let book = load(&files, seen).expect("a process that can be used");
    let problems: Vec<&ProblemKind> = book.problems.iter().map(|problem| &problem.kind).collect();
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(book.open_deals().count(), 1);
}
