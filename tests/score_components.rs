//! Each of the nine components alone: strong, weak and missing, and the traps (D5). Every case changes one strong packet.

#[path = "score_components/cases.rs"]
mod cases;
mod support;

use std::collections::HashMap;
use std::fmt::Write as _;

use cases::{CASES, HALDEN, STRONG};
use serde_json::Value;
use support::Repository;

fn changed(changes: &[(&str, &str)]) -> String {
    changes
        .iter()
        .fold(STRONG.to_owned(), |packet, (from, to)| {
            assert!(packet.contains(from), "the strong packet has no {from}");
            packet.replacen(from, to, 1)
        })
}

fn repository() -> Repository {
    let mut repository = Repository::new()
        .with("lists/ortiz-q4.md", "# Sam Ortiz, Q4\n\n- Northwind Logistics\n")
        .with("lists/empty.md", "# Sam Ortiz, Q4\n\n- Halden Foods\n")
        .with("lists/q4.md", "- Northwind Logistics\n")
        .with("notes/qbr.md", "10 September 2026. Ines Calder: \"Can we stop matching carrier invoices by hand?\" Eleven people match.\n")
        .with("notes/old.md", "2 January 2026. Ines Calder: \"Can we stop matching carrier invoices by hand?\"\n")
        .with("notes/dana.md", "11 September 2026, Dana Reyes: I confirm the meeting.\n")
        .with("notes/short.md", "10 September 2026. Calder: matching carrier invoices by hand has to stop.\n")
        .with("notes/partner.md", "10 September 2026. Dana Reyes: can we stop matching carrier invoices by hand? They ask it, I think.\n")
        .with("notes/bag.md", "10 September 2026. Ines Calder: by hand we can stop carrier fraud; invoices need matching.\n")
        .with("notes/denied.md", "10 September 2026. Ines Calder: we have not decided to stop matching carrier invoices by hand.\n")
        .with("notes/slides.pdf", "%PDF-1.7")
        .with("deals/halden.yaml", HALDEN);
    for (n, (.., changes)) in CASES.iter().enumerate() {
        repository = repository.with(&format!("deals/case-{n:03}.yaml"), changed(changes));
    }
    repository
}

fn component<'a>(handoff: &'a Value, id: &str) -> &'a Value {
    let components = handoff["components"].as_array().expect("components");
    components
        .iter()
        .find(|component| component["id"] == id)
        .expect("the component")
}

#[test]
fn every_component_is_graded_by_what_the_file_shows() {
    assert!(CASES.len() >= 60);
    let ran = repository().run(&["score", "--last", "1000", "--format", "json"]);
    let json = ran.json();
    let handoffs = json["handoffs"].as_array().expect("handoffs").iter();
    let handoffs: HashMap<&str, &Value> = handoffs
        .map(|one| (one["deal"].as_str().unwrap_or_default(), one))
        .collect();
    let mut wrong = String::new();
    for (n, (id, grade, reason, changes)) in CASES.iter().enumerate() {
        let Some(handoff) = handoffs.get(format!("case-{n:03}").as_str()) else {
            let _ = writeln!(wrong, "no score: {changes:?}");
            continue;
        };
        let found = component(handoff, id);
        let said = found["reason"].as_str().unwrap_or_default();
        if found["grade"] != *grade || !said.contains(reason) {
            let _ = writeln!(
                wrong,
                "{id} should be {grade} ({reason}), is {} ({said}): {changes:?}",
                found["grade"]
            );
        }
        if *grade != "strong" && found["up"].is_null() {
            let _ = writeln!(wrong, "{id} says no way up: {changes:?}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn each_component_has_a_case_of_each_grade() {
    let strong: Vec<&str> = CASES
        .iter()
        .filter(|case| case.3.is_empty())
        .map(|case| case.0)
        .collect();
    assert_eq!(strong.len(), 9);
    for id in strong {
        for grade in ["strong", "weak", "missing"] {
            assert!(
                CASES.iter().any(|case| case.0 == id && case.1 == grade),
                "{id} {grade}"
            );
        }
    }
}

#[test]
fn process_toml_sets_weights_limits_and_bands() {
    let process = support::example_process()
        .replace("[score]", "[score]\nquote_age = \"2 days\"\noffer_within = \"1 week\"\nweights = { buyer-problem = 3, proof = 0 }");
    let run = |process: String| {
        let repository = repository()
            .with("process.toml", process)
            .with("deals/one.yaml", STRONG);
        repository.run(&["score", "one", "--format", "json"]).json()
    };
    let json = run(process);
    let handoff = &json["handoffs"][0];
    assert_eq!(component(handoff, "buyer-problem")["grade"], "weak");
    assert_eq!(component(handoff, "partner-offer")["grade"], "weak");
    // 7 × 2 + 1 × 1 (the offer) − … : weights 3 + 0 + 7 × 1 = 10, of 20 points 3 × 1 + 6 × 2 + 1 = 16; 16 of 20 is 14.4 of 18.
    assert_eq!(handoff["total"], 14);
    assert_eq!(component(handoff, "proof")["weight"], 0);
}

/// The strong packet for a deal so small that its packet is a light one; `light` is what process.toml asks of such.
fn small(light: &str, changes: &[(&str, &str)]) -> Value {
    let process = support::example_process();
    let start = process.find("light = {").expect("a light packet");
    let end = start + process[start..].find('\n').expect("a line");
    let process = format!("{}light = {light}{}", &process[..start], &process[end..]);
    let packet = changed(changes).replace("amount: 84000", "amount: 12000");
    let repository = repository()
        .with("process.toml", process)
        .with("deals/one.yaml", packet);
    let ran = repository.run(&["score", "one", "--format", "json"]);
    let shown = repository.run(&["score", "one"]);
    assert!(shown.text().contains("light"), "{}", shown.text());
    ran.json()["handoffs"][0].clone()
}

#[test]
fn a_light_packet_is_graded_on_what_it_needs_scaled_to_18() {
    const LIGHT: &str =
        r#"{ below = 25000, required = ["trigger", "seller_move", "partner_move", "evidence"] }"#;
    let strong = small(LIGHT, &[]);
    assert_eq!(
        (&strong["total"], &strong["light"]),
        (&18.into(), &true.into())
    );
    // What it does not need is not graded, whatever stands there.
    let bare = small(
        LIGHT,
        &[
            ("  owner: Priya Raman\n", ""),
            ("  joint_value: We", "  note: We"),
        ],
    );
    assert_eq!(bare["total"], 18);
    let counts = |id: &str| component(&bare, id)["counts"].clone();
    assert_eq!(
        (counts("owner"), counts("proof")),
        (false.into(), true.into())
    );
    // Of four components one is missing: 6 of 8 points, 13.5 of 18, rounded half up.
    let lacking = small(LIGHT, &[("  evidence: [notes/qbr.md]\n", "")]);
    assert_eq!(lacking["total"], 14);
}

#[test]
fn a_light_packet_that_is_asked_nothing_loses_nothing() {
    let nothing = small("{ below = 25000, required = [] }", &[]);
    assert_eq!(nothing["total"], 18);
    assert_eq!(nothing["band"], "send");
}
