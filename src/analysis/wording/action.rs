//! Whether an action is exactly one: with a verb, no list, one day, addressed to the customer, and clear by itself.

use crate::text::{name, placeholder::begins_as_placeholder};

use super::clauses::{Clause, Join, clauses};
use super::dates::different_days;
use super::vague;

/// Verbs that begin an action; a word that is no noun or article passes for one too, so that other languages do.
const VERBS: &str = "accept add agree announce approve arrange ask attach attend book bring build buy call check collect come \
    compare confirm contact cross decide deliver demo dial draft email find finish fix follow forward get give go \
    hand help hold introduce invite join log mail make meet mention move negotiate offer open phone pick prepare \
    present propose provide put quote read register reply research reserve review ride ring run schedule send set \
    share show sign sit spend take tell text think update visit walk work write";
/// Verbs for what happens in the same meeting or call; after a comma they do not begin a second action.
const SAME_ERRAND: &str = "ask bring introduce mention offer present propose show tell";
/// Verbs for which a name says enough.
const TO_A_PERSON: &str = "ask call contact email give invite mail meet message offer phone ping ring send show tell text visit";
/// Endings of nouns.
const NOUN_ENDINGS: [&str; 6] = ["tion", "sion", "ment", "ness", "ance", "ing"];
/// Words that begin no action.
const NOT_VERBS: &str = "the a an our their his her its next first on for with discovery followup intro workshop meeting session";
/// How to turn to somebody.
const TURNS_TO: [&str; 22] = [
    "call",
    "phone",
    "ring",
    "ask",
    "mail",
    "email",
    "contact",
    "message",
    "ping",
    "write to",
    "talk to",
    "speak to",
    "speak with",
    "check with",
    "check in with",
    "work with",
    "connect with",
    "follow up with",
    "circle back with",
    "align with",
    "sync with",
    "reach out to",
];

/// Returns why a text is not exactly one action, as a clause, and what to do; `None` if it is.
pub(in crate::analysis) fn fault(
    text: &str,
    partners: &[impl AsRef<str>],
    customers: &[impl AsRef<str>],
) -> Option<(String, &'static str)> {
    let clauses = clauses(text);
    if is_list(&clauses) {
        return Some((
            "a list of actions: which one first?".to_owned(),
            "keep the one that is doable this week",
        ));
    }
    if different_days(text) > 1 {
        return Some((
            "an action with two dates: which one is it?".to_owned(),
            "keep one action with one date",
        ));
    }
    let first = clauses.first().map_or("", |clause| clause.words.as_str());
    // “Accept, and bring the demo” begins with a verb alone.
    let leads = clauses.len() > 1 && vague::has(VERBS, first);
    if !leads && !is_action(first) {
        return Some((
            format!("“{}” has no verb: what should be done?", text.trim()),
            "begin with what the seller does: call, bring, show",
        ));
    }
    let sides = partners.iter().map(AsRef::as_ref);
    let known: Vec<&str> = sides.chain(customers.iter().map(AsRef::as_ref)).collect();
    if let Some(hollow) = hollow(&clauses, &known) {
        return Some((
            format!("“{}” needs interpretation: on what?", hollow.text),
            "say what the seller does, with whom",
        ));
    }
    let words = name::words(text);
    let is_customers = customers
        .iter()
        .any(|name| name::holds_words(&words, name.as_ref()));
    if !is_customers && turns_to(first, partners) {
        return Some((
            "it sends the seller to the partner, not to the customer".to_owned(),
            "name what the seller does at the customer",
        ));
    }
    None
}

/// Returns whether the text has several actions: three verbs, an item of a list, or, after a punctuation mark, a second verb
/// that is not part of the same errand.
fn is_list(clauses: &[Clause]) -> bool {
    let verbs = |clause: &&Clause| begins_with_verb(&clause.words);
    clauses.iter().filter(verbs).count() > 2
        || clauses.iter().any(|clause| clause.join == Join::Item)
        || clauses.iter().skip(1).any(|clause| {
            let (lead, rest) = clause.words.split_once(' ').unwrap_or_default();
            let later = matches!(lead, "later" | "next") && begins_with_verb(rest);
            let second = begins_with_verb(&clause.words)
                && !vague::has(SAME_ERRAND, first_word(&clause.words));
            later || (clause.join == Join::Mark && second)
        })
}

