//! What several rules need of an outcome: who closed the deal, when, and what is missing.

use crate::analysis::{Case, moves};
use crate::diagnostic::Assignee;
use crate::model::Found;
use crate::model::deal::Outcome;
use crate::model::scalar::prose_date;
use crate::text::Span;

/// Who closed a deal, and when.
pub(super) struct Closer<'a> {
    /// The person who wrote the outcome.
    pub by: Option<&'a str>,
    /// Who knows more: that person, for a sentence.
    pub knows: &'a str,
    /// Whose move it is to complete the outcome: that person's, else the owner's of the stage.
    pub whose: Assignee,
    /// ` on Wed 4 Nov`, or nothing without a date.
    pub on: String,
}

impl<'a> Closer<'a> {
    /// Returns what the outcome of a deal says about it.
    pub fn of(case: &Case<'a>, outcome: &'a Outcome) -> Self {
        let mut whose = case.stage().map_or_else(
            || moves::of_deal(case),
            |(_, stage)| moves::of_stage(case, stage),
        );
        let by = outcome.by.as_ref();
        let by = by.and_then(|by| case.person_name(by));
        if let Some(by) = by {
            whose.owner = Some(by.to_owned());
        }
        let date = outcome.date.map(|date| date.value);
        let on = date.map(|date| format!(" on {}", prose_date(date, case.today)));
        Self {
            by,
            knows: by.unwrap_or("whoever closed it"),
            whose,
            on: on.unwrap_or_default(),
        }
    }
}

/// Returns where to report that the outcome lacks a value; `None` if it is there, or was reported as unreadable.
pub(super) fn gap(case: &Case<'_>, outcome: &Outcome, path: &str) -> Option<Span> {
    match case.deal.lookup(path) {
        Found::Absent => Some(outcome.key_span),
        Found::Placeholder(span) => Some(span),
        Found::Unusable(_) | Found::Value(_) => None,
    }
}
