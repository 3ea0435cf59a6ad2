//! JUnit's XML, which build servers show: one test case a finding, one for each file without any.

use std::collections::BTreeSet;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::diagnostic::{Diagnostic, Level};
use crate::text::{Sources, safe};

use super::human::move_words;

/// The findings as a test suite: errors are failures, warnings too when `strict`, the rest is skipped with its message, and so
/// is what was there before a change.
///
/// # Errors
/// Never in practice: the writer's target is memory.
pub fn junit(
    findings: &[&Diagnostic],
    old: &[Diagnostic],
    sources: &Sources,
    paths: &[String],
    strict: bool,
) -> io::Result<String> {
    let fails = |finding: &Diagnostic| {
        finding.level == Level::Error || (strict && finding.level == Level::Warning)
    };
    let all = || findings.iter().copied().chain(old);
    let with: BTreeSet<&str> = all()
        .map(|finding| &*sources.file(finding.place.file).path)
        .collect();
    let clean: Vec<&String> = paths
        .iter()
        .filter(|path| !with.contains(path.as_str()))
        .collect();
    let failures = findings.iter().filter(|finding| fails(finding)).count();
    let totals = [
        ("tests", (all().count() + clean.len()).to_string()),
        ("failures", failures.to_string()),
        ("errors", "0".to_owned()),
        ("skipped", (all().count() - failures).to_string()),
    ];
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let totals = || totals.iter().map(|(key, value)| (*key, value.as_str()));
    let body = |writer: &mut Writer<Vec<u8>>| -> io::Result<()> {
        for finding in findings {
            let kind = if fails(finding) {
                Kind::Fails
            } else {
                Kind::Skipped
            };
            case(writer, finding, sources, kind)?;
        }
        for finding in old {
            case(writer, finding, sources, Kind::Old)?;
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
    let whose = move_words(&finding.whose)
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
