//! A gate is judged on the day it was left (D3.9).

use crate::support::{Finding, Repository, findings};

/// What differs between the deals of these tests; the rest is complete and clean.
#[derive(Clone, Copy)]
pub struct Book {
    pub registered: &'static str,
    pub qualification: &'static str,
    pub history: &'static str,
    /// What is added below `handoff`, each line indented by two.
    pub handoff: &'static str,
    /// What is added at the end of the file.
    pub end: &'static str,
}

impl Book {
    pub const CLEAN: Self = Self {
        registered: "{date: 2026-08-25, by: Dana Reyes, approved: {date: 2026-08-26, by: Maya Chen}}",
        qualification: "{by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}",
        history: "{registered: 2026-08-25, qualified: 2026-09-01, handoff: 2026-09-08}",
        handoff: "  sent: 2026-09-08\n",
        end: "",
    };

    pub fn deal(&self) -> String {
        format!(
            "account: {{name: Harbour Mills, domain: harbourmills.example}}
opportunity: {{name: Mill planning, created: 2026-08-11, amount: 84000, close_date: 2027-01-15}}
partner: meridian
registered: {}
need: {{what: The millers re-key every order, confirmed_by: Ines Calder, date: 2026-08-18}}
credit: referral
qualification: {}
roles: {{customer: Sam Ortiz, technical: Dana Reyes, close: Sam Ortiz}}
history: {}
handoff:
  seller: Sam Ortiz
  owner: Priya Raman
  why_account: On Sam's list by name; the milling contract renews on 15 January.
  priority_list: lists/q4.md
  why_partner: Meridian ran the mill's data platform migration and meets its planners monthly.
  trigger: {{quote: Can we stop typing orders twice?, by: Ines Calder, date: 2026-08-20, source: notes/n.md}}
  joint_value: We plan the orders; Meridian connects them to the platform it runs.
  warm_path: {{ours: Sam Ortiz, theirs: Ines Calder, through: Dana Reyes, warmth: warm, intro: Monthly planning meeting on 17 September}}
  offer: {{what: Half-day planning workshop, due: 2026-09-18, agreed: 2026-08-28}}
  seller_move: {{action: Bring the planning demo to Ines, due: 2026-09-11}}
  partner_move: {{action: Confirm the meeting with Ines, due: 2026-09-10, agreed: notes/n.md}}
  conflict: {{checked: 2026-09-01, by: Maya Chen, resellers: [], competing: [], direct: none, compensation: Services}}
  evidence: [notes/n.md]
{}touches:
  - {{date: 2026-09-10, kind: meeting, from: partner, who: Dana Reyes, source: notes/n.md}}
  - {{date: 2026-09-10, kind: meeting, from: seller, who: Sam Ortiz, source: notes/n.md}}
{}",
            self.registered, self.qualification, self.history, self.handoff, self.end
        )
    }

    pub fn repository(&self) -> Repository {
        Repository::new()
            .with("deals/mills.yaml", self.deal())
            .with("lists/q4.md", "- Harbour Mills, Sam Ortiz\n")
            .with(
                "notes/n.md",
                "Ines Calder of Harbour Mills: Can we stop typing orders twice?\n\
                 Dana Reyes will confirm the meeting with Ines and run the planning workshop.\n",
            )
    }

    /// What lint finds on a day, notes included.
    pub fn found(&self, today: &str) -> Vec<Finding> {
        let args = ["lint", "--format", "json", "--notes", "--today", today];
        findings(&self.repository().run(&args))
    }

    /// What one rule finds on a day.
    pub fn said(&self, rule: &str, today: &str) -> Vec<String> {
        let found = self.found(today).into_iter();
        let found = found.filter(|finding| finding.rule == rule);
        found.map(|finding| finding.message).collect()
    }
}

const UNMET: &str = "gate/unmet-criterion";
const EARLY: &str = "handoff/sent-before-stage";
const IN_JOINT: &str =
    "{registered: 2026-08-25, qualified: 2026-09-01, handoff: 2026-09-08, joint: 2026-09-10}";
const ACCEPTED: &str =
    "  sent: 2026-09-08\n  response: {result: accepted, date: 2026-09-10, by: Sam Ortiz}\n";

#[test]
fn a_deal_in_order_is_quiet() {
    let book = Book {
        history: IN_JOINT,
        handoff: ACCEPTED,
        ..Book::CLEAN
    };
    let found = book.found("2026-09-11");
    let bad: Vec<_> = found
        .iter()
        .filter(|finding| finding.level != "note")
        .collect();
    assert!(bad.is_empty(), "{bad:?}");
}

#[test]
fn an_acceptance_after_the_handoff_was_left_did_not_open_it() {
    let book = Book {
        history: IN_JOINT,
        handoff: "  sent: 2026-09-08\n  response: {result: accepted, date: 2026-09-15, by: Sam Ortiz}\n",
        ..Book::CLEAN
    };
    assert_eq!(
        book.said(UNMET, "2026-09-11"),
        ["left Handoff without meeting `handoff/accepted`: handoff.response.result is missing"]
    );
    assert_eq!(
        book.said(UNMET, "2026-09-16"),
        [
            "left Handoff without meeting `handoff/accepted`: handoff.response.result is dated Tue 15 Sep, and the stage was left on Thu 10 Sep"
        ]
    );
}

