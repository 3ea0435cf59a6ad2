//! What must hold for every text, amount, day, path and file, tried on many that nobody thought of.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{Days, NaiveDate, Weekday};
use dealctl::lint::{Linted, Selection, lint, lint_invalid};
use dealctl::load::{Evidence, Listed, Memory, Origin, Seen, Unreadable, load};
use dealctl::model::calendar::Calendar;
use dealctl::model::deal::check_path;
use dealctl::model::money::parse_amount;
use dealctl::model::{Book, Deal};
use dealctl::render::document::{Document, FORMATS, page};
use dealctl::render::findings::{self, Detail, Findings};
use dealctl::render::{TermStyle, json};
use dealctl::report::document::Envelope;
use dealctl::report::filter::Filter;
use dealctl::report::forecast::{Options, forecast as forecast_of};
use dealctl::report::{Input, book_state, gate, money, scorecard, stalls};
use dealctl::text::{Limits, Node, ScalarStyle, Sources, Value, yaml};
use dealctl::view::{self, Style};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// That many tries, or `PROPTEST_CASES`; what fails is shown and not written into a file.
fn cases(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|asked| asked.parse().ok()).unwrap_or(cases),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

// YAML: our reader beside another one.

/// A document to be written, with the style of each value.
#[derive(Clone, Debug)]
enum Written {
    Null,
    Plain(String),
    Single(String),
    Double(String),
    /// `|`, or `>` when folded.
    Block(Vec<String>, bool),
    List(Vec<Written>, bool),
    Map(Vec<(String, Written)>, bool),
}

/// What both readers make of it.
#[derive(Clone, Debug, PartialEq)]
enum Tree {
    Null,
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

fn words() -> impl Strategy<Value = String> {
    "[A-Za-zé][A-Za-z0-9é_./ -]{0,14}[A-Za-z0-9é]".prop_filter("no null, no truth value", |text| {
        !["null", "true", "false"].contains(&text.to_lowercase().as_str())
    })
}

fn scalar() -> impl Strategy<Value = Written> {
    prop_oneof![
        1 => Just(Written::Null),
        4 => words().prop_map(Written::Plain),
        2 => "[1-9][0-9]{0,8}".prop_map(Written::Plain),
        1 => "20[0-9]{2}-0[1-9]-[12][0-9]".prop_map(Written::Plain),
        2 => "[ -~é€]{0,16}".prop_map(Written::Single),
        2 => "[ -~é€\n\t\u{7}\u{202e}]{0,16}".prop_map(Written::Double),
    ]
}

fn block() -> impl Strategy<Value = Written> {
    (
        prop::collection::vec("[A-Za-z#:'\"{}é][A-Za-z #:'\"{},é]{0,10}[A-Za-z]", 1..4),
        any::<bool>(),
    )
        .prop_map(|(lines, folded)| Written::Block(lines, folded))
}

fn document() -> impl Strategy<Value = Written> {
    let leaf = prop_oneof![6 => scalar(), 1 => block()];
    let inner = leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 0..5), any::<bool>())
                .prop_map(|(items, flow)| Written::List(items, flow)),
            (
                prop::collection::btree_map(words(), inner, 0..5),
                any::<bool>()
            )
                .prop_map(|(map, flow)| Written::Map(map.into_iter().collect(), flow)),
        ]
    });
    prop::collection::btree_map(words(), inner, 1..6)
        .prop_map(|map| Written::Map(map.into_iter().collect(), false))
}

impl Written {
    fn is_flow(&self) -> bool {
        match self {
            Self::List(items, flow) => *flow || items.is_empty(),
            Self::Map(entries, flow) => *flow || entries.is_empty(),
            Self::Block(..) => false,
            _ => true,
        }
    }

