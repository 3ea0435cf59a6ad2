//! `# dealctl: allow RULE — reason`: a comment that suppresses one finding, on its line or on the line below.
//!
//! Only a real comment counts, not the same words inside a text of the deal.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::lint::exceptions::is_binding;
use crate::model::Book;
use crate::text::placeholder::is_no_reason;
use crate::text::{FileId, Limits, Node, Place, SourceFile, Span, Value, toml, yaml};

/// How such a comment begins, after its `#`.
const MARK: &str = "dealctl: allow";

/// What the word after `allow` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleLookup {
    /// A rule of this run.
    Active,
    /// A rule that did not run this time, because it was not selected or there is no history.
    Inactive,
    /// Not a rule.
    Unknown {
        /// The name that was most likely meant.
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
    /// What that name refers to.
    pub named: RuleLookup,
    /// The reason, as written; `None` if it is missing or a placeholder.
    pub reason: Option<String>,
    /// The line whose findings it suppresses, counted from 1: its own line, or, if the comment has a line to itself,
    /// the next line that is not a comment.
    pub line: usize,
    /// Whether it suppressed a finding.
    pub used: bool,
}

/// Returns every such comment of the book, in the order of the files. A file that cannot be parsed yields none, so that
/// its faults stay visible.
pub fn in_book(
    book: &Book,
    limits: &Limits,
    named: impl Fn(&str) -> RuleLookup + Sync,
) -> Vec<Allowance> {
    let count = u32::try_from(book.sources.len()).unwrap_or(u32::MAX);
    let per_file: Vec<Vec<Allowance>> = (0..count)
        .into_par_iter()
        .map(|id| {
            let mut found = in_file(FileId(id), book.sources.file(FileId(id)), limits);
            // Searching for the nearest name is slow, and a file may hold thousands of the same wrong name.
            let mut known: HashMap<String, RuleLookup> = HashMap::new();
            for allowance in &mut found {
                let rule = &allowance.rule;
                allowance.named = *known.entry(rule.clone()).or_insert_with(|| named(rule));
            }
            found
        })
        .collect();
    per_file.into_iter().flatten().collect()
}

/// Removes the findings that a comment allows, and marks those comments as used. A comment allows a finding if it names
/// the rule, belongs to the finding's line, and gives a reason. What has no exceptions (D7.2) stays, and mentions the comment.
pub fn apply(allowances: &mut [Allowance], findings: &mut Vec<Diagnostic>, book: &Book) {
    let mut at: HashMap<(FileId, usize, String), (Vec<usize>, bool)> = HashMap::new();
    for (index, allowance) in allowances.iter().enumerate() {
        if allowance.reason.is_some() {
            let key = (allowance.place.file, allowance.line, allowance.rule.clone());
            at.entry(key).or_default().0.push(index);
        }
    }
    if at.is_empty() {
        return;
    }
    findings.retain_mut(|finding| {
        let line = book.sources.start(finding.place).line;
        let key = (finding.place.file, line, finding.rule.to_owned());
        let Some((_, used)) = at.get_mut(&key) else {
            return true;
        };
        *used = true;
        if is_binding(finding.rule) {
            finding
                .message
                .push_str("; the comment that allows it has no effect");
        }
        is_binding(finding.rule)
    });
    for (indices, _) in at.into_values().filter(|(_, used)| *used) {
        for index in indices {
            allowances[index].used = true;
        }
    }
}

fn in_file(file: FileId, source: &SourceFile, limits: &Limits) -> Vec<Allowance> {
    let text = &*source.text;
    if !text.contains(MARK) {
        return Vec::new();
    }
    let Some(root) = tree(source, limits) else {
        return Vec::new();
    };
    let mut scalars = Vec::new();
    add_scalars(&root, &mut scalars);
    let scalars = united(scalars);
    let mut found = Vec::new();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let below = lines_below(&lines);
    let mut start = 0;
    for (index, line) in lines.iter().enumerate() {
        let at = comment_at(line).filter(|at| !is_inside(&scalars, start + at));
        if let Some(at) = at {
            let comment = line[at..].trim_end();
            let place = Place {
                file,
                span: Span::new(start + at, start + at + comment.len()),
            };
            let alone = line[..at].trim_matches([' ', '\u{feff}']).is_empty();
            let own = if alone { below[index] } else { index };
            found.push(allowance(comment, place, own + 1));
        }
        start += line.len();
    }
    found
}

/// Returns for each line the number of the next one below that is not a comment, from 0.
fn lines_below(lines: &[&str]) -> Vec<usize> {
    let mut below = vec![lines.len(); lines.len()];
    for index in (1..lines.len()).rev() {
        let is_comment = lines[index].trim_start().starts_with('#');
        below[index - 1] = if is_comment { below[index] } else { index };
    }
    below
}

fn tree<'s>(source: &'s SourceFile, limits: &Limits) -> Option<Node<'s>> {
    if source.path.ends_with(".toml") {
        return toml::parse(&source.text).ok();
    }
    let document = yaml::parse(&source.text, limits);
    let broken = document.faults.iter().any(|fault| fault.kind.is_fatal());
    (!broken).then_some(document.root)
}

/// Returns where a line has a comment with the mark: a `#` at its beginning or after a blank.
fn comment_at(line: &str) -> Option<usize> {
    let mark = line.find(MARK)?;
    let before = line[..mark].trim_end_matches([' ', '\t']);
    let at = before.strip_suffix('#')?.len();
    let follows_blank = at == 0 || line[..at].ends_with([' ', '\t', '\u{feff}']);
    follows_blank.then_some(at)
}

/// Adds the spans of the texts and keys below a node.
fn add_scalars(node: &Node<'_>, out: &mut Vec<Span>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(_) => out.push(node.span),
        Value::List(items) => items.iter().for_each(|item| add_scalars(item, out)),
        Value::Map(entries) => {
            for entry in entries {
                out.push(entry.key_span);
                add_scalars(&entry.value, out);
            }
        }
    }
}

/// Returns the spans sorted, with overlapping ones merged. Spans overlap because an alias has the span of its anchor.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut united: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match united.last_mut().filter(|last| span.start < last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => united.push(span),
        }
    }
    united
}

/// Returns whether an offset is inside one of the spans, which must be sorted.
fn is_inside(spans: &[Span], offset: usize) -> bool {
    let next = spans.partition_point(|span| span.start as usize <= offset);
    let before = next.checked_sub(1).map(|at| spans[at]);
    before.is_some_and(|span| span.range().contains(&offset))
}

fn allowance(comment: &str, place: Place, line: usize) -> Allowance {
    let after = comment.split_once(MARK).map_or("", |(_, rest)| rest).trim();
    let (rule, reason) = after.split_once(char::is_whitespace).unwrap_or((after, ""));
    let reason = reason
        .trim_start_matches([' ', '\t', '—', '–', '-', ':'])
        .trim();
    let says_why = !reason.is_empty() && !is_no_reason(reason);
    Allowance {
        place,
        rule: rule.trim_end_matches([':', ',']).to_owned(),
        named: RuleLookup::Inactive,
        reason: says_why.then(|| reason.to_owned()),
        line,
        used: false,
    }
}
