//! What a renaming came to, for people.

use crate::report::renaming::Renaming;

use super::page::Page;

/// The page.
pub fn renaming(report: &Renaming) -> Page {
    let not = if report.written { "" } else { "Not written: " };
    let signals = if report.signals {
        ", and signals.yaml follows"
    } else {
        ""
    };
    let mut lead = vec![format!(
        "{not}{} is now {}{signals}.",
        report.from, report.to
    )];
    lead.extend(
        report
            .commit
            .iter()
            .map(|subject| format!("Committed: {subject}")),
    );
    Page {
        lead,
        ..Page::default()
    }
}
