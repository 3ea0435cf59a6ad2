//! A placeholder is no answer, wherever a reason, a name, an amount or a source is asked for.

use crate::support::{Finding, Repository};

const CLOSED: &str =
    "account: {name: Alder Mills}\nhistory: {registered: 2026-09-28, qualified: 2026-10-05}\n";

fn found(yaml: &str) -> Vec<Finding> {
    let deal = format!("{CLOSED}{yaml}\n");
    Repository::new().with("deals/alder.yaml", deal).findings()
}

fn of_rule(yaml: &str, rule: &str) -> Vec<(String, String)> {
    let own = found(yaml)
        .into_iter()
        .filter(|finding| finding.rule == rule);
    own.map(|finding| (finding.level, finding.message))
        .collect()
}

/// Words that say nothing.
const WORDS: [&str; 18] = [
    "tbd",
    "n/a",
    "\"?\"",
    "unknown",
    "xxx",
    "none",
    "\"-\"",
    "No reason.",
    "later",
    "don't know",
    "none yet",
    "not known yet",
    "unknown at this time",
    "TBD - ask Sam",
    "we do not know",
    "to be filled in",
    "see CRM",
    "keine Angabe",
];

#[test]
fn a_deal_is_not_lost_for_a_placeholder() {
    for word in WORDS {
        for result in ["lost", "disqualified"] {
            let yaml = format!(
                "outcome: {{result: {result}, date: 2026-11-04, by: Sam Ortiz, reason: {word}}}"
            );
            let said = of_rule(&yaml, "close/no-reason");
            assert_eq!(said.len(), 1, "{yaml}");
            assert_eq!(said[0].0, "error");
            assert!(said[0].1.ends_with("is no reason"), "{said:?}");
            assert!(of_rule(&yaml, "close/unknown-reason").is_empty(), "{yaml}");
        }
    }
    for reason in [
        "price",
        "no budget",
        "A rival was there first",
        "None of the plants will buy before May",
        "Not ready yet",
        "No budget yet",
        "The lost plant was the reason",
    ] {
        let yaml =
            format!("outcome: {{result: lost, date: 2026-11-04, by: Sam Ortiz, reason: {reason}}}");
        assert!(of_rule(&yaml, "close/no-reason").is_empty(), "{reason}");
    }
}

#[test]
fn a_waiver_a_rejection_and_a_decline_need_a_reason_too() {
    for word in WORDS {
        let waiver = format!(
            "waivers: [{{criterion: qualified/timing, by: Tom Alvarez, date: 2026-10-16, why: {word}}}]"
        );
        assert_eq!(
            of_rule(&waiver, "gate/incomplete-waiver").len(),
            1,
            "{word}"
        );
        let same = format!(
            "waivers: [{{criterion: qualified/timing, by: Tom Alvarez, date: 2026-10-16, reason: {word}}}]"
        );
        assert_eq!(of_rule(&same, "gate/incomplete-waiver").len(), 1, "{word}");
        let rejected = format!(
            "registered: {{date: 2026-09-28, by: Dana Reyes, rejected: {{date: 2026-09-29, by: Maya Chen, reason: {word}}}}}"
        );
        assert_eq!(
            of_rule(&rejected, "registration/answer-unclear").len(),
            1,
            "{word}"
        );
        let declined = format!(
            "handoff: {{sent: 2026-10-12, seller: Sam Ortiz, response: {{result: declined, date: 2026-10-13, reason: {word}}}}}"
        );
        let said = of_rule(&declined, "handoff/declined-without-reason");
        assert_eq!(
            said,
            [(
                "error".to_owned(),
                "Sam Ortiz declined, but the reason is not on record".to_owned()
            )]
        );
    }
}

#[test]
fn another_reason_needs_a_note_that_says_which() {
    let lost = "outcome: {result: lost, date: 2026-11-04, by: Sam Ortiz, reason: other";
    let said = of_rule(&format!("{lost}}}"), "close/no-reason");
    assert_eq!(
        said,
        [(
            "warning".to_owned(),
            "this was lost on Wed 4 Nov for another reason, and no note says which".to_owned()
        )]
    );
    let noted = format!("{lost}, note: The plant burnt down}}");
    assert!(of_rule(&noted, "close/no-reason").is_empty());

    let declined = "handoff: {sent: 2026-10-12, seller: Sam Ortiz, response: {result: declined, date: 2026-10-13, reason: other";
    let said = of_rule(
        &format!("{declined}}}}}"),
        "handoff/declined-without-reason",
    );
    assert_eq!(
        said,
        [(
            "warning".to_owned(),
            "Sam Ortiz declined for another reason, and no note says which".to_owned()
        )]
    );
    let noted = format!("{declined}, note: He leaves in May}}}}");
    assert!(of_rule(&noted, "handoff/declined-without-reason").is_empty());
}

