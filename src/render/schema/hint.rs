//! What a schema knows of a key beyond its type: the names that may stand there.

use crate::model::record::Field;

/// A name, and what it means.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// As it is written.
    pub value: String,
    /// In words; empty when the name says it all.
    pub about: String,
}

/// The names of a key.
#[derive(Clone, Debug)]
pub(super) enum Hint {
    /// One of these, and nothing else.
    Closed(Vec<Choice>),
    /// These are known under a common name; another text may stand there too.
    Known(&'static str, Vec<Choice>),
    /// The value is a table whose keys are these and no others.
    Keys(Vec<Choice>),
    /// It must look so.
    Pattern(&'static str),
}

/// Looks up what is known of a key: the name of the record, the key as it is declared.
pub(super) type Hints<'a> = dyn Fn(&str, &Field) -> Option<Hint> + 'a;

/// A name that needs no word.
pub(super) fn name(value: impl Into<String>) -> Choice {
    about(value, "")
}

/// A name and what it means.
pub(super) fn about(value: impl Into<String>, about: impl Into<String>) -> Choice {
    Choice {
        value: value.into(),
        about: about.into(),
    }
}

/// Names that need no words.
pub(super) fn names(values: &[&str]) -> Vec<Choice> {
    values.iter().copied().map(name).collect()
}
