//! Whether an action is one action: with a verb, no list, one day, addressed to the customer, and clear by itself.

use crate::text::name;

use super::dates::different_days;

/// Verbs that begin an action; a word that is no noun or article passes for one too, so that other languages do.
const VERBS: &[&str] = &[
    "accept",
    "add",
    "agree",
    "announce",
    "arrange",
    "ask",
    "attach",
    "attend",
    "book",
    "bring",
    "build",
    "buy",
    "call",
    "check",
    "collect",
    "come",
    "compare",
    "confirm",
    "contact",
    "cross",
    "email",
    "find",
    "finish",
    "fix",
    "follow",
    "get",
    "give",
    "go",
    "hand",
    "help",
    "hold",
    "introduce",
    "invite",
    "join",
    "mail",
    "make",
    "meet",
    "mention",
    "offer",
    "open",
    "phone",
    "pick",
    "prepare",
    "present",
    "propose",
    "provide",
    "put",
    "read",
    "reserve",
    "review",
    "ride",
    "run",
    "schedule",
    "send",
    "set",
    "share",
    "show",
    "sign",
    "sit",
    "spend",
    "take",
    "tell",
    "visit",
    "walk",
    "write",
];
/// Endings of nouns.
const NOUN_ENDINGS: [&str; 6] = ["tion", "sion", "ment", "ness", "ance", "ing"];
/// Words that begin no action.
const NOT_VERBS: &[&str] = &[
    "the",
    "a",
    "an",
    "our",
    "their",
    "his",
    "her",
    "its",
    "next",
    "first",
    "on",
    "for",
    "with",
    "discovery",
    "followup",
    "intro",
    "workshop",
    "meeting",
    "session",
];
/// Actions that still have to be interpreted when nothing follows them.
const VAGUE: [&str; 12] = [
    "follow up",
    "touch base",
    "check in",
    "reach out",
    "stay in touch",
    "keep in touch",
    "explore",
    "align",
    "sync",
    "engage",
    "connect",
    "discuss next steps",
];
/// How to turn to somebody.
const TURNS_TO: [&str; 14] = [
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
];

/// Why the text of an action is not exactly one, as a clause, with the way up; none when it is.
pub(super) fn fault(
    text: &str,
    partners: &[impl AsRef<str>],
    customers: &[impl AsRef<str>],
) -> Option<(String, &'static str)> {
    let clauses = clauses(text);
    let verbs = clauses
        .iter()
        .filter(|clause| begins_with_verb(&clause.words))
        .count();
    let listed = clauses.iter().any(|clause| clause.listed);
    let parted = clauses
        .iter()
        .skip(1)
        .any(|clause| clause.parted && begins_with_verb(&clause.words));
    if listed || verbs > 2 || parted {
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
    if !is_action(first) {
        return Some((
            format!("“{}” has no verb: what should be done?", text.trim()),
            "begin with what the seller does: call, bring, show",
        ));
    }
    if let Some(vague) = clauses.iter().find_map(|clause| vague(&clause.words)) {
        return Some((
            format!("“{vague}” needs interpretation: on what?"),
            "say what the seller does, with whom",
        ));
    }
    let words = name::words(text);
    let named = customers
        .iter()
        .any(|name| name::holds_words(&words, name.as_ref()));
    if !named && turns_to(first, partners) {
        return Some((
            "it sends the seller to the partner, not to the customer".to_owned(),
            "name what the seller does at the customer",
        ));
    }
    None
}

struct Clause {
    /// Its words, normalised, without a leading “and”, “then”, “to”, “please”.
    words: String,
    /// Parted from the one before by a comma.
    parted: bool,
    /// An item of a list: after a semicolon, a line break, a bullet or a number, or after “then”.
    listed: bool,
}

fn clauses(text: &str) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::new();
    for (n, item) in text.trim().split([';', '\n', '•']).enumerate() {
        for (m, part) in item.split(", ").enumerate() {
            for (k, part) in part.split(" and ").enumerate() {
                let words = name::words(part);
                let mut rest = words.as_str();
                let (mut then, mut and) = (false, k > 0);
                while let Some((lead, after)) = rest.split_once(' ')
                    && matches!(lead, "and" | "then" | "to" | "please" | "also")
                {
                    then |= lead == "then";
                    and |= lead == "and";
                    rest = after;
                }
                if !rest.is_empty() {
                    let later = !out.is_empty();
                    let listed = later && ((n > 0 && m == 0 && k == 0) || then);
                    out.push(Clause {
                        words: rest.to_owned(),
                        parted: m > 0 && !and,
                        listed,
                    });
                }
            }
        }
    }
    // “1.5 hours” is no item of a list.
    let numbered = |mark: &str| {
        let mut words = text.split_whitespace();
        words.any(|word| word == mark)
    };
    if (numbered("1.") && numbered("2."))
        || (numbered("1)") && numbered("2)"))
        || (numbered("a)") && numbered("b)"))
    {
        for clause in &mut out {
            clause.listed = true;
        }
    }
    out
}

fn first_word(words: &str) -> &str {
    words.split(' ').next().unwrap_or_default()
}

fn begins_with_verb(words: &str) -> bool {
    VERBS.contains(&first_word(words)) && words.contains(' ')
}

fn is_action(words: &str) -> bool {
    let first = first_word(words);
    if VERBS.contains(&first) || TURNS_TO.contains(&first) {
        return words.contains(' ');
    }
    let noun = NOT_VERBS.contains(&first)
        || (first.len() > 5 && NOUN_ENDINGS.iter().any(|ending| first.ends_with(ending)));
    let vague = VAGUE.iter().any(|vague| words.starts_with(vague));
    vague || (!noun && words.contains(' '))
}

fn vague(words: &str) -> Option<&'static str> {
    VAGUE.into_iter().find(|vague| {
        words.strip_prefix(vague).is_some_and(|rest| {
            rest.is_empty() || (rest.starts_with(' ') && rest.split_whitespace().count() <= 2)
        })
    })
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
            ("Touch base", "touch base"),
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
