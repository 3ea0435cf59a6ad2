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

/// Every figure is a number within reason; every page can be written, in every format, with and without the past.
#[track_caller]
fn makes_sense(repository: &Repository) -> Value {
    let pages = [
        &["forecast"][..],
        &["forecast", "--deals"],
        &["forecast", "--backtest"],
        &["forecast", "--group", "class"],
        &["forecast", "--crm"],
    ];
    for page in pages {
        for format in ["table", "csv", "markdown", "json"] {
            let args = [page, &["--format", format]].concat();
            let ran = repository.run(&args);
            assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
            let text = String::from_utf8(ran.stdout).expect("UTF-8");
            for odd in ["NaN", "inf", "-$", "$-", "null%", "-0.00"] {
                assert!(!text.contains(odd), "{args:?}: {text}");
            }
            if format == "table" {
                assert!(!text.contains("$0 to $0"), "{args:?}: {text}");
            }
        }
    }
    let json = repository
        .run(&["forecast", "--backtest", "--format", "json"])
        .json();
    for horizon in json["horizons"].as_array().expect("horizons") {
        for part in [horizon, &horizon["new_business"], &horizon["total"]] {
            let figure = |key: &str| -> f64 { part[key].as_str().expect(key).parse().expect(key) };
            assert!(figure("p10") <= figure("p50") && figure("p50") <= figure("p90"));
            assert!(figure("expected") >= 0.0, "{horizon:#}");
            let holds = figure("p10") <= figure("expected") && figure("expected") <= figure("p90");
            assert!(holds, "{horizon:#}");
        }
    }
    for deal in json["deals"].as_array().expect("deals") {
        for chance in deal["p"].as_object().expect("chances").values() {
            assert!((0.0..=1.0).contains(&chance.as_f64().expect("a chance")));
        }
    }
    for past in json["summary"].as_array().expect("a summary") {
        for key in [
            "wape",
            "bias",
            "brier",
            "coverage",
            "stage_weighted_wape",
            "naive_wape",
            "naive_brier",
        ] {
            let figure = &past[key];
            assert!(
                figure.is_null() || figure.as_f64().is_some_and(f64::is_finite),
                "{past:#}"
            );
        }
    }
    json
}

/// The table that a person sees, on one line.
fn said(repository: &Repository, args: &[&str]) -> String {
    let text = repository.run(args);
    let words: Vec<&str> = text.text().split_whitespace().collect();
    words.join(" ")
}

/// The example's process with few draws, and lines of `[forecast]`.
fn book(settings: &str) -> Repository {
    let process = support::example_process();
    let process = format!("{process}\n[forecast]\ndraws = 500\n{settings}");
    Repository::empty().with("process.toml", process)
}

fn one(text: impl AsRef<[u8]>) -> Repository {
    book("").with("deals/a.yaml", text)
}

#[test]
fn an_empty_book_expects_nothing() {
    let empty = book("");
    let json = makes_sense(&empty);
    assert_eq!(json["horizons"][0]["open_deals"], 0);
    let text = said(&empty, &["forecast"]);
    let nothing = "No deal is open, and none has closed: there is nothing to forecast from.";
    assert!(text.starts_with(nothing), "{text}");
}

#[test]
fn one_deal_is_all_belief() {
    let one = one(deal("2026-10-01", "1000", ""));
    let prior = makes_sense(&one)["prior_share"].as_f64().expect("a share");
    assert!(prior > 0.95, "hardly any history: {prior}");
    let text = said(&one, &["forecast"]);
    assert!(text.contains("what it rests on"), "{text}");
}

#[test]
fn a_book_without_a_closed_deal_has_a_record_of_nothing() {
    let mut repository = book("");
    for n in 1..=5 {
        let text = deal(&format!("2026-0{n}-05"), "1000", "");
        repository = repository.with(&format!("deals/{n}.yaml"), text);
    }
    let json = makes_sense(&repository);
    assert_eq!(json["closed_deals"], 0);
    assert!(json["summary"][0]["wape"].is_null());
    let text = said(&repository, &["forecast"]);
    assert!(text.contains("Nothing was won after them."), "{text}");
}

