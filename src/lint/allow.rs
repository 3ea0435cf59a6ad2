//! `# dealctl: allow RULE — reason`: a comment that keeps one finding quiet, on its line or on the line below (DESIGN §3).
//!
//! Only what really is a comment counts: the same words inside a text of the deal are a text.

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::model::Book;
use crate::text::placeholder::is_placeholder;
use crate::text::{FileId, Limits, Node, Place, SourceFile, Span, Value, toml, yaml};

/// What such a comment begins with, after its `#`.
const MARK: &str = "dealctl: allow";

/// What the word after `allow` turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A rule of this run.
    Runs,
    /// A rule that did not look this time: it was not selected, or there is no history.
    Rests,
    /// No rule.
    Nothing {
        /// The one that was most likely meant.
        nearest: Option<&'static str>,
    },
}

/// One comment that allows a finding.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// The comment, from its `#` to the end of the line.
    pub place: Place,
    /// The rule it names, as written; may be empty.
    pub rule: String,
    /// What that is.
    pub named: Named,
    /// Why, in its writer's words; none when nothing or only a placeholder follows.
    pub reason: Option<String>,
    /// The line whose findings it speaks of, from 1: its own, or the next that is not a comment.
    pub line: usize,
    /// Whether it kept a finding quiet.
    pub used: bool,
}

impl Allowance {
    /// Whether it keeps a finding quiet: it names the rule, stands at its line, and says why.
    fn covers(&self, finding: &Diagnostic, line: usize) -> bool {
        self.reason.is_some()
            && self.place.file == finding.place.file
            && self.rule == finding.rule
            && self.line == line
    }
}

/// Every such comment of the book, in the order of the files. Files that cannot be parsed have none: what is wrong with
/// them must be seen.
pub fn in_book(
    book: &Book,
    limits: &Limits,
    named: impl Fn(&str) -> Named + Sync,
) -> Vec<Allowance> {
    let count = u32::try_from(book.sources.len()).unwrap_or(u32::MAX);
    let per_file: Vec<Vec<Allowance>> = (0..count)
        .into_par_iter()
        .map(|id| {
            let mut found = in_file(FileId(id), book.sources.file(FileId(id)), limits);
            for allowance in &mut found {
                allowance.named = named(&allowance.rule);
            }
            found
        })
        .collect();
    per_file.into_iter().flatten().collect()
}

/// Takes away the findings that a comment allows, and marks the comments that did so.
pub fn apply(allowances: &mut [Allowance], findings: &mut Vec<Diagnostic>, book: &Book) {
    if allowances.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let line = book.sources.start(finding.place).line;
        let mut quiet = false;
        for allowance in &mut *allowances {
            if allowance.covers(finding, line) {
                allowance.used = true;
                quiet = true;
            }
        }
        !quiet
    });
}

fn in_file(file: FileId, source: &SourceFile, limits: &Limits) -> Vec<Allowance> {
    let text = &*source.text;
    if !text.contains(MARK) {
        return Vec::new();
    }
    let Some(root) = tree(source, limits) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut start = 0;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        let at = comment_at(line).filter(|at| !is_inside_scalar(&root, start + at));
        if let Some(at) = at {
            let comment = line[at..].trim_end();
            let place = Place {
                file,
                span: Span::new(start + at, start + at + comment.len()),
            };
            let alone = line[..at].trim_matches([' ', '\u{feff}']).is_empty();
            let own = if alone {
                let below = &lines[index + 1..];
                let comments = below
                    .iter()
                    .take_while(|line| line.trim_start().starts_with('#'));
                index + 1 + comments.count()
            } else {
                index
            };
            found.push(allowance(comment, place, own + 1));
        }
        start += line.len();
    }
    found
}

fn tree<'s>(source: &'s SourceFile, limits: &Limits) -> Option<Node<'s>> {
    if source.path.ends_with(".toml") {
        return toml::parse(&source.text).ok();
    }
    let document = yaml::parse(&source.text, limits);
    let broken = document.faults.iter().any(|fault| fault.kind.is_fatal());
    (!broken).then_some(document.root)
}

/// Where a line has a comment with the mark: a `#` at its beginning or after a blank.
fn comment_at(line: &str) -> Option<usize> {
    let mark = line.find(MARK)?;
    let before = line[..mark].trim_end_matches([' ', '\t']);
    let at = before.strip_suffix('#')?.len();
    let follows_blank = at == 0 || line[..at].ends_with([' ', '\t', '\u{feff}']);
    follows_blank.then_some(at)
}

fn is_inside_scalar(node: &Node<'_>, offset: usize) -> bool {
    let inside = |span: Span| span.range().contains(&offset);
    match &node.value {
        Value::Null => false,
        Value::Scalar(_) => inside(node.span),
        Value::List(items) => items.iter().any(|item| is_inside_scalar(item, offset)),
        Value::Map(entries) => entries
            .iter()
            .any(|entry| inside(entry.key_span) || is_inside_scalar(&entry.value, offset)),
    }
}

fn allowance(comment: &str, place: Place, line: usize) -> Allowance {
    let after = comment.split_once(MARK).map_or("", |(_, rest)| rest).trim();
    let (rule, reason) = after.split_once(char::is_whitespace).unwrap_or((after, ""));
    let reason = reason
        .trim_start_matches([' ', '\t', '—', '–', '-', ':'])
        .trim();
    let says_why = !reason.is_empty() && !is_placeholder(reason);
    Allowance {
        place,
        rule: rule.trim_end_matches([':', ',']).to_owned(),
        named: Named::Rests,
        reason: says_why.then(|| reason.to_owned()),
        line,
        used: false,
    }
}
