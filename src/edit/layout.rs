//! How a new value is laid out: on one line in braces while that is short, else with a line for each key.

use super::new_value::{NewValue, WIDEST, scalar};
use super::outline;

/// Returns the lines of a new entry of a map in block style: the first begins with the key, the others are indented under it. None
/// has a line break, and none the indentation of the map itself.
pub(super) fn entry(path: &[String], value: &NewValue, indent: usize) -> Vec<String> {
    let key = path.last().map_or("", String::as_str);
    let key = scalar(key, false);
    let mut lines = under(path, value, indent, key.len() + 2);
    let first = lines.remove(0);
    let blank = if first.is_empty() { "" } else { " " };
    lines.insert(0, format!("{key}:{blank}{first}"));
    lines
}

/// Returns the lines of a value behind a key: the first follows the colon, the others stand under it.
pub(super) fn under(path: &[String], value: &NewValue, indent: usize, used: usize) -> Vec<String> {
    let one_line = value.on_one_line(false);
    let fits = indent + used + one_line.chars().count() <= WIDEST;
    match value {
        NewValue::Text(text) => literal(text).unwrap_or_else(|| vec![one_line]),
        NewValue::Map(entries) if entries.is_empty() => vec![one_line],
        NewValue::List(items) if items.is_empty() => vec![one_line],
        NewValue::Map(entries) if !fits || outline::grows(path) => {
            let mut lines = vec![String::new()];
            for (key, value) in entries {
                let below: Vec<String> = path.iter().chain([key]).cloned().collect();
                let entry = entry(&below, value, indent + 2);
                lines.extend(entry.into_iter().map(|line| indented(&line, 2)));
            }
            lines
        }
        NewValue::List(items) if !fits || items.iter().any(NewValue::is_collection) => {
            let mut lines = vec![String::new()];
            for value in items {
                let item = item(path, value, indent + 2, false);
                lines.extend(item.into_iter().map(|line| indented(&line, 2)));
            }
            lines
        }
        NewValue::Plain(_) | NewValue::Map(_) | NewValue::List(_) => vec![one_line],
    }
}

/// Returns the lines of an item of a list in block style, dash and all. `is_tall` asks for a line for each key.
pub(super) fn item(list: &[String], value: &NewValue, indent: usize, is_tall: bool) -> Vec<String> {
    let one_line = value.on_one_line(false);
    let fits = indent + 2 + one_line.chars().count() <= WIDEST;
    let NewValue::Map(entries) = value else {
        return vec![format!("- {one_line}")];
    };
    if fits && !is_tall || entries.is_empty() {
        return vec![format!("- {one_line}")];
    }
    let mut lines = Vec::new();
    for (key, value) in entries {
        let path: Vec<String> = list.iter().chain([&"0".to_owned(), key]).cloned().collect();
        for line in entry(&path, value, indent + 2) {
            let dash = if lines.is_empty() { "- " } else { "  " };
            lines.push(if line.is_empty() {
                line
            } else {
                format!("{dash}{line}")
            });
        }
    }
    lines
}

/// Returns a text of several lines as a block scalar, header first; `None` if it is one line, or needs quotes.
fn literal(text: &str) -> Option<Vec<String>> {
    let (body, header) = match text.strip_suffix('\n') {
        Some(body) => (body, "|"),
        None => (text, "|-"),
    };
    let is_odd = |line: &str| {
        line.starts_with([' ', '\t'])
            || line.ends_with([' ', '\t'])
            || line.chars().any(char::is_control)
    };
    if !body.contains('\n')
        || body.ends_with('\n')
        || body.starts_with('\n')
        || body.split('\n').any(is_odd)
    {
        return None;
    }
    let lines = body.split('\n').map(|line| indented(line, 2));
    Some(std::iter::once(header.to_owned()).chain(lines).collect())
}

/// Returns a line with more blanks in front of it; an empty one stays empty.
pub(super) fn indented(line: &str, by: usize) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!("{}{line}", " ".repeat(by))
    }
}

/// Returns lines as a text to be put behind a line: each begins with a line break and the indentation.
pub(super) fn below(lines: &[String], indent: &str, ending: &str) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(ending);
        if !line.is_empty() {
            out.push_str(indent);
            out.push_str(line);
        }
    }
    out
}
