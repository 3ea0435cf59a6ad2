//! Whether a reason for the account says why now: a day, a time, or something that happens once, at the customer.

use crate::analysis::resemblance::beside_the_list;
use crate::text::name;

use super::dates::{Named, day_number, days_in, is_weekday, month};
use super::vague::has;

/// Times that need no number.
const TIMES: &str = "tomorrow yesterday tonight spring summer autumn winter christmas easter ramadan yearend q1 q2 q3 q4 h1 h2";
/// Times of two words.
const PAIRS: [&str; 8] = [
    "after next",
    "year end",
    "half year",
    "new year",
    "fiscal year",
    "financial year",
    "black friday",
    "last night",
];
/// What makes a time of a span beside it: `next week`, `this quarter`.
const NEAR: &str = "next this coming last end";
const SPANS: &str =
    "day days week weeks month months quarter quarters year season spring summer autumn winter";
/// Numbers in words, as far as people write them.
const NUMBERS: &str = "a one two three four five six seven eight nine ten eleven twelve fourteen fifteen twenty thirty forty \
    fifty sixty ninety hundred few couple several";
/// Stems of events that happen once. A word counts if its stem is followed by nothing or by one of the [`ENDINGS`]: `migratory`
/// does not.
const EVENTS: &str = "renew expir tender audit deadline vote migrat merg merger acquir acquisit relocat retir inspect negotiat \
    renegotiat resign bankrupt bankruptcy lapse golive";
const ENDINGS: &str = "e es ed s d y al als ing ion ions";
/// The same, in two words.
const TURNS: [&str; 8] = [
    "goes live",
    "go live",
    "going live",
    "went live",
    "runs out",
    "run out",
    "switched off",
    "steps down",
];
/// Words before a month or a weekday that show that it is meant as a time.
const BEFORE_A_TIME: &str =
    "in by from until till since of early late mid on before after end next this last";
/// Words before the number of a day in other languages: `am 31. Januar`, `le 31 janvier`.
const BEFORE_A_DAY: &str = "am zum bis ab vom le el il op den em";

/// Returns whether a reason says why now, apart from naming the list. Parts about us or our seller do not count: they are
/// not the customer's reasons.
pub(in crate::analysis) fn says_why_now(why: &str, seller: &str) -> bool {
    let rest = beside_the_list(why);
    let seller = name::words(seller);
    rest.split([';', '.', ':', ',', '\n'])
        .flat_map(|part| part.split(" and "))
        .any(|part| {
            let words = name::words(part);
            !is_ours(&words, &seller) && (has_numeric_day(part) || names_a_time(&words))
        })
}

/// Returns whether a text has a day such as `31/12`, which normalised words no longer show. `24/7` is not a day.
fn has_numeric_day(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        let mut numbers = word.split('/').map(str::parse::<u32>);
        let (Some(Ok(one)), Some(Ok(two))) = (numbers.next(), numbers.next()) else {
            return false;
        };
        word != "24/7" && (1..=12).contains(&one.min(two)) && (1..=31).contains(&one.max(two))
    })
}

/// Returns whether a part of the reason is about us or the seller.
fn is_ours(words: &str, seller: &str) -> bool {
    let first = words
        .split(' ')
        .find(|word| !matches!(*word, "but" | "because" | "as" | "so" | "that"));
    let first = first.unwrap_or_default();
    matches!(first, "we" | "our" | "us")
        || seller.split(' ').next() == Some(first)
        || name::holds_words(words, "for us")
}

fn names_a_time(words: &str) -> bool {
    let is_day = |day: &Named| matches!(day, Named::Day(..));
    if days_in(words).iter().any(is_day) {
        return true;
    }
    let pairs = || PAIRS.iter().chain(&TURNS);
    if pairs().any(|pair| name::holds_words(words, pair)) {
        return true;
    }
    let words: Vec<&str> = words.split(' ').collect();
    (0..words.len()).any(|at| is_time(&words, at))
}

