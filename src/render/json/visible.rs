//! JSON in which every character shows: what acts (controls, marks that reorder or hide text) is written as `\uXXXX`, which
//! means the same to every reader of JSON and nothing to a terminal.

use std::fmt::Write as _;

use serde::Serialize;

use crate::text::safe;

/// A document as text, indented, with a line break at its end.
///
/// # Errors
/// Never for our documents; serialising is allowed to fail.
pub fn to_text(document: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(document)?;
    text.push('\n');
    Ok(visible(text))
}

/// A text of JSON that says the same. Outside of strings there is only ASCII, and inside of them the controls of ASCII are
/// written out already, all but DEL.
pub fn visible(text: String) -> String {
    let acts = |c: char| c > '~' && safe::acts(c);
    if !text.chars().any(acts) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if acts(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn what_acts_is_written_out_and_means_the_same() {
        let value = serde_json::json!({
            "k\u{202e}": ["a\u{9b}b\u{7f}", "\u{200b}\u{e0041}", "Zo\u{eb}\u{1b}\n"], "n": 1
        });
        let text = to_text(&value).expect("JSON");
        for escaped in [
            "k\\u202e",
            "a\\u009bb\\u007f",
            "\\u200b\\udb40\\udc41",
            "Zo\u{eb}\\u001b\\n",
        ] {
            assert!(text.contains(escaped), "{escaped}: {text}");
        }
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read, value);
    }
}
