//! A handoff as the scorecard shows it.

use chrono::NaiveDate;

use crate::analysis::acceptance::Outcome;
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
    /// What became of it, as `trust` counts it; none for a draft.
    pub outcome: Option<Outcome>,
    /// Whether the seller took a better move instead.
    pub instead: bool,
    /// The reason that stands beside the answer.
    pub reason: Option<String>,
    /// The last day to answer; none for a draft, or without a window.
    pub answer_by: Option<NaiveDate>,
    /// Business days beyond it without an answer: until today, or until the deal moved on or the packet was sent again.
    pub late: u32,
    /// The score; none when no packet is on record (an earlier handoff of which only the answer is known).
    pub score: Option<Score>,
    /// Who reviewed it.
    pub reviewer: Option<String>,
    /// The reviewer's note.
    pub note: Option<String>,
    /// Whether it was sent before the deal's present one.
    pub earlier: bool,
}

impl ScoredHandoff {
    /// `accepted` or `declined`; none without such an answer.
    pub fn answer(&self) -> Option<&'static str> {
        let is_answer = |it: &Outcome| matches!(it, Outcome::Accepted | Outcome::Declined);
        self.outcome.filter(is_answer).map(Outcome::name)
    }

    /// Nobody has answered, and the window is over.
    pub fn is_silent(&self) -> bool {
        self.outcome == Some(Outcome::Silent)
    }
}
