//! Closed lists and typos: what is nearly right is named, with the nearest word, and nothing is guessed.

use crate::support::{Finding, Repository, example_process};

fn of_rule(findings: Vec<Finding>, rule: &str) -> Vec<Finding> {
    findings
        .into_iter()
        .filter(|finding| finding.rule == rule)
        .collect()
}

fn with_process(process: &str) -> Vec<Finding> {
    Repository::empty().with("process.toml", process).findings()
}

fn deal(yaml: &str) -> Repository {
    Repository::new().with(
        "deals/alder.yaml",
        format!("account: {{name: Alder Mills}}\n{yaml}\n"),
    )
}

#[test]
fn a_file_that_is_nearly_a_deal_is_in_no_figure_and_says_so() {
    let account = "account: {name: Alder Mills}\n";
    let repository = Repository::new()
        .with("deals/BIRCH.YAML", account)
        .with("deals/clover.yaml.txt", account)
        .with("deals/2026/dock.Yml", account)
        .with("deals/elm.yaml.bak", account)
        .with("deals/fir.ymal", account)
        .with("deals/gorse.yml~", account);
    let found = of_rule(repository.findings(), "file/nearly-a-deal");
    let said: Vec<&str> = found.iter().map(|finding| &*finding.message).collect();
    assert_eq!(
        said,
        [
            "dock.Yml is in no figure: rename it to deals/2026/dock.yml",
            "BIRCH.YAML is in no figure: rename it to deals/BIRCH.yaml",
            "clover.yaml.txt is in no figure: rename it to deals/clover.yaml",
            "elm.yaml.bak is in no figure: rename it to deals/elm.yaml",
            "fir.ymal is in no figure: rename it to deals/fir.yaml",
            "gorse.yml~ is in no figure: rename it to deals/gorse.yml",
        ]
    );
    assert!(found.iter().all(|finding| finding.level == "warning"));
    // Followed to the letter, the finding is gone.
    let renamed = Repository::new().with("deals/BIRCH.yaml", account);
    assert!(of_rule(renamed.findings(), "file/nearly-a-deal").is_empty());
}

#[test]
fn what_is_no_deal_by_its_name_is_left_alone() {
    let account = "account: {name: Alder Mills}\n";
    let repository = Repository::new()
        .with("deals/alder.yaml", account)
        .with("deals/alder.yaml.bak", account)
        .with("deals/alder.yaml~", account)
        .with("deals/README.md", "How we name files\n")
        .with("deals/list.csv", "a,b\n")
        .with("deals/_draft.YAML", account)
        .with("deals/.alder.yaml.swp", "x")
        .with("notes/alder.YAML", account);
    assert!(of_rule(repository.findings(), "file/nearly-a-deal").is_empty());
}

#[test]
fn a_target_of_no_quarter_is_named_at_its_line() {
    for (key, nearest) in [
        ("FY26-Q5", "FY26-Q4"),
        ("FY2026-Q4", "FY26-Q4"),
        ("FY26Q4", "FY26-Q4"),
        ("fy26-q4", "FY26-Q4"),
        ("Q4 FY26", "FY26-Q4"),
        ("2026-Q4", "FY26-Q4"),
        ("Q1-2027", "FY27-Q1"),
    ] {
        let process =
            example_process().replace("\"FY27-Q4\" = 600000", &format!("\"{key}\" = 600000"));
        let repository = Repository::empty().with("process.toml", &process);
        let found = of_rule(repository.findings(), "process/unknown-target");
        assert_eq!(found.len(), 1, "{key}");
        let line = process
            .lines()
            .position(|line| line.contains(key))
            .map(|at| at as u64 + 1);
        assert_eq!(Some(found[0].line), line, "{key}");
        assert!(
            found[0].message.contains(&format!("({nearest} meant?)")),
            "{key}: {found:?}"
        );
    }
    let year = example_process().replace("\"FY27-Q4\" = 600000", "FY27 = 600000");
    assert_eq!(
        of_rule(with_process(&year), "process/unknown-target").len(),
        1
    );
    assert!(of_rule(with_process(&example_process()), "process/unknown-target").is_empty());
}

#[test]
fn a_list_of_holidays_that_has_ended_is_a_note() {
    let at = |today: &str| {
        let ran =
            Repository::new().run(&["--today", today, "lint", "--notes", "--format", "short"]);
        ran.text()
            .lines()
            .filter(|line| line.contains("process/holidays-end"))
            .count()
    };
    assert_eq!(at("2028-03-01"), 1);
    assert_eq!(at("2026-12-26"), 1);
    assert_eq!(at("2026-12-25"), 0);
    assert_eq!(at("2026-11-23"), 0);
    let none = example_process().replace("holidays = [2026-11-26, 2026-12-25]", "");
    assert!(of_rule(with_process(&none), "process/holidays-end").is_empty());
}

