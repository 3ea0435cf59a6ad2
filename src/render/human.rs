//! Findings as rustc shows its own: the lines with the fault underlined, the rule that demands it, the move, the help.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as SnippetLevel, Renderer, Snippet,
};
use anstyle::{AnsiColor, Style};

use crate::diagnostic::{Diagnostic, Level, Move};
use crate::text::{FileId, Place, SourceFile, Sources, Span, safe};

use super::{Look, ascii, paint};

/// How much of a finding is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Errors in full, the rest in two lines.
    ErrorsInFull,
    /// Everything in full.
    Full,
}

/// A place to underline, and what to say there.
type Mark<'a> = (Place, AnnotationKind, &'a str);

/// The findings, each followed by a blank line; two-line ones stand close together.
pub fn human(findings: &[&Diagnostic], sources: &Sources, detail: Detail, look: Look) -> String {
    let mut out = String::new();
    let mut close = false;
    for finding in findings {
        let full = detail == Detail::Full || finding.level == Level::Error;
        if full {
            if close {
                out.push('\n');
            }
            out += &in_full(finding, sources, look);
            out += "\n\n";
        } else {
            out += &in_two_lines(finding, sources, look);
        }
        close = !full;
    }
    if close {
        out.push('\n');
    }
    ascii(out, look)
}

fn in_full(finding: &Diagnostic, sources: &Sources, look: Look) -> String {
    let mut group = Group::with_level(snippet_level(finding.level));
    let mut places: BTreeMap<(bool, FileId), Vec<Mark<'_>>> = BTreeMap::new();
    let mut add = |place: Place, kind, label| {
        let other = place.file != finding.place.file;
        places
            .entry((other, place.file))
            .or_default()
            .push((place, kind, label));
    };
    add(finding.place, AnnotationKind::Primary, &finding.label);
    for label in &finding.related {
        add(label.place, AnnotationKind::Context, &label.message);
    }
    for ((_, file), labels) in &places {
        let source = sources.file(*file);
        let path = safe::one_line(&source.path).into_owned();
        if source.text.is_empty() {
            group = group.element(annotate_snippets::Origin::path(path));
            continue;
        }
        group = group.element(snippet(source, labels, look.width).path(path));
    }
    if let Some(whose) = move_words(&finding.whose) {
        group = group.element(
            SnippetLevel::NOTE
                .with_name(Some("move"))
                .message(safe::one_line(&whose).into_owned()),
        );
    }
    let fix = finding.fix.as_ref();
    let fix = fix.map(|fix| format!("{} does it: {}", fix.option(), fix.title));
    if finding.help.is_some() || fix.is_some() {
        let room = look.width.saturating_sub(14).max(30);
        let help = finding.help.iter().flat_map(|help| help.lines());
        let lines: Vec<String> = help
            .chain(fix.as_deref())
            .map(|line| wrapped(line, room, "  "))
            .collect();
        group = group.element(SnippetLevel::HELP.message(lines.join("\n")));
    }
    let renderer = if look.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let drawn = renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(look.width)
        .render(&[group]);
    format!(
        "{}{drawn}",
        painted(&headline(finding, look), finding, Style::new().bold(), look)
    )
}

/// The lines from the first mark to the last. Only they are handed on: a file may be long and have many findings.
fn snippet<'a>(
    source: &SourceFile,
    marks: &[Mark<'_>],
    width: usize,
) -> Snippet<'a, Annotation<'a>> {
    let text = &*source.text;
    let spans: Vec<Span> = marks
        .iter()
        .map(|(place, _, label)| with_room(text, first_line(text, place.span), label, width))
        .collect();
    let first = spans
        .iter()
        .map(|span| span.start as usize)
        .min()
        .unwrap_or(0);
    let last = spans
        .iter()
        .map(|span| span.end as usize)
        .max()
        .unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[last..]
        .find('\n')
        .map_or(text.len(), |newline| last + newline);
    let lines = safe::same_length(&text[start..end]).into_owned();
    let mut snippet = Snippet::source(lines)
        .line_start(source.position(start).line)
        .fold(true);
    for (span, (_, kind, label)) in spans.iter().zip(marks) {
        let annotation = kind.span(span.start as usize - start..span.end as usize - start);
        let label = safe::one_line(label).into_owned();
        snippet = snippet.annotation(if label.is_empty() {
            annotation
        } else {
            annotation.label(label)
        });
    }
    snippet
}

/// `error[rule]: message`, wrapped with a hanging indent.
fn headline(finding: &Diagnostic, look: Look) -> Vec<String> {
    let text = format!("{}[{}]: {}", finding.level, finding.rule, finding.message);
    wrapped(&text, look.width, "  ")
        .lines()
        .map(ToOwned::to_owned)
        .collect()
}

/// A headline's lines with its level and rule in their colour, the message in a style of its own.
fn painted(lines: &[String], finding: &Diagnostic, message: Style, look: Look) -> String {
    let head = format!("{}[{}]", finding.level, finding.rule);
    let mut out = String::new();
    for line in lines {
        let (head, rest) = line
            .strip_prefix(&*head)
            .map_or(("", line.as_str()), |rest| (head.as_str(), rest));
        let _ = writeln!(
            out,
            "{}{}",
            paint(head, level_style(finding.level), look),
            paint(rest, message, look)
        );
    }
    out
}

fn snippet_level(level: Level) -> SnippetLevel<'static> {
    match level {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
        Level::Note => SnippetLevel::NOTE,
    }
}

