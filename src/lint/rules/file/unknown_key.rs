//! `file/unknown-key`.

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::Rule;
use crate::lint::fixes;
use crate::lint::rule::rule;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::model::deal::keys;
use crate::model::path::overlap;
use crate::model::record::ReadProblem;
use crate::text::{name, safe};

use super::whose::whose;

rule! {
    /// dealctl does not know a key.
    ///
    /// The value of a misspelt key is never read: the deal looks complete to its author, and to everybody else the
    /// field is missing. Keys of your own go under `custom:`, where criteria may read it (docs/format.md).
    ///
    /// ```yaml bad
    /// acount: {name: Quayside Ports}
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}
    /// custom: {berths: 4}
    /// ```
    pub(super) UNKNOWN_KEY = "file/unknown-key", Warning, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Read(ReadProblem::UnknownKey {
        parent,
        key,
        nearest,
    }) = &problem.kind
    else {
        return None;
    };
    let at = if parent.is_empty() {
        String::new()
    } else {
        format!(" of `{parent}`")
    };
    let homes = homes(problem, parent, key);
    let help = match nearest {
        _ if !homes.is_empty() => format!("it belongs under {}", homes.join(" or ")),
        Some(near) => format!("did you mean `{near}`?"),
        None if problem.deal.is_none() => "check its spelling, or remove it".to_owned(),
        None => "put it under `custom:`, or remove it".to_owned(),
    };
    let subject = if parent.is_empty() {
        key.clone()
    } else {
        format!("{parent}.{key}")
    };
    let level = if nearest.is_some_and(|near| is_required(book, problem, parent, near)) {
        Level::Error
    } else {
        rule.level
    };
    let mut finding = Diagnostic::new(
        rule.name,
        level,
        problem.place,
        format!(
            "{} is not a known key{at}{}: nothing reads it",
            safe::quoted(key),
            name::meant(nearest.filter(|_| homes.is_empty()))
        ),
    );
    // process.toml is not YAML, and every number depends on it, so it is fixed by hand.
    if let Some(near) =
        nearest.filter(|_| homes.is_empty() && problem.place.file != book.process.file)
    {
        finding.fix = fixes::spell(book, problem.place, key, near);
    }
    Some(
        finding
            .label("not a known key")
            .subject(subject)
            .whose(whose(book, problem))
            .help(help),
    )
}

/// Returns the maps of a deal that the key belongs to, if there are one or two.
fn homes(problem: &Problem, parent: &str, key: &str) -> Vec<String> {
    if problem.deal.is_none() {
        return Vec::new();
    }
    let mut homes = keys::homes_of(key);
    // Only the outermost maps count: a deeper one that takes the same key is hardly meant.
    let depth = homes.first().map_or(0, |home| home.matches('.').count());
    homes.retain(|home| home.matches('.').count() == depth);
    homes.retain(|home| !home.is_empty() && home != parent);
    if homes.len() > 2 {
        return Vec::new();
    }
    homes.iter().map(|home| format!("`{home}:`")).collect()
}

/// Returns whether a deal without the key that was meant is not in the process at all. The missing value then has no
/// finding of its own, so the misspelt key has to be an error.
fn is_required(book: &Book, problem: &Problem, parent: &str, near: &str) -> bool {
    let path = match parent {
        "" => near.to_owned(),
        parent => format!("{parent}.{near}"),
    };
    let mut required = book.process.required.iter();
    problem.deal.is_some() && (path == "history" || required.any(|field| overlap(field, &path)))
}
