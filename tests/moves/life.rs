//! The life of a deal by commands alone: how much is typed for it, and that lint is content after each step.

use crate::book::{Book, QUAYSIDE};

/// The values that are typed: what follows an option, `FIELD=` or a command, apart from the deal's name and the options of the test.
fn typed(arguments: &[&str]) -> usize {
    let positions = match arguments[0] {
        // The kind of a touch, and how a deal ended.
        "touch" | "close" => 1,
        _ => 0,
    };
    let options = arguments
        .iter()
        .filter(|word| word.starts_with("--") && !FLAGS.contains(word))
        .count();
    let fields = arguments
        .iter()
        .filter(|word| !word.starts_with("--") && !word.starts_with('+') && word.contains('='))
        .count();
    positions + options + fields
}

/// Options without a value.
const FLAGS: [&str; 2] = ["--no-call", "--commit"];

/// Runs the steps of a life, and returns how many values are typed. What begins with `+` is offered by a terminal, and Enter takes it; see
/// `terminal`.
fn live(book: &Book, steps: &[(&str, &[&str])]) -> usize {
    for (today, arguments) in steps {
        let plain = arguments.iter().map(|word| word.trim_start_matches('+'));
        let arguments: Vec<&str> = plain.chain(["--commit"]).collect();
        book.done(today, &arguments);
        let lint = book.run(today, &["lint"]);
        assert_eq!(lint.code, 0, "{arguments:?}\n{}", lint.out);
    }
    steps.iter().map(|(_, arguments)| typed(arguments)).sum()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one life")]
fn a_large_deal_takes_thirty_values() {
    let book = Book::new(QUAYSIDE);
    book.0.write(
        "notes/ines.md",
        "Ines Calder: can we stop matching carrier invoices by hand? Dana introduced us.\n",
    );
    book.0.write(
        "notes/dana.md",
        "Dana Reyes: I confirm the meeting and send my review notes.\n",
    );
    book.0.commit("2026-08-24", "Maya Chen");
    let steps: &[(&str, &[&str])] = &[
        (
            "2026-08-25",
            &[
                "new",
                "--account",
                "Northwind Logistics",
                "--domain",
                "northwind.example",
                "--partner",
                "meridian",
                "--need",
                "Match carrier invoices without eleven people",
                "--confirmed-by",
                "Ines Calder",
                "--credit",
                "implementation",
                "--amount",
                "84000",
                "--close",
                "110 days",
            ],
        ),
        ("2026-08-26", &["approve", "north"]),
        (
            "2026-08-27",
            &[
                "touch",
                "north",
                "intro",
                "--who",
                "dana",
                "--source",
                "notes/ines.md",
            ],
        ),
        ("2026-09-01", &["advance", "north"]),
        (
            "2026-09-02",
            &[
                "qualify",
                "north",
                "budget,timing,fit=confirmed",
                "--source",
                "notes/ines.md",
            ],
        ),
        ("2026-09-07", &["advance", "north"]),
        (
            "2026-09-14",
            &[
                "handoff",
                "north",
                "draft",
                "seller=Sam Ortiz",
                "why_account=The carrier contract renews in January",
                "why_partner=Meridian ran their data platform migration",
                "trigger.quote=Can we stop matching carrier invoices by hand?",
                "joint_value=We reconcile; Meridian ties it into their platform",
                "warm_path.intro=Monthly operations meeting on Thursday",
                "seller_move.action=Accept the introduction and bring the demo",
                "partner_move.action=Confirm the meeting and send her notes",
                "partner_move.agreed=notes/dana.md",
                "+trigger.by=ines",
                "+trigger.date=today",
                "+trigger.source=notes/ines.md",
                "+warm_path.ours=sam",
                "+warm_path.theirs=ines",
                "+warm_path.through=dana",
                "+seller_move.due=3bd",
                "+partner_move.due=3bd",
                "+conflict.checked=today",
                "+conflict.by=maya",
                "+evidence=notes/ines.md",
                "+owner=priya",
                "+priority_list=lists/ortiz-q4.md",
            ],
        ),
        ("2026-09-14", &["handoff", "north", "send"]),
        ("2026-09-16", &["accept", "north", "--no-call"]),
        ("2026-09-16", &["advance", "north"]),
        (
            "2026-09-17",
            &["touch", "north", "meeting", "--who", "dana"],
        ),
        (
            "2026-09-18",
            &["assign", "north", "technical=dana", "close=sam"],
        ),
        ("2026-11-10", &["advance", "north"]),
        (
            "2026-12-11",
            &["close", "north", "won", "--amount", "81000"],
        ),
        ("2026-12-14", &["tell", "north"]),
    ];
    let typed = live(&book, steps);
    assert!(typed <= 30, "{typed} values are typed");
    let days = steps
        .iter()
        .flat_map(|(_, arguments)| arguments.iter())
        .filter(|word| word.starts_with("20"));
    assert_eq!(days.count(), 0, "no day is typed");
}

#[test]
fn a_small_deal_takes_twenty_two_values() {
    let book = Book::new(QUAYSIDE);
    book.0.write(
        "notes/ola.md",
        "Ola Nordmann: who plans the milk runs when Kari is away? Dana will ask her.\n",
    );
    book.0.commit("2026-08-24", "Maya Chen");
    let steps: &[(&str, &[&str])] = &[
        (
            "2026-08-25",
            &[
                "new",
                "--account",
                "Wexford Dairy",
                "--partner",
                "meridian",
                "--need",
                "Milk runs are planned by hand",
                "--credit",
                "referral",
                "--amount",
                "20000",
                "--close",
                "60 days",
            ],
        ),
        ("2026-08-26", &["approve", "wex"]),
        ("2026-08-26", &["advance", "wex"]),
        (
            "2026-08-27",
            &["qualify", "wex", "budget,timing,fit=confirmed"],
        ),
        ("2026-08-27", &["advance", "wex"]),
        (
            "2026-08-28",
            &[
                "handoff",
                "wex",
                "draft",
                "seller=Sam Ortiz",
                "priority_list=Asked for by Sam Ortiz on 27 August",
                "trigger.quote=Who plans the milk runs when Kari is away?",
                "seller_move.action=Call Ola Nordmann and show the planner",
                "+seller_move.due=3bd",
                "partner_move.action=Introduce Sam to Ola by mail",
                "+partner_move.due=2bd",
                "partner_move.agreed=notes/ola.md",
                "+conflict.checked=today",
                "evidence=notes/ola.md",
                "+owner=priya",
                "warm_path.intro=Dana introduces Sam by mail",
            ],
        ),
        ("2026-08-28", &["handoff", "wex", "send"]),
        ("2026-08-31", &["accept", "wex"]),
        ("2026-08-31", &["advance", "wex"]),
        ("2026-09-01", &["touch", "wex", "meeting", "--who", "dana"]),
        (
            "2026-09-01",
            &["assign", "wex", "technical=dana", "close=sam"],
        ),
        ("2026-09-10", &["advance", "wex"]),
        ("2026-09-30", &["close", "wex", "won", "--amount", "20000"]),
        ("2026-09-30", &["tell", "wex"]),
    ];
    let typed = live(&book, steps);
    assert!(typed <= 22, "{typed} values are typed");
}
