//! Rules on history, each on a repository that the test builds with real commits. A rule's own examples run here too:
//! `# commit: 2026-09-20 Maya Chen` begins the next version of the file, and commits it on that day, as that person.

mod scratch;

use std::process::Command;

use dealctl::lint::rules;
use scratch::{DEAL, Scratch, committed, messages};

const CREDIT: &str = "credit/changed-after-entry";
const BACKDATED: &str = "history/backdated";
const PUSHED: &str = "hygiene/pushed";
const EDITED: &str = "close/edited-after-close";

#[test]
fn every_rule_on_history_fires_on_its_bad_examples_and_not_on_its_good_ones() {
    let mut of_history = rules::all().filter(|rule| rule.needs_history()).peekable();
    assert!(of_history.peek().is_some());
    for rule in of_history {
        let examples = rule.examples();
        for bad in [true, false] {
            assert!(
                examples.iter().any(|example| example.bad == bad),
                "{}: needs a bad and a good example",
                rule.name
            );
        }
        for example in examples {
            let findings = committed(&example).lint();
            let own: Vec<_> = findings
                .iter()
                .filter(|finding| finding.rule == rule.name)
                .collect();
            assert_eq!(
                !own.is_empty(),
                example.bad,
                "{} on\n{}{findings:#?}",
                rule.name,
                example.text
            );
            for finding in own {
                assert!(finding.help.as_ref().is_some_and(|help| !help.is_empty()));
                assert!(!finding.subject.is_empty() && !finding.label.is_empty());
                assert!(finding.whose.owner.is_some() || finding.whose.role.is_some());
                assert!(!finding.message.contains('\n') && !finding.message.ends_with('.'));
            }
        }
    }
}

const ENTERED: &str = "account: {name: Quayside Ports}\nregistered: 2026-09-28\n";

fn with_rule(rule: &str) -> String {
    format!("{ENTERED}credit: {rule}\n")
}

#[test]
fn a_changed_rule_names_the_commit_its_author_and_the_day() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_rule("referral"));
    let id = scratch.deal("2026-11-04", "Sam Ortiz", &with_rule("implementation"));
    scratch.deal(
        "2026-11-09",
        "Jo Park",
        &format!("{}owner: Jo Park\n", with_rule("implementation")),
    );
    assert_eq!(
        scratch.found(CREDIT),
        [format!(
            "Sam Ortiz ({id}, Wed 4 Nov) made the credit rule `implementation`; it was `referral` when the deal entered"
        )]
    );
}

#[test]
fn a_rule_that_was_put_back_is_no_finding() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_rule("referral"));
    scratch.deal("2026-11-04", "Sam Ortiz", &with_rule("implementation"));
    scratch.write(DEAL, with_rule("referral"));
    assert!(scratch.found(CREDIT).is_empty(), "not committed yet");
    scratch.commit("2026-11-05", "Maya Chen");
    assert!(scratch.found(CREDIT).is_empty(), "committed");
}

#[test]
fn a_rule_that_came_later_with_a_day_of_its_own_is_left_to_the_file() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", ENTERED);
    let stated = "{rule: referral, set_on: 2026-09-28}";
    scratch.deal("2026-10-06", "Maya Chen", &with_rule(stated));
    assert!(scratch.found(CREDIT).is_empty());
    let late = "{rule: referral, set_on: 2026-10-06}";
    scratch.deal("2026-10-06", "Maya Chen", &with_rule(late));
    assert!(scratch.found(CREDIT).is_empty());
    assert_eq!(scratch.found("credit/set-late").len(), 1);
}

#[test]
fn a_rule_that_changed_and_says_so_has_one_finding() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_rule("referral"));
    let late = "{rule: implementation, set_on: 2026-11-04}";
    scratch.deal("2026-11-04", "Sam Ortiz", &with_rule(late));
    let findings = scratch.lint();
    assert_eq!(messages(&findings, CREDIT).len(), 1);
    assert!(messages(&findings, "credit/set-late").is_empty());
}

