//! Every help is tried: what it advises is done to the letter on the rule's bad example, with facts for the words in capitals.
//! Then the finding is gone, and no error or warning has come: in the work tree, for what is staged, and after the commit.

#![cfg(unix)]

mod advice;
mod by_hand;
mod by_hand_in_process;
#[path = "../examples/mod.rs"]
mod examples;
mod facts;
mod key;
mod left;
mod repository;
#[path = "../scratch/mod.rs"]
mod scratch;

use std::collections::BTreeSet;

use dealctl::diagnostic::{Diagnostic, Level};
use dealctl::lint::{Example, Rule, rules};

use advice::Way;
use key::{Key, came};
use left::{COMES, LATER};
use repository::Repository;

/// Tries every help of the rules of these families; fails with what remained.
fn try_families(families: &[&str]) {
    let mut wrong = Vec::new();
    let mut tried = 0;
    let of_families = rules::all().filter(|rule| families.contains(&rule.family()));
    for rule in of_families {
        let is_later = |example: &&Example<'_>| {
            let mut later = LATER.iter();
            later.any(|(of, part, _)| rule.name == *of && example.text.contains(part))
        };
        let examples = rule.examples();
        let bad = examples.iter().filter(|example| example.bad);
        for example in bad.filter(|example| !is_later(example)) {
            tried += try_example(rule, example, &mut wrong);
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n{tried} were tried",
        wrong.join("\n\n")
    );
    assert!(tried > 0);
}

/// Tries the helps of one example; returns how many ways were tried.
fn try_example(rule: &Rule, example: &Example<'_>, wrong: &mut Vec<String>) -> usize {
    let begin = || Repository::of(rule, example);
    let repository = begin();
    let before = repository.findings();
    let mut tried = 0;
    let mut told = BTreeSet::new();
    for finding in before.iter().filter(|finding| finding.rule == rule.name) {
        let help = finding.help.clone().unwrap_or_default();
        // The same sentence is tried once.
        if !told.insert((
            help.clone(),
            finding.subject.clone(),
            repository.path(finding),
        )) {
            continue;
        }
        let mut fail = |what: &str, why: &str| {
            wrong.push(format!(
                "{}\n{}help: {help}\n{what} → {why}",
                rule.name, example.text
            ));
        };
        for command in advice::commands(&help) {
            if let Some(invented) = repository.invented(&command) {
                fail(
                    &command,
                    &format!("`{invented}` is a fact that no file holds"),
                );
            }
        }
        let ways = advice::ways(rule.name, finding, &help, &repository);
        if ways.is_empty() {
            fail(
                "nothing",
                "it names no command, has no fix, and is not in BY_HAND",
            );
        }
        for way in ways {
            tried += 1;
            if let Err(why) = try_way(&begin(), &repository, &before, finding, &way) {
                fail(&way.to_string(), &why);
            }
        }
    }
    tried
}

/// Does what a help says in one way, and judges the book three times.
fn try_way(
    fresh: &Repository,
    old: &Repository,
    before: &[Diagnostic],
    finding: &Diagnostic,
    way: &Way,
) -> Result<(), String> {
    fresh.make(way)?;
    let keys: Vec<Key> = before.iter().map(|finding| old.key(finding)).collect();
    let unexplained = |mut more: Vec<String>| {
        let text = way.to_string();
        let comes = COMES
            .iter()
            .filter(|(rule, word, ..)| *rule == finding.rule && text.contains(word));
        let comes: Vec<String> = comes.map(|(_, _, rule, _)| format!("{rule}: ")).collect();
        more.retain(|came| !comes.iter().any(|rule| came.starts_with(rule)));
        more
    };
    let is_waiver = way.to_string().contains("dealctl waive");
    let judge = |when: &str| {
        let after = fresh.findings();
        let mine = old.key(finding);
        let count = |keys: &[Key]| keys.iter().filter(|key| mine.is_same(key)).count();
        let now: Vec<Key> = after.iter().map(|finding| fresh.key(finding)).collect();
        // A waiver of what is binding leaves it there, and says by whom it is waived.
        let is_left = |found: &&Diagnostic| {
            mine.is_same(&fresh.key(found))
                && !(is_waiver && found.message.contains("waived by") && found.level < Level::Error)
        };
        let left = after.iter().filter(is_left).count();
        if left >= count(&keys) {
            return Err(format!("{when}: it is still there"));
        }
        let more = unexplained(came(&keys, &now));
        if more.is_empty() {
            Ok(())
        } else {
            Err(format!("{when}, there came: {}", more.join("; ")))
        }
    };
    judge("in the work tree")?;
    fresh.stage();
    let more = unexplained(came(&keys, &fresh.staged()));
    if !more.is_empty() {
        return Err(format!("staged, there came: {}", more.join("; ")));
    }
    fresh.commit();
    judge("committed")
}

macro_rules! families {
    ($($name:ident: $($family:literal),+;)+) => {
        $(
            #[test]
            fn $name() {
                try_families(&[$($family),+]);
            }
        )+

        /// No family is forgotten.
        #[test]
        fn every_family_is_tried() {
            let tried: BTreeSet<&str> = [$($($family),+),+].into_iter().collect();
            let all: BTreeSet<&str> = rules::all().map(Rule::family).collect();
            assert_eq!(all, tried);
            for (later, part, _) in LATER {
                let rule = rules::find(later).expect("a rule");
                let mut examples = rule.examples().into_iter();
                assert!(examples.any(|example| example.text.contains(part)), "{later}");
            }
        }
    };
}

families! {
    what_close_advises_works: "close";
    what_credit_and_attribution_advise_works: "credit", "attribution";
    what_roles_hygiene_and_allow_advise_works: "roles", "hygiene", "allow";
    what_process_advises_works: "process";
    what_file_advises_works: "file";
    what_registration_advises_works: "registration";
    what_gate_advises_works: "gate";
    what_handoff_advises_works: "handoff";
    what_history_advises_works: "history";
}

#[test]
fn no_help_advises_a_fact_that_nobody_confirmed() {
    for rule in rules::all() {
        for example in rule.examples().iter().filter(|example| example.bad) {
            let findings = if rule.needs_history() {
                Repository::of(rule, example).findings()
            } else {
                examples::run(example).findings
            };
            for finding in findings {
                let help = finding.help.unwrap_or_default();
                for fact in [
                    "result: accepted",
                    "status: confirmed",
                    "=confirmed",
                    "amount: 0",
                ] {
                    assert!(!help.contains(fact), "{}: {help}", finding.rule);
                }
            }
        }
    }
}
