//! A clone that has not the whole past, or a folder that has not the whole book, says so: in one line, and in the JSON.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Ran, Repository, dealctl, run, run_in};

const TODAY: &str = "2026-11-23";

const CLEAN: &str = "\
account: {name: Quayside Ports, domain: quayside.example}
opportunity: {name: Berth scheduling, amount: 66000, close_date: 2027-03-31}
partner: meridian
registered: {date: 2026-11-19, approved: {date: 2026-11-20, by: Maya Chen}}
need: {what: Berth planners re-key the tide table, confirmed_by: Ines Calder, date: 2026-11-19}
credit: referral
history: {registered: 2026-11-19}
";

const CREDIT: &str = "credit/changed-after-entry";

fn git_in(root: &Path, day: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    command
        .current_dir(root)
        .args(["-c", "protocol.file.allow=always"])
        .args(arguments);
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Maya Chen");
        command.env(format!("GIT_{role}_EMAIL"), "maya@ourco.example");
        command.env(format!("GIT_{role}_DATE"), format!("{day}T12:00:00+00:00"));
    }
    let output = command.output().expect("git");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {said}");
}

/// A book whose deal had its credit rule changed after entry, in the last of three commits.
fn changed_late() -> Repository {
    let repository = Repository::new().with("deals/quayside.yaml", CLEAN);
    let root = repository.root().to_path_buf();
    git_in(
        &root,
        "2026-11-19",
        &["init", "--quiet", "--initial-branch=main"],
    );
    git_in(
        &root,
        "2026-11-19",
        &["config", "uploadpack.allowFilter", "true"],
    );
    let versions = [
        ("2026-11-19", CLEAN.to_owned()),
        ("2026-11-20", CLEAN.replace("66000", "67000")),
        (
            "2026-11-21",
            CLEAN
                .replace("66000", "67000")
                .replace("credit: referral", "credit: implementation"),
        ),
    ];
    let mut repository = repository;
    for (day, text) in versions {
        repository = repository.with("deals/quayside.yaml", text);
        git_in(&root, day, &["add", "--all"]);
        git_in(&root, day, &["commit", "--quiet", "-m", "x"]);
    }
    repository
}

/// A clone with options; it is gone with the folder.
fn cloned(of: &Repository, options: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("clone");
    let url = format!("file://{}", of.root().display());
    let ends = ["clone", "--quiet"];
    let arguments = [&ends[..], options, &[&url, to.to_str().expect("UTF-8")]].concat();
    git_in(folder.path(), TODAY, &arguments);
    (folder, to)
}

/// One line that begins so and says what is short; without it nothing is said.
#[track_caller]
fn one_line(ran: &Ran, why: &str, short: &str) {
    let lines: Vec<&str> = ran.stderr.lines().collect();
    let [line] = &*lines else {
        panic!("{} lines: {}", lines.len(), ran.stderr);
    };
    assert!(
        line.starts_with("warning: ") && line.contains(why),
        "{line}"
    );
    assert!(line.contains(short), "{line}");
}

/// The same, in the JSON document.
#[track_caller]
fn in_json(ran: &Ran, why: &str) {
    let json = ran.json();
    let incomplete = json["incomplete"].as_array().expect("a list");
    assert_eq!(incomplete.len(), 1, "{incomplete:?}");
    assert!(incomplete[0].as_str().expect("a sentence").contains(why));
}

