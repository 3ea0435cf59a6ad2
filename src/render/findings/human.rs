//! For people: the lines with the fault underlined, then the counts and whose move it is.

use crate::render::{RenderError, TermStyle};
use crate::text::name::count;

use super::drawing::draw;
use super::format::{Findings, FindingsFormat};
use super::{links, summary};

/// For people.
#[derive(Debug)]
pub struct Human;

impl FindingsFormat for Human {
    fn name(&self) -> &'static str {
        "human"
    }

    fn about(&self) -> &'static str {
        "For people: the lines with the fault underlined"
    }

    fn is_for_people(&self) -> bool {
        true
    }

    fn render(&self, findings: &Findings<'_>, term: TermStyle) -> Result<String, RenderError> {
        let mut out = String::new();
        if findings.staged && findings.fail() {
            out += &summary::stopped(findings, term);
        }
        let text = for_people(findings, term);
        out += &match &findings.link_root {
            _ if findings.findings.is_empty() => clean(findings),
            Some(root) => links::linked(&text, &findings.findings, findings.sources, root),
            None => text,
        };
        Ok(out + &summary::old(findings.old, findings.sources, term))
    }
}

/// Returns the findings and their summary; nothing if there are none.
pub fn for_people(findings: &Findings<'_>, term: TermStyle) -> String {
    if findings.findings.is_empty() {
        return String::new();
    }
    let Findings {
        sources, detail, ..
    } = *findings;
    draw(&findings.findings, sources, detail, term) + &summary::summary(findings, term)
}

fn clean(findings: &Findings<'_>) -> String {
    if !findings.announces_clean {
        return String::new();
    }
    let notes = match findings.counts.notes {
        0 => String::new(),
        1 => " 1 still to do: --notes shows it.".to_owned(),
        notes => format!(" {notes} still to do: --notes shows them."),
    };
    let deals = count(findings.deals, "deal");
    format!("{deals}, nothing to fix.{notes}\n")
}
