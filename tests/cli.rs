//! The command line as a user and a script meet it: exit codes, options, pipes, formats, widths, colours.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::LazyLock;

use serde_json::Value;
use support::{Ran, Repository, dealctl, findings, run, run_in};

/// A registration without a fault.
const CLEAN: &str = "\
account: {name: Quayside Ports, domain: quayside.example}
opportunity: {name: \"Berth scheduling, phase 1\", amount: 66000, close_date: 2027-03-31}
partner: meridian
registered: 2026-11-20
need: {what: Berth planners re-key the tide table, confirmed_by: Ines Calder, date: 2026-11-19}
credit: referral
history: {registered: 2026-11-20}
";

/// The same without a fault, one business day in a stage whose budget is not confirmed yet: one note.
fn noted() -> String {
    let moved = CLEAN.replace(
        "{registered: 2026-11-20}",
        "{registered: 2026-11-19, qualified: 2026-11-20}",
    );
    format!(
        "{}qualification: {{by: Luis Ortega, timing: confirmed, fit: confirmed}}\n",
        moved.replace(
            "registered: 2026-11-20",
            "registered: {date: 2026-11-19, approved: 2026-11-20}"
        )
    )
}

/// An error on line 1 and a warning on line 8.
fn faulty() -> String {
    format!(
        "{}nickname: the harbour\n",
        CLEAN.replacen(
            "account: {name: Quayside Ports,",
            "account: {name: [Quayside],",
            1
        )
    )
}

/// A warning on line 8.
fn warned() -> String {
    format!("{CLEAN}nickname: the harbour\n")
}

/// The process and the deals of this repository, copied once, with as few draws as a forecast may have.
fn own() -> &'static Path {
    static COPY: LazyLock<PathBuf> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("own");
        let _ = fs::remove_dir_all(&copy);
        for entry in walkdir::WalkDir::new(root.join("deals")) {
            let entry = entry.expect("an entry");
            let to = copy.join(entry.path().strip_prefix(root).expect("below the root"));
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).expect("a folder");
            } else {
                fs::copy(entry.path(), to).expect("a file");
            }
        }
        let process = fs::read_to_string(root.join("process.toml")).expect("a process");
        let quick = process.replacen("[forecast]\n", "[forecast]\ndraws = 100\n", 1);
        assert_ne!(quick, process, "process.toml has no [forecast]");
        fs::write(copy.join("process.toml"), quick).expect("a file");
        copy
    });
    &COPY
}

const STAGES: [&str; 5] = ["registered", "qualified", "handoff", "joint", "closing"];

/// A few hundred deals of all kinds, some of them broken.
fn large(deals: usize) -> Repository {
    let mut repository = Repository::new();
    for n in 0..deals {
        let stage = n % 5;
        let mut history = String::new();
        for (at, id) in STAGES[..=stage].iter().enumerate() {
            let _ = write!(history, "{id}: 2026-{:02}-{:02}, ", 5 + at, 1 + n % 27);
        }
        let mut deal = format!(
            "account: {{name: Account number {n} of the large book}}\n\
             opportunity: {{name: Something, amount: {}, close_date: 2027-{:02}-15, created: 2026-04-{:02}}}\n\
             partner: meridian\nregistered: 2026-05-{:02}\nneed: Somebody types everything twice, in {n} offices.\ncredit: referral\n\
             qualification: {{by: Luis Ortega, budget: {}, timing: confirmed, fit: confirmed}}\n\
             roles: {{customer: Sam Ortiz, technical: Dana Reyes, close: Kemi Adeyemi}}\n\
             history: {{{history}}}\n",
            1_000 + n * 37,
            1 + n % 12,
            1 + n % 28,
            1 + n % 27,
            if n % 3 == 0 { "open" } else { "confirmed" },
        );
        if stage >= 2 {
            let _ = write!(
                deal,
                "handoff:\n  seller: Sam Ortiz\n  owner: Priya Raman\n  trigger: {{quote: Can we stop this?, by: Ines Calder}}\n  \
                 seller_move: {{action: Call Ines, due: 2026-07-{:02}}}\n  sent: 2026-07-{:02}\n",
                1 + n % 27,
                1 + n % 27
            );
        }
        match n % 17 {
            3 => deal.push_str("colour: blue\n"),
            5 => deal.push_str("outcome: {result: lost, date: 2026-10-01}\n"),
            7 => deal.push_str("touches: {a: b}\n"),
            11 => deal.push_str("\tx\n"),
            _ => {}
        }
        repository = repository.with(&format!("deals/{}/account-{n}.yaml", 2024 + n % 3), deal);
    }
    repository
}

// Exit codes.

#[test]
fn lint_ends_with_0_without_errors_1_with_errors_and_2_when_it_cannot_run() {
    let clean = Repository::new().with("deals/a.yaml", CLEAN);
    let ran = clean.run(&["lint"]);
    assert_eq!(ran.code, 0, "{}", ran.text());
    let warned = Repository::new().with("deals/a.yaml", warned());
    assert_eq!(warned.run(&["lint"]).code, 0);
    let faulty = Repository::new().with("deals/a.yaml", faulty());
    assert_eq!(faulty.run(&["lint"]).code, 1);
    assert_eq!(Repository::empty().run(&["lint"]).code, 2);
}

