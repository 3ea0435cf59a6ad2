//! A handoff as score, packet, lint, stalls and trust see it: whatever the fault, all of them say the same.

#[path = "score_components/cases.rs"]
#[expect(dead_code, reason = "only the strong packet is used here")]
mod cases;
mod support;

use cases::STRONG;
use serde_json::Value;
use support::Repository;

/// The strong packet with some texts changed.
fn changed(changes: &[(&str, &str)]) -> String {
    changes
        .iter()
        .fold(STRONG.to_owned(), |packet, (from, to)| {
            assert!(packet.contains(from), "the strong packet has no {from}");
            packet.replacen(from, to, 1)
        })
}

fn repository(changes: &[(&str, &str)]) -> Repository {
    Repository::new()
        .with("lists/ortiz-q4.md", "# Sam Ortiz, Q4\n\n- Northwind Logistics\n")
        .with("notes/qbr.md", "10 September 2026. Ines Calder: \"Can we stop matching carrier invoices by hand?\" Eleven people match.\n")
        .with("notes/dana.md", "11 September 2026, Dana Reyes: I confirm the meeting.\n")
        .with("deals/one.yaml", changed(changes))
}

fn graded(repository: &Repository, id: &str) -> Value {
    let json = repository.run(&["score", "one", "--format", "json"]).json();
    let components = json["handoffs"][0]["components"].as_array();
    let mut components = components.expect("components").iter();
    let found = components.find(|component| component["id"] == id);
    found.expect("the component").clone()
}

fn checked(repository: &Repository, id: &str) -> Value {
    let ran = repository.run(&["packet", "one", "--check", "--format", "json"]);
    let json = ran.json();
    let lists = ["ready", "building"]
        .map(|list| json["check"][list].as_array().cloned().unwrap_or_default());
    let mut lines = lists.into_iter().flatten();
    lines
        .find(|line| line["id"] == id)
        .unwrap_or_else(|| panic!("no line {id}"))
}

fn in_a_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(value: &Value, text: &str) -> bool {
    value.as_str().is_some_and(|said| said.contains(text))
}

#[test]
fn words_are_no_agreement() {
    const AGREED: &str = "due: 2026-09-16, agreed: notes/dana.md}";
    const OFFERED: &str = "due: 2026-09-24, agreed: 2026-09-11}";
    for words in [
        "no",
        "verbally",
        "not yet",
        "Dana said yes on the phone",
        "yes",
    ] {
        let moves = format!("due: 2026-09-16, agreed: {words}}}");
        let offer = format!("due: 2026-09-24, agreed: {words}}}");
        let repository = repository(&[(AGREED, &moves), (OFFERED, &offer)]);
        let line = checked(&repository, "partner-agreed");
        assert_eq!(line["yes"], false, "{words}: {line}");
        let component = graded(&repository, "partner-offer");
        assert_eq!(component["grade"], "weak", "{words}: {component}");
        assert!(says(&component["reason"], "has not agreed"), "{component}");
        let findings = repository.findings();
        let early = findings
            .iter()
            .find(|one| one.rule == "handoff/sent-before-ready");
        assert!(early.is_some(), "{words}: {findings:?}");
        let offered = findings
            .iter()
            .find(|one| one.rule == "handoff/partner-has-not-agreed");
        assert!(offered.is_some(), "{words}: {findings:?}");
        let packet = repository.run(&["packet", "one", "--format", "text"]);
        assert!(
            packet.text().contains("not agreed yet"),
            "{}",
            packet.text()
        );
        assert!(
            !packet.text().contains("agreed in writing"),
            "{}",
            packet.text()
        );
    }
    // Words beside a day: agreed, and not in writing.
    let said = "agreed: {date: 2026-09-11, source: on the phone}}";
    let repository = repository(&[
        ("agreed: notes/dana.md}", said),
        ("agreed: 2026-09-11}", said),
    ]);
    let line = checked(&repository, "partner-agreed");
    assert_eq!(line["yes"], false);
    assert!(says(&line["why"], "but not in writing"), "{line}");
    assert_eq!(graded(&repository, "partner-offer")["grade"], "strong");
}

const SENT: &str = "  sent: 2026-09-14\n";

/// The strong packet, answered so, seen from a day.
fn answered(answer: &str, rest: &str) -> Repository {
    let sent = format!("{SENT}  response: {answer}\n{rest}");
    let rest = "roles: {customer: Sam Ortiz}\nregistered: 2026-08-25\nhistory: {registered: 2026-08-25, qualified: 2026-09-02, handoff: 2026-09-07}\n";
    repository(&[(SENT, &sent), ("roles: {customer: Sam Ortiz}\n", rest)])
}

