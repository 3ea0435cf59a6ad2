//! How much of a value is underlined, and of its label shown, in a given width.

use textwrap::core::display_width;

use crate::text::{Span, safe};

/// Columns of the gutter left of a line of the file.
const GUTTER: usize = 8;
/// The most columns that a cut line keeps left of a mark, with the signs of the cut on both sides.
const CUT: usize = 16;
/// The least that is underlined of a value, in columns.
const BEGINNING: usize = 7;
/// The least that is shown of a label, in columns.
const LEAST_LABEL: usize = 20;

/// Returns the part of a span on its first line: a value of many lines is recognised by its beginning.
pub(super) fn first_line(text: &str, span: Span) -> Span {
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

/// Returns the columns that are taken left of a span. A line that is too long is cut at its beginning, so only the sign of the
/// cut counts there.
fn before(text: &str, span: Span, width: usize) -> usize {
    let (start, end) = (span.start as usize, span.end as usize);
    let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let rest = text[end..].find('\n').unwrap_or(text.len() - end);
    let is_cut = GUTTER + display_width(&text[line..end + rest]) > width;
    let prefix = display_width(&text[line..start]);
    GUTTER + if is_cut { prefix.min(CUT) } else { prefix }
}

/// Returns the span, or as much of its beginning as leaves room for the label beside it.
pub(super) fn with_room(text: &str, span: Span, label: &str, width: usize) -> Span {
    let taken = before(text, span, width) + display_width(label);
    let room = width.saturating_sub(taken).max(BEGINNING);
    let mut used = 0;
    let end = text[span.range()].char_indices().find(|(_, c)| {
        used += display_width(c.encode_utf8(&mut [0; 4]));
        used > room
    });
    end.map_or(span, |(end, _)| {
        Span::new(span.start as usize, span.start as usize + end)
    })
}

/// Returns a label, cut if even the shortest mark leaves too little room for all of it.
pub(super) fn label_with_room(text: &str, span: Span, label: &str, width: usize) -> String {
    let label = safe::one_line(label);
    let taken = before(text, span, width) + BEGINNING;
    let room = width.saturating_sub(taken).max(LEAST_LABEL);
    if display_width(&label) <= room {
        return label.into_owned();
    }
    let options =
        textwrap::Options::new(room - 2).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let first = textwrap::wrap(&label, options);
    first
        .first()
        .map_or_else(String::new, |line| format!("{line} …"))
}
