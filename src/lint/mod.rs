//! Rules: each turns what `load` could not read, or what `analysis` computes, into findings with help.

pub mod allow;
pub mod baseline;
pub mod change;
pub mod context;
pub mod demanded;
pub mod emptied;
mod engine;
pub mod exceptions;
mod far;
pub mod fixes;
pub mod fixing;
mod handoff_words;
pub mod registrations;
pub mod rule;
pub mod rules;
mod selection;
pub mod suppression;
pub mod words;

pub use context::{BookContext, DealContext, Sink};
pub use engine::{Linted, lint, lint_deals, lint_invalid};
pub use rule::{Check, Example, Rule};
pub use selection::{Selection, UnknownRule};
