//! docs/reports.md and docs/meeting.md name every field of every JSON document, and no other.

use std::collections::BTreeSet;

use serde_json::Value;

use super::blocks::{dealctl, read, words};
use crate::scratch::Scratch;

/// The heading of each document, and commands that together show every field of it.
const DOCUMENTS: &[(&str, &[&str])] = &[
    ("JSON of dealctl", &["--format json --today 2026-11-23"]),
    ("JSON of next", &["next --format json --today 2026-11-23"]),
    (
        "JSON of list",
        &["list --all --format json --today 2026-11-23"],
    ),
    (
        "JSON of lint",
        &[
            "lint --format json --notes --today 2026-11-23",
            "lint --format json --root tests/example --notes --today 2026-10-30",
        ],
    ),
    (
        "JSON of gate",
        &[
            "gate halden-foods --format json --today 2026-11-23",
            "gate northwind --format json --today 2026-11-23",
        ],
    ),
    (
        "JSON of packet",
        &[
            "packet northwind --format json --root tests/example --today 2026-11-23",
            "packet granite-mutual --format json --today 2026-11-23",
        ],
    ),
    (
        "JSON of pipeline",
        &["pipeline --by partner --format json --today 2026-11-23"],
    ),
    (
        "JSON of velocity",
        &["velocity --by partner --format json --today 2026-11-23"],
    ),
    (
        "JSON of velocity --before-after",
        &["velocity --before-after --format json --today 2026-11-23"],
    ),
    (
        "JSON of leaks",
        &["leaks --steps --format json --today 2026-11-23"],
    ),
    (
        "JSON of attribution",
        &["attribution --format json --today 2026-11-23"],
    ),
    (
        "JSON of partners",
        &["partners --format json --today 2026-11-23"],
    ),
    (
        "JSON of partner",
        &["partner oakline --format json --today 2026-11-23"],
    ),
    (
        "JSON of partner --share",
        &["partner oakline --share --format json --today 2026-11-23"],
    ),
    (
        "JSON of conflicts",
        &["conflicts --format json --today 2026-11-23"],
    ),
    (
        "JSON of hygiene",
        &["hygiene --format json --today 2026-11-23"],
    ),
    (
        "JSON of process",
        &["process --format json --today 2026-11-23"],
    ),
    (REPORT, &["report --format json --today 2026-11-23"]),
    ("JSON of score", &["score --format json --today 2026-11-23"]),
    (
        "JSON of stalls",
        &["stalls --format json --today 2026-11-23"],
    ),
    (
        "JSON of what-if",
        &["what-if --win aldgate-insure --format json --today 2026-11-23"],
    ),
    (
        "JSON of forecast",
        &[
            "forecast --format json --group partner --today 2026-11-23",
            "forecast --format json --backtest --horizons 30,60,90 --today 2026-11-23",
        ],
    ),
];

/// The document that holds those of other commands: only their names are explained.
const REPORT: &str = "JSON of report";

fn collect(value: &Value, path: &str, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let below = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                out.insert(below.clone());
                collect(value, &below, out);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect(item, &format!("{path}[]"), out);
            }
        }
        _ => {}
    }
}

/// A forecast that has something to compare with: a deal that slipped and shrank, and a rate.
fn with_a_past() -> Value {
    let scratch = Scratch::new();
    let deal = |amount: &str, close: &str| {
        format!(
            "account: {{name: Ada}}\nopportunity: {{amount: {amount}, close_date: {close}}}\n\
             history: {{registered: 2026-09-28}}\n"
        )
    };
    scratch.deal("2026-11-09", "Maya Chen", &deal("1000 EUR", "2026-12-01"));
    let process = std::fs::read_to_string(scratch.root().join("process.toml")).expect("a process");
    scratch.write("process.toml", process.replace("EUR = 1.08", "EUR = 1.1"));
    scratch.deal("2026-11-18", "Sam Ortiz", &deal("900 EUR", "2026-12-18"));
    let mut command = words("forecast --format json --today 2026-11-23 --root");
    command.push(scratch.root().to_string_lossy().into_owned());
    let output = dealctl(&command);
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn every_field_of_every_document_is_explained() {
    let text = read("docs/reports.md") + &read("docs/meeting.md");
    let mut wrong = Vec::new();
    for (heading, commands) in DOCUMENTS {
        let mut fields = BTreeSet::new();
        for command in *commands {
            let output = dealctl(&words(command));
            let document: Value = serde_json::from_slice(&output.stdout)
                .unwrap_or_else(|error| panic!("dealctl {command}: {error}"));
            collect(&document, "", &mut fields);
        }
        if *heading == "JSON of forecast" {
            collect(&with_a_past(), "", &mut fields);
        }
        if *heading == REPORT {
            fields.retain(|field| !field.contains(['.', '[']));
        }
        let section = text
            .split_once(&format!("\n### {heading}\n"))
            .map(|(_, rest)| rest.split("\n#").next().unwrap_or_default());
        let Some(section) = section else {
            wrong.push(format!("docs/reports.md has no section {heading}"));
            continue;
        };
        let named: BTreeSet<String> = section
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split(" | ").next())
            .flat_map(|cell| cell.split('`').step_by(2))
            .filter(|name| !name.trim_matches([',', ' ']).is_empty())
            .map(ToOwned::to_owned)
            .collect();
        for field in fields.difference(&named) {
            wrong.push(format!("{heading}: `{field}` is not explained"));
        }
        for field in named.difference(&fields) {
            wrong.push(format!("{heading}: there is no `{field}`"));
        }
    }
    assert!(wrong.is_empty(), "docs/reports.md:\n{}", wrong.join("\n"));
}