    /// What follows `key:` or `-`: on the same line, or on lines of its own.
    fn write(&self, out: &mut String, indent: usize) {
        if self.is_flow() {
            out.push(' ');
            self.write_flow(out);
            out.push('\n');
            return;
        }
        let pad = " ".repeat(indent);
        match self {
            Self::Block(lines, folded) => {
                out.push_str(if *folded { " >\n" } else { " |\n" });
                for line in lines {
                    let _ = writeln!(out, "{pad}{line}");
                }
            }
            Self::List(items, _) => {
                out.push('\n');
                for item in items {
                    let _ = write!(out, "{pad}-");
                    item.write(out, indent + 2);
                }
            }
            Self::Map(entries, _) => {
                out.push_str(" # a remark\n");
                for (key, value) in entries {
                    let _ = write!(out, "{pad}{key}:");
                    value.write(out, indent + 2);
                }
            }
            _ => unreachable!("flow"),
        }
    }

    fn write_flow(&self, out: &mut String) {
        match self {
            Self::Null => out.push('~'),
            Self::Plain(text) => out.push_str(text),
            Self::Single(text) => {
                let _ = write!(out, "'{}'", text.replace('\'', "''"));
            }
            Self::Double(text) => {
                out.push('"');
                for c in text.chars() {
                    match c {
                        '"' | '\\' => {
                            out.push('\\');
                            out.push(c);
                        }
                        '\n' => out.push_str("\\n"),
                        '\t' => out.push_str("\\t"),
                        c if c.is_control() || c == '\u{202e}' => {
                            let _ = write!(out, "\\u{:04x}", u32::from(c));
                        }
                        c => out.push(c),
                    }
                }
                out.push('"');
            }
            // Inside of brackets there is no block; its text is written as one line.
            Self::Block(lines, _) => {
                let _ = write!(out, "'{}'", lines.join(" ").replace('\'', "''"));
            }
            Self::List(items, _) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { "" });
                    item.write_flow(out);
                }
                out.push(']');
            }
            Self::Map(entries, _) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    let _ = write!(out, "{}{key}: ", if index > 0 { ", " } else { "" });
                    value.write_flow(out);
                }
                out.push('}');
            }
        }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        let Self::Map(entries, _) = self else {
            return out;
        };
        for (key, value) in entries {
            let _ = write!(out, "{key}:");
            value.write(&mut out, 2);
        }
        out
    }
}

fn ours(node: &Node<'_>) -> Tree {
    match &node.value {
        Value::Null => Tree::Null,
        Value::Scalar(scalar) => Tree::Text(scalar.text.to_string()),
        Value::List(items) => Tree::List(items.iter().map(ours).collect()),
        Value::Map(entries) => Tree::Map(
            entries
                .iter()
                .map(|entry| (entry.key.to_string(), ours(&entry.value)))
                .collect(),
        ),
    }
}

fn theirs(value: &serde_yaml::Value) -> Tree {
    match value {
        serde_yaml::Value::Null => Tree::Null,
        serde_yaml::Value::Bool(truth) => Tree::Text(truth.to_string()),
        serde_yaml::Value::Number(number) => Tree::Text(number.to_string()),
        serde_yaml::Value::String(text) => Tree::Text(text.clone()),
        serde_yaml::Value::Sequence(items) => Tree::List(items.iter().map(theirs).collect()),
        serde_yaml::Value::Mapping(map) => Tree::Map(
            map.iter()
                .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), theirs(value)))
                .collect(),
        ),
        serde_yaml::Value::Tagged(tagged) => theirs(&tagged.value),
    }
}

