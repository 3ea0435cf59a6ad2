//! What is not written: a move that would make the deal worse, one that was made before, and what nobody has said.

use crate::book::{Book, QUAYSIDE};

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no “{part}” in\n{text}");
    }
}

#[test]
fn a_gate_that_is_not_met_names_what_is_missing_with_the_command_for_each() {
    let book = Book::new(&QUAYSIDE.replace("budget: confirmed, timing: confirmed", "budget: open"));
    let said = book.refused("2026-10-12", &["advance", "quayside"]);
    says(
        &said,
        &[
            "quayside stays in Qualified: 2 things are missing.",
            "budget: qualification.budget.status is confirmed",
            "Luis Ortega, budget:  dealctl qualify quayside budget=STATUS --source FILE",
            "dealctl qualify quayside timing=STATUS --source FILE",
        ],
    );
}

#[test]
fn a_move_that_was_made_before_writes_nothing() {
    let book = Book::new(QUAYSIDE);
    let before = book.deal();
    says(
        &book.done("2026-10-12", &["approve", "quayside"]),
        &["quayside was approved before."],
    );
    book.done("2026-10-12", &["qualify", "quayside", "budget=confirmed"]);
    book.done("2026-10-12", &["advance", "quayside", "--to", "qualified"]);
    book.done(
        "2026-10-12",
        &["set", "quayside", "opportunity.amount", "66000"],
    );
    book.done("2026-10-12", &["unset", "quayside", "handoff.response"]);
    assert_eq!(book.deal(), before);
    let touch = ["touch", "quayside", "meeting", "--who", "dana"];
    book.done("2026-10-12", &touch);
    let once = book.deal();
    says(
        &book.done("2026-10-12", &touch),
        &["has this meeting on record already"],
    );
    assert_eq!(book.deal(), once);
    book.done(
        "2026-10-12",
        &[
            "touch",
            "quayside",
            "meeting",
            "--who",
            "dana",
            "--note",
            "Another one",
        ],
    );
    assert_ne!(book.deal(), once, "another note is another touch");
}

#[test]
fn what_would_make_the_deal_worse_is_shown_and_not_written() {
    let book = Book::new(QUAYSIDE);
    let said = book.refused(
        "2026-10-12",
        &["close", "quayside", "won", "--amount", "66000"],
    );
    says(
        &said,
        &[
            "error[history/skipped-stage]",
            "Nothing was written",
            "--despite REASON",
        ],
    );
    let said = book.refused(
        "2026-10-12",
        &[
            "touch",
            "quayside",
            "intro",
            "--who",
            "dana",
            "--source",
            "notes/none.md",
        ],
    );
    says(&said, &["error[handoff/evidence-not-found]"]);
    let said = book.refused(
        "2026-10-12",
        &["set", "quayside", "credit.rule", "none of them"],
    );
    says(&said, &["error[credit/unknown-rule]"]);
}

