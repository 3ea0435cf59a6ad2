//! `pipeline` against the plain facts: stages, flows, months, renewals, groups.

use chrono::{Datelike, Days, NaiveDate};
use dealctl::report::filter::Filter;
use dealctl::report::grouping::Grouping;
use dealctl::report::period_options::PeriodOptions;
use dealctl::report::pipeline::pipeline;
use serde_json::{Value, json};

use crate::each_book;
use crate::plain_books::{PARTNERS, PlainBook, PlainDeal, STAGES, money};

/// The length of the period.
const DAYS: u64 = 90;

fn options(book: &PlainBook, by: Option<Grouping>) -> PeriodOptions {
    PeriodOptions {
        since: book.today - Days::new(DAYS - 1),
        filter: Filter::default(),
        by,
    }
}

/// Deals, their sum, and those without an amount.
fn sum<'d>(deals: impl Iterator<Item = &'d PlainDeal>, of: fn(&PlainDeal) -> Option<i64>) -> Value {
    let amounts: Vec<Option<i64>> = deals.map(of).collect();
    json!({
        "deals": amounts.len(),
        "amount": money(amounts.iter().flatten().sum()),
        "without_amount": amounts.iter().filter(|amount| amount.is_none()).count(),
    })
}

/// The stays of a deal in a stage: from when, to when, and to where.
fn visits(deal: &PlainDeal, stage: usize) -> Vec<(NaiveDate, Option<NaiveDate>, String)> {
    let mut visits = Vec::new();
    for (at, (number, day)) in deal.entries.iter().enumerate() {
        if *number != stage {
            continue;
        }
        let outcome = deal.outcome.as_ref();
        let (end, to) = match (deal.entries.get(at + 1), outcome) {
            (Some((next, day)), _) if *next > stage => (Some(*day), "forward"),
            (Some((_, day)), _) => (Some(*day), "back"),
            (None, Some(outcome)) => (Some(outcome.date), outcome.result),
            (None, None) => (None, ""),
        };
        visits.push((*day, end, to.to_owned()));
    }
    visits
}

#[test]
fn every_figure_is_that_of_the_facts() {
    each_book(|book, input| {
        let report = json!(pipeline(input, &options(book, None)));
        let start = book.today - Days::new(DAYS - 1);
        let name = format!("book {}", book.number);
        for (number, id) in STAGES.iter().enumerate() {
            let line = &report["stages"][number];
            let here = || book.open().filter(|deal| deal.stage() == number);
            let renewals = here().filter(|deal| deal.kind == Some("renewal"));
            assert_eq!(line["stage"], *id, "{name}");
            assert_eq!(line["open"], sum(here(), |deal| deal.cents), "{name} {id}");
            assert_eq!(line["renewals"], sum(renewals, |deal| deal.cents), "{name}");
            let visits: Vec<_> = book
                .counted()
                .flat_map(|deal| visits(deal, number))
                .filter(|(_, end, _)| end.is_none_or(|end| end >= start))
                .collect();
            let before = visits.iter().filter(|(day, ..)| *day < start).count();
            assert_eq!(line["at_start"], before, "{name} {id}");
            assert_eq!(line["entered"], visits.len() - before, "{name} {id}");
            for way in ["forward", "back", "won", "lost", "disqualified"] {
                let left = visits.iter().filter(|(.., to)| to == way).count();
                assert_eq!(line["left"][way], left, "{name} {id} {way}");
            }
            assert_eq!(line["undated"], 0, "{name}");
        }
        assert_eq!(
            report["open"],
            sum(book.open(), |deal| deal.cents),
            "{name}"
        );
        let ended = |deal: &&PlainDeal, way: &str| {
            let outcome = deal.outcome.as_ref();
            outcome.is_some_and(|it| it.result == way && it.date >= start)
        };
        for way in ["won", "lost", "disqualified"] {
            let left = book.counted().filter(|deal| ended(deal, way)).count();
            assert_eq!(report["left"][way], left, "{name} {way}");
        }
        let won = book.counted().filter(|deal| ended(deal, "won"));
        assert_eq!(report["won"], sum(won, PlainDeal::won_cents), "{name}");
        let lives = book.counted().filter(|deal| {
            let outcome = deal.outcome.as_ref();
            outcome.is_none_or(|outcome| outcome.date >= start)
        });
        let (old, new): (Vec<_>, Vec<_>) = lives.partition(|deal| deal.entries[0].1 < start);
        assert_eq!(report["at_start"], old.len(), "{name}");
        assert_eq!(report["entered"], new.len(), "{name}");
    });
}

#[test]
fn what_came_less_what_left_is_the_change() {
    each_book(|book, input| {
        let report = json!(pipeline(input, &options(book, Some(Grouping::Partner))));
        let stages = report["stages"].as_array().expect("stages").iter();
        let groups = report["groups"].as_array().expect("groups").iter();
        let number = |value: &Value| value.as_u64().expect("a count");
        for line in stages.chain(groups).chain([&report]) {
            let left = line["left"].as_object().expect("ways").values();
            let left: u64 = left.map(number).sum();
            let came = number(&line["at_start"]) + number(&line["entered"]);
            let open = number(&line["open"]["deals"]);
            assert_eq!(
                came + number(&line["undated"]),
                open + left,
                "book {}",
                book.number
            );
        }
        let groups = report["groups"].as_array().expect("groups");
        for field in ["open", "renewals"] {
            let sum: u64 = groups
                .iter()
                .map(|line| number(&line[field]["deals"]))
                .sum();
            assert_eq!(number(&report[field]["deals"]), sum, "book {}", book.number);
        }
        for group in groups {
            let name = group["group"].as_str().expect("a name");
            let is_theirs = |deal: &&PlainDeal| PARTNERS[deal.partner].1 == name;
            let open = sum(book.open().filter(is_theirs), |deal| deal.cents);
            assert_eq!(group["open"], open, "book {} {name}", book.number);
        }
    });
}

#[test]
fn the_months_are_those_of_the_facts() {
    each_book(|book, input| {
        let report = json!(pipeline(input, &options(book, None)));
        let index = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
        let last = index(book.today);
        let months = report["months"].as_array().expect("months");
        let days = book.counted().flat_map(|deal| {
            let closed = deal.outcome.as_ref().map(|outcome| outcome.date);
            [Some(deal.begins()), closed].into_iter().flatten()
        });
        let first = days.map(index).filter(|month| *month > last - 12).min();
        let expected = first.map_or(0, |first| {
            usize::try_from(last - first + 1).expect("months")
        });
        assert_eq!(months.len(), expected, "book {}", book.number);
        for (row, at) in months.iter().zip(first.unwrap_or(last)..) {
            let name = format!("{}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1);
            assert_eq!(row["month"], name, "book {}", book.number);
            let created = book.counted().filter(|deal| index(deal.begins()) == at);
            assert_eq!(row["created"], sum(created, |deal| deal.cents));
            for way in ["won", "lost", "disqualified"] {
                let ended = book.counted().filter(|deal| {
                    let outcome = deal.outcome.as_ref();
                    outcome.is_some_and(|it| it.result == way && index(it.date) == at)
                });
                let of: fn(&PlainDeal) -> Option<i64> = match way {
                    "won" => PlainDeal::won_cents,
                    _ => |deal| deal.cents,
                };
                assert_eq!(
                    row[way],
                    sum(ended, of),
                    "book {} {name} {way}",
                    book.number
                );
            }
        }
    });
}
