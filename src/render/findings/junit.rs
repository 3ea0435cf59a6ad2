//! JUnit's XML, which build servers show: one test case for each finding, and one for each file without any.

use std::collections::BTreeSet;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::diagnostic::Diagnostic;
use crate::render::{RenderError, TermStyle};
use crate::text::{Sources, safe};

use super::drawing::assignee_with_role;
use super::format::{Findings, FindingsFormat};

/// XML that build servers show.
#[derive(Debug)]
pub(super) struct Junit;

impl FindingsFormat for Junit {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn about(&self) -> &'static str {
        "XML that build servers show"
    }

    /// Writes a test suite: what fails the run is a failure, the rest is skipped with its message, also what was there before a
    /// change.
    fn render(&self, findings: &Findings<'_>, _: TermStyle) -> Result<String, RenderError> {
        Ok(suite(findings)?)
    }
}

fn suite(findings: &Findings<'_>) -> io::Result<String> {
    let sources = findings.sources;
    let cases: Vec<(&Diagnostic, Kind)> = findings
        .with_old()
        .map(|(finding, is_old)| match findings.fails(finding.level) {
            _ if is_old => (finding, Kind::Old),
            true => (finding, Kind::Fails),
            false => (finding, Kind::Skipped),
        })
        .collect();
    let with: BTreeSet<&str> = cases
        .iter()
        .map(|(finding, _)| &*sources.file(finding.place.file).path)
        .collect();
    let paths = findings.paths.iter();
    let clean: Vec<&String> = paths.filter(|path| !with.contains(path.as_str())).collect();
    let failures = cases.iter().filter(|(_, kind)| *kind == Kind::Fails);
    let failures = failures.count();
    let totals = [
        ("tests", (cases.len() + clean.len()).to_string()),
        ("failures", failures.to_string()),
        ("errors", "0".to_owned()),
        ("skipped", (cases.len() - failures).to_string()),
    ];
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let totals = || totals.iter().map(|(key, value)| (*key, value.as_str()));
    let body = |writer: &mut Writer<Vec<u8>>| -> io::Result<()> {
        for (finding, kind) in cases {
            case(writer, finding, sources, kind)?;
        }
        for path in clean {
            let path = safe::one_line(path);
            writer
                .create_element("testcase")
                .with_attribute(("classname", &*path))
                .with_attribute(("name", "lint"))
                .write_empty()?;
        }
        Ok(())
    };
    let suites = writer
        .create_element("testsuites")
        .with_attribute(("name", "dealctl lint"));
    suites
        .with_attributes(totals())
        .write_inner_content(|writer| {
            let suite = writer
                .create_element("testsuite")
                .with_attribute(("name", "dealctl lint"));
            suite.with_attributes(totals()).write_inner_content(body)?;
            Ok(())
        })?;
    let mut text = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    text.push('\n');
    Ok(text)
}

/// What becomes of a finding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Fails,
    Skipped,
    Old,
}

fn case(
    writer: &mut Writer<Vec<u8>>,
    finding: &Diagnostic,
    sources: &Sources,
    kind: Kind,
) -> io::Result<()> {
    let at = sources.start(finding.place);
    let path = safe::one_line(&sources.file(finding.place.file).path).into_owned();
    let old = if kind == Kind::Old { "old " } else { "" };
    let name = format!("{old}{} at {}:{}", finding.rule, at.line, at.column);
    let message = safe::one_line(&finding.message).into_owned();
    let whose = assignee_with_role(&finding.whose)
        .map(|whose| format!("\nmove: {whose}"))
        .unwrap_or_default();
    let help = finding
        .help
        .as_ref()
        .map(|help| format!("\nhelp: {help}"))
        .unwrap_or_default();
    let detail = format!(
        "{path}:{}:{}: {old}{}: {message}{whose}{help}",
        at.line, at.column, finding.level
    );
    let case = writer
        .create_element("testcase")
        .with_attribute(("classname", path.as_str()))
        .with_attribute(("name", name.as_str()));
    case.write_inner_content(|writer| {
        let fails = kind == Kind::Fails;
        let element = writer.create_element(if fails { "failure" } else { "skipped" });
        let element = element.with_attribute(("message", message.as_str()));
        let element = if fails {
            element.with_attribute(("type", finding.rule))
        } else {
            element
        };
        element.write_text_content(BytesText::new(&safe::lines(&detail)))?;
        Ok(())
    })?;
    Ok(())
}