#[test]
fn all_won_teaches_what_a_win_brings() {
    let mut all_won = book("");
    for n in 1..=9 {
        let text = deal("2026-01-05", "1000", &won(&format!("2026-0{n}-20")));
        all_won = all_won.with(&format!("deals/{n}.yaml"), text);
    }
    assert_eq!(makes_sense(&all_won)["amount_factor"], 0.9);
    let text = said(&all_won, &["forecast", "--method"]);
    assert!(
        text.contains("By the record: the same days of the last 3 quarters brought"),
        "{text}"
    );
    assert!(!text.contains("0% is record"), "{text}");
}

#[test]
fn nothing_open_is_said_first() {
    let lost = "outcome: {result: lost, date: 2026-03-20}\n";
    let repository = one(deal("2026-01-05", "1000", lost));
    makes_sense(&repository);
    assert!(said(&repository, &["forecast"]).starts_with("No deal is open"));
    assert!(said(&repository, &["forecast", "--deals"]).starts_with("No deal is open"));
    let judged = said(&repository, &["forecast", "--backtest"]);
    assert!(
        !judged.contains("SAID"),
        "no table without a line: {judged}"
    );
}

#[test]
fn odd_deals_give_sense() {
    let closes = |on: &str| {
        let amount = format!("amount: 1000, close_date: {on}");
        deal("2026-10-01", "1000", "").replace("amount: 1000", &amount)
    };
    for text in [
        deal("2026-10-01", "0", ""),
        deal(
            "2026-08-01",
            "0",
            "outcome: {result: won, date: 2026-09-20, amount: 0}\n",
        ),
        deal("2026-10-01", "1000 XTS", ""),
        deal(
            "2026-02-01",
            "1000 XTS",
            "outcome: {result: won, date: 2026-09-20, amount: 900 XTS}\n",
        ),
        deal("2026-11-23", "1000", &won("2026-11-23")),
        deal("2026-10-01", "1000", "outcome: {result: won}\n"),
        deal("2026-10-01", "1000", &won("2026-01-01")),
        deal("2026-10-01", "10000000000000", ""),
        closes("2020-01-01"),
        closes("9999-12-31"),
    ] {
        makes_sense(&one(text));
    }
    let unrated = one(deal("2026-10-01", "1000 XTS", ""));
    let text = said(&unrated, &["forecast"]);
    assert!(
        text.contains("a is in no sum: it has no amount, or one that lint rejects."),
        "{text}"
    );
    let early = one(closes("2020-01-01"));
    assert!(said(&early, &["forecast", "--method"]).contains("1 overdue"));
}

#[test]
fn a_range_holds_what_is_expected_and_says_why_it_is_wider() {
    let repository = one(deal("1999-01-01", "1000", ""));
    makes_sense(&repository);
    let text = said(&repository, &["forecast", "--method"]);
    assert!(
        text.contains("Where a few rare wins carry a mean, nine draws in ten lie on one side of it: such a range is widened to hold its mean."),
        "{text}"
    );
}

#[test]
fn a_deal_older_than_the_records_counts_since_they_begin() {
    let repository = book("records_begin = 2026-03-02\n");
    let repository = repository.with("deals/a.yaml", deal("1999-01-01", "1000", ""));
    let json = makes_sense(&repository);
    assert_eq!(json["records_begin"], "2026-03-02");
    assert!(
        json["summary"][0]["origins"].as_u64().expect("a count") < 26,
        "{json:#}"
    );
}

