//! `lint --baseline FILE`: what was there before stays quiet, what is new speaks up.

mod support;

use support::Repository;

const DEAL: &str = "account: {name: Quayside Ports}\npartner: meridian\nregistered: {date: 2026-09-28, by: Dana Reyes, approved: 2026-09-29}\nneed: Berths.\n\
                    credit: nope\nfoo: 1\nhistory: {registered: 2026-09-28}\n";

fn lint(repository: &Repository, more: &[&str]) -> support::Ran {
    let baseline = repository.path("baseline.json");
    let mut args = vec!["lint", "--format", "short", "--baseline"];
    let path = baseline.to_string_lossy().into_owned();
    args.push(&path);
    args.extend(more);
    repository.run(&args)
}

#[test]
fn what_was_there_stays_quiet_when_lines_are_added_above_and_new_findings_speak_up() {
    let repository = Repository::new().with("deals/quayside.yaml", DEAL);
    assert_eq!(repository.run(&["lint"]).code, 1);
    let ran = lint(&repository, &["--write-baseline"]);
    assert_eq!((ran.code, ran.text()), (0, ""), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("baseline.json holds 3 findings now"),
        "{}",
        ran.stderr
    );

    let moved = format!("# one\n# two\n\n{DEAL}");
    let repository = repository.with("deals/quayside.yaml", &moved);
    let ran = lint(&repository, &[]);
    assert_eq!((ran.code, ran.text()), (0, ""), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("3 findings of the baseline not shown"),
        "{}",
        ran.stderr
    );

    let repository = repository.with("deals/quayside.yaml", format!("{moved}bar: 2\n"));
    let ran = lint(&repository, &["--strict"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.text().lines().count(), 1, "{}", ran.text());
    assert!(ran.text().contains("bar"), "{}", ran.text());
}

#[test]
fn what_is_fixed_is_reported_and_removed_when_the_baseline_is_written_again() {
    let repository = Repository::new().with("deals/quayside.yaml", DEAL);
    lint(&repository, &["--write-baseline"]);
    let repository = repository.with("deals/quayside.yaml", DEAL.replace("foo: 1\n", ""));
    let ran = lint(&repository, &[]);
    assert!(
        ran.stderr.contains("1 finding of the baseline fixed"),
        "{}",
        ran.stderr
    );
    // A part of the book says nothing of the rest.
    let ran = lint(&repository, &["--select", "gate"]);
    assert!(!ran.stderr.contains("baseline fixed"), "{}", ran.stderr);
    lint(&repository, &["--write-baseline"]);
    let text = std::fs::read_to_string(repository.path("baseline.json")).expect("a baseline");
    assert_eq!(text.matches("\"rule\"").count(), 2, "{text}");
    let again = Repository::new().with("deals/quayside.yaml", DEAL);
    let again = again.with("baseline.json", &text);
    assert!(lint(&again, &[]).text().contains("foo"));
}

#[test]
fn a_baseline_that_cannot_be_used_is_a_failure_and_nothing_is_written() {
    let repository = Repository::new().with("deals/quayside.yaml", DEAL);
    let ran = lint(&repository, &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("--write-baseline"), "{}", ran.stderr);
    let repository = repository.with("baseline.json", "{}");
    let ran = lint(&repository, &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("is not a baseline"), "{}", ran.stderr);
    let ran = lint(&repository, &["--write-baseline", "--select", "file"]);
    assert_eq!(ran.code, 2, "a part of the book is no baseline");
    let text = std::fs::read_to_string(repository.path("baseline.json")).expect("a file");
    assert_eq!(text, "{}");
}

#[test]
fn what_is_no_baseline_is_not_written_over() {
    let repository = Repository::new().with("deals/a.yaml", "account: {name: Ada Works}\n");
    let process = repository.path("process.toml");
    let before = std::fs::read_to_string(&process).expect("a process");
    let write = |path: &std::path::Path| {
        let path = path.to_str().expect("UTF-8");
        repository.run(&["lint", "--baseline", path, "--write-baseline"])
    };
    let ran = write(&process);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("it stays as it is"), "{}", ran.stderr);
    let after = std::fs::read_to_string(&process).expect("a process");
    assert_eq!(before, after);
    for _ in 0..2 {
        let ran = write(&repository.path("known.json"));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_baseline_keeps_its_permissions_and_its_link() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt as _;
    let repository = Repository::new()
        .with("kept/baseline.json", "{\"version\": 1, \"findings\": []}\n")
        .with_link("baseline.json", "kept/baseline.json")
        .with_link("lost.json", "nowhere.json");
    let target = repository.path("kept/baseline.json");
    let mode = || fs::metadata(&target).expect("a file").permissions().mode() & 0o777;
    let write = |name: &str| {
        let path = repository.path(name);
        let path = path.to_str().expect("UTF-8");
        repository.run(&["lint", "--baseline", path, "--write-baseline"])
    };
    fs::set_permissions(&target, Permissions::from_mode(0o640)).expect("permissions");
    assert!(write("baseline.json").code < 2);
    assert!(repository.path("baseline.json").is_symlink());
    assert_eq!(mode(), 0o640);
    fs::set_permissions(&target, Permissions::from_mode(0o444)).expect("permissions");
    let ran = write("baseline.json");
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("read-only"), "{}", ran.stderr);
    assert_eq!(mode(), 0o444);
    assert_eq!(write("lost.json").code, 2);
    assert!(!repository.path("nowhere.json").exists());
}
