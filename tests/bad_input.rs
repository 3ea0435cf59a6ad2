//! Whatever stands in a file, dealctl says what is wrong and where, and every other file is judged all the same.
//!
//! Each case writes one bad file beside a deal that must still be judged, the witness, and runs the real binary: `lint` in
//! all formats and every report. None may panic, none may send to a terminal what steers it.

mod support;

use std::fmt::Write as _;
use std::fs;

use support::{Finding, Repository, assert_harmless, dealctl, example_process, quick_process, run};

const BAD: &str = "deals/bad.yaml";

/// A deal in its first stage, with one unknown key on line 8.
const WITNESS: &str = "\
account: {name: Quayside Ports, domain: quayside.example}
opportunity: {name: \"Berth scheduling, phase 1\", amount: 66000, close_date: 2027-03-31}
partner: meridian
registered: {date: 2026-09-28, by: Dana Reyes, approved: 2026-09-29}
need: \"Berth planners re-key the tide table: two hours a day, three people.\"
credit: referral
history: {registered: 2026-09-28}
nickname: the harbour
";

fn with_witness() -> Repository {
    Repository::empty()
        .with("process.toml", quick_process())
        .with("deals/witness.yaml", WITNESS)
}

/// Judges a bad file beside the witness, in every way there is; the findings of `lint` in the bad file.
fn judged(bytes: impl AsRef<[u8]>) -> Vec<Finding> {
    judged_in(&with_witness().with(BAD, bytes), BAD)
}

fn judged_in(repository: &Repository, path: &str) -> Vec<Finding> {
    for args in [
        &["lint", "--notes", "--full"][..],
        &["lint", "--notes"],
        &["lint", "--format", "short", "--notes"],
        &[],
        &["stalls"],
        &["stalls", "--format", "csv"],
        &["score"],
        &["score", "--format", "csv"],
        &["forecast"],
        &["forecast", "--format", "csv"],
        &["gate", "witness"],
    ] {
        let ran = repository.run(args);
        assert_harmless(&ran.stdout, &format!("stdout of {args:?}"));
        assert_harmless(ran.stderr.as_bytes(), &format!("stderr of {args:?}"));
        assert!(
            ran.code < 2,
            "{args:?} ended with {}: {}",
            ran.code,
            ran.stderr
        );
    }
    let findings = repository.findings();
    assert!(
        findings
            .iter()
            .any(|finding| finding.at() == "file/unknown-key deals/witness.yaml:8:1"),
        "the witness was not judged: {findings:#?}"
    );
    let forecast = repository.run(&["forecast", "--format", "json"]).json();
    let counted = forecast["total"]["deals"].as_u64().expect("a count");
    assert!(counted >= 1, "the witness is in no figure: {forecast:#}");
    findings
        .into_iter()
        .filter(|finding| finding.path == path)
        .collect()
}

/// Fails unless the one finding of the family `file` is this one at this place.
#[track_caller]
fn assert_only_file_finding(findings: &[Finding], rule: &str, line: u64, column: u64) -> String {
    let of_file: Vec<_> = findings
        .iter()
        .filter(|finding| finding.rule.starts_with("file/"))
        .collect();
    let [only] = of_file.as_slice() else {
        panic!("one finding of the file expected, not {of_file:#?}");
    };
    assert_eq!(
        (only.rule.as_str(), only.line, only.column),
        (rule, line, column),
        "{}",
        only.message
    );
    only.message.clone()
}

#[track_caller]
fn assert_no_file_finding(findings: &[Finding]) {
    let of_file: Vec<_> = findings
        .iter()
        .filter(|finding| finding.rule.starts_with("file/"))
        .collect();
    assert!(of_file.is_empty(), "{of_file:#?}");
}

// Bytes.

#[test]
fn bytes_that_are_not_utf8_are_named_at_their_place() {
    let findings = judged(b"account: {name: Quay}\nneed: \"caf\xe9\"\n");
    let message = assert_only_file_finding(&findings, "file/unreadable", 2, 11);
    assert!(message.contains("0xE9"), "{message}");
}

#[test]
fn utf16_is_not_utf8() {
    let bytes: Vec<u8> = "\u{feff}account: {name: Quay}\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_only_file_finding(&judged(bytes), "file/unreadable", 1, 1);
}

#[test]
fn a_byte_order_mark_is_fine_and_is_no_column() {
    let findings = judged("\u{feff}acount: {name: Quay}\nneed: x is y\n");
    assert_only_file_finding(&findings, "file/unknown-key", 1, 1);
}

#[test]
fn windows_line_ends_are_fine_and_columns_stay_right() {
    let findings = judged("account:\r\n  name: Quay\r\n  colour: blue\r\nneed: x is y\r\n");
    assert_only_file_finding(&findings, "file/unknown-key", 3, 3);
    let findings = judged("account:\r\n  name: Quay\r\nopportunity:\r\n  amount: NaN\r\n");
    assert_only_file_finding(&findings, "file/wrong-type", 4, 11);
}

#[test]
fn a_nul_byte_is_no_yaml() {
    assert_only_file_finding(&judged("account: {name: Qu\0ay}\n"), "file/syntax", 1, 19);
}

#[test]
fn an_empty_file_is_no_deal() {
    for bytes in ["", "\n\n", "# nothing yet\n", "---\n", "\u{feff}"] {
        let findings = judged(bytes);
        assert_eq!(findings.len(), 1, "{bytes:?}: {findings:#?}");
        assert_eq!(findings[0].rule, "file/wrong-type", "{bytes:?}");
    }
}

// YAML.

#[test]
fn a_tab_is_no_indentation() {
    assert_only_file_finding(&judged("account:\n\tname: Quay\n"), "file/syntax", 2, 1);
    let message = assert_only_file_finding(
        &judged("account:\n  name: Quay\n\tdomain: quay.example\n"),
        "file/syntax",
        3,
        1,
    );
    assert!(message.contains("tab"), "{message}");
}

#[test]
fn the_second_of_two_equal_keys_is_marked() {
    let findings = judged("account: {name: Quay}\nneed: x is y\nneed: y is z\n");
    assert_only_file_finding(&findings, "file/duplicate-key", 3, 1);
    let findings = judged("account: {name: Quay, name: Side}\n");
    assert_only_file_finding(&findings, "file/duplicate-key", 1, 23);
}

#[test]
fn a_second_document_is_marked_where_it_begins() {
    let findings = judged("account: {name: Quay}\n---\naccount: {name: Side}\n");
    assert_only_file_finding(&findings, "file/several-documents", 2, 1);
}

#[test]
fn an_alias_bomb_is_not_expanded() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for pair in ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"] {
        let (before, here) = pair.split_at(1);
        let _ = writeln!(
            bomb,
            "{here}: &{here} [{}]",
            vec![format!("*{before}"); 9].join(", ")
        );
    }
    let findings = judged(bomb);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].rule, "file/too-large");
    assert_eq!(findings[0].line, 5, "9 + 81 + 729 + 6561 are below 10,000");
}

