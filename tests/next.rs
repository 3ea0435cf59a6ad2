//! `next` is the list of all moves: what `gate`, `stalls`, `trust` and the front page say of a deal is in it, for 1,000 random books.
//! `DEALCTL_BOOK=NUMBER` tries one of them.

#[path = "support/books.rs"]
mod books;
mod support;

use std::collections::BTreeSet;

use books::RandomBook;
use chrono::NaiveDate;
use dealctl::analysis::acceptance::{self, Outcome};
use dealctl::lint::{Selection, lint};
use dealctl::load::{Evidence, Memory, Seen, load};
use dealctl::model::person::person_key;
use dealctl::report::filter::Filter;
use dealctl::report::list::{self, ListOptions, Scope};
use dealctl::report::trust::{Options, trust};
use dealctl::report::{Input, book_state, gate, next, stalls};
use rayon::prelude::*;
use serde_json::Value;
use support::Repository;

fn files(book: &RandomBook) -> Memory {
    let files = Memory::default().with("process.toml", book.process.clone());
    let deals = book.deals.iter();
    deals.fold(files, |files, (name, text)| {
        files.with(&format!("deals/{name}.yaml"), text.clone())
    })
}

fn json(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

fn items<'v>(value: &'v Value, key: &str) -> Vec<&'v Value> {
    value[key].as_array().expect("a list").iter().collect()
}

/// Who does what.
fn is_move(row: &Value, owner: &Value, action: &Value) -> bool {
    row["owner"] == *owner && row["action"] == *action
}

/// Limits that a process need not have; without them moves have no day.
const LIMITS: [&str; 2] = [
    ", within = \"3 business days\"",
    "\nwithin = \"5 business days\"",
];

fn judge(number: u64) {
    let mut written = RandomBook::new(number);
    for (limit, divisor) in LIMITS.into_iter().zip([3, 5]) {
        if number.is_multiple_of(divisor) {
            written.process = written.process.replacen(limit, "", 1);
        }
    }
    let files = files(&written);
    let seen = Seen {
        today: written.today,
        as_of_given: true,
    };
    let book = load(&files, seen).unwrap_or_else(|_| panic!("book {number} loads"));
    let evidence = Evidence::new(&files);
    let input = Input::new(&book, &evidence);
    let all = Filter::default();
    let next = json(next::next(&input, &all));
    let moves = items(&next, "moves");
    in_order(number, &moves);
    for deal in &book.deals {
        let gate = json(gate::gate(&input, &deal.id));
        let rows = moves.iter().filter(|row| row["deal"] == *deal.id);
        let rows: Vec<&Value> = rows.copied().collect();
        as_at_the_gate(
            &format!("book {number}, {}", deal.id),
            &rows,
            &gate,
            book.is_nowhere(deal),
        );
    }
    let stalls = json(stalls::stalls(&input, &all));
    as_stalled(number, &moves, &items(&stalls, "stalls"));
    let linted = lint(&book, &evidence, &Selection::default());
    let front = json(book_state::book_state(&input, None, &linted));
    as_on_the_front_page(number, &moves, &front);
    as_in_trust(number, &moves, &input);
    as_listed(number, &moves, &input, &front);
}

/// A deal is listed with its most urgent move; what counts as open is what the front page counts.
fn as_listed(number: u64, moves: &[&Value], input: &Input<'_>, front: &Value) {
    let options = ListOptions {
        scope: Scope::All,
        ..ListOptions::default()
    };
    let listed = json(list::list(input, &options));
    for key in ["open", "open_amount", "open_without_amount"] {
        assert_eq!(listed[key], front[key], "book {number}: {key}");
    }
    let rows = listed["deals"].as_array().expect("rows");
    assert_eq!(front["deals"], rows.len(), "book {number}");
    for row in rows {
        let first = moves.iter().find(|line| line["deal"] == row["deal"]);
        for key in ["owner", "action", "due", "urgency", "command"] {
            let wanted = first.map_or(&Value::Null, |first| &first[key]);
            assert_eq!(&row[key], wanted, "book {number}: {key} of {row}");
        }
    }
}

fn in_order(number: u64, moves: &[&Value]) {
    let rank = |row: &Value| match row["urgency"].as_str() {
        Some("late") => (0, String::new()),
        Some("due") => (1, row["due"].to_string()),
        _ => (2, String::new()),
    };
    assert!(
        moves.is_sorted_by_key(|row| rank(row)),
        "book {number}: {moves:#?}"
    );
    for row in moves {
        let command = row["command"].as_str().expect("a command");
        assert!(command.starts_with("dealctl "), "book {number}: {command}");
        assert_eq!(row["due"].is_null(), row["clock"].is_null(), "{row}");
    }
}

