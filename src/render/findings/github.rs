//! GitHub's workflow commands: annotations on the lines of a pull request.

use std::fmt::Write as _;

use crate::diagnostic::Level;
use crate::render::{RenderError, TermStyle};
use crate::text::safe;

use super::drawing::assignee_with_role;
use super::format::{Findings, FindingsFormat};

/// Annotations of GitHub's workflows.
#[derive(Debug)]
pub struct Github;

impl FindingsFormat for Github {
    fn name(&self) -> &'static str {
        "github"
    }

    fn about(&self) -> &'static str {
        "Annotations of GitHub's workflows"
    }

    /// Writes one annotation a finding: `::error file=…,line=…,col=…,title=…::message`. What was there before a change is a
    /// notice, whatever its level.
    fn render(&self, findings: &Findings<'_>, _: TermStyle) -> Result<String, RenderError> {
        let (sources, prefix) = (findings.sources, (findings.prefix)());
        let mut out = String::new();
        for (finding, is_old) in findings.with_old() {
            let command = match finding.level {
                _ if is_old => "notice",
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Note => "notice",
            };
            let (start, end) = (sources.start(finding.place), sources.end(finding.place));
            let path = &sources.file(finding.place.file).path;
            let path = property(&format!("{}{path}", String::from_utf8_lossy(&prefix)));
            let _ = write!(
                out,
                "::{command} file={path},line={},col={}",
                start.line, start.column
            );
            if end.line == start.line && end.column > start.column {
                let _ = write!(out, ",endLine={},endColumn={}", end.line, end.column);
            }
            let mut message = finding.message.clone();
            if let Some(whose) = assignee_with_role(&finding.whose) {
                let _ = write!(message, "\nmove: {whose}");
            }
            if let Some(help) = &finding.help {
                let _ = write!(message, "\nhelp: {help}");
            }
            let title = if is_old {
                format!("old {}[{}]", finding.level, finding.rule)
            } else {
                finding.rule.to_owned()
            };
            let _ = writeln!(out, ",title={}::{}", property(&title), data(&message));
        }
        Ok(out)
    }
}

/// Escapes a message: what would end it or start another command is percent-encoded.
fn data(text: &str) -> String {
    safe::lines(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property, which also ends at a colon or a comma.
fn property(text: &str) -> String {
    data(&safe::one_line(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_deal_can_start_a_command() {
        assert_eq!(data("50%\n::error::x"), "50%25%0A::error::x");
        assert_eq!(property("a:b,c\nd"), "a%3Ab%2Cc d");
    }
}
