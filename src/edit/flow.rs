//! Where a new entry or item goes between braces or brackets, and what goes with one that is removed.

use crate::text::edit::Change;
use crate::text::{Entry, Node, Span, Value};

use super::block::{entry_end, predecessor};
use super::lines;
use super::new_value::{NewValue, WIDEST, scalar};

/// Returns whether a map or list stands in braces or brackets.
pub(super) fn is_flow(text: &str, node: &Node<'_>) -> bool {
    let open = match node.value {
        Value::Map(_) => '{',
        Value::List(_) => '[',
        _ => return false,
    };
    text[node.span.range()].starts_with(open)
}

fn insert(at: usize, text: String) -> Change<'static> {
    Change {
        span: Span::new(at, at),
        text: text.into(),
    }
}

/// Returns the ways to add an entry to a map in braces.
pub(super) fn add_entry(
    text: &str,
    map: &Node<'_>,
    entries: &[Entry<'_>],
    key: &str,
    value: &NewValue,
    order: &[&str],
) -> Vec<Vec<Change<'static>>> {
    let new = format!("{}: {}", scalar(key, true), value.on_one_line(true));
    let open = map.span.start as usize + 1;
    let (Some(first), Some(_)) = (entries.first(), entries.last()) else {
        return vec![vec![insert(open, new)]];
    };
    let Some(before) = predecessor(entries, key, order) else {
        let at = first.key_span.start as usize;
        return vec![vec![insert(at, format!("{new}, "))]];
    };
    let starts = entries.iter().map(|entry| entry.key_span.start as usize);
    let gap = gap(text, map, starts, entry_end(text, before), &new);
    vec![vec![insert(
        entry_end(text, before),
        format!(",{gap}{new}"),
    )]]
}

/// Returns the ways to add an item to a list in brackets.
pub(super) fn add_item(
    text: &str,
    whole: &Node<'_>,
    items: &[Node<'_>],
    value: &NewValue,
) -> Vec<Vec<Change<'static>>> {
    let new = value.on_one_line(true);
    let Some(last) = items.last() else {
        return vec![vec![insert(whole.span.start as usize + 1, new)]];
    };
    let starts = items.iter().map(|item| item.span.start as usize);
    let gap = gap(text, whole, starts, last.span.end as usize, &new);
    vec![vec![insert(last.span.end as usize, format!(",{gap}{new}"))]]
}

/// Returns what stands between the comma and a new part: a blank, or a new line where the parts have lines of their own or this one
/// would get too long.
fn gap(
    text: &str,
    whole: &Node<'_>,
    mut starts: impl Iterator<Item = usize>,
    at: usize,
    new: &str,
) -> String {
    let line = lines::start(text, at);
    let ending = lines::ending(text, at);
    let begins_line = |start: &usize| {
        *start > whole.span.start as usize + 1
            && text[lines::start(text, *start)..*start].trim().is_empty()
    };
    if let Some(start) = starts.find(begins_line) {
        return format!("{ending}{}", " ".repeat(start - lines::start(text, start)));
    }
    let width = text[line..lines::end(text, at)].chars().count() + new.chars().count() + 2;
    let Some(indent) = lines::indent(text, line + lines::blanks(&text[line..at])) else {
        return " ".to_owned();
    };
    if width > WIDEST && new.chars().count() > 12 {
        format!("{ending}{indent}    ")
    } else {
        " ".to_owned()
    }
}

/// Returns the change that removes one of several parts, with the comma that belongs to it. `parts` are all of them, in their order.
pub(super) fn remove(parts: &[Span], at: usize) -> Option<Change<'static>> {
    let part = parts.get(at)?;
    let span = match (
        parts.get(at + 1),
        at.checked_sub(1).and_then(|at| parts.get(at)),
    ) {
        (_, Some(before)) => Span::new(before.end as usize, part.end as usize),
        (Some(after), None) => Span::new(part.start as usize, after.start as usize),
        (None, None) => return None,
    };
    Some(Change {
        span,
        text: "".into(),
    })
}
