//! The tree that both YAML and TOML are read into: values with places, and what was wrong with the text.

use std::borrow::Cow;

use super::Span;

/// A value and its place. For a block collection the span ends with its last leaf.
#[derive(Clone, Debug)]
pub struct Node<'s> {
    /// Its position in the file.
    pub span: Span,
    /// What it is.
    pub value: Value<'s>,
}

/// The four things a document is made of.
#[derive(Clone, Debug)]
pub enum Value<'s> {
    /// `null`, `~`, or nothing after the colon.
    Null,
    /// A text, number, date or truth value, as it was written.
    Scalar(Scalar<'s>),
    /// A list.
    List(Vec<Node<'s>>),
    /// A map, in the order of the file; keys are unique.
    Map(Vec<Entry<'s>>),
}

/// One key of a map with its value.
#[derive(Clone, Debug)]
pub struct Entry<'s> {
    /// The key.
    pub key: Cow<'s, str>,
    /// The position of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node<'s>,
}

/// A scalar after its escapes were undone.
#[derive(Clone, Debug)]
pub struct Scalar<'s> {
    /// The text.
    pub text: Cow<'s, str>,
    /// How it was written.
    pub style: ScalarStyle,
}

/// How a scalar was written: only a plain one can be a number, a date or a truth value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// `|` or `>`.
    Block,
}

impl Node<'_> {
    /// A node without a value.
    pub fn null(span: Span) -> Self {
        Node {
            span,
            value: Value::Null,
        }
    }

    /// The scalar's text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// The value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Map(entries) => entries
                .iter()
                .find(|entry| entry.key == key)
                .map(|entry| &entry.value),
            _ => None,
        }
    }

    /// What it is, in words for a message.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// The same tree, independent of the text it was read from.
    pub fn into_owned(self) -> Node<'static> {
        let value = match self.value {
            Value::Null => Value::Null,
            Value::Scalar(scalar) => Value::Scalar(Scalar {
                text: Cow::Owned(scalar.text.into_owned()),
                style: scalar.style,
            }),
            Value::List(items) => Value::List(items.into_iter().map(Node::into_owned).collect()),
            Value::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|entry| Entry {
                        key: Cow::Owned(entry.key.into_owned()),
                        key_span: entry.key_span,
                        value: entry.value.into_owned(),
                    })
                    .collect(),
            ),
        };
        Node {
            span: self.span,
            value,
        }
    }
}

/// Caps on what one file may cost: beyond them it is reported and left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Nesting of maps and lists.
    pub depth: usize,
    /// Values after aliases are expanded.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 1 << 20,
            depth: 64,
            nodes: 10_000,
        }
    }
}

/// Something wrong with the text itself, before anything is known of deals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// Where.
    pub span: Span,
}

/// What can be wrong with the text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It does not parse; nothing of the file is used.
    Syntax {
        /// What the reader stumbled over.
        message: String,
        /// How to fix it.
        help: String,
    },
    /// A colon and a space in a text without quotes, which then does not parse; nothing of the file is used.
    ColonInText {
        /// The whole text, from its first character to its last one.
        text: Span,
    },
    /// A text that would have to stand in quotes, or in other ones; nothing of the file is used.
    NeedsQuotes {
        /// The whole text, with the quotes that it has.
        text: Span,
        /// Why, in words.
        why: String,
    },
    /// A text that begins with a mark which YAML takes out of it: `!important`, `&one`.
    MarkLost {
        /// The whole text, mark and all.
        text: Span,
    },
    /// A `#` inside brackets or braces that has cut a text, and with it what closes them; nothing of the file is used.
    TextCut {
        /// The whole text without quotes, from its first character to its last one; `None` if none is cut.
        text: Option<Span>,
    },
    /// `<<` takes over the keys of another map, as YAML 1.1 did. They are read as if they were written out.
    MergeKey {
        /// From `<<` to the end of its value.
        entry: Span,
        /// The entries that it takes over, where they are written.
        taken: Vec<Span>,
    },
    /// `<<<<<<<`, `=======`, `>>>>>>>` of an unfinished merge; nothing of the file is used.
    ConflictMarkers,
    /// A key appears twice in one map; the first one counts.
    DuplicateKey {
        /// The key.
        key: String,
        /// The position of the first one.
        first: Span,
    },
    /// A second document in the file; only the first one counts.
    SeveralDocuments,
    /// Beyond one of the [`Limits`]; nothing of the file is used.
    TooLarge {
        /// Which cap, in words.
        what: String,
    },
}

impl FaultKind {
    /// Whether nothing of the file could be used.
    pub fn is_fatal(&self) -> bool {
        !matches!(
            self,
            Self::DuplicateKey { .. }
                | Self::SeveralDocuments
                | Self::MarkLost { .. }
                | Self::MergeKey { .. }
        )
    }
}
