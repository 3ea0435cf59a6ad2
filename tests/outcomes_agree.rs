//! What became of a handoff is one thing: `score` and `trust` count it the same.

mod support;

use serde_json::Value;
use support::{Repository, example_process};

/// A handoff sent on a Monday, answered like this, in a deal that then goes on like this.
fn deal(n: usize, answer: &str, history: &str) -> String {
    format!(
        "account: {{name: Account number {n}}}\n\
         partner: meridian\n\
         roles: {{customer: Sam Ortiz}}\n\
         handoff:\n  seller: Sam Ortiz\n  owner: Priya Raman\n  why_account: Their contract {n} ends in May.\n  \
         sent: 2026-11-02\n{answer}\
         history: {{registered: 2026-10-01, qualified: 2026-10-05, handoff: 2026-11-02{history}}}\n"
    )
}

const CASES: [(&str, &str, &str); 6] = [
    (
        "accepted",
        "  response: {result: accepted, date: 2026-11-03}\n",
        "",
    ),
    // A better move is an acceptance, whatever word stands beside it (D4.8).
    (
        "accepted",
        "  response: {result: declined, date: 2026-11-03, instead: I take Ines to lunch}\n",
        "",
    ),
    (
        "declined",
        "  response: {result: declined, date: 2026-11-03}\n",
        "",
    ),
    ("silent", "", ""),
    // Nobody has answered, and the deal moved on inside the window.
    ("overtaken", "", ", joint: 2026-11-03"),
    ("unclear", "  response: {date: 2026-11-03}\n", ""),
];

fn book(process: String) -> Repository {
    let mut repository = Repository::new().with("process.toml", process);
    for (n, (_, answer, history)) in CASES.iter().enumerate() {
        repository = repository.with(&format!("deals/d{n}.yaml"), deal(n, answer, history));
    }
    repository
}

#[test]
fn score_and_trust_count_the_same_outcomes() {
    let repository = book(example_process());
    let score = repository
        .run(&["score", "--last", "9", "--format", "json"])
        .json();
    let handoffs = score["handoffs"].as_array().expect("handoffs");
    for (n, (outcome, ..)) in CASES.iter().enumerate() {
        let name = format!("d{n}");
        let one = handoffs.iter().find(|one| one["deal"] == *name);
        assert_eq!(one.expect("a handoff")["outcome"], *outcome, "{name}");
    }
    let trust = repository.run(&["trust", "--format", "json"]).json();
    let counted = &trust["all"]["now"]["handoffs"];
    let november = score["months"]
        .as_array()
        .and_then(|months| months.last())
        .expect("a month");
    for (outcome, n) in [("accepted", 2), ("declined", 1), ("silent", 1), ("open", 0)] {
        assert_eq!(counted[outcome], n, "trust: {outcome}");
        assert_eq!(november[outcome], n, "score: {outcome}");
    }
    // Of six, four are decided: in both.
    assert_eq!(trust["all"]["now"]["acted_on"]["of"], 4);
    let page = repository.run(&["score", "--last", "9"]);
    assert!(page.text().contains("2/4"), "{}", page.text());
    let lead = "2 of the 4 decided were accepted (1 declined, 1 silent); 1 overtaken, 1 neither yes nor no.";
    let text = page.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(lead), "{text}");
}

#[test]
fn one_handoff_says_what_became_of_it() {
    let repository = book(example_process());
    for (deal, says) in [
        ("d1", "The seller said: took a better move."),
        (
            "d3",
            "Sam Ortiz has not answered; the window ended on Thu 5 Nov, 12 business days ago.",
        ),
        ("d5", "The seller said: neither yes nor no."),
    ] {
        let ran = repository.run(&["score", deal]);
        assert!(ran.text().contains(says), "{}", ran.text());
    }
}

#[test]
fn a_total_is_in_the_first_band_that_it_reaches_even_when_two_have_one_name() {
    let process = example_process()
        .replace("name = \"repair\"", "name = \"again\"")
        .replace("name = \"build\"", "name = \"again\"");
    let trust = book(process).run(&["trust", "--format", "json"]).json();
    let bands = trust["predictors"]["bands"].as_array().expect("bands");
    let of: Vec<&Value> = bands.iter().map(|band| &band["accepted"]["of"]).collect();
    assert_eq!(of, [0, 0, 4], "{bands:?}");
}