#[test]
fn a_better_move_is_an_acceptance_everywhere() {
    for answer in [
        "{instead: Call the CFO first, date: 2026-09-16, by: Sam Ortiz}",
        "{result: declined, instead: Call the CFO first, date: 2026-09-16, by: Sam Ortiz}",
    ] {
        let repository = answered(answer, "");
        let packet = repository.run(&["packet", "one", "--format", "text"]);
        let said = "Sam Ortiz accepted on Wed 16 Sep, and takes another move: Call the CFO first";
        assert!(in_a_line(packet.text()).contains(said), "{}", packet.text());
        assert!(!packet.text().contains("has not answered"));
        let seller = repository.run(&["packet", "one", "--for", "seller", "--format", "text"]);
        assert!(in_a_line(seller.text()).contains(said), "{}", seller.text());
        let json = repository
            .run(&["packet", "one", "--format", "json"])
            .json();
        assert_eq!(json["answer"]["result"], "accepted");
        let stalls = repository.run(&["stalls", "--format", "json"]).json();
        let stalls = stalls["stalls"].as_array().expect("stalls");
        assert!(
            stalls.iter().all(|stall| stall["clock"] != "response"),
            "{stalls:?}"
        );
    }
    let repository = answered(
        "{instead: Call the CFO first, date: 2026-09-16, by: Sam Ortiz}",
        "",
    );
    let gate = repository.run(&["gate", "one", "--format", "json"]).json();
    let criteria = gate["criteria"].as_array().expect("criteria");
    assert_eq!(criteria[0]["id"], "accepted", "{gate}");
    assert_eq!(criteria[0]["state"], "met", "{gate}");
}

#[test]
fn an_answer_that_says_neither_is_told_in_the_same_words() {
    let repository = answered("{result: maybe, date: 2026-09-16, by: Sam Ortiz}", "");
    let packet = repository.run(&["packet", "one", "--format", "text"]);
    let said = "Sam Ortiz answered neither yes nor no on Wed 16 Sep";
    assert!(packet.text().contains(said), "{}", packet.text());
    assert!(!packet.text().contains("has not answered"));
}

#[test]
fn nobody_waits_for_an_answer_that_was_overtaken() {
    let sent = format!(
        "{SENT}history: {{registered: 2026-08-25, handoff: 2026-09-07, joint: 2026-09-15}}\n"
    );
    let repository = repository(&[(SENT, &sent)]);
    let packet = repository.run(&["packet", "one", "--format", "text"]);
    assert!(
        !packet.text().contains("has not answered"),
        "{}",
        packet.text()
    );
    let score = repository.run(&["score", "--format", "json"]).json();
    assert_eq!(score["handoffs"][0]["outcome"], "overtaken");
}

#[test]
fn score_and_stalls_count_the_same_days_beyond_the_window() {
    // The window of four days ends on a Saturday; on Sunday no business day has passed, and it is over all the same.
    let sent = "  sent: 2026-09-15\n  acceptance: {within: 4 days}\nregistered: 2026-08-25\nhistory: {registered: 2026-08-25, handoff: 2026-09-07}\n";
    let waiting = repository(&[(SENT, sent)]);
    let day = ["--today", "2026-09-20"];
    let score = waiting
        .run(&[&["score", "--format", "json"], &day[..]].concat())
        .json();
    let stalls = waiting
        .run(&[&["stalls", "--format", "json"], &day[..]].concat())
        .json();
    let stalls = stalls["stalls"].as_array().expect("stalls");
    let stall = stalls
        .iter()
        .find(|stall| stall["clock"] == "response")
        .expect("a stall");
    assert_eq!(stall["over_business_days"], 1, "{stall}");
    let said = waiting.run(&[&["score"], &day[..]].concat());
    assert!(said.text().contains("silent, 1 bd late"), "{}", said.text());
    assert_eq!(score["handoffs"][0]["outcome"], "silent");
    // Sent again on the 28th: until then it was late, and not until today.
    let again =
        "  sent: 2026-09-28\nearlier_handoffs:\n  - {sent: 2026-09-14, seller: Kemi Adeyemi}\n";
    let said = repository(&[(SENT, again)]).run(&["score", "--today", "2026-11-20"]);
    assert!(said.text().contains("silent, 7 bd"), "{}", said.text());
}

#[test]
fn a_window_that_cannot_be_read_is_weak_where_it_stands() {
    let sent = format!("{SENT}  acceptance: {{within: soon}}\n");
    let repository = repository(&[(SENT, &sent)]);
    let component = graded(&repository, "acceptance");
    assert_eq!(component["grade"], "weak", "{component}");
    assert!(says(&component["reason"], "cannot be read"), "{component}");
    assert_eq!(component["line"], 20, "{component}");
}

