//! `path:line:column: level[rule] message`: one finding a line, for editors and `grep`.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;
use crate::render::{RenderError, TermStyle};
use crate::text::{Sources, safe};

use super::format::{Findings, FindingsFormat};

/// One finding a line.
#[derive(Debug)]
pub(super) struct Short;

impl FindingsFormat for Short {
    fn name(&self) -> &'static str {
        "short"
    }

    fn about(&self) -> &'static str {
        "One finding a line"
    }

    /// Writes the findings, then those from before a change, with `old` before their level.
    fn render(&self, findings: &Findings<'_>, _: TermStyle) -> Result<String, RenderError> {
        let Findings { old, sources, .. } = *findings;
        let new = lines(findings.findings.iter().copied(), "", sources);
        Ok(new + &lines(old, "old ", sources))
    }
}

/// Returns findings, one a line, with a word before the level of each.
pub(super) fn lines<'a>(
    findings: impl IntoIterator<Item = &'a Diagnostic>,
    word: &str,
    sources: &Sources,
) -> String {
    let mut out = String::new();
    for finding in findings {
        let at = sources.start(finding.place);
        let path = safe::one_line(&sources.file(finding.place.file).path);
        let message = safe::one_line(&finding.message);
        let _ = writeln!(
            out,
            "{path}:{}:{}: {word}{}[{}] {message}",
            at.line, at.column, finding.level, finding.rule
        );
    }
    safe::no_commands(out)
}
