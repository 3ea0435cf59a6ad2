//! `dealctl list`: which deals it shows, in which order, with which columns.

mod support;

use serde_json::Value;
use support::Repository;

fn deal(account: &str, amount: &str, rest: &str) -> String {
    format!("account: {{name: {account}}}\nopportunity: {{amount: {amount}}}\n{rest}")
}

const OPEN: &str = "history: {registered: 2026-11-02, qualified: 2026-11-09}\n";
const HANDOFF: &str = "history: {registered: 2026-11-02, qualified: 2026-11-09, handoff: 2026-11-16}\n\
    handoff: {seller: Sam Ortiz, sent: 2026-11-16}\n";
const LOST: &str = "history: {registered: 2026-10-01}\noutcome: {result: lost, date: 2026-11-04, reason: no budget}\n";

fn book() -> Repository {
    Repository::new()
        .with("deals/acorn.yaml", deal("Acorn", "50000", OPEN))
        .with("deals/birch.yaml", deal("Birch", "tbd", OPEN))
        .with("deals/cedar.yaml", deal("Cedar", "90000 EUR", HANDOFF))
        .with("deals/dogwood.yaml", deal("Dogwood", "70000", LOST))
}

/// The ids that it lists.
fn listed(args: &[&str]) -> Vec<String> {
    let args = [&["list", "--format", "json"], args].concat();
    let ran = book().run(&args);
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
    let json = ran.json();
    let rows = json["deals"].as_array().expect("rows").iter();
    let id = |row: &Value| row["deal"].as_str().expect("an id").to_owned();
    rows.map(id).collect()
}

#[test]
fn open_deals_are_listed_and_closed_ones_on_request() {
    assert_eq!(listed(&[]), ["acorn", "birch", "cedar"]);
    assert_eq!(listed(&["--closed"]), ["dogwood"]);
    assert_eq!(listed(&["--all"]), ["acorn", "birch", "cedar", "dogwood"]);
}

#[test]
fn what_is_not_known_comes_last_either_way() {
    assert_eq!(listed(&["--sort", "amount"]), ["acorn", "cedar", "birch"]);
    assert_eq!(listed(&["--sort", "-amount"]), ["cedar", "acorn", "birch"]);
    assert_eq!(listed(&["--sort", "-stage"]), ["cedar", "acorn", "birch"]);
}

#[test]
fn conditions_are_those_of_process_toml() {
    for (conditions, wanted) in [
        (
            &["opportunity.amount at_least 50000"][..],
            &["acorn", "cedar"][..],
        ),
        // 90000 EUR are more than 95000 USD.
        (&["opportunity.amount at_least 95000"], &["cedar"]),
        (&["opportunity.amount at_most 50000"], &["acorn"]),
        (&["opportunity.amount"], &["acorn", "cedar"]),
        (&["handoff.sent is date"], &["cedar"]),
        (&["handoff.sent at_least 2026-11-17"], &[]),
        (
            &["account.name matches ^[AB]", "opportunity.amount"],
            &["acorn"],
        ),
        (&["account.name one_of Birch, Cedar"], &["birch", "cedar"]),
        (&["handoff.seller equals Sam Ortiz"], &["cedar"]),
        (&["check has(deal.handoff.seller)"], &["cedar"]),
        (&["check deal.opportunity.amount > 60000"], &["cedar"]),
    ] {
        let args: Vec<&str> = conditions
            .iter()
            .flat_map(|condition| ["--where", condition])
            .collect();
        assert_eq!(listed(&args), wanted, "{conditions:?}");
    }
}

#[test]
fn a_condition_that_cannot_be_used_is_a_failure_with_a_way_out() {
    for (condition, help) in [
        ("amount at_least 5", "did you mean `opportunity.amount`?"),
        ("opportunity.amont", "did you mean `opportunity.amount`?"),
        ("opportunity.amount atleast 5", "did you mean `at_least`?"),
        ("need is confirmed", "to compare: need equals confirmed"),
        ("check deal.nobody == 1", "name a path of a deal"),
    ] {
        let ran = book().run(&["list", "--where", condition]);
        assert_eq!(ran.code, 2, "{condition}");
        assert!(ran.stdout.is_empty());
        assert!(ran.stderr.contains(help), "{condition}: {}", ran.stderr);
    }
}

#[test]
fn columns_are_chosen_by_their_keys() {
    let csv = |args: &[&str]| {
        let args = [&["list", "--format", "csv"], args].concat();
        book().run(&args).text().to_owned()
    };
    let chosen = csv(&["--columns", "amount,deal", "--all"]);
    assert_eq!(
        chosen,
        "amount,deal\n50000.00,acorn\n,birch\n97200.00,cedar\n70000.00,dogwood\n"
    );
    let all = csv(&[]);
    let keys = all.lines().next().expect("a heading");
    assert_eq!(
        keys,
        "deal,account,partner,stage,since,days,amount,close_date,owner,action,due,urgency,command,outcome,closed,crm_id,currency"
    );
    let ran = book().run(&["list", "--columns", "ammount"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("did you mean amount?") && ran.stderr.contains("close_date"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_first_line_is_a_sentence() {
    for (args, said) in [
        (&[][..], "3 open deals, $147k+."),
        (&["--closed"], "1 closed deal: 1 lost."),
        (&["--all"], "3 open deals, $147k+, and 1 closed one."),
        (
            &["--where", "opportunity.amount at_least 1000000"],
            "No open deal fits: opportunity.amount is at least 1000000.",
        ),
        (&["--owner", "Sam"], "1 open deal, $97k (Sam)."),
    ] {
        let ran = book().run(&[&["list"], args].concat());
        let first = ran.text().lines().next().expect("a line");
        assert_eq!(first, said);
    }
}

#[test]
fn the_next_move_is_that_of_the_person_who_was_asked_for() {
    let ran = book().run(&["list", "--owner", "Sam", "--format", "json"]);
    let json = ran.json();
    let row = &json["deals"][0];
    assert_eq!(
        (&row["owner"], &row["action"]),
        (&"Sam Ortiz".into(), &"answer".into())
    );
}

#[test]
fn a_rejected_registration_is_listed_and_in_no_sum() {
    let rejected = "registered: {date: 2026-11-02, by: Dana Reyes, rejected: {date: 2026-11-03, by: Maya Chen, reason: known}}\n\
        history: {registered: 2026-11-02}\n";
    let repository = book().with("deals/elm.yaml", deal("Elm", "10000", rejected));
    let ran = repository.run(&["list"]);
    let text = ran.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.starts_with("3 open deals, $147k+; 1 more is in no figure"),
        "{text}"
    );
    assert!(text.contains("elm"), "{text}");
}
