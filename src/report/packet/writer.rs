//! Writes days, sources and agreements as a packet shows them.

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::analysis::agreement::Agreement;
use crate::load::evidence::EvidenceAt;
use crate::model::deal::{Agreed, Handoff};
use crate::model::scalar::{Date, Text, prose_date};
use crate::text::placeholder::is_placeholder;

use super::fact::FactSource;
use super::window::Window;

/// A deal's handoff, with everything its facts are written from.
pub(super) struct FactWriter<'a> {
    pub case: &'a Case<'a>,
    pub handoff: &'a Handoff,
    /// Looks up the sources that the packet names.
    pub sources: EvidenceAt<'a>,
    /// What the deal is worth, as people write it.
    pub amount: Option<String>,
    pub seller: Option<String>,
    pub window: Option<&'a Window>,
    pub accepting_means: Option<String>,
}

/// Returns a text without surrounding blanks; `None` if it is a placeholder.
pub(super) fn real(text: Option<&Text>) -> Option<&str> {
    text.map(|text| text.value.trim())
        .filter(|text| !is_placeholder(text))
}

/// Joins the texts that are there; `None` if there are none.
pub(super) fn joined(
    parts: impl IntoIterator<Item = Option<String>>,
    separator: &str,
) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(separator))
}

impl FactWriter<'_> {
    /// Returns `Thu 17 Sep`.
    pub(super) fn day(&self, day: NaiveDate) -> String {
        prose_date(day, self.case.today)
    }

    /// Returns a day with a word in front: `by Thu 17 Sep`.
    pub(super) fn on(&self, word: &str, date: Option<Date>) -> Option<String> {
        date.map(|date| format!("{word} {}", self.day(date.value)))
    }

    /// Returns a source with what became of it.
    pub(super) fn source(&self, text: Option<&Text>) -> Option<FactSource> {
        let text = real(text)?;
        Some(FactSource {
            name: text.to_owned(),
            found: self.sources.source(text),
        })
    }

    /// Returns `agreed on Fri 11 Sep` or “not agreed yet”, with the source.
    pub(super) fn agreed(&self, agreed: Option<&Agreed>) -> (String, Option<FactSource>) {
        let agreement = match Agreement::of(&self.sources, agreed) {
            Agreement::No | Agreement::Words(_) => Some("not agreed yet".to_owned()),
            _ => self.on("agreed on", agreed.and_then(|agreed| agreed.date)),
        };
        let source = self.source(agreed.and_then(|agreed| agreed.source.as_deref()));
        (
            agreement.unwrap_or_else(|| "agreed in writing".to_owned()),
            source,
        )
    }
}
