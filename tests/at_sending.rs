//! What a sent packet names is looked up in the commit of its sending, on real repositories: score, packet, trust and lint
//! say the same of it.

mod scratch;
mod support;

use std::path::Path;

use scratch::Scratch;
use serde_json::Value;
use support::run_in;

const NORTHWIND: &str = "deals/northwind.yaml";
const NOTE: &str = "notes/northwind-qbr.md";
const LIST: &str = "lists/ortiz-q4.md";
const AGREED: &str = "notes/dana-0911.md";

fn example(path: &str) -> String {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example");
    std::fs::read_to_string(example.join(path)).expect("an example")
}

/// A repository with the example's deal as a draft, and these of its files, committed on 9 September.
fn draft(files: &[&str]) -> Scratch {
    let scratch = Scratch::new();
    scratch.write(
        NORTHWIND,
        example(NORTHWIND).replace("  sent: 2026-09-14\n", ""),
    );
    for path in files {
        scratch.write(path, example(path));
    }
    scratch.commit("2026-09-09", "Maya Chen");
    scratch
}

const ALL: &[&str] = &[
    NOTE,
    LIST,
    AGREED,
    "notes/northwind-0902.md",
    "notes/northwind-0818.md",
];

fn send(scratch: &Scratch, when: &str) -> String {
    scratch.write(NORTHWIND, example(NORTHWIND));
    scratch.commit(when, "Priya Raman")
}

fn without(path: &str) -> Vec<&'static str> {
    ALL.iter().copied().filter(|known| *known != path).collect()
}

/// A component's grade and reason.
fn graded(scratch: &Scratch, id: &str) -> (String, String) {
    let json = run_in(scratch.root(), &["score", "northwind", "--format", "json"]).json();
    let components = json["handoffs"][0]["components"].as_array().expect("nine");
    let of = |component: &Value, key: &str| component[key].as_str().unwrap_or("").to_owned();
    let found = components.iter().find(|component| component["id"] == id);
    let found = found.unwrap_or_else(|| panic!("{id}: {json}"));
    (of(found, "grade"), of(found, "reason"))
}

