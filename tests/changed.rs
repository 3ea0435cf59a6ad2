//! `lint --changed REV`, the check of a pull request: all that is wrong with what differs, and what the change breaks elsewhere.

mod scratch;
mod support;

use std::fs;

use scratch::Scratch;
use support::{Finding, findings, run_in};

/// A registration without a fault on 2026-11-23, with a note as its evidence.
const CLEAN: &str = "\
account: {name: Quayside Ports, domain: quayside.example}
opportunity: {name: \"Berth scheduling, phase 1\", amount: 66000, close_date: 2027-03-31}
partner: meridian
registered: 2026-11-20
need: {what: Berth planners re-key the tide table, confirmed_by: Ines Calder, date: 2026-11-19, source: notes/call.md}
credit: referral
history: {registered: 2026-11-20}
";

const BAD: &str = "credit/unknown-rule deals/old.yaml:6:9";

/// The same with an error: a rule that process.toml does not know.
fn bad() -> String {
    other("Halden").replace("credit: referral", "credit: finders fee")
}

/// Another clean deal.
fn other(name: &str) -> String {
    CLEAN.replace("Quayside Ports", name).replace(
        "quayside.example",
        &format!("{}.example", name.to_lowercase()),
    )
}

/// A clean deal and one with an old error.
fn committed() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("notes/call.md", "Ines: yes\n");
    scratch.write("deals/a.yaml", CLEAN);
    scratch.write("deals/old.yaml", bad());
    scratch.commit("2026-11-20", "Maya Chen");
    scratch
}

fn lint(scratch: &Scratch, arguments: &[&str]) -> (i32, Vec<String>) {
    let mut all = vec!["lint", "--format", "json"];
    all.extend(arguments);
    let ran = run_in(scratch.root(), &all);
    (ran.code, findings(&ran).iter().map(Finding::at).collect())
}

fn changed(scratch: &Scratch) -> (i32, Vec<String>) {
    lint(scratch, &["--changed", "HEAD"])
}

fn process(scratch: &Scratch) -> String {
    fs::read_to_string(scratch.root().join("process.toml")).expect("a process")
}

#[test]
fn every_finding_of_what_differs_is_reported_and_none_of_what_does_not() {
    let scratch = committed();
    assert_eq!(changed(&scratch), (0, Vec::new()), "nothing differs");
    scratch.write("deals/b.yaml", other("Aldgate"));
    assert_eq!(
        changed(&scratch),
        (0, Vec::new()),
        "git does not know it yet"
    );
    // An old fault of a deal that somebody changes is theirs to mend, or to speak of.
    scratch.write("deals/old.yaml", format!("{}\n# a word\n", bad()));
    assert_eq!(changed(&scratch), (1, vec![BAD.to_owned()]));
    scratch.commit("2026-11-21", "Maya Chen");
    let since = lint(&scratch, &["--changed", "HEAD~1"]);
    assert_eq!(since, (1, vec![BAD.to_owned()]));
    let narrowed = lint(&scratch, &["--changed", "HEAD~1", "deals/b.yaml"]);
    assert_eq!(narrowed, (0, Vec::new()));
    let earlier = lint(&scratch, &["--at", "HEAD", "--changed", "HEAD~1"]);
    assert_eq!(earlier, (1, vec![BAD.to_owned()]));
    scratch.write("deals/old.yaml", other("Halden"));
    assert_eq!(
        lint(&scratch, &["--at", "HEAD", "--changed", "HEAD~1"]),
        since
    );
    assert_eq!(
        lint(&scratch, &["--at", "HEAD", "--changed", "HEAD"]),
        (0, Vec::new())
    );
}

#[test]
fn evidence_that_is_taken_away_breaks_the_deals_that_name_it() {
    let scratch = committed();
    scratch.remove("notes/call.md");
    let (code, found) = changed(&scratch);
    assert_eq!(code, 1);
    let of = |deal: &str| {
        found
            .iter()
            .any(|at| at.starts_with(&format!("handoff/evidence-not-found deals/{deal}")))
    };
    assert!(of("a.yaml") && of("old.yaml"), "{found:?}");
    assert!(
        !found.contains(&BAD.to_owned()),
        "what was wrong before is not of the change: {found:?}"
    );
}