#[test]
fn a_whole_clone_finds_what_is_there_and_says_nothing_of_gaps() {
    let repository = changed_late();
    let ran = repository.run(&["lint", "--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    assert!(ran.text().contains(CREDIT));
    assert!(ran.json().get("incomplete").is_none());
    let report = repository.run(&["stalls", "--format", "json"]);
    assert!(report.json().get("incomplete").is_none());
}

#[test]
fn a_shallow_clone_names_the_rules_that_did_not_run() {
    let repository = changed_late();
    let (_folder, root) = cloned(&repository, &["--depth=1"]);
    one_line(
        &run_in(&root, &["lint", "--format", "short"]),
        "clone is shallow",
        CREDIT,
    );
    in_json(
        &run_in(&root, &["lint", "--format", "json"]),
        "clone is shallow",
    );
    in_json(
        &run_in(&root, &["lint", "--statistics", "--format", "json"]),
        "clone is shallow",
    );
    assert_eq!(run_in(&root, &["lint"]).code, 0);
    assert_eq!(run_in(&root, &["lint", "--strict"]).code, 1);
    one_line(
        &run_in(&root, &["forecast", "--crm"]),
        "clone is shallow",
        "only the dates",
    );
    in_json(
        &run_in(&root, &["forecast", "--format", "json"]),
        "clone is shallow",
    );
    // Neither needs the past.
    assert_eq!(run_in(&root, &["stalls"]).stderr, "");
    assert_eq!(
        run_in(&root, &["lint", "--strict", "--select", "file"]).stderr,
        ""
    );
}

#[test]
fn a_partial_clone_has_no_past_rather_than_one_with_holes() {
    let repository = changed_late();
    for filter in ["--filter=blob:none", "--filter=tree:0"] {
        let (_folder, root) = cloned(&repository, &[filter]);
        let ran = run_in(&root, &["lint", "--format", "short"]);
        assert_eq!(ran.code, 0, "{filter}");
        assert!(ran.stderr.contains(CREDIT), "{filter}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("git fetch --refetch --no-filter"),
            "{}",
            ran.stderr
        );
        let ran = run_in(&root, &["lint", "--format", "json"]);
        assert_eq!(
            ran.json()["incomplete"].as_array().map(Vec::len),
            Some(1),
            "{filter}"
        );
        assert_ne!(run_in(&root, &["lint", "--strict"]).code, 0, "{filter}");
        assert!(
            !run_in(&root, &["forecast", "--crm"]).stderr.is_empty(),
            "{filter}"
        );
        // What the line says to do is enough.
        git_in(
            &root,
            TODAY,
            &["fetch", "--quiet", "--refetch", "--no-filter"],
        );
        let ran = run_in(&root, &["lint", "--format", "short"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (1, ""), "{filter}");
    }
}

#[test]
fn a_partial_clone_that_happens_to_have_one_old_version_says_the_same() {
    let repository = changed_late();
    let (_folder, root) = cloned(&repository, &["--filter=blob:none"]);
    git_in(
        &root,
        TODAY,
        &["cat-file", "-p", "HEAD~2:deals/quayside.yaml"],
    );
    one_line(
        &run_in(&root, &["lint", "--format", "short"]),
        "partial and lacks 1",
        CREDIT,
    );
}

#[test]
fn a_partial_clone_that_lacks_nothing_is_a_whole_one() {
    let repository = Repository::new().with("deals/quayside.yaml", CLEAN);
    git_in(repository.root(), "2026-11-20", &["init", "--quiet"]);
    git_in(
        repository.root(),
        "2026-11-20",
        &["config", "uploadpack.allowFilter", "true"],
    );
    git_in(repository.root(), "2026-11-20", &["add", "--all"]);
    git_in(
        repository.root(),
        "2026-11-20",
        &["commit", "--quiet", "-m", "x"],
    );
    let (_folder, root) = cloned(&repository, &["--filter=blob:none"]);
    let ran = run_in(&root, &["lint", "--strict"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.text());
}

#[test]
fn deals_that_are_not_checked_out_are_counted_by_every_report() {
    let old = CLEAN
        .replace("Quayside", "Halden")
        .replace("quayside", "halden");
    let repository = changed_late().with("deals/2025/halden.yaml", old);
    let root = repository.root();
    git_in(root, TODAY, &["add", "--all"]);
    git_in(root, TODAY, &["commit", "--quiet", "-m", "x"]);
    git_in(
        root,
        TODAY,
        &["sparse-checkout", "set", "--no-cone", "/*", "!/deals/2025"],
    );
    assert!(!repository.path("deals/2025/halden.yaml").exists());
    for args in [
        &["lint", "--format", "short"][..],
        &["stalls"],
        &["gate", "quayside"],
        &["forecast"],
        &["forecast", "--crm"],
        &["score"],
        &["trust"],
        &["what-if", "--win", "quayside"],
        &[],
    ] {
        let ran = run_in(root, args);
        one_line(&ran, "1 deal of HEAD is not checked out", "--at HEAD");
    }
    in_json(
        &run_in(root, &["stalls", "--format", "json"]),
        "not checked out",
    );
    in_json(
        &run_in(root, &["gate", "quayside", "--format", "json"]),
        "not checked out",
    );
    assert_eq!(
        run_in(root, &["lint", "--strict", "--select", "file"]).code,
        1
    );
    // Nothing is told as removed that is only not here.
    let ran = run_in(root, &["forecast", "--since", "HEAD~1"]);
    assert_eq!(ran.code, 2, "{}", ran.text());
    assert!(ran.stderr.contains("--at HEAD"), "{}", ran.stderr);
    assert!(!run_in(root, &["forecast"]).text().contains("removed"));
    // Nor as deleted by a change.
    let ran = run_in(root, &["lint", "--changed", "HEAD", "--format", "short"]);
    assert_eq!((ran.code, ran.text()), (0, ""));
    let whole = run_in(root, &["stalls", "--at", "HEAD", "--format", "json"]);
    assert!(whole.json().get("incomplete").is_none(), "{}", whole.stderr);
}

#[test]
fn a_deal_that_is_left_out_but_there_is_no_gap() {
    let repository = changed_late();
    let root = repository.root();
    git_in(
        root,
        TODAY,
        &["update-index", "--skip-worktree", "deals/quayside.yaml"],
    );
    assert_eq!(run_in(root, &["stalls"]).stderr, "");
    std::fs::remove_file(repository.path("deals/quayside.yaml")).expect("removed");
    one_line(
        &run_in(root, &["stalls"]),
        "1 deal of HEAD is not checked out",
        "--at HEAD",
    );
}

#[test]
fn a_deal_that_somebody_deleted_is_no_gap() {
    let repository = changed_late();
    std::fs::remove_file(repository.path("deals/quayside.yaml")).expect("removed");
    assert_eq!(repository.run(&["stalls"]).stderr, "");
}

#[test]
fn a_repository_without_the_git_program_says_what_did_not_run() {
    let repository = changed_late();
    let without = |args: &[&str]| {
        let mut command = dealctl();
        command
            .env("PATH", "/nonexistent")
            .arg("--root")
            .arg(repository.root());
        run(command.args(args).args(["--today", TODAY]))
    };
    one_line(
        &without(&["lint", "--format", "short"]),
        "git is not installed",
        CREDIT,
    );
    in_json(
        &without(&["lint", "--format", "json"]),
        "git is not installed",
    );
    assert_eq!(without(&["lint"]).code, 0);
    assert_eq!(without(&["lint", "--strict"]).code, 1);
    one_line(
        &without(&["forecast"]),
        "git is not installed",
        "only the dates",
    );
    in_json(
        &without(&["forecast", "--format", "json"]),
        "git is not installed",
    );
    assert_eq!(
        without(&["lint", "--strict", "--select", "file"]).stderr,
        ""
    );
    assert_eq!(without(&["stalls"]).stderr, "");
}

#[test]
fn a_folder_in_no_repository_needs_no_git_and_no_line() {
    let repository = Repository::new().with("deals/quayside.yaml", CLEAN);
    let mut command = dealctl();
    command
        .env("PATH", "/nonexistent")
        .arg("--root")
        .arg(repository.root());
    let ran = run(command.args(["lint", "--strict", "--today", TODAY]));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.text());
}

#[test]
fn deals_in_a_submodule_have_no_past_here_and_perhaps_no_file() {
    let deals = Repository::empty().with("quayside.yaml", CLEAN);
    git_in(deals.root(), "2026-11-20", &["init", "--quiet"]);
    git_in(deals.root(), "2026-11-20", &["add", "--all"]);
    git_in(
        deals.root(),
        "2026-11-20",
        &["commit", "--quiet", "-m", "x"],
    );
    let book = Repository::new();
    git_in(book.root(), TODAY, &["init", "--quiet"]);
    let url = deals.root().to_str().expect("UTF-8");
    git_in(
        book.root(),
        TODAY,
        &["submodule", "--quiet", "add", url, "deals"],
    );
    git_in(book.root(), TODAY, &["add", "--all"]);
    git_in(book.root(), TODAY, &["commit", "--quiet", "-m", "x"]);
    let ran = book.run(&["lint", "--format", "short"]);
    one_line(&ran, "deals is another repository (a submodule)", CREDIT);
    assert_eq!(book.run(&["lint", "--strict"]).code, 1);
    assert_eq!(book.run(&["stalls"]).stderr, "");
    one_line(
        &book.run(&["stalls", "--at", "HEAD"]),
        "is a submodule",
        "in no figure",
    );
    let (_folder, root) = cloned(&book, &[]);
    one_line(
        &run_in(&root, &["stalls"]),
        "is a submodule",
        "git submodule update --init",
    );
    in_json(
        &run_in(&root, &["stalls", "--format", "json"]),
        "in no figure",
    );
}

#[test]
fn a_book_inside_of_a_submodule_is_a_book_like_others() {
    let inner = changed_late();
    let outer = Repository::empty().with("README.md", "Many things.\n");
    git_in(outer.root(), TODAY, &["init", "--quiet"]);
    let url = inner.root().to_str().expect("UTF-8");
    git_in(
        outer.root(),
        TODAY,
        &["submodule", "--quiet", "add", url, "book"],
    );
    let ran = run_in(&outer.path("book"), &["lint", "--format", "short"]);
    assert!(ran.text().contains(CREDIT), "{}", ran.text());
    assert_eq!(ran.stderr, "");
}

/// The example's two deals and what they point to, committed.
fn example_book() -> Repository {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                std::fs::copy(entry.path(), target).expect("a file");
            }
        }
    }
    let book = Repository::empty();
    copy(&crate::support::example(), book.root());
    git_in(book.root(), "2026-10-01", &["init", "--quiet"]);
    git_in(book.root(), "2026-10-01", &["add", "--all"]);
    git_in(
        book.root(),
        "2026-10-01",
        &["commit", "--quiet", "-m", "the book"],
    );
    book
}

