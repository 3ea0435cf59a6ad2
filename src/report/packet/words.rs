//! How people, days and sources of a packet are written.

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::analysis::agreement::Agreement;
use crate::load::evidence::{EvidenceAt, Source};
use crate::model::deal::Agreed;
use crate::model::scalar::{Date, Text, prose_date};
use crate::text::placeholder::is_placeholder;

/// What the facts of one packet are written with.
#[derive(Clone, Copy)]
pub(super) struct Pen<'c> {
    pub case: &'c Case<'c>,
    /// Where what the packet names is looked up.
    pub look: EvidenceAt<'c>,
}

/// A text that says something.
pub(super) fn real(text: Option<&Text>) -> Option<&str> {
    text.map(|text| text.value.trim())
        .filter(|text| !is_placeholder(text))
}

/// The texts that are there, joined.
pub(super) fn joined(parts: impl IntoIterator<Item = Option<String>>, by: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(by))
}

impl Pen<'_> {
    pub(super) fn day(self, day: NaiveDate) -> String {
        prose_date(day, self.case.today)
    }

    /// `by Thu 17 Sep`, or another word in front.
    pub(super) fn on(self, word: &str, date: Option<Date>) -> Option<String> {
        date.map(|date| format!("{word} {}", self.day(date.value)))
    }

    /// A source, and what became of it.
    pub(super) fn source(self, text: Option<&Text>) -> Option<(String, Source)> {
        let text = real(text)?;
        Some((text.to_owned(), self.look.source(text)))
    }

    /// `agreed on Fri 11 Sep`, with the source; “not agreed yet” without either.
    pub(super) fn agreed(self, agreed: Option<&Agreed>) -> (String, Option<(String, Source)>) {
        let words = match Agreement::of(&self.look, agreed) {
            Agreement::No | Agreement::Words(_) => Some("not agreed yet".to_owned()),
            _ => self.on("agreed on", agreed.and_then(|agreed| agreed.date)),
        };
        let source = self.source(agreed.and_then(|agreed| agreed.source.as_ref()));
        (
            words.unwrap_or_else(|| "agreed in writing".to_owned()),
            source,
        )
    }
}
