//! What a change looks like in the file.

use dealctl::edit::{NewValue, Operation, apply};
use dealctl::text::Limits;

fn text(text: &str) -> NewValue {
    NewValue::text(text)
}

fn plain(text: &str) -> NewValue {
    NewValue::plain(text)
}

fn edited(before: &str, operation: Operation) -> String {
    apply(before, &[operation], &Limits::default())
        .unwrap_or_else(|refused| format!("refused: {}", refused.why))
}

#[track_caller]
fn check(before: &str, operation: Operation, after: &str) {
    assert_eq!(edited(before, operation), after, "{before}");
}

#[test]
fn a_value_is_written_in_the_place_of_another() {
    let set = |value| Operation::set("opportunity.amount", value);
    check(
        "opportunity: {amount: 84000, call: commit} # c\n",
        set(plain("90000")),
        "opportunity: {amount: 90000, call: commit} # c\n",
    );
    check(
        "opportunity:\r\n  amount: 84000 # as signed\r\n",
        set(plain("90000")),
        "opportunity:\r\n  amount: 90000 # as signed\r\n",
    );
    check(
        "owner: 'Sam Ortiz'\n",
        Operation::set("owner", text("Maya Chen")),
        "owner: 'Maya Chen'\n",
    );
    check(
        "owner: \"Sam\"\n",
        Operation::set("owner", text("a \"b\"")),
        "owner: 'a \"b\"'\n",
    );
    check(
        "owner:\nstage: joint\n",
        Operation::set("owner", text("Maya Chen")),
        "owner: Maya Chen\nstage: joint\n",
    );
    check(
        "owner: # nobody yet\n",
        Operation::set("owner", text("Maya Chen")),
        "owner: Maya Chen # nobody yet\n",
    );
    check(
        "owner: ~\n",
        Operation::set("owner", text("Maya Chen")),
        "owner: Maya Chen\n",
    );
    check(
        "need: |\n  One\n  two\n\nowner: A\n",
        Operation::set("need", text("Three")),
        "need: Three\n\nowner: A\n",
    );
    check(
        "need: x\n",
        Operation::set("need", text("Two: of #4")),
        "need: 'Two: of #4'\n",
    );
    check("need: x\n", Operation::set("need", text("x")), "need: x\n");
}

#[test]
fn a_new_key_goes_where_the_format_has_it() {
    let call = || Operation::set("opportunity.call", plain("commit"));
    check(
        "opportunity:\n  amount: 1 # c\n\npartner: x\n",
        call(),
        "opportunity:\n  amount: 1 # c\n  call: commit\n\npartner: x\n",
    );
    check(
        "opportunity: {amount: 1}\n",
        call(),
        "opportunity: {amount: 1, call: commit}\n",
    );
    check("opportunity: {}\n", call(), "opportunity: {call: commit}\n");
    check(
        "opportunity:\npartner: x",
        call(),
        "opportunity: {call: commit}\npartner: x",
    );
    check(
        "account: A\npartner: x\n",
        call(),
        "account: A\nopportunity: {call: commit}\npartner: x\n",
    );
    check(
        "partner: x",
        Operation::set("owner", text("A")),
        "partner: x\nowner: A",
    );
    check(
        "# mine\npartner: x\n",
        Operation::set("account", text("A")),
        "# mine\naccount: A\npartner: x\n",
    );
    check(
        "",
        Operation::set("account.name", text("A")),
        "account: {name: A}\n",
    );
    check(
        "history:\n- {stage: a, date: 2026-01-01}\nowner: A\n",
        Operation::set("handoff.sent", plain("2026-01-02")),
        "history:\n- {stage: a, date: 2026-01-01}\nowner: A\nhandoff:\n  sent: 2026-01-02\n",
    );
}

#[test]
fn a_single_value_becomes_the_map_it_stands_for() {
    check(
        "registered: 2026-09-28 # by mail\n",
        Operation::set(
            "registered.approved",
            NewValue::map([
                ("date", Some(plain("2026-09-29"))),
                ("by", Some(text("Maya Chen"))),
            ]),
        ),
        "registered: {date: 2026-09-28, approved: {date: 2026-09-29, by: Maya Chen}} # by mail\n",
    );
    check(
        "credit: referral\n",
        Operation::set("credit.set_on", plain("2026-09-28")),
        "credit: {rule: referral, set_on: 2026-09-28}\n",
    );
    check(
        "need: One, and two\n",
        Operation::set("need.confirmed_by", text("Ines Calder")),
        "need:\n  what: One, and two\n  confirmed_by: Ines Calder\n",
    );
    check(
        "need: |\n  One\n\n  two\nowner: A\n",
        Operation::set("need.confirmed_by", text("Ines Calder")),
        "need:\n  what: |\n    One\n\n    two\n  confirmed_by: Ines Calder\nowner: A\n",
    );
    let long = "a word ".repeat(16);
    check(
        &format!("need: {} # c\n", long.trim()),
        Operation::set("need.confirmed_by", text("Ines Calder")),
        &format!(
            "need:\n  what: {} # c\n  confirmed_by: Ines Calder\n",
            long.trim()
        ),
    );
}

