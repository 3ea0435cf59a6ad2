//! Days in a text: how many an action names, how old a note is.

use chrono::{Datelike as _, NaiveDate};

use crate::text::name;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// The month of a word: whole, or its first three letters.
pub(in crate::analysis) fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|month| {
        *month == word
            || (word.len() == 3 && month.starts_with(word))
            || (word == "sept" && *month == "september")
    })?;
    u32::try_from(at + 1).ok()
}

/// The day of the month of a word: `7`, `07`, `7th`.
pub(in crate::analysis) fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let number: u32 = digits.parse().ok()?;
    (matches!(ending, "" | "st" | "nd" | "rd" | "th") && (1..=31).contains(&number))
        .then_some(number)
}

fn year(word: &str) -> Option<i32> {
    let year: i32 = word.parse().ok()?;
    (word.len() == 4 && (1990..=2100).contains(&year)).then_some(year)
}

/// A day that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum Named {
    /// `17 September`, with its year where it has one.
    Day(Option<i32>, u32, u32),
    /// `Thursday`, and no date beside it.
    Weekday(usize),
}

/// A day that words name, and where: its first word, and the one after its last.
struct At {
    day: Named,
    from: usize,
    to: usize,
}

/// The days that normalised words (see [`name::words`]) name, in their order.
pub(in crate::analysis) fn days_in(words: &str) -> Vec<Named> {
    let words: Vec<&str> = words.split(' ').collect();
    days_at(&words).into_iter().map(|at| at.day).collect()
}

fn days_at(words: &[&str]) -> Vec<At> {
    let mut found: Vec<At> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((day, used)) = day_at(words, at) {
            // “Thursday 17 September” is one day.
            let weekday = found
                .pop_if(|last| {
                    matches!(last.day, Named::Weekday(_))
                        && words[last.to..at]
                            .iter()
                            .all(|word| matches!(*word, "the" | "on" | "of"))
                })
                .map(|weekday| weekday.from);
            found.push(At {
                day,
                from: weekday.unwrap_or(at),
                to: at + used,
            });
            at += used;
            continue;
        }
        if let Some(number) = WEEKDAYS.iter().position(|day| *day == words[at]) {
            found.push(At {
                day: Named::Weekday(number),
                from: at,
                to: at + 1,
            });
        }
        at += 1;
    }
    found
}

/// The day of a month that begins at this word, and how many words it takes.
fn day_at(words: &[&str], at: usize) -> Option<(Named, usize)> {
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    if let (Some(year), Some(month @ 1..=12), Some(day)) = (
        year(word(at)),
        word(at + 1).parse().ok(),
        day_number(word(at + 2)),
    ) {
        return Some((Named::Day(Some(year), month, day), 3));
    }
    let (day, month) = match (day_number(word(at)), month(word(at + 1))) {
        (Some(day), Some(month)) => (day, month),
        _ => (day_number(word(at + 1))?, month(word(at))?),
    };
    let year = year(word(at + 2));
    let used = 2 + usize::from(year.is_some());
    Some((Named::Day(year, month, day), used))
}

/// How many different days an action names: “Tuesday or Wednesday” is one choice, and “not Monday” is none.
pub(in crate::analysis) fn different_days(text: &str) -> usize {
    let words = name::words(text);
    let words: Vec<&str> = words.split(' ').collect();
    let mut days: Vec<(u32, u32)> = Vec::new();
    let mut before: Option<usize> = None;
    for At { day, from, to } in days_at(&words) {
        let between = before.map(|before| &words[before..from]);
        let is_choice = between.is_some_and(|between| {
            // “Move it from Monday to Friday.”
            between.last() == Some(&"to")
                || between.contains(&"or")
                    && between.iter().all(|word| {
                        matches!(*word, "or" | "on" | "the") || day_number(word).is_some()
                    })
        });
        let is_denied = words[..from]
            .iter()
            .rev()
            .find(|word| !matches!(**word, "on" | "the"))
            .is_some_and(|word| *word == "not");
        before = Some(to);
        if is_choice || is_denied {
            continue;
        }
        days.push(match day {
            Named::Day(_, month, day) => (month, day),
            Named::Weekday(number) => (0, u32::try_from(number).unwrap_or(0)),
        });
    }
    days.sort_unstable();
    days.dedup();
    days.len()
}

/// Whether a word is a day of the week.
pub(in crate::analysis) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word)
}

/// Whether a word is a month, a weekday or a number.
pub(in crate::analysis) fn is_of_a_date(word: &str) -> bool {
    MONTHS.contains(&word)
        || is_weekday(word)
        || word.chars().all(|c| c.is_ascii_digit())
        || day_number(word).is_some()
}

/// The latest day with a year that words name, not after `until`: how new a note is.
pub(in crate::analysis) fn latest_day(words: &str, until: NaiveDate) -> Option<NaiveDate> {
    days_in(words)
        .into_iter()
        .filter_map(|day| match day {
            Named::Day(Some(year), month, day) => NaiveDate::from_ymd_opt(year, month, day),
            _ => None,
        })
        .filter(|day| *day <= until && day.year() >= 1990)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_found_however_it_is_written() {
        let day = |text: &str| days_in(&name::words(text));
        assert_eq!(day("on 17 September"), [Named::Day(None, 9, 17)]);
        assert_eq!(
            day("Thursday, 17 Sept. 2026"),
            [Named::Day(Some(2026), 9, 17)]
        );
        assert_eq!(day("September 17th"), [Named::Day(None, 9, 17)]);
        assert_eq!(day("2026-09-17"), [Named::Day(Some(2026), 9, 17)]);
        assert_eq!(day("Wednesday the 16th"), [Named::Weekday(2)]);
        assert!(day("eleven people, 3 shops").is_empty());
        assert_eq!(different_days("Call on Monday and send it on Thursday"), 2);
        assert_eq!(different_days("Join on Thursday 17 September"), 1);
        assert_eq!(different_days("Write to her and offer two dates"), 0);
    }
}
