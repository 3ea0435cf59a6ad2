//! `lint --fix`: what it mends, byte for byte, and what it leaves alone. Then every fix on 2,000 invented deals.

#[path = "../benches/book/mod.rs"]
mod book;
mod support;

use std::collections::BTreeMap;
use std::fs;

use dealctl::lint::{Selection, fixing};
use dealctl::load::{Memory, Seen, load};

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
            "credit: referral\nopportunity: {created: 2026-11-16}\nattribution: partner-sourced",
            "credit: referral\nopportunity: {created: 2026-11-16}\nattribution: none",
        ),
        (
            "credit: referral\nopportunity: {close_date: 2027-3-1, type: renewel}",
            "credit: referral\nopportunity: {close_date: 2027-03-01, type: renewal}",
        ),
        (
            "waivers:\n- {criterion: qualified/bugdet, by: Tom Alvarez, date: 2026-10-01, why: The board.}",
            "waivers:\n- {criterion: qualified/budget, by: Tom Alvarez, date: 2026-10-01, why: The board.}",
        ),
        (
            "credit: {rule: referral, note: a, b and “c”}",
            "credit: {rule: referral, note: \"a, b and “c”\"}",
        ),
        (
            "credit: referral\nhandoff:\n  why_partner:  #4 in the port\n  joint_value:  # to do",
            "credit: referral\nhandoff:\n  why_partner:  \"#4 in the port\"\n  joint_value:  # to do",
        ),
        (
            "opportunity: {amount: 84,000, close_date: 2027-03-01}",
            "opportunity: {amount: \"84,000\", close_date: 2027-03-01}",
        ),
        (
            "opportunity:\n  name: Berth #4, \"east\"  \n  amount: 1",
            "opportunity:\n  name: 'Berth #4, \"east\"'  \n  amount: 1",
        ),
        (
            "opportunity: {name: Berths: phase 1, amount: 1}\ncredit:\n  rule: referral\n  note: see: it  # c",
            "opportunity: {name: \"Berths: phase 1\", amount: 1}\ncredit:\n  rule: referral\n  note: \"see: it\"  # c",
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
    // The day that the rule goes by is not filled in: to write `none` would lose the claim.
    let deal = format!("{HEAD}credit: referral\nattribution: partner-sourced\n");
    assert_eq!(fixed(&deal, &[]), deal);
    assert_eq!(
        fixed(&deal, &["--unsafe"]),
        deal.replace("partner-sourced", "none")
    );
}

#[test]
fn a_piece_of_a_text_is_no_misspelled_key() {
    let deal = |line: &str| format!("{HEAD}credit: referral\n{line}\n");
    let piece = deal("opportunity: {name: Cranes of quay A, B, amount: 1}");
    assert_eq!(
        fixed(&piece, &[]),
        deal("opportunity: {name: \"Cranes of quay A, B\", amount: 1}")
    );
    // Perhaps it is one after all: somebody has to look.
    let near = deal("opportunity: {name: Berths, amont, close_date: 2027-03-01}");
    assert_eq!(fixed(&near, &[]), near);
    // A key that is there already is not written twice, and nothing is hidden below `custom`.
    for line in ["acount: {name: Other}", "customer: Sam"] {
        assert_eq!(fixed(&deal(line), &["--unsafe"]), deal(line));
    }
}

#[test]
fn a_misspelled_partner_is_mended_when_asked_for() {
    let deal = format!("{HEAD}credit: referral\n");
    let wrong = deal.replace("partner: meridian", "partner: meridan");
    assert!(wrong != deal);
    assert_eq!(fixed(&wrong, &[]), wrong);
    assert_eq!(fixed(&wrong, &["--unsafe"]), deal);
}

