//! Findings as Markdown, for a comment on a pull request.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Level};
use crate::text::name;
use crate::text::{Sources, safe};

use super::summary::{Counts, Judged, old_in_words};

/// The counts, then a table of the errors and warnings, and one of what was there before a change; notes are counted only.
pub fn markdown(
    findings: &[&Diagnostic],
    old: &[Diagnostic],
    sources: &Sources,
    counts: Counts,
    judged: Judged,
) -> String {
    let mut out = String::from("### dealctl lint\n\n");
    if findings.is_empty() {
        let new = if old.is_empty() { "" } else { "new " };
        let _ = writeln!(out, "{}, nothing {new}to fix.", judged.in_words());
    } else {
        let _ = writeln!(
            out,
            "**{}, {}** in {}\n",
            name::count(counts.errors, "error"),
            name::count(counts.warnings, "warning"),
            judged.in_words()
        );
        table(findings.iter().copied(), sources, &mut out);
    }
    if let Some(words) = old_in_words(old) {
        let _ = writeln!(out, "\n{words}.\n");
        table(old, sources, &mut out);
    }
    out
}

fn table<'a>(
    findings: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &Sources,
    out: &mut String,
) {
    *out += "| | what is wrong | where | whose move |\n| --- | --- | --- | --- |\n";
    for finding in findings {
        let at = sources.start(finding.place);
        let level = if finding.level == Level::Error {
            format!("**{}**", finding.level)
        } else {
            finding.level.to_string()
        };
        let help = finding
            .help
            .as_ref()
            .map(|help| format!("<br>→ {}", plain(help)))
            .unwrap_or_default();
        let owner = finding
            .whose
            .owner
            .as_deref()
            .or(finding.whose.role.as_deref())
            .unwrap_or_default();
        let path = &sources.file(finding.place.file).path;
        let _ = writeln!(
            out,
            "| {level} | {} `{}`{help} | {}:{}:{} | {} |",
            plain(&finding.message),
            finding.rule,
            plain(path),
            at.line,
            at.column,
            plain(owner),
        );
    }
}

/// Text that stays text: no table cell, no HTML, no link, no mention, no reference, no emphasis.
///
/// GitHub looks for mentions, references and addresses after it has undone entities and backslashes, so those do not help:
/// an empty comment stands where one would begin, which shows as nothing.
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

/// Shows as nothing, and no word goes on across it.
const BREAK: &str = "<!-- -->";

/// Whether what follows `c` would make a mention (`@all`), an address of mail (`a@b.example`), a reference (`#12`, `GH-12`), an
/// address of the web (`https:`, `www.`) or an emoji's name (`:x:`).
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

/// `+1:`, what would close an emoji's name.
fn is_emoji(rest: &str) -> bool {
    let name = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '_'));
    name.is_some_and(|end| end > 0 && rest[end..].starts_with(':'))
}

/// `mailto:x` and `xmpp:x`.
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
