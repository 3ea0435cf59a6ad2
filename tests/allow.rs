//! `# dealctl: allow RULE — reason`, over files in memory: what it keeps quiet, what it does not, and what is said of the
//! comment itself.

use dealctl::lint::{Selection, lint};
use dealctl::load::{Evidence, Memory, Seen, load};

/// The findings of one deal as `line rule`, without those of the process.
fn found(deal: &str, as_of_given: bool) -> Vec<String> {
    let process = include_str!("example/process.toml");
    let files = Memory::default()
        .with("process.toml", process)
        .with("deals/example.yaml", deal);
    let seen = Seen {
        today: "2026-11-23".parse().expect("a date"),
        as_of_given,
    };
    let book = load(&files, seen).expect("a process");
    let linted = lint(&book, &Evidence::new(&files), &Selection::default());
    let of_deal = linted.findings.iter().filter(|finding| {
        finding.rule == "history/stage-mismatch" || finding.rule.starts_with("allow/")
    });
    of_deal
        .map(|finding| {
            let line = book.sources.start(finding.place).line;
            format!("{line} {}", finding.rule)
        })
        .collect()
}

const REASON: &str = "# dealctl: allow history/stage-mismatch — Luis enters the date on Monday.";

#[test]
fn on_the_line_or_above_it_with_other_comments_between() {
    for deal in [
        format!(
            "account: {{name: A}}\nstage: qualified {REASON}\nhistory: {{registered: 2026-09-28}}\n"
        ),
        format!(
            "account: {{name: A}}\n{REASON}\nstage: qualified\nhistory: {{registered: 2026-09-28}}\n"
        ),
        format!(
            "account: {{name: A}}\r\n{REASON}\r\nstage: qualified\r\nhistory: {{registered: 2026-09-28}}"
        ),
        format!(
            "\u{feff}{REASON}\n# and more\nstage: qualified\nhistory: {{registered: 2026-09-28}}\n"
        ),
        format!(
            "need: |\n  Berths.\n{REASON}\nstage: qualified\nhistory: {{registered: 2026-09-28}}\n"
        ),
    ] {
        assert_eq!(found(&deal, false), Vec::<String>::new(), "{deal}");
    }
}

#[test]
fn elsewhere_it_is_unused_and_the_finding_stays() {
    let deal = format!(
        "{REASON}\naccount: {{name: A}}\nstage: qualified\nhistory: {{registered: 2026-09-28}}\n"
    );
    let both = ["1 allow/unused", "3 history/stage-mismatch"];
    assert_eq!(found(&deal, false), both);
    // Seen from another day nothing can be said of what is unused.
    assert_eq!(found(&deal, true), both[1..]);
}

#[test]
fn without_a_reason_or_with_an_unknown_rule_it_does_not_count() {
    for (comment, said) in [
        ("history/stage-mismatch", "2 allow/no-reason"),
        ("history/stage-mismatch — tbd", "2 allow/no-reason"),
        ("history/stage-mismatch —", "2 allow/no-reason"),
        ("history — all of it", "2 allow/unknown-rule"),
        ("", "2 allow/unknown-rule"),
    ] {
        let deal = format!(
            "account: {{name: A}}\nstage: qualified # dealctl: allow {comment}\nhistory: {{registered: 2026-09-28}}\n"
        );
        let mut expected = vec!["2 history/stage-mismatch", said];
        expected.sort_by_key(|line| line.contains("history/"));
        let mut found = found(&deal, false);
        found.sort_by_key(|line| line.contains("history/"));
        assert_eq!(found, expected, "{comment}");
    }
}

#[test]
fn the_same_words_inside_a_text_are_a_text() {
    for text in [
        format!("'x {REASON}'"),
        format!("\"x {REASON}\""),
        format!("|\n  x\n  {REASON}"),
        format!(">\n  {REASON}"),
    ] {
        let deal = format!(
            "account: {{name: A}}\nneed: {text}\nstage: qualified\nhistory: {{registered: 2026-09-28}}\n"
        );
        let found = found(&deal, false);
        assert_eq!(found.len(), 1, "{deal}{found:?}");
        assert!(found[0].ends_with("history/stage-mismatch"), "{deal}");
    }
}