#[test]
fn a_draft_before_the_registration_settles_nothing() {
    let scratch = Scratch::new();
    scratch.deal(
        "2026-09-20",
        "Maya Chen",
        "account: {name: Quayside Ports}\n",
    );
    scratch.deal("2026-09-30", "Maya Chen", &with_rule("referral"));
    assert!(scratch.found(CREDIT).is_empty());
}

#[test]
fn a_day_is_the_committers_in_the_committers_own_offset() {
    // Both on the evening of the day of entry, there; already the next day in UTC.
    let scratch = Scratch::new();
    scratch.deal(
        "2026-09-28T09:00:00-08:00",
        "Maya Chen",
        &with_rule("referral"),
    );
    scratch.deal(
        "2026-09-28T23:30:00-08:00",
        "Sam Ortiz",
        &with_rule("implementation"),
    );
    assert!(scratch.found(CREDIT).is_empty());
    // Still the day of entry in UTC, the next day there.
    let scratch = Scratch::new();
    scratch.deal(
        "2026-09-28T09:00:00+13:00",
        "Maya Chen",
        &with_rule("referral"),
    );
    scratch.deal(
        "2026-09-29T00:30:00+13:00",
        "Sam Ortiz",
        &with_rule("implementation"),
    );
    let found = scratch.found(CREDIT);
    assert!(
        found.len() == 1 && found[0].contains("Tue 29 Sep"),
        "{found:?}"
    );
}

#[test]
fn a_hostile_author_cannot_steer_the_terminal() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_rule("referral"));
    scratch.deal(
        "2026-11-04",
        "S\u{1b}[31mam \u{202e}zitrO",
        &with_rule("implementation"),
    );
    let found = scratch.found(CREDIT).concat();
    assert!(
        found.contains("am") && !found.contains(['\u{1b}', '\u{202e}']),
        "{found}"
    );
}

fn with_stages(stages: &str) -> String {
    format!(
        "account: {{name: Quayside Ports}}\nopportunity: {{crm_id: 0065g}}\nhistory: {{{stages}}}\n"
    )
}

const FIRST: &str = "registered: 2026-09-28";
const LATE: &str = "registered: 2026-09-28, qualified: 2026-10-05";

#[test]
fn entries_that_one_commit_brings_late_are_one_finding() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_stages(FIRST));
    let both = format!("{LATE}, handoff: 2026-10-07");
    let id = scratch.deal("2026-10-30", "Luis Ortega", &with_stages(&both));
    assert_eq!(
        scratch.found(BACKDATED),
        [format!(
            "Luis Ortega ({id}, Fri 30 Oct) wrote that the deal entered Qualified on Mon 5 Oct and one more: 25 days after that day"
        )]
    );
}

#[test]
fn the_limit_is_that_of_process_toml() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_stages(FIRST));
    scratch.deal("2026-10-30", "Luis Ortega", &with_stages(LATE));
    let process = std::fs::read_to_string(scratch.root().join("process.toml")).expect("a process");
    let limits = format!("{process}\n[lint.limits]\nbackdated = \"25 days\"\npushed = 1\n");
    scratch.write("process.toml", limits);
    assert!(scratch.found(BACKDATED).is_empty());
}

#[test]
fn a_stage_that_is_only_spelt_anew_is_not_backdated() {
    let scratch = Scratch::new();
    scratch.deal(
        "2026-10-05",
        "Maya Chen",
        &with_stages("registered: 2026-09-28, qualifed: 2026-10-05"),
    );
    scratch.deal("2026-10-30", "Luis Ortega", &with_stages(LATE));
    assert!(scratch.found(BACKDATED).is_empty());
    let scratch = Scratch::new();
    scratch.deal(
        "2026-10-05",
        "Maya Chen",
        &with_stages("registered: 2026-09-28, qualified: 2026-10-5"),
    );
    scratch.deal("2026-10-30", "Luis Ortega", &with_stages(LATE));
    assert!(scratch.found(BACKDATED).is_empty());
}