/// Every value stands where its span says, and what is inside of something is inside of its span.
fn assert_places(node: &Node<'_>, text: &str) -> Result<(), TestCaseError> {
    let written = text.get(node.span.range());
    prop_assert!(written.is_some(), "{:?} is no place in {text:?}", node.span);
    let written = written.unwrap_or_default();
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => match scalar.style {
            ScalarStyle::Plain => prop_assert_eq!(written, &*scalar.text),
            ScalarStyle::Quoted => prop_assert!(
                written.len() >= 2
                    && written.starts_with(['"', '\''])
                    && written.ends_with(['"', '\'']),
                "{written:?}"
            ),
            ScalarStyle::Block => {
                let first = scalar.text.split([' ', '\n']).next().unwrap_or_default();
                prop_assert!(
                    written.contains(first) && written == written.trim_end(),
                    "{written:?}"
                );
            }
        },
        Value::List(items) => {
            for item in items {
                prop_assert!(node.span.start <= item.span.start && item.span.end <= node.span.end);
                assert_places(item, text)?;
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                prop_assert_eq!(text.get(entry.key_span.range()), Some(&*entry.key));
                prop_assert!(
                    node.span.start <= entry.key_span.start
                        && entry.value.span.end <= node.span.end
                );
                assert_places(&entry.value, text)?;
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn yaml_is_read_as_another_reader_reads_it_and_every_value_knows_its_place(document in document()) {
        let text = document.text();
        let read = yaml::parse(&text, &Limits::default());
        prop_assert!(read.faults.is_empty(), "{:?}\n{text}", read.faults);
        let other: serde_yaml::Value = serde_yaml::from_str(&text)
            .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(ours(&read.root), theirs(&other), "{}", text);
        assert_places(&read.root, &text)?;
    }

    #[test]
    fn windows_line_ends_change_no_value_and_no_line(document in document()) {
        let text = document.text();
        let windows = text.replace('\n', "\r\n");
        let (read, other) = (yaml::parse(&text, &Limits::default()), yaml::parse(&windows, &Limits::default()));
        prop_assert!(other.faults.is_empty(), "{:?}\n{text}", other.faults);
        prop_assert_eq!(ours(&read.root), ours(&other.root), "{}", text);
        assert_same_lines(&read.root, &text, &other.root, &windows)?;
    }

    #[test]
    fn any_text_at_all_is_read_or_has_a_fault_at_a_place(text in "[-a-c:{}\\[\\],\"'|>&*#%@! \t\r\n0-9é~?]{0,60}") {
        let read = yaml::parse(&text, &Limits::default());
        for fault in &read.faults {
            prop_assert!(text.get(fault.span.range()).is_some(), "{fault:?} in {text:?}");
        }
        assert_bounds(&read.root, &text)?;
    }
}

fn assert_same_lines(
    a: &Node<'_>,
    a_text: &str,
    b: &Node<'_>,
    b_text: &str,
) -> Result<(), TestCaseError> {
    let line = |text: &str, at: u32| text[..at as usize].matches('\n').count();
    prop_assert_eq!(line(a_text, a.span.start), line(b_text, b.span.start));
    prop_assert_eq!(line(a_text, a.span.end), line(b_text, b.span.end));
    match (&a.value, &b.value) {
        (Value::List(a), Value::List(b)) => a
            .iter()
            .zip(b)
            .try_for_each(|(a, b)| assert_same_lines(a, a_text, b, b_text)),
        (Value::Map(a), Value::Map(b)) => a
            .iter()
            .zip(b)
            .try_for_each(|(a, b)| assert_same_lines(&a.value, a_text, &b.value, b_text)),
        _ => Ok(()),
    }
}

fn assert_bounds(node: &Node<'_>, text: &str) -> Result<(), TestCaseError> {
    prop_assert!(
        text.get(node.span.range()).is_some(),
        "{:?} in {text:?}",
        node.span
    );
    match &node.value {
        Value::List(items) => items.iter().try_for_each(|item| assert_bounds(item, text)),
        Value::Map(entries) => entries.iter().try_for_each(|entry| {
            prop_assert!(text.get(entry.key_span.range()).is_some());
            assert_bounds(&entry.value, text)
        }),
        _ => Ok(()),
    }
}

// Money.

fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn an_amount_is_itself_however_it_is_written(cents in 0u64..=1_000_000_000_000_000, commas: bool, code: bool) {
        let whole = (cents / 100).to_string();
        let whole = if commas { grouped(&whole) } else { whole };
        let text = format!("{whole}.{:02}{}", cents % 100, if code { " EUR" } else { "" });
        let amount = parse_amount(&text).map_err(TestCaseError::fail)?;
        prop_assert_eq!(amount.value, Decimal::new(i64::try_from(cents).unwrap_or(i64::MAX), 2));
        prop_assert_eq!(amount.currency.map(|currency| currency.code()), code.then_some("EUR"));
        let exact = money::exact(amount.value, iso_currency::Currency::USD);
        prop_assert_eq!(parse_amount(&exact).map(|amount| amount.value), Ok(amount.value));
    }

    #[test]
    fn what_is_taken_for_an_amount_is_digits_commas_a_point_and_a_code(text in "[-+0-9,. a-zA-Z$]{0,14}") {
        if let Ok(amount) = parse_amount(&text) {
            let mut plain = text.replace(',', "");
            if let Some(currency) = amount.currency {
                plain = plain.replace(currency.code(), "");
            }
            prop_assert_eq!(plain.trim().parse::<Decimal>(), Ok(amount.value), "{}", text);
            prop_assert!(amount.value >= Decimal::ZERO);
        }
    }

    #[test]
    fn short_money_never_panics_and_is_short(amount in 0i64..=1_000_000_000_000_000_000) {
        let text = money::short(Decimal::from(amount), iso_currency::Currency::USD);
        prop_assert!(text.starts_with('$'));
        prop_assert!(amount >= 99_950_000 || text.len() <= 7, "{text}");
    }
}

// Business days.

fn calendar() -> impl Strategy<Value = Calendar> {
    (
        prop::collection::vec(0u8..7, 0..7),
        prop::collection::vec(0u64..900, 0..12),
    )
        .prop_map(|(weekend, holidays)| {
            let weekend: Vec<Weekday> = weekend
                .into_iter()
                .filter_map(|day| Weekday::try_from(day).ok())
                .collect();
            Calendar::new(&weekend, holidays.into_iter().map(day).collect(), 2)
        })
}

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day") + Days::new(offset)
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn counting_business_days_undoes_adding_them(calendar in calendar(), from in 0u64..700, n in 0u32..80) {
        let (from, to) = (day(from), calendar.add_business_days(day(from), n));
        prop_assert_eq!(calendar.business_days(from, to), n);
        prop_assert!(n == 0 || calendar.is_business_day(to));
    }

    #[test]
    fn business_days_add_up(calendar in calendar(), a in 0u64..700, b in 0u64..100, c in 0u64..100) {
        let (a, b, c) = (day(a), day(a + b), day(a + b + c));
        prop_assert_eq!(calendar.business_days(a, b) + calendar.business_days(b, c), calendar.business_days(a, c));
        prop_assert_eq!(calendar.business_days(c, a), 0);
    }

    #[test]
    fn every_day_is_in_one_quarter_of_three_months(start in 1u32..=12, offset in 0u64..4000) {
        let calendar = Calendar::new(&[], Vec::new(), start);
        let quarter = calendar.quarter(day(offset));
        prop_assert!(quarter.start <= day(offset) && day(offset) < quarter.end);
        prop_assert_eq!(calendar.quarter(quarter.start), quarter);
        prop_assert_eq!(calendar.quarter(quarter.last_day()), quarter);
        prop_assert_ne!(calendar.quarter(quarter.end), quarter);
        prop_assert!((89..=92).contains(&(quarter.end - quarter.start).num_days()));
    }
}

