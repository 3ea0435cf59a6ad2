//! What a forecast knows of past days: with git what the files said then, otherwise the dates in them.

mod scratch;
mod support;

use std::collections::BTreeMap;

use dealctl::load::git::Git;
use dealctl::load::{Evidence, Seen, WorkTree, history, limits, load};
use dealctl::report::Input;
use dealctl::report::forecast::{Lives, sections};
use scratch::Scratch;
use serde_json::Value;
use support::{TODAY, run_in};

const PROCESS: &str = "[process]\nname = \"Two\"\ncurrency = \"USD\"\n\
    [partners.northwind]\nname = \"Northwind\"\n[partners.contoso]\nname = \"Contoso\"\n\
    [[stages]]\nid = \"registered\"\nname = \"Registered\"\nowner = \"Maya Chen\"\n\
    [[stages]]\nid = \"qualified\"\nname = \"Qualified\"\nowner = \"Maya Chen\"\n";
const A: &str = "deals/a.yaml";

/// A repository with a process of two stages and nothing committed.
fn book() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("process.toml", PROCESS);
    scratch
}

/// A deal that was registered on the day that records begin.
fn deal(amount: u32, history: &str, rest: &str) -> String {
    format!(
        "account: {{name: Ada Works}}\nopportunity: {{amount: {amount}}}\npartner: northwind\nhistory:\n  \
         - {{stage: registered, date: 2026-01-05}}\n{history}{rest}"
    )
}

const QUALIFIED: &str = "  - {stage: qualified, date: 2026-04-06}\n";
const WON: &str = "outcome: {result: won, date: 2026-05-04, amount: 900}\n";

fn judged(scratch: &Scratch) -> Value {
    let args = ["forecast", "--backtest", "--horizons", "30"];
    let args = [&args[..], &["--format", "json"]].concat();
    let ran = run_in(scratch.root(), &args);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.json()
}

/// A figure of each origin, by its day.
fn by_day(json: &Value, key: &str) -> BTreeMap<String, String> {
    let origins = json["origins"].as_array().expect("origins").iter();
    let found = origins.map(|origin| {
        let text = |key: &str| match &origin[key] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        (text("date"), text(key))
    });
    found.collect()
}

/// What a figure was before a day and from it on: one value each.
#[track_caller]
fn assert_changes(json: &Value, key: &str, on: &str, before: &str, after: &str) {
    let days = by_day(json, key);
    assert!(days.len() > 20, "{days:?}");
    for (day, said) in days {
        let wanted = if *day < *on { before } else { after };
        assert_eq!(said, wanted, "{key} on {day}");
    }
}

/// Half of all closed deals are won while none has closed: the naive forecast is half the open amount.
const HALF_OF_1000: &str = "500.00";
const HALF_OF_5000: &str = "2500.00";

#[test]
fn an_amount_counts_from_the_day_it_was_committed() {
    let scratch = book();
    scratch.write(A, deal(1_000, "", ""));
    scratch.commit("2026-01-05", "Maya Chen");
    scratch.write(A, deal(5_000, "", ""));
    scratch.commit("2026-06-01", "Maya Chen");
    let json = judged(&scratch);
    assert_eq!(json["past"], "git");
    assert_changes(&json, "naive", "2026-06-01", HALF_OF_1000, HALF_OF_5000);
    // The present is the file's.
    assert_eq!(json["horizons"][0]["pipeline"], "5000.00");
}

#[test]
fn before_its_first_commit_a_deals_own_dates_count() {
    let scratch = book();
    scratch.write(A, deal(1_000, QUALIFIED, ""));
    scratch.commit("2026-09-07", "Maya Chen");
    scratch.write(A, deal(5_000, QUALIFIED, ""));
    scratch.commit("2026-10-05", "Maya Chen");
    let json = judged(&scratch);
    assert_changes(&json, "open_deals", "2026-01-01", "1", "1");
    assert_changes(&json, "naive", "2026-10-05", HALF_OF_1000, HALF_OF_5000);
}

#[test]
fn what_is_not_committed_counts_from_today() {
    let scratch = book();
    scratch.write(A, deal(1_000, "", ""));
    scratch.commit("2026-01-05", "Maya Chen");
    scratch.write(A, deal(5_000, "", ""));
    let json = judged(&scratch);
    assert_changes(&json, "naive", "2027-01-01", HALF_OF_1000, "");
    assert_eq!(json["horizons"][0]["pipeline"], "5000.00");
}

