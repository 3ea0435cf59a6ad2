//! Any bytes as a deal beside a good one: they are read, judged and shown, and every place lies in the file.

#![no_main]

use chrono::NaiveDate;
use dealctl::lint::{Selection, lint};
use dealctl::load::{Evidence, Memory, Seen, load};
use dealctl::render::TermStyle;
use dealctl::render::findings::{Detail, draw};
use libfuzzer_sys::fuzz_target;

const PROCESS: &str = include_str!("../../tests/example/process.toml");
const GOOD: &str = include_str!("../../tests/example/deals/northwind.yaml");

fuzz_target!(|bytes: &[u8]| {
    let files = Memory::default()
        .with("process.toml", PROCESS)
        .with("deals/northwind.yaml", GOOD)
        .with("deals/fuzzed.yaml", bytes);
    let today = NaiveDate::from_ymd_opt(2026, 12, 20).expect("a date");
    let seen = Seen {
        today,
        as_of_given: false,
    };
    let book = load(&files, seen).expect("the process is a good one");
    let linted = lint(&book, &Evidence::new(&files), &Selection::default());
    for finding in &linted.findings {
        let text = &book.sources.file(finding.place.file).text;
        assert!(
            text.get(finding.place.span.range()).is_some(),
            "{finding:?}"
        );
    }
    let shown: Vec<_> = linted.findings.iter().collect();
    let text = draw(&shown, &book.sources, Detail::Full, TermStyle::default());
    let plain = |c: char| c == '\n' || !c.is_control();
    assert!(text.chars().all(plain), "{text:?}");
});
