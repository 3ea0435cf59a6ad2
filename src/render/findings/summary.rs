//! The last lines of a run: how many findings, whose move it is, and what was there before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Level};
use crate::render::{TermStyle, for_terminal, paint};
use crate::text::name::count;
use crate::text::{Sources, command, safe};

use super::counts::Counts;
use super::drawing::{level_style, wrapped};
use super::format::Findings;
use super::short;

/// Returns `; 3 can be fixed with --fix`, or nothing.
fn fixable(findings: &Findings<'_>) -> String {
    let (command, then) = if findings.staged {
        ("dealctl lint --fix", ", then git add")
    } else {
        ("--fix", "")
    };
    let count = |safe| {
        let shown = findings.findings.iter();
        let fixes = shown.filter_map(|finding| finding.fix.as_ref());
        fixes.filter(|fix| fix.safe == safe).count()
    };
    match (count(true), count(false)) {
        (0, 0) => String::new(),
        (safe, 0) => format!("; {safe} can be fixed with {command}{then}"),
        (0, other) => format!("; {other} can be fixed with {command} --unsafe{then}"),
        (safe, other) => {
            format!("; {safe} can be fixed with {command}, {other} more with --fix --unsafe{then}")
        }
    }
}

/// Returns the counts, and how many moves each person has: that is how the fixing is shared out.
pub(super) fn summary(findings: &Findings<'_>, term: TermStyle) -> String {
    let counts = findings.counts;
    let shown = &findings.findings;
    let levels = [
        (counts.errors, "error", Level::Error),
        (counts.warnings, "warning", Level::Warning),
    ];
    let levels = levels.into_iter().filter(|(n, ..)| *n > 0);
    let mut parts: Vec<String> = levels
        .map(|(n, word, level)| paint(&count(n, word), level_style(level), term))
        .collect();
    let shows_notes = shown.iter().any(|finding| finding.level == Level::Note);
    if shows_notes {
        parts.push(count(counts.notes, "note"));
    }
    let mut out = format!("{} in {}", parts.join(", "), findings.judged().in_words());
    if counts.notes > 0 && !shows_notes {
        let them = if counts.notes == 1 { "it" } else { "them" };
        let _ = write!(out, "; {} to do: --notes shows {them}", counts.notes);
    }
    out += &fixable(findings);
    // Escapes of colour have no width here and stay as they are.
    let options = textwrap::Options::new(term.width)
        .subsequent_indent("  ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(&command::hold(&out), options).join("\n");
    out = command::release(&lines).into_owned();
    out.push('\n');
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in shown {
        if let Some(owner) = &finding.whose.owner {
            *people.entry(owner).or_default() += 1;
        }
    }
    let mut people: Vec<(&str, usize)> = people.into_iter().collect();
    people.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    if !people.is_empty() {
        let more = people.len().saturating_sub(12);
        let names: Vec<String> = people
            .iter()
            .take(12)
            .map(|(name, count)| format!("{} {count}", safe::one_line(name)).replace(' ', "\u{a0}"))
            .collect();
        let more = if more > 0 {
            format!(" · {more} more")
        } else {
            String::new()
        };
        out += &wrapped(
            &format!("Whose move: {}{more}", names.join(" · ")),
            term.width,
            "            ",
        )
        .replace('\u{a0}', " ");
        out.push('\n');
    }
    for_terminal(out, term)
}

/// Returns what stops a commit: `commit stopped: 1 error in deals/2026/granite-mutual.yaml (your change)`.
pub(super) fn stopped(findings: &Findings<'_>, term: TermStyle) -> String {
    let Counts {
        errors, warnings, ..
    } = findings.counts;
    let (least, failing) = match errors {
        0 => (Level::Warning, count(warnings, "warning")),
        errors => (Level::Error, count(errors, "error")),
    };
    let shown = findings.findings.iter();
    let failed = shown.filter(|finding| finding.level == least);
    let paths: BTreeSet<&str> = failed
        .map(|finding| &*findings.sources.file(finding.place.file).path)
        .collect();
    let place = match paths.first() {
        Some(path) if paths.len() == 1 => safe::one_line(path).into_owned(),
        _ => count(paths.len(), "file"),
    };
    let line = format!("commit stopped: {failing} in {place} (your change)");
    for_terminal(wrapped(&line, term.width, "  ") + "\n\n", term)
}

/// How many old findings are listed; the rest are counted.
const LISTED: usize = 5;

/// Returns `Old, from before this change: 2 errors`; `None` if there are none.
pub(super) fn old_in_words(findings: &[Diagnostic]) -> Option<String> {
    let counts = Counts::of(findings).in_words();
    (!findings.is_empty()).then(|| format!("Old, from before this change: {counts}"))
}

/// Returns what the files of a change had before it, errors first: a line each, and no more than a few.
pub(super) fn old(findings: &[Diagnostic], sources: &Sources, term: TermStyle) -> String {
    let Some(mut out) = old_in_words(findings) else {
        return String::new();
    };
    out.push('\n');
    let mut sorted: Vec<&Diagnostic> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.level == Level::Error));
    let listed = &sorted[..sorted.len().min(LISTED)];
    for line in short::lines(listed.iter().copied(), "", sources).lines() {
        out += &wrapped(&format!("  {line}"), term.width, "    ");
        out.push('\n');
    }
    if findings.len() > LISTED {
        let more = findings.len() - LISTED;
        let _ = writeln!(out, "  and {more} more: dealctl lint shows all");
    }
    for_terminal(out, term)
}
