//! A repository whose own git configuration, dates and history are made to mislead or to run something: nothing of it is run,
//! nothing is written, and the rules on history go on.

#![cfg(unix)]

mod scratch;
mod support;

use std::fs;
use std::path::PathBuf;

use scratch::{DEAL, Scratch};
use support::{Ran, run_in};

const BACKDATED: &str = "history/backdated";

const DEAL_TEXT: &str =
    "account: {name: Quayside Ports}\nregistered: 2026-09-28\nhistory: {registered: 2026-09-28}\n";

/// What reads the work tree beside git.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["lint"],
    &["lint", "--changed", "HEAD"],
    &["lint", "--staged"],
    &["forecast"],
    &["forecast", "--since", "HEAD"],
    &["score"],
    &["trust"],
];

fn run(scratch: &Scratch, args: &[&str]) -> Ran {
    run_in(scratch.root(), args)
}

/// A program that leaves a file behind when it is run, and the file.
fn trap(scratch: &Scratch) -> (String, PathBuf) {
    let sprung = scratch.root().join(".git/sprung");
    let trap = scratch.root().join(".git/trap");
    fs::write(
        &trap,
        format!("#!/bin/sh\ntouch '{}'\ncat\n", sprung.display()),
    )
    .expect("a file");
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&trap, mode).expect("permissions");
    (trap.to_str().expect("UTF-8").to_owned(), sprung)
}

/// A repository in which git finds every file of the book worth a second look.
fn restless() -> Scratch {
    let scratch = Scratch::new();
    let packet = "handoff:\n  evidence: [notes/minutes.md]\n  sent: 2026-10-01\n";
    scratch.write(
        "notes/minutes.md",
        "Berth planners re-key the tide table.\n",
    );
    scratch.write(".gitattributes", "* filter=trap\n");
    scratch.deal("2026-09-28", "Maya Chen", &format!("{DEAL_TEXT}{packet}"));
    scratch.write("deals/staged.yaml", "account: {name: Aldgate}\n");
    scratch.git(&["add", "--all"]);
    touch(&scratch);
    scratch
}

/// Writes files as they are, so that git has to look at what is in them.
fn touch(scratch: &Scratch) {
    std::thread::sleep(std::time::Duration::from_millis(20));
    for path in [
        DEAL,
        "deals/staged.yaml",
        "notes/minutes.md",
        "process.toml",
    ] {
        let text = fs::read(scratch.root().join(path)).expect("a file");
        scratch.write(path, text);
    }
}

#[test]
fn filters_of_the_repository_are_not_run() {
    for (name, key) in [("trap", "clean"), ("trap", "process"), ("a=b", "clean")] {
        let scratch = restless();
        scratch.write(".gitattributes", format!("* filter={name}\n"));
        let (trap, sprung) = trap(&scratch);
        scratch.git(&["config", &format!("filter.{name}.{key}"), &trap]);
        scratch.git(&["config", &format!("filter.{name}.required"), "true"]);
        for args in COMMANDS {
            let ran = run(&scratch, args);
            assert!(ran.code < 2, "{args:?}: {}", ran.stderr);
            assert!(!sprung.exists(), "{name}.{key} was run by {args:?}");
        }
    }
}

#[test]
fn no_hook_is_run_and_the_index_stays_as_it_is() {
    let scratch = restless();
    let (trap, sprung) = trap(&scratch);
    fs::create_dir_all(scratch.root().join(".git/hooks")).expect("a folder");
    fs::copy(trap, scratch.root().join(".git/hooks/post-index-change")).expect("a hook");
    let index = scratch.root().join(".git/index");
    let before = fs::read(&index).expect("an index");
    for args in COMMANDS {
        let ran = run(&scratch, args);
        assert!(ran.code < 2, "{args:?}: {}", ran.stderr);
        assert!(!sprung.exists(), "a hook was run by {args:?}");
        assert!(fs::read(&index).expect("an index") == before, "{args:?}");
    }
}

