//! Slips of the hand that a line shows, where the parser only knows that it stumbled: a text that must stand in quotes, a
//! dash that begins no item, a line that is indented unlike its neighbours.

use std::ops::Range;

use granit_parser::ErrorKind;

use crate::text::{FaultKind, Node, Span, Value};

/// Marks that begin no text without quotes.
const MARKS: &[char] = &[
    '%', '@', '`', '&', '*', '!', '>', '|', '[', '{', '-', '?', ',',
];

/// Returns the range of the line that contains an offset.
pub(super) fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..start + text[start..end].trim_end().len()
}

/// Returns a text that needs quotes, and why: it begins with a character that YAML reserves, or it contains the quotation
/// mark that encloses it.
pub(super) fn unquoted(
    kind: &ErrorKind,
    text: &str,
    fault: usize,
) -> Option<(Range<usize>, String)> {
    let line = line_at(text, fault);
    if matches!(
        kind,
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar
    ) {
        return inner_quotes(text, &line, fault);
    }
    let start = values(text, &line, fault)
        .into_iter()
        .find(|at| is_marked(&text[*at..line.end]))?;
    let mark = text[start..].chars().next()?;
    // A bracket that opens a list is not a text: only one that closes before the text ends.
    let close = match mark {
        '[' => text[start..line.end].find(']')?,
        '{' => text[start..line.end].find('}')?,
        _ => 0,
    };
    let from = start + close + usize::from(close > 0);
    let end = from + end_of(&text[from..line.end], in_flow(text, &line, start));
    let whole = start..start + text[start..end].trim_end().len();
    let shown = if mark == '`' {
        "a backtick".to_owned()
    } else {
        format!("`{mark}`")
    };
    let says = format!("a text that begins with {shown} must stand in quotes");
    (whole.contains(&fault) && (close == 0 || from < whole.end)).then_some((whole, says))
}

/// Where values begin on a line, up to a place: the last one first.
fn values(text: &str, line: &Range<usize>, fault: usize) -> Vec<usize> {
    let indent = line.len() - text[line.clone()].trim_start().len();
    let before = &text[line.start..fault.min(line.end)];
    let mut values = Vec::new();
    // The fault may be among the blanks behind the line's last word.
    let is_in_line = fault <= line.end;
    if is_in_line && before.trim_end().ends_with([':', '-', '[', '{', ',']) {
        values.push(fault);
    }
    let after_keys = before.rmatch_indices(": ");
    values.extend(after_keys.map(|(at, _)| line.start + at + 2));
    if before
        .get(indent..)
        .is_some_and(|item| item.starts_with("- "))
    {
        values.push(line.start + indent + 2);
    }
    values
}

/// Whether a value begins with a mark that makes it no text.
fn is_marked(value: &str) -> bool {
    let mut chars = value.chars();
    let Some(mark) = chars.next().filter(|mark| MARKS.contains(mark)) else {
        return false;
    };
    let next = chars.next();
    match mark {
        // An item of a list in the line of its key: the list is misplaced, not a text.
        '-' | '?' => next == Some(' ') && !chars.as_str().trim_start().starts_with(['{', '[']),
        '>' | '|' => next.is_some_and(|next| !matches!(next, '-' | '+' | '0'..='9')),
        '[' | '{' => next != Some(mark),
        _ => next.is_some(),
    }
}

/// A text in quotes with the same marks inside: from the opening one to the last one of its value.
fn inner_quotes(text: &str, line: &Range<usize>, fault: usize) -> Option<(Range<usize>, String)> {
    let before = text[line.start..fault].trim_end();
    let quote = before.chars().next_back()?;
    let start = values(text, line, fault)
        .into_iter()
        .find(|at| text[*at..].starts_with(quote))?;
    let rest = &text[fault..line.end];
    let closing = rest.rfind(quote)?;
    // What follows the last mark is the end of the value, or that mark closes another one.
    let after = rest[closing + 1..].trim_start();
    let ends = after.is_empty() || after.starts_with(['}', ']', ',', '#']);
    let says =
        format!("the text holds the mark `{quote}` that it stands in, and so ends before its end");
    (ends && !rest[..closing].contains(": ")).then_some((start..fault + closing + 1, says))
}