#[test]
fn strict_ends_with_1_for_a_warning_and_with_0_for_a_note() {
    let warned = Repository::new().with("deals/a.yaml", warned());
    assert_eq!(warned.run(&["lint", "--strict"]).code, 1);
    let noted = Repository::new().with("deals/a.yaml", noted());
    let ran = noted.run(&["lint", "--strict", "--notes", "--format", "json"]);
    let levels: BTreeSet<String> = findings(&ran)
        .into_iter()
        .map(|finding| finding.level)
        .collect();
    assert_eq!(
        levels,
        BTreeSet::from(["note".to_owned()]),
        "{}",
        ran.text()
    );
    assert_eq!(ran.code, 0);
}

#[test]
fn a_report_ends_with_0_whatever_it_finds() {
    let repository = Repository::new().with("deals/a.yaml", faulty());
    for command in [
        &[][..],
        &["stalls"],
        &["score"],
        &["forecast"],
        &["gate", "a"],
        &["explain"],
    ] {
        assert_eq!(repository.run(command).code, 0, "{command:?}");
    }
}

#[test]
fn what_is_wrong_with_the_command_line_goes_to_stderr_with_2() {
    let repository = Repository::new().with("deals/a.yaml", CLEAN);
    for args in [
        &["lnit"][..],
        &["lint", "--fromat", "json"],
        &["lint", "--format", "xml"],
        &["stalls", "--format", "short"],
        &["--format", "json", "stalls"],
        &["lint", "--today", "tomorrow"],
        &["lint", "--today", "2026-02-30"],
        &["lint", "--color", "sometimes"],
        &["gate"],
        &["gate", "nobody"],
        &["score", "nobody"],
        &["stalls", "--stage", "nowhere"],
        &["explain", "gate/nothing"],
    ] {
        let ran = repository.run(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.stdout.is_empty(), "{args:?}: {}", ran.text());
        assert!(
            ran.stderr.starts_with("error: "),
            "{args:?}: {}",
            ran.stderr
        );
    }
}

#[test]
fn help_and_version_go_to_stdout_with_0() {
    for args in [
        &["--help"][..],
        &["--version"],
        &["lint", "--help"],
        &["help", "score"],
    ] {
        let ran = run(dealctl().args(args));
        assert_eq!(ran.code, 0, "{args:?}");
        assert!(!ran.stdout.is_empty() && ran.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn a_mistyped_name_is_answered_with_the_nearest_one() {
    let repository = Repository::new().with("deals/quayside.yaml", CLEAN);
    for (args, near) in [
        (&["gate", "quayisde"][..], "quayside"),
        (&["score", "quaysied"], "quayside"),
        (&["explain", "gate/unmet-criterium"], "gate/unmet-criterion"),
        (
            &["lint", "--select", "gate/unmet-criterium"],
            "gate/unmet-criterion",
        ),
        (&["lint", "--ignore", "hitsory"], "history"),
        (&["stalls", "--stage", "joined"], "joint"),
    ] {
        let ran = repository.run(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.stderr.contains(near), "{args:?}: {}", ran.stderr);
    }
}

// Which rules, which files.

fn rules_of(ran: &Ran) -> BTreeSet<String> {
    findings(ran)
        .into_iter()
        .map(|finding| finding.rule)
        .collect()
}

#[test]
fn select_runs_only_what_it_names_and_ignore_goes_before_it() {
    let repository = Repository::new().with("deals/a.yaml", faulty());
    let rules =
        |args: &[&str]| rules_of(&repository.run(&[&["lint", "--format", "json"], args].concat()));
    let all = rules(&[]);
    assert!(
        all.contains("file/wrong-type") && all.contains("file/unknown-key"),
        "{all:?}"
    );
    assert_eq!(
        rules(&["--select", "file/unknown-key"]),
        BTreeSet::from(["file/unknown-key".to_owned()])
    );
    assert!(
        rules(&["--select", "file"])
            .iter()
            .all(|rule| rule.starts_with("file/"))
    );
    assert_eq!(
        rules(&["--select", "file", "--ignore", "file/unknown-key"]),
        BTreeSet::from(["file/wrong-type".to_owned()])
    );
    assert_eq!(
        rules(&["--select", "file/unknown-key,file/wrong-type"]),
        rules(&[
            "--select",
            "file/unknown-key",
            "--select",
            "file/wrong-type"
        ])
    );
    assert!(
        rules(&["--ignore", "file"])
            .iter()
            .all(|rule| !rule.starts_with("file/"))
    );
}

#[test]
fn what_is_ignored_does_not_decide_the_exit_code() {
    let repository = Repository::new().with("deals/a.yaml", faulty());
    let ran = repository.run(&["lint", "--select", "file/unknown-key"]);
    assert_eq!(ran.code, 0, "{}", ran.text());
}

#[test]
fn notes_are_counted_and_shown_on_request() {
    let repository = Repository::new().with("deals/a.yaml", noted());
    let without = repository.run(&["lint", "--format", "json"]).json();
    assert_eq!(
        without["findings"].as_array().map(Vec::len),
        Some(0),
        "{without:#}"
    );
    assert_eq!(without["summary"]["notes"], 1);
    let with = repository.run(&["lint", "--format", "json", "--notes"]);
    let found = findings(&with);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].rule.as_str(), found[0].level.as_str()),
        ("gate/to-do", "note")
    );
}

fn two_folders() -> Repository {
    Repository::new()
        .with("deals/2025/old.yaml", warned())
        .with(
            "deals/2026/new.yaml",
            warned()
                .replace("Quayside Ports", "Harbour Trust")
                .replace("quayside.", "harbour."),
        )
        .with(
            "deals/2026/newer.yaml",
            warned()
                .replace("Quayside Ports", "Ferry Lines")
                .replace("quayside.", "ferry."),
        )
}

