//! Which texts are copies with the names changed, on a labelled set: `tests/labelled/generic_pairs.tsv` (D4.3, D5.1).

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dealctl::analysis::similarity::{Names, likeness, shingles};
use dealctl::model::limits::Limits;
use support::Repository;

const PAIRS: &str = include_str!("labelled/generic_pairs.tsv");
/// A copy that is missed costs a reader's time; a true text that is called a copy costs the trust in the grades.
const PRECISION: f64 = 0.95;
const RECALL: f64 = 0.9;

struct Pair<'a> {
    is_copy: bool,
    how: &'a str,
    texts: [(&'a str, &'a str); 2],
}

fn pairs() -> Vec<Pair<'static>> {
    let lines = PAIRS.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [label, how, names, text, other_names, other] = cells[..] else {
                panic!("six cells: {line}");
            };
            assert!(["copy", "true"].contains(&label), "{line}");
            Pair {
                is_copy: label == "copy",
                how,
                texts: [(names, text), (other_names, other)],
            }
        })
        .collect()
}

fn like(pair: &Pair<'_>) -> u32 {
    let [a, b] = pair
        .texts
        .map(|(names, text)| shingles(text, &Names::new([names])));
    a.zip(b).map_or(0, |(a, b)| likeness(&a, &b))
}

#[test]
fn copies_with_other_names_are_found_and_true_texts_are_not() {
    let limit = Limits::DEFAULT.generic;
    let (mut hits, mut misses, mut false_alarms) = (0_u32, 0_u32, 0_u32);
    let mut by_kind: BTreeMap<(bool, &str), (u32, u32)> = BTreeMap::new();
    let mut wrong = String::new();
    let pairs = pairs();
    assert!(pairs.len() >= 100, "{} pairs", pairs.len());
    for pair in &pairs {
        let like = like(pair);
        let found = like >= limit;
        match (pair.is_copy, found) {
            (true, true) => hits += 1,
            (true, false) => misses += 1,
            (false, true) => false_alarms += 1,
            (false, false) => {}
        }
        let kind = by_kind.entry((pair.is_copy, pair.how)).or_default();
        *kind = (kind.0 + u32::from(pair.is_copy == found), kind.1 + 1);
        if pair.is_copy != found {
            let _ = writeln!(
                wrong,
                "{like}% {}: {} / {}",
                pair.how, pair.texts[0].1, pair.texts[1].1
            );
        }
    }
    let precision = f64::from(hits) / f64::from(hits + false_alarms);
    let recall = f64::from(hits) / f64::from(hits + misses);
    let figures = format!(
        "precision {precision:.3}, recall {recall:.3} over {} pairs at {limit}%; right of all by kind: {by_kind:?}\n{wrong}",
        pairs.len()
    );
    assert!(precision >= PRECISION && recall >= RECALL, "{figures}");
    assert_eq!(
        by_kind[&(true, "names")].0,
        by_kind[&(true, "names")].1,
        "{figures}"
    );
    assert_eq!(
        by_kind[&(false, "partner")].0,
        by_kind[&(false, "partner")].1,
        "{figures}"
    );
}

fn packet(account: &str, partner: &str, people: [&str; 2], text: [&str; 3], sent: &str) -> String {
    let [theirs, contact] = people;
    let [why_account, why_partner, quote] = text;
    format!(
        "account: {{name: {account}}}
partner: {{name: {partner}, contact: {{name: {contact}, role: Alliances}}}}
need: {{what: {quote}, confirmed_by: {theirs}, date: 2026-10-01}}
handoff:
  seller: Sam Ortiz
  why_account: {why_account}
  priority_list: lists/all.md
  why_partner: {why_partner}
  trigger: {{quote: {quote}, by: {theirs}, date: 2026-10-02, source: notes/a.md}}
  sent: {sent}
"
    )
}

#[test]
fn a_packet_copied_with_other_names_is_generic_and_two_of_one_partner_are_not() {
    let original = [
        "On Sam's list by name; the carrier contract of the northern depots renews in January.",
        "Meridian ran Northwind's data platform migration and still meets its operations team monthly.",
        "Can we stop matching carrier invoices by hand before the peak season starts?",
    ];
    let copy = original.map(|text| {
        text.replace("Northwind", "Quayside")
            .replace("Meridian", "Oakline")
    });
    let copy: [&str; 3] = std::array::from_fn(|n| copy[n].as_str());
    let other = [
        "On Sam's list by name; rebate terms for next year are negotiated from December.",
        "Meridian moved Halden's order data to its new platform in May and answers its rebate queries today.",
        "We wrote off four hundred thousand in rebates that I am sure we never owed.",
    ];
    let repository = Repository::new()
        .with(
            "lists/all.md",
            "# Sam Ortiz\n- Northwind Logistics\n- Quayside Ports\n- Halden Foods\n",
        )
        .with("notes/a.md", "October 2026\n")
        .with(
            "deals/northwind.yaml",
            packet(
                "Northwind Logistics",
                "Meridian Cloud",
                ["Ines Calder", "Dana Reyes"],
                original,
                "2026-10-05",
            ),
        )
        .with(
            "deals/quayside.yaml",
            packet(
                "Quayside Ports",
                "Oakline Partners",
                ["Bo Hale", "Piet Brandsma"],
                copy,
                "2026-10-12",
            ),
        )
        .with(
            "deals/halden.yaml",
            packet(
                "Halden Foods",
                "Meridian Cloud",
                ["Solveig Aas", "Dana Reyes"],
                other,
                "2026-10-19",
            ),
        );
    let json = repository.run(&["score", "--format", "json"]).json();
    let reads_like = |deal: &str| -> Vec<String> {
        let handoffs = json["handoffs"].as_array().expect("handoffs").iter();
        let one = handoffs
            .into_iter()
            .find(|one| one["deal"] == deal)
            .expect("the deal");
        let components = one["components"].as_array().expect("components").iter();
        let copied = components.filter(|one| {
            one["reason"]
                .as_str()
                .is_some_and(|reason| reason.contains("reads like"))
        });
        copied
            .map(|one| format!("{} {} {}", one["id"], one["grade"], one["reason"]).replace('"', ""))
            .collect()
    };
    assert_eq!(
        reads_like("northwind"),
        Vec::<String>::new(),
        "who said it first stays as it is"
    );
    assert_eq!(
        reads_like("halden"),
        Vec::<String>::new(),
        "another true packet of the same partner"
    );
    assert_eq!(
        reads_like("quayside"),
        [
            "account-logic weak the reason reads like northwind, 100% the same, names aside",
            "partner-context weak it reads like northwind, 100% the same, names aside",
            "buyer-problem weak the quotation reads like northwind, 100% the same, names aside",
        ]
    );
}
