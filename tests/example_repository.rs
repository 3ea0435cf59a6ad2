//! The repository of docs/format.md, `tests/example`: it is understood to the last key, and a day in the past knows no later one.

mod support;

use serde_json::Value;
use support::{Ran, example, findings, run_in};

fn lint(today: &str) -> Ran {
    run_in(
        &example(),
        &["lint", "--today", today, "--format", "json", "--notes"],
    )
}

fn report(command: &[&str], today: &str) -> Value {
    let ran = run_in(
        &example(),
        &[command, &["--today", today, "--format", "json"]].concat(),
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.json()
}

const REPORTS: [&[&str]; 6] = [
    &["stalls"],
    &["score"],
    &["score", "northwind"],
    &["forecast"],
    &["gate", "northwind"],
    &["gate", "quayside"],
];

/// Every date in a document that is later than a day, with its path. What is expected is no knowledge of later days:
/// close dates, dates of things that are due, the bounds of the quarter, and the last days of horizons.
fn later_than(day: &str, json: &Value) -> Vec<String> {
    fn walk(json: &Value, path: &str, day: &str, out: &mut Vec<String>) {
        match json {
            Value::Object(map) => map.iter().for_each(|(key, value)| {
                walk(value, &format!("{path}.{key}"), day, out);
            }),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .for_each(|(index, item)| walk(item, &format!("{path}.{index}"), day, out)),
            Value::String(text) => {
                let later = dates(text).any(|date| date > day);
                if later && !expected(path, text) {
                    out.push(format!("{path}: {text}"));
                }
            }
            _ => {}
        }
    }
    fn expected(path: &str, text: &str) -> bool {
        [
            ".close_date",
            ".close_then",
            ".close_now",
            ".due",
            ".since.forecast.until",
            ".answer_by",
            ".quarter.start",
            ".quarter.end",
        ]
        .iter()
        .any(|key| path.ends_with(key))
            || (path.starts_with(".horizons.") && path.rsplit('.').next() == Some("until"))
            // Close dates that slipped.
            || (path.starts_with(".since.slipped.list.")
                && matches!(path.rsplit('.').next(), Some("from" | "to")))
            || text.contains("due 20")
    }
    let mut out = Vec::new();
    walk(json, "", day, &mut out);
    out
}

fn dates(text: &str) -> impl Iterator<Item = &str> {
    let is_date = |date: &&str| {
        date.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    };
    (0..text.len())
        .filter_map(|at| text.get(at..at + 10))
        .filter(is_date)
}

#[test]
fn later_dates_are_found_anywhere_in_a_document() {
    let json = serde_json::json!({
        "today": "2026-09-30",
        "rows": [{"close_date": "2026-12-18", "why": "waived on 2026-10-01: y", "since": "2026-09-30"}],
    });
    assert_eq!(
        later_than("2026-09-30", &json),
        [".rows.0.why: waived on 2026-10-01: y"]
    );
}

#[test]
fn when_all_is_over_it_has_no_error_and_every_key_is_understood() {
    let ran = lint("2026-12-20");
    let bad: Vec<_> = findings(&ran)
        .into_iter()
        .filter(|finding| finding.level == "error" || finding.rule.starts_with("file/"))
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
    assert_eq!(ran.code, 0);
    assert_eq!(ran.json()["summary"]["deals"], 2);
}

#[test]
fn on_the_last_day_of_september_it_has_no_error_either() {
    let ran = lint("2026-09-30");
    let bad: Vec<_> = findings(&ran)
        .into_iter()
        .filter(|finding| finding.level == "error" || finding.rule.starts_with("file/"))
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
    assert_eq!(ran.code, 0);
}

#[test]
fn northwind_is_in_joint_work_in_september_and_won_in_december() {
    let gate = report(&["gate", "northwind"], "2026-09-30");
    assert_eq!(gate["stage"], "joint");
    assert_eq!(gate["since"], "2026-09-16");
    assert_eq!(gate["outcome"], Value::Null);
    let forecast = report(&["forecast"], "2026-09-30");
    let joint = &forecast["stages"][3];
    assert_eq!(
        (&joint["stage"], &joint["deals"], &joint["amount"]),
        (&"joint".into(), &1.into(), &"84000.00".into())
    );
    assert_eq!(forecast["total"]["deals"], 2);

    let gate = report(&["gate", "northwind"], "2026-12-20");
    assert_eq!(gate["outcome"], "won");
    let forecast = report(&["forecast"], "2026-12-20");
    assert_eq!(forecast["total"]["deals"], 1);
    assert_eq!(forecast["quarter"]["won"], "81000.00");
}

#[test]
fn no_report_of_september_knows_a_later_day() {
    for command in REPORTS {
        let later = later_than("2026-09-30", &report(command, "2026-09-30"));
        assert!(later.is_empty(), "{command:?}: {later:#?}");
    }
    let later = later_than("2026-09-30", &lint("2026-09-30").json());
    assert!(later.is_empty(), "lint: {later:#?}");
}

#[test]
fn the_later_history_of_september_leaves_no_trace_in_any_report() {
    // The same repository without a line of what happened after September must give the same bytes.
    let northwind =
        std::fs::read_to_string(example().join("deals/northwind.yaml")).expect("northwind");
    let known: String = northwind
        .lines()
        .filter(|line| {
            let starts = |key: &str| line.trim_start().starts_with(key);
            !(starts("stage: closing")
                || starts("outcome:")
                || starts("feedback:")
                || starts("- {stage: closing")
                || starts("- {date: 2026-11-09"))
        })
        .fold(String::new(), |text, line| text + line + "\n");
    assert_eq!(northwind.lines().count(), known.lines().count() + 5);
    let signals = std::fs::read_to_string(example().join("signals.yaml")).expect("signals");
    let mut repository = support::Repository::new()
        .with("deals/northwind.yaml", known)
        .with("signals.yaml", signals);
    for path in [
        "deals/quayside.yaml",
        "lists/ortiz-q4.md",
        "notes/dana-0911.md",
        "notes/northwind-0818.md",
        "notes/northwind-0902.md",
        "notes/northwind-qbr.md",
    ] {
        let bytes = std::fs::read(example().join(path)).expect("a file of the example");
        repository = repository.with(path, bytes);
    }
    let as_text: [&[&str]; 5] = [
        &[],
        &["stalls"],
        &["score"],
        &["forecast"],
        &["gate", "northwind"],
    ];
    for command in as_text {
        let args = [command, &["--today", "2026-09-30"]].concat();
        let whole = run_in(&example(), &args);
        let cut = repository.run(&args);
        assert_eq!(whole.text(), cut.text(), "{command:?}");
    }
    for command in REPORTS {
        let args = [command, &["--today", "2026-09-30", "--format", "json"]].concat();
        // What stands below the cut lines is on other lines, and nothing else differs.
        assert_eq!(
            without_lines(run_in(&example(), &args).json()),
            without_lines(repository.run(&args).json()),
            "{command:?}"
        );
    }
}

fn without_lines(mut json: Value) -> Value {
    match &mut json {
        Value::Object(map) => {
            map.remove("line");
            map.values_mut()
                .for_each(|value| *value = without_lines(value.take()));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| *item = without_lines(item.take())),
        _ => {}
    }
    json
}

#[test]
fn no_day_of_the_deals_life_knows_a_later_one() {
    for today in [
        "2026-08-24",
        "2026-08-25",
        "2026-09-01",
        "2026-09-04",
        "2026-09-07",
        "2026-09-08",
        "2026-09-12",
        "2026-09-14",
        "2026-09-15",
        "2026-09-16",
        "2026-09-17",
        "2026-11-08",
        "2026-11-23",
        "2026-11-24",
        "2026-12-10",
        "2026-12-11",
        "2026-12-13",
        "2026-12-14",
    ] {
        for command in REPORTS {
            let later = later_than(today, &report(command, today));
            assert!(later.is_empty(), "{today} {command:?}: {later:#?}");
        }
    }
}

#[test]
fn no_day_in_the_past_of_this_projects_own_deals_knows_a_later_one() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for today in ["2025-06-30", "2025-12-31", "2026-04-15", "2026-09-30"] {
        for command in [&["stalls"][..], &["score"], &["forecast"]] {
            let args = [command, &["--today", today, "--format", "json"]].concat();
            let mut later = later_than(today, &run_in(root, &args).json());
            // Deals of the past are judged by the process of today, whose acceptance was agreed on this day.
            later.retain(|found| !found.contains("agreed on 2026-08-03"));
            assert!(later.is_empty(), "{today} {command:?}: {later:#?}");
        }
    }
}
