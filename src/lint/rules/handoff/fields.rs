//! How the packet's fields are named in a sentence, and how they are written.

use chrono::NaiveDate;

use crate::analysis::packet::{FieldState, FieldStatus, WINDOW_PATH};

/// Returns what is missing, as D4 names it.
pub(super) fn name_of(status: &FieldStatus) -> &'static str {
    match status.state {
        FieldState::Missing(WINDOW_PATH) => "a response window",
        _ => status.field.name(),
    }
}

/// Returns the YAML of fields, with dots to fill in.
pub(super) fn yaml(fields: &[&FieldStatus], today: NaiveDate) -> String {
    let lines = fields.iter().map(|status| match status.state {
        FieldState::Missing(WINDOW_PATH) => "acceptance: {within: 3 business days}".to_owned(),
        _ => status
            .field
            .example()
            .replace("{today}", &today.to_string()),
    });
    lines.collect::<Vec<_>>().join(", ")
}