#[test]
fn a_path_may_be_a_file_a_folder_or_the_name_of_a_deal() {
    let repository = two_folders();
    let paths = |args: &[&str]| -> Vec<String> {
        let ran = repository.run(&[&["lint", "--format", "json"], args].concat());
        findings(&ran)
            .into_iter()
            .map(|finding| finding.path)
            .collect()
    };
    let (old, new, newer) = (
        "deals/2025/old.yaml",
        "deals/2026/new.yaml",
        "deals/2026/newer.yaml",
    );
    assert_eq!(paths(&[]), [old, new, newer]);
    assert_eq!(paths(&[new]), [new]);
    assert_eq!(paths(&["deals/2026"]), [new, newer]);
    assert_eq!(paths(&["deals/2026/"]), [new, newer]);
    assert_eq!(paths(&["./deals/../deals/2025"]), [old]);
    assert_eq!(paths(&["new"]), [new], "not newer");
    assert_eq!(paths(&["2026/newer"]), [newer]);
    assert_eq!(paths(&["old", new]), [old, new]);
    assert_eq!(paths(&["process.toml"]), [""; 0]);
    let root = repository.root().to_string_lossy().into_owned();
    assert_eq!(paths(&[&root]), [old, new, newer]);
    assert_eq!(paths(&[&format!("{root}/{new}")]), [new]);
    let ran = run(dealctl().current_dir(repository.path("deals/2026")).args([
        "lint",
        "new.yaml",
        "--format",
        "json",
        "--today",
        support::TODAY,
    ]));
    assert_eq!(findings(&ran).len(), 1);
    assert_eq!(findings(&ran)[0].path, new);
}

#[test]
fn the_summary_counts_what_was_asked_for() {
    let repository = two_folders();
    let summary = |args: &[&str]| {
        repository
            .run(&[&["lint", "--format", "json"], args].concat())
            .json()["summary"]
            .clone()
    };
    assert_eq!(summary(&[])["deals"], 3);
    assert_eq!(summary(&[])["warnings"], 3);
    assert_eq!(summary(&["deals/2026"])["deals"], 2);
    assert_eq!(summary(&["old"])["warnings"], 1);
}

#[test]
fn a_rule_across_deals_sees_the_others_too() {
    let repository = Repository::new()
        .with("deals/a.yaml", format!("id: same\n{CLEAN}"))
        .with("deals/b.yaml", format!("id: same\n{CLEAN}"));
    for path in ["deals/a.yaml", "deals/b.yaml"] {
        let ran = repository.run(&["lint", "--format", "json", path]);
        let same: Vec<_> = findings(&ran)
            .into_iter()
            .filter(|finding| finding.rule == "file/same-id")
            .collect();
        assert!(
            same.len() <= 1 && same.iter().all(|finding| finding.path == path),
            "{same:#?}"
        );
    }
    let all = repository.run(&["lint", "--format", "json"]);
    assert!(rules_of(&all).contains("file/same-id"), "{}", all.text());
}

#[test]
fn a_path_that_is_not_there_or_not_in_the_repository_is_2() {
    let repository = two_folders();
    for path in ["deals/2027", "nobody", "../nobody"] {
        let ran = repository.run(&["lint", path]);
        assert_eq!(ran.code, 2, "{path}");
        assert!(ran.stderr.contains(path), "{}", ran.stderr);
    }
    for path in ["/", "/etc", ".."] {
        let ran = run(dealctl()
            .current_dir(repository.root())
            .args(["lint", path]));
        assert_eq!(ran.code, 2, "{path}");
        assert!(
            ran.stderr.contains("is not in the repository"),
            "{path}: {}",
            ran.stderr
        );
    }
}