// Deals.

fn example(path: &str) -> String {
    let full = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/example")
        .join(path);
    std::fs::read_to_string(full).expect("a file of the example")
}

/// The example's process with as few draws as a forecast may have.
fn process() -> String {
    format!("{}\n[forecast]\ndraws = 100\n", example("process.toml"))
}

fn files() -> Memory {
    [
        "lists/ortiz-q4.md",
        "notes/dana-0911.md",
        "notes/northwind-0818.md",
        "notes/northwind-0902.md",
        "notes/northwind-qbr.md",
    ]
    .into_iter()
    .fold(Memory::default(), |files, path| {
        files.with(path, example(path))
    })
    .with("process.toml", process())
}

fn seen(today: &str) -> Seen {
    Seen {
        today: today.parse().expect("a day"),
        as_of_given: true,
    }
}

/// Everything that can be said of the files, as text; nothing of it may panic.
fn everything(origin: &dyn Origin, seen: Seen) -> String {
    let book = match load(origin, seen) {
        Ok(book) => book,
        Err(invalid) => {
            assert!(!invalid.problems.is_empty(), "unusable without a reason");
            let linted = lint_invalid(&invalid);
            assert!(!linted.findings.is_empty());
            return rendered(&linted, &invalid.sources);
        }
    };
    let evidence = Evidence::new(origin);
    let linted = lint(&book, &evidence, &Selection::default());
    let input = Input::new(&book, &evidence);
    let words = Style::of(&input);
    let mut out = rendered(&linted, &book.sources);
    let filter = Filter::default();
    let (stalls, forecast, card) = (
        stalls::stalls(&input, &filter),
        forecast_of(
            &input,
            &filter,
            &Options {
                backtest: true,
                ..Options::default()
            },
        ),
        scorecard::scorecard(
            &input,
            &scorecard::Options {
                filter: filter.clone(),
                last: Some(3),
                ..scorecard::Options::default()
            },
        ),
    );
    out += &json::to_text(&Envelope::new(&input, &stalls)).expect("JSON");
    out += &json::to_text(&json::forecast(&forecast, &input, None)).expect("JSON");
    out += &json::to_text(&Envelope::without_money(&input, &card)).expect("JSON");
    for shown in [
        view::stalls(&stalls, &words),
        view::crm_sum(&forecast.crm_sum, &words),
        view::forecast(&forecast, None, &words),
        view::forecast_deals(&forecast, &words),
        view::scorecard(&card, &words),
        view::book_state(&book_state::book_state(&input, None, &linted), &words),
    ] {
        let document = Document::new(|| shown.clone(), || ());
        for format in FORMATS {
            let text = document.render(*format, TermStyle::default());
            out += &text.expect("every format");
        }
    }
    for deal in &book.deals {
        if let Some(gate) = gate::gate(&input, &deal.id) {
            out += &json::to_text(&Envelope::without_money(&input, &gate)).expect("JSON");
            out += &page(&view::gate(&gate, &words), TermStyle::default());
        }
        let card = scorecard::of_deals(&input, &[&deal.id]);
        out += &json::to_text(&Envelope::without_money(&input, &card)).expect("JSON");
        for handoff in &card.handoffs {
            out += &page(
                &view::one_handoff(handoff, &card, &words),
                TermStyle::default(),
            );
        }
    }
    out
}