/// Returns the first clause that is too vague to act on.
fn hollow<'c>(clauses: &'c [Clause], names: &[&str]) -> Option<&'c Clause> {
    let to_a_person = |words: &str| {
        vague::has(TO_A_PERSON, first_word(words))
            && names.iter().any(|name| name::holds_words(words, name))
    };
    clauses.iter().enumerate().find_map(|(n, clause)| {
        let hollow = vague::is_hollow(&clause.words, names, n > 0) && !to_a_person(&clause.words);
        (hollow || begins_as_placeholder(&clause.text)).then_some(clause)
    })
}

fn first_word(words: &str) -> &str {
    words.split(' ').next().unwrap_or_default()
}

fn begins_with_verb(words: &str) -> bool {
    vague::has(VERBS, first_word(words)) && words.contains(' ')
}

fn is_action(words: &str) -> bool {
    let first = first_word(words);
    let noun = vague::has(NOT_VERBS, first)
        || (first.len() > 5 && NOUN_ENDINGS.iter().any(|ending| first.ends_with(ending)));
    words.contains(' ') && (vague::has(VERBS, first) || TURNS_TO.contains(&first) || !noun)
}

/// Whether the action begins with turning to one of these names.
fn turns_to(first: &str, names: &[impl AsRef<str>]) -> bool {
    let rest = TURNS_TO
        .iter()
        .filter_map(|verb| first.strip_prefix(verb)?.strip_prefix(' '))
        .min_by_key(|rest| rest.len());
    rest.is_some_and(|rest| {
        names.iter().map(AsRef::as_ref).any(|name| {
            !name.is_empty()
                && rest
                    .strip_prefix(name)
                    .is_some_and(|after| after.is_empty() || after.starts_with(' '))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_action_may_have_an_and_in_it() {
        for text in [
            "Accept the introduction and bring the reconciliation demo",
            "Call Ines Calder",
            "Call Frances Oyelaran with Dana and ask for the two roof invoices",
            "Ride along to the dairy and look at one week of tickets",
            "Cross with Piet and watch one loading",
            "Write to Dominic Varga and offer two dates",
            "Bring slides, prices and the demo",
            "Meet Ines Calder, operations director, on 17 September",
            "Take the ten o'clock slot in the steering group and show one broker's statement",
            "Follow up with Ines on the August reconciliation sheet",
            "Ines Calder anrufen",
            "Show the step from 1.5 hours to 2.5 hours",
        ] {
            assert_eq!(
                fault(text, &["dana reyes", "dana"], &["ines"]),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn lists_two_dates_nouns_and_detours_are_not_one_action() {
        for (text, why) in [
            ("Call Ines, send the deck", "list"),
            ("Call Ines and send the deck and book the room", "list"),
            ("Call Ines; later the deck", "list"),
            ("1. Call Ines 2. Send the deck", "list"),
            ("Call Ines, then the deck", "list"),
            (
                "Call Ines on Monday and bring the deck on Thursday",
                "two dates",
            ),
            ("Discovery session", "no verb"),
            ("The introduction to Ines", "no verb"),
            ("Demo", "no verb"),
            ("Call Ines Calder and follow up", "follow up"),
            ("Touch base", "Touch base"),
            ("Call Dana Reyes about a date", "partner"),
            ("Ask Meridian for a slot", "partner"),
        ] {
            let found = fault(text, &["dana reyes", "dana", "meridian"], &["ines"]);
            assert!(
                found.as_ref().is_some_and(|(found, _)| found.contains(why)),
                "{text}: {found:?}"
            );
        }
    }
}
