//! Slips in words of a closed list and in process.toml: the nearest word stands in the message, so that every format says it.

use crate::support::{Finding, Repository, example_process};

fn messages(found: &[Finding], rule: &str) -> Vec<String> {
    let own = found.iter().filter(|finding| finding.rule == rule);
    own.map(|finding| finding.message.clone()).collect()
}

fn with_process(from: &str, to: &str) -> Vec<Finding> {
    let process = example_process();
    assert!(process.contains(from), "{from}");
    let repository = Repository::empty().with("process.toml", process.replacen(from, to, 1));
    repository.findings()
}

fn deal(yaml: &str) -> Vec<Finding> {
    let deal = format!("account: {{name: Alder Mills}}\n{yaml}\n");
    Repository::new().with("deals/alder.yaml", deal).findings()
}

#[test]
fn the_nearest_word_stands_in_the_message() {
    for (from, to, rule, meant) in [
        ("weekend =", "weekends =", "file/unknown-key", "weekend"),
        ("aliases =", "alias =", "file/unknown-key", "aliases"),
        (
            "probability = 80",
            "probabilty = 80",
            "file/unknown-key",
            "probability",
        ),
        (
            "silence =",
            "silence_after =",
            "file/unknown-key",
            "silence",
        ),
        ("one_of =", "oneof =", "file/unknown-key", "one_of"),
        ("[[changes]]", "[[change]]", "file/unknown-key", "changes"),
        (
            "alliances =",
            "aliances =",
            "process/unknown-role",
            "alliances",
        ),
        ("revops =", "rev_ops =", "process/unknown-role", "revops"),
        (
            "partner_marketing =",
            "partnermarketing =",
            "process/unknown-role",
            "partner_marketing",
        ),
        (
            "field = \"need\", hint",
            "field = \"need\", who = \"aliances\", hint",
            "process/unknown-who",
            "alliances",
        ),
        (
            "\"handoff.warm_path\"",
            "\"handoff.warmpath\"",
            "process/unknown-field",
            "handoff.warm_path",
        ),
        (
            "[\"trigger\", \"seller_move\"",
            "[\"triger\", \"seller_move\"",
            "process/unknown-packet-field",
            "trigger",
        ),
        (
            "= \"proof\"",
            "= \"prooof\"",
            "process/unknown-component",
            "proof",
        ),
        (
            "\"hygiene/stale\" =",
            "\"hygiene/stail\" =",
            "process/unknown-rule",
            "hygiene/stale",
        ),
    ] {
        let said = messages(&with_process(from, to), rule);
        assert_eq!(said.len(), 1, "{to}: {said:?}");
        assert!(
            said[0].contains(&format!("(`{meant}` meant?)")),
            "{to}: {said:?}"
        );
    }
}

#[test]
fn a_misspelt_role_is_one_finding() {
    let found = with_process("revops =", "rev_ops =");
    assert!(messages(&found, "process/no-operations-owner").is_empty());
    for (from, to) in [
        (
            "revops = \"Jo Park\"",
            "revops = \"Jo Park\", deal_desk = \"Lena Sorg\"",
        ),
        (
            "field = \"need\", hint",
            "field = \"need\", who = \"Luis Ortega\", hint",
        ),
        (
            "field = \"need\", hint",
            "field = \"need\", who = \"Channing\", hint",
        ),
    ] {
        let found = with_process(from, to);
        assert!(messages(&found, "process/unknown-role").is_empty(), "{to}");
        assert!(messages(&found, "process/unknown-who").is_empty(), "{to}");
    }
}

#[test]
fn a_process_that_lets_nothing_count_says_so() {
    let touches = "touches = [\"intro\", \"referral\", \"meeting\", \"workshop\", \"reference\"]";
    let said = messages(&with_process(touches, "touches = []"), "process/open-door");
    assert_eq!(
        said,
        ["`touches` is empty: no deal is sourced or influenced by a partner"]
    );
    let rule = "\"10% of first-year value to the referring partner\"";
    for word in ["tbd", "none yet", "to be agreed"] {
        let said = messages(
            &with_process(rule, &format!("\"{word}\"")),
            "process/open-door",
        );
        assert_eq!(said.len(), 1, "{word}");
    }
    let disqualify = "disqualify = [\"declined twice\"]";
    for word in ["tbd", "none yet"] {
        let found = with_process(disqualify, &format!("disqualify = [\"{word}\"]"));
        assert_eq!(
            messages(&found, "process/no-disqualification").len(),
            1,
            "{word}"
        );
    }
    let twice = with_process(
        "[\"no budget\", \"no fit\"",
        "[\"no budget\", \"No Budget\"",
    );
    assert_eq!(
        messages(&twice, "process/named-twice"),
        ["two reasons of Qualified are called nearly the same: `no budget` and `No Budget`"]
    );
}

#[test]
fn a_kind_of_touch_that_is_a_form_of_one_of_the_list_is_named() {
    let said = |kind: &str| {
        let touch = format!(
            "touches: [{{date: 2026-11-09, kind: {kind}, from: partner, who: Dana Reyes}}]"
        );
        messages(&deal(&touch), "attribution/unknown-kind").join("; ")
    };
    for (kind, meant) in [
        ("meting", "meeting"),
        ("meet", "meeting"),
        ("introduction", "intro"),
        ("intro call", "intro"),
        ("reference call", "reference"),
        ("quarterly meeting", "meeting"),
        ("meeting (online)", "meeting"),
        ("work shop", "workshop"),
    ] {
        assert!(
            said(kind).contains(&format!("(`{meant}` meant?)")),
            "{kind}: {}",
            said(kind)
        );
    }
    for kind in [
        "call",
        "site visit",
        "greeting",
        "lunch",
        "phone call",
        "board dinner",
        "mail",
        "refer",
    ] {
        assert_eq!(said(kind), "", "{kind}");
    }
}