#[test]
fn evidence_that_was_deleted_after_the_sending_counts() {
    let scratch = draft(ALL);
    let sent = send(&scratch, "2026-09-14");
    let before = graded(&scratch, "proof");
    assert_eq!(before.0, "strong", "{}", before.1);
    scratch.remove(NOTE);
    for _ in 0..2 {
        // First deleted in the work tree alone, then for good.
        let (grade, reason) = graded(&scratch, "proof");
        assert_eq!(grade, "strong", "{reason}");
        assert!(reason.contains("is gone now"), "{reason}");
        assert_eq!(graded(&scratch, "buyer-problem").0, "strong");
        scratch.commit("2026-10-20", "Jo Park");
    }
    let json = run_in(scratch.root(), &["packet", "northwind", "--format", "json"]).json();
    assert!(json.to_string().contains(r#""source_is":"gone""#), "{json}");
    let checked = run_in(scratch.root(), &["packet", "northwind", "--check"]);
    assert_eq!(checked.code, 0, "{}", checked.text());
    let found = scratch.lint();
    let gone: Vec<_> = found
        .iter()
        .filter(|finding| finding.rule == "handoff/evidence-not-found")
        .collect();
    assert!(!gone.is_empty());
    for finding in gone {
        assert_eq!(finding.level, dealctl::diagnostic::Level::Error);
        assert!(finding.message.contains(&sent), "{}", finding.message);
        let help = finding.help.as_deref().unwrap_or_default();
        let command = format!("git checkout {sent} -- {NOTE}");
        assert!(help.ends_with(&command), "{help}");
    }
    scratch.git(&["checkout", &sent, "--", NOTE]);
    assert_eq!(graded(&scratch, "proof"), before);
}

#[test]
fn evidence_that_came_after_the_sending_did_not_exist_then() {
    let scratch = draft(&without(NOTE));
    send(&scratch, "2026-09-14");
    scratch.write(NOTE, example(NOTE));
    let late = scratch.commit("2026-09-21", "Jo Park");
    let (grade, reason) = graded(&scratch, "proof");
    let why = format!("{NOTE} came only on Mon 21 Sep ({late}), after it was sent");
    assert_eq!((grade.as_str(), reason.as_str()), ("weak", why.as_str()));
    let (grade, reason) = graded(&scratch, "buyer-problem");
    assert_eq!(grade, "weak");
    assert!(reason.contains(&why), "{reason}");
    let found = scratch.found("handoff/sent-before-ready");
    assert!(
        matches!(found.as_slice(), [only] if only.contains(&why)),
        "{found:?}"
    );
    assert!(scratch.found("handoff/evidence-not-found").is_empty());
    let checked = run_in(scratch.root(), &["packet", "northwind", "--check"]);
    assert_eq!(checked.code, 1);
    let text = checked
        .text()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(text.contains(&why), "{text}");
    let args = ["trust", "--since", "2026-09-01", "--format", "json"];
    let trust = run_in(scratch.root(), &args).json();
    let rows = trust["predictors"]["components"]
        .as_array()
        .expect("components");
    let proof = rows.iter().find(|row| row["component"] == "proof");
    let accepted = &proof.expect("proof")["accepted"];
    assert_eq!(
        (&accepted["weak"]["of"], &accepted["strong"]["of"]),
        (&1.into(), &0.into())
    );
}

#[test]
fn the_day_of_the_sending_counts_as_a_whole() {
    // The packet is committed in the morning, its note in the evening.
    let scratch = draft(&without(NOTE));
    send(&scratch, "2026-09-14T09:00:00+02:00");
    scratch.write(NOTE, example(NOTE));
    let brought = scratch.commit("2026-09-14T18:00:00+02:00", "Priya Raman");
    assert_eq!(graded(&scratch, "proof").0, "strong");
    // It is that commit which has the note.
    scratch.remove(NOTE);
    scratch.commit("2026-10-20", "Jo Park");
    let found = scratch.lint();
    let mut gone = found
        .iter()
        .filter(|finding| finding.rule == "handoff/evidence-not-found");
    let help = gone
        .next()
        .and_then(|finding| finding.help.clone())
        .unwrap_or_default();
    assert!(
        help.ends_with(&format!("git checkout {brought} -- {NOTE}")),
        "{help}"
    );
    scratch.git(&["checkout", &brought, "--", NOTE]);
}

#[test]
fn a_sending_that_was_committed_before_its_day_has_what_came_until_then() {
    let scratch = draft(&without(NOTE));
    send(&scratch, "2026-09-10");
    scratch.write(NOTE, example(NOTE));
    scratch.commit("2026-09-14", "Priya Raman");
    assert_eq!(graded(&scratch, "proof").0, "strong");
}

#[test]
fn a_book_that_was_committed_at_once_is_as_it_stands() {
    let scratch = Scratch::new();
    for path in ALL.iter().chain(&[NORTHWIND]) {
        scratch.write(path, example(path));
    }
    scratch.commit("2026-11-01", "Maya Chen");
    for id in ["proof", "buyer-problem", "account-logic"] {
        assert_eq!(graded(&scratch, id).0, "strong", "{id}");
    }
}

#[test]
fn the_list_is_read_as_it_was_at_the_sending() {
    let scratch = draft(ALL);
    send(&scratch, "2026-09-14");
    scratch.write(
        LIST,
        "# Sam Ortiz, priority accounts, Q1 2027\n\n- Halden Foods\n",
    );
    scratch.commit("2026-11-02", "Sam Ortiz");
    let (grade, reason) = graded(&scratch, "account-logic");
    assert_eq!(grade, "strong", "{reason}");
    assert!(scratch.found("handoff/sent-before-ready").is_empty());

    let scratch = draft(&without(LIST));
    scratch.write(
        LIST,
        "# Sam Ortiz, priority accounts, Q4 2026\n\n- Halden Foods\n",
    );
    send(&scratch, "2026-09-14");
    scratch.write(LIST, example(LIST));
    scratch.commit("2026-11-02", "Sam Ortiz");
    assert_eq!(graded(&scratch, "account-logic").0, "weak");
    assert_eq!(scratch.found("handoff/sent-before-ready").len(), 1);
}

#[test]
fn a_list_and_an_agreement_that_came_later_are_no_list_and_no_agreement() {
    for (path, component) in [(LIST, "account-logic"), (AGREED, "proof")] {
        let scratch = draft(&without(path));
        send(&scratch, "2026-09-14");
        scratch.write(path, example(path));
        scratch.commit("2026-09-30", "Priya Raman");
        let found = scratch.found("handoff/sent-before-ready");
        assert!(
            matches!(found.as_slice(), [only] if only.contains("came only on Wed 30 Sep")),
            "{path}: {found:?}"
        );
        assert_eq!(graded(&scratch, component).0 == "strong", path == AGREED);
        let checked = run_in(scratch.root(), &["packet", "northwind", "--check"]);
        assert_eq!(checked.code, 1, "{path}");
    }
}

#[test]
fn a_note_that_was_moved_is_the_same_note() {
    let scratch = draft(ALL);
    send(&scratch, "2026-09-14");
    scratch.write("notes/2026/qbr.md", example(NOTE));
    scratch.remove(NOTE);
    scratch.write(
        NORTHWIND,
        example(NORTHWIND).replace(NOTE, "notes/2026/qbr.md"),
    );
    scratch.commit("2026-10-05", "Jo Park");
    assert_eq!(graded(&scratch, "proof").0, "strong");
    assert!(scratch.found("handoff/evidence-not-found").is_empty());
}

#[test]
fn each_packet_of_a_deal_is_held_against_its_own_sending() {
    let scratch = draft(&without(NOTE));
    send(&scratch, "2026-09-14");
    scratch.write(NOTE, example(NOTE));
    scratch.commit("2026-09-21", "Jo Park");
    // Declined, repaired, sent again: the first packet becomes an earlier one.
    let text = example(NORTHWIND);
    let start = text.find("handoff:  ").expect("a handoff");
    let end = text.find("earlier_handoffs:").expect("an earlier one");
    let first = text[start..end]
        .lines()
        .skip(1)
        .filter(|line| !line.is_empty());
    let mut earlier = String::from("earlier_handoffs:\n  -\n");
    for line in first {
        earlier += &format!(
            "  {}\n",
            line.replace("result: accepted", "result: declined")
        );
    }
    let again = text[start..end].replace("sent: 2026-09-14", "sent: 2026-09-28");
    let rest = text[end..].split_once("touches:").expect("touches").1;
    scratch.write(
        NORTHWIND,
        format!("{}{again}{earlier}touches:{rest}", &text[..start]),
    );
    scratch.commit("2026-09-28", "Priya Raman");
    let json = run_in(scratch.root(), &["score", "northwind", "--format", "json"]).json();
    assert_eq!(json["handoffs"][0]["sent"], "2026-09-28", "{json}");
    assert_eq!(graded(&scratch, "proof").0, "strong");
    let all = run_in(
        scratch.root(),
        &["score", "--last", "9", "--format", "json"],
    )
    .json();
    let handoffs = all["handoffs"].as_array().expect("handoffs");
    let proof = |sent: &str| {
        let handoff = handoffs.iter().find(|handoff| handoff["sent"] == sent);
        let components = handoff.and_then(|handoff| handoff["components"].as_array());
        let found = components.and_then(|all| all.iter().find(|one| one["id"] == "proof"));
        found.map(|one| one["grade"].as_str().unwrap_or("").to_owned())
    };
    assert_eq!(proof("2026-09-14").as_deref(), Some("weak"), "{all}");
    assert_eq!(proof("2026-09-28").as_deref(), Some("strong"));
}

#[test]
fn what_git_does_not_know_is_looked_up_where_it_stands() {
    // A sending that is not committed yet.
    let scratch = draft(&without(NOTE));
    scratch.write(NOTE, example(NOTE));
    scratch.write(NORTHWIND, example(NORTHWIND));
    assert_eq!(graded(&scratch, "proof").0, "strong");
    // A deal that one commit brought as a draft, and that is sent in the work tree: its commit is not the sending.
    scratch.commit("2026-09-20", "Jo Park");
    scratch.write(
        NORTHWIND,
        example(NORTHWIND).replace("sent: 2026-09-14", "sent: 2026-09-13"),
    );
    assert_eq!(graded(&scratch, "proof").0, "strong");
    // A note that was never committed.
    let scratch = draft(&without(NOTE));
    send(&scratch, "2026-09-14");
    scratch.write(NOTE, example(NOTE));
    assert_eq!(graded(&scratch, "proof").0, "strong");
    scratch.remove(NOTE);
    let (grade, reason) = graded(&scratch, "proof");
    assert_eq!(
        (grade.as_str(), reason),
        ("weak", format!("{NOTE} is not there"))
    );
}

#[test]
fn without_git_or_its_whole_history_the_files_are_looked_up_where_they_stand() {
    let scratch = draft(&without(NOTE));
    send(&scratch, "2026-09-14");
    scratch.write(NOTE, example(NOTE));
    scratch.commit("2026-09-21", "Jo Park");
    assert_eq!(graded(&scratch, "proof").0, "weak");
    let folder = tempfile::tempdir().expect("a folder");
    let from = format!("file://{}", scratch.root().display());
    let to = folder.path().join("shallow");
    let to = to.to_str().expect("a path");
    scratch.git(&["clone", "--quiet", "--depth=1", &from, to]);
    let args = ["score", "northwind", "--format", "json"];
    for forget in [false, true] {
        if forget {
            std::fs::remove_dir_all(Path::new(to).join(".git")).expect("a repository");
        }
        let json = run_in(Path::new(to), &args).json();
        let components = json["handoffs"][0]["components"].as_array().expect("nine");
        let proof = components.iter().find(|one| one["id"] == "proof");
        assert_eq!(proof.expect("proof")["grade"], "strong", "{forget}");
    }
}

#[test]
fn a_book_in_a_folder_of_a_larger_repository_is_looked_up_there() {
    let scratch = Scratch::new();
    let below = |path: &str| format!("sales/{path}");
    scratch.write(&below("process.toml"), example("process.toml"));
    let drafted = example(NORTHWIND).replace("  sent: 2026-09-14\n", "");
    scratch.write(&below(NORTHWIND), drafted);
    for path in without(NOTE) {
        scratch.write(&below(path), example(path));
    }
    scratch.commit("2026-09-09", "Maya Chen");
    scratch.write(&below(NORTHWIND), example(NORTHWIND));
    scratch.commit("2026-09-14", "Priya Raman");
    scratch.write(&below(NOTE), example(NOTE));
    scratch.commit("2026-09-21", "Jo Park");
    let args = ["score", "northwind", "--format", "json"];
    let json = run_in(&scratch.root().join("sales"), &args).json();
    assert!(
        json.to_string().contains("came only on Mon 21 Sep"),
        "{json}"
    );
    // Seen at the commit before, the note is not there at all.
    let args = ["score", "northwind", "--format", "json", "--at", "HEAD^"];
    let json = run_in(&scratch.root().join("sales"), &args).json();
    assert!(json.to_string().contains("is not there"), "{json}");
}

#[test]
fn a_note_of_another_branch_counts_from_the_day_it_was_written() {
    for (written, grade) in [("2026-09-11", "strong"), ("2026-09-21", "weak")] {
        let scratch = draft(&without(NOTE));
        scratch.git(&["checkout", "--quiet", "-b", "notes"]);
        scratch.write(NOTE, example(NOTE));
        scratch.commit(written, "Jo Park");
        scratch.git(&["checkout", "--quiet", "main"]);
        send(&scratch, "2026-09-14");
        let merge = ["merge", "--quiet", "--no-ff", "-m", "x", "notes"];
        scratch.git_as("Maya Chen", "2026-09-25", &merge);
        assert_eq!(graded(&scratch, "proof").0, grade, "{written}");
    }
}

#[test]
fn a_path_that_no_file_can_have_does_not_keep_git_from_answering() {
    let scratch = draft(&without(NOTE));
    let long = format!("evidence: [{}/b.md, {NOTE}, ", "a".repeat(300_000));
    let text = example(NORTHWIND).replace(&format!("evidence: [{NOTE}, "), &long);
    assert!(text.len() > 300_000);
    scratch.write(NORTHWIND, text);
    scratch.commit("2026-09-14", "Priya Raman");
    scratch.write(NOTE, example(NOTE));
    scratch.commit("2026-09-21", "Jo Park");
    let (_, reason) = graded(&scratch, "buyer-problem");
    assert!(reason.contains("came only on Mon 21 Sep"), "{reason}");
}