#[test]
fn a_file_that_cannot_be_parsed_is_never_kept_quiet() {
    let files = Memory::default()
        .with("process.toml", include_str!("example/process.toml"))
        .with(
            "deals/example.yaml",
            "# dealctl: allow file/syntax — We know.\n{account: [\n",
        );
    let seen = Seen {
        today: "2026-11-23".parse().expect("a date"),
        as_of_given: false,
    };
    let book = load(&files, seen).expect("a process");
    let linted = lint(&book, &Evidence::new(&files), &Selection::default());
    assert!(
        linted
            .findings
            .iter()
            .any(|finding| finding.rule == "file/syntax")
    );
}

#[test]
fn in_process_toml_too() {
    let rule = "process/no-feedback-window";
    let found = |process: &str| {
        let files = Memory::default().with("process.toml", process);
        let seen = Seen {
            today: "2026-11-23".parse().expect("a date"),
            as_of_given: false,
        };
        let book = load(&files, seen).expect("a process");
        let linted = lint(&book, &Evidence::new(&files), &Selection::default());
        let mut found = linted
            .findings
            .iter()
            .map(|finding| (finding.rule, book.sources.start(finding.place).line));
        (found.find(|(name, _)| *name == rule), linted.findings.len())
    };
    let process = include_str!("example/process.toml")
        .replace("[feedback]\nwithin = \"5 business days\"\n", "");
    let (Some((_, line)), count) = found(&process) else {
        panic!("{rule} is found");
    };
    let mut lines: Vec<&str> = process.lines().collect();
    let comment = format!("# dealctl: allow {rule} — Settled in the contract.");
    lines.insert(line - 1, &comment);
    assert_eq!(found(&lines.join("\n")), (None, count - 1));
}

/// Some thousands of comments over as many findings: what they keep quiet, and what is said of those that do nothing. A
/// search through all comments for each finding, or through all rules for each comment, would take minutes.
#[test]
fn a_file_full_of_such_comments_is_read_in_one_pass() {
    let process = include_str!("example/process.toml");
    let count = |deal: &str, rule: &str| {
        let files = Memory::default()
            .with("process.toml", process)
            .with("deals/example.yaml", deal);
        let seen = Seen {
            today: "2026-11-23".parse().expect("a date"),
            as_of_given: false,
        };
        let book = load(&files, seen).expect("a process");
        let findings = lint(&book, &Evidence::new(&files), &Selection::default()).findings;
        let of_rule = findings.iter().filter(|finding| finding.rule == rule);
        of_rule.count()
    };
    let wrong = "# dealctl: allow hygiene/pushd x\n".repeat(30_000) + "account: {name: A}\n";
    assert_eq!(count(&wrong, "allow/unknown-rule"), 30_000);

    let keys: Vec<String> = (0..3_000).map(|key| format!("key{key}: 1\n")).collect();
    let keys = keys.concat();
    let comments = "# dealctl: allow file/unknown-key — Ours.\n".repeat(20_000);
    let stacked = format!("account: {{name: A}}\n{keys}{comments}last: 1\n");
    assert_eq!(count(&stacked, "file/unknown-key"), 3_000);
    assert_eq!(count(&stacked, "allow/unused"), 0);

    let behind = format!("account: {{name: A}}\n{keys}{comments}partner: meridian\n");
    assert_eq!(count(&behind, "allow/unused"), 20_000);
}

/// A waiver of the deal counts for rules that look at all deals together, where the finding stands at that deal.
#[test]
fn a_waiver_counts_for_a_rule_over_the_whole_book() {
    let deal = "account: {name: Quayside Ports}\nneed: Berth planners re-key the tide table, and ships wait.\n\
                handoff: {why_partner: They are a trusted leader in the region with a strong footprint.}\n";
    let waiver = "waivers: [{rule: handoff/generic, by: Tom Alvarez, date: 2026-11-18, why: Sam knows them.}]\n";
    let found = |deal: String| {
        let files = Memory::default()
            .with("process.toml", include_str!("example/process.toml"))
            .with("deals/example.yaml", deal);
        let seen = Seen {
            today: "2026-11-23".parse().expect("a date"),
            as_of_given: false,
        };
        let book = load(&files, seen).expect("a process");
        let findings = lint(&book, &Evidence::new(&files), &Selection::default()).findings;
        let mut rules = findings.iter().map(|finding| finding.rule);
        rules.any(|rule| rule == "handoff/generic")
    };
    assert!(found(deal.to_owned()));
    assert!(!found(format!("{deal}{waiver}")));
    assert!(found(format!(
        "{deal}{}",
        waiver.replace("by: Tom Alvarez", "by: Sales")
    )));
}
