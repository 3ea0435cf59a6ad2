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
