//! `velocity --before-after` on made-up books with a planted effect: it finds a halved stage time with 40 deals, says “could be
//! chance” with 6, and cries wolf in at most 1 of 20 books without an effect.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use dealctl::load::{Evidence, Memory, Seen, load};
use dealctl::report::Input;
use dealctl::report::before_after::{BeforeAfter, before_after};
use dealctl::report::filter::Filter;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use rayon::prelude::*;

const PROCESS: &str = r#"
[process]
name = "Partner co-sell"
currency = "USD"
[[stages]]
id = "registered"
name = "Registered"
owner = "Maya Chen"
[[stages]]
id = "qualified"
name = "Qualified"
owner = "Luis Ortega"
[[stages]]
id = "closing"
name = "Closing"
owner = "Sam Ortiz"
[[changes]]
date = 2026-06-01
what = "Luis Ortega owns qualification"
[[changes]]
date = 2026-07-01
what = "Sam Ortiz closes"
"#;

/// A book of so many deals over a year, with the change in the middle; days in Qualified are about `before` and then about `after`.
fn book(number: u64, deals: u64, before: u64, after: u64) -> BeforeAfter {
    let mut stream = ChaCha8Rng::seed_from_u64(number);
    let mut below = |end: u64| stream.next_u64() % end.max(1);
    let change = NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day");
    let begin = change - Days::new(150);
    let today = change + Days::new(180);
    let mut files = Memory::default().with("process.toml", PROCESS.to_owned());
    for deal in 0..deals {
        // Half of them enter before the change, and so long before today that most have gone on.
        let entered = begin + Days::new(deal * 300 / deals + below(3));
        let typical = if entered < change { before } else { after };
        // From a third to about twice the typical time, most of them near it.
        let stayed = typical / 3 + below(typical) / 2 + below(typical) / 2 + below(typical) / 3;
        let left = entered + Days::new(stayed);
        let mut text = format!("account: {{name: Account {deal}}}\nhistory:\n");
        let registered = entered - Days::new(1 + below(9));
        let _ = writeln!(text, "  - {{stage: registered, date: {registered}}}");
        let _ = writeln!(text, "  - {{stage: qualified, date: {entered}}}");
        if left <= today {
            if below(4) > 0 {
                let _ = writeln!(text, "  - {{stage: closing, date: {left}}}");
            } else {
                let _ = writeln!(
                    text,
                    "outcome: {{result: lost, date: {left}, reason: no budget}}"
                );
            }
        }
        files = files.with(&format!("deals/d{deal:02}.yaml"), text);
    }
    let seen = Seen {
        today,
        as_of_given: true,
    };
    let book = load(&files, seen).unwrap_or_else(|_| panic!("book {number} loads"));
    let evidence = Evidence::new(&files);
    before_after(&Input::new(&book, &evidence), &Filter::default())
}

/// Whether the time in Qualified has changed for sure, and whether anything else has.
fn alarms(report: &BeforeAfter) -> (bool, bool) {
    let steps = report.changes.iter().flat_map(|change| &change.steps);
    let (mut found, mut other) = (false, false);
    for step in steps {
        let is_it = serde_json::json!(step.step)["stage"] == "qualified";
        found |= is_it && step.time.is_sure;
        other |= step.share.is_sure || (!is_it && step.time.is_sure);
    }
    (found, other)
}

#[test]
fn a_halved_stage_is_found_with_40_deals() {
    let found = (0..100)
        .into_par_iter()
        .filter(|n| alarms(&book(*n, 40, 24, 12)).0);
    let found = found.count();
    assert!(found >= 95, "found in {found} of 100 books");
}

#[test]
fn with_6_deals_it_could_be_chance() {
    let found = (0..100)
        .into_par_iter()
        .filter(|n| alarms(&book(*n, 6, 24, 12)) != (false, false));
    assert_eq!(found.count(), 0);
}

#[test]
fn without_an_effect_it_cries_wolf_in_at_most_1_of_20_books() {
    for (deals, books) in [(40, 200_u64), (80, 60)] {
        let alarm = |n: &u64| alarms(&book(1_000 + n, deals, 20, 20)) != (false, false);
        let wolves = (0..books).into_par_iter().filter(alarm).count();
        let allowed = usize::try_from(books / 20).expect("a count");
        assert!(
            wolves <= allowed,
            "{wolves} of {books} books of {deals} deals"
        );
    }
}
