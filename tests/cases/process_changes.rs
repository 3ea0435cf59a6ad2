//! The process changes, and a deal that was lost comes back: what was done before keeps its meaning (D1.7, D3.9).

use crate::support::{Finding, Repository, example_process, findings};

use super::gates_in_time::Book;

/// A stage between Qualified and Handoff, with these lines below its id.
fn with_scoping(lines: &str) -> String {
    let stage = format!(
        "[[stages]]\nid = \"scoping\"\n{lines}name = \"Scoping\"\nowner = \"Luis Ortega\"\nexit = [{{ id = \"scope\", field = \"custom.scope\" }}]\n\
         disqualify = [\"no scope\"]\n\n[[stages]]\nid = \"handoff\"\n"
    );
    example_process().replace("[[stages]]\nid = \"handoff\"\n", &stage)
}

/// What lint finds in a deal under a process.
fn found(book: &Book, process: &str, today: &str) -> Vec<Finding> {
    let repository = book.repository().with("process.toml", process);
    findings(&repository.run(&["lint", "--format", "json", "--today", today]))
}

fn errors(found: &[Finding]) -> Vec<String> {
    let bad = found.iter().filter(|finding| finding.level == "error");
    bad.map(|finding| format!("{}: {}", finding.rule, finding.message))
        .collect()
}

#[test]
fn a_stage_that_came_later_was_not_skipped() {
    let skipped = errors(&found(&Book::CLEAN, &with_scoping(""), "2026-09-09"));
    assert_eq!(
        skipped,
        ["history/skipped-stage: entered Handoff without going through Scoping"]
    );
    let late = with_scoping("since = 2026-09-09\n");
    assert!(errors(&found(&Book::CLEAN, &late, "2026-09-09")).is_empty());
    let early = with_scoping("since = 2026-09-08\n");
    assert_eq!(errors(&found(&Book::CLEAN, &early, "2026-09-09")).len(), 1);
}

#[test]
fn a_deal_that_was_closed_before_keeps_the_gates_of_its_time() {
    let lost = "outcome: {result: lost, date: 2026-09-09, reason: no budget, by: Sam Ortiz}\nfeedback: {date: 2026-09-09, to: Dana Reyes, by: Maya Chen}\n";
    let book = Book {
        end: lost,
        ..Book::CLEAN
    };
    let process = with_scoping("since = 2026-10-01\n");
    assert!(errors(&found(&book, &process, "2026-11-23")).is_empty());
    let repository = book.repository().with("process.toml", &process);
    let ran = repository.run(&["gate", "mills"]);
    assert!(!ran.text().contains("Scoping"), "{}", ran.text());
}

#[test]
fn a_stage_all_of_whose_demands_came_later_was_not_skipped_either() {
    let process = with_scoping("").replace(
        "\"custom.scope\" }",
        "\"custom.scope\", since = 2026-10-01 }",
    );
    assert!(errors(&found(&Book::CLEAN, &process, "2026-09-09")).is_empty());
}

#[test]
fn the_help_for_a_skipped_stage_names_the_day_it_came() {
    let repository = Book::CLEAN
        .repository()
        .with("process.toml", with_scoping(""));
    let ran = repository.run(&["lint", "--today", "2026-09-09"]);
    assert!(ran.text().contains("since = DATE"), "{}", ran.text());
}

fn renamed(was: &str) -> String {
    example_process().replace("id = \"qualified\"\n", &format!("id = \"vetted\"\n{was}"))
}

#[test]
fn a_renamed_stage_keeps_its_deals_waivers_and_criteria() {
    let unknown = errors(&found(&Book::CLEAN, &renamed(""), "2026-09-09"));
    assert!(
        unknown
            .iter()
            .any(|error| error.starts_with("history/unknown-stage")),
        "{unknown:?}"
    );
    let process = renamed("was = [\"checked\", \"qualified\"]\n");
    assert!(errors(&found(&Book::CLEAN, &process, "2026-09-09")).is_empty());
    let waived = Book {
        qualification: "{by: Luis Ortega, budget: open, timing: confirmed, fit: confirmed}",
        end: "waivers:\n  - {criterion: qualified/budget, by: Tom Alvarez, date: 2026-09-04, why: The board promised it in person.}\n",
        ..Book::CLEAN
    };
    assert!(errors(&found(&waived, &process, "2026-09-09")).is_empty());
    let open = Book { end: "", ..waived };
    let left = errors(&found(&open, &process, "2026-09-09"));
    assert!(left[0].contains("`vetted/budget`"), "{left:?}");
}

