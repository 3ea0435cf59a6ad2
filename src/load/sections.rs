//! The sections of a deal, separated by its lines. Code that needs only a few of them need not have the rest parsed, and most
//! of a file is prose.

/// The text of some sections alone, if the file is plain enough to be split by its lines: a block map whose keys begin
/// their lines. Otherwise `None`, and the whole text is to be parsed.
pub(super) fn alone(text: &str, keys: &[&str]) -> Option<String> {
    let mut out = String::with_capacity(text.len() / 2);
    each_line(text, keys, |line, wanted| {
        if wanted == Some(true) {
            out.push_str(line);
        }
    })?;
    Some(out)
}

/// Returns the text with every other section commented out, so that places stay the same.
pub(super) fn others_commented(text: &str, keys: &[&str]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    each_line(text, keys, |line, wanted| {
        if wanted == Some(false) && !line.trim_end().is_empty() {
            // A line of a section begins with a blank, a dash or a key: one byte.
            out.push('#');
            out.push_str(&line[1..]);
        } else {
            out.push_str(line);
        }
    })?;
    Some(out)
}

/// Passes on every line and whether its section is wanted; comments between sections are skipped.
fn each_line<'t>(
    text: &'t str,
    keys: &[&str],
    mut each: impl FnMut(&'t str, Option<bool>),
) -> Option<()> {
    let mut keep = false;
    let mut goes_on = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare.is_empty() || line.starts_with(' ') || bare == "-" || line.starts_with("- ") {
            // A value continues, or a list whose items are not indented below their key.
        } else if line.starts_with('#') {
            each(line, None);
            continue;
        } else if goes_on {
            return None;
        } else {
            let (key, rest) = bare.split_once(':')?;
            let is_word = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            if !is_word || !(rest.is_empty() || rest.starts_with(' ')) {
                return None;
            }
            keep = keys.contains(&key);
        }
        if !bare.is_empty() {
            goes_on = bare.ends_with([',', '{', '[']);
        }
        each(line, Some(keep));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &[&str] = &["opportunity", "registered", "credit", "outcome", "history"];

    #[test]
    fn the_sections_of_a_plain_file_are_found_by_their_lines() {
        let text = "# a deal\naccount: {name: A}\ncredit: x # why\nneed: |\n  credit: no\n\nhistory:\n- {stage: a}\n\n- {stage: b}\nroles:\n  close: B\r\noutcome: {result: won}";
        assert_eq!(
            alone(text, KEYS).expect("plain"),
            "credit: x # why\nhistory:\n- {stage: a}\n\n- {stage: b}\noutcome: {result: won}"
        );
    }

    #[test]
    fn what_is_not_wanted_becomes_a_comment_and_nothing_moves() {
        let text = "# a\r\naccount: {name: Ä}\r\nneed: |\r\n  é\r\n\r\n  é\r\ncredit: x\r\n- y";
        let left = others_commented(text, KEYS).expect("plain");
        assert_eq!(
            left,
            "# a\r\n#ccount: {name: Ä}\r\n#eed: |\r\n# é\r\n\r\n# é\r\ncredit: x\r\n- y"
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
            assert_eq!(alone(text, KEYS), None, "{text}");
        }
    }
}
