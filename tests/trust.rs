//! `dealctl trust`: the outcomes of handoffs, the six signals, what predicts a decline; and that the median it gives is right.

mod support;

use dealctl::load::{Evidence, Memory, Seen, load};
use dealctl::report::Input;
use dealctl::report::filter::Filter;
use dealctl::report::trust::{Options, ResponseTime, trust};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use rayon::prelude::*;
use serde_json::Value;
use support::Repository;

/// A deal with this handoff section and whatever else.
fn deal(account: &str, rest: &str) -> String {
    format!("account: {{name: {account}}}\npartner: meridian\nregistered: 2026-06-01\n{rest}")
}

fn all(repository: &Repository, args: &[&str]) -> Value {
    let mut line = vec!["trust", "--format", "json"];
    line.extend(args);
    repository.run(&line).json()
}

fn handoffs(json: &Value) -> Vec<u64> {
    let handoffs = &json["all"]["now"]["handoffs"];
    [
        "sent",
        "accepted",
        "declined",
        "silent",
        "open",
        "overtaken",
        "unclear",
    ]
    .iter()
    .map(|key| handoffs[key].as_u64().expect("a count"))
    .collect()
}

#[test]
fn each_outcome_is_kept_apart() {
    // The window of the example is 3 business days; 26 November is a holiday.
    let cases = [
        (
            "{seller: Sam Ortiz, sent: 2026-11-02, response: {result: accepted, date: 2026-11-03}}",
            "",
            1,
        ),
        (
            "{seller: Sam Ortiz, sent: 2026-11-02, response: {result: declined, date: 2026-11-03, reason: other}}",
            "",
            2,
        ),
        (
            "{seller: Sam Ortiz, sent: 2026-11-02, response: {result: declined, date: 2026-11-03, instead: Sends the review first}}",
            "",
            1,
        ),
        (
            "{seller: Sam Ortiz, sent: 2026-11-02, response: {instead: Sends the review first}}",
            "",
            1,
        ),
        ("{seller: Sam Ortiz, sent: 2026-11-17}", "", 3),
        ("{seller: Sam Ortiz, sent: 2026-11-18}", "", 4),
        ("{seller: Sam Ortiz, sent: 2026-11-20}", "", 4),
        (
            "{seller: Sam Ortiz, sent: 2026-11-18, acceptance: {within: 2 business days}}",
            "",
            3,
        ),
        (
            "{seller: Sam Ortiz, sent: 2026-11-09}",
            "outcome: {result: lost, date: 2026-11-11, reason: no budget}\n",
            5,
        ),
        (
            "{seller: Sam Ortiz, sent: 2026-11-09}",
            "outcome: {result: lost, date: 2026-11-20, reason: no budget}\n",
            3,
        ),
        (
            "{seller: Sam Ortiz, sent: 2026-11-09}",
            "history: {registered: 2026-06-01, qualified: 2026-06-02, handoff: 2026-06-03, joint: 2026-11-10}\n",
            5,
        ),
        (
            "{seller: Sam Ortiz, sent: 2026-11-09, response: {date: 2026-11-10}}",
            "",
            6,
        ),
    ];
    for (handoff, rest, at) in cases {
        let text = deal("Quayside Ports", &format!("handoff: {handoff}\n{rest}"));
        let json = all(&Repository::new().with("deals/a.yaml", &text), &[]);
        let counts = handoffs(&json);
        assert_eq!(
            (counts[0], counts[at]),
            (1, 1),
            "{handoff} {rest} {counts:?}"
        );
        let decided = u64::from((1..=3).contains(&at));
        for signal in ["silent", "acted_on"] {
            assert_eq!(
                json["all"]["now"][signal]["of"], decided,
                "{handoff} {signal}"
            );
        }
    }
}

#[test]
fn holidays_do_not_count_as_waiting() {
    let text = deal(
        "Quayside Ports",
        "handoff: {seller: Sam Ortiz, sent: 2026-11-25}\n",
    );
    let repository = Repository::new().with("deals/a.yaml", text);
    // Wednesday; Thursday is a holiday, so the third business day is Tuesday.
    let on = |day| handoffs(&all(&repository, &["--today", day]));
    assert_eq!(on("2026-12-01")[4], 1);
    assert_eq!(on("2026-12-02")[3], 1);
}

#[test]
fn every_handoff_of_a_deal_counts_and_silence_lasts_until_the_next() {
    let text = deal(
        "Quayside Ports",
        "earlier_handoffs:\n\
         - {sent: 2026-10-05, seller: Kemi Adeyemi, response: {result: declined, date: 2026-10-06, reason: not my account}}\n\
         - {sent: 2026-10-12, seller: Ana Duarte}\n\
         handoff: {seller: Sam Ortiz, sent: 2026-10-26, response: {result: accepted, date: 2026-10-27}}\n",
    );
    let repository = Repository::new().with("deals/a.yaml", text);
    let json = all(&repository, &["--group", "seller"]);
    assert_eq!(handoffs(&json), [3, 1, 1, 1, 0, 0, 0]);
    assert_eq!(json["all"]["now"]["response"]["longest"], 10);
    let groups = json["groups"].as_array().expect("groups");
    let names: Vec<&str> = groups.iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, ["Ana Duarte", "Kemi Adeyemi", "Sam Ortiz"]);
    assert_eq!(groups[0]["now"]["handoffs"]["silent"], 1);
    let reason = &json["predictors"]["reasons"][0];
    assert_eq!(
        (&reason["reason"], &reason["component"]),
        (&"not my account".into(), &"account-logic".into())
    );
    // Looking back, the later ones are not there yet.
    let then = all(&repository, &["--today", "2026-10-13"]);
    assert_eq!(handoffs(&then), [2, 0, 1, 0, 1, 0, 0]);
}