#[test]
fn every_report_names_a_stage_as_it_is_called_today() {
    let book = Book {
        history: "{registered: 2026-08-25, qualified: 2026-09-01}",
        handoff: "",
        ..Book::CLEAN
    };
    let process = renamed("was = [\"qualified\"]\n");
    let repository = book.repository().with("process.toml", process);
    let csv = repository.run(&["stalls", "--format", "csv", "--today", "2026-09-30"]);
    assert!(
        csv.text().contains("vetted") && !csv.text().contains("qualified"),
        "{}",
        csv.text()
    );
    let old_name = repository.run(&["stalls", "--stage", "qualified", "--today", "2026-09-30"]);
    assert!(
        old_name.text().contains("mills"),
        "{}{}",
        old_name.text(),
        old_name.stderr
    );
}

#[test]
fn a_former_id_belongs_to_one_stage_and_to_none_of_today() {
    for was in ["was = [\"handoff\"]\n", "was = [\"registered\"]\n"] {
        let repository = Repository::new().with("process.toml", renamed(was));
        let ran = repository.run(&["lint"]);
        let said = format!("{}{}", ran.text(), ran.stderr);
        assert_eq!(ran.code, 2, "{said}");
        assert!(said.contains("is the id of a stage"), "{said}");
    }
}

#[test]
fn the_help_for_an_unknown_stage_says_how_to_rename_one() {
    let repository = Book::CLEAN.repository().with("process.toml", renamed(""));
    let ran = repository.run(&["lint", "--today", "2026-09-09"]);
    let text = ran.text();
    let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("was = [\"qualified\"]"), "{said}");
}

const LOST: &str = "outcome: {result: lost, date: 2026-09-14, reason: no budget, by: Sam Ortiz}\nfeedback: {date: 2026-09-15, to: Dana Reyes, by: Maya Chen}\n";
const REOPENED: &str = "outcome: {result: lost, date: 2026-09-14, reason: no budget, by: Sam Ortiz}\nfeedback: {date: 2026-09-15, to: Dana Reyes, by: Maya Chen}\n\
    reopened: {date: 2026-10-05, by: Maya Chen, why: The board approved the budget after all.}\n";
const ANSWERED: &str =
    "  sent: 2026-09-08\n  response: {result: accepted, date: 2026-09-10, by: Sam Ortiz}\n";
const BACK: &str = "[{stage: registered, date: 2026-08-25}, {stage: qualified, date: 2026-09-01}, {stage: handoff, date: 2026-09-08}, \
    {stage: joint, date: 2026-09-10}, {stage: qualified, date: 2026-10-05}]";
const JOINT: &str =
    "{registered: 2026-08-25, qualified: 2026-09-01, handoff: 2026-09-08, joint: 2026-09-10}";

#[test]
fn a_lost_deal_is_opened_again_by_name_date_and_reason() {
    let process = example_process();
    let book = Book {
        history: BACK,
        handoff: ANSWERED,
        end: REOPENED,
        ..Book::CLEAN
    };
    assert!(errors(&found(&book, &process, "2026-10-06")).is_empty());
    let gate = |today| {
        book.repository()
            .run(&["gate", "mills", "--today", today])
            .text()
            .to_owned()
    };
    assert!(
        gate("2026-09-20").contains("Closed: lost on Mon 14 Sep."),
        "{}",
        gate("2026-09-20")
    );
    assert!(
        gate("2026-10-06").contains("Qualified since Mon 5 Oct"),
        "{}",
        gate("2026-10-06")
    );
    // The same history, without a word of the opening.
    let silent = Book { end: LOST, ..book };
    let found = found(&silent, &process, "2026-10-06");
    assert!(
        found
            .iter()
            .any(|finding| finding.rule == "history/out-of-order"),
        "{found:?}"
    );
}

