//! A small deal is asked for less (D4.7): its packet, its roles, and the criteria that begin at an amount.

mod support;

use support::Repository;

/// The process of the example, whose light packets are those below 25,000, with a criterion from an amount on.
fn process(from: &str) -> String {
    support::example_process().replace(
        r#"equals = "confirmed", since = 2026-03-01 }"#,
        &format!(r#"equals = "confirmed", from = {from} }}"#),
    )
}

/// A deal in a stage, worth `amount`.
fn deal(amount: &str, rest: &str) -> String {
    format!(
        "account: {{name: Fern Group, domain: fern.example}}\nopportunity: {{name: Pilot{amount}}}\npartner: meridian\n\
         need: Planners re-key a table for two hours a day.\nregistered: 2026-09-28\ncredit: referral\n{rest}"
    )
}

const QUALIFIED: &str = "history: {registered: 2026-09-28, qualified: 2026-10-05}\n";
const JOINT: &str = "roles: {customer: Sam Ortiz}\n\
    history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-19, joint: 2026-10-22}\n";

/// Whether the gate of a deal in qualification asks for the budget.
fn asks_for_budget(from: &str, amount: &str) -> bool {
    let book = Repository::new()
        .with("process.toml", process(from))
        .with("deals/fern.yaml", deal(amount, QUALIFIED));
    let ran = book.run(&["gate", "fern", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.text().contains("budget")
}

#[test]
fn a_criterion_with_from_holds_from_that_amount_on() {
    assert!(!asks_for_budget("25000", ", amount: 24999.99"));
    assert!(asks_for_budget("25000", ", amount: 25000"));
    assert!(asks_for_budget("25000", ""), "unknown");
    assert!(asks_for_budget("25000", ", amount: tbd"), "unknown");
    assert!(asks_for_budget("25000", ", amount: 25.000"), "unknown");
    assert!(!asks_for_budget("25000", ", amount: 20000 EUR"));
    assert!(asks_for_budget("\"20000 EUR\"", ", amount: 21600"));
    assert!(!asks_for_budget("\"20000 EUR\"", ", amount: 21599"));
}

#[test]
fn an_amount_without_a_rate_is_a_finding_and_asks_every_deal() {
    let from = "\"25000 GBP\"";
    assert!(asks_for_budget(from, ", amount: 100"));
    let book = Repository::new().with("process.toml", process(from));
    let found = book.findings();
    let rules: Vec<&str> = found.iter().map(|finding| &*finding.rule).collect();
    assert!(rules.contains(&"process/unusable-amount"), "{found:?}");
    assert!(
        found
            .iter()
            .any(|finding| finding.message.contains("`from` of qualified/budget"))
    );
}

/// The findings of the family `roles`, apart from silence.
fn roles(deal: &str) -> Vec<String> {
    // No gate asks for the roles, so that the rules do.
    let process = support::example_process().replace(", \"roles\"]", "]");
    let book = Repository::new()
        .with("process.toml", process)
        .with("deals/fern.yaml", deal);
    let found = book.findings().into_iter().map(|finding| finding.rule);
    found
        .filter(|rule| rule.starts_with("roles/") && rule != "roles/partner-sidelined")
        .collect()
}

#[test]
fn in_a_small_deal_one_person_and_the_partners_move_are_enough() {
    let packet = "handoff: {partner_move: {action: Introduce Sam Ortiz, due: 2026-10-21}}\n";
    let with = |amount: &str, packet: &str| roles(&deal(amount, &format!("{packet}{JOINT}")));
    assert_eq!(with(", amount: 12000", packet), [""; 0]);
    assert_eq!(with(", amount: 12000", ""), ["roles/partner-has-no-role"]);
    assert_eq!(with(", amount: 25000", packet), ["roles/unfilled"]);
    assert_eq!(
        with("", packet),
        ["roles/unfilled"],
        "no amount, no small deal"
    );
    let nobody = JOINT.replace("roles: {customer: Sam Ortiz}\n", "");
    let found = roles(&deal(", amount: 12000", &format!("{packet}{nobody}")));
    assert_eq!(
        found,
        ["roles/unfilled"],
        "somebody leads the customer conversation"
    );
}
