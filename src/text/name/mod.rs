//! Names compared as people mean them, and the word that a mistyped one was meant to be.

mod company;
mod fold;
mod legal_forms;
pub mod near;

pub use company::{bare_key, company_key, same_company, without_form_in_front};
pub use fold::{holds_words, words};

/// Longer words are not typing errors, and comparing them would take long.
const LONGEST_WORD: usize = 80;

/// The candidate that a mistyped word most likely meant: at most a third of its letters differ, and no other is as near. A
/// word of one or two letters is near nothing but itself in other cases.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let word = word.to_lowercase();
    let limit = word.chars().count() / 3;
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for candidate in candidates {
        let distance = strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
        if distance > limit {
            continue;
        }
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, best)) if distance == least => tied |= best != candidate,
            _ => {
                best = Some((distance, candidate));
                tied = false;
            }
        }
    }
    best.filter(|_| !tied).map(|(_, candidate)| candidate)
}

/// The one candidate that is a longer or a shorter form of a word: `introduction` of `intro`, `alias` of `aliases`.
pub fn nearest_form<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    const SHORTEST: usize = 4;
    let word = word.to_lowercase();
    let mut forms = candidates.into_iter().filter(|candidate| {
        let candidate = candidate.to_lowercase();
        let shorter = candidate.len().min(word.len());
        shorter >= SHORTEST && (candidate.starts_with(&word) || word.starts_with(&candidate))
    });
    let first = forms.next();
    first.filter(|_| forms.next().is_none())
}

/// Returns the help for a mistyped word: “did you mean `near`?”, else what there is to do.
pub fn did_you_mean(near: Option<&str>, otherwise: impl Into<String>) -> String {
    match near {
        Some(near) => format!("did you mean `{}`?", super::safe::one_line(near)),
        None => otherwise.into(),
    }
}

/// Returns what a message adds to a mistyped word, so that formats without a help name the nearest too: “ (`near` meant?)”.
pub fn meant(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| {
        format!(" (`{}` meant?)", super::safe::one_line(near))
    })
}

/// Returns `1 deal`, `2 deals`.
pub fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_the_only_one() {
        assert_eq!(nearest("amout", ["amount", "account"]), Some("amount"));
        assert_eq!(nearest("zebra", ["amount", "account"]), None);
        assert_eq!(nearest("cat", ["bat", "hat"]), None);
        assert_eq!(nearest("cat", ["bat", "bat"]), Some("bat"));
        assert_eq!(nearest("B", ["by", "to"]), None);
        assert_eq!(nearest("BY", ["by", "to"]), Some("by"));
        assert_eq!(nearest_form("alias", ["aliases", "roles"]), Some("aliases"));
        assert_eq!(nearest_form("Introduction", ["intro"]), Some("intro"));
        assert_eq!(nearest_form("refer", ["referral", "reference"]), None);
        assert_eq!(nearest_form("by", ["byte"]), None);
    }
}