fn rendered(linted: &Linted, sources: &Sources) -> String {
    for finding in &linted.findings {
        let places = finding
            .related
            .iter()
            .map(|label| label.place)
            .chain([finding.place]);
        for place in places {
            let text = &sources.file(place.file).text;
            assert!(
                text.get(place.span.range()).is_some(),
                "{finding:#?} is not in\n{text}"
            );
        }
    }
    let shown: Vec<_> = linted.findings.iter().collect();
    let mut out = String::new();
    for detail in [Detail::Full, Detail::ErrorsInFull] {
        let findings = Findings {
            detail,
            ..Findings::new(shown.clone(), sources)
        };
        for format in findings::FORMATS {
            let text = format.render(&findings, TermStyle::default());
            out += &text.expect("every format");
        }
    }
    out
}

/// A change to a text that keeps most of it.
#[derive(Clone, Debug)]
struct Change {
    at: prop::sample::Index,
    cut: usize,
    put: Vec<u8>,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let put = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        prop::sample::select(vec![
            "\n",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "\t",
            "#",
            " #",
            "&a ",
            "*a",
            "~",
            "tbd",
            "|",
            ">",
            "---\n",
            "...\n",
            "<<: ",
            "!!str ",
            "9999-12-31",
            "0000-01-01",
            "2026-02-30",
            "99999999999999999999",
            "-1",
            "é",
            "\u{202e}",
            "\u{feff}",
            "{}",
            "[]",
            "true",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    let change = (any::<prop::sample::Index>(), 0usize..12, put)
        .prop_map(|(at, cut, put)| Change { at, cut, put });
    prop::collection::vec(change, 1..5)
}

fn changed(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for change in changes {
        let at = change.at.index(bytes.len() + 1);
        let end = (at + change.cut).min(bytes.len());
        bytes.splice(at..end, change.put.iter().copied());
    }
    bytes
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_bytes_as_a_deal_are_judged_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        everything(&files().with("deals/a.yaml", bytes), seen("2026-11-23"));
    }

    #[test]
    fn a_deal_with_any_damage_is_judged_without_a_panic(changes in changes(), today in 0u64..900) {
        let bytes = changed(&example("deals/northwind.yaml"), &changes);
        let seen = Seen { today: day(today), as_of_given: today % 2 == 0 };
        everything(&files().with("deals/northwind.yaml", bytes), seen);
    }

    #[test]
    fn signals_with_any_damage_are_judged_without_a_panic(changes in changes()) {
        let bytes = changed(&example("signals.yaml"), &changes);
        everything(&files().with("signals.yaml", bytes), seen("2026-11-23"));
    }

    #[test]
    fn a_process_with_any_damage_is_used_or_says_why_not(changes in changes()) {
        let bytes = changed(&process(), &changes);
        let files = files().with("deals/northwind.yaml", example("deals/northwind.yaml"));
        everything(&files.with("process.toml", bytes), seen("2026-11-23"));
    }
}

#[test]
fn the_first_and_the_last_day_of_the_calendar_are_days_to_look_from() {
    let files = files()
        .with("deals/northwind.yaml", example("deals/northwind.yaml"))
        .with("signals.yaml", example("signals.yaml"));
    for today in ["0000-01-01", "0001-12-31", "1970-01-01", "9999-12-31"] {
        everything(&files, seen(today));
    }
}

// Paths.

fn deal() -> Deal {
    let files = files().with("deals/northwind.yaml", example("deals/northwind.yaml"));
    let book: Book = load(&files, seen("2026-12-20")).expect("a process");
    book.deals.into_iter().next().expect("a deal")
}

const KEYS: [&str; 24] = [
    "account",
    "name",
    "opportunity",
    "amount",
    "partner",
    "contact",
    "role",
    "registered",
    "date",
    "need",
    "what",
    "credit",
    "rule",
    "handoff",
    "seller_move",
    "action",
    "evidence",
    "touches",
    "history",
    "stage",
    "custom",
    "region",
    "response",
    "",
];

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn looking_up_any_path_never_panics(path in "\\PC{0,40}", keys in prop::collection::vec(prop::sample::select(&KEYS[..]), 0..6)) {
        let deal = deal();
        for path in [path, keys.join(".")] {
            let found = deal.lookup(&path);
            deal.nearest_span(&path);
            prop_assert!(!found.is_present() || check_path(&path).is_ok(), "{path} is there and cannot be");
        }
    }
}