#[test]
fn a_backdated_stage_is_not_known_before_it_was_committed() {
    let scratch = book();
    // Deals that were lost as registered, and others that were won as qualified: the stage tells them apart.
    for n in 0..3 {
        let lost = "outcome: {result: lost, date: 2026-02-02}\n";
        scratch.write(&format!("deals/lost-{n}.yaml"), deal(100, "", lost));
        let won = deal(100, "", "outcome: {result: won, date: 2026-02-02}\n");
        let won = won.replace("registered", "qualified");
        scratch.write(&format!("deals/won-{n}.yaml"), won);
    }
    scratch.write(A, deal(1_000, "", ""));
    scratch.commit("2026-02-02", "Maya Chen");
    scratch.write(A, deal(1_000, QUALIFIED, ""));
    scratch.commit("2026-08-03", "Maya Chen");
    let json = judged(&scratch);
    // Of 3 closed deals as registered none was won: (0 + 2·½)/(3 + 2); of 3 as qualified all: (3 + 1)/5.
    assert_changes(&json, "stage_weighted", "2026-08-03", "200.00", "800.00");

    scratch.write(
        "process.toml",
        format!("{PROCESS}[forecast]\npast = \"dates\"\n"),
    );
    let json = judged(&scratch);
    assert_eq!(json["past"], "dates");
    assert_changes(&json, "stage_weighted", "2026-04-06", "", "800.00");
}

#[test]
fn an_end_is_known_once_it_was_committed_and_counts_as_what_came() {
    let scratch = book();
    scratch.write(A, deal(1_000, "", ""));
    scratch.write("deals/b.yaml", deal(1_000, "", ""));
    scratch.commit("2026-01-05", "Maya Chen");
    scratch.write(A, deal(1_000, "", WON));
    scratch.commit("2026-07-06", "Maya Chen");
    let json = judged(&scratch);
    assert_changes(&json, "open_deals", "2026-07-06", "2", "1");
    // It closed on 4 May, so a forecast of 30 days that was made since 6 April missed it, whoever knew.
    let came = by_day(&json, "actual");
    let days = came
        .iter()
        .filter(|(_, amount)| *amount == "900.00")
        .map(|(day, _)| day.as_str());
    let days: Vec<&str> = days.collect();
    assert_eq!(
        (days.first(), days.last()),
        (Some(&"2026-04-06"), Some(&"2026-06-29"))
    );
    assert_eq!(json["won_deals"], 1);
}

#[test]
fn a_deal_is_followed_to_the_file_that_it_was() {
    let scratch = book();
    scratch.write(A, deal(1_000, "", ""));
    scratch.commit("2026-01-05", "Maya Chen");
    scratch.git(&["mv", A, "deals/acme.yaml"]);
    scratch.commit("2026-07-06", "Maya Chen");
    scratch.write("deals/acme.yaml", deal(5_000, "", ""));
    scratch.commit("2026-08-03", "Maya Chen");
    let json = judged(&scratch);
    assert_changes(&json, "naive", "2026-08-03", HALF_OF_1000, HALF_OF_5000);
}

#[test]
fn nothing_that_was_committed_after_the_day_counts() {
    let scratch = book();
    scratch.write(A, deal(1_000, "", ""));
    scratch.commit("2026-01-05", "Maya Chen");
    scratch.write(A, deal(5_000, "", ""));
    let first = scratch.commit("2026-06-01", "Maya Chen");
    let args = ["forecast", "--backtest", "--horizons", "30"];
    let then = [&args[..], &["--format", "json", "--today", "2026-09-01"]].concat();
    let before = run_in(scratch.root(), &then).stdout;
    scratch.write(A, deal(9_000, QUALIFIED, WON));
    scratch.commit("2026-10-05", "Maya Chen");
    let again = [&then[..], &["--at", &first]].concat();
    assert_eq!(run_in(scratch.root(), &again).stdout, before);
}

#[test]
fn a_report_names_the_commit_that_makes_it_again() {
    let scratch = book();
    scratch.deal(
        "2026-10-05",
        "Maya Chen",
        &deal(5000, "registered: 2026-10-01", ""),
    );
    let last = |args: &[&str]| {
        let args = [&["forecast", "--format", "markdown"][..], args].concat();
        let text = run_in(scratch.root(), &args).text().to_owned();
        text.lines().last().expect("a line").to_owned()
    };
    let full = scratch.git(&["rev-parse", "HEAD"]);
    let at = format!("--at {} --today 2026-11-23", &full[..12]);
    let said = last(&[]);
    assert_eq!(said, format!("Made again with `dealctl forecast {at}`."));
    let said = last(&["--at", "HEAD", "--owner", "Maya Chen"]);
    assert_eq!(
        said,
        format!("Made again with `dealctl forecast --owner 'Maya Chen' {at}`.")
    );
    scratch.write(A, deal(6000, "", ""));
    let said = last(&[]);
    let wanted = "Made again with `dealctl forecast --today 2026-11-23` only while the files stay as they are: a file is not \
                  committed as it stands.";
    assert_eq!(said, wanted);
}