#[test]
fn a_renamed_file_keeps_its_past() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_stages(FIRST));
    scratch.git(&["mv", DEAL, "deals/quayside.yaml"]);
    scratch.commit("2026-10-20", "Jo Park");
    scratch.write("deals/quayside.yaml", with_stages(LATE));
    scratch.commit("2026-10-30", "Luis Ortega");
    assert_eq!(scratch.found(BACKDATED).len(), 1);
}

#[test]
fn a_file_renamed_and_edited_at_once_is_known_by_its_crm_id() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_stages(FIRST));
    scratch.remove(DEAL);
    scratch.write("deals/2026/quayside.yaml", with_stages(LATE));
    scratch.commit("2026-10-30", "Luis Ortega");
    let found = scratch.found(BACKDATED);
    assert!(
        found.len() == 1 && found[0].contains("Luis Ortega"),
        "{found:?}"
    );
}

#[test]
fn another_deal_under_an_old_name_has_a_past_of_its_own() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_stages(FIRST));
    scratch.git(&["mv", DEAL, "deals/quayside.yaml"]);
    scratch.commit("2026-10-01", "Jo Park");
    scratch.deal(
        "2026-10-30",
        "Luis Ortega",
        &with_stages(LATE).replace("0065g", "0077x"),
    );
    assert!(scratch.found(BACKDATED).is_empty(), "its first commit");
}

#[test]
fn a_version_that_does_not_parse_is_passed_over() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_stages(FIRST));
    scratch.deal(
        "2026-10-04",
        "Luis Ortega",
        "account: {name: Quayside Ports\nhistory: [",
    );
    let id = scratch.deal("2026-10-30", "Sam Ortiz", &with_stages(LATE));
    let found = scratch.found(BACKDATED);
    assert!(found.len() == 1 && found[0].contains(&id), "{found:?}");
    // What does not parse from the start brings nothing, so the first that parses is the first.
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", "account: [");
    scratch.deal("2026-10-30", "Sam Ortiz", &with_stages(LATE));
    assert!(scratch.found(BACKDATED).is_empty());
}

#[test]
fn a_merge_leaves_a_change_to_the_commit_that_made_it() {
    let scratch = Scratch::new();
    scratch.write("deals/other.yaml", "account: {name: Aldgate}\n");
    scratch.deal("2026-09-28", "Maya Chen", &with_stages(FIRST));
    scratch.git(&["switch", "--quiet", "-c", "qualify"]);
    scratch.deal("2026-10-06", "Luis Ortega", &with_stages(LATE));
    scratch.git(&["switch", "--quiet", "main"]);
    scratch.write("deals/other.yaml", "account: {name: Aldgate Insurance}\n");
    scratch.commit("2026-10-08", "Jo Park");
    let merge = ["merge", "--quiet", "--no-ff", "-m", "x", "qualify"];
    scratch.git_as("Tom Alvarez", "2026-11-20", &merge);
    assert!(
        scratch.found(BACKDATED).is_empty(),
        "written in time, merged late"
    );
}

#[test]
fn both_sides_of_a_merge_count_and_what_it_threw_away_does_not() {
    let pushed = |date: &str, owner: &str| {
        format!(
            "account: {{name: Quayside Ports}}\n\nopportunity: {{close_date: {date}}}\n\n\nowner: {owner}\n"
        )
    };
    let scratch = Scratch::new();
    scratch.deal(
        "2026-09-28",
        "Maya Chen",
        &pushed("2026-12-18", "Maya Chen"),
    );
    scratch.git(&["switch", "--quiet", "-c", "side"]);
    scratch.deal(
        "2026-10-06",
        "Sam Ortiz",
        &pushed("2027-01-15", "Maya Chen"),
    );
    scratch.deal(
        "2026-10-07",
        "Sam Ortiz",
        &pushed("2027-01-29", "Maya Chen"),
    );
    scratch.git(&["switch", "--quiet", "main"]);
    scratch.deal("2026-10-08", "Jo Park", &pushed("2026-12-18", "Jo Park"));
    scratch.git(&["branch", "before"]);
    scratch.git_as(
        "Tom Alvarez",
        "2026-11-20",
        &["merge", "--quiet", "-m", "x", "side"],
    );
    let found = scratch.found(PUSHED);
    assert!(
        found.len() == 1 && found[0].contains("twice, by 42 days"),
        "{found:?}"
    );

    scratch.git(&["reset", "--quiet", "--hard", "before"]);
    scratch.git(&["merge", "--quiet", "--strategy=ours", "-m", "x", "side"]);
    assert!(
        scratch.found(PUSHED).is_empty(),
        "the merge kept neither push"
    );
}