#[test]
fn a_verdict_counts_from_its_own_day_and_else_from_that_of_the_qualification() {
    let late = |qualification| {
        let book = Book {
            qualification,
            ..Book::CLEAN
        };
        book.said(UNMET, "2026-09-21").len()
    };
    assert_eq!(
        late(
            "{by: Luis Ortega, budget: {status: confirmed, date: 2026-09-14}, timing: confirmed, fit: confirmed}"
        ),
        1
    );
    assert_eq!(
        late(
            "{by: Luis Ortega, date: 2026-09-14, budget: confirmed, timing: confirmed, fit: confirmed}"
        ),
        3
    );
    assert_eq!(
        late(
            "{by: Luis Ortega, date: 2026-09-14, budget: {status: confirmed, date: 2026-09-04}, timing: {status: confirmed, date: 2026-09-08}, fit: {status: confirmed, date: 2026-09-08}}"
        ),
        0
    );
    assert_eq!(
        late("{by: Luis Ortega, budget: confirmed, timing: confirmed, fit: confirmed}"),
        0
    );
}

#[test]
fn a_check_reads_what_was_on_record_then() {
    let book = Book {
        qualification: "{by: Luis Ortega, budget: confirmed, timing: confirmed, fit: {status: confirmed, date: 2026-09-14}}",
        ..Book::CLEAN
    };
    let said = book.said(UNMET, "2026-09-21");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("qualified/fit") && said[0].contains("Mon 14 Sep"),
        "{said:?}"
    );
}

#[test]
fn a_need_confirmed_after_the_front_door_is_late() {
    let book = Book::CLEAN;
    let deal = book
        .deal()
        .replace("date: 2026-08-18}", "date: 2026-09-03}");
    let repository = book.repository().with("deals/mills.yaml", deal);
    let ran = repository.run(&["lint", "--format", "short", "--today", "2026-09-09"]);
    assert!(ran.text().contains("registered/need"), "{}", ran.text());
}

#[test]
fn a_waiver_opens_a_gate_from_its_day_on() {
    let open = "{by: Luis Ortega, budget: open, timing: confirmed, fit: confirmed}";
    let said = |end| {
        Book {
            qualification: open,
            end,
            ..Book::CLEAN
        }
        .said(UNMET, "2026-09-21")
    };
    assert_eq!(
        said(
            "waivers:\n  - {criterion: qualified/budget, by: Tom Alvarez, date: 2026-09-15, why: The board promised it in person.}\n"
        ),
        [
            "left Qualified without meeting `qualified/budget`: qualification.budget.status is `open`, not `confirmed`; the waiver of Tue 15 Sep came after it was left on Tue 8 Sep"
        ]
    );
    let on_the_day = "waivers:\n  - {criterion: qualified/budget, by: Tom Alvarez, date: 2026-09-08, why: The board promised it in person.}\n";
    assert!(said(on_the_day).is_empty());
    let stands = "waivers:\n  - {rule: gate/unmet-criterion, by: Tom Alvarez, date: 2026-09-15, why: Known and settled with sales.}\n";
    assert!(said(stands).is_empty());
}

#[test]
fn of_two_waivers_the_one_in_time_counts() {
    let book = Book {
        qualification: "{by: Luis Ortega, budget: open, timing: confirmed, fit: confirmed}",
        end: "waivers:\n  - {criterion: qualified/budget, by: Tom Alvarez, date: 2026-09-15, why: The board promised it again.}\n  \
              - {criterion: qualified/budget, by: Tom Alvarez, date: 2026-09-04, why: The board promised it in person.}\n",
        ..Book::CLEAN
    };
    assert!(book.said(UNMET, "2026-09-21").is_empty());
}

#[test]
fn a_packet_goes_out_in_the_handoff_stage() {
    let sent = |history, handoff| {
        Book {
            history,
            handoff,
            ..Book::CLEAN
        }
        .said(EARLY, "2026-09-21")
    };
    assert_eq!(
        sent(
            "{registered: 2026-08-25, qualified: 2026-09-01, handoff: 2026-09-14}",
            "  sent: 2026-09-08\n"
        ),
        [
            "sent to Sam Ortiz on Tue 8 Sep while the deal stood in Qualified; it entered Handoff on Mon 14 Sep"
        ]
    );
    assert_eq!(
        sent(
            "{registered: 2026-08-25, qualified: 2026-09-01}",
            "  sent: 2026-09-08\n"
        ),
        [
            "sent to Sam Ortiz on Tue 8 Sep while the deal stood in Qualified; it has not entered Handoff"
        ]
    );
    assert!(sent(IN_JOINT, "  sent: 2026-09-08\n").is_empty());
    assert!(
        sent(
            "{registered: 2026-08-25, qualified: 2026-09-01, handoff: 2026-09-07}",
            "  sent: 2026-09-08\n"
        )
        .is_empty()
    );
}