// Short forms.

/// A key with the value it has in the short form, and in the long one.
fn forms() -> Vec<(&'static str, String, String)> {
    let entry = |key, short: &str, long: &str| (key, short.to_owned(), long.to_owned());
    vec![
        entry(
            "need",
            "Somebody types everything twice",
            "{what: Somebody types everything twice}",
        ),
        entry("need", "tbd", "{what: tbd}"),
        entry("registered", "2026-08-25", "{date: 2026-08-25}"),
        entry(
            "registered",
            "2026-08-25",
            "{date: 2026-08-25, by: Dana Reyes}",
        ),
        entry("registered", "soon", "{date: soon}"),
        entry("credit", "implementation", "{rule: implementation}"),
        entry(
            "credit",
            "implementation",
            "{rule: implementation, set_on: 2026-08-25}",
        ),
        entry("credit", "generous", "{rule: generous}"),
        entry(
            "partner",
            "meridian",
            "{name: Meridian Cloud Consulting, type: si, contact: {name: Dana Reyes, role: Alliances lead}}",
        ),
        entry("partner", "meridian", "{name: meridian}"),
        entry("partner", "Oakline", "{name: Oakline}"),
        entry(
            "partner",
            "{name: Oakline, contact: Joss Lind}",
            "{name: Oakline, contact: {name: Joss Lind}}",
        ),
        entry(
            "qualification",
            "{by: Luis Ortega, budget: confirmed, fit: open}",
            "{by: Luis Ortega, budget: {status: confirmed}, fit: {status: open}}",
        ),
        entry(
            "qualification",
            "{budget: tbd, timing: confirmed}",
            "{budget: {status: tbd}, timing: {status: confirmed}}",
        ),
        entry(
            "history",
            "{registered: 2026-08-25, qualified: 2026-09-02, handoff: 2026-09-07}",
            "[{stage: registered, date: 2026-08-25}, {stage: qualified, date: 2026-09-02}, {stage: handoff, date: 2026-09-07}]",
        ),
        entry(
            "history",
            "{registered: 2026-08-25, joint: 2026-09-01}",
            "[{stage: registered, date: 2026-08-25}, {stage: joint, date: 2026-09-01}]",
        ),
        entry(
            "history",
            "{registered: 2026-08-25, nowhere: 2026-09-31}",
            "[{stage: registered, date: 2026-08-25}, {stage: nowhere, date: 2026-09-31}]",
        ),
        entry("feedback", "2026-11-01", "{date: 2026-11-01}"),
        entry("outcome", "lost", "{result: lost}"),
        entry(
            "outcome",
            "{result: won, date: 2026-11-02, amount: 84000}",
            "{result: won, date: 2026-11-02, amount: 84000 USD}",
        ),
        entry(
            "handoff",
            "{seller: Sam Ortiz, evidence: notes/northwind-qbr.md, sent: 2026-09-14}",
            "{seller: Sam Ortiz, evidence: [notes/northwind-qbr.md], sent: {date: 2026-09-14}}",
        ),
        entry(
            "handoff",
            "{owner: Priya Raman, trigger: Can we stop?, warm_path: Monthly meeting, seller_move: Call Ines, partner_move: {action: Ask, agreed: notes/dana-0911.md}, conflict: 2026-09-11}",
            "{owner: Priya Raman, trigger: {quote: Can we stop?}, warm_path: {intro: Monthly meeting}, seller_move: [{action: Call Ines}], \
             partner_move: [{action: Ask, agreed: {source: notes/dana-0911.md}}], conflict: {checked: 2026-09-11}}",
        ),
        entry(
            "handoff",
            "{offer: A workshop, partner_move: {action: Ask, agreed: 2026-09-11}, evidence: notes/gone.md, sent: 2026-09-14, response: accepted}",
            "{offer: {what: A workshop}, partner_move: [{action: Ask, agreed: {date: 2026-09-11}}], evidence: [notes/gone.md], \
             sent: {date: 2026-09-14}, response: {result: accepted}}",
        ),
        entry(
            "account",
            "Northwind Logistics",
            "{name: Northwind Logistics}",
        ),
    ]
}

