//! `dealctl forecast` end to end: odd books give sense, parts add up, and what it writes is what it says.

mod support;

use serde_json::Value;
use support::Repository;

/// A deal of one partner, entered on a day; the rest of the file as given.
fn deal(entered: &str, amount: &str, rest: &str) -> String {
    format!(
        "account: {{name: Ada Works, domain: ada.example}}\nopportunity: {{name: One, amount: {amount}}}\npartner: meridian\n\
         history: {{registered: {entered}}}\n{rest}"
    )
}

fn won(on: &str) -> String {
    format!("outcome: {{result: won, date: {on}, amount: 900}}\n")
}

/// Every figure is a number within reason; every page can be written.
#[track_caller]
fn makes_sense(repository: &Repository) -> Value {
    for args in [
        &["forecast"][..],
        &["forecast", "--deals"],
        &["forecast", "--backtest"],
        &["forecast", "--group", "class"],
        &["forecast", "--crm"],
        &["forecast", "--format", "csv"],
        &["forecast", "--format", "markdown"],
    ] {
        let ran = repository.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
        let text = String::from_utf8(ran.stdout).expect("UTF-8");
        for odd in ["NaN", "inf", "-$", "$-"] {
            assert!(!text.contains(odd), "{args:?}: {text}");
        }
    }
    let json = repository.run(&["forecast", "--format", "json"]).json();
    for horizon in json["horizons"].as_array().expect("horizons") {
        for part in [horizon, &horizon["new_business"], &horizon["total"]] {
            let figure = |key: &str| -> f64 { part[key].as_str().expect(key).parse().expect(key) };
            assert!(figure("p10") <= figure("p50") && figure("p50") <= figure("p90"));
            assert!(figure("expected") >= 0.0, "{horizon:#}");
        }
    }
    for deal in json["deals"].as_array().expect("deals") {
        for chance in deal["p"].as_object().expect("chances").values() {
            assert!((0.0..=1.0).contains(&chance.as_f64().expect("a chance")));
        }
    }
    json
}

#[test]
fn odd_books_give_sense() {
    let empty = makes_sense(&Repository::new());
    assert_eq!(empty["horizons"][0]["open_deals"], 0);
    let one = Repository::new().with("deals/a.yaml", deal("2026-10-01", "1000", ""));
    let one = makes_sense(&one);
    let prior = one["prior_share"].as_f64().expect("a share");
    assert!(prior > 0.95, "hardly any history: {prior}");
    let mut all_won = Repository::new();
    for n in 1..=9 {
        let text = deal("2026-01-05", "1000", &won(&format!("2026-0{n}-20")));
        all_won = all_won.with(&format!("deals/{n}.yaml"), text);
    }
    let all_won = makes_sense(&all_won);
    assert_eq!(all_won["amount_factor"], 0.9);
    for text in [
        deal("2026-10-01", "0", ""),
        deal("2026-10-01", "1000 XTS", ""),
        deal("1999-01-01", "1000", ""),
        deal("2026-11-23", "1000", &won("2026-11-23")),
        deal("2026-10-01", "1000", "outcome: {result: won}\n"),
        deal("2026-10-01", "1000", &won("2026-01-01")),
        deal("2026-10-01", "1000", "")
            .replace("amount: 1000", "amount: 1000, close_date: 2020-01-01"),
    ] {
        makes_sense(&Repository::new().with("deals/a.yaml", text));
    }
}

#[test]
fn one_stage_is_enough_of_a_process() {
    let process = "[process]\nname = \"One\"\ncurrency = \"USD\"\n[[stages]]\nid = \"registered\"\nname = \"Registered\"\n\
                   owner = \"Maya Chen\"\n";
    let repository = Repository::empty()
        .with("process.toml", process)
        .with("deals/a.yaml", deal("2026-10-01", "1000", ""))
        .with(
            "deals/b.yaml",
            deal("2026-08-01", "1000", &won("2026-09-01")),
        );
    makes_sense(&repository);
}

#[test]
fn what_is_dated_later_changes_nothing() {
    let book = |later: &str| {
        let repository = Repository::new()
            .with("deals/a.yaml", deal("2026-01-05", "1000", ""))
            .with(
                "deals/b.yaml",
                deal("2026-02-05", "1000", &won("2026-05-05")),
            )
            .with("deals/c.yaml", deal("2026-03-05", "1000", later));
        let ran = repository.run(&["forecast", "--format", "json"]);
        ran.stdout
    };
    assert_eq!(book(""), book(&won("2026-12-24")));
}

#[test]
fn a_day_that_cannot_be_forecast_to_is_refused_with_a_way_out() {
    let repository = Repository::new();
    for by in ["2026-11-23", "2020-01-01", "2028-01-01"] {
        let ran = repository.run(&["forecast", "--by", by]);
        assert_eq!(ran.code, 2, "{by}");
        assert!(ran.stderr.contains("help:"), "{}", ran.stderr);
    }
    assert_eq!(repository.run(&["forecast", "--horizons", "0"]).code, 2);
}

#[test]
fn settings_that_mean_nothing_are_refused_with_a_way_out() {
    for (setting, word) in [
        ("group = \"colour\"", "segment"),
        ("horizons = [30, 900]", "365"),
    ] {
        let process = format!("{}\n[forecast]\n{setting}\n", support::example_process());
        let repository = Repository::empty().with("process.toml", process);
        let ran = repository.run(&["forecast"]);
        assert_eq!(ran.code, 2, "{setting}");
        assert!(ran.stderr.contains(word), "{}", ran.stderr);
    }
}
