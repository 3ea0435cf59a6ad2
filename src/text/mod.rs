//! Bytes with places: source files, spans, and one tree of values for YAML and TOML.
//!
//! Knows no deal and no process: what a key means is the business of [`crate::model`].

pub mod command;
pub mod domain;
pub mod edit;
mod merge;
pub mod name;
pub mod pasted;
pub mod placeholder;
pub mod safe;
pub mod shell;
mod source;
mod span;
pub mod toml;
mod tree;
pub mod yaml;

pub use merge::conflict_marker;
pub use source::{FileId, Place, Position, SourceFile, Sources};
pub use span::{Span, Spanned};
pub use tree::{Entry, Fault, FaultKind, Limits, Node, Scalar, ScalarStyle, Value};
