//! Only what a deal's own partner did counts for it (D1.6, D3.5, D3.7, D7.1).

use crate::support::{Finding, Repository, quick_process};

/// A second partner in process.toml, with its contact.
const OAKLINE: &str = "\n[partners.oakline]\nname = \"Oakline Partners\"\ncontact = { name = \"Piet Brandsma\", role = \"Partner manager\" }\n";

fn repository(deals: &[(&str, &str)]) -> Repository {
    let process = format!("{}{OAKLINE}", quick_process());
    let start = Repository::empty()
        .with("process.toml", process)
        .with("notes/n.md", "Quayside Ports: met.");
    deals.iter().fold(start, |all, (name, text)| {
        all.with(&format!("deals/{name}.yaml"), text)
    })
}

fn of<'f>(findings: &'f [Finding], rule: &str) -> Vec<&'f Finding> {
    let found = findings.iter().filter(|finding| finding.rule == rule);
    found.collect()
}

/// A deal of Meridian's whose opportunity came on 11 August, with more lines.
fn deal(more: &str) -> String {
    format!(
        "account: {{name: Quayside Ports, domain: quayside.example}}\n\
         opportunity: {{name: Berths, created: 2026-08-11, amount: 84000, close_date: 2027-01-15}}\n\
         partner: meridian\n\
         registered: {{date: 2026-08-25, by: Dana Reyes, approved: {{date: 2026-08-26, by: Maya Chen}}}}\n\
         need: Berth planners re-key the tide table.\ncredit: referral\n{more}"
    )
}

fn class(repository: &Repository) -> String {
    let packet = repository.run(&["forecast", "--group", "class", "--format", "csv"]);
    let group = packet.text().lines().nth(1).expect("a row");
    group.split(',').next().expect("a group").to_owned()
}

const TOUCHES: &str = "history: {registered: 2026-08-25}\ntouches:\n  - {date: 2026-08-10, kind: meeting, source: notes/n.md, ";

#[test]
fn a_touch_of_another_partners_contact_makes_nobody_the_source() {
    for touch in [
        "who: Piet Brandsma}",
        "from: partner, who: piet  brandsma}",
        "from: partner, who: Oakline Partners}",
    ] {
        let book = repository(&[(
            "a",
            &deal(&format!("attribution: none\n{TOUCHES}{touch}\n")),
        )]);
        let findings = book.findings();
        assert!(
            of(&findings, "attribution/contradicts-rule").is_empty(),
            "{touch} {findings:#?}"
        );
        let found = of(&findings, "attribution/not-by-the-partner");
        assert_eq!(found.len(), 1, "{touch} {findings:#?}");
        assert!(
            found[0]
                .message
                .contains("Oakline Partners, which is not on this deal")
        );
        assert_eq!(class(&book), "none");
    }
}

#[test]
fn a_contact_that_only_another_deal_names_is_known_too() {
    let other = "account: {name: Halden Foods}\npartner: {name: Kestrel, contact: {name: Mina Sato, role: Lead}}\n";
    let touch = format!("{TOUCHES}from: partner, who: Mina Sato}}\n");
    let alone = repository(&[("a", &deal(&touch))]);
    assert_eq!(class(&alone), "partner-sourced");
    let book = repository(&[("a", &deal(&touch)), ("b", other)]);
    let found = book.findings();
    assert_eq!(
        of(&found, "attribution/not-by-the-partner").len(),
        1,
        "{found:#?}"
    );
}

#[test]
fn the_partners_own_and_unknown_people_count() {
    let own = "account: {name: Halden Foods}\npartner: {name: Meridian Cloud Consulting Inc., contact: {name: Noor Haddad, role: Lead}}\n";
    for who in [
        "Dana Reyes",
        "DANA  REYES",
        "Noor Haddad",
        "Ida Lund",
        "Meridian Cloud Consulting",
    ] {
        let text = deal(&format!(
            "attribution: partner-sourced\n{TOUCHES}from: partner, who: {who}}}\n"
        ));
        let book = repository(&[("a", &text), ("b", own)]);
        let found = book.findings();
        assert!(
            of(&found, "attribution/contradicts-rule").is_empty(),
            "{who} {found:#?}"
        );
        assert!(
            of(&found, "attribution/not-by-the-partner").is_empty(),
            "{who} {found:#?}"
        );
    }
}

