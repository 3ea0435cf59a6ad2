//! A handoff as the scorecard shows it.

use chrono::NaiveDate;

use crate::analysis::score::Score;

/// One handoff.
#[derive(Clone, Debug)]
pub struct ScoredHandoff {
    /// The deal's id.
    pub deal: String,
    /// As a user would type it.
    pub name: String,
    /// When it was sent; none for a draft.
    pub sent: Option<NaiveDate>,
    /// The seller who was asked.
    pub seller: Option<String>,
    /// `accepted`, `declined`; none while it is open.
    pub answer: Option<String>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// Nobody has answered, and the window is over.
    pub silent: bool,
    /// The last day to answer; none for a draft, or without a window.
    pub answer_by: Option<NaiveDate>,
    /// The score; none when no packet is on record (an earlier handoff of which only the answer is known).
    pub score: Option<Score>,
    /// Who reviewed it.
    pub reviewer: Option<String>,
    /// The reviewer's note.
    pub note: Option<String>,
    /// Whether it was sent before the deal's present one.
    pub earlier: bool,
}