#[test]
fn settings_that_would_change_the_answer_do_not() {
    let scratch = restless();
    let before = run(&scratch, &["lint", "--staged"]);
    scratch.git(&["config", "diff.orderFile", "nowhere"]);
    let root = scratch.git(&["rev-parse", "HEAD"]);
    scratch.write(
        ".git/info/grafts",
        format!("{} {}\n", root.trim(), "1".repeat(40)),
    );
    let after = run(&scratch, &["lint", "--staged"]);
    assert_eq!(
        (after.code, after.text()),
        (before.code, before.text()),
        "{}",
        after.stderr
    );
    assert!(run(&scratch, &["lint"]).stderr.is_empty());
}

#[test]
fn a_commit_with_an_absurd_date_takes_no_rule_away() {
    for date in ["@1 -1200", "@0 +0000", "@99999999999 +0000"] {
        let scratch = Scratch::new();
        scratch.deal("2026-09-28", "Maya Chen", DEAL_TEXT);
        let late = DEAL_TEXT.replace(
            "registered: 2026-09-28}",
            "registered: 2026-09-28, qualified: 2026-10-01}",
        );
        scratch.deal("2026-11-04", "Sam Ortiz", &late);
        assert_eq!(scratch.found(BACKDATED).len(), 1);
        scratch.write("deals/other.yaml", "account: {name: Aldgate}\n");
        scratch.git(&["add", "--all"]);
        let committed = std::process::Command::new("git")
            .current_dir(scratch.root())
            .envs([
                ("GIT_AUTHOR_NAME", "x"),
                ("GIT_AUTHOR_EMAIL", "x@x.example"),
            ])
            .envs([
                ("GIT_COMMITTER_NAME", "x"),
                ("GIT_COMMITTER_EMAIL", "x@x.example"),
            ])
            .envs([("GIT_COMMITTER_DATE", date)])
            .args(["commit", "--quiet", "-m", "x"])
            .status();
        assert!(committed.expect("git").success(), "{date}");
        assert_eq!(scratch.found(BACKDATED).len(), 1, "{date}");
    }
}

#[test]
fn a_history_that_cannot_be_read_is_no_success_for_the_strict() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", "account: {name: Aldgate}\n");
    scratch.deal("2026-09-29", "Maya Chen", DEAL_TEXT);
    let parent = scratch.git(&["rev-parse", "HEAD~1"]);
    let object = format!(".git/objects/{}/{}", &parent[..2], parent[2..].trim());
    scratch.remove(&object);
    let strict = run(&scratch, &["lint", "--strict"]);
    assert_eq!(strict.code, 2, "{}", strict.stderr);
    assert!(
        strict.stderr.contains("cannot be read"),
        "{}",
        strict.stderr
    );
    assert!(run(&scratch, &["lint"]).code < 2);
}

#[test]
fn a_folder_with_a_line_break_in_its_name_is_a_folder_like_others() {
    let scratch = Scratch::new();
    let folder = "two\nlines";
    let process = fs::read(scratch.root().join("process.toml")).expect("a process");
    scratch.write(&format!("{folder}/process.toml"), process);
    scratch.write(&format!("{folder}/{DEAL}"), DEAL_TEXT);
    scratch.commit("2026-09-28", "Maya Chen");
    let late = DEAL_TEXT.replace(
        "registered: 2026-09-28}",
        "registered: 2026-09-28, qualified: 2026-10-01}",
    );
    scratch.write(&format!("{folder}/{DEAL}"), late);
    scratch.commit("2026-11-04", "Sam Ortiz");
    let findings = scratch.lint_in(folder, "2026-11-23", false);
    assert_eq!(
        scratch::messages(&findings, BACKDATED).len(),
        1,
        "{findings:#?}"
    );
}

#[test]
fn a_repository_that_disowns_its_folder_is_no_quiet_success() {
    for (key, value) in [("core.bare", "true"), ("core.worktree", "/")] {
        let scratch = Scratch::new();
        scratch.deal("2026-09-28", "Maya Chen", DEAL_TEXT);
        let elsewhere = tempfile::tempdir().expect("a folder");
        let value = match value {
            "/" => elsewhere.path().to_str().expect("UTF-8"),
            value => value,
        };
        scratch.git(&["config", key, value]);
        let ran = run(&scratch, &["lint"]);
        assert!(ran.stderr.contains("core.bare"), "{key}: {}", ran.stderr);
        assert!(ran.code < 2, "{key}: {}", ran.stderr);
        assert_eq!(run(&scratch, &["lint", "--strict"]).code, 2, "{key}");
    }
}