#[test]
fn a_long_text_that_many_aliases_repeat_is_not_copied_for_each() {
    let text = "A".repeat(500_000);
    let aliases = vec!["*a"; 8_999].join(",");
    for bomb in [
        format!("account: {{name: Quay}}\ncustom:\n  a: &a \"\\n{text}\"\n  b: [{aliases}]\n"),
        format!("account: {{name: Quay}}\nevidence: [&a \"notes/{text}.md\",{aliases}]\n"),
        format!("account: {{name: Quay}}\nearlier_handoffs: [&a {{draft: {text}}},{aliases}]\n"),
    ] {
        let findings = judged(bomb);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert_eq!(findings[0].rule, "file/too-large");
        assert!(findings[0].message.contains("repeat"), "{findings:#?}");
    }
}

#[test]
fn aliases_of_short_texts_are_values_like_others() {
    let findings = judged(
        "account: {name: &quay Quay}\ncustom: {berths: &b [north, south], cranes: *b, name: *quay}\n",
    );
    assert_no_file_finding(&findings);
}

#[test]
fn an_alias_to_itself_is_no_loop() {
    assert_only_file_finding(&judged("account: &a {name: *a}\n"), "file/syntax", 1, 20);
}

#[test]
fn a_hundred_thousand_brackets_are_not_followed() {
    for bracket in ["[", "{a: ", "{[", "- "] {
        let findings = judged(bracket.repeat(100_000));
        assert_eq!(findings.len(), 1, "{bracket}: {findings:#?}");
        assert_eq!(findings[0].rule, "file/too-large", "{bracket}");
        assert_eq!(findings[0].line, 1);
    }
}

#[test]
fn deep_block_nesting_is_not_followed() {
    let deep: String = (0..500).fold(String::new(), |mut text, depth| {
        let _ = writeln!(text, "{}a:", " ".repeat(depth));
        text
    });
    let findings = judged(deep);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].rule, "file/too-large");
    assert!((60..70).contains(&findings[0].line), "{findings:#?}");
}

#[test]
fn an_unfinished_merge_is_called_by_its_name() {
    let findings = judged(
        "account: {name: Quay}\n<<<<<<< HEAD\nneed: x is y\n=======\nneed: y is z\n>>>>>>> other\n",
    );
    assert_only_file_finding(&findings, "file/conflict-markers", 2, 1);
    let findings = judged(
        "account: {name: Quay}\r\n<<<<<<< HEAD\r\nneed: x\r\n=======\r\nneed: y\r\n>>>>>>> other\r\n",
    );
    assert_only_file_finding(&findings, "file/conflict-markers", 2, 1);
}

#[test]
fn a_template_that_was_not_filled_in_is_a_fault_of_the_text() {
    let findings = judged("account: {name: {{ account }}}\n");
    assert_only_file_finding(&findings, "file/syntax", 1, 18);
}

#[test]
fn a_text_with_a_number_sign_in_braces_is_a_fault_where_the_sign_stands() {
    let text =
        "account: {name: Quay}\nopportunity: {name: Berth #4, phase 2, amount: 84000}\nneed: x\n";
    assert_only_file_finding(&judged(text), "file/text-cut", 2, 27);
    let text = "account: {name: Quay}\nopportunity: {name: Berth #4, amount: 84000}\n";
    assert_only_file_finding(&judged(text), "file/text-cut", 2, 27);
}

// Sizes.

#[test]
fn fifty_megabytes_are_not_read() {
    let mut bytes = b"account: {name: Quay}\nneed: |\n".to_vec();
    bytes.resize(50 << 20, b'x');
    let findings = judged(bytes);
    let message = assert_only_file_finding(&findings, "file/too-large", 1, 1);
    assert!(
        message.contains("52428800") || message.contains("50"),
        "{message}"
    );
    assert_eq!(findings.len(), 1);
}

#[test]
fn a_line_of_a_hundred_kilobytes_is_judged_and_not_printed_whole() {
    let text = format!(
        "account: {{name: Quay}}\nneed: {}\nopportunity: {{name: {}, amount: NaN}}\n",
        "word ".repeat(20_000),
        "long ".repeat(20_000)
    );
    let repository = with_witness().with(BAD, text);
    let findings = judged_in(&repository, BAD);
    assert_only_file_finding(&findings, "file/wrong-type", 3, 100_031);
    let human = repository.run(&["lint", "--full"]);
    let longest = human.text().lines().map(str::len).max().unwrap_or(0);
    assert!(longest < 1_000, "a line of {longest} bytes");
}

#[test]
fn a_key_of_a_hundred_kilobytes_is_not_printed_whole() {
    let text = format!("account: {{name: Quay}}\n? {}\n: 1\n", "k".repeat(100_000));
    let repository = with_witness().with(BAD, text);
    let findings = judged_in(&repository, BAD);
    let message = assert_only_file_finding(&findings, "file/unknown-key", 2, 3);
    assert!(
        message.chars().count() < 300,
        "{} characters",
        message.len()
    );
    for args in [
        &["lint"][..],
        &["lint", "--full"],
        &["lint", "--format", "short"],
    ] {
        let ran = repository.run(args);
        let longest = ran.text().lines().map(str::len).max().unwrap_or(0);
        assert!(longest < 1_000, "{args:?}: a line of {longest} bytes");
    }
}

#[test]
fn ten_thousand_keys_in_one_map_are_too_many_and_four_thousand_are_not() {
    let keys = |count: usize| {
        let mut text = "account: {name: Quay}\ncustom:\n".to_owned();
        for key in 0..count {
            let _ = writeln!(text, "  key{key}: {key}");
        }
        text
    };
    let findings = judged(keys(10_000));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].rule, "file/too-large");
    assert_no_file_finding(&judged(keys(4_000)));
}

#[test]
fn five_hundred_unknown_keys_are_each_named_once() {
    let mut text = "account: {name: Quay}\n".to_owned();
    for key in 0..500 {
        let _ = writeln!(text, "key{key}: {key}");
    }
    let unknown = judged(text)
        .iter()
        .filter(|finding| finding.rule == "file/unknown-key")
        .count();
    assert_eq!(unknown, 500);
}

// Values.

#[test]
fn a_list_where_a_map_belongs_says_so() {
    assert_only_file_finding(
        &judged("- account: {name: Quay}\n"),
        "file/wrong-type",
        1,
        1,
    );
    assert_only_file_finding(&judged("account: [Quay, Side]\n"), "file/wrong-type", 1, 10);
    assert_only_file_finding(&judged("just words\n"), "file/wrong-type", 1, 1);
    let findings = judged("account: {name: Quay}\ntouches: {date: 2026-09-01}\n");
    assert_only_file_finding(&findings, "file/wrong-type", 2, 10);
}