#[test]
fn a_partner_beside_counts_for_its_own_share_only() {
    let more = format!(
        "attribution: none\nother_partners: [{{name: oakline, role: reseller, credit: {{rule: referral, share: 20%}}}}]\n{TOUCHES}who: Piet Brandsma}}\n"
    );
    let book = repository(&[("a", &deal(&more))]);
    let found = book.findings();
    assert!(
        of(&found, "attribution/contradicts-rule").is_empty(),
        "{found:#?}"
    );
    assert!(
        of(&found, "attribution/not-by-the-partner").is_empty(),
        "{found:#?}"
    );
    let claimed = repository(&[(
        "a",
        &deal(&more.replace("attribution: none", "attribution: partner-sourced")),
    )]);
    let found = claimed.findings();
    let found = of(&found, "attribution/contradicts-rule");
    assert!(
        found[0]
            .message
            .contains("counts for Oakline Partners and its own share"),
        "{found:#?}"
    );
    let packet = book.run(&["packet", "a"]);
    assert!(
        packet.text().contains("partner-sourced for its own share"),
        "{}",
        packet.text()
    );
}

#[test]
fn a_touch_of_ours_is_not_the_partners_whatever_it_says() {
    let book = repository(&[(
        "a",
        &deal(&format!(
            "attribution: none\n{TOUCHES}from: partner, who: Maya Chen}}\n"
        )),
    )]);
    let found = book.findings();
    assert!(
        of(&found, "attribution/contradicts-rule").is_empty(),
        "{found:#?}"
    );
    let found = of(&found, "attribution/not-by-the-partner");
    assert!(
        found[0].message.ends_with("Maya Chen is one of ours"),
        "{found:#?}"
    );
}

#[test]
fn a_touch_that_names_a_person_of_the_partner_is_not_reported() {
    let touch = format!(
        "attribution: none\n{TOUCHES}from: partner, who: Piet Brandsma, with: Dana Reyes}}\n"
    );
    let found = repository(&[("a", &deal(&touch))]).findings();
    assert!(
        of(&found, "attribution/not-by-the-partner").is_empty(),
        "{found:#?}"
    );
}

const JOINT: &str = "qualification: {by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}\n\
    history: {registered: 2026-08-25, qualified: 2026-08-26, handoff: 2026-08-27, joint: 2026-08-28}\n";

#[test]
fn only_the_partner_of_record_ends_its_silence() {
    let sidelined = |touch: &str| {
        let more = format!(
            "{JOINT}roles: {{customer: Sam Ortiz, technical: Dana Reyes, close: Sam Ortiz}}\ntouches: [{{date: 2026-11-20, kind: meeting, {touch}}}]\n"
        );
        let found = repository(&[("a", &deal(&more))]).findings();
        !of(&found, "roles/partner-sidelined").is_empty()
    };
    assert!(sidelined("who: Piet Brandsma"));
    assert!(sidelined("from: partner, who: Priya Raman"));
    assert!(sidelined("from: seller, who: Sam Ortiz, with: Dana Reyes"));
    assert!(!sidelined("who: Dana Reyes"));
    assert!(!sidelined("from: partner"));
    assert!(!sidelined("from: partner, who: Ida Lund"));
}