#[test]
fn a_deal_that_is_written_anew_on_a_branch_is_not_registered_anew() {
    let scratch = Scratch::new();
    scratch.commit("2026-09-01", "Maya Chen");
    scratch.git(&["switch", "--quiet", "-c", "side"]);
    scratch.git(&["switch", "--quiet", "main"]);
    scratch.deal("2026-09-28", "Maya Chen", &with_rule("referral"));
    scratch.git(&["switch", "--quiet", "side"]);
    scratch.deal("2026-11-04", "Sam Ortiz", &with_rule("implementation"));
    assert!(
        scratch.found(CREDIT).is_empty(),
        "nobody knows of the other"
    );
    let merge = ["merge", "--quiet", "--strategy=ours", "-m", "x", "main"];
    scratch.git_as("Tom Alvarez", "2026-11-20", &merge);
    let found = scratch.found(CREDIT);
    assert!(
        found.len() == 1 && found[0].contains("referral") && found[0].contains("Sam Ortiz"),
        "{found:?}"
    );
    // Seen from the other side, what was thrown away changed nothing.
    scratch.git(&["switch", "--quiet", "main"]);
    scratch.git(&["reset", "--quiet", "--hard", "HEAD"]);
    let merge = ["merge", "--quiet", "--strategy=ours", "-m", "x", "side^1"];
    scratch.git_as("Tom Alvarez", "2026-11-20", &merge);
    assert!(scratch.found(CREDIT).is_empty());
}

#[test]
fn what_a_merge_took_from_neither_side_is_its_own_change() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_stages(FIRST));
    scratch.git(&["switch", "--quiet", "-c", "side"]);
    scratch.deal(
        "2026-09-29",
        "Sam Ortiz",
        &format!("owner: Sam Ortiz\n{}", with_stages(FIRST)),
    );
    scratch.git(&["switch", "--quiet", "main"]);
    scratch.deal(
        "2026-09-30",
        "Jo Park",
        &format!("{}owner: Jo Park\n", with_stages(FIRST)),
    );
    scratch.git(&["merge", "--quiet", "--no-commit", "side"]);
    let id = {
        scratch.write(DEAL, with_stages(LATE));
        scratch.commit("2026-10-30", "Tom Alvarez")
    };
    let found = scratch.found(BACKDATED);
    assert!(found.len() == 1 && found[0].contains(&id), "{found:?}");
}

fn close_date(date: &str) -> String {
    format!(
        "account: {{name: Quayside Ports}}\nopportunity: {{amount: 66000, close_date: {date}}}\n"
    )
}

#[test]
fn a_date_that_came_back_is_not_pushed_nor_is_that_of_a_closed_deal() {
    let scratch = Scratch::new();
    for (day, date) in [
        ("09-28", "2026-12-18"),
        ("10-05", "2027-01-29"),
        ("10-12", "2027-02-26"),
    ] {
        scratch.deal(&format!("2026-{day}"), "Sam Ortiz", &close_date(date));
    }
    assert_eq!(scratch.found(PUSHED).len(), 1);
    let closed = "outcome: {result: lost, date: 2026-11-04, reason: A new owner}\n";
    scratch.deal(
        "2026-11-04",
        "Sam Ortiz",
        &format!("{}{closed}", close_date("2027-02-26")),
    );
    assert!(scratch.found(PUSHED).is_empty());
    scratch.deal("2026-11-05", "Sam Ortiz", &close_date("2026-12-18"));
    assert!(scratch.found(PUSHED).is_empty());
}