#[test]
fn a_deal_that_the_change_puts_in_the_wrong_is_reported_though_nobody_touched_it() {
    let scratch = committed();
    let by = |partner: &str, registered: &str| {
        CLEAN.replace("partner: meridian", partner).replace(
            "registered: 2026-11-20\nneed",
            &format!("registered: {registered}\nneed"),
        )
    };
    let rival =
        "partner: {name: Oakline Partners, contact: {name: Piet Brandsma, role: Partner manager}}";
    let rejected = "{date: 2026-11-10, by: Dana Reyes, rejected: {date: 2026-11-11, by: Maya Chen, reason: x}}";
    let approved =
        "{date: 2026-11-10, by: Dana Reyes, approved: {date: 2026-11-11, by: Maya Chen}}";
    scratch.write("deals/rival.yaml", by(rival, rejected));
    scratch.commit("2026-11-21", "Maya Chen");
    assert_eq!(changed(&scratch), (0, Vec::new()));
    scratch.write("deals/rival.yaml", by(rival, approved));
    let (code, found) = changed(&scratch);
    assert_eq!(code, 1);
    assert!(
        found
            .iter()
            .any(|at| at.starts_with("registration/conflict deals/a.yaml")),
        "{found:?}"
    );
    assert!(!found.contains(&BAD.to_owned()), "{found:?}");
}

#[test]
fn a_process_or_signals_that_differ_bring_only_what_they_change() {
    let scratch = committed();
    scratch.write("signals.yaml", "[]\n");
    assert_eq!(changed(&scratch), (0, Vec::new()), "signals");
    scratch.write("process.toml", format!("{}\n# more\n", process(&scratch)));
    assert_eq!(changed(&scratch), (0, Vec::new()), "a comment");
    scratch.write(
        "process.toml",
        process(&scratch).replace("\nreferral =", "\nfinder ="),
    );
    let here = BAD.replace("old", "a");
    assert_eq!(changed(&scratch), (1, vec![here]), "a rule is gone");
}

#[test]
fn a_warning_that_the_process_makes_an_error_is_new() {
    let scratch = committed();
    scratch.write("deals/warned.yaml", format!("{}foo: 1\n", other("Aldgate")));
    scratch.commit("2026-11-21", "Maya Chen");
    let levels = "levels = { \"hygiene/stale\" = \"note\"";
    let with = |more: &str| process(&scratch).replace(levels, &format!("{levels}{more}"));
    scratch.write("process.toml", with(", \"file/unknown-key\" = \"error\""));
    let key = "file/unknown-key deals/warned.yaml:8:1".to_owned();
    assert_eq!(changed(&scratch), (1, vec![key]));
    scratch.commit("2026-11-21", "Maya Chen");
    scratch.write(
        "process.toml",
        process(&scratch).replace(", \"file/unknown-key\" = \"error\"", ""),
    );
    assert_eq!(changed(&scratch), (0, Vec::new()), "less than before");
}

/// What only history says of a deal that nobody touched was there before as well.
#[test]
fn the_past_of_deals_that_do_not_differ_is_no_news() {
    let scratch = committed();
    scratch.write(
        "deals/a.yaml",
        CLEAN.replace("credit: referral", "credit: joint-selling"),
    );
    scratch.commit("2026-11-21", "Maya Chen");
    let (code, found) = lint(&scratch, &[]);
    let entry = "credit/changed-after-entry deals/a.yaml:6:9";
    assert!(code == 1 && found.contains(&entry.to_owned()), "{found:?}");
    scratch.write("process.toml", format!("{}\n# more\n", process(&scratch)));
    assert_eq!(changed(&scratch), (0, Vec::new()));
    let (_, found) = lint(&scratch, &["--changed", "HEAD~1"]);
    assert!(found.contains(&entry.to_owned()), "{found:?}");
}

#[test]
#[cfg(unix)]
fn nothing_is_fetched_whatever_the_repository_is_configured_to_run() {
    use std::os::unix::fs::PermissionsExt as _;

    let scratch = committed();
    let (bait, ran) = (scratch.root().join("bait"), scratch.root().join("ran"));
    fs::write(
        &bait,
        format!("#!/bin/sh\ntouch '{}'\nexit 1\n", ran.display()),
    )
    .expect("a file");
    fs::set_permissions(&bait, fs::Permissions::from_mode(0o755)).expect("a program");
    for (key, value) in [
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", "."),
        ("remote.origin.uploadpack", &bait.to_string_lossy()),
        ("protocol.file.allow", "always"),
    ] {
        scratch.git(&["config", key, value]);
    }
    let absent = "1234567890123456789012345678901234567890";
    // Git itself would run it.
    let git = std::process::Command::new("git");
    let said = { git }
        .current_dir(scratch.root())
        .args(["cat-file", "-p", absent])
        .env_remove("GIT_NO_LAZY_FETCH")
        .output()
        .expect("git runs");
    assert!(
        !said.status.success() && ran.exists(),
        "the bait does not work"
    );
    fs::remove_file(&ran).expect("it was made");
    for arguments in [
        ["lint", "--at", absent],
        ["lint", "--changed", absent],
        ["forecast", "--since", absent],
    ] {
        assert_eq!(run_in(scratch.root(), &arguments).code, 2, "{arguments:?}");
        assert!(!ran.exists(), "{arguments:?}");
    }
}