#[test]
fn a_day_that_does_not_exist_is_no_date() {
    for (day, column) in [
        ("2026-02-30", 13),
        ("2026-13-01", 13),
        ("2026-2-3", 13),
        ("99999-01-01", 13),
        ("-2026-01-01", 13),
        ("0x7E", 13),
    ] {
        let findings = judged(format!("account: {{name: Quay}}\nregistered: {day}\n"));
        assert_only_file_finding(&findings, "file/wrong-type", 2, column);
    }
}

#[test]
fn the_first_and_the_last_year_are_dates_like_others() {
    for day in ["0000-01-01", "0001-01-01", "9999-12-31"] {
        let findings = judged(format!(
            "account: {{name: Quay}}\nopportunity: {{amount: 5, created: {day}, close_date: {day}}}\nregistered: {day}\n\
             handoff: {{sent: {day}, seller: Sam Ortiz}}\ntouches: [{{date: {day}, kind: intro, from: partner}}]\n\
             history: {{registered: {day}, qualified: {day}, handoff: {day}}}\n"
        ));
        assert_no_file_finding(&findings);
    }
}

#[test]
fn what_is_no_amount_is_named_with_its_place() {
    for amount in [
        "NaN",
        ".inf",
        "1e5",
        "-1",
        "84.000 EUR",
        "84 000",
        "0x10",
        "9999999999999999999999999999999999999999",
        "79228162514264337593543950335",
    ] {
        let findings = judged(format!(
            "account: {{name: Quay}}\nopportunity: {{amount: {amount}}}\n"
        ));
        assert_only_file_finding(&findings, "file/wrong-type", 2, 23);
    }
}

#[test]
fn the_largest_amount_breaks_no_sum() {
    let most = "10000000000000";
    let deal = format!(
        "account: {{name: Quay}}\nopportunity: {{amount: {most}, close_date: 2026-12-01}}\nhistory: {{registered: 2026-09-01}}\n"
    );
    let repository = with_witness()
        .with("deals/other.yaml", &deal)
        .with(BAD, &deal);
    assert_no_file_finding(&judged_in(&repository, BAD));
    for args in [
        &["stalls", "--format", "json"][..],
        &["forecast", "--format", "json"],
    ] {
        repository.run(args).json();
    }
    let in_euro = deal.replace(most, &format!("{most} EUR"));
    assert_no_file_finding(&judged(in_euro));
}

#[test]
fn a_currency_without_a_rate_is_named_at_the_amount() {
    let findings = judged("account: {name: Quay}\nopportunity: {amount: 5 CHF}\n");
    assert!(
        findings
            .iter()
            .any(|finding| finding.at() == format!("process/no-rate {BAD}:2:23")),
        "{findings:#?}"
    );
}

/// Text that steers a terminal: a colour, a C1 control (CSI), a direction override, an isolate, a zero-width space, a bell.
const HOSTILE: &str = r"Quay\e[31m\x9B2J\u202Esdrawkcab\u2066x\u200By\x07\u2028z";

#[test]
fn text_that_steers_a_terminal_is_shown_escaped_everywhere() {
    let deal = format!(
        "account: {{name: \"{HOSTILE}\"}}\nopportunity: {{name: \"{HOSTILE}\", amount: 66000, close_date: 2026-10-01, call: \"{HOSTILE}\"}}\n\
         partner: {{name: \"{HOSTILE}\", contact: {{name: \"{HOSTILE}\", role: \"{HOSTILE}\"}}}}\n\
         registered: {{date: 2026-08-01, by: \"{HOSTILE}\"}}\nneed: \"{HOSTILE}\"\ncredit: \"{HOSTILE}\"\nowner: \"{HOSTILE}\"\n\
         stage: \"{HOSTILE}\"\nroles: {{customer: \"{HOSTILE}\", technical: \"{HOSTILE}\", close: \"{HOSTILE}\"}}\n\
         handoff: {{seller: \"{HOSTILE}\", owner: \"{HOSTILE}\", priority_list: \"{HOSTILE}\", sent: 2026-09-01, evidence: \"notes/{HOSTILE}\"}}\n\
         waivers: [{{criterion: \"{HOSTILE}\"}}]\n\
         history: {{registered: 2026-08-01, qualified: 2026-08-10, handoff: 2026-09-01}}\n\"{HOSTILE}\": 1\nid: \"{HOSTILE}\"\n"
    );
    let repository = with_witness().with(BAD, deal);
    let findings = judged_in(&repository, BAD);
    assert!(findings.len() > 5, "{findings:#?}");
    for args in [
        &["lint"][..],
        &["lint", "--format", "short"],
        &["stalls"],
        &["stalls", "--format", "csv"],
        &["score"],
        &["score", "--format", "csv"],
        &["gate", BAD],
        &["score", BAD],
    ] {
        let ran = repository.run(args);
        assert!(ran.code < 2, "{args:?}: {}", ran.stderr);
        assert_harmless(&ran.stdout, &format!("{args:?}"));
        assert!(
            ran.text().contains("\\u{202e}"),
            "{args:?} shows the name, escaped:\n{}",
            ran.text()
        );
    }
}

#[test]
fn text_that_steers_a_terminal_is_harmless_where_the_line_is_drawn() {
    let raw = "account: {name: \"Quay\u{202e}2J\u{2066}\"}\ncolour: \"\u{202e}\u{85}\"\n";
    let repository = with_witness().with(BAD, raw);
    let findings = judged_in(&repository, BAD);
    assert!(
        findings
            .iter()
            .any(|finding| finding.rule == "file/unknown-key"),
        "{findings:#?}"
    );
}

#[test]
fn control_characters_as_they_are_are_no_yaml() {
    for control in ['\u{1b}', '\u{9b}', '\u{7}', '\u{8}', '\u{7f}'] {
        let findings = judged(format!("account: {{name: \"Qu{control}ay\"}}\n"));
        assert_only_file_finding(&findings, "file/syntax", 1, 20);
    }
}

#[test]
fn a_file_name_that_steers_a_terminal_is_shown_escaped() {
    let name = "deals/qu\u{1b}[31may\u{202e}.yaml";
    let repository = with_witness().with(name, "account: [Quay]\n");
    let findings = judged_in(&repository, name);
    assert_only_file_finding(&findings, "file/wrong-type", 1, 10);
    let ran = repository.run(&["lint", "--format", "short", name]);
    assert!(
        ran.text().contains("\\u{1b}[31may\\u{202e}"),
        "{}",
        ran.text()
    );
    let ran = repository.run(&["gate", "qu\u{1b}x\u{202e}"]);
    assert_eq!(ran.code, 2);
    assert_harmless(ran.stderr.as_bytes(), "what there is no deal of");
}

#[test]
fn an_id_may_hold_anything_and_leads_nowhere() {
    for id in [
        "../../etc/passwd",
        "/etc/passwd",
        "two\\nlines",
        "",
        " ",
        "=1+1",
        "deals/x",
        ".",
    ] {
        let deal = format!("id: \"{id}\"\n{}", WITNESS.replace("nickname", "custom"));
        let repository = with_witness().with(BAD, deal);
        let findings = judged_in(&repository, BAD);
        assert!(
            findings.iter().all(|finding| finding.rule != "file/syntax"),
            "{id}: {findings:#?}"
        );
        let ran = repository.run(&["gate", BAD, "--format", "json"]);
        assert_eq!(ran.code, 0, "{id}: {}", ran.stderr);
        ran.json();
    }
}