#[test]
fn what_contradicts_itself_in_the_process_is_named() {
    let process = example_process();
    for (from, to, rule, said) in [
        (
            "EUR = 1.08",
            "EUR = 1.08\nUSD = 1.2",
            "process/named-twice",
            "USD is the process currency, and its rate of 1.2 is never used",
        ),
        (
            "name = \"Qualified\"",
            "name = \"Registered\"",
            "process/named-twice",
            "two stages are called `Registered`",
        ),
        (
            "id = \"joint\"",
            "id = \"Closing\"",
            "process/named-twice",
            "two stages have ids that differ by case only: `Closing` and `closing`",
        ),
        (
            "[partners.meridian]",
            "[partners.Meridian]\nname = \"A\"\n[partners.meridian]",
            "process/named-twice",
            "two entries of [partners] have keys that differ by case only: `Meridian` and `meridian`",
        ),
        (
            "probability = 80",
            "probability = 1",
            "process/unlikely-probability",
            "Closing believes in 1%: 1 deal in 100 is won",
        ),
        (
            "probability = 80",
            "probability = 50",
            "process/unlikely-probability",
            "Closing believes in 50%, less than the 55% of Joint work before it",
        ),
        (
            "limit = \"60 days\"",
            "",
            "process/no-limit",
            "Joint work has no limit: no deal can be too long in it",
        ),
        (
            "protection = \"90 days\"",
            "",
            "process/open-door",
            "nothing says how long a registration is protected: two partners on one account are both first",
        ),
    ] {
        assert!(process.contains(from), "{from}");
        let found = of_rule(with_process(&process.replacen(from, to, 1)), rule);
        let messages: Vec<&str> = found.iter().map(|finding| &*finding.message).collect();
        assert_eq!(messages, [said], "{to}");
    }
    let quiet = with_process(&process);
    for rule in [
        "process/named-twice",
        "process/unlikely-probability",
        "process/no-limit",
        "process/open-door",
    ] {
        assert!(of_rule(quiet.clone(), rule).is_empty(), "{rule}: {quiet:?}");
    }
}

#[test]
fn a_registration_that_requires_nothing_is_an_open_door() {
    let start = "[process]\nname = \"Partner co-sell\"\ncurrency = \"USD\"\n[registration]\nprotection = \"90 days\"\nrequired = []\n";
    let stage = "[[stages]]\nid = \"registered\"\nlimit = \"5 days\"\n";
    let rules = "[credit.rules]\nreferral = \"10%\"\n";
    let found = of_rule(
        with_process(&format!("{start}{rules}{stage}")),
        "process/open-door",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].message.starts_with("`required` is empty"));
    let found = of_rule(
        with_process(&format!("{}{stage}", start.replace("required = []\n", ""))),
        "process/open-door",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].message, "no rule says how a partner is credited");
}

#[test]
fn an_unknown_key_of_the_process_has_a_finding_with_the_nearest() {
    for (from, to) in [
        ("answer_within", "answered_within"),
        ("[registration]", "[regstration]"),
        ("[targets]", "[target]"),
        ("silence = ", "silent = "),
    ] {
        let process = example_process();
        assert!(process.contains(from), "{from}");
        let repository = Repository::empty().with("process.toml", process.replacen(from, to, 1));
        assert_eq!(
            of_rule(repository.findings(), "file/unknown-key").len(),
            1,
            "{to}"
        );
    }
}

#[test]
fn a_kind_of_touch_that_is_nearly_one_of_the_list_is_named() {
    for (kind, near) in [
        ("worksop", "workshop"),
        ("Meeting", "meeting"),
        ("meetings", "meeting"),
        ("refferal", "referral"),
        ("intros", "intro"),
    ] {
        let book = deal(&format!(
            "touches: [{{date: 2026-11-09, kind: {kind}, from: partner, who: Dana Reyes}}]"
        ));
        assert_eq!(
            of_rule(book.findings(), "attribution/unknown-kind").len(),
            1,
            "{kind}"
        );
        let said = book.run(&["lint", "--format", "json"]);
        assert!(
            said.text()
                .contains(&format!("whether it was a `{near}`: ")),
            "{kind}: {}",
            said.text()
        );
    }
    for kind in [
        "meeting",
        "call",
        "demo",
        "email",
        "lunch",
        "site visit",
        "greeting",
    ] {
        let book = deal(&format!(
            "touches: [{{date: 2026-11-09, kind: {kind}, from: partner, who: Dana Reyes}}]"
        ));
        assert!(
            of_rule(book.findings(), "attribution/unknown-kind").is_empty(),
            "{kind}"
        );
    }
}

