//! The record is what was said: past weeks of a backtest, and the Mondays of the quarter, against the reports of those days.

mod support;

use chrono::{Datelike, Duration, NaiveDate};
use serde_json::Value;
use support::Repository;

const TODAY: &str = "2026-11-24";

/// A small generator, the same everywhere (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((z ^ (z >> 31)) % n).expect("small")
    }
}

/// A book of two years, of which every date was written when it came.
fn book(seed: u64) -> Repository {
    let mut random = Random(seed);
    let process = "[process]\nname = \"record\"\ncurrency = \"USD\"\n[calendar]\nfiscal_year_starts = \"February\"\n\
                   [targets]\n\"FY27-Q4\" = 900000\n[forecast]\ndraws = 1000\nrecords_begin = 2025-01-06\n\
                   [[stages]]\nid = \"early\"\nname = \"Early\"\nowner = \"Ada Byron\"\nprobability = 30\n\
                   [[stages]]\nid = \"late\"\nname = \"Late\"\nowner = \"Ada Byron\"\nprobability = 60\n";
    let mut repository = Repository::empty().with("process.toml", process);
    let first: NaiveDate = "2025-01-06".parse().expect("a day");
    let today: NaiveDate = TODAY.parse().expect("a day");
    for number in 0..60 {
        let begin = first + Duration::days(random.below(680));
        let late = begin + Duration::days(5 + random.below(40));
        let end = late + Duration::days(5 + random.below(60));
        let amount = 10_000 + 1_000 * random.below(90);
        let mut text = format!(
            "account: {{name: Account {number}}}\nopportunity: {{amount: {amount}}}\npartner: Oakline\nhistory:\n  - {{stage: early, date: {begin}}}\n"
        );
        if late <= today {
            text += &format!("  - {{stage: late, date: {late}}}\n");
        }
        if end <= today {
            let result = if random.below(5) < 2 { "won" } else { "lost" };
            text += &format!("outcome: {{result: {result}, date: {end}, amount: {amount}}}\n");
        }
        repository = repository.with(&format!("deals/{number}.yaml"), &text);
    }
    repository
}

fn forecast(repository: &Repository, args: &[&str]) -> Value {
    let args = [&["--today"], args, &["--format", "json"]].concat();
    let ran = repository.run(&args);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.json()
}

#[test]
fn a_past_week_says_to_the_byte_what_the_report_of_that_day_said() {
    for seed in 0..10 {
        let repository = book(seed);
        let record = forecast(
            &repository,
            &[TODAY, "forecast", "--backtest", "--horizons", "30,90"],
        );
        let weeks = record["origins"].as_array().expect("weeks");
        assert!(weeks.len() > 60, "seed {seed}: {}", weeks.len());
        let mut random = Random(seed);
        for _ in 0..5 {
            let at = usize::try_from(random.below(weeks.len() as u64)).expect("small");
            let week = &weeks[at];
            let day = week["date"].as_str().expect("a day");
            let said = forecast(&repository, &[day, "forecast", "--horizons", "30,90"]);
            let horizons = said["horizons"].as_array().expect("horizons");
            let own =
                |horizon: &&Value| horizon["quarter"].is_null() && horizon["days"] == week["days"];
            let horizon = horizons.iter().find(own).expect("the horizon");
            for figure in ["expected", "p10", "p50", "p90"] {
                let place = format!("seed {seed}, {day}, {figure}");
                assert_eq!(
                    week[figure].to_string(),
                    horizon[figure].to_string(),
                    "{place}"
                );
                let (week, said) = (&week["total"][figure], &horizon["total"][figure]);
                assert_eq!(week.to_string(), said.to_string(), "{place} of the total");
            }
        }
    }
}

#[test]
fn the_line_in_the_report_is_the_record_of_the_backtest() {
    let repository = book(3);
    let line = forecast(&repository, &[TODAY, "forecast"]);
    let record = forecast(
        &repository,
        &[TODAY, "forecast", "--backtest", "--horizons", "90"],
    );
    assert_eq!(line["summary"], record["summary"]);
}

#[test]
fn the_path_of_the_quarter_is_what_was_said_on_its_mondays() {
    let repository = book(4);
    let now = forecast(&repository, &[TODAY, "forecast"]);
    let said = now["said"].as_array().expect("Mondays");
    assert_eq!(said.len(), 4, "{said:#?}");
    for said in said {
        let day = said["date"].as_str().expect("a day");
        let monday: NaiveDate = day.parse().expect("a day");
        assert_eq!(monday.weekday(), chrono::Weekday::Mon);
        let then = forecast(&repository, &[day, "forecast"]);
        let total = &then["horizons"][0]["total"]["expected"];
        assert_eq!(&said["expected"], total, "{day}");
    }
}

#[test]
fn what_people_call_stands_beside_the_forecast_and_in_no_figure() {
    let repository = book(5);
    let without = forecast(&repository, &[TODAY, "forecast"]);
    let process =
        std::fs::read_to_string(repository.root().join("process.toml")).expect("a process");
    let calls = "[[forecast.calls]]\nquarter = \"FY27-Q4\"\nby = \"Priya Raman\"\ndate = 2026-11-02\namount = 700000\n\
                 [[forecast.calls]]\nquarter = \"FY27-Q4\"\nby = \"Priya Raman\"\ndate = 2026-11-23\namount = 550000\nwhy = \"Two deals slip\"\n\
                 [[forecast.calls]]\nquarter = \"FY27-Q4\"\nby = \"Priya Raman\"\ndate = 2026-12-01\namount = 1\n";
    let process = process.replace(
        "[[stages]]\nid = \"early\"",
        &format!("{calls}[[stages]]\nid = \"early\""),
    );
    let repository = repository.with("process.toml", &process);
    let with = forecast(&repository, &[TODAY, "forecast"]);
    assert_eq!(with["horizons"], without["horizons"]);
    assert_eq!(
        with["named_calls"].as_array().expect("calls").len(),
        2,
        "not that of December"
    );
    let ran = repository.run(&["--today", TODAY, "forecast"]);
    let text = ran.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let line = "Priya Raman calls $550k (23 Nov: Two deals slip), after $700k on 2 Nov.";
    assert!(text.contains(line), "{text}");
    let lacking = process
        .replace("date = 2026-11-23\n", "")
        .replace("\"FY27-Q4\"\nby", "\"Q4 2027\"\nby");
    let repository = repository.with("process.toml", &lacking);
    let ran = repository.run(&["--today", TODAY, "forecast"]);
    assert_ne!(ran.code, 0);
    for part in [
        "a call of [[forecast.calls]] lacks date",
        "`Q4 2027` names no quarter",
    ] {
        assert!(ran.stderr.contains(part), "{part}\n{}", ran.stderr);
    }
}
