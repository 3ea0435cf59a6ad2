//! `leaks` against the plain facts: stage by reason, the limits, handoffs by quarter.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use dealctl::report::filter::Filter;
use dealctl::report::leaks::{LeaksOptions, leaks};
use serde_json::{Value, json};

use crate::each_book;
use crate::plain_books::{PlainBook, PlainDeal, STAGES, money, quarter};

const DAYS: u64 = 365;

fn report(book: &PlainBook, input: &dealctl::report::Input<'_>) -> Value {
    let options = LeaksOptions {
        since: book.today - Days::new(DAYS - 1),
        filter: Filter::default(),
    };
    json!(leaks(input, &options))
}

/// A stay that ended: the stage, from when to when, and to where.
type Stay = (usize, NaiveDate, NaiveDate, &'static str);

fn stays(deal: &PlainDeal) -> Vec<Stay> {
    let mut stays = Vec::new();
    for (at, (stage, day)) in deal.entries.iter().enumerate() {
        let end = match (deal.entries.get(at + 1), &deal.outcome) {
            (Some((next, day)), _) if next > stage => (*day, "forward"),
            (Some((_, day)), _) => (*day, "back"),
            (None, Some(outcome)) => (outcome.date, outcome.result),
            (None, None) => continue,
        };
        stays.push((*stage, *day, end.0, end.1));
    }
    stays
}

/// Business days after one day up to another, by the holidays of the example's process.
fn business_days(from: NaiveDate, to: NaiveDate) -> usize {
    let holidays = ["2026-11-26", "2026-12-25"];
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    days.filter(|day| {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            && !holidays.contains(&day.to_string().as_str())
    })
    .count()
}

fn is_over(stage: usize, from: NaiveDate, to: NaiveDate) -> bool {
    let days = usize::try_from((to - from).num_days()).expect("days");
    match stage {
        0 | 2 => business_days(from, to) > 5,
        1 => business_days(from, to) > 10,
        3 => days > 60,
        _ => days > 30,
    }
}

fn is_dead(way: &str) -> bool {
    way == "lost" || way == "disqualified"
}

#[test]
fn every_figure_is_that_of_the_facts() {
    each_book(|book, input| {
        let report = report(book, input);
        let start = book.today - Days::new(DAYS - 1);
        let name = format!("book {}", book.number);
        let all: Vec<(&PlainDeal, Stay)> = book
            .counted()
            .flat_map(|deal| stays(deal).into_iter().map(move |stay| (deal, stay)))
            .collect();
        for (number, id) in STAGES.iter().enumerate() {
            let line = &report["stages"][number];
            let here = || all.iter().filter(|(_, stay)| stay.0 == number);
            let ended: Vec<_> = here().filter(|(_, stay)| stay.2 >= start).collect();
            let by = |way: &str| ended.iter().filter(|(_, stay)| stay.3 == way).count();
            assert_eq!(line["ended"], ended.len(), "{name} {id}");
            for way in ["forward", "back", "won"] {
                assert_eq!(line[way], by(way), "{name} {id} {way}");
            }
            let died = by("lost") + by("disqualified");
            assert_eq!(line["died"]["n"], died, "{name} {id}");
            assert_eq!(line["died"]["of"], ended.len(), "{name} {id}");
            check_reasons(&format!("{name} {id}"), line, &ended);
            for (field, is_it) in [("won_over_limit", true), ("died_over_limit", false)] {
                let later = here().filter(|(deal, _)| !deal.is_open() && deal.is_won() == is_it);
                let over = later
                    .clone()
                    .filter(|(_, stay)| is_over(stay.0, stay.1, stay.2));
                assert_eq!(line[field]["n"], over.count(), "{name} {id} {field}");
                assert_eq!(line[field]["of"], later.count(), "{name} {id} {field}");
            }
        }
        let died = all
            .iter()
            .filter(|(_, stay)| is_dead(stay.3) && stay.2 >= start);
        let cents: i64 = died.clone().filter_map(|(deal, _)| deal.cents).sum();
        assert_eq!(report["died"]["deals"], died.count(), "{name}");
        assert_eq!(report["died"]["amount"], money(cents), "{name}");
    });
}

fn check_reasons(name: &str, line: &Value, ended: &[&(&PlainDeal, Stay)]) {
    let mut expected = BTreeMap::<(String, String), (u64, i64)>::new();
    for (deal, stay) in ended.iter().filter(|(_, stay)| is_dead(stay.3)) {
        let reason = deal.outcome.as_ref().and_then(|outcome| outcome.reason);
        let key = (stay.3.to_owned(), reason.unwrap_or("none").to_owned());
        let sum = expected.entry(key).or_default();
        sum.0 += 1;
        sum.1 += deal.cents.unwrap_or(0);
    }
    let reasons = line["reasons"].as_array().expect("reasons");
    assert_eq!(reasons.len(), expected.len(), "{name}");
    for row in reasons {
        let reason = row["reason"].as_str().unwrap_or("none").to_owned();
        let result = row["result"].as_str().expect("a result").to_owned();
        let (deals, cents) = expected[&(result, reason)];
        assert_eq!(row["deals"], deals, "{name}");
        assert_eq!(row["amount"], money(cents), "{name}");
    }
    let sum = |field: &str| -> u64 { reasons.iter().filter_map(|row| row[field].as_u64()).sum() };
    for field in ["deals", "without_amount"] {
        assert_eq!(line["value"][field], sum(field), "{name}: rows add up");
    }
}

#[test]
fn the_ways_out_of_a_stage_add_up() {
    each_book(|book, input| {
        let report = report(book, input);
        for line in report["stages"].as_array().expect("stages") {
            let of = |field: &str| line[field].as_u64().expect("a count");
            let died = line["died"]["n"].as_u64().expect("a count");
            let ways = of("forward") + of("back") + of("won") + died;
            assert_eq!(of("ended"), ways, "book {}", book.number);
        }
    });
}

#[test]
fn handoffs_are_counted_by_quarter() {
    each_book(|book, input| {
        let report = report(book, input);
        let mut expected = BTreeMap::<String, [u64; 4]>::new();
        for deal in book.counted() {
            let Some(handoff) = &deal.handoff else {
                continue;
            };
            let row = expected.entry(quarter(handoff.sent)).or_default();
            row[0] += 1;
            match handoff.answer {
                Some((_, true, _)) => row[1] += 1,
                Some((_, false, _)) => row[2] += 1,
                None => row[3] += 1,
            }
        }
        let rows = report["handoffs"].as_array().expect("rows");
        let found = rows.iter().map(|row| {
            let of = |field: &str| row[field].as_u64().expect("a count");
            let quarter = row["quarter"].as_str().expect("a quarter").to_owned();
            let neither = of("silent") + of("other");
            (
                quarter,
                [of("sent"), of("accepted"), of("declined"), neither],
            )
        });
        let found: BTreeMap<_, _> = found.collect();
        assert_eq!(found, expected, "book {}", book.number);
        for row in rows {
            let reasons = row["decline_reasons"].as_array().expect("reasons").iter();
            let sum: u64 = reasons.filter_map(|it| it["handoffs"].as_u64()).sum();
            assert_eq!(row["declined"], sum, "book {}", book.number);
        }
    });
}