#[test]
fn a_comment_behind_a_cut_text_stays_a_comment() {
    let deal = |name: &str| format!("{HEAD}credit: referral\nopportunity:\n  name: {name}\n");
    assert_eq!(
        fixed(&deal("Gate #7   # the CRM owns this"), &[]),
        deal("\"Gate #7\"   # the CRM owns this")
    );
    let perhaps = deal("Gate 7 #todo ask Wim");
    assert_eq!(fixed(&perhaps, &[]), perhaps);
    assert_eq!(
        fixed(&perhaps, &["--unsafe"]),
        deal("\"Gate 7 #todo ask Wim\"")
    );
    let folded = deal("Gate\n    at berth #4 today");
    let found = one(&folded).run(&["lint", "--select", "file"]);
    assert!(found.text().contains("file/text-cut"), "{}", found.text());
    assert_eq!(fixed(&folded, &["--unsafe"]), folded);
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
fn comments_and_keys_of_ones_own_are_no_cut_texts() {
    let deal = format!(
        "{HEAD}credit: referral #4 of five\nowner: Maya Chen #since May\nopportunity: {{amount: 1, partnerx}}\n\
         custom: {{note: a, b}} #x\nqualification:\n  note: fine # 4 calls\n  reason: \"quoted\" #4\n"
    );
    let findings = one(&deal).findings();
    let wrong: Vec<String> = findings
        .iter()
        .filter(|finding| finding.rule == "file/text-cut")
        .map(support::Finding::at)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_cut_text_is_one_finding() {
    let deal = format!(
        "{HEAD}opportunity: {{amount: 84,000,500}}\ncredit: {{rule: referral, note: by ship, at night, in fog}}\n"
    );
    let findings = one(&deal).findings();
    let of_file: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.rule.starts_with("file/"))
        .map(|finding| &*finding.rule)
        .collect();
    assert_eq!(of_file, ["file/comma-in-braces", "file/comma-in-braces"]);
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
            .contains("; 1 can be fixed with --fix, 1 more with\n  --fix --unsafe\n"),
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

const DEALS: usize = 2_000;

/// Puts a fault where one fits; what `--fix` must make of it; nothing where none fits.
type Spoil = fn(&str) -> Option<(String, String)>;

/// A value of one line that a key of its own line has, with the key.
fn line_of<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.lines().find(|line| line.starts_with(key))
}

fn swap(text: &str, from: &str, wrong: &str) -> Option<(String, String)> {
    let spoilt = text.replacen(from, wrong, 1);
    (spoilt != text).then(|| (spoilt, text.to_owned()))
}

fn plain_need(text: &str) -> Option<&str> {
    let need = line_of(text, "need: ")?.trim_end().strip_prefix("need: ")?;
    let plain = need.starts_with(char::is_alphanumeric) && !need.contains(['#', '"', '\\', ':']);
    plain.then_some(need)
}

fn quoted_need(text: &str, more: &str) -> Option<(String, String)> {
    let need = plain_need(text)?;
    let line = format!("need: {need}");
    let wrong = text.replacen(&line, &format!("{line}{more}"), 1);
    let right = text.replacen(&line, &format!("need: \"{need}{more}\""), 1);
    Some((wrong, right))
}

const SPOILS: &[(&str, Spoil)] = &[
    ("key", |text| swap(text, "\npartner:", "\npartnr:")),
    ("rule", |text| {
        swap(text, "rule: referral", "rule: refferal")
    }),
    ("stage", |text| {
        swap(text, "registered: 20", "registred: 20")
    }),
    ("entry", |text| {
        swap(text, "stage: qualified", "stage: qualifed")
    }),
    ("date", |text| {
        let at = text.find(", date: 2026-0")?;
        let wrong = format!("{}{}", &text[..at + 13], &text[at + 14..]);
        Some((wrong, text.to_owned()))
    }),
    ("comma", |text| {
        let from = "who: Dana Reyes, ";
        let wrong = text.replacen(from, "who: Dana Reyes, Alliances lead, ", 1);
        let right = text.replacen(from, "who: \"Dana Reyes, Alliances lead\", ", 1);
        (wrong != *text).then_some((wrong, right))
    }),
    ("criterion", |text| {
        swap(text, "qualified/timing", "qualified/timng")
    }),
    ("attribution", |text| {
        let (from, wrong) = (
            "\nattribution: partner-sourced",
            "\nattribution: partner-influenced",
        );
        swap(text, from, wrong)
    }),
    ("place", |text| {
        let stage = line_of(text, "stage: ")?.split_whitespace().nth(1)?;
        let wrong = ["qualified", "registered"][usize::from(stage != "registered")];
        swap(
            text,
            &format!("\nstage: {stage}"),
            &format!("\nstage: {wrong}"),
        )
    }),
    ("marks", |text| {
        let at = text.find("close_date: 202")?;
        let mut wrong = text.to_owned();
        wrong.replace_range(at + 16..at + 17, "/");
        wrong.replace_range(at + 19..at + 20, "/");
        Some((wrong, text.to_owned()))
    }),
    ("cut", |text| quoted_need(text, " #4 of them")),
    ("colon", |text| quoted_need(text, ": berth by berth")),
];

/// Faults of which only `--fix --unsafe` takes the fix.
const UNSAFE: &[&str] = &["marks"];

/// Invented deals without a fault, by path, and the files that stand around them.
fn invented() -> (BTreeMap<String, String>, Memory) {
    let folder = tempfile::tempdir().expect("a folder");
    let written = book::write(folder.path(), DEALS, 11).expect("written");
    let mut files = Memory::default();
    let mut deals = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder.path()) {
        let entry = entry.expect("a folder of our own");
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(folder.path()).expect("below");
        let path = path.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(entry.path()).expect("a file of our own");
        if path.starts_with("deals/") && !written.faults.iter().any(|(of, _)| *of == path) {
            deals.insert(path, text.replace("\r\n", "\n"));
        } else if !path.starts_with("deals/") {
            files = files.with(&path, text);
        }
    }
    (deals, files)
}

