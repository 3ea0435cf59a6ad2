//! Markdown, for a comment on a pull request.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Level};
use crate::render::markdown_text::plain;
use crate::render::{RenderError, TermStyle};
use crate::text::Sources;
use crate::text::name::count;

use super::drawing::assignee;
use super::format::{Findings, FindingsFormat};
use super::summary::old_in_words;

/// For a comment on a pull request.
#[derive(Debug)]
pub(super) struct Markdown;

impl FindingsFormat for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn about(&self) -> &'static str {
        "For a comment on a pull request"
    }

    /// Writes the counts, then a table of the errors and warnings, and one of those from before a change.
    fn render(&self, findings: &Findings<'_>, _: TermStyle) -> Result<String, RenderError> {
        let Findings {
            old,
            sources,
            counts,
            ..
        } = *findings;
        let judged = findings.judged().in_words();
        let mut out = String::from("### dealctl lint\n\n");
        if findings.findings.is_empty() {
            let new = if old.is_empty() { "" } else { "new " };
            let _ = writeln!(out, "{judged}, nothing {new}to fix.");
        } else {
            let _ = writeln!(
                out,
                "**{}, {}** in {judged}\n",
                count(counts.errors, "error"),
                count(counts.warnings, "warning")
            );
            table(findings.findings.iter().copied(), sources, &mut out);
        }
        if let Some(words) = old_in_words(old) {
            let _ = writeln!(out, "\n{words}.\n");
            table(old, sources, &mut out);
        }
        Ok(out)
    }
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
        let path = &sources.file(finding.place.file).path;
        let _ = writeln!(
            out,
            "| {level} | {} `{}`{help} | {}:{}:{} | {} |",
            plain(&finding.message),
            finding.rule,
            plain(path),
            at.line,
            at.column,
            plain(assignee(&finding.whose)),
        );
    }
}
