//! Findings.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::render::summary::Counts;
use crate::text::{Place, Position, Sources};

use super::{VERSION, to_text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Vec<Finding<'a>>,
    old: Vec<Finding<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: &'a str,
    message: &'a str,
    path: &'a str,
    deal: Option<&'a str>,
    subject: Option<&'a str>,
    start: Point,
    end: Point,
    role: Option<&'a str>,
    owner: Option<&'a str>,
    help: Option<&'a str>,
    fix: Option<Fix<'a>>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Fix<'a> {
    safe: bool,
    title: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    start: Point,
    end: Point,
    message: &'a str,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct Summary {
    deals: usize,
    files: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl From<Position> for Point {
    fn from(at: Position) -> Self {
        Self {
            line: at.line,
            column: at.column,
            offset: at.offset,
        }
    }
}

fn finding<'a>(finding: &'a Diagnostic, sources: &'a Sources) -> Finding<'a> {
    let points = |place: Place| {
        (
            Point::from(sources.start(place)),
            Point::from(sources.end(place)),
        )
    };
    let path = |place: Place| &*sources.file(place.file).path;
    let (start, end) = points(finding.place);
    let related = finding.related.iter().map(|label| {
        let (start, end) = points(label.place);
        Related {
            path: path(label.place),
            start,
            end,
            message: &label.message,
        }
    });
    Finding {
        rule: finding.rule,
        level: finding.level.name(),
        message: &finding.message,
        path: path(finding.place),
        deal: finding.deal.as_deref(),
        subject: Some(finding.subject.as_str()).filter(|subject| !subject.is_empty()),
        start,
        end,
        role: finding.whose.role.as_deref(),
        owner: finding.whose.owner.as_deref(),
        help: finding.help.as_deref(),
        fix: finding.fix.as_ref().map(|fix| Fix {
            safe: fix.safe,
            title: &fix.title,
        }),
        related: related.collect(),
    }
}

/// The findings as JSON, in the order they are given; apart from them those that a change did not bring.
///
/// # Errors
/// Never in practice: every value has a form in JSON.
pub fn lint(
    findings: &[&Diagnostic],
    old: &[Diagnostic],
    sources: &Sources,
    counts: Counts,
    deals: usize,
    files: usize,
) -> Result<String, serde_json::Error> {
    let old = old.iter().map(|of| finding(of, sources)).collect();
    let findings = findings.iter().map(|of| finding(of, sources)).collect();
    let summary = Summary {
        deals,
        files,
        errors: counts.errors,
        warnings: counts.warnings,
        notes: counts.notes,
    };
    to_text(&Document {
        version: VERSION,
        findings,
        old,
        summary,
    })
}
