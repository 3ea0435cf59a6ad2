//! A fact of a field, and the source that it rests on.

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use crate::load::evidence::Source;

/// A source that a fact rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactSource {
    /// The source, as the deal names it.
    pub name: String,
    /// What became of it.
    pub found: Source,
}

/// A fact of a field: what it is about, and what the deal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about: “who”, “by when”; `None` if the field's name says it.
    pub label: Option<&'static str>,
    /// The fact, in words; `None` if the source is all there is.
    pub text: Option<String>,
    /// The source that it rests on.
    pub source: Option<FactSource>,
}

impl Fact {
    /// Creates a fact without a source.
    pub fn new(label: impl Into<Option<&'static str>>, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            text: Some(text.into()),
            source: None,
        }
    }

    /// Adds the source that it rests on.
    #[must_use]
    pub fn from(mut self, source: Option<FactSource>) -> Self {
        self.source = source;
        self
    }

    /// Creates a fact that is only a source; `None` without one.
    pub fn of_source(label: &'static str, source: Option<FactSource>) -> Option<Self> {
        source.is_some().then_some(Self {
            label: Some(label),
            text: None,
            source,
        })
    }
}

/// Serialises all keys of every fact: those of a source that is absent are `null`.
impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let source = self.source.as_ref();
        let mut keys = serializer.serialize_struct("Fact", 4)?;
        keys.serialize_field("label", &self.label)?;
        keys.serialize_field("text", &self.text)?;
        keys.serialize_field("source", &source.map(|source| &source.name))?;
        keys.serialize_field("source_is", &source.map(|source| source.found))?;
        keys.end()
    }
}