#[test]
fn what_closed_before_records_begin_is_no_record() {
    let repository = book("records_begin = 2026-06-01\n")
        .with(
            "deals/a.yaml",
            deal("2026-01-05", "1000", &won("2026-05-31")),
        )
        .with(
            "deals/b.yaml",
            deal("2026-01-05", "1000", &won("2026-06-01")),
        )
        .with(
            "deals/c.yaml",
            deal(
                "2026-01-05",
                "1000",
                "outcome: {result: lost, date: 2026-07-01}\n",
            ),
        )
        .with("deals/d.yaml", deal("2026-10-05", "1000", ""));
    let json = makes_sense(&repository);
    assert_eq!(
        (&json["closed_deals"], &json["won_deals"]),
        (&2.into(), &1.into())
    );
    let text = said(&repository, &["forecast", "--method"]);
    assert!(
        text.contains("Rests on 2 closed deals since 1 Jun, 1 of them won"),
        "{text}"
    );
}

/// Whole minor units of an amount as text.
fn minor(amount: &Value) -> i64 {
    let amount = amount.as_str().expect("an amount");
    amount.replace('.', "").parse().expect("digits")
}

#[test]
fn deals_and_groups_add_up_to_the_minor_unit() {
    for (currency, decimals) in [("USD", 2), ("JPY", 0), ("KWD", 3)] {
        let process = support::example_process();
        let process = process
            .replace("currency = \"USD\"", &format!("currency = \"{currency}\""))
            .replace("600000 USD", "600000");
        let process = format!("{process}\n[forecast]\ndraws = 200\n");
        let mut repository = Repository::empty().with("process.toml", process);
        for n in 1..=23 {
            let text = deal(
                &format!("2026-0{}-11", n % 9 + 1),
                &(n * 1337 + 11).to_string(),
                "",
            )
            .replace(
                "partner: meridian",
                ["partner: meridian", "partner: oakline", ""][n % 3],
            );
            repository = repository.with(&format!("deals/{n}.yaml"), text);
        }
        let json = repository
            .run(&["forecast", "--group", "partner", "--format", "json"])
            .json();
        let horizons = json["horizons"].as_array().expect("horizons");
        for (at, horizon) in horizons.iter().enumerate() {
            let whole = minor(&horizon["expected"]);
            let groups = json["groups"].as_array().expect("groups").iter();
            let sum: i64 = groups
                .map(|group| minor(&group["horizons"][at]["expected"]))
                .sum();
            assert_eq!(sum, whole, "{currency}, {} days", horizon["days"]);
            let new = minor(&horizon["new_business"]["expected"]);
            let won = match &horizon["won"] {
                Value::Null => 0,
                won => minor(won),
            };
            let record = minor(&horizon["record"]);
            assert_eq!(record != 0, !horizon["past_quarters"].is_null());
            let rows = won + whole + new + record;
            assert_eq!(minor(&horizon["total"]["expected"]), rows, "{currency}");
            assert!(minor(&horizon["total"]["p10"]) >= won, "{currency}");
            for figure in ["expected", "p10", "p90", "record", "pipeline", "naive"] {
                let text = horizon[figure].as_str().expect(figure);
                let found = text.split_once('.').map_or(0, |(_, cents)| cents.len());
                assert_eq!(found, decimals, "{currency}: {figure} is {text}");
            }
        }
        let deals = json["deals"].as_array().expect("deals").iter();
        let sum: i64 = deals.map(|deal| minor(&deal["expected"])).sum();
        assert_eq!(sum, minor(&horizons[0]["expected"]), "{currency}");
        assert!(sum > 0, "{currency}");
    }
}

#[test]
fn a_win_that_nobody_can_count_is_not_nothing() {
    let unknown = "outcome: {result: won, date: 2026-11-10}\n";
    let repository = one(deal("2026-10-01", "1000", &won("2026-11-11")))
        .with("deals/b.yaml", deal("2026-08-01", "5 XTS", unknown))
        .with("deals/c.yaml", deal("2026-10-01", "1000", ""));
    let json = makes_sense(&repository);
    assert_eq!(json["won_this_quarter"][1]["amount"], Value::Null);
    assert_eq!(json["quarter"]["won_in_no_sum"], 1);
    let text = said(&repository, &["forecast"]);
    let method = said(&repository, &["forecast", "--method"]);
    assert!(method.contains("Won so far: a $900, b ?."), "{method}");
    assert!(text.contains("won so far $900+"), "{text}");
    let note = "b is won and in no sum: it has no amount, or one that lint rejects, so more is won than this says.";
    assert!(text.contains(note), "{text}");
    assert!(said(&repository, &["forecast", "--crm"]).contains(note));
}