#[test]
fn an_item_is_added_to_a_list() {
    let touch = || {
        Operation::append(
            "touches",
            NewValue::map([
                ("date", Some(plain("2026-09-17"))),
                ("kind", Some(text("meeting"))),
            ]),
        )
    };
    check(
        "owner: A\n",
        touch(),
        "owner: A\ntouches:\n  - {date: 2026-09-17, kind: meeting}\n",
    );
    check(
        "touches:\n- {kind: intro} # c\n# next\nowner: A\n",
        touch(),
        "touches:\n- {kind: intro} # c\n- {date: 2026-09-17, kind: meeting}\n# next\nowner: A\n",
    );
    check(
        "touches:\r\n  -  date: 2026-01-01\r\n     kind: intro\r\n",
        touch(),
        "touches:\r\n  -  date: 2026-01-01\r\n     kind: intro\r\n  - date: 2026-09-17\r\n    kind: meeting\r\n",
    );
    check(
        "touches: []\n",
        touch(),
        "touches: [{date: 2026-09-17, kind: meeting}]\n",
    );
    let evidence = || Operation::append("handoff.evidence", text("notes/b.md"));
    check(
        "handoff: {evidence: notes/a.md}\n",
        evidence(),
        "handoff: {evidence: [notes/a.md, notes/b.md]}\n",
    );
    check(
        "handoff:\n  evidence: [a]\n",
        evidence(),
        "handoff:\n  evidence: [a, notes/b.md]\n",
    );
    check(
        "handoff:\n  sent: 2026-01-01\n",
        evidence(),
        "handoff:\n  evidence: [notes/b.md]\n  sent: 2026-01-01\n",
    );
}

#[test]
fn a_key_is_removed_with_its_line_and_nothing_else() {
    let remove = || Operation::remove("opportunity.call");
    check(
        "opportunity:\n  amount: 1\n  call: commit\nowner: A\n",
        remove(),
        "opportunity:\n  amount: 1\nowner: A\n",
    );
    check(
        "opportunity:\n  amount: 1\n  call: commit # his word\n",
        remove(),
        "opportunity:\n  amount: 1\n  # his word\n",
    );
    check(
        "opportunity: {call: commit, amount: 1}\n",
        remove(),
        "opportunity: {amount: 1}\n",
    );
    check(
        "opportunity: {amount: 1, call: commit}\n",
        remove(),
        "opportunity: {amount: 1}\n",
    );
    check(
        "account: A\nopportunity: {call: commit}\nowner: A\n",
        remove(),
        "account: A\nowner: A\n",
    );
    check("owner: A\n", remove(), "owner: A\n");
    check("owner: A\nstage: x", Operation::remove("stage"), "owner: A");
    check(
        "touches:\n  - {kind: a}\n  - {kind: b}\n",
        Operation::remove("touches.0"),
        "touches:\n  - {kind: b}\n",
    );
    check(
        "opportunity:\n  # mine\n  call: commit\n",
        Operation::remove("opportunity"),
        "refused: has comments in it, which would be lost",
    );
}

#[test]
fn what_cannot_be_changed_alone_is_refused() {
    for (before, operation) in [
        (
            "roles: {close: &sam Sam}\nowner: *sam\n",
            Operation::set("roles.close", text("A")),
        ),
        (
            "a: &x {name: B}\naccount: *x\n",
            Operation::set("account.name", text("A")),
        ),
        ("owner: [a\n", Operation::set("owner", text("A"))),
        ("owner: A\n", Operation::set("owner.name", text("A"))),
        (
            "touches:\n  - {kind: a}\n",
            Operation::set("touches.kind", text("A")),
        ),
    ] {
        let after = edited(before, operation);
        assert!(after.starts_with("refused: "), "{before}{after}");
    }
}
