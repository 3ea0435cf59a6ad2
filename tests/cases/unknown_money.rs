//! An amount that lint rejects is not known: it is not zero, not small, and no other figure takes its place.

use serde_json::Value;

use crate::support::{Repository, quick_process};

/// An open deal in joint work with one amount, as it is written.
fn open(amount: &str) -> String {
    format!(
        "account: {{name: Alder Mills, domain: aldermills.example}}
opportunity:
  name: Loom planning
  created: 2026-10-05
  amount: {amount}
  close_date: 2026-12-18
  call: commit
partner: meridian
registered: {{date: 2026-10-05, by: Dana Reyes}}
history: {{registered: 2026-10-05, qualified: 2026-10-12, handoff: 2026-10-15, joint: 2026-10-20}}
"
    )
}

/// A deal that was won in this quarter for an amount, as it is written; 40000 was expected.
fn won(amount: &str) -> String {
    format!(
        "account: {{name: Birch Foundry, domain: birchfoundry.example}}
opportunity: {{name: Casting plan, created: 2026-10-05, amount: 40000, close_date: 2026-12-18}}
partner: meridian
registered: {{date: 2026-10-05, by: Dana Reyes}}
history: {{registered: 2026-10-05, qualified: 2026-10-12, handoff: 2026-10-15, joint: 2026-10-20, closing: 2026-11-03}}
outcome: {{result: won, date: 2026-11-16, by: Sam Ortiz{amount}}}
"
    )
}

fn book(deal: String) -> Repository {
    Repository::empty()
        .with("process.toml", quick_process())
        .with("deals/one.yaml", deal)
}

/// Ways in which an amount is written and rejected.
const REJECTED: [&str; 9] = [
    "39000 GBP",
    "62.000",
    "-5",
    "84k",
    "tbd",
    "none",
    "0",
    "0.00 EUR",
    "10000000000000 EUR",
];

#[test]
fn an_amount_that_cannot_be_used_is_unknown_in_every_report() {
    for amount in REJECTED {
        let book = book(open(amount));
        let deals = book.run(&["forecast", "--format", "json"]).json();
        let deal = &deals["deals"][0];
        assert_eq!(deal["amount"], Value::Null, "{amount}");
        assert_eq!(deal["expected"], Value::Null, "{amount}");
        assert_eq!(deals["total"]["without_amount"], 1, "{amount}");
        for (args, headline) in [
            (&["forecast", "--crm"][..], "1 open deal, $0+: $0+ weighted"),
            (&["forecast", "--deals"], "1 open deal, $0+: $0+ of it"),
            (&["stalls"], "$0+"),
            (&[], "1 open deal, $0+"),
            (&["forecast", "--group", "partner"], "Of $0+ expected"),
        ] {
            let ran = book.run(args);
            let said = ran.text().split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(said.contains(headline), "{amount}, {args:?}: {said}");
        }
    }
}

#[test]
fn an_amount_cut_by_a_comma_is_not_what_is_left_of_it() {
    for written in [
        "{name: Loom planning, amount: 84,000, close_date: 2026-12-18}",
        "{amount: 1,200,000}",
        "{amount: 84, 000}",
        "{amount: 84,000 EUR}",
        "{amount: 84,000,000, name: Loom planning}",
        "{amount: 84000, amount: 48000}",
    ] {
        let deal = format!(
            "account: {{name: Alder Mills}}\nopportunity: {written}\nhistory: {{registered: 2026-10-05}}\n"
        );
        let book = book(deal);
        let json = book.run(&["forecast", "--format", "json"]).json();
        assert_eq!(json["deals"][0]["amount"], Value::Null, "{written}");
        assert_eq!(json["total"]["amount"], "0.00", "{written}");
        let errors = book.findings();
        assert!(
            errors
                .iter()
                .any(|finding| finding.rule.starts_with("file/")),
            "{written}: {errors:?}"
        );
    }
}

#[test]
fn a_gate_cannot_tell_what_an_unknown_amount_would_pass() {
    let process = quick_process().replace(
        r#"{ id = "account", field = "account.name" },"#,
        r#"{ id = "account", field = "account.name" },
  { id = "big", field = "opportunity.amount", at_least = 10000 },
  { id = "small", field = "opportunity.amount", at_most = 10000000 },"#,
    );
    let repository = Repository::empty()
        .with("process.toml", process)
        .with("deals/pounds.yaml", open("39000 GBP"))
        .with("deals/euros.yaml", open("39000 EUR"));
    let missing = |name| {
        let json = repository.run(&["gate", name, "--format", "json"]).json();
        json.to_string()
    };
    assert!(!missing("euros").contains("cannot be read"));
    assert!(
        missing("pounds").contains("cannot be read"),
        "{}",
        missing("pounds")
    );
    // One fault, one finding: the rate is what is missing.
    let pounds = repository.findings().into_iter();
    let pounds: Vec<String> = pounds
        .filter(|finding| finding.path == "deals/pounds.yaml" && finding.message.contains("amount"))
        .map(|finding| finding.message)
        .collect();
    assert!(pounds.is_empty(), "{pounds:?}");
}

