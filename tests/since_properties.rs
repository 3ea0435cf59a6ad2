//! What must hold of a comparison whatever the two books.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use dealctl::forecast::bridge::Line;
use dealctl::load::history::Between;
use dealctl::load::then::then;
use dealctl::load::{Evidence, Memory, PROCESS_FILE, Seen, load};
use dealctl::model::past::Commit;
use dealctl::model::{Book, Deal};
use dealctl::report::Input;
use dealctl::report::filter::Filter;
use dealctl::report::since::{Baseline, ForecastChange, without_forecast};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Deals by path.
type Files = BTreeMap<String, String>;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// One of a few.
fn one(of: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(of)
}

prop_compose! {
    fn deal()(
        cents in 0..20_000_000_u64,
        currency in one(&["", "", " USD", " EUR", " EUR", " GBP"]),
        has_amount in prop::bool::weighted(0.9),
        close in one(&["2026-10-31", "2026-11-01", "2026-12-18", "2026-12-24", "2027-01-31", "2027-02-01", "tbd"]),
        end in one(&["", "", "", "", "won", "lost", "disqualified"]),
        ended in one(&["2026-11-03", "2026-11-18", "2026-11-30"]),
        began in one(&["2026-09-28", "2026-11-17", "2026-11-28"]),
        stage in one(&["registered", "registered", "qualified", "nowhere"]),
        id in prop::option::weighted(0.2, 0..6_u8),
        crm in prop::option::weighted(0.5, 0..6_u8),
    ) -> String {
        let mut text = String::from("account: {name: Quayside Ports}\n");
        if let Some(id) = id {
            text += &format!("id: own-{id}\n");
        }
        let mut keys = vec![format!("close_date: {close}")];
        if has_amount {
            keys.push(format!("amount: {}.{:02}{currency}", cents / 100, cents % 100));
        }
        if let Some(crm) = crm {
            keys.push(format!("crm_id: c-{crm}"));
        }
        text += &format!("opportunity: {{{}}}\nhistory: {{{stage}: {began}}}\n", keys.join(", "));
        if !end.is_empty() {
            text += &format!("outcome: {{result: {end}, date: {ended}}}\n");
        }
        text
    }
}

prop_compose! {
    /// Files then and now: some the same, some changed, moved, gone or new; and what the log says of moves.
    fn files()(
        slots in prop::collection::vec((deal(), deal(), 0..8_u8), 0..10),
        moves in prop::collection::vec((0..12_usize, 0..12_usize), 0..4),
    ) -> (Files, Files, BTreeMap<String, String>) {
        let path = |n: usize| format!("deals/d{n}.yaml");
        let (mut then, mut now) = (Files::new(), Files::new());
        for (n, (old, new, what)) in slots.into_iter().enumerate() {
            match what {
                0 => drop(then.insert(path(n), old)),
                1 => drop(now.insert(path(n), new)),
                2 => {
                    then.insert(path(n), old.clone());
                    now.insert(format!("deals/moved/d{n}.yaml"), old);
                }
                3 | 4 => {
                    then.insert(path(n), old);
                    now.insert(path(n), new);
                }
                _ => {
                    then.insert(path(n), old.clone());
                    now.insert(path(n), old);
                }
            }
        }
        let moves = moves.into_iter().map(|(new, old)| (path(new), path(old))).collect();
        (then, now, moves)
    }
}

fn origin(process: &str, files: &Files) -> Memory {
    let start = Memory::default().with(PROCESS_FILE, process);
    files.iter().fold(start, |memory, (path, text)| {
        memory.with(path, text.as_bytes())
    })
}

fn seen(today: &str) -> Seen {
    Seen {
        today: day(today),
        as_of_given: true,
    }
}

fn process(rate: u64, other: bool) -> String {
    let process = support::example_process().replace("EUR = 1.08", &format!("EUR = 1.{rate:02}"));
    if other {
        process.replace("Meridian Cloud Consulting", "Meridian Cloud")
    } else {
        process
    }
}