#[test]
fn roles_that_are_all_ours_leave_the_partner_none() {
    let without = |roles: &str, more: &str| {
        let seller = "handoff: {seller: Sam Ortiz}\n";
        let text = deal(&format!("{JOINT}{seller}roles: {roles}\n{more}"));
        let found = repository(&[("a", &text)]).findings();
        of(&found, "roles/partner-has-no-role").len()
    };
    assert_eq!(
        without(
            "{customer: Sam Ortiz, technical: Sam Ortiz, close: sam ortiz}",
            ""
        ),
        1
    );
    assert_eq!(
        without("{customer: Sam Ortiz, technical: Luis Ortega}", ""),
        1
    );
    assert_eq!(
        without("{customer: Sam Ortiz, technical: Piet Brandsma}", ""),
        0,
        "somebody else's person is not one of ours"
    );
    assert_eq!(
        without("{customer: Sam Ortiz, technical: Dana Reyes}", ""),
        0
    );
    assert_eq!(without("{customer: Sam Ortiz, technical: Ida Lund}", ""), 0);
    assert_eq!(
        without("{customer: Sam Ortiz}", ""),
        0,
        "an unfilled role is another fault"
    );
    let closed = "outcome: {result: lost, date: 2026-11-02, reason: price}\n";
    assert_eq!(
        without("{customer: Sam Ortiz, technical: Sam Ortiz}", closed),
        0
    );
}

#[test]
fn the_outcome_is_told_to_somebody_of_the_partner() {
    let told = |feedback: &str| {
        let more = format!(
            "history: {{registered: 2026-08-25}}\noutcome: {{result: lost, date: 2026-10-05, reason: price, by: Sam Ortiz}}\nfeedback: {feedback}\n"
        );
        let book = repository(&[("a", &deal(&more))]);
        let found = book.findings();
        let front = book.run(&["--format", "json"]).json();
        let untold = front["untold"].as_array().map_or(0, Vec::len);
        (
            of(&found, "close/told-somebody-else").len(),
            of(&found, "close/unreported").len(),
            untold,
        )
    };
    assert_eq!(
        told("{date: 2026-10-06, to: Tom Alvarez, by: Maya Chen}"),
        (1, 0, 1)
    );
    assert_eq!(
        told("{date: 2026-10-06, to: Piet Brandsma, by: Maya Chen}"),
        (1, 0, 1)
    );
    assert_eq!(
        told("{date: 2026-10-06, to: Dana Reyes, by: Maya Chen}"),
        (0, 0, 0)
    );
    assert_eq!(
        told("{date: 2026-10-06, to: Ida Lund, by: Maya Chen}"),
        (0, 0, 0)
    );
    assert_eq!(told("2026-10-06"), (0, 0, 0));
}

/// How the packet of a deal names its customer's people.
const CUSTOMER: &str = "handoff: {seller: Sam Ortiz, trigger: {quote: Can we stop?, by: \"Ines Calder, director\"}, warm_path: {ours: Sam Ortiz, theirs: Per Holm, through: Dana Reyes}}\n";

#[test]
fn what_the_customer_did_is_not_the_partners() {
    for who in ["Ines Calder", "per holm"] {
        let book = repository(&[(
            "a",
            &deal(&format!(
                "attribution: none\n{CUSTOMER}{TOUCHES}from: partner, who: {who}}}\n"
            )),
        )]);
        let found = book.findings();
        assert!(
            of(&found, "attribution/contradicts-rule").is_empty(),
            "{found:#?}"
        );
        let found = of(&found, "attribution/not-by-the-partner");
        assert!(found[0].message.contains("is the customer's"), "{found:#?}");
    }
    let more = format!(
        "{CUSTOMER}{JOINT}roles: {{customer: Sam Ortiz, technical: Ines Calder}}\n\
         touches: [{{date: 2026-11-20, kind: meeting, from: partner, who: Ines Calder}}]\n"
    );
    let found = repository(&[("a", &deal(&more))]).findings();
    assert_eq!(of(&found, "roles/partner-sidelined").len(), 1, "{found:#?}");
    let found = of(&found, "roles/partner-has-no-role");
    assert!(
        found[0]
            .message
            .ends_with("held by our own people and the customer's"),
        "{found:#?}"
    );
}