#[test]
fn the_time_in_the_stage_counts_from_the_opening() {
    let book = Book {
        history: JOINT,
        handoff: ANSWERED,
        end: REOPENED,
        ..Book::CLEAN
    };
    let ran = book
        .repository()
        .run(&["gate", "mills", "--today", "2026-10-06"]);
    assert!(ran.text().contains("1 day in the stage"), "{}", ran.text());
}

#[test]
fn an_opening_says_who_when_why_and_after_which_outcome() {
    let process = example_process();
    let unclear = |end| {
        let found = found(&Book { end, ..Book::CLEAN }, &process, "2026-10-06");
        let mut found = found
            .into_iter()
            .filter(|finding| finding.rule == "close/reopened-unclear");
        found.next().map(|finding| finding.message)
    };
    assert_eq!(
        unclear("outcome: {result: lost, date: 2026-09-14, reason: no budget}\nreopened: {date: 2026-10-05}\n").as_deref(),
        Some("the deal was opened again, and nothing says which person did so and why")
    );
    assert_eq!(
        unclear("reopened: {date: 2026-10-05, by: Maya Chen, why: The board approved it.}\n")
            .as_deref(),
        Some("the deal was opened again, and nothing says after which outcome")
    );
    assert_eq!(unclear(REOPENED), None);
}

#[test]
fn a_deal_may_be_closed_again_and_keeps_the_first_outcome() {
    let end = "outcome: {result: won, date: 2026-11-02, amount: 81000, by: Sam Ortiz}\n\
        reopened: [{date: 2026-10-05, by: Maya Chen, why: The board approved it., outcome: {result: lost, date: 2026-09-14, reason: no budget}}]\n";
    let history = "[{stage: registered, date: 2026-08-25}, {stage: qualified, date: 2026-09-01}, {stage: handoff, date: 2026-09-08}, \
        {stage: joint, date: 2026-09-10}, {stage: closing, date: 2026-10-12}]";
    let book = Book {
        history,
        handoff: ANSWERED,
        end,
        ..Book::CLEAN
    };
    let gate = |today| {
        book.repository()
            .run(&["gate", "mills", "--today", today])
            .text()
            .to_owned()
    };
    assert!(
        gate("2026-09-20").contains("Closed: lost on Mon 14 Sep."),
        "{}",
        gate("2026-09-20")
    );
    assert!(
        !gate("2026-10-20").contains("Closed"),
        "{}",
        gate("2026-10-20")
    );
    assert!(
        gate("2026-11-03").contains("Closed: won on Mon 2 Nov."),
        "{}",
        gate("2026-11-03")
    );
    let found = found(&book, &example_process(), "2026-11-03");
    let bad = errors(&found);
    assert!(
        bad.iter()
            .all(|error| !error.contains("history") && !error.contains("close")),
        "{bad:?}"
    );
}

#[test]
fn the_partner_hears_of_the_second_close_too() {
    let end = "outcome: {result: won, date: 2026-11-02, amount: 81000, by: Sam Ortiz}\nfeedback: {date: 2026-09-15, to: Dana Reyes, by: Maya Chen}\n\
        reopened: {date: 2026-10-05, by: Maya Chen, why: The board approved it., outcome: {result: lost, date: 2026-09-14, reason: no budget}}\n";
    let book = Book {
        history: JOINT,
        handoff: ANSWERED,
        end,
        ..Book::CLEAN
    };
    let ran = book.repository().run(&["--today", "2026-11-03"]);
    assert!(ran.text().contains("nobody has told"), "{}", ran.text());
}

/// What one rule finds in a deal that stands in Joint work, with this at the end of its file.
fn said_of(rule: &str, history: &'static str, end: &'static str, today: &str) -> Vec<String> {
    let book = Book {
        history,
        handoff: ANSWERED,
        end,
        ..Book::CLEAN
    };
    book.said(rule, today)
}