#[test]
fn signals_are_counted_in_their_period_and_by_what_they_are() {
    let text = deal(
        "Quayside Ports",
        "handoff: {seller: Sam Ortiz, sent: 2026-11-02, response: {result: accepted, date: 2026-11-03}}\n\
         touches:\n\
         - {date: 2026-07-01, kind: meeting, from: partner, who: Dana Reyes, with: Sam Ortiz}\n\
         - {date: 2026-11-04, kind: workshop, from: partner, who: Dana Reyes, with: Sam Ortiz}\n\
         - {date: 2026-11-05, kind: meeting, from: partner, who: Dana Reyes, with: Maya Chen}\n",
    );
    let signals = "- {date: 2026-11-05, kind: request, by: Sam Ortiz, account: Halden Foods, prompted: false}\n\
        - {date: 2026-11-06, kind: request, by: Sam Ortiz, account: Quayside Ports Ltd}\n\
        - {date: 2026-11-06, kind: request, by: Sam Ortiz, account: Elm, prompted: true}\n\
        - {date: 2026-07-05, kind: request, by: Sam Ortiz, account: Oak}\n\
        - {date: 2026-11-07, kind: mention, by: Sam Ortiz, deal: a, review: weekly}\n\
        - {date: 2026-11-08, kind: dispute, by: Sam Ortiz, deal: a, about: account}\n\
        - {date: 2026-11-08, kind: dispute, by: Sam Ortiz, deal: a, about: worth}\n\
        - {date: 2026-11-08, kind: dispute, by: Sam Ortiz, deal: a}\n\
        - {date: 2026-11-30, kind: mention, by: Sam Ortiz}\n\
        - {kind: mention, by: Sam Ortiz}\n";
    let repository = Repository::new()
        .with("deals/2026/a.yaml", text)
        .with("signals.yaml", signals);
    let json = all(&repository, &[]);
    let share = |period: &str, signal: &str| {
        let share = &json["all"][period][signal];
        (share["n"].as_u64(), share["of"].as_u64())
    };
    let of = |n, of| (Some(n), Some(of));
    assert_eq!(share("now", "requests"), of(1, 3));
    assert_eq!(share("before", "requests"), of(1, 1));
    assert_eq!(share("now", "mentions"), of(1, 1));
    assert_eq!(share("now", "disputes"), of(1, 2));
    assert_eq!(json["all"]["now"]["disputes_unsaid"], 1);
    assert_eq!(share("now", "meetings"), of(1, 1));
    assert_eq!(share("before", "meetings"), of(0, 1));
    assert_eq!(json["left_out"]["signals"], 1);
    let partner = all(&repository, &["--partner", "meridian"]);
    assert_eq!(partner["all"]["now"]["mentions"]["of"], 1);
    assert_eq!(
        partner["all"]["now"]["requests"]["of"], 0,
        "no partner is named"
    );
}

#[test]
fn what_is_asked_for_wrongly_is_said() {
    let text = deal(
        "Quayside Ports",
        "handoff: {seller: Sam Ortiz, sent: 2026-11-02}\n",
    );
    let repository = Repository::new().with("deals/a.yaml", text);
    for (args, says) in [
        (
            ["trust", "--seller", "Sam Ortis"],
            "did you mean Sam Ortiz?",
        ),
        (["trust", "--partner", "nobody"], "no deal has the partner"),
        (["trust", "--since", "2027-01-01"], "after 2026-11-23"),
        (["trust", "--since", "0d"], "has no day in it"),
        (["trust", "--since", "2026-02-30"], "a date that exists"),
    ] {
        let ran = repository.run(&args);
        assert_eq!(ran.code, 2, "{args:?}");
        let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(says), "{args:?}: {said}");
    }
}

#[test]
fn an_empty_book_is_a_sentence_in_every_format() {
    let repository = Repository::new();
    for format in ["table", "csv", "json", "markdown"] {
        let ran = repository.run(&["trust", "--format", format]);
        assert_eq!(ran.code, 0);
        support::assert_harmless(&ran.stdout, format);
    }
    let ran = repository.run(&["trust"]);
    assert!(
        ran.text()
            .starts_with("Since 26 Aug no handoff was answered"),
        "{}",
        ran.text()
    );
}

