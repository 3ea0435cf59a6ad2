//! `dealctl init`: a repository that lints clean, and never a file lost.

mod support;

use std::fs;

use support::{Ran, Repository, dealctl, run};

const FILES: [&str; 4] = [
    "process.toml",
    "deals/example.yaml",
    ".dealctl/deal.schema.json",
    ".dealctl/process.schema.json",
];

fn init(repository: &Repository) -> Ran {
    run(dealctl().current_dir(repository.root()).arg("init"))
}

#[test]
fn a_fresh_folder_lints_clean_today_and_later() {
    let repository = Repository::empty();
    let ran = init(&repository);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.text());
    for file in FILES {
        assert!(ran.text().contains(&format!("wrote {file}\n")), "{file}");
    }
    for today in ["2026-04-20", "2026-11-23", "2031-01-01"] {
        let ran = repository.run(&["lint", "--strict", "--notes", "--today", today]);
        assert_eq!((ran.code, ran.text()), (0, ""), "{today}");
    }
    let midway = repository.run(&["lint", "--strict", "--today", "2026-02-10"]);
    assert_eq!((midway.code, midway.text()), (0, ""), "before the answer");
    let now = run(dealctl()
        .current_dir(repository.root())
        .args(["lint", "--strict", "--notes"]));
    assert_eq!((now.code, now.text()), (0, ""), "by the clock");
}

#[test]
fn a_light_beginning_lints_clean_too_and_asks_for_little() {
    let repository = Repository::empty();
    let ran = run(dealctl()
        .current_dir(repository.root())
        .args(["init", "--light"]));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.text());
    for today in ["2026-04-20", "2026-11-23", "2031-01-01"] {
        let ran = repository.run(&["lint", "--strict", "--notes", "--today", today]);
        assert_eq!((ran.code, ran.text()), (0, ""), "{today}");
    }
    for today in [
        "2026-01-19",
        "2026-01-25",
        "2026-02-03",
        "2026-02-10",
        "2026-03-08",
    ] {
        let midway = repository.run(&["lint", "--strict", "--today", today]);
        assert_eq!((midway.code, midway.text()), (0, ""), "{today}");
    }
    let process = fs::read_to_string(repository.path("process.toml")).expect("a process");
    assert_eq!(process.matches("[[stages]]").count(), 4);
    let whole = Repository::empty();
    init(&whole);
    let usual = fs::read_to_string(whole.path("process.toml")).expect("a process");
    let criteria = |process: &str| process.matches("{ id = ").count();
    assert!(criteria(&process) < criteria(&usual) / 2 + 1);
    let again = run(dealctl()
        .current_dir(whole.root())
        .args(["init", "--light"]));
    assert_eq!(again.code, 2, "nothing is overwritten unasked");
}

/// Each criterion of the light process, and each table of its front door, is one that lint asks for.
#[test]
fn a_light_beginning_has_nothing_to_leave_out() {
    let repository = Repository::empty();
    let light = run(dealctl()
        .current_dir(repository.root())
        .args(["init", "--light"]));
    assert_eq!(light.code, 0);
    let process = fs::read_to_string(repository.path("process.toml")).expect("a process");
    for line in process.lines().filter(|line| {
        [
            "exit = [{",
            "disqualify",
            "transfers",
            "trigger",
            "limit",
            "protection",
            "[feedback]",
            "acceptance",
        ]
        .iter()
        .any(|key| line.starts_with(key))
    }) {
        let without = process.replacen(&format!("{line}\n"), "", 1);
        fs::write(repository.path("process.toml"), without).expect("a file");
        let ran = repository.run(&["lint", "--strict", "--notes"]);
        assert_ne!(ran.text(), "", "{line}");
    }
}

#[test]
fn the_schemas_are_those_that_schema_prints() {
    let repository = Repository::empty();
    init(&repository);
    for (what, file) in [("deal", FILES[2]), ("process", FILES[3])] {
        let printed = run(dealctl()
            .current_dir(repository.root())
            .args(["schema", what]));
        assert_eq!(printed.code, 0);
        let written = fs::read(repository.path(file)).expect("a schema");
        assert_eq!(printed.stdout, written, "{file}");
    }
}

