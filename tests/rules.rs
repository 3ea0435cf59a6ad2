//! Each rule's bad example fires, its good one does not: the documentation is the test.

mod examples;

use dealctl::lint::{Check, Example, Rule, Selection, lint, rules};
use dealctl::load::{Evidence, load_whole};
use examples::{files_of, run};

fn fires(rule: &Rule, example: &Example<'_>) -> bool {
    run(example)
        .findings
        .iter()
        .any(|finding| finding.rule == rule.name)
}

/// `lint --staged` parses no more of the deals that are not staged.
#[test]
fn rules_over_several_deals_need_only_the_sections_that_they_compare() {
    for rule in rules::all().filter(|rule| matches!(rule.check, Check::Book(_))) {
        for example in rule.examples() {
            let (files, seen) = files_of(&example);
            let found = |is_whole: bool| {
                let book = load_whole(&files, seen, &|_| is_whole).expect("a process");
                let linted = lint(&book, &Evidence::new(&files), &Selection::default());
                let of_rule = linted
                    .findings
                    .into_iter()
                    .filter(|found| found.rule == rule.name);
                of_rule
                    .map(|found| format!("{found:?}"))
                    .collect::<Vec<_>>()
            };
            assert_eq!(found(false), found(true), "{}\n{}", rule.name, example.text);
        }
    }
}

#[test]
fn every_rule_fires_on_its_bad_examples_and_not_on_its_good_ones() {
    let mut wrong = Vec::new();
    // Those that ask for the past run on real commits: tests/history_rules.rs.
    for rule in rules::all().filter(|rule| !rule.needs_history()) {
        let examples = rule.examples();
        if !examples.iter().any(|example| example.bad)
            || !examples.iter().any(|example| !example.bad)
        {
            wrong.push(format!("{}: needs a bad and a good example", rule.name));
        }
        for example in examples {
            if fires(rule, &example) != example.bad {
                let found: Vec<_> = run(&example)
                    .findings
                    .iter()
                    .map(|finding| format!("{}: {}", finding.rule, finding.message))
                    .collect();
                wrong.push(format!(
                    "{} on {}\nfound: {found:#?}",
                    rule.name, example.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_rule_says_what_and_why() {
    for rule in rules::all() {
        assert!(rule.name.starts_with(&format!("{}/", rule.family())));
        assert!(
            rule.summary().len() >= 10 && rule.summary().len() < 110,
            "{}: one sentence of what: {}",
            rule.name,
            rule.summary()
        );
        assert!(
            rule.doc.matches("\n\n").count() >= 1,
            "{}: a paragraph of why",
            rule.name
        );
    }
}

#[test]
fn findings_say_what_to_do_and_stay_on_one_line() {
    for rule in rules::all() {
        for example in rule.examples().iter().filter(|example| example.bad) {
            for finding in run(example)
                .findings
                .iter()
                .filter(|finding| finding.rule == rule.name)
            {
                assert!(
                    finding.help.as_ref().is_some_and(|help| !help.is_empty()),
                    "{}: no help",
                    rule.name
                );
                assert!(
                    !finding.message.contains('\n') && !finding.message.ends_with('.'),
                    "{}: {}",
                    rule.name,
                    finding.message
                );
                assert!(!finding.message.is_empty(), "{}", rule.name);
            }
        }
    }
}