/// The part of a span that is on its first line: what spans many lines is recognised by its beginning.
fn first_line(text: &str, span: Span) -> Span {
    let start = (span.start as usize).min(text.len());
    let end = (span.end as usize).min(text.len());
    let line_end = text[start..]
        .find(['\n', '\r'])
        .map_or(text.len(), |newline| start + newline);
    let end = end.min(line_end);
    if end > start {
        return Span::new(start, end);
    }
    let width = text[start..]
        .chars()
        .next()
        .filter(|c| !matches!(c, '\n' | '\r'))
        .map_or(0, char::len_utf8);
    Span::new(start, start + width)
}

/// The span, or its beginning where its label would not fit beside the whole.
fn with_room(text: &str, span: Span, label: &str, width: usize) -> Span {
    const GUTTER: usize = 8;
    const BEGINNING: usize = 7;
    let shown = textwrap::core::display_width;
    let line = text[..span.start as usize]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let marked = &text[span.range()];
    let needed = GUTTER + shown(&text[line..span.start as usize]) + shown(marked) + shown(label);
    match marked.char_indices().nth(BEGINNING) {
        Some((end, _)) if needed > width => {
            Span::new(span.start as usize, span.start as usize + end)
        }
        _ => span,
    }
}

/// `Maya Chen (alliances)`.
pub fn move_words(whose: &Move) -> Option<String> {
    match (&whose.owner, &whose.role) {
        (Some(owner), Some(role)) => Some(format!("{owner} ({role})")),
        (Some(owner), None) => Some(owner.clone()),
        (None, Some(role)) => Some(role.clone()),
        (None, None) => None,
    }
}

fn level_style(level: Level) -> Style {
    let colour = match level {
        Level::Error => AnsiColor::BrightRed,
        Level::Warning => AnsiColor::Yellow,
        Level::Note => AnsiColor::BrightGreen,
    };
    colour.on_default().bold()
}

fn in_two_lines(finding: &Diagnostic, sources: &Sources, look: Look) -> String {
    let at = sources.start(finding.place);
    let path = safe::one_line(&sources.file(finding.place.file).path);
    let place = format!("{path}:{}:{}", at.line, at.column);
    let owner = finding
        .whose
        .owner
        .as_deref()
        .or(finding.whose.role.as_deref())
        .map(safe::one_line)
        .unwrap_or_default();
    let mut lines = headline(finding, look);
    let width = textwrap::core::display_width;
    let rest = if lines.len() > 1 {
        lines.last().cloned().unwrap_or_default()
    } else {
        String::new()
    };
    let column = width(&rest).max(26) + 2;
    let joined = column + width(&place) + 2 + width(&owner) <= look.width;
    if joined && lines.len() > 1 {
        lines.pop();
    }
    let mut out = painted(&lines, finding, Style::new(), look);
    let start = if joined {
        format!("{rest}{}", " ".repeat(column - width(&rest)))
    } else {
        "    ".to_owned()
    };
    let gap = look
        .width
        .saturating_sub(width(&start) + width(&place) + width(&owner))
        .max(2);
    let line = format!("{start}{place}{}{owner}", " ".repeat(gap));
    let _ = writeln!(out, "{}", line.trim_end());
    out
}

/// Text wrapped to a width, later lines behind an indent.
fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let text = safe::one_line(text);
    let options = textwrap::Options::new(width)
        .subsequent_indent(indent)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(&text, options).join("\n")
}

/// What the last lines of a run say.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a> {
    /// The findings that are shown.
    pub shown: &'a [&'a Diagnostic],
    /// How many errors, warnings and notes there are, shown or not.
    pub counts: Counts,
    /// Deals that could be read.
    pub deals: usize,
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
        let parts: Vec<String> = parts.map(|(count, word)| n(count, word)).collect();
        parts.join(", ")
    }
}

fn n(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// `; 3 can be fixed with --fix`, where there are any.
fn fixable(shown: &[&Diagnostic]) -> String {
    let count = |safe| {
        let fixes = shown.iter().filter_map(|finding| finding.fix.as_ref());
        fixes.filter(|fix| fix.safe == safe).count()
    };
    match (count(true), count(false)) {
        (0, 0) => String::new(),
        (safe, 0) => format!("; {safe} can be fixed with --fix"),
        (0, other) => format!("; {other} can be fixed with --fix --unsafe"),
        (safe, other) => {
            format!("; {safe} can be fixed with --fix, {other} more with --fix --unsafe")
        }
    }
}

/// The counts, and whose move it is by person: that is how the fixing is shared out.
pub fn summary(summary: &Summary<'_>, look: Look) -> String {
    let mut parts = Vec::new();
    for (count, word, level) in [
        (summary.counts.errors, "error", Level::Error),
        (summary.counts.warnings, "warning", Level::Warning),
    ] {
        if count > 0 {
            parts.push(paint(&n(count, word), level_style(level), look));
        }
    }
    let shows_notes = summary
        .shown
        .iter()
        .any(|finding| finding.level == Level::Note);
    if shows_notes {
        parts.push(n(summary.counts.notes, "note"));
    }
    let mut out = format!("{} in {}", parts.join(", "), n(summary.deals, "deal"));
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
    out += &fixable(summary.shown);
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
            look.width,
            "            ",
        )
        .replace('\u{a0}', " ");
        out.push('\n');
    }
    ascii(out, look)
}
