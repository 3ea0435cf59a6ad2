//! How people, days and sources of a packet are written.

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::analysis::agreement::Agreement;
use crate::load::evidence::EvidenceAt;
use crate::model::deal::{Agreed, Handoff};
use crate::model::scalar::{Date, Text, prose_date};
use crate::text::placeholder::is_placeholder;

use super::data::{FactSource, Window};

/// A deal's handoff with what its facts are written from.
pub(super) struct FactWriter<'a> {
    pub case: &'a Case<'a>,
    pub handoff: &'a Handoff,
    /// Looks up the sources that the packet names.
    pub look: EvidenceAt<'a>,
    /// What the deal is worth, as people write it.
    pub amount: Option<String>,
    pub seller: Option<String>,
    pub window: Option<&'a Window>,
    /// What accepting means.
    pub means: Option<String>,
}

/// Returns a text without blanks around it; `None` if it is a placeholder.
pub(super) fn real(text: Option<&Text>) -> Option<&str> {
    text.map(|text| text.value.trim())
        .filter(|text| !is_placeholder(text))
}

/// Joins the texts that are there; `None` if there are none.
pub(super) fn joined(parts: impl IntoIterator<Item = Option<String>>, by: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(by))
}

impl FactWriter<'_> {
    pub(super) fn day(&self, day: NaiveDate) -> String {
        prose_date(day, self.case.today)
    }

    /// Returns `by Thu 17 Sep`, or with another word in front.
    pub(super) fn on(&self, word: &str, date: Option<Date>) -> Option<String> {
        date.map(|date| format!("{word} {}", self.day(date.value)))
    }

    /// Returns a source with what became of it.
    pub(super) fn source(&self, text: Option<&Text>) -> Option<FactSource> {
        let text = real(text)?;
        Some(FactSource {
            name: text.to_owned(),
            found: self.look.source(text),
        })
    }

    /// Returns `agreed on Fri 11 Sep` or “not agreed yet”, with the source.
    pub(super) fn agreed(&self, agreed: Option<&Agreed>) -> (String, Option<FactSource>) {
        let words = match Agreement::of(&self.look, agreed) {
            Agreement::No | Agreement::Words(_) => Some("not agreed yet".to_owned()),
            _ => self.on("agreed on", agreed.and_then(|agreed| agreed.date)),
        };
        let source = self.source(agreed.and_then(|agreed| agreed.source.as_deref()));
        (
            words.unwrap_or_else(|| "agreed in writing".to_owned()),
            source,
        )
    }
}
