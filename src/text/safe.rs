//! Text from files made safe to show: what a deal holds must not steer a terminal or reorder a line.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns whether a character has an effect instead of a glyph: control characters, marks that reorder text, invisible marks
/// and fillers, and code points that are not characters.
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{061c}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
            | '\u{00ad}' | '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{3164}' | '\u{ffa0}' | '\u{2800}'
            // Selectors of a variant: any text can be hidden in a run of them. Then what else is drawn as nothing.
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0080}'..='\u{e0fff}'
            | '\u{fff0}'..='\u{fff8}' | '\u{16fe4}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}')
        // U+FFFE, U+FFFF and their like on every plane; XML cannot even name them.
        || (c as u32) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// The text on one line with every acting character written out (`\u{202e}`); a line break becomes a space.
pub fn one_line(text: &str) -> Cow<'_, str> {
    escaped(text, |c| matches!(c, '\n' | '\r' | '\t').then_some(' '))
}

/// A text as it is quoted in a message: in backticks, on one line, cut where it is long.
pub fn quoted(text: &str) -> String {
    let line = one_line(text.trim());
    match line.char_indices().nth(40) {
        Some((cut, _)) => format!("`{}…`", &line[..cut]),
        None => format!("`{line}`"),
    }
}

/// The text with its line breaks and tabs, every other acting character written out.
pub fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| matches!(c, '\n' | '\t').then_some(c))
}

/// The text with every acting character replaced by a visible one of as many bytes, so that places in it stay true.
pub fn same_length(text: &str) -> Cow<'_, str> {
    let acting = |c: char| acts(c) && !matches!(c, '\n' | '\r' | '\t');
    if !text.chars().any(acting) {
        return Cow::Borrowed(text);
    }
    let visible = |c: char| match c.len_utf8() {
        1 => '?',
        2 => '¿',
        3 => '\u{fffd}',
        _ => '\u{1f6ab}',
    };
    Cow::Owned(
        text.chars()
            .map(|c| if acting(c) { visible(c) } else { c })
            .collect(),
    )
}

/// Returns log lines in which a build server does not find a command: `::error::` at the beginning of a line, `##[error]` or
/// `##vso[…]` anywhere. A space is inserted into what would begin one.
pub fn no_commands(text: String) -> String {
    if !text.contains("::") && !text.contains("##") {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let (indent, mut rest) = line.split_at(indent);
        out.push_str(indent);
        // “::: process.toml” of a finding is not a command: a command has a name.
        if let Some(after) = rest.strip_prefix("::")
            && after.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            out.push_str(": :");
            rest = after;
        }
        while let Some(at) = rest.find("##") {
            let (before, after) = rest.split_at(at + 1);
            out.push_str(before);
            let is_vso = |name: &str| name.eq_ignore_ascii_case("#vso[");
            if after.starts_with("#[") || after.get(..5).is_some_and(is_vso) {
                out.push(' ');
            }
            rest = after;
        }
        out.push_str(rest);
    }
    out
}

fn escaped(text: &str, keep: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) || !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut last_was_return = false;
    for c in text.chars() {
        if c == '\n' && last_was_return && !out.is_empty() {
            out.pop();
        }
        last_was_return = c == '\r' && keep(c).is_some();
        if !acts(c) {
            out.push(c);
        } else if let Some(kept) = keep(c) {
            out.push(kept);
        } else {
            let _ = write!(out, "{}", c.escape_unicode());
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{no_commands, one_line, quoted, same_length};

    #[test]
    fn a_log_holds_no_command() {
        for (text, expected) in [
            ("  ::: process.toml:58:1", "  ::: process.toml:58:1"),
            ("a ##[error]x", "a # #[error]x"),
            ("###[error]x", "## #[error]x"),
            ("##vso[x]##VSO[y]", "# #vso[x]# #VSO[y]"),
            ("a\n  ::error::x\n::x", "a\n  : :error::x\n: :x"),
            ("a::b ## c [d]\n", "a::b ## c [d]\n"),
            ("##é[", "##é["),
        ] {
            assert_eq!(no_commands(text.to_owned()), expected);
        }
    }

    #[test]
    fn a_visible_character_of_as_many_bytes_keeps_places_true() {
        for hostile in ["\u{1b}", "\u{9b}", "\u{202e}", "\u{200b}", "\u{e0041}"] {
            let safe = same_length(hostile);
            assert_eq!(safe.len(), hostile.len());
            assert_ne!(safe, hostile);
        }
    }

    #[test]
    fn a_quoted_text_is_short_and_on_one_line() {
        assert_eq!(quoted(" a\nb "), "`a b`");
        assert_eq!(quoted(&"é".repeat(50)), format!("`{}…`", "é".repeat(40)));
    }

    #[test]
    fn what_nobody_sees_and_what_is_no_character_is_written_out() {
        for hidden in [
            '\u{ad}',
            '\u{34f}',
            '\u{115f}',
            '\u{1160}',
            '\u{180e}',
            '\u{fe01}',
            '\u{fe0f}',
            '\u{e0041}',
            '\u{e01ef}',
            '\u{2800}',
            '\u{1d173}',
            '\u{fff0}',
            '\u{3164}',
            '\u{ffa0}',
            '\u{fffe}',
            '\u{ffff}',
            '\u{1fffe}',
            '\u{10ffff}',
            '\u{fdd0}',
        ] {
            assert_eq!(
                one_line(&format!("a{hidden}b")),
                format!("a\\u{{{:x}}}b", hidden as u32)
            );
        }
        assert_eq!(one_line("한국 ✓ 👍🏽"), "한국 ✓ 👍🏽");
    }

    #[test]
    fn controls_and_direction_marks_are_written_out() {
        assert_eq!(one_line("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(one_line("North\u{202e}dniw"), "North\\u{202e}dniw");
        assert_eq!(one_line("two\r\nlines"), "two lines");
        assert_eq!(one_line("Zoë & Søn"), "Zoë & Søn");
    }
}
