//! Every figure of the page is one of the JSON document.

use std::collections::HashSet;

use serde_json::Value;

use crate::demo::{demo, report};

/// Every number and text in a document.
fn scalars(value: &Value, found: &mut HashSet<String>) {
    match value {
        Value::Object(map) => map.values().for_each(|value| scalars(value, found)),
        Value::Array(list) => list.iter().for_each(|value| scalars(value, found)),
        Value::String(text) => {
            found.insert(text.clone());
        }
        Value::Number(number) => {
            found.insert(number.to_string());
        }
        Value::Bool(_) | Value::Null => {}
    }
}

/// The values of an attribute in a page.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let parts = page.split(attribute).skip(1);
    parts
        .map(|part| part.split('"').next().unwrap_or_default())
        .collect()
}

#[test]
fn every_value_of_the_page_is_in_the_document() {
    let scratch = demo();
    let html = report(&scratch, &["--format", "html"]);
    let json = report(&scratch, &["--format", "json"]).json();
    let mut known = HashSet::new();
    scalars(&json, &mut known);
    let values = values(html.text(), "data-value=\"");
    assert!(values.len() > 150, "{}", values.len());
    let amounts = values.iter().filter(|value| {
        let (units, cents) = value.split_once('.').unwrap_or_default();
        cents.len() == 2
            && units
                .trim_start_matches('-')
                .bytes()
                .all(|b| b.is_ascii_digit())
    });
    let mut checked = 0;
    for amount in amounts {
        checked += 1;
        assert!(known.contains(*amount), "{amount} is in no document");
    }
    assert!(checked > 100, "{checked} amounts");
    assert!(
        !html.text().contains("NaN") && !html.text().contains(">inf"),
        "no figure is one"
    );
}

#[test]
fn the_sentences_are_those_of_the_commands() {
    let scratch = demo();
    let page = report(&scratch, &["--format", "markdown"]);
    for command in [
        "stalls",
        "partners",
        "leaks",
        "velocity",
        "pipeline",
        "conflicts",
        "hygiene",
    ] {
        let alone = crate::support::run_in(
            scratch.root(),
            &[
                command,
                "--today",
                crate::demo::TODAY,
                "--format",
                "markdown",
            ],
        );
        let sentence = alone.text().lines().next().unwrap_or_default().to_owned();
        assert!(sentence.len() > 20, "{sentence}");
        let bare = |text: &str| text.replace(['*', '\\'], "");
        assert!(
            bare(page.text()).contains(&bare(&sentence)),
            "{command}: {sentence}"
        );
    }
}

#[test]
fn readers_get_their_sections() {
    let scratch = demo();
    let all = report(&scratch, &["--format", "html"]);
    let board = report(&scratch, &["--format", "html", "--for", "board"]);
    let sales = report(&scratch, &["--format", "html", "--for", "sales"]);
    let ids = |page: &str| -> Vec<String> {
        values(page, "<section id=\"")
            .into_iter()
            .map(ToOwned::to_owned)
            .collect()
    };
    assert_eq!(ids(all.text()).len(), 15);
    assert!(!ids(board.text()).contains(&"decisions".to_owned()));
    assert!(
        !board.text().contains("Luis: ") && !board.text().contains("Halden Foods"),
        "no single move, no deal"
    );
    assert!(!ids(sales.text()).contains(&"partners".to_owned()));
    let chosen = report(
        &scratch,
        &["--format", "html", "--sections", "stalled,quarter"],
    );
    assert_eq!(ids(chosen.text()), ["stalled", "quarter"]);
    let process = std::fs::read_to_string(scratch.root().join("process.toml")).expect("a process");
    scratch.write(
        "process.toml",
        format!("{process}\n[report]\nsections = [\"partners\", \"quarter\"]\n"),
    );
    assert_eq!(
        ids(report(&scratch, &["--format", "html"]).text()),
        ["partners", "quarter"]
    );
    scratch.write(
        "process.toml",
        format!("{process}\n[report]\nsections = [\"partner\"]\n"),
    );
    let ran = crate::support::run_in(scratch.root(), &["report", "--today", "2026-11-23"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("`partner`, which is not a section"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_mail_is_small_and_has_its_style_beside_each_element() {
    let scratch = demo();
    let mail = report(&scratch, &["--format", "html", "--mail"]);
    assert!(mail.stdout.len() < 100_000, "{} bytes", mail.stdout.len());
    assert!(!mail.text().contains("<svg") && !mail.text().contains("<style"));
    assert!(mail.text().contains("style=\"text-align:right"));
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let scratch = demo();
    let first = report(&scratch, &["--format", "html"]);
    let second = report(&scratch, &["--format", "html"]);
    assert_eq!(first.stdout, second.stdout);
}
