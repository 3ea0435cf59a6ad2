//! Chances, horizons and quarters as the pages of the forecast write them.

use crate::model::calendar::Quarter;
use crate::report::document::{Money, Share};
use crate::report::forecast::{MoneyEstimate, Span};
use crate::view::table::{Cell, Table};
use crate::view::{Style, count};

/// Returns `43%`.
pub(super) fn percent(share: Share) -> String {
    format!("{:.0}%", share.0 * 100.0)
}

/// Returns a cell with a share: `43%` for people, `0.4312` for programs.
pub(super) fn share(share: Share) -> Cell {
    Cell::both(percent(share), format!("{:.4}", share.0))
}

/// Returns a cell with an amount; empty if the row has none.
pub(super) fn money(amount: Option<Money>, style: &Style) -> Cell {
    amount.map_or_else(Cell::default, |amount| style.amount(Some(amount)))
}

/// Adds the columns of an estimate, which are empty in rows that have none.
pub(super) fn with_range<'v, R>(
    table: Table<'v, R>,
    estimate: impl Fn(&R) -> Option<MoneyEstimate> + Copy + 'v,
    style: &'v Style,
) -> Table<'v, R> {
    let money = move |amount| money(amount, style);
    table
        .right("P10", "p10", move |row| {
            money(estimate(row).map(|estimate| estimate.p10))
        })
        .right("P50", "p50", move |row| {
            money(estimate(row).map(|estimate| estimate.p50))
        })
        .right("P90", "p90", move |row| {
            money(estimate(row).map(|estimate| estimate.p90))
        })
}

/// Returns `Q4 FY27`.
pub(in crate::view) fn quarter(quarter: Quarter) -> String {
    let year = quarter.year.rem_euclid(100);
    format!("Q{} FY{year:02}", quarter.number)
}

/// A horizon to name.
#[derive(Clone, Copy)]
pub(super) struct HorizonName {
    pub span: Span,
    pub days: usize,
    pub until: chrono::NaiveDate,
    /// Whether it is this quarter, whose total includes what is won so far.
    pub is_this_quarter: bool,
}

impl HorizonName {
    /// Returns `Q4 FY27 total`, `now to 30 Apr`, `next 30 days`.
    pub fn text(self, style: &Style) -> String {
        match self.span {
            Span::Quarter(of) if self.is_this_quarter => format!("{} total", quarter(of)),
            Span::Quarter(_) | Span::By => format!("now to {}", style.day(self.until)),
            Span::Days => format!("next {}", count(self.days, "day")),
        }
    }
}

/// Returns what is added to a chance where deals without an amount may lift it.
pub fn without_unknown(without_amount: usize) -> &'static str {
    if without_amount > 0 {
        ", without what has no amount"
    } else {
        ""
    }
}

/// Returns what is put before a gap that deals without an amount may close.
pub fn at_most(without_amount: usize) -> &'static str {
    if without_amount > 0 { "at most " } else { "" }
}
