//! How a tree becomes typed data: one declaration of a record gives its reader, its known keys, and its paths.
//!
//! The `record!` macro is to our formats what `#[derive(Deserialize)]` is to others, with three differences that lint
//! needs: every value keeps its place, reading goes on after a fault, and a criterion can name any value by its path.

use crate::text::{Entry, Node, Span, Value, name, placeholder::is_placeholder};

use super::duration::Duration;
use super::money::Amount;
use super::scalar::{Date, Flag, Percent, Text};
use crate::text::Spanned;

/// What a key can hold, for checking paths and for schemas.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One value, described in words: “a text”, “a date (YYYY-MM-DD)”.
    Leaf(&'static str),
    /// A map with known keys.
    Record(fn() -> Vec<(&'static str, Shape)>),
    /// A list of such.
    List(&'static Shape),
    /// A map with keys of the user's own.
    Table(&'static Shape),
    /// Anything.
    Any,
}

/// A value seen through its path.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// A text.
    Text(&'a Text),
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
    /// Visits every value that is there, in the order of the declaration.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'static str, View<'a>));
}

/// Something a reader could not make sense of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// A key that is not ours.
    UnknownKey {
        /// Path of the map it stands in, `""` at the top.
        parent: String,
        /// The key.
        key: String,
        /// The one known key that is near.
        nearest: Option<&'static str>,
    },
    /// A value of another kind than its key takes.
    WrongType {
        /// Path of the key.
        path: String,
        /// What it takes, in words.
        expected: String,
        /// What is there, in words.
        found: String,
    },
}

/// A key that was written, but whose value could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its path.
    pub path: String,
    /// Where the value stands.
    pub span: Span,
    /// Whether the value only holds the place of one (`tbd`).
    pub placeholder: bool,
}

/// Collects what cannot be read while a tree is turned into records.
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<&'static str>,
    key: Span,
    /// In the order of the file.
    pub problems: Vec<(ReadProblem, Span)>,
    /// Keys without a usable value.
    pub unread: Vec<Unread>,
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
    pub fn field(&mut self, key: &'static str, entry: &Entry<'_>, slot: &mut impl Slot) {
        self.within(key, entry.key_span, |reader| {
            slot.fill(&entry.value, reader);
        });
    }

    /// Reads a short form: the node stands for the map whose `key` it would be.
    pub fn short(&mut self, key: &'static str, node: &Node<'_>, slot: &mut impl Slot) {
        let at = self.key;
        self.within(key, at, |reader| slot.fill(node, reader));
    }

    fn within(&mut self, key: &'static str, at: Span, read: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.key, at);
        self.path.push(key);
        read(self);
        self.path.pop();
        self.key = outer;
    }

    /// Reads an item of a list: its own place stands for a key.
    pub fn item<T: FromNode>(&mut self, node: &Node<'_>) -> Option<T> {
        let outer = std::mem::replace(&mut self.key, node.span);
        let item = T::read(node, self);
        self.key = outer;
        item
    }

    /// Reads the items of a list, into exactly as much room as they need.
    pub fn items<T: FromNode>(&mut self, nodes: &[Node<'_>]) -> Vec<T> {
        let mut items = Vec::with_capacity(nodes.len());
        items.extend(nodes.iter().filter_map(|node| self.item(node)));
        items
    }

    /// Notes a key that is not ours.
    pub fn unknown_key(&mut self, entry: &Entry<'_>, known: &[&'static str]) {
        let nearest = name::nearest(&entry.key, known.iter().copied());
        let nearest = nearest.and_then(|near| known.iter().copied().find(|key| *key == near));
        let problem = ReadProblem::UnknownKey {
            parent: self.path(),
            key: entry.key.clone().into_owned(),
            nearest,
        };
        self.problems.push((problem, entry.key_span));
    }

    /// Notes a value of the wrong kind; a placeholder is noted as one instead.
    pub fn wrong_type(&mut self, node: &Node<'_>, expected: impl Into<String>) {
        let placeholder = node.text().is_some_and(is_placeholder);
        self.unread.push(Unread {
            path: self.path(),
            span: node.span,
            placeholder,
        });
        if !placeholder {
            let found = match node.text() {
                Some(text) if text.chars().count() <= 40 => format!("`{text}`"),
                _ => node.kind().to_owned(),
            };
            let problem = ReadProblem::WrongType {
                path: self.path(),
                expected: expected.into(),
                found,
            };
            self.problems.push((problem, node.span));
        }
    }
}

/// A type that can be read from a node.
pub trait FromNode: Sized {
    /// What it looks like.
    const SHAPE: Shape;
    /// Reads it; nothing when it is null or was reported.
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
    /// Looks at it, when there is something.
    fn look(&self) -> Option<View<'_>>;
}

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
            _ => reader.wrong_type(node, "a list: begin each item with `- `"),
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
    /// Whether the key was written at all, be it as an empty list.
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
    const SHAPE: Shape = Shape::List(&T::SHAPE);

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
                    let outer = std::mem::replace(&mut reader.key, entry.key_span);
                    if let Some(value) = T::read(&entry.value, reader) {
                        let key = Spanned::new(Box::from(&*entry.key), entry.key_span);
                        self.entries.push((key, value));
                    }
                    reader.key = outer;
                }
            }
            _ => reader.wrong_type(node, "a table"),
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

