//! What YAML reads otherwise than its author: merge keys, and a `#` that hides what closes the braces.

use crate::support::{Finding, Repository};

const BEFORE: &str = "\
partner: meridian
registered: {date: 2026-11-16, by: Dana Reyes, approved: 2026-11-17}
need: Planners re-enter it by hand
credit: referral
history: {registered: 2026-11-16}
";

fn book(deal: &str) -> Repository {
    Repository::new().with("deals/a.yaml", format!("{deal}{BEFORE}"))
}

fn errors_and_warnings(book: &Repository) -> Vec<Finding> {
    let all = book.findings().into_iter();
    all.filter(|finding| finding.level != "note").collect()
}

fn rules(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|finding| &*finding.rule).collect()
}

fn fixed(book: &Repository, options: &[&str]) -> String {
    book.run(options);
    std::fs::read_to_string(book.path("deals/a.yaml")).expect("a deal")
}

const MERGES: [(&str, &str); 6] = [
    (
        "custom: {base: &b {name: Fern Group}}\naccount: {<<: *b, domain: fern.example}\n",
        "account: {name: Fern Group, domain: fern.example}",
    ),
    (
        "custom: {base: &b {name: Fern Group, domain: fern.example}}\naccount:\n  <<: *b\n",
        "account:\n  name: Fern Group\n  domain: fern.example",
    ),
    (
        "custom:\n  base: &b\n    name: Fern Group\n    domain: fern.example\naccount: {domain: other.example, <<: *b}\n",
        "account: {domain: other.example, name: Fern Group}",
    ),
    (
        "custom: {a: &a {name: Fern Group}, b: &b {domain: fern.example, name: Other}}\naccount: {<<: [*a, *b]}\n",
        "account: {name: Fern Group, domain: fern.example}",
    ),
    (
        "custom: {x: &x {account: {name: Fern Group}}}\n<<: *x\n",
        "\naccount: {name: Fern Group}\n",
    ),
    (
        "account: {name: Fern Group}\ncustom: {x: &x {by: Maya Chen, date: 2026-11-17}}\nwaivers:\n  - <<: *x\n    criterion: registered/need\n    why: The board confirms it.\n",
        "\n  - by: Maya Chen\n    date: 2026-11-17\n    criterion: registered/need\n",
    ),
];

#[test]
fn a_merge_key_is_one_finding_and_nothing_follows_from_it() {
    for (deal, written) in MERGES {
        let book = book(deal);
        let found = errors_and_warnings(&book);
        assert_eq!(rules(&found), ["file/merge-key"], "{deal}: {found:#?}");
        assert!(
            found[0].message.contains("takes over no keys"),
            "{}",
            found[0].message
        );
        let text = fixed(&book, &["lint", "--fix"]);
        assert!(text.contains(written), "{text}");
        let found = errors_and_warnings(&book);
        assert_eq!(found, [], "{text}");
    }
}

#[test]
fn what_a_merge_takes_over_is_read() {
    let book = book(MERGES[0].0);
    let json = book.run(&["packet", "a", "--format", "json"]).json();
    assert!(json.to_string().contains("Fern Group"), "{json}");
}

#[test]
fn a_merge_of_nothing_and_a_key_in_quotes_are_no_merges_of_keys() {
    let nothing = book("account: {name: Fern Group, <<: ~}\n");
    let found = errors_and_warnings(&nothing);
    assert_eq!(rules(&found), ["file/merge-key"], "{found:#?}");
    let inline = book("account: {<<: {name: Fern Group}, domain: fern.example}\n");
    let found = errors_and_warnings(&inline);
    assert_eq!(rules(&found), ["file/merge-key"], "{found:#?}");
    let quoted = book("account: {name: Fern Group}\ncustom: {\"<<\": {a: 1}}\n");
    assert_eq!(errors_and_warnings(&quoted), []);
    let alias = book("account: {name: &name Fern Group}\nopportunity: {name: *name}\n");
    assert_eq!(errors_and_warnings(&alias), []);
}

/// A deal, the line and the column of what is lost, and what a fix writes; whether that is certain.
const CUT: [(&str, u64, u64, &str, bool); 7] = [
    (
        "account: {name: Gorse Group # 4}\n",
        1,
        29,
        "{name: \"Gorse Group # 4\"}",
        true,
    ),
    (
        "account: {name: Gorse Group #4, domain: gorse.example}\n",
        1,
        29,
        "{name: \"Gorse Group #4\", domain",
        true,
    ),
    (
        "account: {name: Gorse Group # the buyer}\n",
        1,
        29,
        "{name: \"Gorse Group # the buyer\"}",
        false,
    ),
    (
        "account: {name: Gorse Group}\nopportunity:\n  {name: Phase #2,\n   amount: 5000}\n",
        3,
        16,
        "{name: \"Phase #2\",",
        true,
    ),
    (
        "account: {name: Gorse Group}\nother_partners: [{name: Oak #1, credit: referral}]\n",
        2,
        29,
        "[{name: \"Oak #1\", credit",
        true,
    ),
    (
        "account: {name: Gorse Group}\nroles: {customer: Sam Ortiz, technical: Dana Reyes # 2nd}\n# a comment\n\nopportunity: Berths\n",
        2,
        52,
        "technical: \"Dana Reyes # 2nd\"}",
        true,
    ),
    (
        "account: {name: Gorse Group}\nhandoff: {trigger: {quote: It's berth #4, not 5, by: Tove Lind}}\n",
        2,
        39,
        "{quote: \"It's berth #4, not 5\", by: Tove Lind}}",
        true,
    ),
];