/// Whether the word there names a time or an event.
fn is_time(words: &[&str], at: usize) -> bool {
    let word = words[at];
    let near = |at: Option<usize>| at.and_then(|at| words.get(at)).copied().unwrap_or_default();
    let (before, next, after) = (
        near(at.checked_sub(1)),
        near(Some(at + 1)),
        near(Some(at + 2)),
    );
    if matches!(next, "list" | "lists") {
        return false;
    }
    let introduced = has(BEFORE_A_TIME, before);
    let is_month = month(word).is_some()
        && (introduced || (word.len() > 3 && !matches!(word, "march" | "sept")));
    let span = (has(NEAR, word) && has(SPANS, next)) || is_end_of(word, &words[at + 1..]);
    is_month
        || span
        || (is_weekday(word) && (introduced || next == "week"))
        || has(TIMES, word)
        || is_event(word)
        || (word == "due" && next != "to" && !next.is_empty())
        || (is_number(word) && is_stretch(before, word, next, after))
        || (has(BEFORE_A_DAY, word) && day_number(next).is_some())
        || (word == "the" && has("on by until till from since", before) && is_ordinal(next))
}

/// `end of the year`, `first of June`.
fn is_end_of(word: &str, rest: &[&str]) -> bool {
    let mut rest = rest
        .iter()
        .filter(|word| !matches!(**word, "the" | "their"));
    matches!(word, "end" | "first" | "start" | "beginning")
        && rest.next() == Some(&"of")
        && rest
            .next()
            .is_some_and(|of| has(SPANS, of) || month(of).is_some())
}

/// `30th`, and not `30`.
fn is_ordinal(word: &str) -> bool {
    day_number(word).is_some() && word.parse::<u32>().is_err()
}

fn is_number(word: &str) -> bool {
    has(NUMBERS, word) || (word.len() < 4 && word.parse::<u32>().is_ok())
}

/// `in six weeks`, `three weeks ago`, `90 days to fix it`: a number with a span, and a word that counts it from now.
fn is_stretch(before: &str, number: &str, unit: &str, after: &str) -> bool {
    let unit = unit.trim_end_matches('s');
    (matches!(unit, "week" | "month" | "quarter" | "fortnight") || unit == "day" && number != "a")
        && (has("in within next last past only another", before)
            || has("ago away left to from until before notice", after))
}

fn is_event(word: &str) -> bool {
    EVENTS.split_ascii_whitespace().any(|event| {
        word.strip_prefix(event)
            .is_some_and(|ending| ending.is_empty() || has(ENDINGS, ending))
    }) || matches!(word, "launches" | "launched")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_now_is_a_date_or_an_event_beside_the_list() {
        for text in [
            "On Sam's Q4 list by name; the carrier contract renews in January.",
            "On Ana's list by name; the members vote in the winter.",
            "The scanning contract renews on 1 March.",
            "Their audit found forty loans.",
            "Renewal in March puts it on Ben's Q4 list",
            "The board decides on 12 Jan.",
            "Support stops 31/12.",
            "They apply it from mid-Jan.",
            "The contract is up in six weeks.",
            "They move before Easter.",
            "Bought by Kestrel three weeks ago; both systems are to be one by half-year.",
            "The regulator fined them last month and gave them 90 days to fix it.",
            "The old system goes in H1.",
            "It is signed off tomorrow.",
            "They were hacked last night.",
            "Overtime is capped from the new fiscal year.",
            "Der Vertrag läuft am 31. Januar aus.",
            "Le contrat expire le 31 janvier.",
            "The price goes up at the end of the year.",
            "The price goes up on the first of the year.",
            "Tender closes Tuesday week.",
            "The contract ends on the 30th.",
            "They sign within a fortnight.",
            "The rent is due in advance.",
        ] {
            assert!(says_why_now(text, "Sam Ortiz"), "{text}");
        }
        for text in [
            "On Sam's Q4 list by name.",
            "On Ana's summer list by name.",
            "Good fit for our settlement use case.",
            "They may need it.",
            "They march to their own drum.",
            "On Ana's list by name since 2 November.",
            "They have 4000 employees.",
            "They were founded in 1887.",
            "They have strong growth potential in 2026.",
            "A migratory bird charity.",
            "Everyone at the launch party liked them.",
            "It is due to our good name.",
            "The door opens both ways.",
            "Our fiscal year ends in January and we need one more logo.",
            "Water is a key vertical for us this year.",
            "Sam asked for it this year.",
            "They work 24/7 and close the books in the night.",
            "Monday is when Sam likes to call them.",
            "They answer within a day.",
        ] {
            assert!(!says_why_now(text, "Sam Ortiz"), "{text}");
        }
    }
}
