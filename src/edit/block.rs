//! Where a new entry or item goes in block style, and which lines one takes up.

use crate::text::edit::Change;
use crate::text::{Entry, Node, Span, Value};

use super::new_value::NewValue;
use super::{layout, lines};

/// Returns where an entry ends: behind its value, or behind its colon or key if it has none.
pub(super) fn entry_end(text: &str, entry: &Entry<'_>) -> usize {
    let key = entry.key_span.end as usize;
    let colon = key + text[key..].find(|c| c != ' ').unwrap_or(0);
    let colon = if text[colon..].starts_with(':') {
        colon + 1
    } else {
        key
    };
    // An empty value may be placed at the next key.
    let value = entry.value.span;
    if value.is_empty() {
        colon
    } else {
        colon.max(value.end as usize)
    }
}

fn insert(at: usize, text: String) -> Change<'static> {
    Change {
        span: Span::new(at, at),
        text: text.into(),
    }
}

/// Returns the ways to add an entry to a map in block style, the best first. `order` is the order of its keys.
pub(super) fn add_entry(
    text: &str,
    entries: &[Entry<'_>],
    path: &[String],
    value: &NewValue,
    order: &[&str],
) -> Vec<Vec<Change<'static>>> {
    let Some(first) = entries.first() else {
        return Vec::new();
    };
    let Some(indent) = lines::indent(text, first.key_span.start as usize) else {
        return Vec::new();
    };
    let ending = lines::ending(text, first.key_span.start as usize);
    let new = layout::entry(path, value, indent.len());
    let key = path.last().map_or("", String::as_str);
    let Some(before) = predecessor(entries, key, order) else {
        let above = layout::below(&new, &indent, ending);
        let above = above.strip_prefix(ending).unwrap_or(&above);
        let above = above.strip_prefix(&*indent).unwrap_or(above);
        let text = format!("{above}{ending}{indent}");
        return vec![vec![insert(first.key_span.start as usize, text)]];
    };
    let at = lines::after_entry(text, entry_end(text, before), indent.len());
    let below = layout::below(&new, &indent, ending);
    let mut ways = vec![vec![insert(at, below.clone())]];
    // The blank lines behind a text that keeps them are part of it.
    let blank = end_of_blanks(text, at);
    if blank > at {
        ways.push(vec![insert(blank, below)]);
    }
    ways
}

/// Returns the entry behind which a new one goes: the one with the last key that comes before it; any key that has no place of its
/// own is passed over. Without an order, the last entry. `None` if the new one goes first.
pub(super) fn predecessor<'e, 's>(
    entries: &'e [Entry<'s>],
    key: &str,
    order: &[&str],
) -> Option<&'e Entry<'s>> {
    let rank = |key: &str| order.iter().position(|known| *known == key);
    let Some(own) = rank(key) else {
        return entries.last();
    };
    let comes_before = |entry: &&Entry<'_>| rank(&entry.key).is_some_and(|rank| rank < own);
    let best = entries.iter().filter(comes_before);
    best.max_by_key(|entry| (rank(&entry.key), entry.key_span.start))
}

fn end_of_blanks(text: &str, at: usize) -> usize {
    let mut at = at;
    loop {
        let next = lines::next(text, at);
        let end = lines::end(text, next);
        if next >= text.len() || !text[next..end].trim().is_empty() {
            return at;
        }
        at = end;
    }
}

/// Returns the ways to add an item to a list in block style.
pub(super) fn add_item(
    text: &str,
    items: &[Node<'_>],
    path: &[String],
    value: &NewValue,
) -> Vec<Vec<Change<'static>>> {
    let Some((last, dash)) = items
        .last()
        .and_then(|last| Some((last, dash(text, last)?)))
    else {
        return Vec::new();
    };
    let Some(indent) = lines::indent(text, dash) else {
        return Vec::new();
    };
    let is_tall = matches!(last.value, Value::Map(_)) && !text[last.span.range()].starts_with('{');
    let new = layout::item(path, value, indent.len(), is_tall);
    let end = (last.span.end as usize).max(dash + 1);
    let at = lines::after_entry(text, end, indent.len());
    let below = layout::below(&new, &indent, lines::ending(text, dash));
    let mut ways = vec![vec![insert(at, below.clone())]];
    let blank = end_of_blanks(text, at);
    if blank > at {
        ways.push(vec![insert(blank, below)]);
    }
    ways
}

/// Returns where the dash of an item is.
pub(super) fn dash(text: &str, item: &Node<'_>) -> Option<usize> {
    let before = text[..item.span.start as usize].trim_end_matches(' ');
    before.ends_with('-').then(|| before.len() - 1)
}

/// Returns the change that removes the lines from a key or dash to the end of its value. A comment behind the value stays, on a line
/// of its own; `None` if something else shares the lines.
pub(super) fn remove_lines(text: &str, first: usize, last: usize) -> Option<Change<'static>> {
    let start = lines::start(text, first);
    if !text[start..first].bytes().all(|byte| byte == b' ') {
        return None;
    }
    let end = lines::end(text, last);
    let comment = text[last..end].trim();
    if comment.is_empty() {
        let next = lines::next(text, end);
        // Without a last line break the one before goes.
        let is_last = next == text.len() && !text.ends_with('\n');
        let span = match text[..start].strip_suffix('\n') {
            Some(before) if is_last => {
                let before = before.strip_suffix('\r').unwrap_or(before);
                Span::new(before.len(), end)
            }
            _ => Span::new(start, next),
        };
        return Some(Change {
            span,
            text: "".into(),
        });
    }
    comment.starts_with('#').then(|| Change {
        span: Span::new(first, end),
        text: comment.to_owned().into(),
    })
}
