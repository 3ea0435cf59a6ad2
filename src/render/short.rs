//! `path:line:column: level[rule] message`: one finding a line, for editors and `grep`.

use std::fmt::Write as _;

use crate::diagnostic::Diagnostic;
use crate::text::{Sources, safe};

/// The findings, one a line; then what was there before a change, with `old` before its level.
pub fn short(findings: &[&Diagnostic], old: &[Diagnostic], sources: &Sources) -> String {
    lines(findings.iter().copied(), "", sources) + &lines(old, "old ", sources)
}

/// Findings, one a line, with a word before the level of each.
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
