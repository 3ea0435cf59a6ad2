//! `velocity` against the plain facts, by an estimator of its own: the survivors at a time are counted case by case.

use chrono::{Days, NaiveDate};
use dealctl::report::filter::Filter;
use dealctl::report::grouping::Grouping;
use dealctl::report::velocity::{SplitBy, VelocityOptions, velocity};
use serde_json::{Value, json};

use crate::each_book;
use crate::plain_books::{PlainBook, PlainDeal, SEGMENTS, STAGES};

fn options(book: &PlainBook, by: Option<SplitBy>) -> VelocityOptions {
    VelocityOptions {
        since: book.today - Days::new(89),
        filter: Filter::default(),
        by,
    }
}

/// The stays of a deal in a stage: the day it began, the day it ended, and whether it went on.
fn stays(deal: &PlainDeal, stage: usize) -> Vec<(NaiveDate, Option<NaiveDate>, bool)> {
    let mut stays = Vec::new();
    for (at, (number, day)) in deal.entries.iter().enumerate() {
        let next = deal.entries.get(at + 1);
        let end = match (next, &deal.outcome) {
            (Some((next, day)), _) => Some((*day, *next > stage)),
            (None, Some(outcome)) => Some((outcome.date, outcome.result == "won")),
            (None, None) => None,
        };
        if *number == stage {
            stays.push((*day, end.map(|end| end.0), end.is_some_and(|end| end.1)));
        }
    }
    stays
}

/// The first time by which a share of the cases has ended. At each time the chance to end is the ended by those still there.
fn quantile(cases: &[(i64, bool)], share: f64) -> Option<i64> {
    let mut waiting = 1.0;
    let mut times: Vec<i64> = cases
        .iter()
        .filter(|case| case.1)
        .map(|case| case.0)
        .collect();
    times.sort_unstable();
    times.dedup();
    for time in times {
        let there = cases.iter().filter(|case| case.0 >= time).count();
        let ended = cases.iter().filter(|case| **case == (time, true)).count();
        let (there, ended) = (u32::try_from(there), u32::try_from(ended));
        waiting *= 1.0 - f64::from(ended.expect("a count")) / f64::from(there.expect("a count"));
        if waiting <= 1.0 - share + 1e-9 {
            return Some(time);
        }
    }
    None
}

fn check_time(name: &str, time: &Value, cases: &[(i64, bool)]) {
    assert_eq!(time["of"], cases.len(), "{name}");
    assert_eq!(
        time["ended"],
        cases.iter().filter(|case| case.1).count(),
        "{name}"
    );
    for (field, share) in [
        ("lower_quartile", 0.25),
        ("median", 0.5),
        ("upper_quartile", 0.75),
    ] {
        assert_eq!(time[field], json!(quantile(cases, share)), "{name} {field}");
    }
    let longest = cases.iter().map(|case| case.0).max().unwrap_or(0);
    assert_eq!(time["longest"], longest, "{name}");
}

fn check_stages<'d>(
    name: &str,
    line: &Value,
    deals: &(impl Iterator<Item = &'d PlainDeal> + Clone),
    today: NaiveDate,
) {
    for (number, id) in STAGES.iter().enumerate() {
        let stage = &line["stages"][number];
        let stays: Vec<_> = deals.clone().flat_map(|deal| stays(deal, number)).collect();
        let cases: Vec<(i64, bool)> = stays
            .iter()
            .map(|(day, end, _)| ((end.unwrap_or(today) - *day).num_days(), end.is_some()))
            .collect();
        check_time(&format!("{name} {id}"), &stage["time"], &cases);
        let ended = stays.iter().filter(|stay| stay.1.is_some());
        assert_eq!(stage["forward"]["of"], ended.clone().count(), "{name} {id}");
        assert_eq!(
            stage["forward"]["n"],
            ended.filter(|stay| stay.2).count(),
            "{name} {id}"
        );
    }
}

#[test]
fn every_figure_is_that_of_the_facts() {
    each_book(|book, input| {
        let name = format!("book {}", book.number);
        let report = json!(velocity(input, &options(book, None)));
        check_stages(&name, &report, &book.counted(), book.today);
        for (cycle, result) in
            report["cycles"]
                .as_array()
                .expect("cycles")
                .iter()
                .zip(["won", "lost", "disqualified"])
        {
            let cases: Vec<(i64, bool)> = book
                .counted()
                .filter_map(|deal| Some((deal, deal.outcome.as_ref()?)))
                .filter(|(_, outcome)| outcome.result == result)
                .map(|(deal, outcome)| ((outcome.date - deal.begins()).num_days(), true))
                .collect();
            assert_eq!(cycle["result"], result, "{name}");
            check_time(&format!("{name} {result}"), &cycle["time"], &cases);
        }
        let start = book.today - Days::new(89);
        let won = book.counted().filter(|deal| deal.is_won());
        let won = won.filter(|deal| deal.outcome.as_ref().is_some_and(|it| it.date >= start));
        let cents: i64 = won.clone().filter_map(PlainDeal::won_cents).sum();
        assert_eq!(report["value"]["won"]["deals"], won.count(), "{name}");
        assert_eq!(report["value"]["days"], 90, "{name}");
        let per_day = (2 * cents + 90) / 180;
        let written = format!("{}.{:02}", per_day / 100, per_day % 100);
        assert_eq!(report["value"]["per_day"], written, "{name}");
    });
}

#[test]
fn groups_are_the_report_of_their_deals() {
    each_book(|book, input| {
        let by = Some(SplitBy::Deals(Grouping::Segment));
        let report = json!(velocity(input, &options(book, by)));
        let groups = report["groups"].as_array().expect("groups");
        for group in groups {
            let segment = group["group"].as_str().expect("a name");
            let known = SEGMENTS.contains(&segment).then_some(segment);
            let theirs = book.counted().filter(|deal| deal.segment == known);
            check_stages(
                &format!("book {} {segment}", book.number),
                group,
                &theirs,
                book.today,
            );
        }
    });
}

#[test]
fn quarters_add_up_to_the_whole() {
    each_book(|book, input| {
        let report = json!(velocity(input, &options(book, Some(SplitBy::Quarter))));
        let groups = report["groups"].as_array().expect("groups");
        for number in 0..STAGES.len() {
            for path in ["/time/of", "/time/ended", "/forward/n", "/forward/of"] {
                let of =
                    |line: &Value| line["stages"][number].pointer(path).and_then(Value::as_u64);
                let sum: u64 = groups.iter().filter_map(of).sum();
                assert_eq!(of(&report), Some(sum), "book {} {path}", book.number);
            }
        }
    });
}
