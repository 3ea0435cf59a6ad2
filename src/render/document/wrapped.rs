//! Text on lines of a width.

use std::fmt::Write as _;

use anstyle::Style;
use textwrap::core::display_width;

use crate::render::{TermStyle, paint};
use crate::text::{command, safe};

/// Returns a text as lines of a width, no command broken, with an indent before the first and one before the others.
pub(super) fn wrap(text: &str, width: usize, first: &str, later: &str) -> Vec<String> {
    let text = safe::one_line(text);
    let held = command::hold(&text);
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(later)
        .break_words(held == text)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(&held, options)
        .into_iter()
        .map(|line| command::release(line.trim_end()).into_owned())
        .collect()
}

/// Writes a text on lines of the terminal's width, with an indent before the first and one before the others.
pub(super) fn push(
    out: &mut String,
    text: &str,
    term: TermStyle,
    first: &str,
    later: &str,
    style: Style,
) {
    push_from(out, text, term, (display_width(first), first), later, style);
}

/// Wraps a text, its first line behind `first`, whose width is given because colours take no room.
pub(super) fn push_from(
    out: &mut String,
    text: &str,
    term: TermStyle,
    (width, first): (usize, &str),
    later: &str,
    style: Style,
) {
    let text = safe::one_line(text);
    let blank = " ".repeat(width);
    let held = command::hold(&text);
    let options = textwrap::Options::new(term.width)
        .initial_indent(&blank)
        .subsequent_indent(later)
        .break_words(held == text)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for (index, line) in textwrap::wrap(&held, options).into_iter().enumerate() {
        let line = command::release(&line);
        let (indent, rest) = if index == 0 {
            (first, line.strip_prefix(blank.as_str()).unwrap_or(&line))
        } else {
            (later, line.strip_prefix(later).unwrap_or(&line))
        };
        let line = format!("{indent}{}", paint(rest.trim_end(), style, term));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}
