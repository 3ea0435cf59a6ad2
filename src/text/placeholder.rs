//! Words that stand where a value should be: `tbd`, `n/a`, `?` …

/// Words that say “not yet known”, compared in lower case and without surrounding punctuation.
const WORDS: &[&str] = &[
    "tbd",
    "tba",
    "tbc",
    "tbf",
    "n/a",
    "na",
    "n.a",
    "todo",
    "to do",
    "fixme",
    "unknown",
    "unclear",
    "pending",
    "placeholder",
    "to be defined",
    "to be determined",
    "to be confirmed",
    "to be decided",
    "not yet known",
    "not known",
    "not yet",
    "later",
    "fill in",
    "fill me in",
    "someone",
    "somebody",
    "lorem ipsum",
];

/// What those words begin with, and `xxx`.
const FIRST_LETTERS: &[u8] = b"tnfulpsx";

/// Those words, in lower case.
pub fn words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().copied()
}

/// Whether the text only holds the place of a value: empty, a word like `tbd`, or nothing but punctuation or `x`.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 24 {
        return false;
    }
    // Most values are recognised by their first letter.
    if let Some(first) = text.bytes().next().filter(u8::is_ascii_alphanumeric)
        && !FIRST_LETTERS.contains(&first.to_ascii_lowercase())
    {
        return false;
    }
    let core = core(text);
    if core.is_empty() || (core.len() >= 2 && core.bytes().all(|byte| byte == b'x' || byte == b'X'))
    {
        return true;
    }
    WORDS.iter().any(|word| core.eq_ignore_ascii_case(word))
}

/// Words after a placeholder that only say that it is one for now: `none yet`, `unknown at this time`.
const FOR_NOW: [&str; 9] = [
    "yet",
    "as yet",
    "so far",
    "for now",
    "right now",
    "currently",
    "at the moment",
    "at this point",
    "at this time",
];

/// Returns a text without what stands around its words, and without words that only say “for now”.
fn core(text: &str) -> &str {
    let is_around = |c: char| c.is_ascii_punctuation() || c.is_whitespace() || c == '…';
    let text = text.trim_matches(is_around);
    let now = FOR_NOW.iter().find_map(|words| {
        let at = text.len().checked_sub(words.len())?;
        let before = text.get(..at)?.strip_suffix(char::is_whitespace)?;
        let after = text.get(at..)?;
        // “Not yet” is one word.
        let is_more = after.eq_ignore_ascii_case(words) && !before.eq_ignore_ascii_case("not");
        is_more.then(|| before.trim_end_matches(is_around))
    });
    now.unwrap_or(text)
}

/// Whether a text is a word for nobody, where a name is asked for.
pub fn is_nobody(text: &str) -> bool {
    let core = core(text);
    let words = ["none", "nobody", "no one", "nil", "null"];
    words.iter().any(|word| core.eq_ignore_ascii_case(word))
}

/// Words that say nothing where a reason, a source or an amount is asked for, beside the placeholders.
const NO_ANSWER: &[&str] = &[
    "none",
    "no",
    "nil",
    "null",
    "nothing",
    "nobody",
    "no one",
    "no reason",
    "no comment",
    "not given",
    "not stated",
    "not recorded",
    "not available",
    "not applicable",
    "not provided",
    "not specified",
    "not sure",
    "no answer",
    "no info",
    "no information",
    "no details",
    "no data",
    "nothing known",
    "to follow",
    "will follow",
    "to be added",
    "to be filled",
    "to be filled in",
    "because",
    "just because",
    "who knows",
    "unsure",
    "idk",
    "we don't know",
    "we do not know",
    "see crm",
    "see notes",
    "see below",
    "unbekannt",
    "keine angabe",
    "k.a",
    "inconnu",
    "desconocido",
    "don't know",
    "dont know",
    "do not know",
    "no idea",
    "dunno",
    "reason",
    "source",
    "x",
    "test",
    "asdf",
    "see above",
    "dito",
    "ditto",
];