const CAME_BACK: &str = "[{stage: registered, date: 2026-08-25}, {stage: qualified, date: 2026-09-01}, {stage: handoff, date: 2026-09-08}, \
    {stage: joint, date: 2026-09-10}, {stage: handoff, date: 2026-09-21}]";

#[test]
fn a_deal_that_came_back_needs_a_new_answer() {
    let book = Book {
        history: CAME_BACK,
        handoff: ACCEPTED,
        ..Book::CLEAN
    };
    assert!(book.said(UNMET, "2026-09-22").is_empty());
    let to_do = book.said("gate/to-do", "2026-09-22");
    assert!(
        to_do
            .iter()
            .any(|said| said.contains("is of Thu 10 Sep, before the deal came back on Mon 21 Sep")),
        "{to_do:?}"
    );
    let history = "[{stage: registered, date: 2026-08-25}, {stage: qualified, date: 2026-09-01}, {stage: handoff, date: 2026-09-08}, \
        {stage: joint, date: 2026-09-10}, {stage: handoff, date: 2026-09-21}, {stage: joint, date: 2026-09-23}]";
    let left = Book { history, ..book }.said(UNMET, "2026-09-24");
    assert_eq!(
        left,
        [
            "left Handoff without meeting `handoff/accepted`: handoff.response.result is of Thu 10 Sep, before the deal came back on Mon 21 Sep"
        ]
    );
}

#[test]
fn a_new_packet_and_answer_open_the_handoff_again() {
    let book = Book {
        history: "[{stage: registered, date: 2026-08-25}, {stage: qualified, date: 2026-09-01}, {stage: handoff, date: 2026-09-08}, \
            {stage: joint, date: 2026-09-10}, {stage: handoff, date: 2026-09-21}, {stage: joint, date: 2026-09-23}]",
        handoff: "  sent: 2026-09-21\n  response: {result: accepted, date: 2026-09-23, by: Sam Ortiz}\n",
        end: "earlier_handoffs:\n  - {seller: Sam Ortiz, sent: 2026-09-08, response: {result: accepted, date: 2026-09-10, by: Sam Ortiz}}\n",
        ..Book::CLEAN
    };
    assert!(book.said(UNMET, "2026-09-24").is_empty());
    assert!(book.said(EARLY, "2026-09-24").is_empty());
}

#[test]
fn what_carries_no_day_counts_always() {
    let book = Book {
        history: IN_JOINT,
        handoff: "  sent: 2026-09-08\n  response: {result: accepted, by: Sam Ortiz}\n",
        ..Book::CLEAN
    };
    assert!(book.said(UNMET, "2026-09-24").is_empty());
}

#[test]
fn an_answer_without_a_day_is_no_older_than_its_packet() {
    let book = Book {
        history: IN_JOINT,
        handoff: "  sent: 2026-09-15\n  response: {result: accepted, by: Sam Ortiz}\n",
        ..Book::CLEAN
    };
    assert_eq!(
        book.said(UNMET, "2026-09-16"),
        [
            "left Handoff without meeting `handoff/accepted`: handoff.response.result answers a packet of Tue 15 Sep, and the stage was left on Thu 10 Sep"
        ]
    );
}

#[test]
fn a_date_in_the_past_was_in_the_past_when_the_stage_was_left() {
    let process = crate::support::example_process().replace(
        "{ id = \"account\", field = \"account.name\" },",
        "{ id = \"account\", field = \"account.name\" },\n  { id = \"approved\", field = \"registered.approved.date\", is = \"past date\" },",
    );
    let said = |approved: &'static str| {
        let book = Book {
            registered: approved,
            ..Book::CLEAN
        };
        let repository = book.repository().with("process.toml", &process);
        let ran = repository.run(&["lint", "--format", "short", "--today", "2026-09-09"]);
        ran.text().to_owned()
    };
    let late =
        said("{date: 2026-08-25, by: Dana Reyes, approved: {date: 2026-09-03, by: Maya Chen}}");
    assert!(
        late.contains("registered.approved.date is Thu 3 Sep, and the stage was left on Tue 1 Sep"),
        "{late}"
    );
    let in_time =
        said("{date: 2026-08-25, by: Dana Reyes, approved: {date: 2026-09-01, by: Maya Chen}}");
    assert!(!in_time.contains("approved"), "{in_time}");
}

#[test]
fn a_packet_does_not_go_out_before_the_deal_begins() {
    let book = Book {
        handoff: "  sent: 2026-08-21\n",
        ..Book::CLEAN
    };
    assert_eq!(
        book.said(EARLY, "2026-09-09"),
        [
            "sent to Sam Ortiz on Fri 21 Aug before the deal began on Tue 25 Aug; it entered Handoff on Tue 8 Sep"
        ]
    );
}
