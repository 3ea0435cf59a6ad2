//! The tree that an operation is meant to lead to, and whether a text is that tree.

use crate::text::{Node, ScalarStyle, Value};

use super::NewValue;

/// A value without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// Nothing.
    Null,
    /// A text. One that is `plain` may be read as a number, a date or a truth value.
    Scalar { text: String, plain: bool },
    /// A list.
    List(Vec<Tree>),
    /// A map, in its order.
    Map(Vec<(String, Tree)>),
}

impl From<&Node<'_>> for Tree {
    fn from(node: &Node<'_>) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Scalar(scalar) => Self::Scalar {
                text: scalar.text.to_string(),
                plain: scalar.style == ScalarStyle::Plain,
            },
            Value::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Map(entries) => {
                let entries = entries.iter();
                let entry = |entry: &crate::text::Entry<'_>| {
                    (entry.key.to_string(), Self::from(&entry.value))
                };
                Self::Map(entries.map(entry).collect())
            }
        }
    }
}

/// A text may come out with or without quotes: each key of a deal says how it is read. A date, number or word must not.
impl From<&NewValue> for Tree {
    fn from(value: &NewValue) -> Self {
        match value {
            NewValue::Text(text) => Self::Scalar {
                text: text.clone(),
                plain: false,
            },
            NewValue::Plain(text) => Self::Scalar {
                text: text.clone(),
                plain: true,
            },
            NewValue::List(items) => Self::List(items.iter().map(Self::from).collect()),
            NewValue::Map(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(key, value)| (key.clone(), Self::from(value)));
                Self::Map(entries.collect())
            }
        }
    }
}

impl Tree {
    /// Returns whether a text that was read is this tree. The order of the keys of one map may differ: where a new key goes is a
    /// matter of taste.
    pub(super) fn is(&self, read: &Self) -> bool {
        match (self, read) {
            (Self::Null, Self::Null) => true,
            (
                Self::Scalar { text, plain },
                Self::Scalar {
                    text: read,
                    plain: is_plain,
                },
            ) => text == read && (!plain || *is_plain || text.is_empty()),
            (Self::List(items), Self::List(read)) => {
                items.len() == read.len()
                    && items.iter().zip(read).all(|(item, read)| item.is(read))
            }
            (Self::Map(entries), Self::Map(read)) => {
                entries.len() == read.len()
                    && entries.iter().all(|(key, value)| {
                        let mut same = read.iter().filter(|(other, _)| other == key);
                        same.next().is_some_and(|(_, read)| value.is(read))
                    })
            }
            _ => false,
        }
    }

    /// Returns the value behind a path.
    pub(super) fn at(&self, path: &[String]) -> Option<&Self> {
        let Some((first, rest)) = path.split_first() else {
            return Some(self);
        };
        match self {
            Self::Map(entries) => {
                let mut entries = entries.iter();
                entries.find(|(key, _)| key == first)?.1.at(rest)
            }
            Self::List(items) => items.get(first.parse::<usize>().ok()?)?.at(rest),
            _ => None,
        }
    }

    fn at_mut(&mut self, path: &[String]) -> Option<&mut Self> {
        let Some((first, rest)) = path.split_first() else {
            return Some(self);
        };
        match self {
            Self::Map(entries) => {
                let mut entries = entries.iter_mut();
                entries.find(|(key, _)| key == first)?.1.at_mut(rest)
            }
            Self::List(items) => items.get_mut(first.parse::<usize>().ok()?)?.at_mut(rest),
            _ => None,
        }
    }

    /// Puts a value in the place of the one behind a path.
    pub(super) fn replace(&mut self, path: &[String], value: Self) -> Option<()> {
        *self.at_mut(path)? = value;
        Some(())
    }

    /// Adds a key to the map behind a path, or to nothing, which becomes a map.
    pub(super) fn insert(&mut self, path: &[String], key: &str, value: Self) -> Option<()> {
        match self.at_mut(path)? {
            Self::Map(entries) => entries.push((key.to_owned(), value)),
            empty @ Self::Null => *empty = Self::Map(vec![(key.to_owned(), value)]),
            _ => return None,
        }
        Some(())
    }

    /// Adds an item to the list behind a path.
    pub(super) fn push(&mut self, path: &[String], item: Self) -> Option<()> {
        match self.at_mut(path)? {
            Self::List(items) => items.push(item),
            _ => return None,
        }
        Some(())
    }

    /// Removes what is behind a path.
    pub(super) fn remove(&mut self, path: &[String]) -> Option<()> {
        let (last, above) = path.split_last()?;
        match self.at_mut(above)? {
            Self::Map(entries) => entries.retain(|(key, _)| key != last),
            Self::List(items) => {
                let at = last.parse::<usize>().ok().filter(|at| *at < items.len())?;
                items.remove(at);
            }
            _ => return None,
        }
        Some(())
    }
}