/// Whether a text is no answer to the question for a reason, a source or an amount: a placeholder, `none`, `no reason`.
pub fn is_no_answer(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 24 {
        return false;
    }
    // `../x` is a path.
    let core = if text.contains(['/', '\\']) {
        text
    } else {
        core(text)
    };
    is_placeholder(text) || NO_ANSWER.iter().any(|word| core.eq_ignore_ascii_case(word))
}

/// Whether a text is no answer to the question why: it is no answer at all, or begins as a placeholder does: `TBD - ask Sam`.
pub fn is_no_reason(text: &str) -> bool {
    is_no_answer(text) || begins_as_placeholder(text)
}

/// A reason that is not one of the usual ones.
const OTHER: [&str; 6] = [
    "other",
    "others",
    "other reason",
    "other reasons",
    "misc",
    "various",
];

/// Whether a reason only says that it is another one: it needs a note that says which.
pub fn is_other(reason: &str) -> bool {
    let core = reason.trim_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace());
    OTHER.iter().any(|word| word.eq_ignore_ascii_case(core))
}

/// Words after “to be” that put a decision off.
const PUT_OFF: [&str; 7] = [
    "agreed",
    "arranged",
    "confirmed",
    "decided",
    "defined",
    "determined",
    "discussed",
];

/// Whether a sentence begins by holding its own place: `tbd with Dana`, `to be discussed on Monday`. For sentences only:
/// a name may begin so.
pub fn begins_as_placeholder(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    let mut words = words.filter(|word| !word.is_empty());
    let mut next = || words.next().unwrap_or_default().to_ascii_lowercase();
    match next().as_str() {
        "tbd" | "tba" | "tbc" | "tbf" | "todo" => true,
        "to" => next() == "be" && PUT_OFF.contains(&next().as_str()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        FIRST_LETTERS, WORDS, begins_as_placeholder, is_no_answer, is_no_reason, is_placeholder,
    };

    #[test]
    fn none_is_no_answer_to_the_question_why() {
        for text in [
            "none",
            "None.",
            "none yet",
            "None so far…",
            "not known yet",
            "unknown at this time",
            "n/a",
            "-",
            "no reason",
            "Don't know",
            "x",
        ] {
            assert!(is_no_answer(text), "{text}");
        }
        for text in ["TBD - ask Sam", "to be discussed with the board", "none"] {
            assert!(is_no_reason(text), "{text}");
        }
        for text in [
            "no budget",
            "price",
            "notes/none.md",
            "../../x",
            "nothing was signed",
            "not ready yet",
            "no budget yet",
            "To be close to the plant",
            "other",
        ] {
            assert!(!is_no_reason(text), "{text}");
        }
    }

    #[test]
    fn a_sentence_may_begin_as_a_placeholder() {
        for text in ["TBD with Dana", "to be discussed", "(tbc) a workshop"] {
            assert!(begins_as_placeholder(text), "{text}");
        }
        for text in ["", "Workshop", "To be there at nine", "Today"] {
            assert!(!begins_as_placeholder(text), "{text}");
        }
    }

    #[test]
    fn every_word_is_found() {
        for word in WORDS {
            assert!(FIRST_LETTERS.contains(&word.as_bytes()[0]), "{word}");
            assert!(is_placeholder(word), "{word}");
            assert!(
                is_placeholder(&format!("<{}>", word.to_uppercase())),
                "{word}"
            );
        }
    }

    #[test]
    fn words_and_marks_that_hold_a_place() {
        for text in [
            "",
            " ",
            "tbd",
            "TBD",
            "<tbd>",
            "n/a",
            "N/A",
            "?",
            "??",
            "xxx",
            "...",
            "…",
            "-",
            "to be confirmed",
        ] {
            assert!(is_placeholder(text), "{text:?}");
        }
    }

    #[test]
    fn values_are_not_placeholders() {
        for text in [
            "none",
            "0",
            "Xavier",
            "open",
            "Nadia",
            "x",
            "TBD Logistics",
            "no",
        ] {
            assert!(!is_placeholder(text), "{text:?}");
        }
    }
}
