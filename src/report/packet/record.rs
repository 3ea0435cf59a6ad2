//! What is on record around a packet: the answer, earlier handoffs, the review, disputes.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::acceptance::Outcome;
use crate::analysis::{Case, acceptance};
use crate::model::Text;
use crate::model::book::SignalKind;
use crate::model::deal::{Response, Review};
use crate::report::Input;

use super::writer::real;

/// The seller's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Accepted, declined or unclear, as every report counts it.
    #[serde(rename = "result")]
    pub outcome: Outcome,
    /// When.
    pub date: Option<NaiveDate>,
    /// Who.
    pub by: Option<String>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// The better move that was taken.
    pub instead: Option<String>,
    /// Whether a clarifying call was needed (D4.1).
    pub clarifying_call: Option<bool>,
}

/// A handoff of the deal that was sent before this one.
#[derive(Clone, Debug, Serialize)]
pub struct EarlierHandoff {
    /// When.
    pub sent: Option<NaiveDate>,
    /// The seller it was sent to.
    pub seller: Option<String>,
    /// The answer.
    pub answer: Option<Answer>,
}

/// A reviewer's own grades (D5.2): internal.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewLine {
    /// Who reviewed it.
    pub by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
    /// The grades.
    pub grades: Vec<ReviewGrade>,
    /// The reviewer's note.
    pub note: Option<String>,
}

/// A reviewer's grade of a component, as written.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewGrade {
    /// The component's id.
    pub component: String,
    /// The grade.
    pub grade: String,
}

/// A dispute about the deal (D6): internal.
#[derive(Clone, Debug, Serialize)]
pub struct Dispute {
    /// When.
    pub date: Option<NaiveDate>,
    /// Who raised it.
    pub by: Option<String>,
    /// What it is about: account, partner, worth.
    pub about: Option<String>,
    /// What was noted about it.
    pub note: Option<String>,
}

fn owned(text: Option<&Text>) -> Option<String> {
    real(text).map(ToOwned::to_owned)
}

/// Returns the seller's answer.
pub(super) fn answer(response: &Response) -> Answer {
    Answer {
        outcome: acceptance::answer(response),
        date: response.date.map(|date| date.value),
        by: owned(response.by.as_ref()),
        reason: owned(response.reason.as_deref()),
        instead: owned(response.instead.as_ref()),
        clarifying_call: response.clarifying_call.map(|call| call.value),
    }
}

/// Returns the handoffs that were sent before, newest first; those without a day come last.
pub(super) fn earlier(case: &Case<'_>) -> Vec<EarlierHandoff> {
    let handoffs = case.deal.earlier_handoffs.iter();
    let mut earlier: Vec<EarlierHandoff> = handoffs
        .map(|handoff| EarlierHandoff {
            sent: handoff.sent_on().map(|sent| sent.value),
            seller: owned(acceptance::seller_of(case, handoff)),
            answer: handoff.response.as_ref().map(answer),
        })
        .collect();
    earlier.sort_by_key(|handoff| Reverse(handoff.sent));
    earlier
}

/// Returns a reviewer's grades as written.
pub(super) fn review(review: &Review) -> ReviewLine {
    let grades = review.grades.entries.iter();
    ReviewLine {
        by: owned(review.by.as_ref()),
        date: review.date.map(|date| date.value),
        grades: grades
            .map(|(component, grade)| ReviewGrade {
                component: component.to_string(),
                grade: grade.to_string(),
            })
            .collect(),
        note: owned(review.note.as_deref()),
    }
}

/// Returns the disputes of signals.yaml up to today that name the deal, by its id or the last part of it.
pub(super) fn disputes(input: &Input<'_>, id: &str) -> Vec<Dispute> {
    let short = input.names.of(id);
    let today = input.book.today;
    let signals = input.book.signals.iter().filter(|signal| {
        let is = |text: Option<&Text>, word: &str| real(text) == Some(word);
        let kind = signal.kind.map(|kind| kind.value);
        kind == Some(SignalKind::Dispute)
            && (is(signal.deal.as_ref(), id) || is(signal.deal.as_ref(), &short))
            && signal.date.is_none_or(|date| date.value <= today)
    });
    signals
        .map(|signal| Dispute {
            date: signal.date.map(|date| date.value),
            by: owned(signal.by.as_ref()),
            about: owned(signal.about.as_ref()),
            note: owned(signal.note.as_ref()),
        })
        .collect()
}
