//! `attribution` against the plain facts: the class by the rule of process.toml, quarters, and credit in whole cents.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use dealctl::report::attribution::{AttributionOptions, attribution};
use serde_json::{Value, json};

use crate::each_book;
use crate::plain_books::{PARTNERS, PlainBook, PlainDeal, PlainTouch, money, quarter};
use crate::scratch::Scratch;
use crate::support;

/// What qualifies lies at most this many days before the opportunity, or before the close.
const WITHIN: i64 = 180;

/// The class of the partner of record, with the day of the touch that decides.
fn class(deal: &PlainDeal) -> (&'static str, Option<NaiveDate>) {
    let Some(created) = deal.created else {
        return ("none", None);
    };
    let qualifies =
        |touch: &&PlainTouch| touch.by_partner && touch.kind != "mail" && touch.has_source;
    let days = |from: NaiveDate, to: NaiveDate| (to - from).num_days();
    let first = |fits: &dyn Fn(NaiveDate) -> bool| {
        let touches = deal.touches.iter().filter(qualifies);
        touches
            .map(|touch| touch.date)
            .filter(|day| fits(*day))
            .min()
    };
    let sourced = first(&|day| day < created && days(day, created) <= WITHIN);
    if sourced.is_some() {
        return ("partner-sourced", sourced);
    }
    let closed = deal.outcome.as_ref().map(|outcome| outcome.date);
    let influenced = first(&|day| {
        day >= created && closed.is_none_or(|closed| day <= closed && days(day, closed) <= WITHIN)
    });
    match influenced {
        Some(day) => ("partner-influenced", Some(day)),
        None => ("none", None),
    }
}

/// What is owed in cents: the percentage of the rule, times the share, rounded half up. `None` if it cannot be said.
fn owed(deal: &PlainDeal, rule: Option<&str>, share: u32) -> Option<i64> {
    if !deal.is_won() {
        return Some(0);
    }
    let percent = (rule? == "referral").then_some(10)?;
    Some((deal.won_cents()? * percent * i64::from(share) + 5_000) / 10_000)
}

fn standing(deal: &PlainDeal) -> &'static str {
    deal.outcome
        .as_ref()
        .map_or("open", |outcome| outcome.result)
}

fn amount(deal: &PlainDeal) -> Value {
    let cents = if deal.is_won() {
        deal.won_cents()
    } else {
        deal.cents
    };
    json!(cents.map(money))
}

fn statement(input: &dealctl::report::Input<'_>) -> Value {
    json!(attribution(input, &AttributionOptions::default()))
}

/// The rows that there should be: a deal with its partner of record, then with the partner beside it.
fn rows(book: &PlainBook) -> Vec<Value> {
    let mut rows = Vec::new();
    for deal in book.counted() {
        let (class, touch) = class(deal);
        let beside = deal.other.map_or(0, |(.., share)| share);
        let share = deal.share.unwrap_or(100 - beside);
        let closed = deal.outcome.as_ref().map(|outcome| quarter(outcome.date));
        rows.push(json!([
            deal.id,
            PARTNERS[deal.partner].1,
            true,
            closed,
            standing(deal),
            class,
            amount(deal),
            touch,
            deal.credit,
            share.to_string(),
            owed(deal, deal.credit, share).map(money),
        ]));
        if let Some((other, rule, share)) = deal.other {
            rows.push(json!([
                deal.id,
                PARTNERS[other].1,
                false,
                closed,
                standing(deal),
                "none",
                amount(deal),
                null,
                rule,
                share.to_string(),
                owed(deal, Some(rule), share).map(money),
            ]));
        }
    }
    rows
}

#[test]
fn every_row_is_that_of_the_facts() {
    each_book(|book, input| {
        let statement = statement(input);
        let found: Vec<Value> = statement["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| {
                json!([
                    row["deal"],
                    row["partner"],
                    row["of_record"],
                    row["quarter"],
                    row["standing"],
                    row["class"],
                    row["amount"],
                    row["touch"]["date"],
                    row["rule"],
                    row["share"],
                    row["owed"],
                ])
            })
            .collect();
        assert_eq!(found, rows(book), "book {}", book.number);
    });
}

/// Cents of an amount in JSON.
fn cents(value: &Value) -> i64 {
    let text = value.as_str().unwrap_or("0.00").replace('.', "");
    text.parse().expect("an amount")
}