fn sparse(book: &Repository, left_out: &str) {
    let args = ["sparse-checkout", "set", "--no-cone", "/*", left_out];
    git_in(book.root(), TODAY, &args);
}

#[test]
fn notes_that_are_not_checked_out_are_still_in_the_repository() {
    let late = ["--today", "2026-12-20"];
    let said = |book: &Repository, args: &[&str]| {
        let ran = book.run(&[args, &late].concat());
        (ran.code, ran.text().to_owned(), ran.stderr)
    };
    let book = example_book();
    let commands = [
        &["lint", "--notes", "--format", "short"][..],
        &["score", "northwind", "--format", "json"],
        &["packet", "northwind", "--check"],
    ];
    let whole = commands.map(|args| said(&book, args));
    let args = [
        "sparse-checkout",
        "set",
        "--no-cone",
        "/*",
        "!/notes",
        "!/lists",
    ];
    git_in(book.root(), TODAY, &args);
    assert!(!book.path("notes").exists());
    assert_eq!(commands.map(|args| said(&book, args)), whole);
    // What somebody deletes is gone all the same.
    git_in(book.root(), TODAY, &["sparse-checkout", "disable"]);
    std::fs::remove_file(book.path("notes/northwind-qbr.md")).expect("removed");
    let (_, text, _) = said(&book, commands[0]);
    assert!(text.contains("notes/northwind-qbr.md` was there"), "{text}");
}