#[test]
fn a_deal_is_opened_again_after_its_end() {
    let end = "outcome: {result: lost, date: 2026-09-14, reason: no budget, by: Sam Ortiz}\nfeedback: {date: 2026-09-15, to: Dana Reyes, by: Maya Chen}\n\
        reopened: {date: 2026-09-11, by: Maya Chen, why: The board approved it.}\n";
    assert_eq!(
        said_of("close/reopened-unclear", JOINT, end, "2026-10-06"),
        ["the deal was opened again, and nothing says after which outcome"]
    );
}

#[test]
fn a_team_that_opened_a_deal_is_one_finding() {
    let end = "outcome: {result: lost, date: 2026-09-14, reason: no budget, by: Sam Ortiz}\nfeedback: {date: 2026-09-15, to: Dana Reyes, by: Maya Chen}\n\
        reopened: {date: 2026-10-05, by: Sales, why: The board approved it.}\n";
    assert!(said_of("close/reopened-unclear", JOINT, end, "2026-10-06").is_empty());
    assert_eq!(
        said_of("file/not-a-person", JOINT, end, "2026-10-06").len(),
        1
    );
}

#[test]
fn a_won_deal_stays_closed() {
    let end = "outcome: {result: won, date: 2026-10-05, amount: 80000, by: Sam Ortiz}\nfeedback: {date: 2026-10-05, to: Dana Reyes, by: Maya Chen}\n\
        reopened: {date: 2026-10-12, by: Maya Chen, why: They withdrew.}\n";
    let history = "{registered: 2026-08-25, qualified: 2026-09-01, handoff: 2026-09-08, joint: 2026-09-10, closing: 2026-09-21}";
    assert_eq!(
        said_of("close/reopened-unclear", history, end, "2026-10-13"),
        ["the deal was won on Mon 5 Oct and opened again: what was won is in no figure any more"]
    );
}

#[test]
fn no_stage_is_entered_while_the_deal_is_closed() {
    let history = "{registered: 2026-08-25, qualified: 2026-09-01, handoff: 2026-09-08, joint: 2026-09-10, closing: 2026-09-21}";
    assert_eq!(
        said_of("history/out-of-order", history, REOPENED, "2026-10-06"),
        [
            "Closing was entered on 2026-09-21, and the deal was closed from 2026-09-14 until it was opened again on 2026-10-05"
        ]
    );
    let on_the_day = "{registered: 2026-08-25, qualified: 2026-09-01, handoff: 2026-09-08, joint: 2026-09-10, closing: 2026-10-05}";
    assert!(said_of("history/out-of-order", on_the_day, REOPENED, "2026-10-06").is_empty());
}

#[test]
fn what_was_promised_before_the_loss_is_not_late_after_the_opening() {
    let book = Book {
        history: JOINT,
        handoff: ANSWERED,
        end: REOPENED,
        ..Book::CLEAN
    };
    let deal = book.deal();
    let head = deal.split("touches:").next().expect("a deal");
    let repository = book
        .repository()
        .with("deals/mills.yaml", format!("{head}{REOPENED}"));
    let ran = repository.run(&["stalls", "--today", "2026-10-06"]);
    assert!(
        ran.text().starts_with("Nothing is stalled"),
        "{}",
        ran.text()
    );
    let ran = repository.run(&["gate", "mills", "--today", "2026-10-06"]);
    assert!(
        ran.text()
            .contains("1 day in the stage since it was opened again")
            && ran.text().contains("without a touch of the partner"),
        "{}",
        ran.text()
    );
}

#[test]
fn the_help_for_a_new_criterion_names_its_day() {
    let process = example_process().replace(
        "{ id = \"timing\"",
        "{ id = \"sponsor\", field = \"custom.sponsor\" },\n  { id = \"timing\"",
    );
    let repository = Book::CLEAN.repository().with("process.toml", process);
    let ran = repository.run(&["lint", "--today", "2026-09-09"]);
    assert!(ran.text().contains("`since`"), "{}", ran.text());
}
