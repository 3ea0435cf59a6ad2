//! GitHub's workflow commands: annotations on the lines of a pull request.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Level};
use crate::text::{Sources, safe};

use super::human::move_words;

/// One annotation a finding: `::error file=…,line=…,col=…,title=…::message`. `prefix` leads from the top of the git
/// repository, which GitHub counts from, to the book: empty, or ending with `/`. What was
/// there before a change is a notice, whatever its level.
pub fn github(
    findings: &[&Diagnostic],
    old: &[Diagnostic],
    sources: &Sources,
    prefix: &str,
) -> String {
    let mut out = String::new();
    let new = findings.iter().map(|finding| (*finding, false));
    for (finding, is_old) in new.chain(old.iter().map(|finding| (finding, true))) {
        let command = match finding.level {
            _ if is_old => "notice",
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let (start, end) = (sources.start(finding.place), sources.end(finding.place));
        let path = &sources.file(finding.place.file).path;
        let path = property(&format!("{prefix}{path}"));
        let _ = write!(
            out,
            "::{command} file={path},line={},col={}",
            start.line, start.column
        );
        if end.line == start.line && end.column > start.column {
            let _ = write!(out, ",endLine={},endColumn={}", end.line, end.column);
        }
        let mut message = finding.message.clone();
        if let Some(whose) = move_words(&finding.whose) {
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
    out
}

/// A message: what would end it or start another command is written in per cent.
fn data(text: &str) -> String {
    safe::lines(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property also ends at a colon or a comma.
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
