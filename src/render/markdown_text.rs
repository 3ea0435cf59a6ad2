//! Text of a deal inside Markdown.

use crate::text::safe;

/// Escapes a text so that it stays text: no table cell, HTML, link, mention, reference or emphasis.
///
/// GitHub looks for mentions, references and addresses after it has undone entities and backslashes, so escaping does not help
/// there: an empty comment, which shows as nothing, interrupts them.
pub fn plain(text: &str) -> String {
    let line = safe::one_line(text);
    let mut out = String::with_capacity(line.len());
    let mut before = ' ';
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '#' => out.push_str("\\#"),
            c => out.push(c),
        }
        if would_link(before, c, rest.as_str()) {
            out.push_str(BREAK);
        }
        before = c;
    }
    out
}

/// An empty comment: it shows as nothing and ends a word.
const BREAK: &str = "<!-- -->";

/// Returns whether `c` and what follows would make a mention (`@all`), a mail address (`a@b.example`), a reference (`#12`,
/// `GH-12`), a web address (`https:`, `www.`) or an emoji's name (`:x:`).
fn would_link(before: char, c: char, rest: &str) -> bool {
    let next = rest.chars().next().unwrap_or(' ');
    match c {
        '@' => next.is_alphanumeric() || matches!(next, '-' | '_' | '['),
        '#' => next.is_ascii_digit(),
        '-' => before.eq_ignore_ascii_case(&'h') && next.is_ascii_digit(),
        ':' => rest.starts_with("//") || is_emoji(rest) || is_mail(before, next),
        '.' => before.eq_ignore_ascii_case(&'w') && next.is_alphanumeric(),
        _ => false,
    }
}

/// Returns whether the rest of an emoji's name follows, such as `+1:`.
fn is_emoji(rest: &str) -> bool {
    let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '_'));
    name.is_some_and(|end| end > 0 && rest[end..].starts_with(':'))
}

/// Returns whether a colon between these two characters belongs to `mailto:x` or `xmpp:x`.
fn is_mail(before: char, next: char) -> bool {
    matches!(before, 'o' | 'p' | 'O' | 'P') && next.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn text_of_a_deal_stays_text() {
        assert_eq!(plain("a | b"), "a \\| b");
        assert_eq!(plain("<img src=x>"), "&lt;img src=x&gt;");
        assert_eq!(
            plain("[x](https://y.example) @all"),
            "\\[x\\](https:<!-- -->//y.example) @<!-- -->all"
        );
    }

    #[test]
    fn nothing_becomes_a_mention_a_reference_or_a_link() {
        for (text, expected) in [
            ("@octocat", "@<!-- -->octocat"),
            ("see #12", "see \\#<!-- -->12"),
            ("owner/name#12", "owner/name\\#<!-- -->12"),
            ("GH-12", "GH-<!-- -->12"),
            ("ann@b.example", "ann@<!-- -->b.example"),
            (
                "mailto:ann@b.example",
                "mailto:<!-- -->ann@<!-- -->b.example",
            ),
            ("www.x.example", "www.<!-- -->x.example"),
            ("WWW.x.example", "WWW.<!-- -->x.example"),
            (":+1: :tada:", ":<!-- -->+1: :<!-- -->tada:"),
            ("http://x", "http:<!-- -->//x"),
        ] {
            assert_eq!(plain(text), expected);
        }
        for text in [
            "Fri 20 Nov: 3 of 5",
            "a @ b",
            "# 3",
            "2026-11-20",
            "09:30",
            "Phase-2",
        ] {
            assert!(!plain(text).contains("<!--"), "{text}");
        }
    }
}
