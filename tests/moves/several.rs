//! Several deals at once, dry runs, commits, and what programs read.

use crate::book::{Book, QUAYSIDE};

fn two() -> Book {
    let book = Book::new(QUAYSIDE);
    let other = QUAYSIDE
        .replace("Quayside Ports", "Halden Foods")
        .replace("quayside.example", "halden.example");
    book.0.write(
        "deals/halden.yaml",
        other
            .replace("Berth", "Line")
            .replace("the tide table", "the line plan"),
    );
    book.0.commit("2026-10-06", "Maya Chen");
    book
}

#[test]
fn several_deals_move_together_or_not_at_all() {
    let book = two();
    book.done(
        "2026-10-12",
        &["touch", "quayside", "halden", "meeting", "--who", "dana"],
    );
    for path in ["deals/quayside.yaml", "deals/halden.yaml"] {
        assert!(
            book.read(path).contains("kind: meeting, who: Dana Reyes"),
            "{path}"
        );
    }
    let halden = book
        .read("deals/halden.yaml")
        .replace("fit: confirmed", "fit: open");
    book.0.write("deals/halden.yaml", halden);
    book.refused("2026-10-12", &["advance", "quayside", "halden"]);
}

#[test]
fn a_dry_run_shows_everything_and_writes_nothing() {
    let book = Book::new(QUAYSIDE);
    let before = book.files();
    let out = book.done("2026-10-12", &["advance", "quayside", "-n"]);
    assert!(
        out.contains("Not written: quayside moved to Handoff."),
        "{out}"
    );
    assert!(
        out.contains(
            " + history: {registered: 2026-09-28, qualified: 2026-10-05, handoff: 2026-10-12}"
        ),
        "{out}"
    );
    assert_eq!(book.files(), before);
}

#[test]
fn a_program_reads_what_became_of_each_deal() {
    let book = Book::new(QUAYSIDE);
    let out = book.done("2026-10-12", &["advance", "quayside", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(document["version"], 1);
    assert_eq!(document["written"], true);
    let change = &document["changes"][0];
    assert_eq!(change["deal"], "quayside");
    assert_eq!(change["done"], "moved to Handoff");
    assert_eq!(change["changed"], true);
    assert_eq!(change["lines"][0]["added"], false);
    assert_eq!(change["moves"][0]["who"], "Priya Raman");
}

#[test]
fn a_commit_holds_the_touched_files_and_leaves_the_index_alone() {
    let book = two();
    book.0.write("notes/mine.md", "mine\n");
    book.0.write(
        "deals/halden.yaml",
        book.read("deals/halden.yaml") + "owner: Maya Chen\n",
    );
    book.0.git(&["add", "notes/mine.md", "deals/halden.yaml"]);
    let out = book.done("2026-10-12", &["advance", "quayside", "--commit"]);
    assert!(
        out.contains("Committed: deal(quayside): advance to handoff"),
        "{out}"
    );
    assert_eq!(
        book.0.git(&["log", "-1", "--format=%s"]),
        "deal(quayside): advance to handoff\n"
    );
    assert_eq!(
        book.0.git(&["show", "--name-only", "--format="]),
        "deals/quayside.yaml\n"
    );
    assert_eq!(
        book.0.git(&["status", "--short"]),
        "M  deals/halden.yaml\nA  notes/mine.md\n"
    );
    // A new file, and one that goes with it.
    let out = book.done(
        "2026-10-12",
        &[
            "new",
            "--account",
            "Wexford Dairy",
            "--partner",
            "meridian",
            "--need",
            "Milk runs are planned by hand",
            "--credit",
            "referral",
            "--commit",
        ],
    );
    assert!(
        out.contains("Committed: deal(wexford-dairy): register"),
        "{out}"
    );
    book.done(
        "2026-10-12",
        &["rename", "wexford-dairy", "wexford", "--commit"],
    );
    assert_eq!(
        book.0
            .git(&["show", "--name-status", "--no-renames", "--format="]),
        "D\tdeals/2026/wexford-dairy.yaml\nA\tdeals/2026/wexford.yaml\n"
    );
    assert_eq!(
        book.0.git(&["status", "--short"]),
        "M  deals/halden.yaml\nA  notes/mine.md\n"
    );
}

#[cfg(unix)]
#[test]
fn a_hook_that_stops_the_commit_leaves_the_files_as_they_were() {
    use std::os::unix::fs::PermissionsExt as _;
    let book = Book::new(QUAYSIDE);
    let hook = book.0.root().join(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().expect("a folder")).expect("a folder");
    std::fs::write(&hook, "#!/bin/sh\necho not today >&2\nexit 1\n").expect("a hook");
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).expect("a mode");
    let said = book.refused("2026-10-12", &["advance", "quayside", "--commit"]);
    assert!(said.contains("not today"), "{said}");
    let new = [
        "new",
        "--account",
        "Wexford Dairy",
        "--partner",
        "meridian",
        "--need",
        "Milk runs",
        "--credit",
        "referral",
        "--commit",
    ];
    book.refused("2026-10-12", &new);
    assert_eq!(book.0.git(&["status", "--short"]), "");
}

#[test]
fn a_renamed_deal_is_followed_by_the_signals() {
    let book = Book::new(QUAYSIDE);
    book.0.write(
        "signals.yaml",
        "# ours\n- {date: 2026-10-05, kind: mention, by: Sam Ortiz, deal: quayside, prompted: false}\n- {date: 2026-10-06, kind: request, by: Sam Ortiz, account: X}\n",
    );
    let out = book.done("2026-10-12", &["rename", "quayside", "2026/berths"]);
    assert!(
        out.contains(
            "deals/quayside.yaml is now deals/2026/berths.yaml, and signals.yaml follows."
        ),
        "{out}"
    );
    assert_eq!(book.read("deals/2026/berths.yaml"), QUAYSIDE);
    assert!(book.read("signals.yaml").contains("deal: berths, prompted"));
    book.refused("2026-10-12", &["gate", "quayside"]);
}

#[test]
fn a_deal_that_git_does_not_know_yet_is_committed_by_its_name() {
    let book = Book::new(QUAYSIDE);
    let other = QUAYSIDE
        .replace("Quayside Ports", "Halden Foods")
        .replace("quayside.example", "halden.example");
    book.0.write(
        "deals/halden, (draft).yaml",
        other
            .replace("Berth", "Line")
            .replace("the tide table", "the line plan"),
    );
    book.done(
        "2026-10-12",
        &["note", "halden", "notes/dana-0911.md", "--commit"],
    );
    assert_eq!(
        book.0.git(&["show", "--name-only", "--format="]),
        "deals/halden, (draft).yaml\nnotes/halden-draft-1012.md\n"
    );
    // What is on a list stays there.
    book.done(
        "2026-10-12",
        &[
            "handoff",
            "quayside",
            "draft",
            "evidence=notes/dana-0911.md",
        ],
    );
    book.done(
        "2026-10-12",
        &[
            "handoff",
            "quayside",
            "draft",
            "evidence=notes/northwind-qbr.md",
        ],
    );
    assert!(
        book.deal()
            .contains("evidence: [notes/dana-0911.md, notes/northwind-qbr.md]"),
        "{}",
        book.deal()
    );
    book.done(
        "2026-10-12",
        &["set", "quayside", "history.qualified", "2026-10-06"],
    );
    assert!(
        book.deal().contains("qualified: 2026-10-06}"),
        "{}",
        book.deal()
    );
}
