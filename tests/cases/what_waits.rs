//! What waits, waits visibly: lint, stalls, the gate and the front page name the same person and the same move (D4.9, D8.1).

use crate::support::Repository;

use super::gates_in_time::Book;

fn say(repository: &Repository, args: &[&str], today: &str) -> String {
    let ran = repository.run(&[args, &["--today", today]].concat());
    // Wrapped lines read as one.
    let words: Vec<&str> = ran.text().split_whitespace().collect();
    words.join(" ")
}

/// `dealctl stalls`, `gate` and the front page, in that order.
fn pages(book: &Book, today: &str) -> [String; 3] {
    let repository = book.repository();
    [&["stalls"][..], &["gate", "mills"], &[]].map(|args| say(&repository, args, today))
}

const REGISTERED: &str = "{registered: 2026-11-24}";

#[test]
fn a_registration_waits_from_its_first_day() {
    let book = Book {
        registered: "{date: 2026-11-24, by: Dana Reyes}",
        history: REGISTERED,
        handoff: "",
        ..Book::CLEAN
    };
    let [stalls, gate, page] = pages(&book, "2026-11-25");
    assert!(stalls.starts_with("Nothing is stalled"), "{stalls}");
    assert!(
        gate.contains("It waits in Registered: Maya Chen, answer the registration."),
        "{gate}"
    );
    assert!(
        page.contains("Maya Chen: answer the registration of mills, by Fri 27 Nov"),
        "{page}"
    );
    let note = book.found("2026-11-25");
    let note = note
        .iter()
        .find(|finding| finding.rule == "registration/unanswered")
        .expect("a note");
    assert_eq!(note.level, "note");
    // Past the window it is a stall, and nobody is asked to advance the deal.
    let [stalls, gate, page] = pages(&book, "2026-11-30");
    assert!(
        stalls.contains("3/2 bd") && stalls.contains("Maya: answer the registration"),
        "{stalls}"
    );
    assert!(!stalls.contains("advance"), "{stalls}");
    assert!(
        gate.contains("over since Mon 30 Nov; Maya Chen: answer the registration"),
        "{gate}"
    );
    assert!(
        page.contains("Maya Chen answer the registration of mills"),
        "{page}"
    );
}

#[test]
fn an_answered_registration_does_not_wait() {
    let book = Book {
        history: REGISTERED,
        handoff: "",
        ..Book::CLEAN
    };
    let [stalls, gate, page] = pages(&book, "2026-11-27");
    assert!(stalls.starts_with("Nothing is stalled"), "{stalls}");
    assert!(
        !gate.contains("registration") && !page.contains("registration"),
        "{gate}\n{page}"
    );
}

#[test]
fn a_complete_packet_waits_for_its_owner() {
    let book = Book {
        handoff: "",
        ..Book::CLEAN
    };
    let [_, gate, page] = pages(&book, "2026-09-09");
    assert!(
        gate.contains("before it leaves Handoff: Priya Raman, send it to Sam Ortiz."),
        "{gate}"
    );
    assert!(
        page.contains("Priya Raman: send mills to Sam Ortiz, by Tue 15 Sep"),
        "{page}"
    );
    let [stalls, ..] = pages(&book, "2026-09-16");
    assert!(stalls.contains("Priya: send it to Sam Ortiz"), "{stalls}");
    let said = book.said("gate/to-do", "2026-09-09");
    assert_eq!(
        said,
        [
            "Priya Raman still has to send the packet to Sam Ortiz: it is complete and has not gone out"
        ]
    );
    let overdue = book.said("gate/overdue", "2026-09-16");
    assert!(
        overdue[0].contains("send the packet to Sam Ortiz"),
        "{overdue:?}"
    );
}

#[test]
fn the_owner_of_the_packet_sends_it_whoever_owns_the_stage() {
    let book = Book {
        handoff: "",
        ..Book::CLEAN
    };
    let deal = book.deal().replace("owner: Priya Raman", "owner: Nia Park");
    let repository = book.repository().with("deals/mills.yaml", deal);
    let page = say(&repository, &["stalls"], "2026-09-16");
    assert!(page.contains("Nia: send it to Sam Ortiz"), "{page}");
    let gate = say(&repository, &["gate", "mills"], "2026-09-16");
    assert!(gate.contains("Nia Park, send it to Sam Ortiz"), "{gate}");
    let lint = say(
        &repository,
        &["lint", "--notes", "--format", "short"],
        "2026-09-16",
    );
    assert!(lint.contains("Nia Park still has to make the seller's next move ready and send the packet to Sam Ortiz"), "{lint}");
}

