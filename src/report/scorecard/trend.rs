//! The score by month (D5.4): the trend matters more than the best one.

use chrono::{Datelike as _, Months, NaiveDate};
use serde::Serialize;

use crate::analysis::acceptance::Outcome;
use crate::report::document::Rounded;

use super::handoff::ScoredHandoff;

/// How many months are shown, this one included.
pub const MONTHS: u32 = 6;

/// What was sent in a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// Handoffs sent.
    pub sent: u32,
    /// Those with a score.
    pub scored: u32,
    /// Their mean score; `None` if nothing was scored.
    pub mean: Option<Rounded<2>>,
    /// Accepted, a better move taken instead among them.
    pub accepted: u32,
    /// Declined.
    pub declined: u32,
    /// The window ended without an answer.
    pub silent: u32,
    /// Still inside the window: in no denominator.
    pub open: u32,
}

impl Month {
    /// Returns how many count for acceptance: those accepted or declined, and those whose window ended in silence.
    pub fn ended(&self) -> u32 {
        self.accepted + self.declined + self.silent
    }
}

/// Returns the first day of the first month that is shown.
pub fn since(today: NaiveDate) -> NaiveDate {
    let this = today.with_day(1).unwrap_or(today);
    this.checked_sub_months(Months::new(MONTHS - 1))
        .unwrap_or(this)
}

/// Returns the months up to this one, oldest first.
pub(super) fn months<'a>(
    handoffs: impl Iterator<Item = &'a ScoredHandoff>,
    today: NaiveDate,
) -> Vec<Month> {
    let start = since(today);
    let mut months: Vec<Month> = (0..MONTHS)
        .map(|n| Month {
            first: start.checked_add_months(Months::new(n)).unwrap_or(start),
            sent: 0,
            scored: 0,
            mean: None,
            accepted: 0,
            declined: 0,
            silent: 0,
            open: 0,
        })
        .collect();
    let mut totals = vec![0; months.len()];
    for handoff in handoffs {
        let Some(sent) = handoff.sent else { continue };
        let mut with_total = months.iter_mut().zip(&mut totals);
        let Some((month, total)) = with_total.find(|(month, _)| {
            (month.first.year(), month.first.month()) == (sent.year(), sent.month())
        }) else {
            continue;
        };
        month.sent += 1;
        if let Some(score) = handoff.total {
            month.scored += 1;
            *total += score;
        }
        match handoff.outcome {
            Some(Outcome::Accepted) => month.accepted += 1,
            Some(Outcome::Declined) => month.declined += 1,
            Some(Outcome::Silent) => month.silent += 1,
            Some(Outcome::Open) => month.open += 1,
            // Overtaken inside the window, or an answer that says neither yes nor no: in no denominator.
            Some(Outcome::Overtaken | Outcome::Unclear) | None => {}
        }
    }
    for (month, total) in months.iter_mut().zip(totals) {
        month.mean =
            (month.scored > 0).then(|| Rounded(f64::from(total) / f64::from(month.scored)));
    }
    months
}