#[test]
fn a_mail_address_is_the_person_it_belongs_to() {
    let addresses = "contact = { name = \"Piet Brandsma\", email = \"piet@oakline.example\", ";
    let process = format!("{}{OAKLINE}", quick_process())
        .replace("contact = { name = \"Piet Brandsma\", ", addresses);
    for (touch, expected) in [
        ("who: dana@meridian.example", "partner-sourced"),
        ("who: Dana@Meridian.example", "partner-sourced"),
        (
            "from: partner, who: ida@meridian.example",
            "partner-sourced",
        ),
        ("from: partner, who: ida@gmail.com", "partner-sourced"),
        ("who: piet@oakline.example", "none"),
        ("from: partner, who: jan@oakline.example", "none"),
        ("from: partner, who: maya@ourco.example", "none"),
    ] {
        let book = repository(&[("a", &deal(&format!("{TOUCHES}{touch}}}\n")))])
            .with("process.toml", &process);
        assert_eq!(class(&book), expected, "{touch}");
        let found = book.findings();
        let found = of(&found, "attribution/not-by-the-partner");
        assert_eq!(found.is_empty(), expected != "none", "{touch} {found:#?}");
    }
}

#[test]
fn a_partners_key_is_the_partner() {
    let by = |touch: &str| {
        class(&repository(&[(
            "a",
            &deal(&format!("{TOUCHES}{touch}}}\n")),
        )]))
    };
    assert_eq!(by("who: meridian"), "partner-sourced");
    assert_eq!(by("from: partner, who: meridian"), "partner-sourced");
    assert_eq!(by("who: Meridian Cloud Consulting Inc."), "partner-sourced");
    assert_eq!(by("who: oakline"), "none");
}

#[test]
fn of_several_people_the_partners_own_count() {
    let by = |who: &str| {
        let touch = format!("{TOUCHES}from: partner, who: {who}}}\n");
        class(&repository(&[("a", &deal(&touch))]))
    };
    assert_eq!(by("Piet Brandsma and Dana Reyes"), "partner-sourced");
    assert_eq!(by("Maya Chen & Ida Lund"), "partner-sourced");
    assert_eq!(by("Maya Chen / Piet Brandsma"), "none");
    assert_eq!(by("Maya Chen and Priya Raman"), "none");
}

#[test]
fn a_partners_person_who_leads_the_customer_is_not_ours() {
    let leads = deal(&format!(
        "{JOINT}roles: {{customer: Ida Lund, technical: Luis Ortega}}\n\
         touches: [{{date: 2026-11-20, kind: meeting, from: partner, who: Ida Lund, source: notes/n.md}}]\n"
    ));
    let other = deal(&format!("{TOUCHES}from: partner, who: Ida Lund}}\n"))
        .replace("Quayside Ports", "Halden Foods")
        .replace("quayside.example", "halden.example");
    let found = repository(&[("a", &leads), ("b", &other)]).findings();
    for rule in [
        "attribution/not-by-the-partner",
        "roles/partner-has-no-role",
        "roles/partner-sidelined",
    ] {
        assert!(of(&found, rule).is_empty(), "{found:#?}");
    }
}

#[test]
fn the_partner_of_record_hears_the_outcome_itself() {
    let told = |to: &str, more: &str| {
        let more = format!(
            "{more}history: {{registered: 2026-08-25}}\noutcome: {{result: lost, date: 2026-10-05, reason: price, by: Sam Ortiz}}\n\
             feedback: {{date: 2026-10-06, to: {to}, by: Maya Chen}}\n"
        );
        let found = repository(&[("a", &deal(&more))]).findings();
        of(&found, "close/told-somebody-else").len()
    };
    let beside = "other_partners: [{name: oakline, role: reseller}]\n";
    assert_eq!(told("Piet Brandsma", beside), 1);
    assert_eq!(told("Oakline Partners", ""), 1);
    assert_eq!(told("Ines Calder", CUSTOMER), 1);
    assert_eq!(told("Tom Alvarez and Maya Chen", ""), 1);
    assert_eq!(told("Dana Reyes and Piet Brandsma", beside), 0);
    assert_eq!(told("Meridian Cloud Consulting", ""), 0);
    assert_eq!(told("dana@meridian.example", ""), 0);
}