/// What the pipeline of a book is worth, worked out in another way.
fn pipeline(book: &Book) -> (usize, Decimal) {
    let close = |deal: &&Deal| {
        let close = deal.opportunity.as_ref()?.close_date?.value;
        (day("2026-11-01") <= close && close <= day("2027-01-31")).then_some(())
    };
    let deals = book
        .open_deals()
        .filter(|deal| close(deal).is_some() && book.process.stage_of(deal).is_some());
    let worth: Vec<Decimal> = deals
        .map(|deal| dealctl::analysis::worth::expected(&book.process, deal).unwrap_or_default())
        .collect();
    (worth.len(), worth.iter().sum())
}

/// The deals by path, as far as a book knows them.
fn known(book: &Book) -> BTreeMap<&str, String> {
    let shown = |deal: &Deal| format!("{} {:?} {:?}", deal.id, deal.data, deal.begins());
    let path = |deal: &Deal| &*book.sources.file(deal.file).path;
    book.deals
        .iter()
        .map(|deal| (path(deal), shown(deal)))
        .collect()
}

fn compare(
    now: &Book,
    old: &Book,
    here: &Memory,
    there: &Memory,
    moves: BTreeMap<String, String>,
) -> ForecastChange {
    let (evidence, before) = (Evidence::new(here), Evidence::new(there));
    let commit = Commit {
        id: "0".repeat(40).into(),
        day: old.today,
        author: "Maya Chen".into(),
        mail: "m@ourco.example".into(),
    };
    let between = Between {
        came_from: moves,
        ..Between::default()
    };
    let baseline = Baseline {
        requested: "1w",
        commit: &commit,
        input: Input::new(old, &before),
        now_by_old_process: None,
        between: &between,
        uncommitted: &BTreeSet::new(),
        process_uncommitted: false,
        process: &[],
    };
    let quarter = now.process.calendar.quarter(now.today);
    without_forecast(
        &Input::new(now, &evidence),
        &baseline,
        &Filter::default(),
        quarter,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_bridge_holds_between_any_two_books(
        (then_files, now_files, moves) in files(),
        (rate_then, rate_now) in prop_oneof![Just((8, 8)), (0..40_u64, 0..40_u64)],
        other in prop::bool::weighted(0.1),
    ) {
        let there = origin(&process(rate_then, false), &then_files);
        let here = origin(&process(rate_now, other), &now_files);
        let now = load(&here, seen("2026-11-23")).expect("a process");
        let differing: BTreeSet<String> = then_files
            .keys()
            .chain(now_files.keys())
            .filter(|path| then_files.get(*path) != now_files.get(*path))
            .cloned()
            .collect();
        let old = then(&now, &here, &there, &differing, day("2026-11-16")).expect("a process");

        // Taken over or read anew, it is the same book.
        let read = load(&there, seen("2026-11-16")).expect("a process");
        prop_assert_eq!(known(&old.book), known(&read));
        prop_assert_eq!(old.now_by_old_process.is_some(), rate_then != rate_now || other);

        let since = compare(&now, &old.book, &here, &there, moves);
        let bridge = &since.pipeline;
        prop_assert_eq!((bridge.start_deals, bridge.start.amount), pipeline(&read));
        prop_assert_eq!((bridge.end_deals, bridge.end.amount), pipeline(&now));
        let lines: Decimal = bridge.lines.iter().map(|line| line.amount.amount).sum();
        prop_assert_eq!(bridge.start.amount + lines, bridge.end.amount);
        for line in &bridge.lines {
            let deals: Decimal = line.deals.iter().map(|deal| deal.amount.amount).sum();
            prop_assert_eq!(line.amount.amount, deals);
            let wrong = |deal: &Decimal| match line.line.direction() {
                1 => deal.is_sign_negative() && !deal.is_zero(),
                -1 => deal.is_sign_positive() && !deal.is_zero(),
                _ => rate_then == rate_now,
            };
            prop_assert!(!line.deals.iter().any(|deal| wrong(&deal.amount.amount)), "{:?}", line);
        }
        let count = |line: Line| since.line(line).map_or(0, |line| line.deals.len());
        let came: usize = [Line::New, Line::Reopened, Line::MovedIn].map(count).iter().sum();
        let went: usize = [Line::MovedOut, Line::Won, Line::Lost, Line::Removed].map(count).iter().sum();
        prop_assert_eq!(bridge.start_deals + came, bridge.end_deals + went);
    }
}