#[test]
fn evidence_outside_of_the_repository_is_not_looked_at() {
    for source in [
        "/etc/passwd",
        "../../x",
        "notes/../../../../../../etc/passwd",
        "file:///etc/passwd",
        "~/.ssh/id_rsa",
        "C:\\\\Windows\\\\win.ini",
    ] {
        let deal = format!(
            "{WITNESS}handoff:\n  priority_list: \"{source}\"\n  evidence: \"{source}\"\n  sent: 2026-10-01\n"
        );
        let repository = with_witness().with(BAD, deal);
        let findings = judged_in(&repository, BAD);
        let places: Vec<_> = findings
            .iter()
            .filter(|finding| finding.rule == "handoff/evidence-not-found")
            .map(|finding| (finding.line, finding.column))
            .collect();
        assert_eq!(places, [(10, 18), (11, 13)], "{source}: {findings:#?}");
        let human = repository.run(&["lint", "--full"]);
        assert!(!human.text().contains("root:x:"), "{}", human.text());
    }
}

#[cfg(unix)]
#[test]
fn evidence_behind_a_link_out_of_the_repository_is_not_looked_at() {
    let outside = Repository::empty().with("secret.md", "Quayside Ports is on the list");
    let deal = format!(
        "{WITNESS}handoff:\n  priority_list: lists/linked.md\n  evidence: [notes/secret.md]\n  sent: 2026-10-01\n"
    );
    let repository = with_witness()
        .with(BAD, deal)
        .with_link("lists/linked.md", outside.path("secret.md"))
        .with_link("notes", outside.root());
    let unresolved = judged_in(&repository, BAD)
        .iter()
        .filter(|finding| finding.rule == "handoff/evidence-not-found")
        .count();
    assert_eq!(unresolved, 2);
}