#[test]
fn a_reason_is_compared_with_the_list_word_by_word() {
    let said = |result: &str, stage: &str, reason: &str| {
        let yaml = format!(
            "history: {{registered: 2026-09-28, qualified: 2026-10-05{stage}}}\n\
             outcome: {{result: {result}, date: 2026-11-04, by: Luis Ortega, reason: \"{reason}\"}}"
        );
        messages(&deal(&yaml), "close/unknown-reason").join("; ")
    };
    let joint = ", handoff: 2026-10-12, joint: 2026-10-16";
    assert!(
        said("disqualified", joint, "stoped").ends_with("(`customer stopped the project` meant?)")
    );
    assert!(said("disqualified", "", "budget").ends_with("(`no budget` meant?)"));
    assert!(said("disqualified", "", "nofit").ends_with("(`no fit` meant?)"));
    assert!(said("disqualified", "", "conflict  lost").ends_with(", a reason of Registered"));
    assert!(said("lost", "", "no budgte").ends_with("(`no budget` meant?)"));
    for reason in [
        "price",
        "no budget",
        "No Budget: frozen",
        "other: the plant burnt down",
    ] {
        assert_eq!(said("lost", "", reason), "", "{reason}");
    }
    assert_eq!(said("disqualified", "", "other: the plant burnt down"), "");
}

#[test]
fn an_amount_in_any_hand_is_offered_as_it_should_be_and_the_fix_works() {
    for (written, meant, fix) in [
        ("62000EUR", "62000 EUR", "--fix"),
        ("eur62000", "62000 EUR", "--fix"),
        ("62000 Euro", "62000 EUR", "--fix"),
        ("62000,-", "62000", "--fix"),
        ("62_000", "62000", "--fix"),
        ("US$62000", "62000", "--fix"),
        ("62.000,- €", "62000 EUR", "--unsafe"),
        ("1.250.000,00", "1250000.00", "--unsafe"),
        ("1,2 Mio. EUR", "1200000 EUR", "--unsafe"),
        ("62 Tsd. €", "62000 EUR", "--unsafe"),
        ("62k eur", "62000 EUR", "--unsafe"),
    ] {
        let deal =
            format!("account: {{name: Alder Mills}}\nopportunity:\n  amount: \"{written}\"\n");
        let book = Repository::new().with("deals/alder.yaml", deal);
        let said = messages(&book.findings(), "file/wrong-type");
        assert!(
            said.len() == 1 && said[0].ends_with(&format!("(`{meant}` meant?)")),
            "{said:?}"
        );
        let read = || std::fs::read_to_string(book.path("deals/alder.yaml")).expect("the deal");
        book.run(&["lint", "--fix"]);
        let is_safe = read().contains(&format!("\"{meant}\""));
        assert_eq!(is_safe, fix == "--fix", "{written}");
        book.run(&["lint", "--fix", "--unsafe"]);
        assert!(
            read().contains(&format!("\"{meant}\"")),
            "{written}: {}",
            read()
        );
        assert!(
            messages(&book.findings(), "file/wrong-type").is_empty(),
            "{written}"
        );
    }
}

#[test]
fn no_amount_is_made_up_and_no_fix_leaves_it_unknown() {
    for written in [
        "ca. 62000",
        "~62000",
        "62-65k",
        "62000 p.a.",
        "12,34,567",
        "62000.000",
        "kr 62000",
    ] {
        let deal =
            format!("account: {{name: Alder Mills}}\nopportunity:\n  amount: \"{written}\"\n");
        let book = Repository::new().with("deals/alder.yaml", deal);
        let json = book.run(&["lint", "--format", "json"]).json();
        let finding = &json["findings"].as_array().expect("findings").iter();
        let finding = finding
            .clone()
            .find(|finding| finding["rule"] == "file/wrong-type");
        let finding = finding.expect("a finding");
        assert!(finding["fix"].is_null(), "{written}");
        assert!(
            !finding["help"].to_string().contains("84000"),
            "{written}: {finding}"
        );
    }
    // Without a rate it would be unknown as before.
    let deal = "account: {name: Alder Mills}\nopportunity:\n  amount: £62000\n";
    let book = Repository::new().with("deals/alder.yaml", deal);
    let said = book.run(&["lint"]);
    assert!(said.text().contains("`62000 GBP`"), "{}", said.text());
    assert!(!said.text().contains("can be fixed"), "{}", said.text());
}

#[test]
fn what_renaming_makes_no_deal_is_left_alone_and_signals_are_named() {
    let account = "account: {name: Alder Mills}\n";
    let book = Repository::new()
        .with("deals/a.yaml.zip", "PK")
        .with("deals/b.yaml.gpg", "x")
        .with("deals/c.yaml.j2", account)
        .with("deals/d.yaml.txt", account)
        .with(
            "signals.yml",
            "- {date: 2026-10-05, kind: request, by: Sam Ortiz, account: Halden Foods}\n",
        );
    assert_eq!(
        messages(&book.findings(), "file/nearly-a-deal"),
        [
            "d.yaml.txt is in no figure: rename it to deals/d.yaml",
            "signals.yml is in no figure: rename it to signals.yaml",
        ]
    );
}
