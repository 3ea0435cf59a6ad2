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

/// Whether the text only holds the place of a value: empty, a word like `tbd`, or nothing but punctuation or `x`.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 24 {
        return false;
    }
    let core =
        text.trim_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace() || c == '…');
    if core.is_empty() || (core.len() >= 2 && core.bytes().all(|byte| byte == b'x' || byte == b'X'))
    {
        return true;
    }
    WORDS.iter().any(|word| core.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

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
