//! Values seen through their paths, whatever their type.

use super::shape::{Key, Meaning};
use crate::model::duration::Duration;
use crate::model::money::Amount;
use crate::model::scalar::{Date, Flag, Percent, Text};
use crate::text::{Node, Span, Spanned};

/// A value seen through its path.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// A text.
    Text(&'a Text),
    /// One of a few words.
    Word(Spanned<&'static str>),
    /// A day.
    Date(Date),
    /// An amount of money.
    Money(&'a Spanned<Amount>),
    /// True or false.
    Flag(Flag),
    /// A share.
    Percent(&'a Percent),
    /// A length of time.
    Duration(Spanned<Duration>),
    /// A map.
    Record(&'a dyn Record),
    /// A list.
    List(&'a dyn ListView),
    /// Part of `custom:`.
    Tree(&'a Node<'static>),
}

/// A list seen through its path.
pub trait ListView {
    /// How many items it has.
    fn len(&self) -> usize;
    /// Whether it has none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The item at an index.
    fn at(&self, index: usize) -> Option<View<'_>>;
}

/// A map with known keys.
pub trait Record {
    /// The whole value.
    fn span(&self) -> Span;
    /// The key that introduces it; for an item of a list the item itself.
    fn key_span(&self) -> Span;
    /// The value of a key, when it is there.
    fn field(&self, key: &str) -> Option<View<'_>>;
    /// Returns what a key is for beyond its type.
    fn meaning(&self, _key: &str) -> Meaning {
        Meaning::Plain
    }
    /// Visits every value that is there, in the order of the declaration.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(Key, View<'a>));
}