#[test]
fn the_example_deal_fits_its_schema_and_points_to_it() {
    let repository = Repository::empty();
    init(&repository);
    let text = fs::read_to_string(repository.path(FILES[1])).expect("a deal");
    let modeline = text.lines().next().expect("a line");
    let path = modeline
        .strip_prefix("# yaml-language-server: $schema=")
        .expect("a modeline");
    let schema = fs::read(repository.path("deals").join(path)).expect("where it points to");
    let schema = serde_json::from_slice(&schema).expect("JSON");
    let deal: serde_json::Value = serde_yaml::from_str(&text).expect("YAML");
    jsonschema::validator_for(&schema)
        .expect("a schema")
        .validate(&deal)
        .expect("it fits");
    let process = fs::read_to_string(repository.path("process.toml")).expect("a process");
    let path = process
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("#:schema "))
        .expect("a directive");
    assert!(repository.path(path).is_file(), "{path}");
}

#[test]
fn nothing_is_overwritten_where_nobody_can_be_asked() {
    for there in FILES {
        let repository = Repository::empty().with(there, "mine\r\n");
        let ran = init(&repository);
        assert_eq!(ran.code, 2, "{there}");
        assert!(ran.stderr.contains(there), "{}", ran.stderr);
        assert!(ran.stderr.contains("nothing was written"), "{}", ran.stderr);
        assert!(ran.stdout.is_empty());
        assert_eq!(
            fs::read(repository.path(there)).expect("still there"),
            b"mine\r\n"
        );
        for other in FILES.iter().filter(|file| **file != there) {
            assert!(!repository.path(other).exists(), "{other} beside {there}");
        }
    }
}

#[test]
fn a_folder_may_be_named_and_is_made() {
    let repository = Repository::empty();
    let ran = run(dealctl()
        .current_dir(repository.root())
        .args(["init", "new/deals"]));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(repository.path("new/deals/process.toml").is_file());
    assert!(!repository.path("process.toml").exists());
    let by_root = run(dealctl()
        .arg("--root")
        .arg(repository.path("other"))
        .arg("init"));
    assert_eq!(by_root.code, 0, "{}", by_root.stderr);
    assert!(repository.path("other/deals/example.yaml").is_file());
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let repository = Repository::empty().with("file", "");
    let ran = run(dealctl()
        .current_dir(repository.root())
        .args(["init", "file/deals"]));
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("cannot make the folder"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_schema_of_deals_needs_a_process() {
    let repository = Repository::empty();
    let deal = run(dealctl()
        .current_dir(repository.root())
        .args(["schema", "deal"]));
    assert_eq!((deal.code, deal.text()), (2, ""));
    assert!(deal.stderr.contains("no process.toml"), "{}", deal.stderr);
    let process = run(dealctl()
        .current_dir(repository.root())
        .args(["schema", "process"]));
    assert_eq!(process.code, 0);
    let broken = Repository::empty().with("process.toml", "[process]\n");
    let ran = broken.run(&["schema", "deal"]);
    assert_eq!((ran.code, ran.text()), (2, ""));
    assert!(
        ran.stderr.contains("the process has no name"),
        "{}",
        ran.stderr
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_and_nothing_is_left_behind() {
    let outside = Repository::empty();
    let repository = Repository::empty().with_link("deals", outside.root());
    let ran = run(dealctl().current_dir(repository.root()).arg("init"));
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("deals is a link"), "{}", ran.stderr);
    let files = |folder: &std::path::Path| std::fs::read_dir(folder).expect("a folder").count();
    assert_eq!((files(outside.root()), files(repository.root())), (0, 1));
}

#[cfg(unix)]
#[test]
fn what_a_killed_run_left_beside_a_finished_file_is_removed_by_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let init = || run(dealctl().current_dir(folder.path()).arg("init")).code;
    assert_eq!(init(), 0);
    let left = folder.path().join("deals/.dealctl-4242-1.tmp");
    fs::write(&left, "account:").expect("a file");
    assert_eq!(init(), 0);
    assert!(!left.exists());
}
