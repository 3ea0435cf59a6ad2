//! Findings as Markdown, for a comment on a pull request.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Level};
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
    let n =
        |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let mut out = String::from("### dealctl lint\n\n");
    if findings.is_empty() {
        let new = if old.is_empty() { "" } else { "new " };
        let _ = writeln!(out, "{}, nothing {new}to fix.", judged.in_words());
    } else {
        let _ = writeln!(
            out,
            "**{}, {}** in {}\n",
            n(counts.errors, "error"),
            n(counts.warnings, "warning"),
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

/// Text that stays text: no table cell, no HTML, no link, no mention, no emphasis.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in safe::one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.replace("://", ":&#47;&#47;")
        .replace("www.", "www&#46;")
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
            "\\[x\\](https:&#47;&#47;y.example) &#64;all"
        );
    }
}
