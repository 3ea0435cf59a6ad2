//! What a move of deals came to: the lines that changed, and whose move it is now.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Level};
use crate::edit::moves::Move;

use crate::analysis::next_moves::{self, NextMove};

use super::Input;
use super::gate::MoveLine;

/// A line that was removed or added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedLine {
    /// Its number: in the file as it was if it is gone, else as it is now.
    pub line: usize,
    /// Whether it was added.
    pub added: bool,
    /// Its text.
    pub text: String,
}

/// What lint says of the deal that it did not say before.
#[derive(Clone, Debug, Serialize)]
pub struct NewFinding {
    /// The rule.
    pub rule: &'static str,
    /// `error` or `warning`.
    pub level: &'static str,
    /// The fault.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// What became of one deal.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// Its file.
    pub path: String,
    /// What has become of it, in words that follow its name.
    pub done: String,
    /// Whether the file differs from before.
    pub changed: bool,
    /// The lines that differ.
    pub lines: Vec<ChangedLine>,
    /// What lint says now and did not before.
    pub findings: Vec<NewFinding>,
    /// The moves that it waits for now.
    pub moves: Vec<MoveLine>,
}

/// What a move of deals came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Changes {
    /// One entry a deal, in the order in which they were named.
    pub changes: Vec<Change>,
    /// Whether the files were written.
    pub written: bool,
    /// The subject of the commit that was made; `None` if none was.
    pub commit: Option<String>,
}

/// Returns what a move came to for one deal: `text` is its file before and after, and `findings` are new.
pub fn change(
    input: &Input<'_>,
    id: &str,
    made: &Move,
    text: (&str, &str),
    findings: &[Diagnostic],
) -> Change {
    let deal = input.book.deals.iter().find(|deal| deal.id == id);
    let moves = deal
        .map(|deal| next_moves::of(&input.case(deal)))
        .unwrap_or_default();
    let moves = moves.into_iter().filter(NextMove::is_due);
    let of_deal = findings
        .iter()
        .filter(|finding| finding.deal.as_deref() == Some(id));
    let of_deal = of_deal.filter(|finding| finding.level > Level::Note);
    let name = input.names.of(id);
    Change {
        deal: id.to_owned(),
        name: name.clone(),
        path: deal.map_or_else(String::new, |deal| {
            input.book.sources.file(deal.file).path.to_string()
        }),
        done: made.done.clone(),
        changed: text.0 != text.1,
        lines: changed_lines(text.0, text.1),
        findings: of_deal.map(new_finding).collect(),
        moves: moves.map(|next| MoveLine::new(next, &name)).collect(),
    }
}

fn new_finding(finding: &Diagnostic) -> NewFinding {
    NewFinding {
        rule: finding.rule,
        level: finding.level.name(),
        message: finding.message.clone(),
        help: finding.help.clone(),
    }
}

fn changed_lines(before: &str, after: &str) -> Vec<ChangedLine> {
    let diff = similar::TextDiff::from_lines(before, after);
    let changes = diff.iter_all_changes();
    let line = |change: similar::Change<&str>| {
        let added = match change.tag() {
            similar::ChangeTag::Insert => true,
            similar::ChangeTag::Delete => false,
            similar::ChangeTag::Equal => return None,
        };
        let at = if added {
            change.new_index()
        } else {
            change.old_index()
        };
        Some(ChangedLine {
            line: at? + 1,
            added,
            text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
        })
    };
    changes.filter_map(line).collect()
}