#[test]
fn a_packet_that_lacks_fields_is_completed_first() {
    let book = Book {
        handoff: "",
        ..Book::CLEAN
    };
    let deal = book.deal().replace("  joint_value", "  # joint_value");
    let repository = book.repository().with("deals/mills.yaml", deal);
    let gate = say(&repository, &["gate", "mills"], "2026-09-09");
    assert!(gate.contains("Priya Raman, complete the packet."), "{gate}");
    assert!(!gate.contains("send it to"), "{gate}");
}

#[test]
fn a_sent_packet_waits_for_the_seller() {
    let [_, gate, page] = pages(&Book::CLEAN, "2026-09-09");
    assert!(
        gate.contains("until Fri 11 Sep; Sam Ortiz: answer"),
        "{gate}"
    );
    assert!(
        page.contains("mills due Fri 11 Sep") || page.contains("Sam Ortiz answers by Fri 11 Sep"),
        "{page}"
    );
}

const DECLINED: &str = "  sent: 2026-09-08\n  response: {result: declined, date: 2026-09-09, by: Sam Ortiz, reason: need unclear}\n";

#[test]
fn a_decline_says_why_and_what_comes_next() {
    let book = Book {
        handoff: DECLINED,
        ..Book::CLEAN
    };
    let [_, gate, page] = pages(&book, "2026-09-10");
    assert!(
        gate.contains("Priya Raman, mend buyer problem, send again."),
        "{gate}"
    );
    assert!(
        gate.contains(
            "declined on Wed 9 Sep by Sam Ortiz: need unclear, which points at the buyer problem"
        ),
        "{gate}"
    );
    assert!(
        page.contains("Priya Raman: mend the buyer problem of mills and send it again"),
        "{page}"
    );
    assert_eq!(
        book.said("gate/to-do", "2026-09-10"),
        [
            "Priya Raman still has to mend the buyer problem and send the packet again: Sam Ortiz declined it on Wed 9 Sep (need unclear)"
        ]
    );
    assert!(
        book.said("handoff/declined-too-often", "2026-09-10")
            .is_empty()
    );
    let handoff = "  sent: 2026-09-08\n  response: {result: declined, date: 2026-09-09, by: Sam Ortiz, reason: not my account}\n";
    let [_, gate, _] = pages(
        &Book {
            handoff,
            ..Book::CLEAN
        },
        "2026-09-10",
    );
    assert!(gate.contains("Priya Raman, find another seller."), "{gate}");
}

#[test]
fn declined_twice_is_out_where_the_stage_says_so() {
    let end = "earlier_handoffs:\n  - {seller: Kemi Adeyemi, sent: 2026-09-08, response: {result: declined, date: 2026-09-08, reason: other, note: On leave.}}\n";
    let book = Book {
        handoff: DECLINED,
        end,
        ..Book::CLEAN
    };
    assert_eq!(
        book.said("handoff/declined-too-often", "2026-09-10"),
        [
            "the packet was declined twice, and Handoff lets such a deal go: Sam Ortiz declined it on Wed 9 Sep (need unclear)"
        ]
    );
    assert!(book.said("gate/to-do", "2026-09-10").is_empty());
    let [stalls, gate, page] = pages(&book, "2026-09-16");
    assert!(stalls.contains("Priya: close it"), "{stalls}");
    assert!(
        gate.contains("Priya Raman, close it as disqualified."),
        "{gate}"
    );
    assert!(
        page.contains("close mills: it was declined too often"),
        "{page}"
    );
    // Another process allows three.
    let process =
        crate::support::example_process().replace("declined twice", "declined three times");
    let repository = book.repository().with("process.toml", process);
    let gate = say(&repository, &["gate", "mills"], "2026-09-10");
    assert!(gate.contains("mend buyer problem"), "{gate}");
}

const JOINT: &str =
    "{registered: 2026-08-25, qualified: 2026-09-01, handoff: 2026-09-08, joint: 2026-09-10}";
const ACCEPTED: &str =
    "  sent: 2026-09-08\n  response: {result: accepted, date: 2026-09-10, by: Sam Ortiz}\n";

