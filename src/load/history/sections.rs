//! Only a few sections of an old version are ever asked for, and most of a file is prose. What stands under the other keys
//! of its top level is left out before parsing: that makes reading the past about twice as fast.

/// The sections that `Facts` are read from.
pub(super) const KEYS: &[&str] = &["opportunity", "registered", "credit", "outcome", "history"];

/// The text of those sections, when the file is plain enough to tell by its lines: a block map whose keys begin their
/// lines. Otherwise none, and the whole text is to be parsed.
pub(super) fn wanted(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() / 2);
    let mut keep = false;
    let mut goes_on = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare.is_empty() || line.starts_with(' ') || bare == "-" || line.starts_with("- ") {
            // A value goes on, or a list whose items stand as far left as their key.
        } else if line.starts_with('#') {
            continue;
        } else if goes_on {
            return None;
        } else {
            let (key, rest) = bare.split_once(':')?;
            let is_word = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            if !is_word || !(rest.is_empty() || rest.starts_with(' ')) {
                return None;
            }
            keep = KEYS.contains(&key);
        }
        if !bare.is_empty() {
            goes_on = bare.ends_with([',', '{', '[']);
        }
        if keep {
            out.push_str(line);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sections_of_a_plain_file_are_found_by_their_lines() {
        let text = "# a deal\naccount: {name: A}\ncredit: x # why\nneed: |\n  credit: no\n\nhistory:\n- {stage: a}\n\n- {stage: b}\nroles:\n  close: B\r\noutcome: {result: won}";
        let wanted = wanted(text).expect("plain");
        assert_eq!(
            wanted,
            "credit: x # why\nhistory:\n- {stage: a}\n\n- {stage: b}\noutcome: {result: won}"
        );
    }

    #[test]
    fn what_is_not_plain_is_parsed_whole() {
        for text in [
            "{credit: x}",
            "\"credit\": x",
            "---\ncredit: x",
            "\u{feff}credit: x",
            "account: {name: A,\ncredit: x}",
            "\tcredit: x",
            "<<<<<<< a\ncredit: x",
            "? credit\n: x",
            "credit:x",
        ] {
            assert_eq!(wanted(text), None, "{text}");
        }
    }
}
