//! What was created and closed, month by month.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::analysis::{Case, worth};
use crate::model::deal::OutcomeResult;
use crate::report::Input;
use crate::report::crm_sum::Month;
use crate::report::deal_sum::DealSum;
use crate::report::document::Money;

/// The months shown, this one included.
const SHOWN: i32 = 12;

/// The deals that were created and closed in a month.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct MonthFlow {
    /// The month.
    pub month: Month,
    /// Deals whose first day is in it: of the registration, or of the first stage.
    pub created: DealSum,
    /// Deals that were won in it, with what they brought.
    pub won: DealSum,
    /// Deals that were lost in it.
    pub lost: DealSum,
    /// Deals that were disqualified in it.
    pub disqualified: DealSum,
}

/// The rows, while deals are counted.
pub(super) struct Months {
    rows: BTreeMap<i32, MonthFlow>,
    last: i32,
}

/// Returns a number for a month, one more for the next.
fn number(day: NaiveDate) -> i32 {
    day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0)
}

fn month(number: i32) -> Option<Month> {
    let month = u32::try_from(number.rem_euclid(12)).ok()? + 1;
    NaiveDate::from_ymd_opt(number.div_euclid(12), month, 1).map(Month::of)
}

impl Months {
    pub(super) fn new(input: &Input<'_>) -> Self {
        Self {
            rows: BTreeMap::new(),
            last: number(input.book.today),
        }
    }

    /// Counts a deal in the month of its first day and of its close.
    pub(super) fn add(&mut self, input: &Input<'_>, case: &Case<'_>) {
        let deal = case.deal;
        let expected = Money::of_deal(input, deal);
        if let Some(row) = deal.begins().and_then(|day| self.row(input, day)) {
            row.created.add(expected);
        }
        let (Some(result), Some(day)) = (case.result(), case.closed_on()) else {
            return;
        };
        let Some(row) = self.row(input, day) else {
            return;
        };
        match result {
            OutcomeResult::Won => {
                let amount = worth::won_for(case.process, deal);
                row.won.add(amount.map(|amount| Money::of(input, amount)));
            }
            OutcomeResult::Lost => row.lost.add(expected),
            OutcomeResult::Disqualified => row.disqualified.add(expected),
        }
    }

    fn row(&mut self, input: &Input<'_>, day: NaiveDate) -> Option<&mut MonthFlow> {
        let at = number(day);
        let is_shown = self.last - SHOWN < at && at <= self.last;
        if !is_shown {
            return None;
        }
        let month = month(at)?;
        let zero = DealSum::zero(input.currency());
        Some(self.rows.entry(at).or_insert(MonthFlow {
            month,
            created: zero,
            won: zero,
            lost: zero,
            disqualified: zero,
        }))
    }

    /// Returns the rows from the first month with a deal up to this one, also those in between without any.
    pub(super) fn into_rows(mut self, input: &Input<'_>) -> Vec<MonthFlow> {
        let Some(first) = self.rows.keys().next().copied() else {
            return Vec::new();
        };
        for at in first..=self.last {
            if let Some(month) = month(at) {
                self.row(input, month.first);
            }
        }
        self.rows.into_values().collect()
    }
}
