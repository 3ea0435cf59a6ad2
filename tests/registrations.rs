//! Two registrations of one account: which holds, what is no conflict, and what only may be one.

use std::fmt::Write as _;
use std::path::Path;

use dealctl::diagnostic::Diagnostic;
use dealctl::lint::{Selection, lint};
use dealctl::load::{Evidence, Memory, Seen, load};

const CONFLICT: &str = "registration/conflict";
const DUPLICATE: &str = "registration/possible-duplicate";

fn findings(process: impl Fn(String) -> String, deals: &[String]) -> Vec<Diagnostic> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example");
    let text = std::fs::read_to_string(root.join("process.toml")).expect("an example file");
    let mut files = Memory::default().with("process.toml", process(text));
    for (n, deal) in deals.iter().enumerate() {
        files = files.with(&format!("deals/d{n:05}.yaml"), deal.as_str());
    }
    let seen = Seen {
        today: "2026-11-23".parse().expect("a date"),
        as_of_given: true,
    };
    let book = load(&files, seen).expect("a process");
    let found = lint(&book, &Evidence::new(&files), &Selection::default()).findings;
    let of_two = |finding: &Diagnostic| [CONFLICT, DUPLICATE].contains(&finding.rule);
    found.into_iter().filter(of_two).collect()
}

fn deal(account: &str, partner: &str, registered: &str, more: &str) -> String {
    format!(
        "account: {account}\npartner: {{name: {partner}, contact: {{name: Piet Brandsma, role: Partner manager}}}}\n\
         registered: {registered}\n{more}"
    )
}

fn said(deals: &[String]) -> Vec<(&'static str, String)> {
    let found = findings(|text| text, deals).into_iter();
    found
        .map(|finding| (finding.rule, finding.deal.unwrap_or_default()))
        .collect()
}

fn two(first: &str, second: &str, more: &str) -> Vec<(&'static str, String)> {
    said(&[
        deal("Quayside Ports", "Meridian", first, ""),
        deal("Quayside Ports", "Oakline", second, more),
    ])
}

#[test]
fn the_later_registration_is_the_one_that_must_change() {
    let conflict = |deal: &str| vec![(CONFLICT, deal.to_owned())];
    assert_eq!(two("2026-08-25", "2026-10-05", ""), conflict("d00001"));
    assert_eq!(two("2026-10-05", "2026-08-25", ""), conflict("d00000"));
    // Protection counts from the approval: 90 days from 2 July end with 30 September.
    let approved =
        "{date: 2026-06-25, by: Dana Reyes, approved: {date: 2026-07-02, by: Maya Chen}}";
    assert_eq!(two(approved, "2026-09-30", ""), conflict("d00001"));
    assert_eq!(two(approved, "2026-10-01", "")[0].0, DUPLICATE);
}

#[test]
fn what_wants_nothing_or_shares_is_no_conflict() {
    let rejected = "{date: 2026-10-05, rejected: {date: 2026-10-06, by: Maya Chen, reason: x}}";
    assert_eq!(two("2026-08-25", rejected, ""), []);
    assert_eq!(two(rejected, "2026-10-12", ""), []);
    let lost = "outcome: {result: disqualified, date: 2026-10-09, reason: conflict lost}\n";
    assert_eq!(two("2026-08-25", "2026-10-05", lost), []);
    let shared = "opportunity: {name: Cranes}\nother_partners: [{name: Meridian, role: advisor}]\n";
    let found = two("2026-08-25", "2026-10-05", shared);
    assert!(found.iter().all(|(rule, _)| *rule != CONFLICT), "{found:?}");
    // What was lost holds nothing for anybody who comes later.
    let first = deal(
        "Quayside Ports",
        "Meridian",
        "2026-08-25",
        "outcome: {result: lost, date: 2026-09-01, reason: no budget}\n",
    );
    assert_eq!(
        said(&[first, deal("Quayside Ports", "Oakline", "2026-10-05", "")]),
        []
    );
}