#[test]
fn the_report_says_once_what_it_knows_of_the_past() {
    let said = |scratch: &Scratch, args: &[&str]| {
        let ran = run_in(scratch.root(), args);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let text = ran.text().split_whitespace().collect::<Vec<_>>().join(" ");
        (text, ran.stderr)
    };
    let scratch = book();
    scratch.write(A, deal(1_000, "", ""));
    let (text, _) = said(&scratch, &["forecast", "--method"]);
    assert_eq!(
        text.matches("by the dates in the files").count(),
        1,
        "{text}"
    );
    scratch.commit("2026-01-05", "Maya Chen");
    let (text, stderr) = said(&scratch, &["forecast", "--method"]);
    assert_eq!(
        text.matches("by what the files said then").count(),
        1,
        "{text}"
    );
    assert_eq!(stderr, "");
    let (text, _) = said(&scratch, &["forecast", "--backtest"]);
    assert_eq!(text.matches("by git").count(), 1, "{text}");

    // A shallow clone knows only the end of the past, and says what to do.
    scratch.write(A, deal(5_000, "", ""));
    scratch.commit("2026-06-01", "Maya Chen");
    let from = format!("file://{}", scratch.root().display());
    scratch.git(&["clone", "--quiet", "--depth=1", &from, "shallow"]);
    let args = ["forecast", "--backtest", "--format", "json"];
    let ran = run_in(&scratch.root().join("shallow"), &args);
    assert_eq!(ran.code, 0);
    assert!(
        ran.stderr.contains("git fetch --unshallow"),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.json()["past"], "dates");
    assert_changes(&ran.json(), "naive", "2026-01-01", "", HALF_OF_5000);

    // Without git.
    std::fs::remove_dir_all(scratch.root().join("shallow")).expect("removed");
    std::fs::remove_dir_all(scratch.root().join(".git")).expect("removed");
    let (text, stderr) = said(&scratch, &["forecast", "--backtest"]);
    assert_eq!(text.matches("there is no git history").count(), 1, "{text}");
    assert_eq!(stderr, "");
}

/// The lives of a book with all that git knows.
fn with_lives(scratch: &Scratch, check: impl FnOnce(&Lives<'_>)) {
    let files = WorkTree::new(scratch.root()).expect("a folder");
    let seen = Seen {
        today: TODAY.parse().expect("a date"),
        as_of_given: true,
    };
    let mut book = load(&files, seen).expect("a process");
    let git = Git::open(files.root()).expect("a repository");
    let span = history::Span {
        revision: "HEAD",
        tree: Some(&files),
        until: Some(seen.today),
        sections: &sections(&book.process),
        edited: &std::collections::BTreeSet::new(),
    };
    book.past = history::read(
        &git,
        span,
        &limits(&book.process),
        &history::Packets::default(),
    )
    .expect("a history");
    let evidence = Evidence::new(&files);
    check(&Lives::of(&Input::new(&book, &evidence)));
}

#[test]
fn a_deal_belongs_to_the_group_that_it_belonged_to() {
    let sorts = [
        ("partner", "partner: northwind", "partner: Contoso"),
        ("owner", "owner: Luis Ortega", "owner: Sam Ortiz"),
        (
            "seller",
            "handoff: {seller: Sam Ortiz}",
            "roles: {customer: Ana Silva}",
        ),
        (
            "segment",
            "account: {segment: banks}",
            "account: {segment: shops}",
        ),
    ];
    for (group, first, second) in sorts {
        let scratch = book();
        scratch.write(
            "process.toml",
            format!("{PROCESS}[forecast]\ngroup = \"{group}\"\n"),
        );
        let text =
            |line: &str| format!("{line}\nhistory:\n  - {{stage: registered, date: 2026-01-05}}\n");
        scratch.write(A, text(first));
        scratch.write("deals/b.yaml", text(second));
        scratch.commit("2026-01-05", "Maya Chen");
        scratch.write(A, text(second));
        scratch.commit("2026-06-01", "Maya Chen");
        with_lives(&scratch, |lives| {
            let [a, b] = &lives.lives[..] else {
                panic!("two deals")
            };
            let june = dealctl::report::forecast::day("2026-06-01".parse().expect("a date"));
            assert_ne!(a.seen(june - 1).group, b.now.group, "{group}");
            assert_eq!(a.seen(june).group, b.now.group, "{group}");
            assert_eq!(a.before.len(), 1, "{group}");
            assert!(b.before.is_empty(), "{group}");
        });
    }
}
