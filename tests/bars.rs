//! The bars of accuracy on the reference data, through the public command line: deals are written from the data sets in the
//! folder that `DEALCTL_PARITY_DATA` names, and `dealctl forecast --backtest` judges itself. It takes minutes without
//! optimisation, so: `cargo test --test bars -- --ignored`.

mod support;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::Repository;

fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

fn rows(path: &Path) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{error}"));
    reader
        .deserialize()
        .map(|row| row.expect("a row of CSV"))
        .collect()
}

/// A repository of a data set, and the last day on it.
fn repository(
    folder: &Path,
    name: &str,
    beliefs: &[(u32, u32)],
    head: &str,
) -> (Repository, String) {
    let mut entries: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in rows(&folder.join(format!("{name}_stages.csv"))) {
        entries
            .entry(row["id"].clone())
            .or_default()
            .push((row["stage"].clone(), row["date"].clone()));
    }
    let mut stages: Vec<&str> = entries
        .values()
        .flatten()
        .map(|(stage, _)| stage.as_str())
        .collect();
    stages.sort_unstable();
    stages.dedup();
    let mut process = format!(
        "[process]\nname = \"{name}\"\ncurrency = \"USD\"\n[forecast]\ndraws = 1000\n{head}"
    );
    for (stage, (probability, days)) in stages.iter().zip(beliefs) {
        let _ = write!(
            process,
            "[[stages]]\nid = \"{stage}\"\nname = \"{stage}\"\nowner = \"Ada Byron\"\nprobability = {probability}\nduration = \"{days} days\"\n"
        );
    }
    let mut repository = Repository::empty().with("process.toml", process);
    let mut last = String::new();
    for row in rows(&folder.join(format!("{name}_deals.csv"))) {
        let id = &row["id"];
        let mut text = format!(
            "account: {{name: \"{id}\"}}\nopportunity: {{amount: {}}}\npartner: \"{}\"\nhistory:\n",
            row["amount_open"], row["segment"]
        );
        for (stage, date) in entries.remove(id).unwrap_or_default() {
            let _ = writeln!(text, "  - {{stage: {stage}, date: {date}}}");
        }
        if !row["closed"].is_empty() {
            let _ = writeln!(
                text,
                "outcome: {{result: {}, date: {}, amount: {}}}",
                row["outcome"], row["closed"], row["amount_won"]
            );
            last = last.max(row["closed"].clone());
        }
        repository = repository.with(&format!("deals/{id}.yaml"), text);
    }
    (repository, last)
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn the_bars_hold_on_the_reference_data() {
    let Some(folder) = std::env::var_os("DEALCTL_PARITY_DATA").map(PathBuf::from) else {
        say("bars: SKIPPED, DEALCTL_PARITY_DATA names no folder");
        return;
    };
    let sets = [
        ("ibm", &[(15, 10), (25, 15), (40, 15), (60, 10)][..], ""),
        ("maven", &[(50, 60)][..], "records_begin = 2017-03-01\n"),
    ];
    let mut wrong = Vec::new();
    let mut covered = Vec::new();
    for (name, beliefs, head) in sets {
        let (repository, last) = repository(&folder, name, beliefs, head);
        let ran = repository.run(&[
            "--today",
            &last,
            "forecast",
            "--backtest",
            "--horizons",
            "30,90",
            "--format",
            "json",
        ]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let json = ran.json();
        for line in json["summary"].as_array().expect("a summary") {
            let figure = |key: &str| line[key].as_f64().unwrap_or(f64::NAN);
            say(&format!(
                "bars: {name}, {} days, {} weeks: WAPE {:.3} (stage-weighted {:.3}, naive {:.3}), bias {:+.3}, Brier {:.4} (naive {:.4}), held {:.2}",
                line["days"],
                line["origins"],
                figure("wape"),
                figure("stage_weighted_wape"),
                figure("naive_wape"),
                figure("bias"),
                figure("brier"),
                figure("naive_brier"),
                figure("coverage"),
            ));
            let cell = format!("{name}, {} days", line["days"]);
            let mut holds = |what: &str, good: bool| {
                if !good {
                    wrong.push(format!("{cell}: {what}"));
                }
            };
            holds(
                "WAPE",
                figure("wape") <= 0.35 * figure("stage_weighted_wape"),
            );
            holds("Brier", figure("brier") <= 0.85 * figure("naive_brier"));
            holds("coverage", figure("coverage") >= 0.6);
            covered.push(figure("coverage"));
        }
        assert!(
            json["origins"]
                .as_array()
                .is_some_and(|origins: &Vec<Value>| !origins.is_empty())
        );
    }
    let mean = covered.iter().sum::<f64>() / 4.0;
    say(&format!("bars: the ranges held {mean:.2} of the time"));
    if !(0.7..=0.9).contains(&mean) {
        wrong.push(format!("coverage: {mean:.2} on average"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
