//! One question has one answer: the pages count, name and date alike.

use std::path::Path;
use std::process::Command;

use crate::support::{Repository, dealctl, run};

use super::gates_in_time::Book;

const JOINT: &str =
    "{registered: 2026-08-25, qualified: 2026-09-01, handoff: 2026-09-08, joint: 2026-09-16}";
const ACCEPTED: &str =
    "  sent: 2026-09-08\n  response: {result: accepted, date: 2026-09-10, by: Sam Ortiz}\n";

fn say(repository: &Repository, args: &[&str], today: &str) -> String {
    let ran = repository.run(&[args, &["--today", today]].concat());
    let text = format!("{} {}", ran.text(), ran.stderr);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[test]
fn a_limit_is_over_on_the_day_after_its_last_good_one() {
    let book = Book {
        history: JOINT,
        handoff: ACCEPTED,
        ..Book::CLEAN
    };
    let gate = |today| say(&book.repository(), &["gate", "mills"], today);
    assert!(
        gate("2026-11-15").contains("60 days in the stage, limit 60: until Sun 15 Nov"),
        "{}",
        gate("2026-11-15")
    );
    assert!(
        gate("2026-11-16").contains("61 days in the stage, limit 60: over since Mon 16 Nov"),
        "{}",
        gate("2026-11-16")
    );
}

#[test]
fn a_limit_in_business_days_is_over_on_a_business_day() {
    // Sent on Tue 8 Sep, three business days: until Fri 11 Sep, over on Monday.
    let gate = |today| say(&Book::CLEAN.repository(), &["gate", "mills"], today);
    assert!(
        gate("2026-09-13").contains("limit 3: until Fri 11 Sep"),
        "{}",
        gate("2026-09-13")
    );
    assert!(
        gate("2026-09-14").contains("limit 3: over since Mon 14 Sep"),
        "{}",
        gate("2026-09-14")
    );
    let lint = Book::CLEAN.said("handoff/no-response", "2026-09-14");
    assert!(lint[0].ends_with("ended Fri 11 Sep"), "{lint:?}");
}

fn git(root: &Path, day: &str, args: &[&str]) {
    let stamp = format!("{day}T09:00:00+0000");
    let status = Command::new("git")
        .current_dir(root)
        .args([
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@x.example",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(args)
        .env("GIT_AUTHOR_DATE", &stamp)
        .env("GIT_COMMITTER_DATE", &stamp)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .status();
    assert!(status.expect("git runs").success(), "{args:?}");
}

#[test]
fn the_front_page_counts_what_lint_finds_with_its_history() {
    let end = "outcome: {result: won, date: 2026-09-21, amount: 81000, by: Sam Ortiz}\nfeedback: {date: 2026-09-21, to: Dana Reyes, by: Maya Chen}\n";
    let book = Book {
        history: JOINT,
        handoff: ACCEPTED,
        end,
        ..Book::CLEAN
    };
    let repository = book.repository();
    let root = repository.root();
    git(root, "2026-09-21", &["init", "-q"]);
    git(root, "2026-09-21", &["add", "-A"]);
    git(root, "2026-09-21", &["commit", "-qm", "won"]);
    std::fs::write(
        root.join("deals/mills.yaml"),
        book.deal().replace("amount: 81000", "amount: 91000"),
    )
    .expect("written");
    git(root, "2026-10-05", &["commit", "-qam", "more"]);
    let found = crate::support::findings(&run(dealctl().arg("--root").arg(root).args([
        "lint",
        "--format",
        "json",
        "--today",
        "2026-10-06",
    ])));
    assert!(
        found
            .iter()
            .any(|finding| finding.rule == "close/edited-after-close"),
        "{found:?}"
    );
    let count = |level: &str| {
        found
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    };
    let json =
        run(dealctl()
            .arg("--root")
            .arg(root)
            .args(["--format", "json", "--today", "2026-10-06"]))
        .json();
    assert_eq!(json["errors"].as_u64(), u64::try_from(count("error")).ok());
    assert_eq!(
        json["warnings"].as_u64(),
        u64::try_from(count("warning")).ok()
    );
}

#[test]
fn a_range_holds_its_own_mean() {
    let book = Book {
        history: "{registered: 2026-08-25}",
        handoff: "",
        ..Book::CLEAN
    };
    let repository = book.repository();
    for args in [&["forecast", "--format", "json"][..], &["--format", "json"]] {
        let json = repository
            .run(&[args, &["--today", "2026-09-21"]].concat())
            .json();
        let mut ranges = 0;
        walk(&json, &mut |map| {
            let amount = |key: &str| map.get(key)?.as_str()?.parse::<f64>().ok();
            if let (Some(expected), Some(p10), Some(p90)) =
                (amount("expected"), amount("p10"), amount("p90"))
            {
                ranges += 1;
                assert!(p10 <= expected && expected <= p90, "{map:?}");
            }
        });
        assert!(ranges > 0, "{json}");
    }
}

fn walk(
    json: &serde_json::Value,
    visit: &mut dyn FnMut(&serde_json::Map<String, serde_json::Value>),
) {
    match json {
        serde_json::Value::Object(map) => {
            visit(map);
            map.values().for_each(|value| walk(value, visit));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        _ => {}
    }
}

#[test]
fn the_gate_of_a_closed_deal_shows_the_open_move() {
    let end = "outcome: {result: lost, date: 2026-09-21, reason: no budget, by: Sam Ortiz}\n";
    let book = Book {
        history: JOINT,
        handoff: ACCEPTED,
        end,
        ..Book::CLEAN
    };
    let gate = |today| say(&book.repository(), &["gate", "mills"], today);
    assert!(
        gate("2026-09-22").contains(
            "Closed: lost on Mon 21 Sep. The partner has not been told: Maya Chen, by Mon 28 Sep."
        ),
        "{}",
        gate("2026-09-22")
    );
    assert!(
        gate("2026-10-05").contains("The partner has not been told: Maya Chen"),
        "{}",
        gate("2026-10-05")
    );
    assert!(
        gate("2026-10-05").contains("over since Tue 29 Sep"),
        "{}",
        gate("2026-10-05")
    );
}

#[test]
fn one_move_has_one_person_on_every_page() {
    let book = Book {
        handoff: "",
        ..Book::CLEAN
    };
    let repository = book.repository();
    let stalls = repository
        .run(&["stalls", "--format", "json", "--today", "2026-09-21"])
        .json();
    let gate = repository
        .run(&["gate", "mills", "--format", "json", "--today", "2026-09-21"])
        .json();
    let page = repository
        .run(&["--format", "json", "--today", "2026-09-21"])
        .json();
    let lint = repository
        .run(&["lint", "--format", "json", "--today", "2026-09-21"])
        .json();
    let stall = &stalls["stalls"][0];
    assert_eq!(stall["owner"], "Priya Raman");
    assert_eq!(stall["action"], "send it to Sam Ortiz");
    assert_eq!(
        (&gate["moves"][0]["who"], &gate["moves"][0]["action"]),
        (&stall["owner"], &stall["action"])
    );
    assert_eq!(
        (&page["moves"][0]["owner"], &page["moves"][0]["action"]),
        (&stall["owner"], &stall["action"])
    );
    let findings = lint["findings"].as_array().expect("findings");
    let overdue = findings
        .iter()
        .find(|finding| finding["rule"] == "gate/overdue")
        .expect("overdue");
    assert!(
        overdue.to_string().contains("Priya Raman still has to"),
        "{overdue}"
    );
}

#[test]
fn the_beginning_of_a_name_is_enough_and_another_part_is_suggested() {
    let repository = Book::CLEAN.repository();
    assert!(say(&repository, &["gate", "mil"], "2026-09-09").starts_with("mills · "));
    for name in ["ills", "harbour"] {
        let said = say(&repository, &["gate", name], "2026-09-09");
        assert!(said.contains("did you mean mills?"), "{name}: {said}");
    }
    let said = say(&repository, &["gate", "zzz"], "2026-09-09");
    assert!(!said.contains("did you mean"), "{said}");
}

#[test]
fn the_name_of_a_rule_is_enough() {
    let repository = Repository::new();
    assert!(say(&repository, &["explain", "overdue"], "2026-09-09").starts_with("gate/overdue"));
    let said = say(&repository, &["explain", "answered"], "2026-09-09");
    assert!(
        said.contains("registration/unanswered or handoff/answered-before-sent"),
        "{said}"
    );
}

#[test]
fn help_says_what_today_does() {
    let said = say(&Repository::new(), &["lint", "--help"], "2026-09-09");
    assert!(
        said.contains("files of now") && said.contains("files of then"),
        "{said}"
    );
}

#[test]
fn part_of_a_name_is_suggested_wherever_a_name_is_asked_for() {
    let repository = Book::CLEAN.repository();
    for (args, meant) in [
        (&["lint", "ills"][..], "mills"),
        (&["packet", "ills"], "mills"),
        (&["stalls", "--owner", "pri"], "Priya Raman"),
        (&["score", "--owner", "ram"], "Priya Raman"),
        (&["lint", "--select", "overdue"], "gate/overdue"),
        (&["lint", "--level", "overdue=note"], "gate/overdue"),
    ] {
        let said = say(&repository, args, "2026-09-09");
        assert!(
            said.contains(&format!("did you mean {meant}?")),
            "{args:?}: {said}"
        );
    }
}

#[test]
fn a_silent_partner_is_one_persons_move() {
    let book = Book {
        history: JOINT,
        handoff: ACCEPTED,
        ..Book::CLEAN
    };
    let repository = book.repository();
    let gate = say(&repository, &["gate", "mills"], "2026-09-21");
    assert!(!gate.contains("call partner"), "{gate}");
    let today = "2026-10-12";
    let gate = say(&repository, &["gate", "mills"], today);
    assert!(gate.contains("Maya Chen: call partner"), "{gate}");
    let lint = repository
        .run(&["lint", "--format", "json", "--today", today])
        .json();
    let findings = lint["findings"].as_array().expect("findings");
    let silent = findings
        .iter()
        .find(|finding| finding["rule"] == "roles/partner-sidelined")
        .expect("silent");
    assert_eq!(silent["owner"], "Maya Chen", "{silent}");
}

#[test]
fn a_gate_that_was_left_unmet_is_said_before_the_next_move() {
    let book = Book {
        history: JOINT,
        handoff: "  sent: 2026-09-08\n",
        ..Book::CLEAN
    };
    let gate = say(&book.repository(), &["gate", "mills"], "2026-09-21");
    assert!(
        gate.contains(
            "Nothing is missing in Joint work, but Handoff was left with criteria unmet."
        ),
        "{gate}"
    );
}

#[test]
fn what_is_ready_in_the_last_stage_is_closed_and_not_advanced() {
    let process = "[process]\nname = \"Short\"\ncurrency = \"USD\"\n\n[[stages]]\nid = \"open\"\nname = \"Open\"\nowner = \"Maya Chen\"\nlimit = \"5 days\"\n\
        exit = [{ id = \"account\", field = \"account.name\" }]\n";
    let book = Book {
        history: "{open: 2026-09-10}",
        handoff: "",
        ..Book::CLEAN
    };
    let repository = book.repository().with("process.toml", process);
    let pages = [&["gate", "mills"][..], &["stalls"], &[]];
    let [gate, stalls, page] = pages.map(|args| say(&repository, args, "2026-09-20"));
    assert!(gate.contains("it may be closed"), "{gate}");
    assert!(stalls.contains("Maya: close it"), "{stalls}");
    assert!(page.contains("close mills: nothing is missing"), "{page}");
}

#[test]
fn a_missing_reason_of_a_decline_is_one_persons_move_everywhere() {
    let book = Book {
        handoff: "  sent: 2026-09-08\n  response: {result: declined, date: 2026-09-09, by: Sam Ortiz, reason: tbd}\n",
        ..Book::CLEAN
    };
    let repository = book.repository();
    let lint = repository.run(&["lint", "--format", "json", "--today", "2026-09-10"]);
    let findings = lint.json();
    let findings = findings["findings"].as_array().expect("findings");
    let whose = findings
        .iter()
        .find(|finding| finding["rule"] == "handoff/declined-without-reason")
        .map(|finding| finding["owner"].clone());
    let gate = repository
        .run(&["gate", "mills", "--format", "json", "--today", "2026-09-10"])
        .json();
    assert_eq!(whose, Some(gate["moves"][0]["who"].clone()), "{gate:#}");
}

#[test]
fn an_amount_that_nobody_knows_is_said_at_the_gate_and_drawn_nowhere() {
    let repository = Book {
        handoff: ACCEPTED,
        history: JOINT,
        ..Book::CLEAN
    }
    .repository();
    let path = repository.path("deals/mills.yaml");
    let deal = std::fs::read_to_string(&path).expect("a deal");
    let amount = deal.lines().find(|line| line.contains("amount:"));
    let amount = amount.expect("an amount").to_owned();
    let cut = without_amount(&amount);
    std::fs::write(&path, deal.replace(&amount, &cut)).expect("a deal");
    let gate = say(&repository, &["gate", "mills"], "2026-09-30");
    assert!(gate.contains("amount not known"), "{gate}");
    let front = say(&repository, &[], "2026-09-30");
    assert!(front.contains("no deal is closed yet"), "{front}");
    assert!(!front.contains('◆'), "{front}");
}

/// Takes the amount out of a line.
fn without_amount(line: &str) -> String {
    let (before, rest) = line.split_once("amount: ").expect("an amount");
    let end = rest.find([',', '}']).unwrap_or(rest.len());
    format!("{before}amount: tbd{}", &rest[end..])
}
