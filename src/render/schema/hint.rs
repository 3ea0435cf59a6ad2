//! What a schema knows about a key beyond its type: the values it takes.

use crate::model::record::Field;

/// A value, and what it means.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The value as it is written.
    pub value: String,
    /// Its meaning; empty if the value says it all.
    pub about: String,
}

/// The values of a key.
#[derive(Clone, Debug)]
pub(super) enum Hint {
    /// Only these, which have this name if several keys share them.
    Closed(Option<&'static str>, Vec<Choice>),
    /// These, shared by several keys under a common name, and any other text.
    Known(&'static str, Vec<Choice>),
    /// A table with only these keys, and what to say of another one.
    Keys(Vec<Choice>, String),
    /// A text that matches this pattern, and what it is in words.
    Pattern(&'static str, &'static str),
}

/// Looks up what is known about a key, by the name of its record and its declaration.
pub(super) type Hints<'a> = dyn Fn(&str, &Field) -> Option<Hint> + 'a;

/// Returns a value that needs no explanation.
pub(super) fn name(value: impl Into<String>) -> Choice {
    about(value, "")
}

/// Returns a value with what it means.
pub(super) fn about(value: impl Into<String>, about: impl Into<String>) -> Choice {
    Choice {
        value: value.into(),
        about: about.into(),
    }
}

/// Returns values that need no explanation.
pub(super) fn names(values: &[&str]) -> Vec<Choice> {
    values.iter().copied().map(name).collect()
}