#[test]
fn an_unknown_amount_does_not_make_a_packet_light() {
    let small = book(open("9000"))
        .run(&["packet", "one", "--format", "json"])
        .json();
    assert_eq!(small["light"], true, "{small}");
    for amount in ["9000 GBP", "0", "9.000", "tbd"] {
        let packet = book(open(amount))
            .run(&["packet", "one", "--format", "json"])
            .json();
        assert_eq!(packet["light"], false, "{amount}");
    }
}

#[test]
fn what_was_won_is_not_replaced_by_what_was_expected() {
    for amount in ["39000 GBP", "62.000", "tbd", "none", "0"] {
        let book = book(won(&format!(", amount: {amount}")));
        let json = book.run(&["forecast", "--format", "json"]).json();
        assert_eq!(
            json["won_this_quarter"][0]["amount"],
            Value::Null,
            "{amount}"
        );
        assert_eq!(json["quarter"]["won"], "0.00", "{amount}");
        let crm = book.run(&["forecast", "--crm"]);
        let said = crm.text().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("$0+ won"), "{amount}: {said}");
        assert!(
            said.contains("more is won than this says"),
            "{amount}: {said}"
        );
    }
}

#[test]
fn what_was_won_is_known_where_it_is_written_or_not_named_at_all() {
    for (amount, brought) in [
        (", amount: 39000", "39000.00"),
        (", amount: 39000 EUR", "42120.00"),
        (
            ", amount: 0, note: A pilot without a fee until March",
            "0.00",
        ),
        ("", "40000.00"),
    ] {
        let json = book(won(amount))
            .run(&["forecast", "--format", "json"])
            .json();
        assert_eq!(json["won_this_quarter"][0]["amount"], brought, "{amount}");
    }
}

#[test]
fn a_deal_in_an_unknown_stage_is_in_no_figure() {
    let lost = open("40000").replace("joint: 2026-10-20", "vetted: 2026-10-20");
    let book = book(lost).with("deals/two.yaml", open("30000"));
    let json = book.run(&["forecast", "--format", "json"]).json();
    assert_eq!(json["horizons"][0]["open_deals"], 1);
    assert_eq!(json["horizons"][0]["pipeline"], "30000.00");
    assert_eq!(json["deals"].as_array().map(Vec::len), Some(1));
    for args in [
        &["forecast", "--group", "partner", "--format", "csv"][..],
        &["forecast", "--deals", "--format", "csv"],
        &["what-if", "--win", "two", "--format", "csv"],
        &["stalls", "--format", "csv"],
        &["trust", "--format", "csv"],
        &["--format", "csv"],
    ] {
        let ran = book.run(args);
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(
            !said.contains("one,") && !said.contains("70000"),
            "{args:?}: {said}"
        );
    }
    let refused = book.run(&["what-if", "--win", "one"]);
    assert!(
        refused.code == 2 && refused.stderr.contains("in no figure"),
        "{}",
        refused.stderr
    );
    let state = book.run(&[]);
    assert!(
        state.text().contains("1 open deal, $30k"),
        "{}",
        state.text()
    );
    assert!(state.stderr.contains("in no figure"), "{}", state.stderr);
}

#[test]
fn a_share_cut_by_a_comma_is_not_paid() {
    let deal = "account: {name: Alder Mills}\ncredit: {rule: referral, share: 33,5%}\n\
                other_partners: [{name: Oakline Partners, credit: {rule: referral, share: 70%}}]\n";
    let findings = book(deal.to_owned()).findings();
    let rules: Vec<&str> = findings.iter().map(|finding| &*finding.rule).collect();
    assert!(rules.contains(&"file/comma-in-braces"), "{rules:?}");
    assert!(!rules.contains(&"credit/share-above-100"), "{rules:?}");
}