#[test]
fn names_from_files_stay_text() {
    let text = deal(
        "Quayside Ports",
        "handoff: {seller: \"=cmd \\u001b[31m|x\\u202e<img>\", sent: 2026-11-02, response: {result: declined, date: 2026-11-03, reason: \"<b>\\u0007\"}}\n",
    );
    let repository = Repository::new().with("deals/a.yaml", text);
    for format in ["table", "csv", "markdown"] {
        let ran = repository.run(&["trust", "--group", "seller", "--format", format]);
        support::assert_harmless(&ran.stdout, format);
        assert!(
            format != "markdown" || !ran.text().contains('<'),
            "{}",
            ran.text()
        );
        assert!(
            format != "csv" || !ran.text().contains(",=cmd"),
            "{}",
            ran.text()
        );
    }
}

/// A generated book: handoffs sent over 90 days, each answered after a drawn number of business days, or never.
struct World {
    name: &'static str,
    /// Handoffs in a book.
    handoffs: u32,
    /// Of 1,000: answered on business day 0, 1, 2 …; the rest is never answered.
    answered_on: &'static [u32],
    /// An interval is narrow, and says something, up to so many business days.
    width: u32,
}

const WORLDS: [World; 3] = [
    World {
        name: "quick, one in ten silent",
        handoffs: 40,
        answered_on: &[80, 250, 250, 150, 80, 40, 20, 10, 10, 10],
        width: 2,
    },
    World {
        name: "slow, one in three silent",
        handoffs: 60,
        answered_on: &[20, 60, 90, 90, 80, 80, 70, 50, 40, 30, 20, 20, 10, 10],
        width: 8,
    },
    World {
        name: "even, one in five silent, few handoffs",
        handoffs: 15,
        answered_on: &[80, 80, 80, 80, 80, 80, 80, 80, 80, 80],
        width: 8,
    },
];

impl World {
    /// The first day by which at least half are answered.
    fn median(&self) -> u32 {
        let mut answered = 0;
        let days = (0..).zip(self.answered_on).find(|(_, share)| {
            answered += **share;
            answered >= 500
        });
        days.expect("half are answered").0
    }
}

fn book(world: &World, seed: u64) -> Memory {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut below = |n: u32| (u64::from(random.next_u32()) * u64::from(n)) >> 32;
    let today: chrono::NaiveDate = support::TODAY.parse().expect("a date");
    let calendar = dealctl::model::calendar::Calendar::default();
    let process = "[process]\nname = \"Co-sell\"\ncurrency = \"USD\"\n[[stages]]\nid = \"handoff\"\nkind = \"handoff\"\nwindow = \"3 business days\"\n";
    let mut files = Memory::default().with("process.toml", process);
    let mut deal = String::new();
    for n in 0..world.handoffs {
        // On a business day, as people send.
        let back = chrono::Days::new(below(86));
        let sent = calendar.add_business_days(today - back - chrono::Days::new(4), 1);
        let mut draw = u32::try_from(below(1_000)).expect("small");
        let mut wait = None;
        for (days, share) in (0..).zip(world.answered_on) {
            if draw < *share {
                wait = Some(days);
                break;
            }
            draw -= share;
        }
        let answer = wait.map(|days| calendar.add_business_days(sent, days));
        let response = match answer.filter(|day| *day <= today) {
            Some(day) => format!(", response: {{result: accepted, date: {day}}}"),
            None => String::new(),
        };
        deal = format!(
            "account: {{name: A{n}}}\nhandoff: {{seller: Sam Ortiz, sent: {sent}{response}}}\n"
        );
        files = files.with(&format!("deals/{n}.yaml"), deal.as_bytes());
    }
    assert!(!deal.is_empty());
    files
}

fn response_time(files: &Memory) -> ResponseTime {
    let seen = Seen {
        today: support::TODAY.parse().expect("a date"),
        as_of_given: true,
    };
    let book = load(files, seen).expect("a book");
    let evidence = Evidence::new(files);
    let options = Options {
        since: book.today - chrono::Days::new(89),
        filter: Filter::default(),
        group: None,
    };
    trust(&Input::new(&book, &evidence), &options)
        .all
        .now
        .response
}

/// Of 1,000 books each, how often the 95% interval of the median holds the true one: at least 930 times.
#[test]
fn the_interval_of_the_median_holds_the_truth() {
    const SEEDS: u64 = 1_000;
    for world in &WORLDS {
        let median = world.median();
        let found: Vec<(bool, bool)> = (0..SEEDS)
            .into_par_iter()
            .map(|seed| {
                let time = response_time(&book(world, seed));
                assert_eq!(time.of, world.handoffs as usize, "{}: {seed}", world.name);
                let (low, high) = (time.median_low, time.median_high);
                let holds = low <= median && high.is_none_or(|high| median <= high);
                (holds, high.is_some_and(|high| high - low <= world.width))
            })
            .collect();
        let held = found.iter().filter(|(holds, _)| *holds).count();
        let narrow = found.iter().filter(|(_, narrow)| *narrow).count();
        assert!(held >= 930, "{}: {held} of {SEEDS}", world.name);
        assert!(
            narrow >= 500,
            "{}: only {narrow} of {SEEDS} are narrow",
            world.name
        );
    }
}