/// Each move is one of the gate's, and each of the gate's is there once.
fn as_at_the_gate(said: &str, rows: &[&Value], gate: &Value, is_nowhere: bool) {
    let shown = items(gate, "moves");
    for row in rows {
        let is_it = |line: &&&Value| {
            is_move(row, &line["who"], &line["action"])
                && line["due"] == row["due"]
                && (line["over"] == true) == (row["urgency"] == "late")
                && line["command"] == row["command"]
                && line["role"] == row["role"]
        };
        assert!(shown.iter().any(|line| is_it(&line)), "{said}: {row}");
    }
    for line in shown.iter().filter(|_| !is_nowhere) {
        let found = rows
            .iter()
            .filter(|row| is_move(row, &line["who"], &line["action"]));
        let found: Vec<_> = found.collect();
        assert_eq!(found.len(), 1, "{said}: {line} of {rows:#?}");
        assert!(
            line["over"] == false || found[0]["urgency"] == "late",
            "{said}: {line}"
        );
    }
}

/// Each stall is a late move, and the worst of one is before the worst of the other.
fn as_stalled(number: u64, moves: &[&Value], stalls: &[&Value]) {
    let mut at = Vec::new();
    for stall in stalls {
        let is_it = |row: &&&Value| {
            row["deal"] == stall["deal"]
                && is_move(row, &stall["owner"], &stall["action"])
                && row["urgency"] == "late"
                && row["command"] == stall["command"]
                && row["amount"] == stall["amount"]
        };
        let found = moves.iter().position(|row| is_it(&row));
        let found = found.unwrap_or_else(|| panic!("book {number}: {stall} of {moves:#?}"));
        let is_own = moves[found]["clock"]["clock"] == stall["clock"];
        at.extend(is_own.then_some(found));
    }
    assert!(at.is_sorted(), "book {number}: {at:?}");
}

fn as_on_the_front_page(number: u64, moves: &[&Value], front: &Value) {
    let of = |deal: &Value, action: &str| {
        let found = moves
            .iter()
            .find(|row| row["deal"] == *deal && row["action"] == action);
        *found.unwrap_or_else(|| panic!("book {number}: {action} of {deal} in {moves:#?}"))
    };
    for key in ["moves", "waiting_moves"] {
        for line in items(front, key) {
            let row = of(&line["deal"], line["action"].as_str().expect("a move"));
            assert_eq!(row["command"], line["command"], "book {number}: {key}");
            assert_eq!(row["owner"], line["owner"], "book {number}: {key}");
        }
    }
    for line in items(front, "untold") {
        let row = of(&line["deal"], "tell the partner");
        assert_eq!(row["due"], line["due"], "book {number}: {line}");
        assert_eq!(
            row["urgency"] == "late",
            line["over"] == true,
            "book {number}"
        );
        assert_eq!(row["command"], line["command"], "book {number}");
    }
    for line in items(front, "handoffs") {
        let row = of(&line["deal"], "answer");
        assert_eq!(row["due"], line["due"], "book {number}: {line}");
        let over = &line["over_business_days"];
        assert_eq!(
            row["clock"].get("over_business_days").unwrap_or(&0.into()),
            over
        );
    }
}

/// What `trust` counts as open waits for its seller, unless the deal was turned away or stands nowhere.
fn as_in_trust(number: u64, moves: &[&Value], input: &Input<'_>) {
    let options = Options {
        since: NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day"),
        filter: Filter::default(),
        group: None,
    };
    let counted = json(trust(input, &options));
    let mut open = 0;
    let mut waiting = BTreeSet::new();
    for deal in input.book.known_deals() {
        let case = input.case(deal);
        let handoffs = acceptance::handoffs(&case);
        open += (handoffs.iter())
            .filter(|sent| sent.outcome == Outcome::Open)
            .count();
        let is_open = input.open_deals().any(|open| open.id == deal.id);
        let waits = handoffs.iter().any(|sent| sent.waits && !sent.earlier);
        waiting.extend((is_open && waits).then(|| deal.id.clone()));
    }
    assert_eq!(
        counted["all"]["now"]["handoffs"]["open"], open,
        "book {number}"
    );
    let answers = moves.iter().filter(|row| row["action"] == "answer");
    let answers: BTreeSet<String> = answers
        .map(|row| row["deal"].as_str().expect("a deal").to_owned())
        .collect();
    assert_eq!(answers, waiting, "book {number}");
}

#[test]
fn every_report_agrees_with_next_on_1000_random_books() {
    let one = std::env::var("DEALCTL_BOOK").ok();
    if let Some(number) = one.and_then(|number| number.parse().ok()) {
        return judge(number);
    }
    (10_000..11_000_u64).into_par_iter().for_each(judge);
}

