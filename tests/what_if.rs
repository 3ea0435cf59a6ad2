//! `dealctl what-if` end to end: what a change moves, and what it leaves alone.

mod support;

use serde_json::Value;
use support::Repository;

fn deal(stage: &str, partner: &str, rest: &str) -> String {
    format!(
        "account: {{name: Ada Works}}\nopportunity: {{name: One, amount: 1000}}\npartner: {partner}\n\
         history: {{{stage}}}\n{rest}"
    )
}

/// Two years of one partner's deals, and of another's; open and closed ones.
fn book() -> Repository {
    let mut repository = Repository::new();
    for n in 0..48 {
        let (year, month) = (2025 + n / 24, 1 + n / 4 % 6);
        let entered = format!("registered: {year}-0{month}-0{}", 1 + n % 9);
        let ended = match n % 4 {
            0 => format!(
                "outcome: {{result: won, date: {year}-0{}-20, amount: 900}}\n",
                month + 3
            ),
            1 | 2 => format!(
                "outcome: {{result: lost, date: {year}-0{}-25}}\n",
                month + 2
            ),
            _ => String::new(),
        };
        let partner = if n % 3 == 0 { "oakline" } else { "meridian" };
        repository = repository.with(
            &format!("deals/{n:02}.yaml"),
            deal(&entered, partner, &ended),
        );
    }
    repository
}

fn what_if(repository: &Repository, changes: &[&str]) -> Value {
    repository
        .run(&[&["what-if", "--format", "json"], changes].concat())
        .json()
}

fn figure(value: &Value) -> f64 {
    value.as_str().expect("a figure").parse().expect("a number")
}

fn horizons(report: &Value) -> &[Value] {
    report["horizons"].as_array().expect("horizons")
}

#[test]
fn a_change_to_what_is_believed_already_changes_nothing() {
    let report = what_if(&book(), &["--probability", "registered=15"]);
    for horizon in horizons(&report) {
        assert_eq!(horizon["now"], horizon["then"], "{horizon:#}");
        assert_eq!(horizon["change"], "0.00");
    }
    assert_eq!(report["deals"].as_array().map(Vec::len), Some(0));
}

#[test]
fn as_it_is_it_is_the_forecast() {
    let repository = book();
    let report = what_if(&repository, &["--lose", "03"]);
    let forecast = repository.run(&["forecast", "--format", "json"]).json();
    for (horizon, other) in horizons(&report).iter().zip(horizons(&forecast)) {
        assert_eq!(horizon["days"], other["days"]);
        assert_eq!(horizon["now"]["total"], other["total"]);
        assert_eq!(horizon["now"]["new_business"], other["new_business"]);
        assert_eq!(horizon["now"]["open"]["p90"], other["p90"]);
    }
}

#[test]
fn a_deal_won_today_counts_in_full_and_a_lost_one_no_more() {
    let repository = book();
    let expected =
        |report: &Value, part: &str| figure(&horizons(report)[2]["then"][part]["expected"]);
    let won = what_if(&repository, &["--win", "03"]);
    let lost = what_if(&repository, &["--lose", "03"]);
    assert!((expected(&won, "total") - expected(&lost, "total") - 1000.0).abs() < 0.02);
    assert!((expected(&won, "open") - expected(&lost, "open")).abs() < 0.02);
    let deals = won["deals"].as_array().expect("deals");
    assert_eq!(deals.len(), 1, "{deals:#?}");
    assert_eq!(deals[0]["then"], "1000.00");
    assert_eq!(lost["deals"][0]["then"], "0.00");
}

#[test]
fn without_its_partners_a_book_brings_nothing() {
    let repository = book();
    let report = what_if(
        &repository,
        &["--drop-partner", "meridian", "--drop-partner", "oakline"],
    );
    for horizon in horizons(&report) {
        assert_eq!(horizon["then"]["total"]["expected"], "0.00", "{horizon:#}");
        assert_eq!(horizon["then"]["total"]["p90"], "0.00");
        assert!(figure(&horizon["now"]["total"]["expected"]) > 0.0);
    }
    let one = what_if(&repository, &["--drop-partner", "oakline"]);
    for (one, both) in horizons(&one).iter().zip(horizons(&report)) {
        let (one, both) = (figure(&one["change"]), figure(&both["change"]));
        assert!(one < 0.0 && both < one, "{one} {both}");
    }
}