#[test]
fn commits_after_the_day_that_is_looked_back_from_do_not_count() {
    let scratch = Scratch::new();
    for (day, date) in [
        ("09-28", "2026-12-18"),
        ("10-05", "2027-01-29"),
        ("10-26", "2027-02-26"),
    ] {
        scratch.deal(&format!("2026-{day}"), "Sam Ortiz", &close_date(date));
    }
    let on = |day, as_of_given| messages(&scratch.lint_in("", day, as_of_given), PUSHED).len();
    assert_eq!(on("2026-10-25", true), 0);
    assert_eq!(on("2026-10-26", true), 1);
    assert_eq!(
        on("2026-10-25", false),
        1,
        "a clock that is behind forgets nothing"
    );
}

fn outcome(rest: &str) -> String {
    format!(
        "{}outcome: {{result: won, date: 2026-11-04, {rest}}}\n",
        with_rule("referral")
    )
}

#[test]
fn what_one_commit_edits_of_a_close_is_one_finding_and_its_credit_another() {
    let scratch = Scratch::new();
    let closing = scratch.deal("2026-11-04", "Sam Ortiz", &outcome("amount: 66000"));
    let edited = outcome("amount: 81000").replace("2026-11-04", "2026-10-30");
    let id = scratch.deal(
        "2026-11-18",
        "Kemi Adeyemi",
        &edited.replace("referral", "implementation"),
    );
    let findings = scratch.lint();
    assert_eq!(
        messages(&findings, EDITED),
        [format!(
            "Kemi Adeyemi ({id}, Wed 18 Nov) changed outcome.date from 2026-11-04 to 2026-10-30 and outcome.amount from \
             66000 USD to 81000 USD after the deal was closed ({closing})"
        )]
    );
    assert_eq!(
        messages(&findings, CREDIT).len(),
        1,
        "the credit rule is told once"
    );
}

#[test]
fn an_amount_that_is_written_otherwise_is_not_edited() {
    let scratch = Scratch::new();
    scratch.deal("2026-11-04", "Sam Ortiz", &outcome("amount: 66000"));
    scratch.deal(
        "2026-11-18",
        "Jo Park",
        &outcome("amount: \"66,000.00 USD\", by: Sam Ortiz"),
    );
    assert!(scratch.found(EDITED).is_empty());
}

#[test]
fn a_waiver_of_the_deal_answers_a_finding_on_its_past() {
    let scratch = Scratch::new();
    scratch.deal("2026-11-04", "Sam Ortiz", &outcome("amount: 66000"));
    let waiver = "waivers: [{rule: close/edited-after-close, by: Tom Alvarez, date: 2026-11-18, why: A typing error}]\n";
    scratch.deal(
        "2026-11-18",
        "Jo Park",
        &format!("{}{waiver}", outcome("amount: 81000")),
    );
    assert!(scratch.found(EDITED).is_empty());
}

#[test]
fn history_that_was_rewritten_into_one_commit_is_quiet() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_stages(FIRST));
    scratch.deal("2026-10-30", "Luis Ortega", &with_stages(LATE));
    assert_eq!(scratch.found(BACKDATED).len(), 1);
    scratch.git(&["reset", "--quiet", "--soft", "HEAD~1"]);
    scratch.git_as(
        "Maya Chen",
        "2026-11-20",
        &["commit", "--quiet", "--amend", "-m", "y"],
    );
    assert!(scratch.found(BACKDATED).is_empty());
}

