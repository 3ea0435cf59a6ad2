//! Why a change is not made.

use crate::text::Span;

/// A change that is not made, since it could not be made without touching something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The place to edit by hand.
    pub span: Span,
    /// Why, as the end of a sentence that begins with the path.
    pub why: String,
}

impl Refused {
    pub(super) fn new(span: Span, why: impl Into<String>) -> Self {
        Self {
            span,
            why: why.into(),
        }
    }
}