#[test]
fn a_total_says_where_it_is_a_plain_sum() {
    let mut repository = book("");
    for n in 1..=9 {
        let text = deal("2026-01-05", "1000", &won(&format!("2026-0{n}-20")));
        repository = repository.with(&format!("deals/{n}.yaml"), text);
    }
    let repository = repository.with("deals/open.yaml", deal("2026-10-05", "1000", ""));
    let far = &["forecast", "--by", "2027-11-15"];
    let text = said(&repository, far);
    for mark in [
        "now to 15 Nov 2027 *",
        "by the record +$540",
        "No open deal has a close date: a CRM has no sum for this quarter.",
    ] {
        assert!(text.contains(mark), "{mark}: {text}");
    }
    assert!(!text.contains("next 60 days *"), "{text}");
    let args = [&far[..], &["--method"]].concat();
    let method = said(&repository, &args);
    let note = "* The record is too young to compare with now to 15 Nov 2027:";
    assert!(method.contains(note), "{method}");
    assert!(
        text.contains(note),
        "a mark is explained where it stands: {text}"
    );
    let args = [&far[..], &["--format", "json"]].concat();
    let json = repository.run(&args).json();
    let past = |at: usize| json["horizons"][at]["past_quarters"].clone();
    assert!(past(5).is_null());
    // The same 30 days of the last three quarters brought 900 each.
    assert_eq!(past(2)["count"], 3);
    assert_eq!(past(2)["mean"], "900.00");
    let young = book("").with("deals/a.yaml", deal("2026-10-01", "1000", ""));
    let text = said(&young, &["forecast", "--method"]);
    assert!(
        text.contains("The record holds no past quarter yet"),
        "{text}"
    );
}

#[test]
fn a_forecast_of_some_deals_names_them_first() {
    let repository = one(deal("2026-10-01", "1000", ""));
    let text = said(&repository, &["forecast", "--partner", "meridian"]);
    assert!(text.starts_with("Meridian Cloud Consulting: $"), "{text}");
    assert!(said(&repository, &["forecast"]).starts_with("This quarter: $"));
}

#[test]
fn an_empty_table_has_its_heading_in_spreadsheets() {
    for args in [&["forecast", "--crm"][..], &["stalls"]] {
        let args = [args, &["--format", "csv"]].concat();
        let ran = book("").run(&args);
        let lines: Vec<&str> = ran.text().lines().collect();
        assert!(
            !lines.is_empty() && lines[0].contains("amount"),
            "{args:?}: {lines:?}"
        );
    }
    assert!(!said(&book(""), &["stalls"]).contains("AMOUNT"));
    assert!(!said(&book(""), &["forecast", "--crm"]).contains("OPEN"));
}

#[test]
fn on_its_last_day_a_quarter_is_what_was_won() {
    let repository = one(deal("2026-10-01", "1000", &won("2027-01-11")))
        .with("deals/b.yaml", deal("2026-10-01", "5000", ""));
    let text = said(&repository, &["forecast", "--today", "2027-01-31"]);
    let lead = "This quarter ends today, with $900 won. The $600k target is missed by $599k.";
    assert!(text.starts_with(lead), "{text}");
    let args = ["forecast", "--format", "json", "--today", "2027-01-31"];
    let json = repository.run(&args).json();
    assert_eq!(
        (
            &json["horizons"][0]["days"],
            &json["horizons"][0]["total"]["p90"]
        ),
        (&0.into(), &"900.00".into())
    );
}