#[test]
fn a_rebase_dates_commits_anew_unless_it_is_told_not_to() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_stages(FIRST));
    scratch.git(&["branch", "old"]);
    scratch.deal("2026-10-06", "Luis Ortega", &with_stages(LATE));
    assert!(scratch.found(BACKDATED).is_empty());
    scratch.git(&["switch", "--quiet", "-c", "new", "old"]);
    scratch.write("README.md", "x");
    scratch.commit("2026-10-08", "Jo Park");
    scratch.git_as(
        "Jo Park",
        "2026-11-20",
        &["rebase", "--quiet", "new", "main"],
    );
    let found = scratch.found(BACKDATED);
    assert!(
        found.len() == 1 && found[0].contains("Luis Ortega"),
        "{found:?}"
    );
}

#[test]
fn a_book_in_a_folder_of_a_repository_has_a_past_too() {
    let scratch = Scratch::new();
    let process = std::fs::read_to_string(scratch.root().join("process.toml")).expect("a process");
    scratch.write("book/process.toml", process);
    scratch.write("book/deals/a.yaml", with_rule("referral"));
    scratch.deal("2026-09-28", "Maya Chen", &with_rule("referral"));
    scratch.write("book/deals/a.yaml", with_rule("implementation"));
    scratch.commit("2026-11-04", "Sam Ortiz");
    let findings = scratch.lint_in("book", "2026-11-23", false);
    assert_eq!(messages(&findings, CREDIT).len(), 1);
    assert!(
        scratch.found(CREDIT).is_empty(),
        "the deal of the other book did not change"
    );
}

/// What the program says, with its exit code.
fn dealctl(root: &std::path::Path, path: Option<&str>) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dealctl"));
    command
        .current_dir(root)
        .args(["lint", "--today", "2026-11-23", "--format", "short"])
        .args([
            "--select",
            "credit,history/backdated,hygiene/pushed,close/edited-after-close",
        ]);
    if let Some(path) = path {
        command.env("PATH", path);
    }
    let output = command.output().expect("the program");
    let said = [output.stdout, output.stderr].concat();
    (
        String::from_utf8_lossy(&said).into_owned(),
        output.status.code(),
    )
}

