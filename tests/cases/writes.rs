//! What is written: whole or not at all, with the owner and the mode that it had, nothing left behind, and nothing that harms who
//! reads it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{Ran, Repository, assert_harmless, dealctl, example_process, run, run_in};

const FIXABLE: &str = "\
account: {name: Quayside Ports, domain: quayside.example}
partner: meridian
registered: 2026-09-28
need: Berth planners re-key the tide table.
credit:  refferal
history: {registered: 2026-09-28}
";

const DEAL: &str = "deals/quayside.yaml";

fn fixable() -> Repository {
    Repository::new().with(DEAL, FIXABLE)
}

fn fix(repository: &Repository) -> Ran {
    repository.run(&["lint", "--fix", "--unsafe"])
}

fn text(repository: &Repository, path: &str) -> String {
    fs::read_to_string(repository.path(path)).expect("a file")
}

/// The names of all files in a folder and below.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(
                path.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
            );
        }
    }
    found.sort();
    found
}

#[expect(clippy::ptr_arg, reason = "a predicate of a list of names")]
fn is_leftover(name: &String) -> bool {
    name.starts_with(".dealctl-")
}

#[test]
fn one_run_makes_every_fix_also_beside_one_that_cannot_be_made() {
    for bad_at in [0, 30, 59] {
        let mut deal = "\
account: {name: Comp, domain: comp.example}
opportunity: {name: Thing, amount: 66000, close_date: 2027-03-31}
partner: meridian
registered: 2026-09-28
need: {what: x y z, confirmed_by: Wim Aerts}
credit: referral
history: {registered: 2026-09-28}
touches:
"
        .to_owned();
        for n in 0..60 {
            deal += "  - {date: 2026-10-02, kind: intro, whoo: Dana Reyes}\n";
            if n == bad_at {
                deal += "  - {date: 2026-10-02, kind: intro, from: sellr, who: Dana Reyes, whoo: Sam Ortiz}\n";
            }
        }
        // Written out, it contradicts the history, so it stays.
        deal += "stge: closing\n";
        let repository = Repository::new().with("deals/a.yaml", deal);
        let first = repository.run(&["lint", "--fix"]);
        let once = text(&repository, "deals/a.yaml");
        assert_eq!(once.matches("whoo: Dana").count(), 0, "{}", first.stderr);
        assert!(once.contains("stge: closing"), "{once}");
        let second = repository.run(&["lint", "--fix"]);
        assert_eq!(text(&repository, "deals/a.yaml"), once);
        assert!(!second.stderr.contains("Fixed"), "{}", second.stderr);
    }
}

