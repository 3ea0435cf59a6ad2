//! The last lines of a run: how many findings, whose move it is, and what was there before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Level};
use crate::text::name;
use crate::text::{Sources, safe};

use super::human::{level_style, wrapped};
use super::{TermStyle, for_terminal, paint, short};

/// What the last lines of a run say.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a> {
    /// The findings that are shown.
    pub shown: &'a [&'a Diagnostic],
    /// How many errors, warnings and notes there are, shown or not.
    pub counts: Counts,
    /// What was judged.
    pub judged: Judged,
    /// Whether what is staged was judged, so that a fix in the work tree still has to be staged.
    pub staged: bool,
}

/// How much was judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Files of deals, those that cannot be read among them.
    pub deals: usize,
    /// Files, process.toml among them.
    pub files: usize,
}

impl Judged {
    /// `46 deals`; where no deal was judged, `1 file`.
    pub fn in_words(self) -> String {
        match self {
            Self { deals: 0, files } if files > 0 => name::count(files, "file"),
            Self { deals, .. } => name::count(deals, "deal"),
        }
    }
}

/// How many findings of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Counts {
    /// Counts findings by level.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.level {
                Level::Error => counts.errors += 1,
                Level::Warning => counts.warnings += 1,
                Level::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// `2 errors, 1 warning`.
    pub fn in_words(self) -> String {
        let counted = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
        ];
        let parts = counted.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, word)| name::count(count, word))
            .collect();
        parts.join(", ")
    }
}

/// `; 3 can be fixed with --fix`, where there are any.
fn fixable(shown: &[&Diagnostic], staged: bool) -> String {
    let (command, then) = if staged {
        ("dealctl lint --fix", ", then git add")
    } else {
        ("--fix", "")
    };
    let count = |safe| {
        let fixes = shown.iter().filter_map(|finding| finding.fix.as_ref());
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

/// The counts, and whose move it is by person: that is how the fixing is shared out.
pub fn summary(summary: &Summary<'_>, term: TermStyle) -> String {
    let mut parts = Vec::new();
    for (count, word, level) in [
        (summary.counts.errors, "error", Level::Error),
        (summary.counts.warnings, "warning", Level::Warning),
    ] {
        if count > 0 {
            parts.push(paint(&name::count(count, word), level_style(level), term));
        }
    }
    let shows_notes = summary
        .shown
        .iter()
        .any(|finding| finding.level == Level::Note);
    if shows_notes {
        parts.push(name::count(summary.counts.notes, "note"));
    }
    let mut out = format!("{} in {}", parts.join(", "), summary.judged.in_words());
    if summary.counts.notes > 0 && !shows_notes {
        let _ = write!(
            out,
            "; {} to do: --notes shows {}",
            summary.counts.notes,
            if summary.counts.notes == 1 {
                "it"
            } else {
                "them"
            }
        );
    }
    out += &fixable(summary.shown, summary.staged);
    // Escapes of colour have no width here, and stay as they are.
    let options = textwrap::Options::new(term.width)
        .subsequent_indent("  ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    out = textwrap::wrap(&out, options).join("\n");
    out.push('\n');
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in summary.shown {
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

/// What stops a commit: `commit stopped: 1 error in deals/2026/granite-mutual.yaml (your change)`.
pub fn stopped(
    shown: &[&Diagnostic],
    counts: Counts,
    sources: &Sources,
    term: TermStyle,
) -> String {
    let (least, failing) = match counts.errors {
        0 => (Level::Warning, name::count(counts.warnings, "warning")),
        errors => (Level::Error, name::count(errors, "error")),
    };
    let found = shown.iter().filter(|finding| finding.level == least);
    let paths: BTreeSet<&str> = found
        .map(|finding| &*sources.file(finding.place.file).path)
        .collect();
    let place = match paths.first() {
        Some(path) if paths.len() == 1 => safe::one_line(path).into_owned(),
        _ => name::count(paths.len(), "file"),
    };
    let line = format!("commit stopped: {failing} in {place} (your change)");
    for_terminal(wrapped(&line, term.width, "  ") + "\n\n", term)
}

/// Old findings that are listed; the rest are counted.
const LISTED: usize = 5;

/// `Old, from before this change: 2 errors`; none without any.
pub fn old_in_words(findings: &[Diagnostic]) -> Option<String> {
    let counts = Counts::of(findings).in_words();
    (!findings.is_empty()).then(|| format!("Old, from before this change: {counts}"))
}

/// What the files of a change had before it, errors first: a line each, and no more than a few.
pub fn old(findings: &[Diagnostic], sources: &Sources, term: TermStyle) -> String {
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
