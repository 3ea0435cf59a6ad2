//! Company and account names compared as people mean them (D2.3): case, accents, punctuation and legal suffixes aside.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that a company's legal form adds to its name.
const LEGAL_SUFFIXES: &[&str] = &[
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "llc",
    "llp",
    "lp",
    "ltd",
    "limited",
    "plc",
    "gmbh",
    "ag",
    "kg",
    "kgaa",
    "mbh",
    "se",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "ab",
    "as",
    "asa",
    "oy",
    "oyj",
    "aps",
    "pty",
    "pte",
    "kk",
    "sro",
    "doo",
    "zrt",
    "kft",
];

/// The words of a text in lower case, without accents and punctuation, joined by single spaces.
pub fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char| {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '.') {
            gap = true;
        }
    };
    if text.is_ascii() {
        text.chars().for_each(push);
    } else {
        text.nfkd()
            .filter(|c| !is_combining_mark(*c))
            .for_each(&mut push);
    }
    out
}

/// A company's name as a key: [`words`] without a leading “the”, without “and” and trailing legal forms (`Acme, Inc.` is
/// `acme`), and “St.” as “saint”.
pub fn company_key(name: &str) -> String {
    let words = words(name);
    let mut parts: Vec<&str> = words.split(' ').collect();
    if parts.len() > 1 && parts[0] == "the" {
        parts.remove(0);
    }
    // “and” between two words does not count, just as `&` does not.
    let mut is_first = true;
    parts.retain(|part| std::mem::take(&mut is_first) || !matches!(*part, "and" | "und" | "et"));
    while parts.len() > 1
        && parts
            .last()
            .is_some_and(|last| LEGAL_SUFFIXES.contains(last))
    {
        parts.pop();
    }
    if parts.len() > 1 && parts[0] == "st" {
        parts[0] = "saint";
    }
    parts.join(" ")
}

/// Returns whether two names are one company's: whether their keys (see [`company_key`]) are equal.
pub fn same_company(a: &str, b: &str) -> bool {
    // Making keys is dear, and nearly all names differ in their first word.
    let differ = first_word(a)
        .zip(first_word(b))
        .is_some_and(|(a, b)| a != b);
    !differ && company_key(a) == company_key(b)
}

/// Returns the first eight letters of the first word of a key (see [`company_key`]); `None` if only the whole key can say.
fn first_word(name: &str) -> Option<[u8; 8]> {
    if !name.is_ascii() {
        return None;
    }
    let mut bytes = name.bytes();
    let mut next = || {
        let (mut word, mut length) = ([0; 8], 0);
        for byte in bytes.by_ref() {
            if byte.is_ascii_alphanumeric() {
                if let Some(letter) = word.get_mut(length) {
                    *letter = byte.to_ascii_lowercase();
                }
                length += 1;
            } else if length > 0 && !matches!(byte, b'\'' | b'.') {
                break;
            }
        }
        word
    };
    let first = match next() {
        word if word.starts_with(b"the\0") => next(),
        word => word,
    };
    match first {
        word if word[0] == 0 => None,
        word if word.starts_with(b"st\0") => Some(*b"saint\0\0\0"),
        word => Some(word),
    }
}

/// Whether normalised `text` (see [`words`]) holds the normalised `phrase` as whole words.
pub fn holds_words(text: &str, phrase: &str) -> bool {
    if phrase.is_empty() {
        return false;
    }
    text.match_indices(phrase).any(|(at, found)| {
        let end = at + found.len();
        (at == 0 || text.as_bytes()[at - 1] == b' ')
            && (end == text.len() || text.as_bytes()[end] == b' ')
    })
}

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

/// Returns the help for a mistyped word: “did you mean `near`?”, else what there is to do.
pub fn did_you_mean(near: Option<&str>, otherwise: impl Into<String>) -> String {
    match near {
        Some(near) => format!("did you mean `{}`?", super::safe::one_line(near)),
        None => otherwise.into(),
    }
}

/// Returns `1 deal`, `2 deals`.
pub fn count(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_people_mean_them() {
        assert_eq!(
            company_key("The Northwind Logistics, Inc."),
            "northwind logistics"
        );
        assert_eq!(
            company_key("NORTHWIND  logistics GmbH"),
            "northwind logistics"
        );
        assert_eq!(company_key("Café Søren A/S"), "cafe søren a s");
        assert_eq!(company_key("SE"), "se", "a name is never emptied");
        assert_eq!(company_key("O'Neil & Co."), "oneil");
        assert_eq!(company_key("O'Neil and Co."), "oneil");
        assert_eq!(company_key("Smith & Sons"), company_key("Smith and Sons"));
        assert_eq!(company_key("St. Mary"), company_key("Saint Mary"));
        assert_eq!(company_key("And"), "and");
    }

    #[test]
    fn the_first_word_never_parts_two_names_of_one_company() {
        let names = [
            "The Northwind Logistics, Inc.",
            "NORTHWIND  logistics GmbH",
            "Northwind",
            "Northwest",
            "St. Mary",
            "St",
            "Saint Mary",
            "The St. Mary Co.",
            "The The",
            "the",
            "The Inc.",
            "Inc",
            "O'Neil & Co.",
            "'ONeil.",
            "A.B. Corp",
            "AB",
            "And",
            "&",
            "",
            "Café",
            "Cafe",
            "SE",
        ];
        for a in names {
            for b in names {
                let same = company_key(a) == company_key(b);
                assert_eq!(same_company(a, b), same, "{a} and {b}");
            }
        }
        assert!(same_company(
            "The Northwind Logistics, Inc.",
            "NORTHWIND  logistics GmbH"
        ));
        assert!(!same_company("Northwind", "Northwest"));
    }

    #[test]
    fn a_phrase_is_found_only_as_whole_words() {
        let list = words("- Northwind Logistics\n- Halden Foods");
        assert!(holds_words(&list, "halden foods"));
        assert!(!holds_words(&list, "halden food"));
        assert!(!holds_words(&list, ""));
    }

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_the_only_one() {
        assert_eq!(nearest("amout", ["amount", "account"]), Some("amount"));
        assert_eq!(nearest("zebra", ["amount", "account"]), None);
        assert_eq!(nearest("cat", ["bat", "hat"]), None);
        assert_eq!(nearest("cat", ["bat", "bat"]), Some("bat"));
        assert_eq!(nearest("B", ["by", "to"]), None);
        assert_eq!(nearest("BY", ["by", "to"]), Some("by"));
    }
}