#[test]
fn what_is_true_all_the_same_is_written_with_its_reason() {
    let book = Book::new(QUAYSIDE);
    book.done("2026-10-12", &["advance", "quayside"]);
    let send = ["handoff", "quayside", "send", "--to", "Sam Ortiz"];
    says(
        &book.refused("2026-10-12", &send),
        &["error[handoff/sent-before-ready]"],
    );
    let despite = [&send[..], &["--despite", "Sam asked for it on the phone"]].concat();
    book.done("2026-10-12", &despite);
    says(
        &book.deal(),
        &[
            "  sent: 2026-10-12\n",
            "  - {rule: handoff/sent-before-ready, by: Maya Chen, date: 2026-10-12, why: Sam asked for it on the phone}\n",
        ],
    );
    let lint = book.run("2026-10-12", &["lint", "deals/quayside.yaml"]);
    assert_eq!(lint.code, 0, "{}", lint.out);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table")]
fn nothing_is_written_that_nobody_has_said() {
    let book = Book::new(QUAYSIDE);
    for (arguments, parts) in [
        (
            &["close", "quayside", "won"][..],
            &[
                "nobody says what was signed",
                "close quayside won --amount AMOUNT",
            ][..],
        ),
        (
            &["close", "quayside", "lost"],
            &["nobody says why", "no budget, no fit, too small"],
        ),
        (
            &["close", "quayside", "disqualified", "--reason", "weather"],
            &["`weather` is not a reason", "no budget, no fit, too small"],
        ),
        (&["touch", "quayside", " "], &["it says nothing"]),
        (
            &["close", "quayside"],
            &["nobody says how quayside ended", "won --amount AMOUNT"],
        ),
        (
            &["close", "quayside", "won", "--amount", "-5"],
            &["it is digits"],
        ),
        (
            &[
                "waive",
                "quayside",
                "attribution/contradicts-rule",
                "--why",
                "x y",
            ],
            &["has no exceptions"],
        ),
        (
            &["touch", "quayside", "meeting"],
            &["nobody says who made the meeting", "--who NAME"],
        ),
        (
            &["accept", "quayside"],
            &[
                "no packet of quayside has gone out",
                "handoff quayside send --on DATE",
            ],
        ),
        (
            &["decline", "quayside", "--reason", "rain"],
            &["`rain` is not a reason to decline", "need unclear"],
        ),
        (
            &["handoff", "quayside", "send"],
            &["nobody is named to whom quayside goes", "--to NAME"],
        ),
        (
            &["handoff", "quayside", "draft"],
            &[
                "lacks seller, why_account",
                "in a terminal each is asked for",
            ],
        ),
        (
            &["handoff", "quayside", "draft", "why=x"],
            &["the packet has no field why"],
        ),
        (
            &["qualify", "quayside", "budget"],
            &["nothing is said of budget", "budget=confirmed"],
        ),
        (
            &["qualify", "quayside", "money=yes"],
            &["`money` is not a verdict", "budget, timing, fit"],
        ),
        (&["tell", "quayside"], &["there is no outcome to tell"]),
        (
            &["back", "quayside", "--to", "joint", "--why", "x"],
            &["quayside is not beyond Joint work"],
        ),
        (
            &["advance", "quayside", "--to", "registered"],
            &["beyond Registered", "back quayside --to registered"],
        ),
        (
            &["waive", "quayside", "weather", "--why", "x"],
            &["`weather` is not a criterion"],
        ),
        (
            &["assign", "quayside", "technical=zed"],
            &["nobody in the files is called zed"],
        ),
        (
            &["assign", "quayside", "boss=Zed Low"],
            &[
                "`boss` is not a role on a deal",
                "customer, technical, close",
            ],
        ),
        (
            &["set", "quayside", "opportunity.amout", "1"],
            &["did you mean opportunity.amount?"],
        ),
        (
            &["set", "quayside", "opportunity.amount", "70k"],
            &["`70k` is not an amount"],
        ),
        (
            &["set", "quayside", "opportunity.close_date", "soon"],
            &["`soon` is not a day"],
        ),
        (
            &["set", "quayside", "opportunity.call", "maybe"],
            &["commit, best case, pipeline, omitted"],
        ),
        (
            &["set", "quayside", "owner", "Sales team"],
            &["a team or alias"],
        ),
        (
            &[
                "touch", "quayside", "meeting", "--who", "dana", "--on", "someday",
            ],
            &["`someday` is not a day"],
        ),
        (&["advance", "nowhere"], &["there is no deal nowhere"]),
        (
            &["advance", "quayside", "--at", "HEAD"],
            &["--at does not go with a move"],
        ),
        (
            &["rename", "quayside", "../x"],
            &["cannot be the name of a deal"],
        ),
        (&["note", "quayside", "none.txt"], &["none.txt"]),
        (
            &["new", "--account", "Halden Foods"],
            &["the registration lacks need", "--need TEXT"],
        ),
        (
            &[
                "new",
                "--account",
                "Halden Foods",
                "--need",
                "x y",
                "--partner",
                "meridain",
                "--credit",
                "referral",
            ],
            &["did you mean meridian?"],
        ),
    ] {
        says(&book.refused("2026-10-12", arguments), parts);
    }
}

#[test]
fn a_second_deal_on_an_account_is_shown_before_it_is_written() {
    let book = Book::new(QUAYSIDE);
    let new = [
        "new",
        "--account",
        "Quayside Ports Ltd",
        "--domain",
        "quayside.example",
        "--partner",
        "Oakline Partners",
        "--contact",
        "Piet Brandsma, Partner manager",
        "--need",
        "Berth planning",
        "--credit",
        "referral",
        "--amount",
        "66000",
    ];
    let said = book.refused("2026-10-12", &new);
    says(&said, &["error[registration/conflict]", "Quayside Ports"]);
    let despite = [
        &new[..],
        &["--despite-conflict", "Another terminal; agreed with Dana"],
    ]
    .concat();
    book.done("2026-10-12", &despite);
    let text = book.read("deals/2026/quayside-ports-ltd.yaml");
    says(
        &text,
        &[
            "{rule: registration/conflict, by: Maya Chen, date: 2026-10-12, why: Another terminal; agreed with Dana}",
        ],
    );
}

#[test]
fn what_the_editor_cannot_change_alone_is_left_with_its_place() {
    let deal = QUAYSIDE.replace("roles", "x") + "roles: {customer: &sam Sam Ortiz, close: *sam}\n";
    let book = Book::new(&deal);
    let said = book.refused("2026-10-12", &["assign", "quayside", "customer=dana"]);
    says(
        &said,
        &[
            "deals/quayside.yaml:11:",
            "roles.customer cannot be written here",
            "edit it there by hand",
        ],
    );
}

/// What happened can always be committed: the finding that says so is old, waived or a warning, never an error of the commit.
#[test]
fn what_happened_can_always_be_committed() {
    let lost = [
        "close",
        "quayside",
        "lost",
        "--reason",
        "A new owner stopped every project",
    ];
    let advance = ["advance", "quayside", "--on", "2026-10-06"];
    let send = [
        "handoff",
        "quayside",
        "send",
        "--to",
        "Sam Ortiz",
        "--on",
        "2026-10-07",
        "--despite",
        "It went out by mail",
    ];
    let decline = [
        "decline",
        "quayside",
        "--reason",
        "need unclear",
        "--on",
        "2026-10-30",
    ];
    let gone = ["close", "quayside", "disqualified", "--reason", "declined"];
    for steps in [
        &[&lost[..]][..],
        &[&advance, &send, &decline],
        &[&advance, &send, &decline, &gone],
    ] {
        let book = Book::new(QUAYSIDE);
        for step in steps {
            book.done("2026-11-23", step);
            book.0.git(&["add", "--all"]);
            let staged = book.run("2026-11-23", &["lint", "--staged"]);
            assert_eq!(staged.code, 0, "{step:?}\n{}{}", staged.out, staged.err);
            book.0.commit("2026-11-23", "Maya Chen");
            let after = book.run("2026-11-23", &["lint"]);
            assert_eq!(after.code, 0, "{step:?}\n{}", after.out);
        }
    }
}

/// A deal that is closed and opened again and again, all on one day.
#[test]
fn a_deal_is_opened_again_as_often_as_it_was_closed() {
    let book = Book::new(QUAYSIDE);
    for reason in ["no budget", "timing", "another supplier"] {
        book.done(
            "2026-10-12",
            &["close", "quayside", "lost", "--reason", reason],
        );
        book.done("2026-10-12", &["tell", "quayside"]);
        says(
            &book.done("2026-10-12", &["gate", "quayside"]),
            &["Closed: lost"],
        );
        book.done(
            "2026-10-12",
            &["reopen", "quayside", "--why", "They asked again"],
        );
        let gate = book.done("2026-10-12", &["gate", "quayside"]);
        assert!(
            !gate.contains("Closed"),
            "{reason}\n{gate}\n{}",
            book.deal()
        );
    }
}

/// What was declined is written anew for another seller.
#[test]
fn a_declined_packet_is_drafted_anew_and_goes_to_another_seller() {
    let book = Book::new(QUAYSIDE);
    book.done("2026-10-12", &["advance", "quayside"]);
    let send = [
        "handoff",
        "quayside",
        "send",
        "--to",
        "Sam Ortiz",
        "--despite",
        "Sam asked for it",
    ];
    book.done("2026-10-12", &send);
    book.done(
        "2026-10-13",
        &["decline", "quayside", "--reason", "not my account"],
    );
    book.done(
        "2026-10-14",
        &[
            "handoff",
            "quayside",
            "draft",
            "why_partner=They run the yard system",
        ],
    );
    let text = book.deal();
    says(
        &text,
        &[
            "earlier_handoffs:\n  - seller: Sam Ortiz\n    sent: 2026-10-12\n    response: {result: declined",
        ],
    );
    assert!(!text.contains("\n  sent:"), "{text}");
}

#[test]
fn what_is_typed_is_read_as_it_is_meant() {
    let book = Book::new(QUAYSIDE);
    book.done(
        "2026-10-12",
        &["set", "quayside", "opportunity.amount", "72,000"],
    );
    says(&book.deal(), &["amount: 72000,"]);
    says(
        &book.refused("2026-10-12", &["qualify", "quayside", "budget=STATUS"]),
        &["stands for what you know"],
    );
    says(
        &book.refused("2026-10-12", &["qualify", "quayside", "budget=a,timing=b"]),
        &["a word of its own"],
    );
    let new = [
        "new",
        "--account",
        "Nordlys",
        "--partner",
        "Nordlys Partner AB",
        "--contact",
        "Eva Lind, Alliances lead",
        "--need",
        "Milk runs",
        "--credit",
        "referral",
    ];
    book.done("2026-10-12", &new);
    says(
        &book.read("deals/2026/nordlys.yaml"),
        &["contact: {name: Eva Lind, role: Alliances lead}"],
    );
}