#[test]
fn a_touch_without_a_real_source_proves_nothing() {
    for word in ["tbd", "none", "n/a", "?"] {
        let yaml = format!(
            "partner: meridian\nopportunity: {{created: 2026-10-05}}\nattribution: partner-sourced\n\
             touches: [{{date: 2026-09-28, kind: intro, from: partner, who: Dana Reyes, source: \"{word}\"}}]"
        );
        assert_eq!(
            of_rule(&yaml, "attribution/contradicts-rule").len(),
            1,
            "{word}"
        );
    }
}

#[test]
fn none_is_nobody() {
    for word in ["none", "nobody", "No one", "tbd", "-"] {
        let yaml = format!("registered: {{date: 2026-09-28, by: \"{word}\"}}");
        let said = found(&yaml);
        let named = |finding: &&Finding| finding.message.starts_with("registered.by");
        assert_eq!(said.iter().filter(named).count(), 1, "{word}: {said:?}");
    }
}

#[test]
fn zero_is_no_amount_past_the_handoff() {
    let handed = |amount: &str| {
        format!(
            "opportunity: {{name: Loom planning, amount: {amount}}}\n\
             # the book's process has a handoff\n"
        )
    };
    let lint = |stage: &str, amount: &str| {
        let deal = format!(
            "account: {{name: Alder Mills}}\nhistory: {{{stage}: 2026-11-16}}\n{}",
            handed(amount)
        );
        let found = Repository::new().with("deals/alder.yaml", deal).findings();
        let own = found
            .into_iter()
            .filter(|finding| finding.rule == "hygiene/no-amount");
        own.map(|finding| finding.message).collect::<Vec<_>>()
    };
    for amount in ["0", "0.00", "0 EUR"] {
        let said = lint("handoff", amount);
        assert_eq!(said.len(), 1, "{amount}");
        assert!(
            said[0].contains("that is no amount, a CRM writes it if nobody knows"),
            "{said:?}"
        );
    }
    assert!(lint("handoff", "1").is_empty());
    assert!(lint("registered", "0").is_empty());
}

#[test]
fn a_deal_is_won_for_something_or_a_note_says_why_not() {
    for amount in ["tbd", "none", "?", "0", "0.00"] {
        let yaml = format!(
            "outcome: {{result: won, date: 2026-11-04, by: Sam Ortiz, amount: \"{amount}\"}}"
        );
        assert_eq!(of_rule(&yaml, "close/no-amount").len(), 1, "{amount}");
    }
    for amount in ["81000", "0, note: A pilot without a fee until March"] {
        let yaml =
            format!("outcome: {{result: won, date: 2026-11-04, by: Sam Ortiz, amount: {amount}}}");
        assert!(of_rule(&yaml, "close/no-amount").is_empty(), "{amount}");
    }
}

#[test]
fn a_comment_that_allows_a_finding_for_no_reason_allows_nothing() {
    for word in ["tbd", "none", "no reason", "n/a"] {
        let yaml = format!(
            "# dealctl: allow close/no-amount — {word}\noutcome: {{result: won, date: 2026-11-04, by: Sam Ortiz}}"
        );
        assert_eq!(of_rule(&yaml, "close/no-amount").len(), 1, "{word}");
        assert_eq!(of_rule(&yaml, "allow/no-reason").len(), 1, "{word}");
    }
}

#[test]
fn a_deal_is_not_lost_because_it_is_lost() {
    for reason in ["lost", "Closed lost", "We lost it."] {
        let yaml =
            format!("outcome: {{result: lost, date: 2026-11-04, by: Sam Ortiz, reason: {reason}}}");
        assert_eq!(of_rule(&yaml, "close/no-reason").len(), 1, "{reason}");
    }
}