#[test]
fn a_person_is_one_person_however_a_name_is_written() {
    let other = DEAL.replace("Sam Ortiz", "sam ortiz");
    let repository = mills().with("deals/wharf.yaml", other.replace("Mills", "Wharf"));
    let json = repository.run(&["next", "--format", "json"]).json();
    let owners = items(&json, "moves");
    let keys: BTreeSet<String> = owners
        .iter()
        .filter_map(|row| Some(person_key(row["owner"].as_str()?)))
        .collect();
    let names: BTreeSet<&str> = owners
        .iter()
        .filter_map(|row| row["owner"].as_str())
        .collect();
    assert_eq!(keys.len(), names.len(), "{names:?}");
}

const DEAL: &str = "account: {name: Harbour Mills}\n\
    opportunity: {amount: 84000}\n\
    partner: meridian\n\
    roles: {customer: Sam Ortiz}\n\
    handoff: {seller: Sam Ortiz, owner: Priya Raman, sent: 2026-11-19}\n\
    history: {registered: 2026-10-01, qualified: 2026-10-05, handoff: 2026-11-19}\n";

fn mills() -> Repository {
    Repository::new().with("deals/mills.yaml", DEAL)
}

#[test]
fn a_message_says_who_what_why_and_how() {
    let ran = mills().run(&["next", "--message", "--owner", "Sam"]);
    assert_eq!(
        ran.text(),
        "Sam Ortiz, this waits for you:\n\
         - answer mills: accept or decline ($84k, window ends Tue 24 Nov): dealctl accept mills, or dealctl decline mills --reason REASON\n"
    );
}

#[test]
fn the_most_urgent_ones_are_counted_among_all() {
    let repository = mills().with("deals/wharf.yaml", DEAL.replace("Mills", "Wharf"));
    let all = repository.run(&["next"]);
    let top = repository.run(&["next", "--top", "1"]);
    let first = |ran: &support::Ran| ran.text().lines().next().map(ToOwned::to_owned);
    assert_eq!(first(&all), first(&top));
    assert!(top.text().contains("more without --top"), "{}", top.text());
    let json = repository.run(&["next", "--top", "1", "--format", "json"]);
    assert_eq!(items(&json.json(), "moves").len(), 1);
    assert_eq!(repository.run(&["next", "--top", "0"]).code, 2);
}

#[test]
fn nothing_to_do_is_said_in_a_sentence() {
    for (args, said) in [
        (&["next"][..], "Nothing waits for anybody.\n"),
        (&["next", "--message"], "Nothing waits for anybody.\n"),
    ] {
        let ran = Repository::new().run(args);
        assert!(ran.text().starts_with(said), "{}", ran.text());
        assert_eq!(ran.code, 0);
    }
}

#[test]
fn a_hostile_name_stays_in_its_line() {
    let deal = DEAL.replace(
        "seller: Sam Ortiz",
        "seller: \"Sam\\e[31m Ortiz\\u202e\\r::error::x\"",
    );
    let repository = Repository::new().with("deals/mi$(id)lls.yaml", deal);
    for args in [&["next"][..], &["next", "--message"]] {
        let ran = repository.run(args);
        support::assert_harmless(&ran.stdout, &args.join(" "));
        assert!(
            ran.text().contains("'mi$(id)lls'"),
            "quoted for the shell: {}",
            ran.text()
        );
    }
}

/// Runs `next --me` as a user of git.
fn me(repository: &Repository, name: &str, mail: &str) -> support::Ran {
    let config = format!("[user]\nname = \"{name}\"\nemail = \"{mail}\"\n");
    let home = Repository::empty().with("gitconfig", config);
    let mut command = support::dealctl();
    command.arg("--root").arg(repository.root());
    command.args(["next", "--me", "--today", support::TODAY]);
    for name in ["GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS", "GIT_DIR"] {
        command.env_remove(name);
    }
    command
        .env("GIT_CONFIG_GLOBAL", home.path("gitconfig"))
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    support::run(&mut command)
}

#[test]
fn me_is_whom_git_names() {
    let repository = mills();
    for (name, mail) in [
        ("Sam Ortiz", "x@y.example"),
        ("sortiz", "sam.ortiz@y.example"),
    ] {
        let ran = me(&repository, name, mail);
        assert!(
            ran.text().starts_with("Sam Ortiz has "),
            "{} {}",
            ran.text(),
            ran.stderr
        );
    }
    let ran = me(&repository, "Nemo", "nemo@y.example");
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("nobody in the book is called Nemo") && ran.stderr.contains("--owner"),
        "{}",
        ran.stderr
    );
    let ran = me(&repository, "", "");
    assert!(
        ran.stderr.contains("git config user.name"),
        "{}",
        ran.stderr
    );
}
