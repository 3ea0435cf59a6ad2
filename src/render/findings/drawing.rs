//! Findings as rustc shows its own: the lines with the fault underlined, the rule that demands it, the move, the help.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level as SnippetLevel, Renderer, Snippet,
};
use anstyle::{AnsiColor, Style};

use crate::diagnostic::{Assignee, Diagnostic, Level};
use crate::render::{TermStyle, for_terminal, paint};
use crate::text::{FileId, Place, SourceFile, Sources, Span, command, safe};

use super::marks::{first_line, label_with_room, with_room};

/// How much of a finding is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Errors in full, the rest in two lines.
    ErrorsInFull,
    /// Everything in full.
    Full,
}

/// A place to underline, and its label.
type Mark<'a> = (Place, AnnotationKind, &'a str);

/// Draws findings, each followed by a blank line; those in two lines stand close together.
pub fn draw(
    findings: &[&Diagnostic],
    sources: &Sources,
    detail: Detail,
    term: TermStyle,
) -> String {
    let mut out = String::new();
    let mut close = false;
    for finding in findings {
        let full = detail == Detail::Full || finding.level == Level::Error;
        if full {
            if close {
                out.push('\n');
            }
            out += &in_full(finding, sources, term);
            out += "\n\n";
        } else {
            out += &in_two_lines(finding, sources, term);
        }
        close = !full;
    }
    if close {
        out.push('\n');
    }
    for_terminal(out, term)
}

fn in_full(finding: &Diagnostic, sources: &Sources, term: TermStyle) -> String {
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
        group = group.element(snippet(source, labels, term.width).path(path));
    }
    if let Some(whose) = assignee_with_role(&finding.whose) {
        group = group.element(
            SnippetLevel::NOTE
                .with_name(Some("move"))
                .message(safe::one_line(&whose).into_owned()),
        );
    }
    let fix = finding.fix.as_ref();
    let fix = fix.map(|fix| format!("{} does it: {}", fix.option(), fix.title));
    if finding.help.is_some() || fix.is_some() {
        let room = term.width.saturating_sub(14).max(30);
        let help = finding.help.iter().flat_map(|help| help.lines());
        let lines: Vec<String> = help
            .chain(fix.as_deref())
            .map(|line| wrapped(line, room, "  "))
            .collect();
        group = group.element(SnippetLevel::HELP.message(lines.join("\n")));
    }
    let renderer = if term.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let drawn = renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(term.width)
        .render(&[group]);
    format!(
        "{}{drawn}",
        painted(&headline(finding, term), finding, Style::new().bold(), term)
    )
}

/// Replaces the carriage returns of Windows line ends by blanks, so that nothing moves.
fn without_returns(lines: &str) -> Cow<'_, str> {
    if !lines.contains('\r') {
        return Cow::Borrowed(lines);
    }
    let mut plain = lines.replace("\r\n", " \n");
    if plain.ends_with('\r') {
        plain.pop();
        plain.push(' ');
    }
    Cow::Owned(plain)
}

/// Returns the lines from the first mark to the last. Only they are handed on: a file may be long and have many findings.
fn snippet<'a>(
    source: &SourceFile,
    marks: &[Mark<'_>],
    width: usize,
) -> Snippet<'a, Annotation<'a>> {
    let text = &*source.text;
    let labels: Vec<String> = marks
        .iter()
        .map(|(place, _, label)| label_with_room(text, first_line(text, place.span), label, width))
        .collect();
    let spans: Vec<Span> = marks
        .iter()
        .zip(&labels)
        .map(|((place, ..), label)| with_room(text, first_line(text, place.span), label, width))
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
    let lines = safe::same_length(&without_returns(&text[start..end])).into_owned();
    let mut snippet = Snippet::source(lines)
        .line_start(source.position(start).line)
        .fold(true);
    for ((span, (_, kind, _)), label) in spans.iter().zip(marks).zip(labels) {
        let annotation = kind.span(span.start as usize - start..span.end as usize - start);
        snippet = snippet.annotation(if label.is_empty() {
            annotation
        } else {
            annotation.label(label)
        });
    }
    snippet
}

/// Returns `error[rule]: message`, wrapped with a hanging indent.
fn headline(finding: &Diagnostic, term: TermStyle) -> Vec<String> {
    let text = format!("{}[{}]: {}", finding.level, finding.rule, finding.message);
    wrapped(&text, term.width, "  ")
        .lines()
        .map(ToOwned::to_owned)
        .collect()
}

/// Paints the lines of a headline: level and rule in their colour, the message in another style.
fn painted(lines: &[String], finding: &Diagnostic, message: Style, term: TermStyle) -> String {
    let head = format!("{}[{}]", finding.level, finding.rule);
    let mut out = String::new();
    for line in lines {
        let (head, rest) = line
            .strip_prefix(&*head)
            .map_or(("", line.as_str()), |rest| (head.as_str(), rest));
        let _ = writeln!(
            out,
            "{}{}",
            paint(head, level_style(finding.level), term),
            paint(rest, message, term)
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

/// Returns the person, else the role; may be empty.
pub(super) fn assignee(whose: &Assignee) -> &str {
    let name = whose.owner.as_deref().or(whose.role.as_deref());
    name.unwrap_or_default()
}

/// Returns person and role: `Maya Chen (alliances)`; `None` if neither is known.
pub(super) fn assignee_with_role(whose: &Assignee) -> Option<String> {
    match (&whose.owner, &whose.role) {
        (Some(owner), Some(role)) => Some(format!("{owner} ({role})")),
        (Some(owner), None) => Some(owner.clone()),
        (None, Some(role)) => Some(role.clone()),
        (None, None) => None,
    }
}

pub(super) fn level_style(level: Level) -> Style {
    let colour = match level {
        Level::Error => AnsiColor::BrightRed,
        Level::Warning => AnsiColor::Yellow,
        Level::Note => AnsiColor::BrightGreen,
    };
    colour.on_default().bold()
}

fn in_two_lines(finding: &Diagnostic, sources: &Sources, term: TermStyle) -> String {
    let at = sources.start(finding.place);
    let path = safe::one_line(&sources.file(finding.place.file).path);
    let place = format!("{path}:{}:{}", at.line, at.column);
    let owner = safe::one_line(assignee(&finding.whose));
    let mut lines = headline(finding, term);
    let width = textwrap::core::display_width;
    let rest = if lines.len() > 1 {
        lines.last().cloned().unwrap_or_default()
    } else {
        String::new()
    };
    let column = width(&rest).max(26) + 2;
    let joined = column + width(&place) + 2 + width(&owner) <= term.width;
    if joined && lines.len() > 1 {
        lines.pop();
    }
    let mut out = painted(&lines, finding, Style::new(), term);
    let start = if joined {
        format!("{rest}{}", " ".repeat(column - width(&rest)))
    } else {
        "    ".to_owned()
    };
    let gap = term
        .width
        .saturating_sub(width(&start) + width(&place) + width(&owner))
        .max(2);
    let line = format!("{start}{place}{}{owner}", " ".repeat(gap));
    let _ = writeln!(out, "{}", line.trim_end());
    out
}

/// Wraps a text to a width, and breaks no command; all lines but the first are indented.
pub(super) fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let text = safe::one_line(text);
    let options = textwrap::Options::new(width)
        .subsequent_indent(indent)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(&command::hold(&text), options).join("\n");
    command::release(&lines).into_owned()
}
