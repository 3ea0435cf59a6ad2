//! Thousands of random moves over hard YAML: each writes what it says and leaves everything else, or is refused.

use dealctl::analysis::Case;
use dealctl::edit::moves::{self, Answer, Close, Move, Refusal, Stamp, Touch};
use dealctl::edit::{NewValue, apply};
use dealctl::load::{Evidence, Memory, Seen, load};
use dealctl::model::Book;
use dealctl::model::deal::OutcomeResult;
use dealctl::text::{Limits, yaml};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::random::{Random, is_kept, read};

const TODAY: &str = "2026-10-12";

fn book(text: &str) -> Book {
    let files = Memory::default()
        .with("process.toml", include_str!("../example/process.toml"))
        .with("deals/x.yaml", text);
    let seen = Seen {
        today: TODAY.parse().expect("a date"),
        as_of_given: false,
    };
    load(&files, seen).expect("a process")
}

/// A move by its number, with a path that holds a value afterwards, and whether it only adds.
fn make(
    number: usize,
    case: &Case<'_>,
    stamp: &Stamp<'_>,
) -> (Result<Move, Refusal>, &'static str, bool) {
    let answer = Answer {
        note: Some("Her words: \"no\", #4"),
        ..Answer::default()
    };
    let lost = Close {
        result: OutcomeResult::Lost,
        amount: None,
        reason: Some("a: b"),
        note: None,
    };
    let won = Close {
        result: OutcomeResult::Won,
        amount: Some("81000"),
        reason: None,
        note: None,
    };
    match number {
        0 => (
            moves::approve(case, stamp),
            "registered.approved.date",
            true,
        ),
        1 => (
            moves::reject(case, stamp, "taken, by [them]"),
            "registered.rejected.reason",
            true,
        ),
        2 => {
            let verdicts = ["budget,timing=confirmed".to_owned(), "fit=open".to_owned()];
            (
                moves::qualify(case, stamp, &verdicts, Some("notes/a b.md"), None),
                "qualification.fit.status",
                false,
            )
        }
        3 => (moves::advance(case, stamp, None), "history", false),
        4 => (moves::back(case, stamp, 0, "no: budget"), "history", false),
        5 => (
            moves::waive(case, stamp, "qualified/timing", "it is # fixed"),
            "waivers",
            true,
        ),
        6 => (
            moves::send(case, stamp, Some("Ana Duarte"), false),
            "handoff.sent.date",
            false,
        ),
        7 => (
            moves::accept(case, stamp, &answer),
            "handoff.response.result",
            true,
        ),
        8 => (
            moves::decline(case, stamp, "need unclear", &answer),
            "handoff.response.reason",
            true,
        ),
        9 => {
            let touch = Touch {
                kind: "meeting",
                who: Some("Dana Reyes"),
                note: Some("two\nlines"),
                ..Touch::default()
            };
            (moves::touch(case, stamp, &touch), "touches", true)
        }
        10 => (moves::close(case, stamp, &lost), "outcome.reason", true),
        11 => (moves::close(case, stamp, &won), "outcome.amount", true),
        12 => (
            moves::review(stamp, &["proof=weak".to_owned()], Some("thin")),
            "handoff.review.by",
            true,
        ),
        13 => (
            moves::assign(&[("technical", "Ola Nordmann".to_owned())]),
            "roles.technical",
            false,
        ),
        _ => {
            let values = vec![
                (
                    "handoff.why_partner".to_owned(),
                    NewValue::text("They, too: run it"),
                ),
                (
                    "handoff.trigger.quote".to_owned(),
                    NewValue::text("It's \"so\""),
                ),
            ];
            (
                moves::draft(case, stamp, values),
                "handoff.trigger.quote",
                false,
            )
        }
    }
}

#[test]
fn random_moves_write_what_they_say_or_are_refused() {
    let mut random = Random(ChaCha8Rng::seed_from_u64(51));
    let limits = Limits::default();
    let (mut made, mut refused) = (0, 0);
    while made < 5_000 {
        let before = random.file();
        if yaml::parse(&before, &limits)
            .faults
            .iter()
            .any(|fault| fault.kind.is_fatal())
            || read(&before).is_none()
        {
            continue;
        }
        let book = book(&before);
        let Some(deal) = book.deals.first() else {
            continue;
        };
        let files = Memory::default();
        let evidence = Evidence::new(&files);
        let case = Case::new(&book, deal, &evidence);
        let document = yaml::parse(&before, &limits);
        let stamp = Stamp {
            on: book.today,
            by: Some("Maya Chen"),
            by_given: random.below(2) == 0,
            root: &document.root,
        };
        let (planned, path, adds) = make(random.below(15), &case, &stamp);
        let Ok(planned) = planned else { continue };
        if planned.operations.is_empty() {
            continue;
        }
        let Ok(after) = apply(&before, &planned.operations, &limits) else {
            refused += 1;
            continue;
        };
        made += 1;
        let shown = format!("{planned:?}\n{before}\n=>\n{after}");
        let now = self::book(&after);
        let deal = now
            .deals
            .first()
            .unwrap_or_else(|| panic!("it cannot be read any more\n{shown}"));
        assert!(deal.lookup(path).is_present(), "nothing at {path}\n{shown}");
        assert!(
            now.problems.len() <= book.problems.len(),
            "{:?}\n{shown}",
            now.problems
        );
        assert!(!adds || is_kept(&before, &after), "{shown}");
        let comments = |text: &str| text.matches('#').count();
        assert!(
            comments(&before) <= comments(&after),
            "a comment is gone
{shown}"
        );
    }
    assert!(
        refused * 5 < made,
        "{refused} refused of {}",
        made + refused
    );
}