/// What is said of a deal, without where: lines and columns differ between the forms.
fn said(text: &str) -> (Vec<String>, serde_json::Value) {
    let files = files().with("deals/a.yaml", text);
    let book = load(&files, seen("2026-11-23")).expect("a process");
    let evidence = Evidence::new(&files);
    let linted = lint(&book, &evidence, &Selection::default());
    let mut messages: Vec<String> = linted
        .findings
        .iter()
        .map(|finding| {
            format!(
                "{}: {} ({:?})",
                finding.rule, finding.message, finding.whose
            )
        })
        .collect();
    messages.sort();
    let input = Input::new(&book, &evidence);
    let filter = Filter::default();
    let gate = gate::gate(&input, "a")
        .and_then(|gate| json::to_text(&Envelope::without_money(&input, gate)).ok());
    let documents = [
        gate,
        json::to_text(&Envelope::without_money(
            &input,
            scorecard::of_deals(&input, &["a"]),
        ))
        .ok(),
        json::to_text(&Envelope::new(&input, stalls::stalls(&input, &filter))).ok(),
        json::to_text(&json::forecast(
            &forecast_of(&input, &filter, &Options::default()),
            &input,
            None,
        ))
        .ok(),
    ];
    let documents = documents
        .iter()
        .flatten()
        .map(|text| serde_json::from_str(text).expect("JSON"));
    (
        messages,
        without_lines(serde_json::Value::Array(documents.collect())),
    )
}

