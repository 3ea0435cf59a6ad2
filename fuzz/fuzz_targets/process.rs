//! Any bytes as process.toml: they are refused with findings, or judge a good deal.

#![no_main]

use chrono::NaiveDate;
use dealctl::lint::{Selection, lint, lint_invalid};
use dealctl::load::{Evidence, Memory, Seen, load};
use libfuzzer_sys::fuzz_target;

const GOOD: &str = include_str!("../../tests/example/deals/northwind.yaml");

fuzz_target!(|bytes: &[u8]| {
    let files = Memory::default()
        .with("process.toml", bytes)
        .with("deals/northwind.yaml", GOOD);
    let today = NaiveDate::from_ymd_opt(2026, 12, 20).expect("a date");
    let seen = Seen {
        today,
        as_of_given: false,
    };
    match load(&files, seen) {
        Ok(book) => {
            let mut selection = Selection::default();
            selection.with_process(&book.process);
            let linted = lint(&book, &Evidence::new(&files), &selection);
            assert_eq!(linted.deals, 1);
        }
        Err(invalid) => assert!(!lint_invalid(&invalid).findings.is_empty()),
    }
});
