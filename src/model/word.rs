//! Closed lists of words: each an enum that is read once, so that nothing below compares texts.

use crate::text::{Node, Spanned};

use super::record::{FromNode, Leaf, Reader, Shape, View};
use super::scalar::Text;

/// A key's value that is one of a few words.
pub trait Word: Copy + 'static {
    /// Every word, in the order of the declaration.
    const WORDS: &'static [&'static str];

    /// Returns the word as it is written in files and documents.
    fn name(self) -> &'static str;

    /// Reads a word; `None` if it is not one of the list.
    fn parse(word: &str) -> Option<Self>;
}

/// Declares a closed list of words as an enum. It is shown and serialised as its word.
macro_rules! words {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $( $(#[doc = $word_doc:literal])* $variant:ident = $word:literal, )* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $( $(#[doc = $word_doc])* $variant, )* }

        impl $name {
            /// Every one of them, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),*];

            /// Returns the word as it is written in files and documents.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }

            /// Reads a word; `None` if it is not one of the list.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )* _ => None }
            }
        }

        impl $crate::model::word::Word for $name {
            const WORDS: &'static [&'static str] = &[$( $word ),*];

            fn name(self) -> &'static str {
                Self::name(self)
            }

            fn parse(word: &str) -> Option<Self> {
                Self::parse(word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}
pub(crate) use words;

impl<T: Word> FromNode for Spanned<T> {
    const SHAPE: Shape = Shape::Leaf(Leaf::Word(T::WORDS));

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let text = Text::read(node, reader)?;
        let word = T::parse(&text.value);
        if word.is_none() {
            reader.unknown_word(&text, T::WORDS);
        }
        word.map(|word| Spanned::new(word, text.span))
    }

    fn view(&self) -> View<'_> {
        View::Word(Spanned::new(self.value.name(), self.span))
    }
}
