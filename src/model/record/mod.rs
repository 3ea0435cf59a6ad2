//! How a tree becomes typed data: one declaration of a record gives its reader, its known keys, and its paths.
//!
//! The `record!` macro does what `#[derive(Deserialize)]` does, with three differences that lint needs: every value
//! keeps its place, reading continues after a fault, and a criterion can name any value by its path.

mod expected;
mod reader;
mod shape;
mod slots;
mod view;

pub use expected::{Actual, Expected};
pub use reader::{FromNode, ReadProblem, Reader, Slot, UnreadKey};
pub use shape::{Field, Fields, Key, Leaf, Meaning, Shape};
pub use slots::{OneOrMany, Table};
pub use view::{ListView, Record, View};

/// Declares a record: its keys, their types, and the key that a short form sets.
///
/// `as` says what a key is for beyond its type, see [`Meaning`]. `..dated` at the end adds the keys that dated entries have
/// in common: `reason`, `note` and `source`.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident $(, short = $short:ident)? {
            $( $(#[doc = $field_doc:literal])* $key:literal $field:ident: $type:ty $(as $meaning:ident)?, )*
            ..dated
        }
    ) => {
        $crate::model::record::record! {
            $(#[doc = $doc])*
            pub struct $name $(, short = $short)? {
                $( $(#[doc = $field_doc])* $key $field: $type $(as $meaning)?, )*
                /// Why.
                "reason" reason: Option<Box<$crate::model::scalar::Text>> as Reason,
                /// More.
                "note" note: Option<Box<$crate::model::scalar::Text>> as Answer,
                /// Where it is on record.
                "source" source: Option<Box<$crate::model::scalar::Text>> as Source,
            }
        }
    };
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident $(, short = $short:ident)? {
            $( $(#[doc = $field_doc:literal])* $key:literal $field:ident: $type:ty $(as $meaning:ident)?, )*
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
                $crate::model::record::Fields {
                    name: stringify!($name),
                    doc: concat!($($doc),*),
                    short: $crate::model::record::short_key!($($short)?),
                    fields: vec![ $( $crate::model::record::Field {
                        key: $key,
                        doc: concat!($($field_doc),*),
                        meaning: $crate::model::record::meaning!($($meaning)?),
                        shape: <$type as $crate::model::record::Slot>::SHAPE,
                    } ),* ],
                }
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
                                $( $key => {
                                    let meaning = $crate::model::record::meaning!($($meaning)?);
                                    let key = $crate::model::record::Key { name: $key, meaning };
                                    reader.field(key, entry, &mut out.$field);
                                } )*
                                _ => reader.unknown_key(entry, entries, &[$($key),*]),
                            }
                        }
                        Some(out)
                    }
                    $crate::text::Value::Null => None,
                    $(
                        $crate::text::Value::Scalar(_) => {
                            let name = stringify!($short);
                            let meaning = $crate::model::record::Record::meaning(&out, name);
                            let key = $crate::model::record::Key { name, meaning };
                            reader.short(key, node, &mut out.$short);
                            Some(out)
                        }
                    )?
                    #[allow(unreachable_patterns)]
                    _ => {
                        reader.wrong_type(node, $crate::model::record::Expected::Map { keys: &[$($key),*] });
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

            fn meaning(&self, key: &str) -> $crate::model::record::Meaning {
                match key {
                    $( $key => $crate::model::record::meaning!($($meaning)?), )*
                    _ => $crate::model::record::Meaning::Plain,
                }
            }

            fn each<'a>(&'a self, visit: &mut dyn FnMut($crate::model::record::Key, $crate::model::record::View<'a>)) {
                $( if let Some(view) = $crate::model::record::Slot::look(&self.$field) {
                    let meaning = $crate::model::record::meaning!($($meaning)?);
                    visit($crate::model::record::Key { name: $key, meaning }, view);
                } )*
            }
        }
    };
}
pub(crate) use record;

/// Expands to the key that a short form sets; `None` if the record has no short form.
macro_rules! short_key {
    ($key:ident) => {
        Some(stringify!($key))
    };
    () => {
        None
    };
}
pub(crate) use short_key;

/// What a key is for: as it is declared, or nothing in particular.
macro_rules! meaning {
    ($meaning:ident) => {
        $crate::model::record::Meaning::$meaning
    };
    () => {
        $crate::model::record::Meaning::Plain
    };
}
pub(crate) use meaning;