#[test]
fn without_the_whole_history_the_rules_are_quiet() {
    let scratch = Scratch::new();
    scratch.deal("2026-09-28", "Maya Chen", &with_rule("referral"));
    scratch.deal("2026-11-04", "Sam Ortiz", &with_rule("implementation"));
    let (said, code) = dealctl(scratch.root(), None);
    assert!(said.contains(CREDIT) && code == Some(1), "{said}");

    let quiet = (String::new(), Some(0));
    // Not a word of the rules, but one line that they did not run.
    let one_line = |(said, code): (String, Option<i32>), why: &str| {
        assert!(
            said.starts_with("warning: ") && said.contains(why),
            "{said}"
        );
        assert!(said.contains(CREDIT) && code == Some(0), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    };
    let without_git = dealctl(scratch.root(), Some("/nowhere"));
    one_line(without_git, "git is not installed");

    let elsewhere = tempfile::tempdir().expect("a folder");
    let shallow = elsewhere.path().join("shallow");
    let from = format!("file://{}", scratch.root().display());
    let to = shallow.display().to_string();
    scratch.git(&["clone", "--quiet", "--depth=1", &from, &to]);
    one_line(dealctl(&shallow, None), "the clone is shallow");

    std::fs::remove_dir_all(shallow.join(".git")).expect("a folder");
    assert_eq!(dealctl(&shallow, None), quiet, "no repository");
}

#[test]
fn a_repository_without_a_commit_is_quiet() {
    let scratch = Scratch::new();
    scratch.write(DEAL, with_rule("referral"));
    assert_eq!(dealctl(scratch.root(), None), (String::new(), Some(0)));
}

/// `dealctl lint` with something in its environment: the exit code, stdout and stderr.
fn lint_under(scratch: &Scratch, variables: &[(&str, &str)]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_dealctl"))
        .args(["lint", "--select", "credit,history", "--format", "short"])
        .args(["--today", "2026-11-23", "--root"])
        .arg(scratch.root())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs(variables.iter().copied())
        .output()
        .expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let code = output.status.code().unwrap_or(-1);
    (code, text(output.stdout), text(output.stderr))
}

#[test]
fn a_history_that_git_refuses_to_read_is_named_and_no_setting_of_the_caller_hides_it() {
    let scratch = Scratch::new();
    let registered =
        "partner: meridian\nregistered: 2026-09-21\nhistory: {registered: 2026-09-21}\n";
    scratch.deal(
        "2026-09-21",
        "Maya Chen",
        &format!("{registered}credit: referral\n"),
    );
    scratch.deal(
        "2026-09-28",
        "Sam Ortiz",
        &format!("{registered}credit: implementation\n"),
    );
    let plain = lint_under(&scratch, &[]);
    assert!(plain.0 == 1 && plain.1.contains(CREDIT), "{plain:?}");
    assert_eq!(plain.2, "");
    for name in ["GLOB", "NOGLOB", "ICASE", "LITERAL"] {
        let name = format!("GIT_{name}_PATHSPECS");
        assert_eq!(lint_under(&scratch, &[(&name, "1")]), plain, "{name}");
    }
    // What git does in a container whose files are another user's.
    let (_, found, said) = lint_under(&scratch, &[("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")]);
    assert!(!found.contains(CREDIT), "{found}");
    assert!(
        said.contains("history of the deals cannot be read") && said.contains("dubious ownership"),
        "{said}"
    );
    assert!(said.contains("help: "), "{said}");
    // A HEAD that names a commit which is not there is no empty repository.
    scratch.write(
        ".git/refs/heads/main",
        "1234567890123456789012345678901234567890\n",
    );
    let (_, _, said) = lint_under(&scratch, &[]);
    assert!(
        said.contains("history of the deals cannot be read"),
        "{said}"
    );
    std::fs::remove_file(scratch.root().join(".git/refs/heads/main")).expect("a branch");
    assert_eq!(lint_under(&scratch, &[]).2, "", "no commit yet");
}

#[test]
fn what_was_filled_in_after_the_close_counts_from_then_on() {
    let scratch = Scratch::new();
    scratch.deal("2026-11-04", "Sam Ortiz", &outcome("by: Sam Ortiz"));
    scratch.deal(
        "2026-11-05",
        "Sam Ortiz",
        &outcome("by: Sam Ortiz, amount: 5"),
    );
    assert!(scratch.found(EDITED).is_empty());
    scratch.deal(
        "2026-11-18",
        "Jo Park",
        &outcome("by: Sam Ortiz, amount: 50000"),
    );
    let found = scratch.found(EDITED);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("outcome.amount from 5 USD to 50000 USD"),
        "{found:?}"
    );
}

#[test]
fn a_deal_that_is_open_again_has_lost_its_outcome() {
    let scratch = Scratch::new();
    scratch.deal("2026-11-04", "Sam Ortiz", &outcome("amount: 66000"));
    scratch.deal("2026-11-18", "Jo Park", &with_rule("referral"));
    let found = scratch.found(EDITED);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("outcome.result from won to nothing"),
        "{found:?}"
    );
}

#[test]
fn another_reason_is_another_close() {
    let scratch = Scratch::new();
    let lost = |reason: &str| {
        format!(
            "{}outcome: {{result: lost, date: 2026-11-04, reason: {reason}}}\n",
            with_rule("referral")
        )
    };
    let long = "the budget went to another project ".repeat(9);
    scratch.deal("2026-11-04", "Sam Ortiz", &lost(&long));
    scratch.deal(
        "2026-11-05",
        "Sam Ortiz",
        &(lost(&long) + "owner: Sam Ortiz\n"),
    );
    assert!(scratch.found(EDITED).is_empty());
    scratch.deal("2026-11-18", "Jo Park", &lost("price"));
    let found = scratch.found(EDITED);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("outcome.reason from the budget"),
        "{found:?}"
    );
}