fn late_moves(touches: &str) -> Vec<String> {
    let book = Book {
        history: JOINT,
        handoff: ACCEPTED,
        ..Book::CLEAN
    };
    let deal = book.deal();
    let head = deal.split("touches:").next().expect("a deal");
    let repository = book
        .repository()
        .with("deals/mills.yaml", format!("{head}touches:\n{touches}"));
    let page = say(&repository, &["stalls", "--format", "csv"], "2026-09-14");
    let lint = say(&repository, &["lint", "--format", "short"], "2026-09-14");
    let of = |clock: &str| page.contains(clock).then(|| clock.to_owned());
    let late: Vec<String> = ["seller-move", "partner-move"]
        .into_iter()
        .filter_map(of)
        .collect();
    assert_eq!(
        lint.matches("handoff/move-overdue").count(),
        late.len(),
        "{lint}"
    );
    late
}

#[test]
fn either_side_past_its_day_is_a_stall() {
    let before = "  - {date: 2026-09-09, kind: meeting, from: partner, who: Dana Reyes, source: notes/n.md}\n";
    let partner =
        "  - {date: 2026-09-10, kind: call, from: partner, who: Dana Reyes, source: notes/n.md}\n";
    let seller = "  - {date: 2026-09-11, kind: call, from: seller, who: Sam Ortiz}\n";
    let both = "  - {date: 2026-09-11, kind: meeting, from: partner, who: Dana Reyes, with: Sam Ortiz, source: notes/n.md}\n";
    assert_eq!(late_moves(before), ["seller-move", "partner-move"]);
    assert_eq!(late_moves(partner), ["seller-move"]);
    assert_eq!(late_moves(&format!("{before}{seller}")), ["partner-move"]);
    assert!(late_moves(both).is_empty());
}

#[test]
fn a_better_move_replaces_the_one_that_was_written() {
    let book = Book {
        history: JOINT,
        handoff: "  sent: 2026-09-08\n  response: {instead: Call the miller first, date: 2026-09-10, by: Sam Ortiz}\n",
        ..Book::CLEAN
    };
    let late = book.said("handoff/move-overdue", "2026-09-28");
    assert!(
        late.iter().all(|said| !said.starts_with("Sam Ortiz")),
        "{late:?}"
    );
}

const REJECTED: &str = "{date: 2026-11-10, by: Dana Reyes, rejected: {date: 2026-11-11, by: Maya Chen, reason: Registered by Oakline in October}}";

#[test]
fn a_rejected_registration_is_closed_and_counts_nowhere() {
    let book = Book {
        registered: REJECTED,
        history: "{registered: 2026-11-10}",
        handoff: "",
        ..Book::CLEAN
    };
    let [stalls, gate, page] = pages(&book, "2026-11-30");
    assert!(stalls.starts_with("No deal is open"), "{stalls}");
    assert!(
        gate.contains("Its registration was rejected: Maya Chen, close it."),
        "{gate}"
    );
    assert!(page.contains("0 open deals, $0"), "{page}");
    assert!(
        page.contains("Maya Chen: close mills: its registration was rejected"),
        "{page}"
    );
    assert_eq!(
        book.said("registration/rejected-and-open", "2026-11-30")
            .len(),
        1
    );
    let forecast = say(
        &book.repository(),
        &["forecast", "--format", "json"],
        "2026-11-30",
    );
    assert!(!forecast.contains("\"mills\""), "{forecast}");
}

#[test]
fn a_no_that_was_taken_back_is_no_rejection() {
    let book = Book {
        registered: "{date: 2026-11-10, by: Dana Reyes, rejected: {date: 2026-11-11, by: Maya Chen, reason: taken}, approved: {date: 2026-11-12, by: Maya Chen}}",
        history: "{registered: 2026-11-10}",
        handoff: "",
        ..Book::CLEAN
    };
    let [_, gate, page] = pages(&book, "2026-11-13");
    assert!(!gate.contains("rejected"), "{gate}");
    assert!(page.contains("1 open deal"), "{page}");
}

