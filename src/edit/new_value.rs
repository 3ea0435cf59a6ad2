//! Values to be written, and their text. Whether a text needs quotes is decided by the YAML library; the layout is ours.

use crate::text::{Limits, Node, ScalarStyle, Value, yaml};

/// The widest line on which a map is written in braces.
pub(super) const WIDEST: usize = 118;

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewValue {
    /// A text, in quotes if it needs them.
    Text(String),
    /// A date, number or word, written as it is.
    Plain(String),
    /// A list.
    List(Vec<NewValue>),
    /// A map.
    Map(Vec<(String, NewValue)>),
}

impl NewValue {
    /// Returns a text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Returns a date, number or word.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "most of what is passed is `Copy`"
    )]
    pub fn plain(text: impl ToString) -> Self {
        Self::Plain(text.to_string())
    }

    /// Returns a map of the entries that have a value.
    pub fn map<const N: usize>(entries: [(&str, Option<Self>); N]) -> Self {
        let entries = entries.into_iter();
        let entries = entries.filter_map(|(key, value)| Some((key.to_owned(), value?)));
        Self::Map(entries.collect())
    }

    /// Returns a value that is written already; `None` for nothing.
    pub fn of_node(node: &Node<'_>) -> Option<Self> {
        Some(match &node.value {
            Value::Null => return None,
            Value::Scalar(scalar) if scalar.style == ScalarStyle::Plain => {
                Self::Plain(scalar.text.to_string())
            }
            Value::Scalar(scalar) => Self::Text(scalar.text.to_string()),
            Value::List(items) => Self::List(items.iter().filter_map(Self::of_node).collect()),
            Value::Map(entries) => {
                let entries = entries.iter();
                let entries = entries.filter_map(|entry| {
                    Some((entry.key.to_string(), Self::of_node(&entry.value)?))
                });
                Self::Map(entries.collect())
            }
        })
    }

    /// Returns whether two single values have the same text, with quotes or without.
    pub(super) fn says(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one) | Self::Plain(one), Self::Text(other) | Self::Plain(other)) => {
                one == other
            }
            _ => self == other,
        }
    }

    /// Returns the value in a map under this key, then under the next; `keys` are the outer ones first.
    pub(super) fn nested(self, keys: &[String]) -> Self {
        keys.iter()
            .rev()
            .fold(self, |value, key| Self::Map(vec![(key.clone(), value)]))
    }

    /// Returns its text on one line. `in_flow` is for a place between braces or brackets.
    pub(super) fn on_one_line(&self, in_flow: bool) -> String {
        match self {
            Self::Plain(text) if is_plain(text, in_flow) => text.clone(),
            Self::Text(text) | Self::Plain(text) => scalar(text, in_flow),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.on_one_line(true)).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Map(entries) => {
                let entry = |(key, value): &(String, Self)| {
                    format!("{}: {}", scalar(key, true), value.on_one_line(true))
                };
                let entries: Vec<String> = entries.iter().map(entry).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// Returns whether it holds other values.
    pub(super) fn is_collection(&self) -> bool {
        matches!(self, Self::List(_) | Self::Map(_))
    }
}

/// Returns whether a text can stand without quotes and is read as itself.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let is_split = in_flow && text.contains([',', '[', ']', '{', '}']);
    !is_split
        && !text.contains('\n')
        && yaml::parse(text, &Limits::default()).root.text() == Some(text)
}

/// Returns a text as a scalar on one line.
pub(super) fn scalar(text: &str, in_flow: bool) -> String {
    let written = serde_yaml::to_string(text).unwrap_or_default();
    let written = written.strip_suffix('\n').unwrap_or(&written);
    let is_quoted = written.starts_with(['\'', '"']);
    let is_split = written.contains('\n');
    if !is_split && (is_quoted || is_plain(text, in_flow)) && !has_hidden(text) {
        return written.to_owned();
    }
    // YAML reads the strings of JSON as they are.
    let quoted = serde_json::to_string(text).unwrap_or_default();
    escape_hidden(&quoted)
}

/// Characters that change how a line looks, and marks that some programs take for the end of a line.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Returns whether a text has such characters.
pub(super) fn has_hidden(text: &str) -> bool {
    text.contains(is_hidden)
}

fn escape_hidden(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}