// Folders and links.

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_named() {
    let repository = with_witness().with_link(BAD, "gone.yaml");
    let message = assert_only_file_finding(&judged_in(&repository, BAD), "file/unreadable", 1, 1);
    assert!(message.contains("link"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_to_itself_is_named() {
    let repository = with_witness().with_link(BAD, "bad.yaml");
    let message = assert_only_file_finding(&judged_in(&repository, BAD), "file/unreadable", 1, 1);
    assert!(message.contains("link"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository_is_not_followed() {
    let outside = Repository::empty().with("deal.yaml", "account: {name: Secret}\nacount: 1\n");
    let repository = with_witness().with_link(BAD, outside.path("deal.yaml"));
    let findings = judged_in(&repository, BAD);
    let message = assert_only_file_finding(&findings, "file/unreadable", 1, 1);
    assert!(message.contains("outside"), "{message}");
    assert_eq!(findings.len(), 1);
}

/// Makes a pipe that nobody writes to: who opens it waits for ever.
#[cfg(unix)]
fn with_pipe(repository: Repository, path: &str) -> Repository {
    let full = repository.path(path);
    fs::create_dir_all(full.parent().expect("a folder")).expect("folders");
    let made = std::process::Command::new("mkfifo").arg(full).status();
    assert!(made.expect("mkfifo").success());
    repository
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_named_and_not_opened() {
    let repository = with_pipe(with_witness(), "deals/_pipe").with_link(BAD, "_pipe");
    let message = assert_only_file_finding(&judged_in(&repository, BAD), "file/unreadable", 1, 1);
    assert!(message.contains("pipe"), "{message}");
    let repository = with_pipe(with_witness(), BAD);
    assert_only_file_finding(&judged_in(&repository, BAD), "file/unreadable", 1, 1);
    let repository = with_witness().with_link(BAD, "/dev/null");
    assert_only_file_finding(&judged_in(&repository, BAD), "file/unreadable", 1, 1);
    let repository = with_pipe(with_witness(), "signals.yaml");
    assert_only_file_finding(
        &judged_in(&repository, "signals.yaml"),
        "file/unreadable",
        1,
        1,
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_evidence_no_list_no_process_and_no_baseline() {
    let deal = format!(
        "{WITNESS}handoff:\n  priority_list: lists/p.md\n  evidence: [notes/p.md]\n  sent: 2026-10-01\n"
    );
    let repository = with_pipe(with_witness().with(BAD, deal), "lists/p.md");
    let repository = with_pipe(repository, "notes/p.md");
    let missing = judged_in(&repository, BAD)
        .iter()
        .filter(|finding| finding.rule == "handoff/evidence-not-found")
        .count();
    assert_eq!(missing, 2);
    let pipe = repository.path("lists/p.md");
    for more in [&[][..], &["--write-baseline"]] {
        let mut args = vec!["lint", "--baseline", pipe.to_str().expect("UTF-8")];
        args.extend(more);
        assert_eq!(repository.run(&args).code, 2);
    }
    let repository = with_pipe(Repository::empty(), "process.toml");
    assert_eq!(repository.run(&["lint"]).code, 2);
}

#[cfg(unix)]
#[test]
fn process_and_signals_behind_a_link_out_of_the_repository_are_not_read() {
    let outside = Repository::empty().with("secret", "password = hunter2\n");
    let repository = Repository::empty().with_link("process.toml", outside.path("secret"));
    for args in [&["lint"][..], &["stalls"], &["lint", "--format", "json"]] {
        let ran = repository.run(args);
        assert_eq!(ran.code, 2, "{args:?}");
        let said = format!("{}{}", ran.text(), ran.stderr);
        assert!(said.contains("outside the repository"), "{args:?}: {said}");
        assert!(!said.contains("hunter2"), "{args:?}: {said}");
    }
    let repository = with_witness().with_link("signals.yaml", outside.path("secret"));
    let findings = judged_in(&repository, "signals.yaml");
    let message = assert_only_file_finding(&findings, "file/unreadable", 1, 1);
    assert!(message.contains("outside"), "{message}");
    let repository = with_witness()
        .with(".git/config", "[user]\n\ttoken = hunter2\n")
        .with_link(BAD, "../.git/config");
    let findings = judged_in(&repository, BAD);
    let message = assert_only_file_finding(&findings, "file/unreadable", 1, 1);
    assert!(message.contains("outside"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_root_behind_a_link_is_a_root_like_others() {
    let book = with_witness().with("processes/one.toml", example_process());
    let elsewhere = Repository::empty().with_link("book", book.root());
    let ran = support::run_in(&elsewhere.path("book"), &["lint", "--format", "short"]);
    assert!(ran.text().contains("file/unknown-key"), "{}", ran.stderr);
    fs::remove_file(book.path("process.toml")).expect("removed");
    let book = book.with_link("process.toml", "processes/one.toml");
    let ran = book.run(&["lint", "--format", "short"]);
    assert!(ran.text().contains("file/unknown-key"), "{}", ran.text());
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_repository_is_a_deal() {
    let repository = with_witness()
        .with("drafts/draft.yaml", "account: {name: Quay}\nacount: 1\n")
        .with_link(BAD, "../drafts/draft.yaml");
    assert_only_file_finding(&judged_in(&repository, BAD), "file/unknown-key", 2, 1);
}

#[cfg(unix)]
#[test]
fn a_linked_folder_is_named_and_not_entered() {
    let outside = Repository::empty().with("deal.yaml", "account: {name: Secret}\n");
    let repository = with_witness()
        .with_link("deals/linked", outside.root())
        .with_link("deals/loop", "..");
    for path in ["deals/linked", "deals/loop"] {
        assert_only_file_finding(&judged_in(&repository, path), "file/unreadable", 1, 1);
    }
    let files = repository.run(&["lint", "--format", "json"]).json()["summary"]["deals"].clone();
    assert_eq!(files, 1);
}

#[cfg(unix)]
#[test]
fn deals_as_a_link_out_of_the_repository_is_not_entered() {
    let outside = Repository::empty().with("secret.yaml", "account: {name: Secret}\n");
    let repository = Repository::new().with_link("deals", outside.root());
    let findings = repository.findings();
    let of_deals: Vec<_> = findings
        .iter()
        .filter(|finding| finding.path.starts_with("deals"))
        .collect();
    let [only] = of_deals.as_slice() else {
        panic!("{of_deals:#?}")
    };
    assert_eq!(only.at(), "file/unreadable deals:1:1");
}

/// What lint finds as a user who owns nothing here; none, said on stderr, where it cannot be run as one.
#[cfg(unix)]
fn findings_of_a_stranger(repository: &Repository, closed: &str) -> Option<Vec<Finding>> {
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    let set = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    };
    set(repository.root(), 0o755);
    let closed = repository.path(closed);
    set(&closed, 0o000);
    let mut command = dealctl();
    command
        .arg("--root")
        .arg(repository.root())
        .args(["lint", "--format", "json"]);
    if fs::read_dir(&closed).is_ok() || fs::read(&closed).is_ok() {
        command.uid(65_534);
    }
    let output = command.output();
    set(&closed, 0o755);
    let findings = output.ok().filter(|output| output.status.code() == Some(1));
    if findings.is_none() {
        // Not `eprintln!`, which the test runner would hide.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: what a user without permission sees"
        );
    }
    findings.map(|output| support::findings_in(&output.stdout))
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named_and_the_others_are_judged() {
    let repository = with_witness().with("deals/closed/deal.yaml", "account: {name: Quay}\n");
    let Some(findings) = findings_of_a_stranger(&repository, "deals/closed") else {
        return;
    };
    let places: Vec<_> = findings.iter().map(Finding::at).collect();
    assert_eq!(
        places,
        [
            "file/unreadable deals/closed:1:1",
            "file/unknown-key deals/witness.yaml:8:1"
        ]
    );
    assert!(findings[0].message.contains("permission"), "{findings:#?}");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named_and_the_others_are_judged() {
    let repository = with_witness().with(BAD, "account: {name: Quay}\n");
    let Some(findings) = findings_of_a_stranger(&repository, BAD) else {
        return;
    };
    let places: Vec<_> = findings.iter().map(Finding::at).collect();
    assert_eq!(
        places,
        [
            "file/unreadable deals/bad.yaml:1:1",
            "file/unknown-key deals/witness.yaml:8:1"
        ]
    );
    assert!(findings[0].message.contains("permission"), "{findings:#?}");
}

#[test]
fn a_folder_with_the_name_of_a_deal_is_a_folder() {
    let repository = with_witness().with("deals/quay.yaml/side.yaml", "account: [Quay]\n");
    let findings = judged_in(&repository, "deals/quay.yaml/side.yaml");
    assert_only_file_finding(&findings, "file/wrong-type", 1, 10);
}

// signals.yaml.

#[test]
fn signals_are_read_with_the_same_care() {
    for (text, at) in [
        (
            "- {date: 2026-02-30, kind: request}\n",
            "file/wrong-type signals.yaml:1:10",
        ),
        ("date: 2026-02-03\n", "file/wrong-type signals.yaml:1:1"),
        ("- {date: 2026-02-03\n", "file/syntax signals.yaml:1:3"),
        (
            "- {date: 2026-02-03, kid: request}\n",
            "file/unknown-key signals.yaml:1:22",
        ),
    ] {
        let repository = with_witness().with("signals.yaml", text);
        let findings = judged_in(&repository, "signals.yaml");
        assert!(
            findings.iter().any(|finding| finding.at() == at),
            "{text}: {findings:#?}"
        );
    }
}

// process.toml.

/// Runs lint in every format and a report over a process that cannot be used; the findings.
fn unusable(process: impl AsRef<[u8]>) -> Vec<Finding> {
    let repository = Repository::empty()
        .with("process.toml", process)
        .with("deals/witness.yaml", WITNESS);
    for args in [
        &["lint"][..],
        &["stalls"],
        &["forecast", "--format", "json"],
        &[],
    ] {
        let ran = repository.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.text());
        assert!(ran.stdout.is_empty(), "{args:?}: {}", ran.text());
        assert!(
            ran.stderr.contains("error[process/invalid]"),
            "{}",
            ran.stderr
        );
        assert!(
            ran.stderr.contains("process.toml cannot be used"),
            "{}",
            ran.stderr
        );
        assert_harmless(ran.stderr.as_bytes(), "stderr");
    }
    let short = repository.run(&["lint", "--format", "short"]);
    assert_eq!(short.code, 2);
    assert!(short.text().contains("process.toml:"), "{}", short.text());
    let json = repository.run(&["lint", "--format", "json"]);
    assert_eq!(json.code, 2);
    support::findings(&json)
}

#[track_caller]
fn assert_unusable(process: &str, line: u64, column: u64, says: &str) {
    let findings = unusable(process);
    assert!(
        findings
            .iter()
            .all(|finding| finding.path == "process.toml"),
        "{findings:#?}"
    );
    assert!(
        findings
            .iter()
            .any(|finding| finding.rule == "process/invalid"
                && (finding.line, finding.column) == (line, column)
                && finding.message.contains(says)),
        "process/invalid at {line}:{column} saying “{says}” expected, not {findings:#?}\n{process}"
    );
}

const SHORTEST: &str =
    "[process]\nname = \"Co-sell\"\ncurrency = \"USD\"\n[[stages]]\nid = \"registered\"\n";

#[test]
fn the_shortest_process_can_be_used() {
    let repository = Repository::empty()
        .with("process.toml", SHORTEST)
        .with("deals/witness.yaml", WITNESS);
    let ran = repository.run(&["stalls"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn a_process_that_is_not_toml_cannot_be_used() {
    assert_unusable("[process\nname = \"x\"\n", 1, 9, "not TOML");
    assert_unusable(&SHORTEST.replace("\"USD\"", "\"USD"), 3, 16, "not TOML");
    assert_unusable(&format!("{SHORTEST}id = \"twice\"\n"), 6, 1, "not TOML");
    assert_unusable(&format!("a = {}", "[".repeat(2_000)), 1, 85, "not TOML");
}

#[test]
fn a_process_that_cannot_be_read_cannot_be_used() {
    let findings = unusable(b"[process]\nname = \"caf\xe9\"\n");
    assert_eq!(findings[0].rule, "process/invalid");
    assert!(findings[0].message.contains("UTF-8"), "{findings:#?}");
    assert_eq!((findings[0].line, findings[0].column), (2, 12));
    let findings = unusable("# x\n".repeat(1 << 19));
    assert!(findings[0].message.contains("bytes"), "{findings:#?}");
}

#[test]
fn a_process_needs_a_name_a_currency_and_a_stage() {
    assert_unusable(
        &SHORTEST.replace("name = \"Co-sell\"\n", ""),
        1,
        2,
        "no name",
    );
    assert_unusable(
        &SHORTEST.replace("currency = \"USD\"\n", ""),
        1,
        2,
        "no currency",
    );
    assert_unusable(
        "[process]\nname = \"x\"\ncurrency = \"USD\"\n",
        1,
        2,
        "no stages",
    );
    assert_unusable("", 1, 1, "no name");
    assert_unusable(
        &SHORTEST.replace("id = \"registered\"", "name = \"Registered\""),
        5,
        8,
        "no id",
    );
}

#[test]
fn a_value_of_another_type_cannot_be_used() {
    assert_unusable(
        &SHORTEST.replace("name = \"Co-sell\"", "name = [\"Co-sell\"]"),
        2,
        8,
        "process.name",
    );
    assert_unusable(&SHORTEST.replace("[[stages]]", "[stages]"), 4, 1, "stages");
    assert_unusable(
        &format!("{SHORTEST}limit = \"5 fortnights\"\n"),
        6,
        9,
        "limit",
    );
    assert_unusable(
        &format!("{SHORTEST}probability = 1000\n"),
        6,
        15,
        "probability",
    );
    assert_unusable("process = 5\n", 1, 11, "process");
    assert_unusable(
        &format!("{SHORTEST}[calendar]\nholidays = [\"2026-02-30\"]\n"),
        7,
        13,
        "holidays",
    );
}

#[test]
fn a_currency_that_nobody_has_cannot_be_used() {
    assert_unusable(&SHORTEST.replace("USD", "DOLLARS"), 3, 12, "DOLLARS");
    assert_unusable(&format!("{SHORTEST}[currencies]\nXYZ = 2\n"), 7, 1, "XYZ");
    assert_unusable(&format!("{SHORTEST}[currencies]\nEUR = 0\n"), 7, 7, "zero");
    assert_unusable(
        &format!("{SHORTEST}[currencies]\nEUR = nan\n"),
        7,
        7,
        "a number",
    );
}

#[test]
fn a_weekend_of_seven_days_and_a_day_that_is_none_cannot_be_used() {
    let seven =
        "[calendar]\nweekend = [\"Mon\", \"Tue\", \"Wed\", \"Thu\", \"Fri\", \"Sat\", \"Sun\"]\n";
    assert_unusable(&format!("{SHORTEST}{seven}"), 6, 2, "business day");
    assert_unusable(
        &format!("{SHORTEST}[calendar]\nweekend = [\"Caturday\"]\n"),
        7,
        12,
        "Caturday",
    );
    assert_unusable(
        &format!("{SHORTEST}[calendar]\nfiscal_year_starts = \"Smarch\"\n"),
        7,
        22,
        "Smarch",
    );
}

#[test]
fn stages_and_criteria_have_ids_of_their_own() {
    assert_unusable(
        &format!("{SHORTEST}[[stages]]\nid = \"registered\"\n"),
        7,
        6,
        "two stages",
    );
    let twice = format!(
        "{SHORTEST}exit = [\n  {{ id = \"need\", field = \"need\" }},\n  {{ id = \"need\", field = \"account\" }},\n]\n"
    );
    assert_unusable(&twice, 8, 10, "two criteria");
}

#[test]
fn a_criterion_that_asks_for_nothing_cannot_be_used() {
    let exit = |criterion: &str| format!("{SHORTEST}exit = [{{ id = \"x\", {criterion} }}]\n");
    assert_unusable(&exit("hint = \"y\""), 6, 16, "asks for nothing");
    assert_unusable(&exit("field = \"need\", is = \"nice\""), 6, 42, "nice");
    assert_unusable(
        &exit("field = \"need\", one_of = \"the.moon\""),
        6,
        46,
        "the.moon",
    );
}

#[test]
fn an_expression_that_does_not_compile_is_an_error_that_leaves_the_rest_at_work() {
    let process = example_process();
    for criterion in [
        "{ id = \"x\", field = \"need\", matches = \"(\" }".to_owned(),
        "{ id = \"x\", field = \"need\", matches = \"(?:x{1000}){1000}\" }".to_owned(),
        "{ id = \"x\", check = \"deal.need ==\", message = \"m\" }".to_owned(),
        "{ id = \"x\", check = \"dael.need == 1\", message = \"m\" }".to_owned(),
        "{ id = \"x\", check = \"deal.need == 1\" }".to_owned(),
        format!(
            "{{ id = \"x\", check = \"{}1{}\", message = \"m\" }}",
            "(".repeat(900),
            ")".repeat(900)
        ),
        format!(
            "{{ id = \"x\", check = \"{}true\", message = \"m\" }}",
            "!".repeat(1_900)
        ),
        format!(
            "{{ id = \"x\", check = \"{}1 > 0\", message = \"m\" }}",
            "1+".repeat(900)
        ),
        format!(
            "{{ id = \"x\", check = \"{}1{}\", message = \"m\" }}",
            "[".repeat(900),
            "]".repeat(900)
        ),
        format!(
            "{{ id = \"x\", check = \"{}\", message = \"m\" }}",
            "x".repeat(3_000)
        ),
        format!(
            "{{ id = \"x\", check = 'deal{} == 1', message = \"m\" }}",
            ".a".repeat(900)
        ),
    ] {
        let broken = process.replacen("exit = [\n", &format!("exit = [\n  {criterion},\n"), 1);
        let line = broken
            .lines()
            .position(|line| line.contains("id = \"x\""))
            .expect("the line") as u64
            + 1;
        let repository = Repository::empty()
            .with("process.toml", &broken)
            .with("deals/witness.yaml", WITNESS);
        let findings = judged_in(&repository, "process.toml");
        let rules = ["process/bad-check", "process/unknown-field"];
        let sum = criterion.contains("1+");
        assert!(
            sum || findings
                .iter()
                .any(|finding| rules.contains(&finding.rule.as_str()) && finding.line == line),
            "{criterion}: {findings:#?}"
        );
    }
}

#[test]
fn a_check_that_stumbles_over_a_deal_is_unmet_and_breaks_nothing() {
    for check in [
        "deal.opportunity.amount / 0 > 1",
        "deal.opportunity.amount > \"a lot\"",
        "deal.need.what[5] == \"x\"",
        "business_days(deal.need.what, today) > 1",
        "[1, 2, 3].map(x, x * 2)[9] == 1",
        "size(deal) > 0",
        "deal.need.what.matches(\"(\")",
    ] {
        let criterion = format!("{{ id = \"x\", check = '{check}', message = \"m\" }}");
        let process =
            example_process().replacen("exit = [\n", &format!("exit = [\n  {criterion},\n"), 1);
        let repository = Repository::empty()
            .with("process.toml", process)
            .with("deals/witness.yaml", WITNESS);
        judged_in(&repository, "process.toml");
        let gate = repository
            .run(&["gate", "witness", "--format", "json"])
            .json();
        assert!(
            gate["criteria"].as_array().is_some_and(|all| all.len() > 1),
            "{check}: {gate:#}"
        );
    }
}

#[test]
fn an_unknown_key_of_the_process_is_a_warning() {
    let process = example_process().replace("[registration]\n", "[registration]\nrequierd = []\n");
    let repository = Repository::empty()
        .with("process.toml", process)
        .with("deals/witness.yaml", WITNESS);
    let findings = judged_in(&repository, "process.toml");
    assert!(
        findings
            .iter()
            .any(|finding| finding.rule == "file/unknown-key" && finding.level == "warning"),
        "{findings:#?}"
    );
}

#[test]
fn without_a_process_dealctl_says_where_it_looked() {
    let nothing = Repository::empty();
    let ran = nothing.run(&["lint"]);
    assert_eq!(ran.code, 2);
    let root = nothing.root().to_string_lossy().into_owned();
    assert!(
        ran.stderr.contains(&root) && ran.stderr.contains("process.toml"),
        "{}",
        ran.stderr
    );
    let below = nothing.path("a/b");
    fs::create_dir_all(&below).expect("folders");
    let ran = run(dealctl().current_dir(&below).arg("lint"));
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("a/b") && ran.stderr.contains("above") && ran.stderr.contains("--root"),
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.is_empty());
}

#[test]
fn a_process_in_a_folder_above_is_found() {
    let repository = with_witness().with("notes/a/b.md", "x");
    let ran = run(dealctl().current_dir(repository.path("notes/a")).args([
        "lint",
        "--today",
        support::TODAY,
        "--format",
        "short",
    ]));
    assert!(
        ran.text().contains("deals/witness.yaml:8:1"),
        "{}{}",
        ran.text(),
        ran.stderr
    );
}

// Keys that were swallowed by the text in front of them.

#[test]
fn a_known_key_inside_of_a_text_is_a_missing_separator_and_is_never_put_in_quotes() {
    for (text, line, column, says) in [
        (
            "account: {name: Quayside domain: quayside.example}\n",
            1,
            26,
            "a comma is missing before `domain:`",
        ),
        (
            "account: {name: Q}\nneed: {what: planners; confirmed_by: Wim Aerts}\n",
            2,
            24,
            "a comma is missing before `confirmed_by:`",
        ),
        (
            "account: {name: Q}\ncredit: referral owner: Maya Chen\n",
            2,
            18,
            "a line break is missing before `owner:`",
        ),
        (
            "account: {name: Quay: Side domain: quayside.example}\n",
            1,
            28,
            "a comma is missing before `domain:`",
        ),
    ] {
        let repository = with_witness().with(BAD, text);
        let findings = judged_in(&repository, BAD);
        let message = assert_only_file_finding(&findings, "file/colon-in-text", line, column);
        assert!(message.contains(says), "{message}");
        repository.run(&["lint", "--fix"]);
        let after = fs::read_to_string(repository.path(BAD)).expect("a file");
        assert_eq!(after, text);
    }
}

// What is printed.

#[test]
fn json_writes_out_what_would_steer_a_terminal_and_means_the_same() {
    let hidden = "Qu\u{ad}ay\u{3164}\u{202e}x";
    let repository = with_witness().with(
        BAD,
        format!("account: {{name: \"{HOSTILE}\"}}\n\"{hidden}\": 1\ncredit: \"{HOSTILE}\"\n"),
    );
    let process = fs::read_to_string(repository.path("process.toml")).expect("a process");
    let process = process.replacen(
        "[[stages]]",
        &format!("[partners.x]\nname = \"{hidden}\"\n\n[[stages]]"),
        1,
    );
    let repository = repository.with("process.toml", process);
    for args in [
        &["lint", "--format", "json", "--notes"][..],
        &["lint", "--format", "sarif", "--notes"],
        &["stalls", "--format", "json"],
        &["schema", "deal"],
    ] {
        let ran = repository.run(args);
        assert_harmless(&ran.stdout, &format!("{args:?}"));
        assert!(!ran.text().contains(['\u{ad}', '\u{3164}']), "{args:?}");
        ran.json();
    }
    let json = repository.run(&["lint", "--format", "json", "--notes"]);
    assert!(json.text().contains("\\u202e"), "{}", json.text());
    let names = |finding: &Finding| finding.message.contains("\u{202e}");
    assert!(
        !repository.findings().iter().any(names),
        "messages are for people"
    );
}

#[test]
fn junit_can_name_what_is_no_character() {
    let repository = with_witness().with(BAD, "account: {name: Quay}\n\"a\\uFFFEb\\uFFFF\": 1\n");
    let ran = repository.run(&["lint", "--format", "junit"]);
    assert!(!ran.text().contains(['\u{fffe}', '\u{ffff}']));
    assert!(ran.text().contains("\\u{fffe}"), "{}", ran.text());
}

#[test]
fn no_line_for_people_commands_a_build_server() {
    let deal = "account: {name: Quay}\n\"##[error]x ##vso[task.x]y\": 1\n\"::error::z\": 2\n\"aaaaaaaaaaaaaaaaaaaaaaaa ::error::aaaaaaaaaaaaaaaaaaaaaaaaaaaa ::error::z\": 2\n";
    let repository = with_witness().with(BAD, deal);
    for args in [
        &["lint", "--full"][..],
        &["lint"],
        &["lint", "--format", "short"],
        &["stalls"],
        &["score"],
    ] {
        let ran = repository.run(args);
        let said = format!("{}\n{}", ran.text(), ran.stderr);
        for line in said.lines() {
            let commands = line.trim_start().starts_with("::")
                && !line.trim_start().starts_with(":::")
                || line.contains("##[")
                || line.contains("##vso[");
            assert!(!commands, "{args:?}: {line}");
        }
    }
    let ran = repository.run(&["gate", "##[error]x"]);
    assert!(ran.stderr.contains("# #[error]x"), "{}", ran.stderr);
}

#[test]
fn caps_can_be_raised_and_not_taken_away() {
    let process = format!(
        "{}\n[lint.caps]\nbytes = 2000000000\nvalues = 2000000000\ndepth = 2000\n",
        quick_process()
    );
    let bomb = format!(
        "account: {{name: &a {}}}\ncustom: [{}]\n",
        "x".repeat(900_000),
        vec!["*a"; 9_000].join(",")
    );
    let repository = with_witness().with("process.toml", process).with(BAD, bomb);
    let findings = repository.findings();
    let of = |rule: &str| {
        findings
            .iter()
            .filter(|finding| finding.rule == rule)
            .count()
    };
    assert_eq!(of("process/invalid"), 3, "{findings:#?}");
    assert_eq!(of("file/too-large"), 1, "{findings:#?}");
    assert_eq!(of("file/unknown-key"), 1, "the witness: {findings:#?}");
}

#[cfg(target_os = "linux")]
#[test]
fn help_that_cannot_be_written_is_a_failure() {
    let full = fs::File::create("/dev/full").expect("/dev/full");
    let status = dealctl().arg("--help").stdout(full).status();
    assert_eq!(status.expect("it runs").code(), Some(2));
}

// Slips of the hand.

/// The findings in a bad file, by the witness's side.
fn found(text: &str) -> Vec<Finding> {
    let findings = with_witness().with(BAD, text).findings().into_iter();
    findings.filter(|finding| finding.path == BAD).collect()
}

#[test]
fn a_line_that_is_indented_unlike_its_neighbours_says_by_how_much() {
    for (text, line, column, says) in [
        (
            "account:\n  name: Q\n   domain: q.example\n",
            3,
            4,
            "by 3 spaces, the one above it by 2 spaces",
        ),
        (
            "account:\n   name: Q\n  domain: q.example\n",
            3,
            3,
            "by 2 spaces, the one above it by 3 spaces",
        ),
        (
            "account: {name: Q}\n  need: x is y\n",
            2,
            3,
            "by 2 spaces, the one above it by nothing",
        ),
        ("account:\n\u{a0}\u{a0}name: Q\n", 2, 1, "no-break spaces"),
        (
            "account:\n  name: Q\n\u{a0}\u{a0}domain: q.example\n",
            3,
            1,
            "no-break spaces",
        ),
        (
            "history:\n  – {stage: registered, date: 2026-09-28}\n",
            2,
            3,
            "`- `",
        ),
        (
            "history:\n  -{stage: registered, date: 2026-09-28}\n",
            2,
            3,
            "`- `",
        ),
    ] {
        let message = assert_only_file_finding(&found(text), "file/syntax", line, column);
        assert!(message.contains(says), "{text}: {message}");
    }
}

#[test]
fn a_text_that_must_stand_in_quotes_gets_them() {
    for (need, fixed) in [
        ("'We're re-keying'", "\"We're re-keying\""),
        (
            "\"Reconcile \"fast\" invoices\"",
            "'Reconcile \"fast\" invoices'",
        ),
        ("%5 of planners", "\"%5 of planners\""),
        ("`re-key` it", "\"`re-key` it\""),
        ("> planners re-key", "\"> planners re-key\""),
        ("*planners* re-key", "\"*planners* re-key\""),
        ("@planners re-key", "\"@planners re-key\""),
        ("[urgent] planners re-key", "\"[urgent] planners re-key\""),
        (
            "{what: @planners re-key, by: Ann}",
            "{what: \"@planners re-key\", by: Ann}",
        ),
        ("!important planners", "\"!important planners\""),
        ("&planners re-key", "\"&planners re-key\""),
    ] {
        let text = format!("account: {{name: Q}}\nneed: {need}\n");
        let repository = with_witness().with(BAD, text);
        let findings = repository.findings().into_iter();
        let rules: Vec<String> = findings
            .filter(|finding| finding.path == BAD && finding.rule.starts_with("file/"))
            .map(|finding| finding.rule)
            .collect();
        assert!(
            rules == ["file/syntax"] || rules == ["file/mark-lost"],
            "{need}: {rules:?}"
        );
        repository.run(&["lint", "--fix"]);
        let after = fs::read_to_string(repository.path(BAD)).expect("a file");
        assert_eq!(after, format!("account: {{name: Q}}\nneed: {fixed}\n"));
    }
}

#[test]
fn a_history_written_in_another_way_is_one_finding_that_shows_the_right_one() {
    let with =
        |history: &str| WITNESS.replace("{registered: 2026-09-28}\nnickname: the harbour", history);
    for (history, shown) in [
        (
            "[{registered: 2026-09-28}]",
            "history: {registered: 2026-09-28}",
        ),
        (
            "\n  - registered: 2026-09-28\n  - qualified: 2026-10-05",
            "history: {registered: 2026-09-28, qualified: 2026-10-05}",
        ),
        (
            "{stage: registered, date: 2026-09-28}",
            "history: {registered: 2026-09-28}",
        ),
        ("registered", "history: {registered: YYYY-MM-DD}"),
    ] {
        let findings = found(&with(history));
        let [only] = findings.as_slice() else {
            panic!("{history}: {findings:#?}");
        };
        assert_eq!(only.rule, "file/wrong-type");
        assert!(only.message.contains(shown), "{}", only.message);
    }
}

#[test]
fn a_misspelt_key_is_not_missing_too() {
    for (key, misspelt) in [
        ("partner:", "partners:"),
        ("registered:", "registred:"),
        ("account:", "Account:"),
        ("history:", "History:"),
        ("name: Quay", "nmae: Quay"),
    ] {
        let text = WITNESS.replacen(&format!("\n{key}"), &format!("\n{misspelt}"), 1);
        let text = if text == WITNESS {
            WITNESS.replacen(key, misspelt, 1)
        } else {
            text
        };
        let mut findings = found(&text.replace("nickname: the harbour\n", ""));
        let is_about_input = |rule: &str| {
            let families = ["file/", "registration/", "history/"];
            families.iter().any(|family| rule.starts_with(family))
        };
        findings.retain(|finding| is_about_input(&finding.rule));
        let [only] = findings.as_slice() else {
            panic!("{misspelt}: {findings:#?}");
        };
        assert_eq!(
            (only.rule.as_str(), only.level.as_str()),
            ("file/unknown-key", "error")
        );
    }
}

#[test]
fn thousands_of_criteria_and_patterns_are_not_compiled() {
    for (count, criterion) in [
        (6_000, "matches = '\\w{300}'"),
        (201, "matches = '\\w{300}'"),
        (5_000, "at_least = 5"),
    ] {
        let mut process = quick_process();
        process += "\n[[stages]]\nid = \"last\"\n";
        for index in 0..count {
            let _ = writeln!(
                process,
                "[[stages.exit]]\nid = \"c{index}\"\nfield = \"need\"\n{criterion}"
            );
        }
        let repository = with_witness().with("process.toml", process);
        let ran = repository.run(&["lint", "--format", "short"]);
        assert_eq!(ran.code, 2, "{}", ran.text());
        let said = format!("{}{}", ran.text(), ran.stderr);
        assert!(said.contains("there are more than"), "{said}");
        assert!(said.len() < 3_000, "{said}");
    }
}