#[test]
fn totals_are_the_sums_of_the_rows_to_the_cent() {
    each_book(|book, input| {
        let statement = statement(input);
        let rows = statement["rows"].as_array().expect("rows");
        let mut lines = BTreeMap::<String, (u64, i64)>::new();
        for row in rows.iter().filter(|row| row["of_record"] == true) {
            let key = json!([
                row["partner"],
                row["quarter"],
                row["class"],
                row["standing"]
            ]);
            let line = lines.entry(key.to_string()).or_default();
            line.0 += 1;
            line.1 += cents(&row["amount"]);
        }
        let found = statement["lines"]
            .as_array()
            .expect("lines")
            .iter()
            .map(|line| {
                let key = json!([
                    line["partner"],
                    line["quarter"],
                    line["class"],
                    line["standing"]
                ]);
                let deals = line["deals"].as_u64().expect("a count");
                (key.to_string(), (deals, cents(&line["amount"])))
            });
        assert_eq!(
            found.collect::<BTreeMap<_, _>>(),
            lines,
            "book {}",
            book.number
        );
        let won = || rows.iter().filter(|row| row["standing"] == "won");
        let owed: i64 = won().map(|row| cents(&row["owed"])).sum();
        assert_eq!(cents(&statement["owed"]), owed, "book {}", book.number);
        let unknown = won().filter(|row| row["owed"].is_null()).count();
        assert_eq!(statement["owed_unknown"], unknown, "book {}", book.number);
        let credit = statement["credit"].as_array().expect("credit").iter();
        let by_partner: i64 = credit.map(|line| cents(&line["owed"])).sum();
        assert_eq!(by_partner, owed, "book {}", book.number);
    });
}

/// A book with commits, in which deals are won, revalued, credited otherwise and removed.
fn repository() -> Scratch {
    let scratch = Scratch::new();
    let book = PlainBook::new(77);
    for (path, text) in book.files(&crate::plain_books::process()) {
        scratch.write(&path, text);
    }
    scratch.commit("2026-10-05", "Maya Chen");
    scratch
}

fn json_of(scratch: &Scratch, args: &[&str]) -> Value {
    let args: Vec<&str> = [
        &["attribution", "--format", "json", "--today", "2026-12-01"],
        args,
    ]
    .concat();
    support::run_in(scratch.root(), &args).json()
}

/// The owed cents of each row, by deal and partner.
fn by_row(rows: &Value) -> BTreeMap<String, (i64, String)> {
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| {
        let key = json!([row["deal"], row["partner"], row["of_record"]]).to_string();
        (key, (cents(&row["owed"]), row.to_string()))
    })
    .collect()
}

#[test]
fn what_changed_takes_one_statement_to_the_other() {
    let scratch = repository();
    let first = scratch.git(&["rev-parse", "HEAD"]).trim().to_owned();
    let before = json_of(&scratch, &[]);
    let deals = before["rows"].as_array().expect("rows");
    let ids: Vec<&str> = deals
        .iter()
        .filter_map(|row| row["deal"].as_str())
        .collect();
    let path = |id: &str| format!("deals/{id}.yaml");
    for (number, id) in ids.iter().enumerate() {
        let full = scratch.root().join(path(id));
        let Ok(text) = std::fs::read_to_string(&full) else {
            continue;
        };
        match number % 5 {
            0 => std::fs::remove_file(full).expect("removed"),
            1 => scratch.write(&path(id), text.replacen("amount: ", "amount: 1", 1)),
            2 => scratch.write(
                &path(id),
                text.replacen("rule: implementation", "rule: referral", 1),
            ),
            3 => scratch.write(&path(id), text.replacen("result: lost", "result: won", 1)),
            _ => {}
        }
    }
    scratch.write(
        "deals/new.yaml",
        "account: {name: Quayside Ports}\npartner: oakline\nhistory: {registered: 2026-10-20}\n",
    );
    scratch.commit("2026-11-02", "Sam Ortiz");
    let after = json_of(&scratch, &[]);
    let changes = json_of(&scratch, &["--since", &first]);
    let mut statement = by_row(&before["rows"]);
    let all = changes["changes"].as_array().expect("changes");
    assert!(all.len() > 3, "{changes}");
    for change in all {
        for (side, is_before) in [("before", true), ("after", false)] {
            if change[side].is_null() {
                continue;
            }
            for (key, row) in by_row(&json!([change[side]])) {
                if is_before {
                    assert_eq!(statement.remove(&key), Some(row), "{key}");
                } else {
                    statement.insert(key, row);
                }
            }
        }
        let commits = change["commits"].as_array().expect("commits");
        assert!(commits.iter().all(|commit| commit["author"] == "Sam Ortiz"));
    }
    assert_eq!(statement, by_row(&after["rows"]));
    // Any past statement can be made again from the commit.
    let again = json_of(&scratch, &["--at", &first]);
    assert_eq!(again["rows"], before["rows"]);
}