/// What a page says, without line breaks.
fn said(book: &Repository, args: &[&str]) -> String {
    let ran = book.run(args);
    ran.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_an_unknown_amount_would_bring_nobody_can_say() {
    let book = book(open("39000 GBP")).with("deals/two.yaml", open("20000"));
    let page = said(&book, &["what-if", "--win", "one"]);
    assert!(page.contains("What changes, nobody can say"), "{page}");
    assert!(
        page.contains("what winning it adds, nobody can say"),
        "{page}"
    );
    let json = book
        .run(&["what-if", "--win", "one", "--format", "json"])
        .json();
    assert_eq!(json["without_amount"][0], "one", "{json}");
    let page = said(&book, &["what-if", "--win", "two"]);
    assert!(page.contains("8 chances in 10: $20k+ to $2"), "{page}");
    let known = self::book(open("39000 EUR"));
    assert!(!said(&known, &["what-if", "--win", "one"]).contains("nobody can say"));
}

#[test]
fn a_share_a_range_and_a_gap_of_an_unknown_sum_say_so() {
    let process = quick_process();
    let process = if process.contains("[targets]") {
        process
    } else {
        format!("{process}\n[targets]\n\"FY27-Q4\" = 600000\n")
    };
    let book = |amount: &str| book(open(amount)).with("process.toml", &process);
    let unknown = book("39000 GBP");
    let front = said(&unknown, &[]);
    assert!(front.contains("Stalled 1 of 1 open deal, $0+"), "{front}");
    assert!(!front.contains("none of what is open"), "{front}");
    let crm = said(&unknown, &["forecast", "--crm"]);
    assert!(
        crm.contains("at most $600k short of the $600k target"),
        "{crm}"
    );
    let forecast = said(&unknown, &["forecast"]);
    assert!(
        forecast.contains("target, without what has no amount."),
        "{forecast}"
    );
    let known = book("39000 EUR");
    assert!(said(&known, &[]).contains(": all of what is open"));
    assert!(!said(&known, &["forecast", "--crm"]).contains("at most"));
    assert!(!said(&known, &["forecast"]).contains("without what has no amount"));
}

#[test]
fn programs_are_told_how_many_deals_are_in_no_sum() {
    let book = book(open("39000 GBP")).with("deals/two.yaml", open("20000"));
    let args = ["forecast", "--group", "partner", "--format", "json"];
    let json = book.run(&args).json();
    for place in [&json["horizons"][0], &json["groups"][0], &json["calls"][0]] {
        assert_eq!(place["without_amount"], 1, "{place}");
    }
    let state = book.run(&["--format", "json"]).json();
    assert_eq!(state["open_without_amount"], 1);
    assert_eq!(state["quarter"]["without_amount"], 1);
}

#[test]
fn an_amount_of_the_process_that_cannot_be_used_is_compared_with_nothing() {
    let process = quick_process().replace(
        r#"{ id = "account", field = "account.name" },"#,
        r#"{ id = "big", field = "opportunity.amount", at_least = "10000 GBP" },"#,
    );
    let repository = Repository::empty()
        .with("process.toml", process)
        .with("deals/one.yaml", open("39000"));
    let found = repository.findings();
    let of_rule = |finding: &&crate::support::Finding| finding.rule == "process/unusable-amount";
    assert_eq!(found.iter().filter(of_rule).count(), 1, "{found:?}");
    let gate = said(&repository, &["gate", "one"]);
    assert!(gate.contains("cannot be compared with 10000 GBP"), "{gate}");
    assert!(!gate.contains("less than"), "{gate}");
    // A target that was written with a point for thousands is none, and never 600 dollars.
    let process = format!(
        "{}\n[targets]\n\"FY27-Q4\" = \"600.000\"\n",
        without_targets()
    );
    let repository = Repository::empty()
        .with("process.toml", process)
        .with("deals/one.yaml", open("39000"));
    let json = repository.run(&["forecast", "--format", "json"]).json();
    assert_eq!(json["horizons"][0]["target"], Value::Null);
    let found = repository.findings();
    assert!(
        found
            .iter()
            .any(|finding| finding.rule == "process/unknown-target")
    );
}

fn without_targets() -> String {
    quick_process()
        .replace("\"FY27-Q4\" = 600000", "")
        .replace("[targets]", "")
}

#[test]
fn an_amount_in_another_currency_is_not_the_same_number() {
    let with = |criterion: &str, amount: &str| {
        let process = quick_process().replace(
            r#"{ id = "account", field = "account.name" },"#,
            &format!("{{ id = \"size\", {criterion} }},"),
        );
        let repository = Repository::empty()
            .with("process.toml", process)
            .with("deals/one.yaml", open(amount));
        let found = repository.findings();
        let own = found
            .iter()
            .filter(|finding| finding.message.contains("registered/size"));
        own.count()
    };
    for criterion in [
        "field = \"opportunity.amount\", equals = 39000",
        "field = \"opportunity.amount\", one_of = [39000, 50000]",
    ] {
        assert_eq!(with(criterion, "39000"), 0, "{criterion}");
        assert_eq!(with(criterion, "39,000.00 USD"), 0, "{criterion}");
        assert_eq!(with(criterion, "39000 EUR"), 1, "{criterion}");
    }
    // An amount that is written but unknown is not absent; it may not matter.
    let absent = "check = '!has(deal.opportunity.amount) || deal.opportunity.amount > 10000', message = \"Large, or open\"";
    let either = "check = 'deal.account.name == \"Alder Mills\" || deal.opportunity.amount > 10000', message = \"Known, or large\"";
    let gate = |criterion: &str| {
        let process = quick_process().replace(
            r#"{ id = "account", field = "account.name" },"#,
            &format!("{{ id = \"size\", {criterion} }},"),
        );
        let repository = Repository::empty()
            .with("process.toml", process)
            .with("deals/one.yaml", open("39000 GBP"));
        said(&repository, &["gate", "one"])
    };
    assert!(gate(absent).contains("✗ size"), "{}", gate(absent));
    assert!(gate(either).contains("✓ size"), "{}", gate(either));
}
