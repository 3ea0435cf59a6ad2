//! What became of the handoffs, by the fiscal quarter in which they were sent.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::Case;
use crate::analysis::acceptance::{Outcome, handoffs};

/// The handoffs of a quarter.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HandoffQuarter {
    /// The quarter, as in `[targets]`.
    pub quarter: String,
    /// Sent in it.
    pub sent: usize,
    /// Accepted.
    pub accepted: usize,
    /// Declined.
    pub declined: usize,
    /// Not answered inside the window.
    pub silent: usize,
    /// Neither: still inside the window, overtaken by the deal, or answered in words that say neither.
    pub other: usize,
    /// Why they were declined, the most frequent reason first, then by word.
    pub decline_reasons: Vec<DeclineReason>,
}

/// A reason to decline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeclineReason {
    /// The reason; `None` if none is written.
    pub reason: Option<String>,
    /// Handoffs.
    pub handoffs: usize,
}

/// The quarters, while deals are counted.
#[derive(Default)]
pub(super) struct Quarters(BTreeMap<(i32, u32), (HandoffQuarter, DeclineCounts)>);

/// Handoffs by the reason of their decline.
type DeclineCounts = BTreeMap<Option<String>, usize>;

impl Quarters {
    /// Counts the handoffs of a deal.
    pub(super) fn add(&mut self, case: &Case<'_>) {
        for sent in handoffs(case) {
            let quarter = case.process.calendar.quarter(sent.sent);
            let (row, reasons) = self.0.entry((quarter.year, quarter.number)).or_default();
            row.quarter = quarter.key();
            row.sent += 1;
            match sent.outcome {
                Outcome::Accepted => row.accepted += 1,
                Outcome::Silent => row.silent += 1,
                Outcome::Declined => {
                    row.declined += 1;
                    let reason = sent.decline_reason().map(ToOwned::to_owned);
                    *reasons.entry(reason).or_default() += 1;
                }
                Outcome::Open | Outcome::Overtaken | Outcome::Unclear => row.other += 1,
            }
        }
    }

    /// Returns the rows, the first quarter first.
    pub(super) fn into_rows(self) -> Vec<HandoffQuarter> {
        let rows = self.0.into_values();
        rows.map(|(mut row, reasons)| {
            let reasons = reasons.into_iter();
            row.decline_reasons = reasons
                .map(|(reason, handoffs)| DeclineReason { reason, handoffs })
                .collect();
            row.decline_reasons
                .sort_by_key(|reason| std::cmp::Reverse(reason.handoffs));
            row
        })
        .collect()
    }
}