/// A text with other line ends, with or without the last one.
fn ended(text: &str, (newline, last): (&str, bool)) -> String {
    let text = if last { text } else { text.trim_end() };
    text.replace('\n', newline)
}

const ENDS: [(&str, bool); 3] = [("\n", true), ("\r\n", true), ("\n", false)];

/// Every fix of these files, and what is left of each.
fn mended(files: &Memory, is_safe: bool) -> BTreeMap<String, String> {
    let seen = Seen {
        today: book::TODAY.parse().expect("a date"),
        as_of_given: true,
    };
    let families = ["file", "credit", "history", "gate", "attribution"].map(ToOwned::to_owned);
    let selection = Selection::new(&families, &[]).expect("families");
    let book = load(files, seen).expect("a process");
    let mended = fixing::fix(files, book, &selection, &|_, finding| {
        finding.fix.as_ref().is_some_and(|fix| fix.safe || !is_safe)
    });
    assert!(!mended.stopped);
    let mended = mended.files.into_iter();
    mended.map(|file| (file.path, file.after)).collect()
}

#[test]
fn on_2000_invented_deals_every_fix_alone_changes_only_the_bytes_that_it_is_about() {
    let (deals, around) = invented();
    for (nth, (name, spoil)) in SPOILS.iter().enumerate() {
        let mut files = around.clone();
        let mut expected: BTreeMap<String, String> = BTreeMap::new();
        for (number, (path, text)) in deals.iter().enumerate() {
            let end = ENDS[(number + nth) % ENDS.len()];
            if let Some((wrong, right)) = spoil(text) {
                files = files.with(path, ended(&wrong, end));
                expected.insert(path.clone(), ended(&right, end));
            }
        }
        assert!(expected.len() >= 30, "{name}: only {}", expected.len());
        let found = mended(&files, !UNSAFE.contains(name));
        for (path, expected) in &expected {
            assert_eq!(found.get(path), Some(expected), "{name}: {path}");
        }
    }
}

#[test]
fn on_2000_invented_deals_all_fixes_together_change_only_the_bytes_that_they_are_about() {
    let (deals, around) = invented();
    let mut spoilt_by: BTreeMap<&str, usize> = BTreeMap::new();
    // Each deal carries every fault that fits it; of the two that need the same line, one in every second deal.
    for end in ENDS {
        let mut files = around.clone();
        let mut expected: BTreeMap<String, String> = BTreeMap::new();
        for (number, (path, text)) in deals.iter().enumerate() {
            let (mut wrong, mut right) = (text.clone(), text.clone());
            for (name, spoil) in SPOILS {
                if *name == ["cut", "colon"][number % 2] || UNSAFE.contains(name) {
                    continue;
                }
                if let (Some((spoilt, _)), Some((_, mended))) = (spoil(&wrong), spoil(&right)) {
                    (wrong, right) = (spoilt, mended);
                    *spoilt_by.entry(name).or_default() += 1;
                }
            }
            files = files.with(path, ended(&wrong, end));
            expected.insert(path.clone(), ended(&right, end));
        }
        for (path, after) in mended(&files, true) {
            let expected = expected.remove(&path).expect("a deal that was spoilt");
            assert_eq!(after, expected, "{path}");
        }
        for (path, text) in expected {
            assert_eq!(
                text,
                ended(&deals[&path], end),
                "{path}: nothing was mended"
            );
        }
    }
    for (name, _) in SPOILS.iter().filter(|(name, _)| !UNSAFE.contains(name)) {
        let count = spoilt_by.get(name).copied().unwrap_or_default();
        assert!(count >= 100, "{name}: only {count}");
    }
}
