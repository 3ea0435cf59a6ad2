//! Reads a tree into records, and continues after a fault.

use crate::text::placeholder::{is_no_answer, is_no_reason, is_placeholder};
use crate::text::{Entry, Node, Span, name};

use crate::model::scalar::Text;

use super::expected::{Actual, Expected};
use super::shape::{Key, Meaning, Shape};
use super::view::View;

/// Something a reader could not make sense of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// A key that is not ours.
    UnknownKey {
        /// Path of the map it is in, `""` at the top.
        parent: String,
        /// The key.
        key: String,
        /// The one known key that is near.
        nearest: Option<&'static str>,
    },
    /// A share below one per cent: most likely a fraction.
    Fraction {
        /// Path of the key.
        path: String,
        /// As written.
        written: String,
    },
    /// A value of another kind than its key takes.
    WrongType {
        /// Path of the key.
        path: String,
        /// What it takes.
        expected: Expected,
        /// What is there.
        found: Actual,
    },
}

/// A key that was written, but whose value could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadKey {
    /// Its path.
    pub path: String,
    /// The position of the value.
    pub span: Span,
    /// Whether the value is only a placeholder (`tbd`).
    pub placeholder: bool,
}

/// Collects what cannot be read while a tree is turned into records.
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<&'static str>,
    key: Span,
    meaning: Meaning,
    /// In the order of the file.
    pub problems: Vec<(ReadProblem, Span)>,
    /// Keys without a usable value.
    pub unread: Vec<UnreadKey>,
}

impl Reader {
    /// The key that introduces the value being read.
    pub fn key_span(&self) -> Span {
        self.key
    }

    /// The path of the value being read.
    pub fn path(&self) -> String {
        self.path.join(".")
    }

    /// Reads the value of one key into its slot.
    pub fn field(&mut self, key: Key, entry: &Entry<'_>, slot: &mut impl Slot) {
        self.within(key, entry.key_span, |reader| {
            slot.fill(&entry.value, reader);
        });
    }

    /// Reads a short form: the node is read as if it were the value of `key` in a map.
    pub fn short(&mut self, key: Key, node: &Node<'_>, slot: &mut impl Slot) {
        let at = self.key;
        self.within(key, at, |reader| slot.fill(node, reader));
    }

    /// Reads a short form that is only a source.
    pub fn short_source(&mut self, node: &Node<'_>, slot: &mut impl Slot) {
        let key = Key {
            name: "source",
            meaning: Meaning::Source,
        };
        let at = self.key;
        self.within(key, at, |reader| slot.fill(node, reader));
    }

    /// Returns whether a text is no answer to what its key asks for: a reason or a source that is only a placeholder, or `none`.
    /// The key then counts as written without a value.
    pub fn is_no_answer(&mut self, text: &str, span: Span) -> bool {
        let lacks = match self.meaning {
            Meaning::Reason => is_no_reason(text),
            Meaning::Answer | Meaning::Source => is_no_answer(text),
            _ => false,
        };
        if lacks {
            let path = self.path();
            self.unread.push(UnreadKey {
                path,
                span,
                placeholder: true,
            });
        }
        lacks
    }

    fn within(&mut self, key: Key, at: Span, read: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.key, at);
        let meaning = std::mem::replace(&mut self.meaning, key.meaning);
        self.path.push(key.name);
        read(self);
        self.path.pop();
        self.key = outer;
        self.meaning = meaning;
    }

    /// Reads an item of a list, which has no key: its own position is used as the position of the key.
    pub fn item<T: FromNode>(&mut self, node: &Node<'_>) -> Option<T> {
        let outer = std::mem::replace(&mut self.key, node.span);
        let item = T::read(node, self);
        self.key = outer;
        item
    }

    /// Reads an entry of a table: its key is the user's own, and no part of the path.
    pub fn entry<T: FromNode>(&mut self, entry: &Entry<'_>) -> Option<T> {
        let outer = std::mem::replace(&mut self.key, entry.key_span);
        let value = T::read(&entry.value, self);
        self.key = outer;
        value
    }

    /// Reads the items of a list, into exactly as much room as they need.
    pub fn items<T: FromNode>(&mut self, nodes: &[Node<'_>]) -> Vec<T> {
        let mut items = Vec::with_capacity(nodes.len());
        items.extend(nodes.iter().filter_map(|node| self.item(node)));
        items
    }

    /// Records an unknown key. It can only be a misspelling of a key that is not in the map yet, and never of `custom`,
    /// below which anything can be hidden. The value of the key that was meant does not count as missing.
    pub fn unknown_key(
        &mut self,
        entry: &Entry<'_>,
        entries: &[Entry<'_>],
        known: &[&'static str],
    ) {
        let words = || known.iter().copied();
        let nearest = name::nearest(&entry.key, words());
        let nearest = nearest.or_else(|| name::nearest_form(&entry.key, words()));
        let nearest = nearest
            .and_then(|near| known.iter().copied().find(|key| *key == near))
            .filter(|near| *near != "custom" && entries.iter().all(|other| other.key != *near));
        if let Some(near) = nearest {
            let mut path = self.path();
            if !path.is_empty() {
                path.push('.');
            }
            self.unread.push(UnreadKey {
                path: path + near,
                span: entry.key_span,
                placeholder: false,
            });
        }
        let problem = ReadProblem::UnknownKey {
            parent: self.path(),
            key: entry.key.clone().into_owned(),
            nearest,
        };
        self.problems.push((problem, entry.key_span));
    }

    /// Records a share that seems to be a fraction.
    pub fn fraction(&mut self, node: &Node<'_>, written: &str) {
        let problem = ReadProblem::Fraction {
            path: self.path(),
            written: written.to_owned(),
        };
        self.problems.push((problem, node.span));
    }

    /// Records a value of the wrong kind; a placeholder is recorded as one instead.
    pub fn wrong_type(&mut self, node: &Node<'_>, expected: Expected) {
        let found = match node.text() {
            Some(text) if text.chars().count() <= 40 => Actual::Text(text.to_owned()),
            _ => Actual::Kind(node.kind()),
        };
        let money = matches!(expected, Expected::Amount { .. });
        let placeholder = node
            .text()
            .is_some_and(|text| is_placeholder(text) || (money && is_no_answer(text)));
        self.unusable(node.span, placeholder, expected, found);
    }

    /// Records a text that is not one of the words its key takes; a placeholder is recorded as one instead.
    pub fn unknown_word(&mut self, text: &Text, words: &'static [&'static str]) {
        let found = Actual::Text(text.to_string());
        let placeholder = is_placeholder(text);
        self.unusable(text.span, placeholder, Expected::OneOf(words), found);
    }

    fn unusable(&mut self, span: Span, placeholder: bool, expected: Expected, found: Actual) {
        let path = self.path();
        self.unread.push(UnreadKey {
            path: path.clone(),
            span,
            placeholder,
        });
        if !placeholder {
            let problem = ReadProblem::WrongType {
                path,
                expected,
                found,
            };
            self.problems.push((problem, span));
        }
    }
}

/// A type that can be read from a node.
pub trait FromNode: Sized {
    /// What it looks like.
    const SHAPE: Shape;
    /// Reads it; `None` if it is null or was reported.
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;
    /// Looks at it.
    fn view(&self) -> View<'_>;
}

/// A place in a record that a key fills.
pub trait Slot: Default {
    /// What it takes.
    const SHAPE: Shape;
    /// Reads the value of the key.
    fn fill(&mut self, node: &Node<'_>, reader: &mut Reader);
    /// Calls back with the value, if there is one.
    fn look(&self) -> Option<View<'_>>;
}