#[test]
fn a_text_that_is_cut_inside_braces_is_named_at_its_place() {
    for (deal, line, column, written, is_safe) in CUT {
        let book = book(deal);
        let found = errors_and_warnings(&book);
        assert_eq!(rules(&found), ["file/text-cut"], "{deal}: {found:#?}");
        assert_eq!((found[0].line, found[0].column), (line, column), "{deal}");
        if !is_safe {
            let before = format!("{deal}{BEFORE}");
            assert_eq!(fixed(&book, &["lint", "--fix"]), before);
        }
        let options: &[&str] = if is_safe {
            &["lint", "--fix"]
        } else {
            &["lint", "--fix", "--unsafe"]
        };
        let text = fixed(&book, options);
        assert!(text.contains(written), "{text}");
        assert!(!rules(&book.findings()).contains(&"file/syntax"), "{text}");
        assert!(
            !rules(&book.findings()).contains(&"file/text-cut"),
            "{text}"
        );
    }
}

#[test]
fn a_comment_inside_braces_is_a_comment() {
    for deal in [
        "account: {name: Gorse Group,   # the buyer, {as in} the CRM\n  domain: gorse.example}\n",
        "account: {   # who buys, see [the list]\n  name: Gorse Group}\n",
        "account: {name: \"Gorse Group # 4\"}   # one, two\n",
    ] {
        let found = errors_and_warnings(&book(deal));
        assert_eq!(found, [], "{deal}");
    }
    // Another slip on the same line as a comment with a brace.
    let found = errors_and_warnings(&book(
        "account: {name: Gorse Group,   # {x}\n  domain: gorse.example\n",
    ));
    assert_eq!(rules(&found), ["file/syntax"], "{found:#?}");
}

#[test]
fn every_text_that_is_cut_is_named_and_mended_in_one_run() {
    let book = book(
        "account: {name: Gorse #4 Group}\nopportunity: {name: Phase #2}\ncustom: {a: see #7, b: [x, y #8]}\n",
    );
    let found = errors_and_warnings(&book);
    let at: Vec<(u64, u64)> = found.iter().map(|it| (it.line, it.column)).collect();
    assert_eq!(at, [(1, 23), (2, 27), (3, 17), (3, 30)], "{found:#?}");
    assert!(found.iter().all(|it| it.rule == "file/text-cut"));
    let text = fixed(&book, &["lint", "--fix"]);
    for written in [
        "\"Gorse #4 Group\"",
        "\"Phase #2\"",
        "\"see #7\"",
        "\"y #8\"",
    ] {
        assert!(text.contains(written), "{text}");
    }
    assert_eq!(errors_and_warnings(&book), [], "{text}");
}

#[test]
fn a_comment_that_hides_the_end_behind_a_number_or_quotes_is_no_text() {
    for (deal, lost) in [
        (
            "account: {name: Gorse Group}\nopportunity: {name: Berths, amount: 84000 # EUR}\n",
            "`# EUR` is a comment",
        ),
        ("account: {name: 'Gorse Group' #4}\n", "`#4` is a comment"),
        (
            "account: {name: Gorse Group}\nopportunity: {created: 2026-11-02 # by import, amount: 5}\n",
            "`# by import` is a comment",
        ),
    ] {
        let book = book(deal);
        let found = errors_and_warnings(&book);
        assert_eq!(rules(&found), ["file/text-cut"], "{deal}: {found:#?}");
        assert!(found[0].message.starts_with(lost), "{}", found[0].message);
        // Nothing is written that would make a number a text.
        let before = format!("{deal}{BEFORE}");
        assert_eq!(fixed(&book, &["lint", "--fix", "--unsafe"]), before);
        // The help: behind what closes the braces.
        let (start, rest) = deal.split_once(" #").expect("a comment");
        let (comment, end) = rest.split_at(rest.find([',', '}']).expect("an end"));
        let moved = format!("{start}{} #{comment}\n", end.trim_end());
        assert_eq!(errors_and_warnings(&self::book(&moved)), [], "{moved}");
    }
    let lost = book("account: {name: Gorse Group}\ncustom: {color: #ff0000, x: 1}\n");
    let found = errors_and_warnings(&lost);
    assert_eq!(rules(&found), ["file/text-cut"], "{found:#?}");
    let text = fixed(&lost, &["lint", "--fix", "--unsafe"]);
    assert!(text.contains("{color: \"#ff0000\", x: 1}"), "{text}");
}