#[test]
fn signals_that_are_not_checked_out_are_missed() {
    let book = example_book();
    assert_eq!(book.run(&["trust"]).stderr, "");
    sparse(&book, "!/signals.yaml");
    one_line(
        &book.run(&["trust"]),
        "signals.yaml is not checked out",
        "--at HEAD",
    );
    assert_eq!(book.run(&["lint", "--strict", "--select", "file"]).code, 1);
}

#[test]
fn a_signal_for_a_deal_that_is_not_here_is_not_called_wrong() {
    let book = example_book();
    let unknown = |book: &Repository| {
        let found = book.findings().into_iter();
        found.filter(|it| it.rule == "file/unknown-deal").count()
    };
    sparse(&book, "!/deals/northwind.yaml");
    assert!(!book.path("deals/northwind.yaml").exists());
    assert_eq!(unknown(&book), 0);
    let signals = std::fs::read_to_string(book.path("signals.yaml")).expect("signals");
    let book = book.with("signals.yaml", signals.replace("northwind", "nrothwind"));
    assert_eq!(unknown(&book), 2);
}

#[test]
fn a_commit_of_a_partial_clone_says_how_many_deals_it_lacks() {
    let repository = changed_late();
    let (_folder, root) = cloned(&repository, &["--filter=blob:none"]);
    let at = ["stalls", "--at", "HEAD~2"];
    let ran = run_in(&root, &at);
    assert!(
        ran.stderr
            .contains("lacks the content of 1 deal, in no figure"),
        "{}",
        ran.stderr
    );
    in_json(
        &run_in(&root, &[&at[..], &["--format", "json"]].concat()),
        "lacks the content of 1 deal",
    );
}

#[test]
fn a_git_folder_that_git_does_not_know_is_no_missing_repository() {
    // As of a linked work tree whose repository is on another machine.
    let linked = Repository::new()
        .with("deals/quayside.yaml", CLEAN)
        .with(".git", "gitdir: /nowhere/worktrees/x\n");
    let damaged = changed_late();
    std::fs::remove_file(damaged.path(".git/HEAD")).expect("removed");
    for book in [linked, damaged] {
        one_line(
            &book.run(&["lint", "--format", "short"]),
            "git does not take for a repository",
            CREDIT,
        );
        assert_eq!(book.run(&["lint", "--strict"]).code, 1);
        let staged = book.run(&["lint", "--staged"]);
        assert_eq!(staged.code, 2);
        assert!(!staged.stderr.contains("git init"), "{}", staged.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_of_deals_that_is_a_link_is_said_in_a_commit_too() {
    let book = Repository::new()
        .with("book/quayside.yaml", CLEAN)
        .with_link("deals", "book");
    git_in(book.root(), TODAY, &["init", "--quiet"]);
    git_in(book.root(), TODAY, &["add", "--all"]);
    git_in(book.root(), TODAY, &["commit", "--quiet", "-m", "x"]);
    for args in [&["stalls"][..], &["stalls", "--at", "HEAD"]] {
        let ran = book.run(args);
        assert!(
            ran.stderr.contains("cannot be read"),
            "{args:?}: {}",
            ran.stderr
        );
    }
}
