//! Words of a command that somebody will paste into a shell.

use std::borrow::Cow;

use super::safe;

/// A text between single quotes, in which a shell changes nothing.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Bytes in quotes that a shell turns into the same bytes again. What is not UTF-8 is written out for `printf`, so that the
/// script itself is a text.
pub fn quoted_bytes(bytes: &[u8]) -> String {
    let mut words = Vec::new();
    for chunk in bytes.utf8_chunks() {
        if !chunk.valid().is_empty() {
            words.push(quoted(chunk.valid()));
        }
        if !chunk.invalid().is_empty() {
            let octal = chunk.invalid().iter().map(|byte| format!("\\{byte:03o}"));
            words.push(format!("\"$(printf '{}')\"", octal.collect::<String>()));
        }
    }
    words.concat()
}

/// A text as one word of a command that is shown: as it is where a shell leaves it alone, else in single quotes.
pub fn word(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(quoted(&safe::one_line(text)))
}

/// Returns a name as one word of a command that is shown: as it is, in double quotes if it has blanks, else as [`word`].
pub fn name(text: &str) -> Cow<'_, str> {
    let is_spaced = |c: char| c.is_alphanumeric() || " -_.,'".contains(c);
    if text.contains(' ') && text.chars().all(is_spaced) {
        return Cow::Owned(format!("\"{text}\""));
    }
    word(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_in_double_quotes_only_where_a_shell_reads_nothing_into_them() {
        assert_eq!(name("northwind"), "northwind");
        assert_eq!(name("Luis Ortega"), "\"Luis Ortega\"");
        assert_eq!(name("Pat O'Brien"), "\"Pat O'Brien\"");
        assert_eq!(name("$(id) Ortega"), "'$(id) Ortega'");
        assert_eq!(name("a \"b"), "'a \"b'");
    }

    #[test]
    fn bytes_that_are_no_text_are_written_out_for_the_shell() {
        assert_eq!(quoted_bytes(b"it's"), r"'it'\''s'");
        assert_eq!(
            quoted_bytes(b"a\xff\xfeb"),
            r#"'a'"$(printf '\377')""$(printf '\376')"'b'"#
        );
    }

    #[test]
    fn only_what_a_shell_would_change_is_quoted() {
        for plain in ["notes/a-1.md", "müller.yaml", "--at=x"] {
            assert_eq!(word(plain), plain);
        }
        for (text, quoted) in [
            ("Maya Chen", "'Maya Chen'"),
            ("O'Brien; rm $HOME", r"'O'\''Brien; rm $HOME'"),
            ("", "''"),
            ("a b", "'a b'"),
            ("`id`", "'`id`'"),
            ("$(id)", "'$(id)'"),
            ("it's", r"'it'\''s'"),
            ("a;b", "'a;b'"),
            ("a\nb", "'a b'"),
        ] {
            assert_eq!(word(text), quoted);
        }
    }
}
