//! What a move of deals came to, for people.

use crate::report::changes::{Change, Changes};

use super::Style;
use super::page::{Block, Next, Page};

/// The page.
pub fn changes(report: &Changes, style: &Style) -> Page {
    let mut page = Page::default();
    for change in &report.changes {
        let done = change.done.as_str();
        page.lead.push(if change.changed && !report.written {
            format!("Not written: {} {done}.", change.name)
        } else {
            format!("{} {done}.", change.name)
        });
    }
    if let Some(subject) = &report.commit {
        page.lead.push(format!("Committed: {subject}"));
    }
    for change in &report.changes {
        let sign = |added| if added { '+' } else { '-' };
        let lines = change.lines.iter();
        let lines = lines.map(|line| format!("{} {}", sign(line.added), line.text));
        page.blocks.push(Block::Diff {
            path: change.path.clone(),
            lines: lines.collect(),
        });
        let findings: Vec<String> = change
            .findings
            .iter()
            .map(|finding| format!("{}[{}]: {}", finding.level, finding.rule, finding.message))
            .collect();
        if !findings.is_empty() {
            page.blocks.push(Block::lines(findings));
        }
        page.next.extend(next(change, style));
    }
    page
}

/// Whose move it is now.
fn next(change: &Change, style: &Style) -> Option<Next> {
    let next = change.moves.first()?;
    let who = next.owner.as_deref().unwrap_or("nobody is named");
    let until = next.until.map_or_else(String::new, |day| {
        let late = if next.is_over { "was due" } else { "by" };
        format!(", {late} {}", style.weekday(day))
    });
    let why = format!("{who}: {}{until}", next.action);
    Some(Next::new(why, next.command.clone()))
}