#[test]
fn the_message_says_which_holds_by_the_rule_and_both_places_are_labelled() {
    let deals = [
        deal("Quayside Ports", "Meridian", "2026-08-25", ""),
        deal("Quayside Ports", "Oakline", "2026-10-05", ""),
    ];
    let found = findings(|text| text, &deals);
    assert!(
        found[0]
            .message
            .ends_with("Meridian Cloud Consulting came first and holds it until Mon 23 Nov")
    );
    assert_eq!(found[0].label, "Oakline: registered Mon 5 Oct");
    assert!(
        found[0].related[0]
            .message
            .starts_with("Meridian Cloud Consulting: registered Tue 25 Aug")
    );
    let other = |text: String| text.replace("first-registered", "ask Maya");
    assert!(
        findings(other, &deals)[0]
            .message
            .ends_with("by `ask Maya`")
    );
    let none = |text: String| text.replace("conflict = \"first-registered\"\n", "");
    assert!(findings(none, &deals)[0].message.contains("no rule says"));
    let on_one_day = [
        deals[0].clone(),
        deal("Quayside Ports", "Oakline", "2026-08-25", ""),
    ];
    assert!(
        findings(|text| text, &on_one_day)[0]
            .message
            .contains("does not say which")
    );
}

#[test]
fn a_waiver_in_the_deal_keeps_the_finding_quiet() {
    let waived = "waivers: [{rule: registration/conflict, by: Maya Chen, date: 2026-10-06, why: Both agreed to it.}]\n";
    assert_eq!(two("2026-08-25", "2026-10-05", waived), []);
}

#[test]
fn two_spellings_of_two_partners_are_for_a_person_to_decide() {
    let cranes = "opportunity: {name: Cranes}\n";
    let berths = "opportunity: {name: Berths}\n";
    let spelt = |partner| {
        said(&[
            deal("Linden Pharma", "Meridian", "2026-08-25", cranes),
            deal("Lindon Pharma", partner, "2026-10-05", berths),
        ])
    };
    assert_eq!(spelt("Oakline"), [(DUPLICATE, "d00001".to_owned())]);
    assert_eq!(spelt("Meridian"), []);
}

#[test]
fn thousands_of_deals_on_one_account_are_not_compared_with_each_other() {
    let mut deals = Vec::new();
    for n in 1..=4000 {
        let mut more = String::new();
        let _ = writeln!(more, "opportunity: {{crm_id: \"{n}\"}}");
        deals.push(deal("Quayside Ports", "Meridian", "2026-08-25", &more));
    }
    assert_eq!(said(&deals), []);
}

#[test]
fn when_the_first_one_lapses_the_next_one_holds() {
    let approved = |day: &str, on: &str| {
        format!("{{date: {day}, by: Dana Reyes, approved: {{date: {on}, by: Maya Chen}}}}")
    };
    // 90 days from 3 November end with 31 January, from 22 November with 19 February.
    let first = approved("2025-11-03", "2025-11-03");
    let second = approved("2025-11-10", "2025-11-22");
    let shares = "other_partners: [{name: Oakline, role: advisor}]\n";
    for more in [shares, ""] {
        let found = said(&[
            deal("Quayside Ports", "Meridian", &first, more),
            deal("Quayside Ports", "Oakline", &second, ""),
            deal("Quayside Ports", "Brightwell", "2026-02-10", ""),
        ]);
        let third = (CONFLICT, "d00002".to_owned());
        assert!(found.contains(&third), "{more}: {found:?}");
        let of_second = found.contains(&(CONFLICT, "d00001".to_owned()));
        assert_eq!(of_second, more.is_empty(), "{found:?}");
    }
}

#[test]
fn the_deal_that_came_later_has_the_finding() {
    for (first, second, later) in [
        ("2026-08-25", "2026-10-05", "d00001"),
        ("2026-10-05", "2026-08-25", "d00000"),
    ] {
        for (a, b) in [
            ("Northwind", "Northwind Logistics"),
            ("Elmhurst School District", "Elmhurst Schools"),
            ("Müller", "Mueller"),
        ] {
            let found = said(&[
                deal(a, "Meridian", first, ""),
                deal(b, "Oakline", second, ""),
            ]);
            assert_eq!(found, [(DUPLICATE, later.to_owned())], "{a}, {b}");
        }
        let found = said(&[
            deal("Smith & Sons", "Meridian", first, ""),
            deal("Smith and Sons", "Oakline", second, ""),
        ]);
        assert_eq!(found, [(CONFLICT, later.to_owned())]);
    }
}