#[test]
fn a_note_that_says_nothing_is_no_note() {
    for note in ["tbd", "none", "none yet", "\"?\"", "to follow"] {
        let lost = format!(
            "outcome: {{result: lost, date: 2026-11-04, by: Sam Ortiz, reason: other, note: {note}}}"
        );
        assert_eq!(of_rule(&lost, "close/no-reason").len(), 1, "{note}");
        let won = format!(
            "outcome: {{result: won, date: 2026-11-04, by: Sam Ortiz, amount: 0, note: {note}}}"
        );
        assert_eq!(of_rule(&won, "close/no-amount").len(), 1, "{note}");
        let waiver = format!(
            "waivers: [{{criterion: qualified/timing, by: Tom Alvarez, date: 2026-10-16, why: other, note: {note}}}]"
        );
        assert_eq!(
            of_rule(&waiver, "gate/incomplete-waiver").len(),
            1,
            "{note}"
        );
    }
}

#[test]
fn a_need_or_a_text_of_the_packet_that_says_none_is_not_there() {
    for word in ["none", "None yet", "n/a"] {
        for yaml in [format!("need: {word}"), format!("need: {{what: {word}}}")] {
            let said = of_rule(&yaml, "file/placeholder");
            assert_eq!(said.len(), 1, "{yaml}: {said:?}");
            assert!(said[0].1.starts_with("need is `"), "{said:?}");
        }
        let packet = format!(
            "handoff: {{sent: 2026-10-12, why_partner: {word}, joint_value: {word}, trigger: {{quote: {word}}}}}"
        );
        assert_eq!(of_rule(&packet, "file/placeholder").len(), 3, "{word}");
    }
}

#[test]
fn two_accounts_without_an_id_are_not_one() {
    let deal = |name: &str, crm: &str| {
        format!("account: {{name: {name}, domain: {crm}, crm_id: {crm}}}\npartner: meridian\n")
    };
    for id in [
        "none",
        "n/a",
        "unknown",
        "not known yet",
        "\"000\"",
        "\"-\"",
    ] {
        let found = Repository::new()
            .with("deals/alder.yaml", deal("Alder Mills", id))
            .with("deals/birch.yaml", deal("Birch Foundry", id))
            .findings();
        let of_two = |finding: &&Finding| {
            ["registration/conflict", "registration/possible-duplicate"].contains(&&*finding.rule)
        };
        assert_eq!(found.iter().filter(of_two).count(), 0, "{id}: {found:?}");
    }
}

#[test]
fn nobody_was_told_where_the_file_names_nobody() {
    let told = |to: &str| {
        let yaml = format!(
            "partner: meridian\noutcome: {{result: lost, date: 2026-10-14, by: Sam Ortiz, reason: price}}\n\
             feedback: {{date: 2026-10-15{to}}}"
        );
        of_rule(&yaml, "close/unreported").len()
    };
    for to in [", to: none", ", to: tbd", ", to: nobody yet"] {
        assert_eq!(told(to), 1, "{to}");
    }
    for to in ["", ", to: Dana Reyes", ", to: Noor Haddad"] {
        assert_eq!(told(to), 0, "{to}");
    }
}

#[test]
fn a_check_that_leaves_a_name_open_is_not_done() {
    let check = |conflict: &str| {
        let deal = format!(
            "{CLOSED}partner: meridian\nhandoff: {{seller: Sam Ortiz, conflict: {{checked: 2026-10-06, by: Maya Chen, {conflict}}}}}\n"
        );
        let ran = Repository::new()
            .with("deals/alder.yaml", deal)
            .run(&["packet", "alder", "--check"]);
        let said = ran.text().split_whitespace().collect::<Vec<_>>().join(" ");
        said.contains("✓ yes the conflict check is done and noted")
    };
    for conflict in [
        "resellers: [tbd]",
        "competing: \"?\"",
        "direct: unknown",
        "resellers: [Oakline], resolution: {how: none yet, by: Maya Chen, date: 2026-10-07}",
    ] {
        assert!(!check(conflict), "{conflict}");
    }
    for conflict in [
        "resellers: []",
        "resellers: none",
        "resellers: none yet, competing: [none], direct: no",
        "direct: n/a",
    ] {
        assert!(check(conflict), "{conflict}");
    }
}

#[test]
fn a_list_and_a_source_that_say_none_yet_hold_nothing() {
    let deal = format!(
        "{CLOSED}partner: meridian\nhandoff: {{seller: Sam Ortiz, priority_list: none yet, evidence: [none yet, tbd]}}\n"
    );
    let ran = Repository::new()
        .with("deals/alder.yaml", deal)
        .run(&["packet", "alder", "--check"]);
    let said = ran.text().split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "nothing says that Alder Mills is on the seller's priority list",
        "no source is attached",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
