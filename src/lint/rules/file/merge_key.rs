//! `file/merge-key`.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Fix};
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::load::limits;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::edit::{Change, guarded};
use crate::text::{FaultKind, Place, Span, safe};

use super::whose::whose;

rule! {
    /// `<<` takes over the keys of another map.
    ///
    /// YAML 1.2 has no merge keys: other programs, and the next reader, see a key `<<` and nothing of what it stands for.
    /// dealctl reads the keys as if they were written out, so that nothing else is reported because of it (docs/format.md).
    /// An alias for a single value (`*name`) is YAML 1.2.
    ///
    /// ```yaml bad
    /// custom: {port: &port {name: Quayside Ports, domain: quayside.example}}
    /// account: {<<: *port}
    /// ```
    /// ```yaml good
    /// account: {name: &name Quayside Ports}
    /// opportunity: {name: *name}
    /// ```
    pub(super) MERGE_KEY = "file/merge-key", Warning, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Text(FaultKind::MergeKey { entry, taken }) = &problem.kind else {
        return None;
    };
    let source = book.sources.file(problem.place.file);
    let written: Vec<&str> = taken.iter().map(|taken| source.slice(*taken)).collect();
    let is_short = written.iter().map(|text| text.len()).sum::<usize>() <= SHORT;
    let help = match &*written {
        [] => "it takes over nothing: remove it".to_owned(),
        written if is_short && written.iter().all(|text| !text.contains('\n')) => {
            format!(
                "write them out in its place: {}",
                safe::one_line(&written.join(", "))
            )
        }
        _ => "write them out in its place, each with its value".to_owned(),
    };
    let message = "`<<` takes over no keys in YAML 1.2, and other programs read none here";
    let mut finding = Diagnostic::new(rule.name, rule.level, problem.place, message)
        .label("not a key of YAML 1.2")
        .subject(&*source.path)
        .whose(whose(book, problem))
        .help(help);
    finding.fix = written_out(book, problem, *entry, &written);
    Some(finding)
}

/// Longer entries are not repeated in the help.
const SHORT: usize = 120;

/// Writes the entries in the place of the merge key; `None` if that would read as something else.
fn written_out(book: &Book, problem: &Problem, entry: Span, written: &[&str]) -> Option<Fix> {
    let is_plain = |text: &&str| !text.contains(['\n', '\r', '&', '#']);
    if written.is_empty() || !written.iter().all(is_plain) {
        return None;
    }
    let source = &book.sources.file(problem.place.file).text;
    let line = source[..entry.start as usize]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let before = &source[line..entry.start as usize];
    // The first key of a list's item stands behind its hyphen.
    let between = if before.chars().all(|c| matches!(c, ' ' | '-')) {
        format!("\n{}", before.replace('-', " "))
    } else {
        ", ".to_owned()
    };
    let text = written.join(&between);
    let change = Change {
        span: entry,
        text: Cow::Borrowed(&text),
    };
    guarded(
        source,
        std::slice::from_ref(&change),
        &limits(&book.process),
    )?;
    let place = Place {
        span: entry,
        ..problem.place
    };
    Some(Fix {
        title: "write the keys out".to_owned(),
        ..Fix::replace(true, place, text)
    })
}