#[test]
fn a_name_that_two_deals_share_is_not_guessed() {
    let repository = Repository::new()
        .with("deals/2025/quay.yaml", CLEAN)
        .with("deals/2026/quay.yaml", CLEAN);
    let ran = repository.run(&["gate", "quay"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("2025/quay") && ran.stderr.contains("2026/quay"),
        "{}",
        ran.stderr
    );
    assert_eq!(repository.run(&["gate", "2026/quay"]).code, 0);
    let ran = repository.run(&["lint", "quay"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("2025/quay"), "{}", ran.stderr);
}

// Pipes.

#[test]
fn clean_is_silent_in_a_pipe() {
    let repository = Repository::new().with("deals/a.yaml", CLEAN);
    for args in [
        &["lint"][..],
        &["lint", "--full"],
        &["lint", "--format", "short"],
    ] {
        let ran = repository.run(args);
        assert_eq!(
            (ran.code, ran.text(), ran.stderr.as_str()),
            (0, "", ""),
            "{args:?}"
        );
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let repository = large(300);
    for args in [
        &["lint", "--format", "json", "--notes"][..],
        &["lint", "--notes", "--full"],
        &["lint", "--format", "short", "--notes"],
        &["stalls", "--format", "json"],
    ] {
        let mut child = dealctl()
            .arg("--root")
            .arg(repository.root())
            .args(args)
            .args(["--today", support::TODAY])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("dealctl runs");
        let mut begin = [0; 10];
        let mut stdout = child.stdout.take().expect("a pipe");
        stdout.read_exact(&mut begin).expect("ten bytes");
        drop(stdout);
        let output = child.wait_with_output().expect("it ends");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!stderr.contains("error"), "{args:?}: {stderr}");
        let whole = repository.run(args);
        assert_eq!(output.status.code(), Some(whole.code), "{args:?}");
        assert!(
            whole.stdout.len() > 70_000,
            "{args:?}: {} bytes fit into a pipe",
            whole.stdout.len()
        );
    }
}

#[test]
fn the_result_goes_to_stdout_and_remarks_to_stderr() {
    let repository = Repository::new()
        .with("deals/a.yaml", CLEAN)
        .with("deals/b.yaml", "a: [");
    let ran = repository.run(&["forecast", "--format", "json"]);
    ran.json();
    assert!(
        ran.stderr.contains("1 file cannot be read"),
        "{}",
        ran.stderr
    );
}

// JSON.

#[track_caller]
fn assert_keys(json: &Value, keys: &[&str]) {
    let map = json
        .as_object()
        .unwrap_or_else(|| panic!("a map expected: {json:#}"));
    for key in keys {
        assert!(map.contains_key(*key), "`{key}` is not in {json:#}");
    }
}

fn json_of(args: &[&str]) -> Value {
    let ran = run_in(own(), &[args, &["--format", "json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let json = ran.json();
    assert_eq!(json["version"], 1);
    json
}

/// A decimal in a text: `84000.00`.
fn assert_money(json: &Value) {
    let text = json
        .as_str()
        .unwrap_or_else(|| panic!("an amount is a text: {json}"));
    let (whole, cents) = text.split_once('.').unwrap_or((text, "00"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    assert!(digits(whole) && cents.len() == 2 && digits(cents), "{text}");
}

#[test]
fn the_json_of_lint_has_its_keys() {
    let json = json_of(&["lint", "--notes"]);
    assert_keys(&json, &["version", "findings", "summary"]);
    assert_keys(
        &json["summary"],
        &["deals", "files", "errors", "warnings", "notes"],
    );
    let found = json["findings"].as_array().expect("findings");
    assert!(found.len() > 5, "{json:#}");
    for finding in found {
        let keys = [
            "rule", "level", "message", "path", "deal", "start", "end", "role", "owner", "help",
            "related",
        ];
        assert_keys(finding, &keys);
        assert_keys(&finding["start"], &["line", "column", "offset"]);
        assert_keys(&finding["end"], &["line", "column", "offset"]);
        for related in finding["related"].as_array().expect("related") {
            assert_keys(related, &["path", "start", "end", "message"]);
        }
    }
    let related = found.iter().filter(|finding| {
        finding["related"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    });
    assert!(
        related.count() > 0,
        "no finding shows where process.toml demands it"
    );
}

#[test]
fn places_in_the_json_of_lint_count_from_1_in_characters_and_from_0_in_bytes() {
    let text = "account: {name: Café, naïve: 1}\n";
    let repository = Repository::new().with("deals/a.yaml", text);
    let json = repository
        .run(&["lint", "--format", "json", "--select", "file"])
        .json();
    let finding = &json["findings"][0];
    assert_eq!(finding["rule"], "file/unknown-key", "{json:#}");
    let at = text.find("naïve").expect("there");
    assert_eq!(
        finding["start"],
        serde_json::json!({"line": 1, "column": 23, "offset": at})
    );
    assert_eq!(
        finding["end"],
        serde_json::json!({"line": 1, "column": 28, "offset": at + "naïve".len()})
    );
}

#[test]
fn the_json_of_score_has_its_keys() {
    const COMPONENTS: [&str; 9] = [
        "account-logic",
        "partner-context",
        "relationship-path",
        "buyer-problem",
        "partner-offer",
        "next-action",
        "owner",
        "acceptance",
        "proof",
    ];
    let three = json_of(&["score"]);
    assert_eq!(three["handoffs"].as_array().map(Vec::len), Some(3));
    let json = json_of(&["score", "--last", "100"]);
    let handoffs = json["handoffs"].as_array().expect("handoffs");
    assert!(handoffs.len() > 10);
    let mut graded = 0;
    for handoff in handoffs {
        assert_keys(
            handoff,
            &["deal", "sent", "seller", "total", "band", "components"],
        );
        let components = handoff["components"].as_array().expect("components");
        if handoff["total"].is_null() {
            assert!(components.is_empty());
            continue;
        }
        graded += 1;
        let ids: Vec<_> = components
            .iter()
            .map(|component| component["id"].as_str().expect("an id"))
            .collect();
        assert_eq!(ids, COMPONENTS);
        for component in components {
            assert_keys(component, &["id", "grade", "points", "reason"]);
            let points = match component["grade"].as_str() {
                Some("strong") => 2,
                Some("weak") => 1,
                Some("missing") => 0,
                other => panic!("{other:?}"),
            };
            assert_eq!(component["points"], points);
        }
        let sum: u64 = components
            .iter()
            .filter_map(|component| component["points"].as_u64())
            .sum();
        if handoff["light"] == false {
            assert_eq!(handoff["total"].as_u64(), Some(sum), "{handoff:#}");
        }
    }
    assert!(graded > 10);
    let sent: Vec<_> = handoffs
        .iter()
        .map(|handoff| handoff["sent"].as_str().expect("a day"))
        .collect();
    assert!(
        sent.windows(2).all(|pair| pair[0] >= pair[1]),
        "newest first: {sent:?}"
    );
}

#[test]
fn the_json_of_stalls_has_its_keys() {
    let json = json_of(&["stalls"]);
    let stalls = json["stalls"].as_array().expect("stalls");
    assert!(stalls.len() > 5);
    for stall in stalls {
        let keys = [
            "deal",
            "stage",
            "clock",
            "days",
            "business_days",
            "limit",
            "owner",
            "missing",
            "amount",
            "currency",
        ];
        assert_keys(stall, &keys);
        assert!(
            ["stage", "silence", "response"].contains(&stall["clock"].as_str().expect("a clock"))
        );
        assert_keys(&stall["limit"], &["n", "unit"]);
        assert!(stall["days"].as_u64() >= stall["business_days"].as_u64());
        if !stall["amount"].is_null() {
            assert_money(&stall["amount"]);
        }
        for missing in stall["missing"].as_array().expect("missing") {
            assert!(
                missing.as_str().is_some_and(|id| id.contains('/')),
                "{missing}"
            );
        }
    }
    for stage in json["stages"].as_array().expect("stages") {
        assert_keys(stage, &["stage", "open", "stalled"]);
    }
    let count = |key: &str| -> u64 {
        json["stages"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|stage| stage[key].as_u64())
            .sum()
    };
    let deals: BTreeSet<_> = stalls.iter().map(|stall| stall["deal"].as_str()).collect();
    assert_eq!(
        count("stalled"),
        deals.len() as u64,
        "one line a stage, one deal once"
    );
    assert!(count("open") > count("stalled"));
}

#[test]
fn the_stalls_are_ordered_by_money_and_days_over_and_those_without_an_amount_come_last() {
    let json = json_of(&["stalls"]);
    let weights: Vec<Option<f64>> = json["stalls"]
        .as_array()
        .expect("stalls")
        .iter()
        .map(|stall| {
            let amount: f64 = stall["amount"].as_str()?.parse().ok()?;
            Some(amount * stall["over_business_days"].as_f64()?)
        })
        .collect();
    let with: Vec<f64> = weights.iter().copied().map_while(|weight| weight).collect();
    assert!(
        with.len() > 3 && with.windows(2).all(|pair| pair[0] >= pair[1]),
        "{weights:?}"
    );
    assert!(
        weights[with.len()..].iter().all(Option::is_none),
        "{weights:?}"
    );
}

#[test]
fn the_json_of_forecast_has_its_keys_and_its_sums_agree() {
    let json = json_of(&["forecast"]);
    assert_keys(
        &json,
        &["version", "today", "currency", "stages", "months", "total"],
    );
    let cents = |value: &Value| -> u64 {
        assert_money(value);
        value
            .as_str()
            .expect("money")
            .replace('.', "")
            .parse()
            .expect("cents")
    };
    for (list, own) in [("stages", "stage"), ("months", "month")] {
        let lines = json[list].as_array().expect("lines");
        let (mut deals, mut amount, mut weighted) = (0, 0, 0);
        for line in lines {
            assert_keys(line, &[own, "deals", "amount", "weighted"]);
            deals += line["deals"].as_u64().expect("a count");
            amount += cents(&line["amount"]);
            weighted += cents(&line["weighted"]);
        }
        assert_eq!(json["total"]["deals"], deals, "{list}");
        assert_eq!(cents(&json["total"]["amount"]), amount, "{list}");
        assert_eq!(cents(&json["total"]["weighted"]), weighted, "{list}");
    }
    for stage in json["stages"].as_array().expect("stages") {
        let probability = stage["probability"].as_f64().expect("a fraction");
        assert!((0.0..=1.0).contains(&probability));
    }
}

#[test]
fn the_json_of_gate_has_its_keys() {
    for deal in [
        "northwind",
        "calloway-retail",
        "kilbride-tools",
        "halden-foods",
    ] {
        let json = json_of(&["gate", deal]);
        assert_keys(&json, &["version", "deal", "stage", "criteria"]);
        for criterion in json["criteria"].as_array().expect("criteria") {
            assert_keys(criterion, &["id", "state", "who"]);
            assert!(
                ["met", "unmet", "waived"].contains(&criterion["state"].as_str().expect("a state"))
            );
        }
    }
}

#[test]
fn the_same_words_and_figures_stand_in_every_report() {
    let stalls = json_of(&["stalls"]);
    let forecast = json_of(&["forecast"]);
    assert_eq!(stalls["total"]["open"], forecast["total"]["deals"]);
    assert_eq!(stalls["total"]["open_amount"], forecast["total"]["amount"]);
    for (a, b) in stalls["stages"]
        .as_array()
        .into_iter()
        .flatten()
        .zip(forecast["stages"].as_array().into_iter().flatten())
    {
        assert_eq!((&a["stage"], &a["open"]), (&b["stage"], &b["deals"]));
    }
    for stall in stalls["stalls"].as_array().expect("stalls") {
        let gate = json_of(&["gate", stall["deal"].as_str().expect("a deal")]);
        assert_eq!(gate["stage"], stall["stage"]);
        assert_eq!(gate["amount"], stall["amount"]);
        let unmet: Vec<String> = gate["criteria"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|criterion| criterion["state"] == "unmet")
            .map(|criterion| criterion["id"].as_str().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(
            unmet.len(),
            stall["missing"].as_array().map_or(0, Vec::len),
            "{stall:#}"
        );
    }
}

#[test]
fn filters_leave_what_fits() {
    let of = |args: &[&str]| {
        json_of(&[&["forecast"], args].concat())["total"]["deals"]
            .as_u64()
            .expect("a count")
    };
    let all = of(&[]);
    let stages: u64 = STAGES.iter().map(|stage| of(&["--stage", stage])).sum();
    assert_eq!(all, stages);
    let meridian = of(&["--partner", "meridian"]);
    assert!(meridian > 0 && meridian < all);
    assert_eq!(of(&["--partner", "Meridian Cloud Consulting"]), meridian);
    let stalls = json_of(&["stalls", "--owner", "Luis Ortega"]);
    let owners: BTreeSet<_> = stalls["stalls"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|stall| stall["owner"].as_str())
        .collect();
    assert_eq!(owners, BTreeSet::from([Some("Luis Ortega")]));
}

// CSV.

fn csv_of(ran: &Ran) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_reader(ran.stdout.as_slice());
    let headers = reader.headers().expect("a heading").clone();
    let rows = reader
        .records()
        .collect::<Result<_, _>>()
        .expect("rows as long as the heading");
    (headers, rows)
}

#[test]
fn every_csv_has_a_heading_and_a_row_for_each_of_the_json() {
    for (command, list) in [
        (&["stalls"][..], "stalls"),
        (&["forecast"], "stages"),
        (&["gate", "northwind"], "criteria"),
    ] {
        let json = json_of(command);
        let ran = run_in(own(), &[command, &["--format", "csv"]].concat());
        let (headers, rows) = csv_of(&ran);
        assert!(
            headers
                .iter()
                .all(|name| !name.is_empty() && !name.contains(' ')),
            "{headers:?}"
        );
        let names: BTreeSet<_> = headers.iter().collect();
        assert_eq!(names.len(), headers.len(), "{headers:?}");
        let expected = json[list].as_array().map_or(0, Vec::len);
        assert!(
            rows.len() >= expected && expected > 0,
            "{command:?}: {} rows, {expected} in JSON",
            rows.len()
        );
    }
    let (_, rows) = csv_of(&run_in(
        own(),
        &["score", "--last", "100", "--format", "csv"],
    ));
    assert!(rows.len() > 10);
}

#[test]
fn amounts_in_csv_are_exact_numbers() {
    let (headers, rows) = csv_of(&run_in(own(), &["stalls", "--format", "csv"]));
    let column = headers
        .iter()
        .position(|name| name == "amount")
        .expect("a column of amounts");
    let amounts: Vec<_> = rows
        .iter()
        .map(|row| &row[column])
        .filter(|amount| !amount.is_empty())
        .collect();
    assert!(amounts.len() > 5);
    for amount in amounts {
        assert!(
            amount.parse::<f64>().is_ok() && amount.contains('.'),
            "{amount}"
        );
    }
}

#[test]
fn a_spreadsheet_runs_nothing_of_a_deal() {
    let formula = "=HYPERLINK(\\\"http://evil.example\\\",\\\"click\\\")";
    let mut repository = Repository::new();
    for (n, start) in ["=", "+", "-", "@", "\\t=", "\\r=", "\\n="]
        .iter()
        .enumerate()
    {
        let text = format!("{start}{}", &formula[1..]);
        let deal = format!(
            "id: \"{text}\"\naccount: {{name: \"{text}\"}}\nopportunity: {{name: x, amount: 5, close_date: 2026-10-01}}\n\
             partner: {{name: \"{text}\", contact: {{name: \"{text}\", role: \"{text}\"}}}}\nowner: \"{text}\"\n\
             handoff: {{seller: \"{text}\", owner: \"{text}\", sent: 2026-09-01}}\nroles: {{customer: \"{text}\", close: \"{text}\"}}\n\
             history: {{registered: 2026-01-01, qualified: 2026-02-01, handoff: 2026-03-01}}\n"
        );
        repository = repository.with(&format!("deals/a{n}.yaml"), deal);
    }
    for args in [
        &["stalls"][..],
        &["score"],
        &["forecast"],
        &["gate", "deals/a0.yaml"],
    ] {
        let ran = repository.run(&[args, &["--format", "csv"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let (_, rows) = csv_of(&ran);
        assert!(!rows.is_empty(), "{args:?}");
        for cell in rows.iter().flatten() {
            let runs =
                cell.trim_start().starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
            assert!(!runs, "{args:?}: {cell:?}");
        }
    }
    let (_, rows) = csv_of(&repository.run(&["stalls", "--format", "csv"]));
    assert!(
        rows.iter()
            .flatten()
            .any(|cell| cell.starts_with("'=HYPERLINK")),
        "{rows:?}"
    );
}

// Colours and widths.

const SCREENS: [&[&str]; 11] = [
    &[],
    &["list", "--all"],
    &["next"],
    &["lint"],
    &["lint", "--full", "--notes"],
    &["stalls"],
    &["score"],
    &["score", "northwind"],
    &["forecast"],
    &["gate", "northwind"],
    &["explain"],
];

fn screen(root: &Path, args: &[&str], environment: &[(&str, &str)]) -> Ran {
    run(dealctl()
        .arg("--root")
        .arg(root)
        .args(args)
        .args(["--today", support::TODAY])
        .envs(environment.iter().copied()))
}

#[test]
fn colours_come_when_asked_for_and_never_into_a_pipe_unasked() {
    for args in SCREENS {
        let coloured = |options: &[&str], environment: &[(&str, &str)]| {
            screen(own(), &[args, options].concat(), environment)
                .stdout
                .contains(&0x1b)
        };
        assert!(!coloured(&[], &[]), "{args:?}");
        assert!(coloured(&["--color", "always"], &[]), "{args:?}");
        assert!(
            coloured(&["--color", "always"], &[("NO_COLOR", "1")]),
            "{args:?}"
        );
        assert!(
            !coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]),
            "{args:?}"
        );
        assert!(
            !coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]),
            "{args:?}"
        );
        assert!(
            !coloured(&["--format", "json"], &[("CLICOLOR_FORCE", "1")])
                || args.is_empty()
                || args == ["explain"],
            "{args:?}"
        );
    }
}

#[test]
fn colour_carries_no_meaning_alone() {
    for args in SCREENS {
        let plain = screen(own(), args, &[]);
        let coloured = screen(own(), &[args, &["--color", "always"]].concat(), &[]);
        let coloured = without_colours(coloured.text());
        let lines = coloured.lines().map(str::trim_end);
        assert!(
            lines.eq(plain.text().lines()),
            "{args:?}:\n{coloured}\n{}",
            plain.text()
        );
    }
}

fn without_colours(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out += before;
        rest = after.split_once('m').expect("a colour ends").1;
    }
    out + rest
}

#[test]
fn no_line_of_a_screen_is_longer_than_the_terminal() {
    let long = Repository::new().with(
        "deals/2026/a-deal-with-a-name-that-nobody-would-type-on-a-command-line-but-somebody-did.yaml",
        CLEAN
            .replace("Quayside Ports", "The Honourable Company of Very Long Account Names and Sons, Incorporated in 港区港区港区港区港区港区")
            .replace("history: {registered: 2026-11-20}", "history: {registered: 2026-05-20, qualified: 2026-05-21, handoff: 2026-05-29}\n\
             handoff: {seller: Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, sent: 2026-06-01}")
            .replace("registered: 2026-11-20", "registered: 2026-05-20"),
    );
    for (root, named) in [
        (own(), "northwind"),
        (
            long.root(),
            "a-deal-with-a-name-that-nobody-would-type-on-a-command-line-but-somebody-did",
        ),
    ] {
        for width in [80, 120] {
            for args in SCREENS.iter().filter(|args| args.first() != Some(&"lint")) {
                let args: Vec<&str> = args
                    .iter()
                    .map(|arg| if *arg == "northwind" { named } else { arg })
                    .collect();
                let ran = screen(root, &args, &[("COLUMNS", &width.to_string())]);
                assert_eq!(ran.code, 0, "{}", ran.stderr);
                for line in ran.text().lines().filter(|line| !line.contains("dealctl ")) {
                    let columns = unicode_width::UnicodeWidthStr::width(line);
                    assert!(
                        columns <= width,
                        "{args:?} at {width}: {columns} columns\n{line}\n\n{}",
                        ran.text()
                    );
                }
            }
        }
    }
}

#[test]
fn a_wider_terminal_shows_no_less() {
    for args in [&["stalls"][..], &["score"], &["forecast"]] {
        let at = |width: &str| {
            screen(own(), args, &[("COLUMNS", width)])
                .text()
                .split_whitespace()
                .count()
        };
        assert!(at("120") >= at("80"), "{args:?}");
    }
}

#[test]
fn a_width_that_is_none_does_no_harm() {
    for width in ["0", "1", "-5", "99999999999999999999", "wide", ""] {
        for args in SCREENS {
            let ran = screen(own(), args, &[("COLUMNS", width)]);
            assert!(
                ran.code < 2 && !ran.stdout.is_empty(),
                "{args:?} at {width:?}"
            );
        }
    }
}

// The same bytes, always.

#[test]
fn threads_do_not_change_a_byte() {
    let repository = large(300);
    for args in [
        &["lint", "--format", "json", "--notes"][..],
        &["lint", "--notes"],
        &["stalls", "--format", "json"],
        &["score", "--format", "csv"],
        &["forecast", "--format", "json"],
        &[],
    ] {
        let with = |threads: &str| {
            screen(repository.root(), args, &[("RAYON_NUM_THREADS", threads)]).stdout
        };
        let one = with("1");
        assert!(!one.is_empty());
        assert!(
            one == with("2") && one == with("7"),
            "{args:?} differs between threads"
        );
    }
}

#[test]
fn the_order_in_which_files_came_into_a_folder_does_not_change_a_byte() {
    let deals: Vec<(String, String)> = (0..60)
        .map(|n| {
            (
                format!("deals/a{n}.yaml"),
                faulty().replace("quayside", &format!("quayside{n}")),
            )
        })
        .collect();
    let build = |order: &mut dyn Iterator<Item = &(String, String)>| {
        order.fold(Repository::new(), |repository, (path, text)| {
            repository.with(path, text)
        })
    };
    let forwards = build(&mut deals.iter());
    let backwards = build(&mut deals.iter().rev());
    let lint = |repository: &Repository| {
        repository
            .run(&["lint", "--format", "json", "--notes"])
            .stdout
    };
    assert!(lint(&forwards) == lint(&backwards));
}

// explain.

#[test]
fn explain_knows_every_rule_and_each_says_why_with_examples() {
    let table = run(dealctl().arg("explain"));
    assert_eq!(table.code, 0);
    let rules: Vec<&str> = dealctl::lint::rules::all().map(|rule| rule.name).collect();
    assert!(rules.len() >= 40, "{}", rules.len());
    for rule in rules {
        assert!(table.text().contains(rule), "{rule} is not in the table");
        let page = run(dealctl().args(["explain", rule]));
        assert_eq!(page.code, 0);
        assert!(page.text().starts_with(rule), "{}", page.text());
        assert!(
            page.text().contains("Bad:") && page.text().contains("Good:"),
            "{}",
            page.text()
        );
    }
}

#[test]
fn explain_needs_no_repository() {
    let nowhere = Repository::empty();
    let ran = run(dealctl()
        .current_dir(nowhere.root())
        .args(["explain", "gate"]));
    assert_eq!(ran.code, 0);
    assert!(
        ran.text().contains("gate/overdue") && !ran.text().contains("file/syntax"),
        "{}",
        ran.text()
    );
}

#[test]
fn a_deal_that_cannot_be_read_is_asked_for_by_its_name() {
    let repository =
        Repository::new().with("deals/east/torn.yaml", "account: {name: Alpha #4 Foods}\n");
    let ran = repository.run(&["lint", "torn", "--format", "short"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(
        ran.text().contains("deals/east/torn.yaml:1:"),
        "{}",
        ran.text()
    );
    assert_eq!(repository.run(&["lint", "orn"]).code, 2);
}

#[test]
fn a_deal_is_named_by_any_path_to_its_file_and_what_is_none_is_said() {
    let deal = "account: {name: Quayside Ports}\nhistory: {registered: 2026-09-28}\n";
    let same = |path: &str| (path.to_owned(), format!("id: one\n{deal}"));
    let (first, second) = (same("deals/a/z.yaml"), same("deals/c/z.yaml"));
    let repository = Repository::new()
        .with("deals/q.yml", deal)
        .with("deals/broken.yaml", "account: {name: Quay\n")
        .with("deals/x.txt", deal)
        .with(&first.0, first.1)
        .with(&second.0, second.1);
    let absolute = repository.path("deals/q.yml");
    for name in [
        "q",
        "q.yml",
        "deals/q.yml",
        absolute.to_str().expect("UTF-8"),
    ] {
        let ran = repository.run(&["gate", name]);
        assert!(ran.code < 2, "{name}: {}", ran.stderr);
    }
    for (args, says) in [
        (["gate", "broken"], "deals/broken.yaml cannot be read"),
        (["gate", "one"], "deals/a/z.yaml or deals/c/z.yaml"),
        (["lint", "deals/x.txt"], "deals/x.txt is not a deal"),
    ] {
        let ran = repository.run(&args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.stderr.contains(says), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn a_finding_in_a_file_of_windows_draws_no_carriage_return() {
    let deal = "account: {name: Quayside Ports}\r\nopportunity: {amount: NaN}\r\nneed: x is y\r\n";
    let repository = Repository::new().with("deals/q.yaml", deal);
    let ran = repository.run(&["lint", "--full"]);
    assert!(ran.text().contains("NaN"), "{}", ran.text());
    assert!(!ran.text().contains('␍'), "{}", ran.text());
}

#[test]
fn a_number_of_the_process_lists_the_rules_that_serve_it() {
    let repository = Repository::new();
    let ran = repository.run(&["explain", "d3.6"]);
    assert!(ran.text().contains("close/no-amount"), "{}", ran.text());
    assert!(!ran.text().contains("gate/overdue"), "{}", ran.text());
    assert_eq!(repository.run(&["explain", "D99"]).code, 2);
}

#[test]
fn levels_and_selection_of_the_command_line_go_before_those_of_the_process() {
    let deal = "\
account: {name: Quayside Ports, domain: quayside.example}
opportunity: {name: \"Berth scheduling, phase 1\", amount: 66000, close_date: 2027-03-31}
partner: meridian
registered: 2026-11-20
need: {what: Berth planners re-key the tide table, confirmed_by: Ines Calder, date: 2026-11-19}
credit: finders fee
history: {registered: 2026-11-20}
";
    let book = |lint: &str| {
        let own = "levels = { \"hygiene/stale\" = \"note\" }";
        let process = support::example_process().replace(own, lint);
        Repository::empty()
            .with("process.toml", process)
            .with("deals/a.yaml", deal)
    };
    let found = |lint: &str, more: &[&str]| {
        let arguments = [&["lint", "--format", "json", "--notes"], more].concat();
        let ran = book(lint).run(&arguments);
        let found = support::findings(&ran).into_iter();
        let found = found.filter(|finding| finding.rule == "credit/unknown-rule");
        let levels: Vec<String> = found.map(|finding| finding.level).collect();
        (ran.code, levels.join(" "))
    };
    let is = |code, level: &str| (code, level.to_owned());
    let quiet = "levels = { credit = \"note\" }";
    assert_eq!(found("", &[]), is(1, "error"));
    assert_eq!(
        found("", &["--level", "credit/unknown-rule=warning"]),
        is(0, "warning")
    );
    assert_eq!(found("", &["--level", "credit=off"]), is(0, ""));
    assert_eq!(found(quiet, &[]), is(0, "note"));
    assert_eq!(found(quiet, &["--level", "credit=error"]), is(1, "error"));
    let select = "select = [\"hygiene\"]";
    assert_eq!(found(select, &[]), is(0, ""));
    assert_eq!(found(select, &["--select", "credit"]), is(1, "error"));
    for wrong in ["credit", "credit=loud", "crdit=note"] {
        let ran = book("").run(&["lint", "--level", wrong]);
        assert_eq!(ran.code, 2, "{wrong}: {}", ran.stderr);
    }
    for wrong in ["pushed = 0", "generic = 101"] {
        let ran = book(&format!("limits = {{ {wrong} }}")).run(&["lint"]);
        assert_eq!(ran.code, 2, "{wrong}: {}", ran.stderr);
        assert!(ran.stderr.contains("is not a limit for"), "{}", ran.stderr);
    }
}
