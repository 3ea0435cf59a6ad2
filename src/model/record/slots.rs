//! The places that keys fill: one value, a list, a table with keys of the user's own.

use crate::text::{Node, Spanned, Value};

use super::expected::Expected;
use super::reader::{FromNode, Reader, Slot};
use super::shape::Shape;
use super::view::{ListView, View};

impl<T: FromNode> Slot for Option<T> {
    const SHAPE: Shape = T::SHAPE;

    fn fill(&mut self, node: &Node<'_>, reader: &mut Reader) {
        if !matches!(node.value, Value::Null) {
            *self = T::read(node, reader);
        }
    }

    fn look(&self) -> Option<View<'_>> {
        self.as_ref().map(FromNode::view)
    }
}

impl<T: FromNode> FromNode for Box<T> {
    const SHAPE: Shape = T::SHAPE;

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(Box::new)
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }
}

impl<T: FromNode> Slot for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn fill(&mut self, node: &Node<'_>, reader: &mut Reader) {
        match &node.value {
            Value::Null => {}
            Value::List(items) => *self = reader.items(items),
            _ => reader.wrong_type(node, Expected::List),
        }
    }

    fn look(&self) -> Option<View<'_>> {
        (!self.is_empty()).then_some(View::List(self))
    }
}

impl<T: FromNode> ListView for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn at(&self, index: usize) -> Option<View<'_>> {
        self.get(index).map(FromNode::view)
    }
}

/// A list that may be written as its only item, without brackets.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMany<T> {
    /// The items, in the order of the file.
    pub items: Vec<T>,
    /// Returns whether the key was written at all, even as an empty list.
    pub written: bool,
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            written: false,
        }
    }
}

impl<T> std::ops::Deref for OneOrMany<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T: FromNode> Slot for OneOrMany<T> {
    const SHAPE: Shape = Shape::OneOrMany(&T::SHAPE);

    fn fill(&mut self, node: &Node<'_>, reader: &mut Reader) {
        match &node.value {
            Value::Null => {}
            Value::List(items) => {
                self.items = reader.items(items);
                self.written = true;
            }
            _ => {
                self.items = T::read(node, reader).into_iter().collect();
                self.written = true;
            }
        }
    }

    fn look(&self) -> Option<View<'_>> {
        (!self.items.is_empty()).then_some(View::List(&self.items))
    }
}

/// A map with keys of the user's own, in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T> {
    /// Key and value.
    pub entries: Vec<(Spanned<Box<str>>, T)>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
        }
    }
}

impl<T> Table<T> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.entries
            .iter()
            .find(|(name, _)| &*name.value == key)
            .map(|(_, value)| value)
    }

    /// The keys, in the order of the file.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(key, _)| &*key.value)
    }
}

impl<T: FromNode> Slot for Table<T> {
    const SHAPE: Shape = Shape::Table(&T::SHAPE);

    fn fill(&mut self, node: &Node<'_>, reader: &mut Reader) {
        match &node.value {
            Value::Null => {}
            Value::Map(entries) => {
                for entry in entries {
                    if let Some(value) = reader.entry(entry) {
                        let key = Spanned::new(Box::from(&*entry.key), entry.key_span);
                        self.entries.push((key, value));
                    }
                }
            }
            _ => reader.wrong_type(node, Expected::Table),
        }
    }

    fn look(&self) -> Option<View<'_>> {
        None
    }
}

impl FromNode for Node<'static> {
    const SHAPE: Shape = Shape::Any;

    fn read(node: &Node<'_>, _: &mut Reader) -> Option<Self> {
        Some(node.clone().into_owned())
    }

    fn view(&self) -> View<'_> {
        View::Tree(self)
    }
}