#[test]
fn every_partner_knows_only_when_every_one_does() {
    let lost = "outcome: {result: lost, date: 2026-09-14, reason: no budget, by: Sam Ortiz}\n";
    let book = Book {
        history: JOINT,
        handoff: ACCEPTED,
        end: lost,
        ..Book::CLEAN
    };
    let [_, gate, page] = pages(&book, "2026-09-15");
    assert!(page.contains("nobody has told Meridian Cloud Consulting that mills was lost on 14 Sep; promised by Mon 21 Sep"), "{page}");
    assert!(
        gate.contains("The partner has not been told: Maya Chen, by Mon 21 Sep."),
        "{gate}"
    );
    let note = book.found("2026-09-15");
    let note = note
        .iter()
        .find(|finding| finding.rule == "close/unreported")
        .expect("a note");
    assert_eq!(note.level, "note");
    assert_eq!(
        note.message,
        "Maya Chen still has to tell Dana Reyes that this was lost on Mon 14 Sep, by Mon 21 Sep"
    );
    let told = "outcome: {result: lost, date: 2026-09-14, reason: no budget, by: Sam Ortiz}\nfeedback: {date: 2026-09-15, to: Dana Reyes, by: Maya Chen}\n";
    let [_, gate, page] = pages(&Book { end: told, ..book }, "2026-09-15");
    assert!(
        !page.contains("nobody has told") && !gate.contains("not been told"),
        "{page}\n{gate}"
    );
}

#[test]
fn a_deal_that_came_back_waits_for_a_new_packet() {
    let book = Book {
        history: "[{stage: registered, date: 2026-08-25}, {stage: qualified, date: 2026-09-01}, {stage: handoff, date: 2026-09-08}, \
            {stage: joint, date: 2026-09-10}, {stage: handoff, date: 2026-09-21}]",
        handoff: ACCEPTED,
        ..Book::CLEAN
    };
    let [_, gate, _] = pages(&book, "2026-09-22");
    assert!(
        gate.contains("Priya Raman, send a new packet to Sam Ortiz."),
        "{gate}"
    );
}

#[test]
fn a_reason_that_points_at_nothing_is_acted_on_and_not_asked_for() {
    let said = |reason: &str| {
        let handoff = format!(
            "  sent: 2026-09-08\n  response: {{result: declined, date: 2026-09-09, by: Sam Ortiz, reason: {reason}}}\n"
        );
        let deal = Book::CLEAN.deal().replace("  sent: 2026-09-08\n", &handoff);
        let repository = Book::CLEAN.repository().with("deals/mills.yaml", deal);
        say(&repository, &["gate", "mills"], "2026-09-10")
    };
    let noted = said("other, note: On leave until October.");
    assert!(
        noted.contains("Priya Raman, act on the reason, send again."),
        "{noted}"
    );
    assert!(
        noted.contains("by Sam Ortiz: other, “On leave until October.”"),
        "{noted}"
    );
    let bare = said("other");
    assert!(bare.contains("Priya Raman, ask why, send again."), "{bare}");
    let own = said("no time");
    assert!(
        own.contains("Priya Raman, act on the reason, send again."),
        "{own}"
    );
}

#[test]
fn what_only_waits_to_be_closed_waits_for_nothing_else() {
    let book = Book {
        registered: "{date: 2026-08-25, by: Dana Reyes, rejected: {date: 2026-08-27, by: Maya Chen, reason: Registered by Oakline in June}}",
        ..Book::CLEAN
    };
    let rules: Vec<String> = book
        .found("2026-10-16")
        .into_iter()
        .map(|one| one.rule)
        .collect();
    assert_eq!(rules, ["registration/rejected-but-worked"]);
}

#[test]
fn a_placeholder_does_not_answer_a_registration() {
    let book = Book {
        registered: "{date: 2026-11-24, by: Dana Reyes, approved: tbd}",
        history: REGISTERED,
        handoff: "",
        ..Book::CLEAN
    };
    let found = book.found("2026-11-30").into_iter();
    let rules: Vec<String> = found
        .map(|one| one.rule)
        .filter(|rule| rule.starts_with("registration/"))
        .collect();
    assert_eq!(rules, ["registration/unanswered"]);
}