#[test]
fn a_reason_of_disqualification_is_one_that_the_stage_names() {
    let with = |result: &str, reason: &str| {
        let history = "history: {registered: 2026-09-28, qualified: 2026-10-05}";
        let outcome = format!(
            "outcome: {{result: {result}, date: 2026-11-04, by: Luis Ortega, reason: \"{reason}\"}}"
        );
        of_rule(
            deal(&format!("{history}\n{outcome}")).findings(),
            "close/unknown-reason",
        )
    };
    for reason in ["no bugdet", "conflict lost", "They did not like us"] {
        let found = with("disqualified", reason);
        assert_eq!(found.len(), 1, "{reason}");
        assert_eq!(found[0].level, "warning");
    }
    for reason in [
        "no budget",
        "No budget",
        "no budget: the board froze it",
        "too small, they said",
    ] {
        assert!(with("disqualified", reason).is_empty(), "{reason}");
    }
    assert!(with("lost", "They did not like us").is_empty());
}

#[test]
fn a_signal_that_is_nearly_a_usual_one_is_named() {
    let with = |signal: &str| {
        let yaml = format!("registered: {{date: 2026-09-28, by: Dana Reyes, signal: {signal}}}");
        of_rule(deal(&yaml).findings(), "registration/unknown-signal").len()
    };
    for signal in ["partner laed", "Partner Lead", "registraton"] {
        assert_eq!(with(signal), 1, "{signal}");
    }
    for signal in [
        "partner lead",
        "account both sides named",
        "trade fair in Lyon",
        "webinar",
    ] {
        assert_eq!(with(signal), 0, "{signal}");
    }
}

#[test]
fn amounts_as_people_write_them_elsewhere_are_offered_as_they_should_be() {
    for (written, meant) in [
        ("62'000", "62000"),
        ("62 000", "62000"),
        ("€62000", "62000 EUR"),
        ("62000 eur", "62000 EUR"),
        ("62000€", "62000 EUR"),
        ("EUR 62000", "62000 EUR"),
        ("62.000", "62000"),
        ("62.000 EUR", "62000 EUR"),
        ("62.000,50 EUR", "62000.50 EUR"),
        ("1.234.567", "1234567"),
        ("120k", "120000"),
    ] {
        let book = deal(&format!(
            "opportunity: {{name: Loom planning, amount: \"{written}\"}}\nhistory: {{handoff: 2026-11-16}}"
        ));
        let found = of_rule(book.findings(), "file/wrong-type");
        assert_eq!(found.len(), 1, "{written}");
        let said = book.run(&["lint"]);
        assert!(
            said.text().contains(&format!("`{meant}`")),
            "{written}: {}",
            said.text()
        );
        let json = book.run(&["forecast", "--format", "json"]).json();
        assert!(json["deals"][0]["amount"].is_null(), "{written}");
    }
    for written in ["62000", "62,000", "62000.50 EUR", "62,000 EUR"] {
        let book = deal(&format!(
            "opportunity: {{name: Loom planning, amount: \"{written}\"}}"
        ));
        assert!(
            of_rule(book.findings(), "file/wrong-type").is_empty(),
            "{written}"
        );
    }
}

#[test]
fn an_amount_that_may_mean_two_things_is_never_rewritten_unasked() {
    let fixed = |written: &str| {
        let book = deal(&format!(
            "opportunity: {{name: Loom planning, amount: \"{written}\"}}"
        ));
        book.run(&["lint", "--fix"]);
        std::fs::read_to_string(book.path("deals/alder.yaml")).expect("the deal")
    };
    for (written, then) in [
        ("62'000", "62000"),
        ("62 000", "62000"),
        ("62000 eur", "62000 EUR"),
    ] {
        assert!(
            fixed(written).contains(&format!("amount: \"{then}\"")),
            "{written}: {}",
            fixed(written)
        );
    }
    for written in ["62.000", "62.000,50 EUR", "120k"] {
        assert!(
            fixed(written).contains(&format!("amount: \"{written}\"")),
            "{written}: {}",
            fixed(written)
        );
    }
}
