//! Texts as keys: what people write in several ways and mean as one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text in lower case, without accents and punctuation, joined by single spaces. Letters that Unicode does not take
/// apart are written as people write them without their keyboard: `Ørsted` is `orsted`, `Straße` is `strasse`.
pub fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    if text.is_ascii() {
        for c in text.chars() {
            if c.is_ascii_alphanumeric() {
                open_word(&mut out, &mut gap);
                out.push(c.to_ascii_lowercase());
            } else {
                gap |= !is_silent(c);
            }
        }
        return out;
    }
    for c in text.chars().filter(|c| !is_silent(*c)).nfkd() {
        // Compatible forms bring signs of their own: `´` is a blank and an accent.
        if is_silent(c) || is_accent(c) {
            continue;
        }
        if c.is_alphanumeric() {
            open_word(&mut out, &mut gap);
            for c in c.to_lowercase() {
                match plain(c) {
                    Some(letters) => out.push_str(letters),
                    None if is_accent(c) => {}
                    None => out.push(c),
                }
            }
        } else if is_combining_mark(c) && !gap {
            // A vowel or a voiced sound in other scripts, without which it is another word.
            out.push(c);
        } else {
            gap = true;
        }
    }
    out
}

fn open_word(out: &mut String, gap: &mut bool) {
    if *gap && !out.is_empty() {
        out.push(' ');
    }
    *gap = false;
}

/// Whether a sign is written inside of a word, or cannot be seen at all.
fn is_silent(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | '.' | '™' | '℠' | '®' | '©' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' |
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Whether a mark is one that people leave out: accents, and the vowel points of Hebrew and Arabic.
fn is_accent(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' |
        '\u{fe20}'..='\u{fe2f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c7}' |
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}'
    )
}

/// Returns what a letter without a decomposition is written as in plain letters.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' | 'ɔ' | 'ɵ' => "o",
        'ł' | 'ƚ' | 'ɫ' => "l",
        'đ' | 'ð' | 'ɖ' => "d",
        'þ' => "th",
        'ı' | 'ɨ' => "i",
        'ȷ' => "j",
        'ŋ' => "n",
        'ħ' => "h",
        'ŧ' => "t",
        'ƀ' | 'ɓ' => "b",
        'ǥ' | 'ɠ' => "g",
        'ĸ' | 'ƙ' => "k",
        'ə' | 'ǝ' | 'ɛ' => "e",
        'ʉ' => "u",
        'ƶ' => "z",
        'ς' => "σ",
        _ => return None,
    })
}

/// Returns normalised words with the letters of other alphabets that stand in a word of Latin ones and look like them, as a keyboard that
/// was not switched leaves them, as those: `аcme` with a Cyrillic `а` is `acme`.
pub fn in_one_alphabet(words: String) -> String {
    if words.is_ascii() {
        return words;
    }
    let in_latin = |word: &str| -> String {
        if word.is_ascii() || !word.contains(|c: char| c.is_ascii_lowercase()) {
            return word.to_owned();
        }
        word.chars().map(|c| look_alike(c).unwrap_or(c)).collect()
    };
    words.split(' ').map(in_latin).collect::<Vec<_>>().join(" ")
}

/// Returns the Latin letter that a Cyrillic or Greek one looks like, small or large.
fn look_alike(letter: char) -> Option<char> {
    Some(match letter {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' => 'c',
        'е' | 'ε' => 'e',
        'н' | 'η' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ν' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'у' | 'υ' => 'y',
        'х' | 'χ' => 'x',
        'ζ' => 'z',
        _ => return None,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_folded_as_people_write_them() {
        for (written, plain) in [
            ("Straße AG", "strasse ag"),
            ("STRAẞE", "strasse"),
            ("Ørsted", "orsted"),
            ("Ægir", "aegir"),
            ("Cœur", "coeur"),
            ("Łódź", "lodz"),
            ("Đorđe", "dorde"),
            ("Þór Ísland", "thor island"),
            ("IŞIK", "isik"),
            ("ışık", "isik"),
            ("İstanbul", "istanbul"),
            ("Zoë", "zoe"),
            ("Ｎｏｒｔｈ　ｗｉｎｄ", "north wind"),
            ("O’Neil", "oneil"),
            ("O´Neil", "oneil"),
            ("Fern™", "fern"),
            ("Ac\u{200b}me", "acme"),
            ("Sa\u{ad}les", "sales"),
            ("Nörd\u{308}", "nord"),
        ] {
            assert_eq!(words(written), plain, "{written}");
        }
    }

    #[test]
    fn a_word_of_two_alphabets_is_read_as_it_looks() {
        let read = |text: &str| in_one_alphabet(words(text));
        assert_eq!(read("\u{410}cme Foods"), "acme foods");
        assert_eq!(read("F\u{435}rn \u{39a}G"), "fern kg");
        assert_eq!(read("Ромашка Fern"), "ромашка fern");
    }

    #[test]
    fn a_mark_that_makes_another_word_is_kept() {
        assert_ne!(words("かが"), words("かか"));
        assert_ne!(words("किला"), words("कला"));
        assert_eq!(words("Ёлка"), words("Елка"));
        assert_eq!(words("\u{5d0}\u{5b8}"), words("\u{5d0}"));
    }

    #[test]
    fn a_phrase_is_found_only_as_whole_words() {
        let list = words("- Northwind Logistics\n- Halden Foods");
        assert!(holds_words(&list, "halden foods"));
        assert!(!holds_words(&list, "halden food"));
        assert!(!holds_words(&list, ""));
    }
}
