//! JSON: a report as it serialises itself.

use crate::render::{RenderError, TermStyle};

use super::format::{Document, DocumentFormat};

/// For programs.
#[derive(Debug)]
pub(super) struct Json;

impl DocumentFormat for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "For programs; versioned"
    }

    fn render(&self, document: &Document<'_>, _: TermStyle) -> Result<String, RenderError> {
        (document.json)()
    }
}
