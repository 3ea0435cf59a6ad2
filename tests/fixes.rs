//! `lint --fix`: what it mends, byte for byte, and what it leaves alone. Then every fix on 2,000 invented deals.

mod support;

use std::fs;

use support::Repository;

const HEAD: &str = "\
# Kept by hand.
account: {name: Quayside Ports}   # the customer
partner: meridian
registered: 2026-11-16

need: \"Berth planners re-key the tide table.\"
";

fn one(deal: &str) -> Repository {
    Repository::new().with("deals/one.yaml", deal)
}

fn after(repository: &Repository, path: &str) -> String {
    String::from_utf8(fs::read(repository.path(path)).expect("the deal")).expect("UTF-8")
}

/// What `lint --fix` makes of a deal; a second run changes nothing.
fn fixed(deal: &str, options: &[&str]) -> String {
    let repository = one(deal);
    let ran = repository.run(&[&["lint", "--fix"], options].concat());
    let text = after(&repository, "deals/one.yaml");
    let again = repository.run(&[&["lint", "--fix"], options].concat());
    assert_eq!(after(&repository, "deals/one.yaml"), text, "twice");
    assert!(!again.stderr.contains("Fixed"), "{}", again.stderr);
    assert_eq!(ran.stderr.contains("Fixed"), text != deal, "{}", ran.stderr);
    text
}

fn assert_fixed(wrong: &str, right: &str) {
    for (newline, end) in [("\n", "\n"), ("\r\n", "\r\n"), ("\n", "")] {
        for mark in ["", "\u{feff}"] {
            let file = |line: &str| {
                format!("{mark}{HEAD}{line}{end}")
                    .replace('\n', newline)
                    .replace("\r\r", "\r")
            };
            assert_eq!(fixed(&file(wrong), &[]), file(right), "{wrong}");
        }
    }
}

#[test]
fn what_is_safe_is_mended_and_nothing_else_is_touched() {
    for (wrong, right) in [
        ("credt: referral  # c", "credit: referral  # c"),
        ("credit: {rule: 'refferal'}", "credit: {rule: 'referral'}"),
        (
            "credit: referral\nhistory: {registered: 2026-11-16}\nstage: \"qualified\" # s",
            "credit: referral\nhistory: {registered: 2026-11-16}\nstage: \"registered\" # s",
        ),
        (
            "credit: referral\nhistory: {registred: 2026-11-16}",
            "credit: referral\nhistory: {registered: 2026-11-16}",
        ),
        (
            "credit: referral\nhistory:\n- stage: Registered deals\n- {stage: registred, date: 2026-11-16}",
            "credit: referral\nhistory:\n- stage: Registered deals\n- {stage: registered, date: 2026-11-16}",
        ),
        (
            "credit: referral\nattribution: partner-sourced",
            "credit: referral\nattribution: none",
        ),
        (
            "credit: referral\nopportunity: {close_date: 2027-3-1, type: renewel}",
            "credit: referral\nopportunity: {close_date: 2027-03-01, type: renewal}",
        ),
        (
            "waivers:\n- {criterion: qualified/bugdet, by: Tom Alvarez, date: 2026-10-01, why: The board.}",
            "waivers:\n- {criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-01, why: The board.}",
        ),
    ] {
        assert_fixed(wrong, right);
    }
}

#[test]
fn what_is_not_safe_is_mended_only_when_asked_for() {
    let deal = format!("{HEAD}credit: referral\nopportunity: {{close_date: 2027/3/1}}\n");
    assert_eq!(fixed(&deal, &[]), deal);
    assert_eq!(
        fixed(&deal, &["--unsafe"]),
        deal.replace("2027/3/1", "2027-03-01")
    );
}

#[test]
fn a_fix_that_would_bring_another_error_is_not_made() {
    // As `close_date` the value would be a wrong one: the file is left to somebody who knows.
    let deal = format!("{HEAD}credit: referral\nopportunity: {{close_dat: in spring}}\n");
    assert_eq!(fixed(&deal, &[]), deal);
    // The other fix of the same file is made all the same.
    let both = deal.replace("credit: referral", "credit: refferal");
    assert_eq!(fixed(&both, &[]), deal);
}