/// Declares a record: its keys, their types, and the key that a short form stands for.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident $(, short = $short:ident)? {
            $( $(#[doc = $field_doc:literal])* $key:literal $field:ident: $type:ty, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            /// The whole value.
            pub span: $crate::text::Span,
            /// The key that introduces it; for an item of a list the item itself.
            pub key_span: $crate::text::Span,
            $( $(#[doc = $field_doc])* pub $field: $type, )*
        }

        impl $crate::model::record::FromNode for $name {
            const SHAPE: $crate::model::record::Shape = $crate::model::record::Shape::Record(|| {
                vec![ $( ($key, <$type as $crate::model::record::Slot>::SHAPE) ),* ]
            });

            fn read(
                node: &$crate::text::Node<'_>,
                reader: &mut $crate::model::record::Reader,
            ) -> Option<Self> {
                let mut out = Self { span: node.span, key_span: reader.key_span(), ..Self::default() };
                match &node.value {
                    $crate::text::Value::Map(entries) => {
                        for entry in entries {
                            match &*entry.key {
                                $( $key => reader.field($key, entry, &mut out.$field), )*
                                _ => reader.unknown_key(entry, &[$($key),*]),
                            }
                        }
                        Some(out)
                    }
                    $crate::text::Value::Null => None,
                    $(
                        $crate::text::Value::Scalar(_) => {
                            reader.short(stringify!($short), node, &mut out.$short);
                            Some(out)
                        }
                    )?
                    #[allow(unreachable_patterns)]
                    _ => {
                        reader.wrong_type(node, concat!("a map with keys such as ", $crate::model::record::first_keys!($($key),*)));
                        None
                    }
                }
            }

            fn view(&self) -> $crate::model::record::View<'_> {
                $crate::model::record::View::Record(self)
            }
        }

        impl $crate::model::record::Record for $name {
            fn span(&self) -> $crate::text::Span { self.span }
            fn key_span(&self) -> $crate::text::Span { self.key_span }

            fn field(&self, key: &str) -> Option<$crate::model::record::View<'_>> {
                match key {
                    $( $key => $crate::model::record::Slot::look(&self.$field), )*
                    _ => None,
                }
            }

            fn each<'a>(&'a self, visit: &mut dyn FnMut(&'static str, $crate::model::record::View<'a>)) {
                $( if let Some(view) = $crate::model::record::Slot::look(&self.$field) { visit($key, view); } )*
            }
        }
    };
}
pub(crate) use record;

/// The first keys of a record, for a message.
macro_rules! first_keys {
    ($a:literal, $b:literal $(, $rest:literal)*) => {
        concat!("`", $a, "` and `", $b, "`")
    };
    ($a:literal) => {
        concat!("`", $a, "`")
    };
}
pub(crate) use first_keys;