#[test]
fn a_stage_that_waits_for_two_people_says_whose_each_part_is() {
    let process = crate::support::example_process().replace(
        "{ id = \"timing\",",
        "{ id = \"log\", field = \"custom.log\", who = \"revops\" },\n  { id = \"site\", field = \"custom.site\", who = \"partner\" },\n  { id = \"timing\",",
    );
    let book = Book {
        history: "{registered: 2026-08-25, qualified: 2026-09-01}",
        handoff: "",
        ..Book::CLEAN
    };
    let repository = book.repository().with("process.toml", process);
    let stalls = say(&repository, &["stalls"], "2026-09-21");
    assert!(
        stalls.contains("Jo: log") && stalls.contains("Dana: site"),
        "{stalls}"
    );
    assert!(
        stalls.starts_with("1 of 1 open deal") && stalls.contains("clocks: 1 stage"),
        "{stalls}"
    );
    let hers = say(&repository, &["stalls", "--owner", "Dana"], "2026-09-21");
    assert!(
        hers.contains("1 deal waits for Dana") && !hers.contains("log"),
        "{hers}"
    );
    let gate = say(&repository, &["gate", "mills"], "2026-09-21");
    assert_eq!(gate.matches("in the stage, limit").count(), 1, "{gate}");
}

#[test]
fn a_new_packet_is_made_ready_like_any_other() {
    let book = Book {
        history: "[{stage: registered, date: 2026-08-25}, {stage: qualified, date: 2026-09-01}, {stage: handoff, date: 2026-09-08}, \
            {stage: joint, date: 2026-09-10}, {stage: handoff, date: 2026-09-21}]",
        handoff: "",
        end: "earlier_handoffs:\n  - {seller: Sam Ortiz, sent: 2026-09-08, response: {result: accepted, date: 2026-09-10, by: Sam Ortiz}}\n",
        ..Book::CLEAN
    };
    let [_, gate, _] = pages(&book, "2026-09-22");
    assert!(
        gate.contains("Priya Raman, send a new packet to Sam Ortiz."),
        "{gate}"
    );
    assert!(gate.contains("not ready yet: seller's next move"), "{gate}");
    let to_do = book.said("gate/to-do", "2026-09-22");
    assert!(
        to_do[0].ends_with("the deal came back on Mon 21 Sep, and none has gone out since"),
        "{to_do:?}"
    );
}

#[test]
fn another_partner_does_not_make_the_partners_move() {
    let process = crate::support::example_process().replace(
        "[registration]\n",
        "[partners.oakline]\nname = \"Oakline Partners\"\ncontact = { name = \"Piet Brandsma\", role = \"Partner manager\" }\n\n[registration]\n",
    );
    let book = Book {
        history: JOINT,
        handoff: ACCEPTED,
        ..Book::CLEAN
    };
    let late = |who: &str| {
        let deal = book.deal();
        let head = deal.split("touches:").next().expect("a deal");
        let touches = format!(
            "{head}touches:\n  - {{date: 2026-09-10, kind: meeting, from: partner, who: {who}, source: notes/n.md}}\n"
        );
        let repository = book
            .repository()
            .with("process.toml", &process)
            .with("deals/mills.yaml", touches);
        let stalls = say(&repository, &["stalls"], "2026-09-14");
        stalls.contains("chase the partner's move")
    };
    assert!(late("Piet Brandsma"));
    assert!(!late("Dana Reyes"));
}

#[test]
fn nobody_waited_while_the_deal_was_closed() {
    let book = Book {
        end: "outcome: {result: lost, date: 2026-09-10, reason: no budget, by: Sam Ortiz}\nfeedback: {date: 2026-09-11, to: Dana Reyes, by: Maya Chen}\n\
            reopened: {date: 2026-10-05, by: Maya Chen, why: The board approved it.}\n",
        ..Book::CLEAN
    };
    assert!(book.said("handoff/no-response", "2026-10-08").is_empty());
    let late = book.said("handoff/no-response", "2026-10-09");
    assert!(late[0].ends_with("ended Thu 8 Oct"), "{late:?}");
}

#[test]
fn a_packet_without_a_window_waits_too() {
    let process = crate::support::example_process();
    let process: Vec<&str> = process
        .lines()
        .filter(|line| !line.starts_with("acceptance ="))
        .collect();
    let repository = Book::CLEAN
        .repository()
        .with("process.toml", process.join("\n"));
    let page = say(&repository, &[], "2026-09-20");
    assert!(page.contains("mills waits for Sam Ortiz"), "{page}");
}

#[test]
fn a_registration_of_a_later_day_does_not_wait_yet() {
    let book = Book {
        registered: "{date: 2026-11-24, by: Dana Reyes}",
        history: REGISTERED,
        handoff: "",
        ..Book::CLEAN
    };
    let [_, gate, _] = pages(&book, "2026-11-20");
    assert!(!gate.contains("answer the registration"), "{gate}");
}