#[test]
fn a_thousand_fixes_in_one_file_are_one_run() {
    let touch = "  - {date: 2026-10-02, kind: intro, whoo: Dana Reyes}\n";
    let deal = format!(
        "{}touches:\n{}",
        FIXABLE.replace("refferal", "referral"),
        touch.repeat(400)
    );
    let repository = Repository::new().with(DEAL, deal);
    fix(&repository);
    assert!(!text(&repository, DEAL).contains("whoo"));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_mode_and_its_group() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    let repository = fixable();
    let path = repository.path(DEAL);
    let is_root = chown(&path, Some(4242), Some(4243)).is_ok();
    for mode in [0o664, 0o600, 0o640, 0o755] {
        fs::write(&path, FIXABLE).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
        let before = fs::metadata(&path).expect("a file");
        fix(&repository);
        let after = fs::metadata(&path).expect("a file");
        assert_ne!(text(&repository, DEAL), FIXABLE);
        assert_eq!(after.mode() & 0o7777, mode);
        assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
        assert!(!is_root || after.gid() == 4243);
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_fixed_where_its_link_leads_and_nowhere_else() {
    let outside = Repository::empty().with("quayside.yaml", FIXABLE);
    let repository = Repository::new()
        .with("kept/quayside.yaml", FIXABLE)
        .with_link(DEAL, "../kept/quayside.yaml")
        .with_link("deals/out.yaml", outside.path("quayside.yaml"));
    fix(&repository);
    assert!(repository.path(DEAL).is_symlink());
    assert!(text(&repository, "kept/quayside.yaml").contains("referral"));
    assert_eq!(text(&outside, "quayside.yaml"), FIXABLE);
}

#[test]
fn what_a_killed_run_left_is_gone_after_the_next_that_writes_there() {
    let repository = fixable()
        .with("deals/.dealctl-1a2b3c.tmp", "half of a d")
        .with("deals/dealctl-notes.tmp", "somebody's")
        .with("deals/.dealctl", "somebody's too");
    fix(&repository);
    assert_eq!(
        files(&repository.path("deals")),
        [".dealctl", "dealctl-notes.tmp", "quayside.yaml"]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_killed_at_any_call_leaves_a_whole_file_and_nothing_to_commit() {
    if Command::new("strace").arg("-V").output().is_err() {
        return;
    }
    let calls = [
        "renameat2",
        "renameat",
        "fsync",
        "fchown",
        "fchmod",
        "flock",
        "unlinkat",
        "linkat",
    ];
    let mut killed = 0;
    for call in calls {
        let repository = fixable();
        git(repository.root(), &["init", "--quiet"]);
        let mut command = Command::new("strace");
        command
            .args(["-f", "-o", "/dev/null", "-e"])
            .arg(format!("trace={call}"));
        command
            .arg("-e")
            .arg(format!("inject={call}:signal=KILL:when=1"));
        command
            .arg(env!("CARGO_BIN_EXE_dealctl"))
            .arg("--root")
            .arg(repository.root());
        command.args(["lint", "--fix", "--unsafe", "--today", "2026-11-23"]);
        let output = command.output().expect("strace");
        killed += usize::from(output.status.code().is_none() || output.status.code() == Some(137));
        let there = text(&repository, DEAL);
        assert!(
            there == FIXABLE || there.ends_with("history: {registered: 2026-09-28}\n"),
            "{call}"
        );
        git(repository.root(), &["add", "--all"]);
        let staged = git(repository.root(), &["ls-files"]);
        assert!(!staged.contains(".dealctl-"), "{call}: {staged}");
        // The next run that writes takes away whatever is left.
        fs::write(repository.path(DEAL), FIXABLE).expect("written");
        fix(&repository);
        let left: Vec<String> = files(repository.root())
            .into_iter()
            .filter(is_leftover)
            .collect();
        assert!(left.is_empty(), "{call}: {left:?}");
        assert!(text(&repository, DEAL).contains("referral"));
    }
    assert!(killed > 2, "only {killed} runs were killed");
}

fn git(root: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .args(arguments)
        .output()
        .expect("git");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn init(repository: &Repository) -> Ran {
    run(dealctl().current_dir(repository.root()).arg("init"))
}

const WRITTEN: [&str; 4] = [
    "process.toml",
    "deals/example.yaml",
    ".dealctl/deal.schema.json",
    ".dealctl/process.schema.json",
];

#[test]
fn a_beginning_that_was_cut_off_goes_on() {
    let whole = Repository::empty();
    assert_eq!(init(&whole).code, 0);
    for missing in 0..WRITTEN.len() {
        let mut half = Repository::empty().with(".dealctl-x1.tmp", "left by a kill");
        for path in &WRITTEN[missing + 1..] {
            half = half.with(path, text(&whole, path));
        }
        let ran = init(&half);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        for path in WRITTEN {
            assert_eq!(text(&half, path), text(&whole, path));
        }
        assert!(ran.text().contains("wrote process.toml"), "{}", ran.text());
        assert!(!files(half.root()).iter().any(is_leftover));
    }
    // Nothing is left to do, and nothing is done.
    let again = init(&whole);
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert!(!again.text().contains("wrote "), "{}", again.text());
}

#[test]
fn one_file_of_somebody_else_still_stops_a_beginning() {
    let repository = Repository::empty().with("process.toml", example_process());
    let ran = init(&repository);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("process.toml is already"),
        "{}",
        ran.stderr
    );
    assert_eq!(files(repository.root()), ["process.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_baseline_is_read_no_further_than_its_limit() {
    let repository = fixable();
    let path = repository.path("b.json");
    let file = fs::File::create(&path).expect("a file");
    file.set_len(3 << 30).expect("a sparse file");
    let path = path.to_str().expect("UTF-8");
    let started = std::time::Instant::now();
    let ran = run_in(repository.root(), &["lint", "--baseline", path]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("larger than 64 MiB"), "{}", ran.stderr);
    let ran = run_in(
        repository.root(),
        &["lint", "--baseline", path, "--write-baseline"],
    );
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("it stays as it is"), "{}", ran.stderr);
    assert!(started.elapsed().as_secs() < 10);
}

/// Names of an owner that a spreadsheet could take for a formula, in one country or another.
#[test]
fn no_cell_is_a_formula_whatever_separates_the_cells() {
    for name in [
        "=HYPERLINK(1)",
        "Luis;=1+1",
        "Luis; =1+1;",
        "Luis;@SUM(1)",
        "Luis;+1+1",
        "Luis;\t-1+1",
        "Luis;\u{ff1d}1",
        "Luis \"a;=1+1\"",
    ] {
        let quoted = serde_json::to_string(name).expect("a text");
        let deal = FIXABLE.replace("refferal", "referral") + &format!("owner: {quoted}\n");
        let repository = Repository::new().with(DEAL, deal);
        let ran = repository.run(&["forecast", "--deals", "--format", "csv"]);
        let stalls = repository.run(&["stalls", "--format", "csv"]);
        for line in ran.text().lines().chain(stalls.text().lines()) {
            for cell in line.split([';', '\u{ff1b}']).skip(1) {
                let cell = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
                let acts = ['=', '+', '-', '@', '\u{ff1d}'];
                assert!(!cell.starts_with(acts), "{name}: {line}");
            }
        }
    }
}

#[test]
fn excel_gets_its_mark_on_request_and_programs_do_not() {
    let deal = FIXABLE
        .replace("refferal", "referral")
        .replace("Quayside", "Zoë Łuczak");
    let repository = Repository::new().with(DEAL, deal);
    let plain = repository.run(&["stalls", "--format", "csv"]);
    let excel = repository.run(&["stalls", "--format", "excel"]);
    assert_eq!(excel.text(), format!("\u{feff}{}", plain.text()));
    assert!(!plain.text().starts_with('\u{feff}') && plain.text().len() > 10);
}

#[test]
fn nothing_that_is_not_seen_is_shown_as_it_is() {
    let hidden = [
        "\u{e0041}\u{e007f}",
        "\u{fe00}\u{fe0f}",
        "\u{e0100}\u{e01ef}",
        "\u{200b}\u{2060}\u{2800}",
        "\u{1d173}\u{1bca0}",
        "\u{202e}\u{2066}",
        "\u{3164}\u{115f}\u{ad}",
    ];
    for hidden in hidden {
        let deal = FIXABLE.replace("Quayside Ports", &format!("\"Quay{hidden}side\""));
        let repository =
            Repository::new().with(DEAL, deal.replace("refferal", &format!("\"a{hidden}b\"")));
        for args in [
            &["lint", "--format", "human"][..],
            &["lint", "--format", "short"],
            &["lint", "--format", "json"],
            &["lint", "--format", "sarif"],
            &["lint", "--format", "github"],
            &["lint", "--format", "markdown"],
            &["stalls"],
            &["stalls", "--format", "csv"],
            &["forecast", "--deals", "--format", "json"],
            &["packet", "quayside"],
        ] {
            let ran = repository.run(args);
            let what = format!("{args:?}");
            assert_harmless(&ran.stdout, &what);
            assert_harmless(ran.stderr.as_bytes(), &what);
            for c in hidden.chars() {
                assert!(!ran.text().contains(c), "{what} shows {c:?}");
            }
        }
    }
    // What is seen stays as it is.
    let deal = FIXABLE.replace("Quayside Ports", "한국 ✓ Zoë");
    let ran = Repository::new()
        .with(DEAL, deal)
        .run(&["lint", "--format", "short"]);
    assert!(ran.text().contains("refferal"), "{}", ran.text());
}