fn without_lines(mut json: serde_json::Value) -> serde_json::Value {
    match &mut json {
        serde_json::Value::Object(map) => {
            map.remove("line");
            map.values_mut()
                .for_each(|value| *value = without_lines(value.take()));
        }
        serde_json::Value::Array(items) => items
            .iter_mut()
            .for_each(|item| *item = without_lines(item.take())),
        _ => {}
    }
    json
}

fn written(forms: &[&(&'static str, String, String)], short: impl Fn(usize) -> bool) -> String {
    let mut text =
        "opportunity: {name: x, amount: 84000, created: 2026-08-11, close_date: 2026-12-18}\n"
            .to_owned();
    let mut keys = std::collections::BTreeSet::new();
    for (index, (key, brief, long)) in forms.iter().enumerate() {
        if keys.insert(*key) {
            let _ = writeln!(text, "{key}: {}", if short(index) { brief } else { long });
        }
    }
    text
}

#[test]
fn each_short_form_says_what_its_long_form_says() {
    for form in forms() {
        let both: Vec<_> = forms()
            .into_iter()
            .filter(|other| other.0 == "partner" && form.0 != "partner")
            .take(1)
            .collect();
        let all: Vec<_> = std::iter::once(&form).chain(&both).collect();
        let (short, long) = (written(&all, |_| true), written(&all, |index| index > 0));
        assert_eq!(said(&short), said(&long), "\n{short}\n{long}");
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn short_and_long_forms_of_a_whole_deal_say_the_same(chosen in prop::sample::subsequence(forms(), 1..12).prop_shuffle(), bits: u32) {
        let chosen: Vec<_> = chosen.iter().collect();
        let (mixed, long) = (written(&chosen, |index| bits >> index & 1 == 1), written(&chosen, |_| false));
        prop_assert_eq!(said(&mixed), said(&long), "\n{}\n{}", mixed, long);
    }
}

// The order of files.

/// Files in an order of their own.
struct Shuffled<'a> {
    files: &'a Memory,
    order: Vec<usize>,
}

impl Origin for Shuffled<'_> {
    fn deal_files(&self) -> Vec<Listed> {
        let listed = self.files.deal_files();
        self.order.iter().map(|at| listed[*at].clone()).collect()
    }

    fn read(&self, path: &str, cap: usize) -> Result<Vec<u8>, Unreadable> {
        self.files.read(path, cap)
    }

    fn is_file(&self, path: &str) -> bool {
        self.files.is_file(path)
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn the_order_of_files_does_not_change_the_json_of_lint(order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle()) {
        let northwind = example("deals/northwind.yaml");
        let files = (0..12).fold(files(), |files, n| {
            let text = match n % 4 {
                0 => northwind.clone(),
                1 => northwind.replace("evidence: [", "evidence: [notes/gone.md, "),
                2 => format!("id: same\n{}", northwind.replace("2026-09-07", "2026-09-31")),
                _ => "account: {name: [x]}\nacount: 1\n".to_owned(),
            };
            files.with(&format!("deals/d{n:02}.yaml"), text)
        });
        let json = |origin: &dyn Origin| {
            let book = load(origin, seen("2026-11-23")).expect("a process");
            let linted = lint(&book, &Evidence::new(origin), &Selection::default());
            let shown: Vec<_> = linted.findings.iter().collect();
            let json = findings::format("json").expect("a format");
            let findings = Findings { deals: linted.deals, ..Findings::new(shown, &book.sources) };
            json.render(&findings, TermStyle::default()).expect("JSON")
        };
        let sorted = json(&files);
        prop_assert!(sorted.contains("file/same-id"));
        prop_assert_eq!(json(&Shuffled { files: &files, order }), sorted);
    }
}