#[test]
fn without_history_a_change_is_the_forecast_of_the_changed_process() {
    let process = support::example_process();
    let deals = |repository: Repository| {
        repository
            .with("deals/a.yaml", deal("registered: 2026-11-23", "meridian", ""))
            .with(
                "deals/b.yaml",
                deal("registered: 2026-11-23, qualified: 2026-11-23", "meridian", ""),
            )
            .with(
                "deals/c.yaml",
                deal(
                    "registered: 2026-11-23, qualified: 2026-11-23, handoff: 2026-11-23, joint: 2026-11-23",
                    "meridian",
                    "",
                ),
            )
    };
    let now = deals(Repository::new());
    let own = now.run(&[
        "what-if",
        "--format",
        "json",
        "--stage",
        "joint",
        "--duration",
        "30d",
    ]);
    let changed = process.replace("duration = \"45 days\"", "duration = \"30 days\"");
    assert!(changed != process, "joint work has its length");
    let other = deals(Repository::empty().with("process.toml", changed));
    let forecast = other.run(&["forecast", "--format", "json"]).json();
    for (horizon, other) in horizons(&own.json()).iter().zip(horizons(&forecast)) {
        assert_eq!(horizon["then"]["open"]["expected"], other["expected"]);
        assert_eq!(horizon["then"]["open"]["p90"], other["p90"]);
    }
}

#[test]
fn shorter_stages_bring_more_and_better_chances_too() {
    let repository = book();
    for changes in [
        &["--stage", "registered", "--duration", "-50%"][..],
        &["--probability", "registered=40"],
        &["--probability", "closing=95"],
    ] {
        let report = what_if(&repository, changes);
        for horizon in horizons(&report) {
            assert!(figure(&horizon["change"]) > 0.0, "{changes:?}: {horizon:#}");
        }
        let fewer: Vec<&str> = changes
            .iter()
            .map(|word| match *word {
                "-50%" => "+50%",
                "registered=40" => "registered=5",
                "closing=95" => "closing=30",
                other => other,
            })
            .collect();
        for horizon in horizons(&what_if(&repository, &fewer)) {
            assert!(figure(&horizon["change"]) < 0.0, "{fewer:?}: {horizon:#}");
        }
    }
}

#[test]
fn what_cannot_be_is_refused_with_a_way_out() {
    let repository = book();
    for (args, says) in [
        (&["--win", "00"][..], "is closed already"),
        (&["--win", "nobody"], "there is no deal"),
        (&["--win", "03", "--lose", "03"], "both won and lost"),
        (
            &["--probability", "registered"],
            "--probability qualified=40",
        ),
        (&["--probability", "registered=140"], "0 to 100"),
        (&["--probability", "signed=40"], "the stages are"),
        (
            &["--stage", "joint", "--duration", "30"],
            "-30%, +10%, 5d, 10bd",
        ),
        (
            &["--stage", "joint", "--duration", "-100%"],
            "at least one day",
        ),
        (&["--drop-partner", "nobody"], "no deal has the partner"),
        (&[], "--win"),
        (&["--stage", "joint"], "--duration"),
    ] {
        let ran = repository.run(&[&["what-if"], args].concat());
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.stderr.contains(says), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn a_partner_without_a_deal_is_not_offered_again() {
    let empty = Repository::new();
    let ran = empty.run(&["what-if", "--drop-partner", "meridian"]);
    assert_eq!(ran.code, 2, "{}", ran.text());
    assert!(
        ran.stderr.contains("no deal has the partner meridian"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("did you mean"), "{}", ran.stderr);
}

#[test]
fn every_format_says_the_same() {
    let repository = book();
    for format in ["table", "csv", "markdown"] {
        let ran = repository.run(&["what-if", "--win", "03", "--format", format]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let text = ran.text();
        for word in ["NaN", "inf", "$-"] {
            assert!(!text.contains(word), "{text}");
        }
        assert!(text.contains("then"), "{text}");
    }
}
