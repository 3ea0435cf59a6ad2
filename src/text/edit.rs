//! Changes to the text of a YAML file: replacements by place, and a guard that nothing else has changed its meaning.
//!
//! A replacement touches the bytes of its span and no other: comments, order, quoting, blank lines and line endings
//! elsewhere stay as they are. The guard reads the text before and after and compares the two trees.

use std::borrow::Cow;

use super::{Entry, Fault, Limits, Node, ScalarStyle, Span, Value, yaml};

/// What is put in place of a span; an empty span inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'t> {
    /// What is replaced.
    pub span: Span,
    /// The text that replaces it.
    pub text: Cow<'t, str>,
}

/// Whether two changes would touch the same bytes, or the same place.
pub fn overlap(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// The text with every change made; nothing when two of them overlap or one does not fit the text.
pub fn splice(text: &str, changes: &[Change<'_>]) -> Option<String> {
    let mut changes: Vec<&Change<'_>> = changes.iter().collect();
    changes.sort_by_key(|change| change.span);
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (number, change) in changes.iter().enumerate() {
        if number > 0 && overlap(changes[number - 1].span, change.span) {
            return None;
        }
        out.push_str(text.get(at..change.span.start as usize)?);
        text.get(change.span.range())?;
        out.push_str(&change.text);
        at = change.span.end as usize;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// The text with every change made, where the result still parses and says the same everywhere else.
///
/// A scalar or key that a change touches must read as the text of the change; an entry whose key a change swallows may be
/// gone. Where the text did not parse before, it must parse now, and each change must be read as the value it was meant for.
pub fn guarded(text: &str, changes: &[Change<'_>], limits: &Limits) -> Option<String> {
    let after = splice(text, changes)?;
    let old = yaml::parse(text, limits);
    let new = yaml::parse(&after, limits);
    let fatal = |faults: &[Fault]| faults.iter().any(|fault| fault.kind.is_fatal());
    if fatal(&new.faults) {
        return None;
    }
    let fits = if fatal(&old.faults) {
        moved(changes)
            .iter()
            .all(|(span, text)| reads_as(&new.root, *span, text))
    } else {
        new.faults.len() <= old.faults.len() && same(&old.root, &new.root, changes)
    };
    fits.then_some(after)
}

/// Returns the position of each change in the changed text, with the value that it writes.
fn moved(changes: &[Change<'_>]) -> Vec<(Span, String)> {
    let mut changes: Vec<&Change<'_>> = changes.iter().collect();
    changes.sort_by_key(|change| change.span);
    let mut shift: i64 = 0;
    let mut out = Vec::with_capacity(changes.len());
    for change in changes {
        let start = usize::try_from(i64::from(change.span.start) + shift).unwrap_or(0);
        let span = Span::new(start, start + change.text.len());
        out.push((span, value_of(&change.text)));
        let before = i64::from(change.span.end) - i64::from(change.span.start);
        shift += i64::try_from(change.text.len()).unwrap_or(0) - before;
    }
    out
}

/// Returns whether the scalar or key at this span reads as this text.
fn reads_as(node: &Node<'_>, span: Span, text: &str) -> bool {
    match &node.value {
        Value::Scalar(scalar) => node.span == span && scalar.text == text,
        Value::List(items) => items.iter().any(|item| reads_as(item, span, text)),
        Value::Map(entries) => entries.iter().any(|entry| {
            (entry.key_span == span && entry.key == text) || reads_as(&entry.value, span, text)
        }),
        Value::Null => false,
    }
}

/// Returns the value of a scalar's source text.
fn value_of(source: &str) -> String {
    let limits = Limits::default();
    let document = yaml::parse(source, &limits);
    document.root.text().unwrap_or(source).to_owned()
}

fn touching<'c>(changes: &'c [Change<'c>], span: Span) -> Option<&'c Change<'c>> {
    changes.iter().find(|change| overlap(change.span, span))
}

/// Whether the new tree is the old one, apart from what the changes touch.
fn same(old: &Node<'_>, new: &Node<'_>, changes: &[Change<'_>]) -> bool {
    match (&old.value, &new.value) {
        (Value::Null, Value::Null) => true,
        // A value that was empty but for a comment now has the text that a change wrote there.
        (Value::Null, Value::Scalar(after)) => moved(changes)
            .iter()
            .any(|(span, text)| *span == new.span && *text == after.text),
        (Value::Scalar(before), Value::Scalar(after)) => match touching(changes, old.span) {
            Some(change) => after.text == value_of(&change.text),
            None => before.text == after.text && kind(before.style) == kind(after.style),
        },
        (Value::List(before), Value::List(after)) => {
            before.len() == after.len()
                && before
                    .iter()
                    .zip(after)
                    .all(|(old, new)| same(old, new, changes))
        }
        (Value::Map(before), Value::Map(after)) => same_entries(before, after, changes),
        _ => false,
    }
}

/// Whether a style can make a number or a date of a text.
fn kind(style: ScalarStyle) -> bool {
    style == ScalarStyle::Plain
}

fn same_entries(before: &[Entry<'_>], after: &[Entry<'_>], changes: &[Change<'_>]) -> bool {
    let mut after = after.iter().peekable();
    for entry in before {
        let touched = touching(changes, entry.key_span);
        let key = touched.map_or_else(
            || Cow::Borrowed(&*entry.key),
            |change| Cow::Owned(value_of(&change.text)),
        );
        match after.next_if(|next| next.key == key) {
            Some(next) if !same(&entry.value, &next.value, changes) => return false,
            Some(_) => {}
            // A change that begins before the key took a key without a value into the text in front of it.
            None if matches!(entry.value.value, Value::Null)
                && touched.is_some_and(|change| {
                    change.span.start < entry.key_span.start
                        && entry.key_span.end <= change.span.end
                        && key.contains(&*entry.key)
                }) => {}
            None => return false,
        }
    }
    after.next().is_none()
}

/// A text in quotes.
pub fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains(['\n', '\r', '\t']) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text written as another one was: in quotes where that had them, or where it needs them.
pub fn written_like(source: &str, text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphanumeric())
        && text.ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == ')')
        && !text.contains([',', '[', ']', '{', '}', '\n', '\r', '\t', '"'])
        && ![": ", " #"].iter().any(|mark| text.contains(mark))
        && yaml::parse(text, &Limits::default()).root.text() == Some(text);
    match source.as_bytes().first() {
        Some(b'\'') if !text.contains('\n') => format!("'{}'", text.replace('\'', "''")),
        Some(b'"') => quoted(text),
        _ if plain => text.to_owned(),
        _ => quoted(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, from: &str, to: &'static str) -> Change<'static> {
        let start = text.find(from).expect("it stands there");
        Change {
            span: Span::new(start, start + from.len()),
            text: Cow::Borrowed(to),
        }
    }

    fn change(text: &str, from: &str, to: &'static str) -> Option<String> {
        guarded(text, &[at(text, from, to)], &Limits::default())
    }

    #[test]
    fn only_the_bytes_of_the_span_change() {
        let text = "\u{feff}a: one   # c\r\n\r\nb:\r\n  - x\r\n  - 'y'";
        assert_eq!(
            change(text, "one", "two").as_deref(),
            Some("\u{feff}a: two   # c\r\n\r\nb:\r\n  - x\r\n  - 'y'")
        );
        assert_eq!(
            change(text, "'y'", "'z'").as_deref(),
            Some("\u{feff}a: one   # c\r\n\r\nb:\r\n  - x\r\n  - 'z'")
        );
    }

    #[test]
    fn a_comment_becomes_a_value_where_there_was_none() {
        let text = "a: #4 berth\nb: # none\n";
        let mended = change(text, "#4 berth", "\"#4 berth\"");
        assert_eq!(mended.as_deref(), Some("a: \"#4 berth\"\nb: # none\n"));
        assert_eq!(change(text, "# none", "c: d"), None);
    }

    #[test]
    fn a_change_that_says_something_else_is_refused() {
        let text = "a: {b: one, c: two}\nd: &x three\ne: *x\n";
        assert_eq!(change(text, "one", "one, f: 1"), None, "a new key");
        assert_eq!(change(text, "two", "two}"), None, "it does not parse");
        assert_eq!(change(text, "one", "one #"), None, "the rest is a comment");
        assert_eq!(change(text, "b", "c"), None, "two keys of one name");
        assert_eq!(change(text, "{b: one, c: two}", "one"), None, "a map gone");
        assert!(change(text, "one", "\"one, f: 1\"").is_some());
        assert!(change(text, "b", "g").is_some());
    }

    #[test]
    fn a_piece_goes_into_the_text_in_front_of_it() {
        let text = "a: {by: Tove Lind, CFO, c: 1}\n";
        assert_eq!(
            change(text, "Tove Lind, CFO", "\"Tove Lind, CFO\"").as_deref(),
            Some("a: {by: \"Tove Lind, CFO\", c: 1}\n")
        );
        assert_eq!(
            change(text, "Tove Lind, CFO, c: 1", "\"Tove Lind\""),
            None,
            "the text must be that of the change, but c would be lost silently"
        );
    }

    #[test]
    fn a_text_that_did_not_parse_must_parse_and_hold_the_change() {
        let text = "a: b: c\nd: 1\n";
        assert_eq!(
            change(text, "b: c", "\"b: c\"").as_deref(),
            Some("a: \"b: c\"\nd: 1\n")
        );
        assert_eq!(change(text, "b: c", "#"), None);
    }

    #[test]
    fn overlapping_changes_and_places_that_do_not_fit_are_refused() {
        let text = "a: é\n";
        let change = |start, end| Change {
            span: Span::new(start, end),
            text: Cow::Borrowed("x"),
        };
        assert_eq!(splice(text, &[change(0, 2), change(1, 3)]), None);
        assert_eq!(splice(text, &[change(4, 5)]), None, "inside a character");
        assert_eq!(splice(text, &[change(3, 99)]), None);
    }

    #[test]
    fn a_text_is_written_as_the_one_before() {
        assert_eq!(written_like("x", "joint"), "joint");
        assert_eq!(written_like("'x'", "joint"), "'joint'");
        assert_eq!(written_like("\"x\"", "joint"), "\"joint\"");
        assert_eq!(written_like("x", "a: b"), "\"a: b\"");
        assert_eq!(written_like("x", "say \"hi\", \\o/"), "'say \"hi\", \\o/'");
        assert_eq!(written_like("x", "null"), "\"null\"");
    }
}