#[test]
fn what_is_undecided_is_in_no_denominator() {
    let deal = |answer: &str, sent: &str| {
        format!(
            "account: {{name: Northwind}}\nhandoff:\n  seller: Sam Ortiz\n  why_account: A list.\n  sent: {sent}\n{answer}"
        )
    };
    let accepted = "  response: {result: accepted, date: 2026-11-03}\n";
    let declined = "  response: {result: declined, date: 2026-11-03, reason: other}\n";
    let lead = |answers: &[(&str, &str)]| {
        let mut repository = Repository::new();
        for (n, (answer, sent)) in answers.iter().enumerate() {
            repository = repository.with(&format!("deals/d{n}.yaml"), deal(answer, sent));
        }
        let ran = repository.run(&["score", "--last", "100"]);
        ran.text().lines().take(3).collect::<Vec<_>>().join(" ")
    };
    let (open, old) = (("", "2026-11-20"), "2026-11-02");
    for (answers, said) in [
        (
            &[(accepted, old), (declined, old), open][..],
            "One of the two decided was accepted (1 declined); 1 still open.",
        ),
        (&[open, open], "None is decided: 2 still open."),
        (
            &[(declined, old), ("", old)],
            "Neither of the two was accepted (1 declined, 1 silent).",
        ),
        (
            &[(accepted, old), open],
            "The one decided was accepted; 1 still open.",
        ),
        (&[open], "It is still open."),
    ] {
        assert!(lead(answers).contains(said), "{said}: {}", lead(answers));
    }
}

#[test]
fn a_move_that_is_graded_weak_does_not_pass_the_check() {
    const MOVE: &str = "Accept the introduction and bring the demo";
    for action in [
        "Follow up",
        "Call Dana Reyes about a date",
        "\"Call Ines, send the deck\"",
    ] {
        let repository = repository(&[(MOVE, action)]);
        let line = checked(&repository, "seller-move");
        assert_eq!(line["yes"], false, "{action}: {line}");
        assert_eq!(line["why"], graded(&repository, "next-action")["reason"]);
        let findings = repository.findings();
        assert!(
            findings
                .iter()
                .all(|one| one.rule != "handoff/sent-before-ready"),
            "{findings:?}"
        );
    }
}

#[test]
fn what_holds_nothing_of_the_customer_proves_nothing() {
    const EVIDENCE: &str = "evidence: [notes/qbr.md]";
    for (evidence, grade, reason) in [
        ("deals/one.yaml", "missing", "the book itself"),
        ("process.toml", "missing", "the book itself"),
        (
            "lists/ortiz-q4.md",
            "weak",
            "notes/qbr.md holds the quotation, and is not among the evidence",
        ),
        ("notes/dana.md", "weak", "not among the evidence"),
        ("notes/dana.md, notes/qbr.md", "strong", "2 files"),
        (
            "deals/one.yaml, notes/qbr.md#top",
            "strong",
            "a file that opens",
        ),
    ] {
        let repository = repository(&[(EVIDENCE, &format!("evidence: [{evidence}]"))]);
        let component = graded(&repository, "proof");
        assert_eq!(component["grade"], grade, "{evidence}: {component}");
        assert!(
            says(&component["reason"], reason),
            "{evidence}: {component}"
        );
        let line = checked(&repository, "evidence");
        assert_eq!(line["yes"], grade == "strong", "{evidence}: {line}");
    }
    // Where nobody is quoted the list alone says nothing of the problem.
    let quote = (
        "quote: Can we stop matching carrier invoices by hand?, ",
        "",
    );
    let repository = repository(&[(EVIDENCE, "evidence: [lists/ortiz-q4.md]"), quote]);
    let component = graded(&repository, "proof");
    assert!(
        says(&component["reason"], "only the priority list"),
        "{component}"
    );
}

#[test]
fn a_list_may_be_named_with_its_section() {
    let list = (
        "priority_list: lists/ortiz-q4.md",
        "priority_list: lists/ortiz-q4.md#q4",
    );
    let repository = repository(&[list]);
    assert_eq!(graded(&repository, "account-logic")["grade"], "strong");
    assert_eq!(checked(&repository, "priority-list")["yes"], true);
}

#[test]
fn a_deal_without_a_handoff_has_a_page_of_what_is_missing() {
    let deal = "account: {name: Quayside Ports}\nopportunity: {amount: 66000}\nhistory: {registered: 2026-09-28}\n";
    let repository = Repository::new().with("deals/quayside.yaml", deal);
    let packet = repository.run(&["packet", "quayside", "--format", "json"]);
    assert_eq!(packet.code, 0, "{}", packet.stderr);
    let json = packet.json();
    let fields = json["fields"].as_array().expect("fields");
    assert_eq!(fields.len(), 11);
    let missing = fields.iter().filter(|field| field["standing"] == "missing");
    assert_eq!(missing.count(), 10, "all but the account");
    let check = repository.run(&["packet", "quayside", "--check"]);
    assert_eq!(check.code, 1);
    assert!(
        check.text().contains("must not go out yet"),
        "{}",
        check.text()
    );
    let score = repository.run(&["score", "quayside"]);
    assert!(
        score.text().contains("dealctl packet quayside --check"),
        "{}",
        score.text()
    );
    let seller = repository.run(&["packet", "quayside", "--for", "seller"]);
    assert_eq!(seller.code, 2, "there is nothing to send");
}