#[test]
fn the_process_is_mended_by_hand() {
    let process = support::example_process().replace("fiscal_year_starts", "fiscal_year_start");
    let repository = Repository::empty().with("process.toml", &process);
    repository.run(&["lint", "--fix", "--unsafe"]);
    assert_eq!(after(&repository, "process.toml"), process);
}

#[test]
fn a_diff_shows_and_changes_nothing() {
    let deal = format!("{HEAD}credit: refferal\n");
    let repository = one(&deal);
    let ran = repository.run(&["lint", "--diff"]);
    assert_eq!(ran.code, 1);
    assert_eq!(after(&repository, "deals/one.yaml"), deal);
    let expected = "\
--- a/deals/one.yaml
+++ b/deals/one.yaml
@@ -4,4 +4,4 @@
 registered: 2026-11-16
 
 need: \"Berth planners re-key the tide table.\"
-credit: refferal
+credit: referral
";
    assert_eq!(ran.text(), expected);
    assert_eq!(ran.stderr, "--fix would fix 1 finding in 1 file.\n");
    repository.run(&["lint", "--fix"]);
    let none = repository.run(&["lint", "--diff"]);
    assert_eq!((none.code, none.text()), (0, ""));
}

#[test]
fn only_what_was_asked_for_is_mended() {
    let deal = format!("{HEAD}credit: refferal\nownr: Maya Chen\n");
    let repository = one(&deal).with("deals/two.yaml", deal.replace("Quayside", "Halden"));
    repository.run(&["lint", "--fix", "--select", "credit", "deals/one.yaml"]);
    let mended = deal.replace("refferal", "referral");
    assert_eq!(after(&repository, "deals/one.yaml"), mended);
    assert!(after(&repository, "deals/two.yaml").contains("refferal"));
}

#[test]
fn people_are_told_what_can_be_fixed() {
    let deal = format!("{HEAD}credit: refferal\nopportunity: {{close_date: 2027/3/1}}\n");
    let repository = one(&deal);
    let ran = repository.run(&["lint"]);
    assert!(
        ran.text().contains("--fix does it: write `referral`"),
        "{}",
        ran.text()
    );
    assert!(
        ran.text()
            .contains("; 1 can be fixed with --fix, 1 more with --fix --unsafe\n"),
        "{}",
        ran.text()
    );
    let json = repository.run(&["lint", "--format", "json"]).json();
    let fix = |rule: &str| {
        let findings = json["findings"].as_array().expect("findings");
        let finding = findings.iter().find(|finding| finding["rule"] == rule);
        finding.expect("a finding")["fix"].clone()
    };
    assert_eq!(fix("credit/unknown-rule")["safe"], true);
    assert_eq!(fix("file/wrong-type")["safe"], false);
    let sarif = repository.run(&["lint", "--format", "sarif"]);
    assert!(sarif.text().contains("\"insertedContent\""));
}

#[cfg(unix)]
mod on_disk {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::{HEAD, Repository, after, one};

    #[test]
    fn permissions_and_links_stay() {
        let deal = format!("{HEAD}credit: refferal\n");
        let repository = Repository::new()
            .with("shared/real.yaml", &deal)
            .with_link("deals/one.yaml", "../shared/real.yaml");
        let real = repository.path("shared/real.yaml");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("permissions");
        repository.run(&["lint", "--fix"]);
        assert!(after(&repository, "shared/real.yaml").contains("credit: referral"));
        let mode = fs::metadata(&real).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        assert!(repository.path("deals/one.yaml").is_symlink());
        let beside = fs::read_dir(repository.path("shared"))
            .expect("a folder")
            .count();
        assert_eq!(beside, 1, "nothing is left behind");
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named_and_the_others_are_mended() {
        let deal = format!("{HEAD}credit: refferal\n");
        let repository = one(&deal).with("deals/two.yaml", deal.replace("Quayside", "Halden"));
        let locked = repository.path("deals/one.yaml");
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o444)).expect("permissions");
        let ran = repository.run(&["lint", "--fix"]);
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert_eq!(
            ran.stderr,
            "deals/one.yaml: left as it is: it is read-only\nFixed 1 finding in 1 file.\n"
        );
        assert_eq!(after(&repository, "deals/one.yaml"), deal);
        assert!(after(&repository, "deals/two.yaml").contains("credit: referral"));
    }
}