/// Returns whether an offset is inside brackets or braces that were opened on its line.
pub(super) fn in_flow(text: &str, line: &Range<usize>, at: usize) -> bool {
    let before = &text[line.start..at];
    let count = |marks: [char; 2]| before.matches(marks).count();
    count(['[', '{']) > count([']', '}'])
}

/// Where a text without quotes ends.
fn end_of(rest: &str, in_flow: bool) -> usize {
    let end = if in_flow {
        rest.find([',', '}', ']'])
    } else {
        rest.find(" #")
    };
    end.unwrap_or(rest.len())
}

/// A dash that should begin an item of a list: a long one, or one without a space behind it.
pub(super) fn dash(text: &str, fault: usize) -> Option<Range<usize>> {
    let line = line_at(text, fault);
    let item = text[line.clone()].trim_start();
    let start = line.end - item.len();
    let long = item.starts_with(['–', '—', '−', '•', '‐', '‑']);
    let short = item.starts_with("-{") || item.starts_with("-[") || item.starts_with("-\"");
    let width = item.chars().next().map_or(0, char::len_utf8);
    (long || short).then_some(start..start + width)
}

/// A line that is indented with something other than spaces: the one of the fault, or the one above it.
pub(super) fn odd_blank(text: &str, fault: usize) -> Option<Range<usize>> {
    let own = line_at(text, fault);
    let above = line_at(text, own.start.saturating_sub(1));
    [own, above].into_iter().find_map(|line| {
        let words = text[line.clone()].trim_start();
        let indent = line.start..line.end - words.len();
        text[indent.clone()].contains(is_odd).then_some(indent)
    })
}

fn is_odd(c: char) -> bool {
    !c.is_ascii() && c.is_whitespace()
}

/// A key that begins with a blank which is not a space: it was meant as indentation.
pub(super) fn odd_key(root: &Node<'_>, text: &str) -> Option<(FaultKind, Span)> {
    if !text.contains(is_odd) {
        return None;
    }
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Map(entries) => {
                for entry in entries {
                    if entry.key.starts_with(is_odd)
                        && text[entry.key_span.range()].starts_with(is_odd)
                    {
                        let key = &text[entry.key_span.range()];
                        let start = entry.key_span.start as usize;
                        let end = start + key.len() - key.trim_start().len();
                        return Some((no_space(), Span::new(start, end)));
                    }
                    open.push(&entry.value);
                }
            }
            Value::List(items) => open.extend(items),
            Value::Scalar(_) | Value::Null => {}
        }
    }
    None
}

/// That a line is indented with blanks that are not spaces.
pub(super) fn no_space() -> FaultKind {
    FaultKind::Syntax {
        message: "this line is indented with blanks that are no spaces, such as no-break spaces: to YAML they are text"
            .to_owned(),
        help: "replace them with ordinary spaces, two for each level".to_owned(),
    }
}

/// A line that begins with a key and is indented unlike the line above it, and by how much each.
pub(super) fn indentation(text: &str, fault: usize) -> Option<(Range<usize>, usize, usize)> {
    let line = line_at(text, fault);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indent(&text[line.clone()]);
    let key = text[line.clone()].trim_start_matches(' ');
    let key = &key[..key.find(':')?];
    let is_key = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_first = !text[line.start + own..fault.max(line.start + own)].contains(": ");
    let above = text[..line.start].lines().rev();
    let above = above
        .map(|line| (line, line.trim_start_matches(' ')))
        .find(|(_, words)| !words.trim().is_empty() && !words.starts_with('#'))?;
    // The keys of an item stand behind its dash.
    let behind_dash = if above.1.starts_with("- ") { 2 } else { 0 };
    let theirs = indent(above.0) + behind_dash;
    let start = line.start + own;
    (is_key && is_first && own != theirs).then(|| (start..start + key.len(), own, theirs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_before_its_line_end() {
        assert_eq!(line_at("a: 1\r\nb: 2\r\n", 7), 6..10);
        assert_eq!(line_at("a", 0), 0..1);
    }

    #[test]
    fn the_line_above_an_item_has_its_keys_behind_the_dash() {
        let text = "a:\n  - b: 1\n    c: 2\n     d: 3\n";
        let found = indentation(text, text.rfind(':').expect("a colon"));
        assert_eq!(found.map(|(_, own, theirs)| (own, theirs)), Some((5, 4)));
    }
}