#[test]
fn every_horizon_that_is_asked_for_is_shown_per_deal() {
    let repository = one(deal("2026-10-01", "1000", ""));
    let args = [
        "forecast",
        "--deals",
        "--horizons",
        "14,30,60,90,120",
        "--by",
        "2027-01-31",
    ];
    let csv = repository.run(&[&args[..], &["--format", "csv"]].concat());
    let head = csv.text().lines().next().expect("a head").to_owned();
    assert!(
        head.contains("p_14,p_30,p_60,p_69,p_90,p_120,expected_by_2027-01-31,flags"),
        "{head}"
    );
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
        ("group = \"partners\"", "did you mean partner?"),
        ("past = \"gti\"", "did you mean git?"),
        ("horizons = [30, 900]", "365"),
        ("horizons = [-30]", "0 or more"),
        ("draws = 0", "100 to 100000"),
        ("draws = 150", "in hundreds"),
        ("draws = -1", "0 or more"),
        ("seed = \"x\"", "forecast.seed"),
        ("records_begin = \"soon\"", "forecast.records_begin"),
        ("disqualified_counts_as_lost = \"no\"", "true or false"),
    ] {
        let process = format!("{}\n[forecast]\n{setting}\n", support::example_process());
        let repository = Repository::empty().with("process.toml", process);
        for command in ["forecast", "lint"] {
            let ran = repository.run(&[command]);
            assert_eq!(ran.code, 2, "{setting}");
            let all = format!("{}{}", ran.text(), ran.stderr);
            let said: Vec<&str> = all.split_whitespace().collect();
            let said = said.join(" ");
            assert!(
                said.contains(word) && said.contains("process.toml:"),
                "{said}"
            );
        }
    }
}

#[test]
fn every_setting_does_what_it_says() {
    let disqualified = "owner: Luis Ortega\noutcome: {result: disqualified, date: 2026-05-11}\n";
    let run = |settings: &str| {
        let mut repository = book(settings);
        for n in 1..=9 {
            let end = if n % 2 == 0 {
                disqualified.to_owned()
            } else {
                won(&format!("2026-0{n}-20"))
            };
            repository = repository
                .with(&format!("deals/{n}.yaml"), deal("2026-01-05", "1000", &end))
                .with(
                    &format!("deals/open-{n}.yaml"),
                    deal(&format!("2026-1{}-0{n}", n % 2), "1000", ""),
                );
        }
        repository.run(&["forecast", "--format", "json"]).json()
    };
    let plain = run("");
    let days = |json: &Value| -> Vec<u64> {
        let horizons = json["horizons"].as_array().expect("horizons").iter();
        horizons
            .skip(2)
            .map(|horizon| horizon["days"].as_u64().expect("days"))
            .collect()
    };
    assert_eq!(days(&plain), [30, 60, 90]);
    assert_eq!(days(&run("horizons = [14, 45]\n")), [14, 45]);
    assert_eq!(days(&run("horizons = 14\n")), [14]);
    assert_eq!(
        run("records_begin = 2026-03-02\n")["records_begin"],
        "2026-03-02"
    );
    let chances = |json: &Value| {
        let deals = json["deals"].as_array().expect("deals").iter();
        let chances: Vec<String> = deals.map(|deal| deal["p"].to_string()).collect();
        chances
    };
    let before = chances(&plain);
    for settings in [
        "records_begin = 2026-03-02\n",
        "disqualified_counts_as_lost = false\n",
        "group = \"owner\"\n",
    ] {
        assert_ne!(before, chances(&run(settings)), "{settings}");
    }
    // The seed moves the draws and nothing else.
    let other = run("seed = 7\n");
    assert_eq!(before, chances(&other));
    assert_eq!(
        plain["horizons"][0]["expected"],
        other["horizons"][0]["expected"]
    );
    assert_ne!(plain["horizons"], other["horizons"]);
}
