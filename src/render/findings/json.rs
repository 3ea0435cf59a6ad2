//! JSON for programs. Its structs are not those of the findings: positions are spelled out, and what only dealctl itself
//! needs is left out.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::render::json::to_text;
use crate::render::{RenderError, TermStyle};
use crate::report::document::Envelope;
use crate::text::{Place, Position, Sources};

use super::format::{Findings, FindingsFormat};

#[derive(Serialize)]
struct Document<'a> {
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

/// For programs.
#[derive(Debug)]
pub(super) struct Json;

impl FindingsFormat for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "For programs; versioned"
    }

    /// Writes the findings in their order, and apart from them those that a change did not bring.
    fn render(&self, findings: &Findings<'_>, _: TermStyle) -> Result<String, RenderError> {
        let Findings {
            sources, counts, ..
        } = *findings;
        let shown = findings.findings.iter();
        let old = findings.old.iter();
        let document = Envelope::undated(Document {
            findings: shown.map(|of| finding(of, sources)).collect(),
            old: old.map(|of| finding(of, sources)).collect(),
            summary: Summary {
                deals: findings.deals,
                files: findings.paths.len(),
                errors: counts.errors,
                warnings: counts.warnings,
                notes: counts.notes,
            },
        });
        Ok(to_text(&document.with_incomplete(findings.incomplete))?)
    }
}
