//! What people read of a report: the sentence for the meeting, the tables, the command to run next.

mod attribution;
mod book_state;
mod changes;
mod conflicts;
mod crm_sum;
mod forecast;
mod gate;
mod hygiene;
mod leaks;
mod list;
pub mod meeting;
mod moves;
mod next;
mod outcome_message;
mod packet;
pub mod page;
mod partners;
pub mod picture;
mod pipeline;
mod process_review;
mod renaming;
mod scorecard;
mod share;
mod sparkline;
mod stalls;
mod statistics;
pub mod table;
mod trust;
mod velocity;

use chrono::NaiveDate;
use iso_currency::Currency;
use rust_decimal::Decimal;

pub use attribution::{
    attribution, attribution_difference, attribution_evidence, attribution_rows,
};
pub use book_state::{book_moves, book_state};
pub use changes::changes;
pub use conflicts::conflicts;
pub use crm_sum::crm_sum;
pub use forecast::{
    backtest, change, deals as forecast_deals, forecast, group_rows, groups,
    method as forecast_method, what_if,
};
pub use gate::gate;
pub use hygiene::{hygiene, hygiene_rows};
pub use leaks::{leaks, leaks_rows};
pub use list::list;
pub use next::{messages, next};
pub use outcome_message::outcome_message;
pub use packet::{packet, packet_check, packet_rows};
pub use partners::{partner, partner_rows, partners, shared};
pub use pipeline::pipeline;
pub use process_review::process_review;
pub use renaming::renaming;
pub use scorecard::{one_handoff, one_handoff_rows, reviews, rows as scorecard_rows, scorecard};
pub use stalls::stalls;
pub use statistics::{statistics, statistics_rows};
pub use trust::{trust, trust_rows};
pub use velocity::{before_after, velocity};

use crate::report::Input;
use crate::report::days;
use crate::report::money;
use crate::report::people::People;
pub use crate::text::name::count;
use table::Cell;

/// How names, money and days are written on a page.
#[derive(Debug)]
pub struct Style {
    people: People,
    currency: Currency,
    /// The day the book is seen from.
    pub today: NaiveDate,
}

impl Style {
    /// The words of a book.
    pub fn of(input: &Input<'_>) -> Self {
        Self {
            people: People::of(input.book),
            currency: input.book.process.currencies.base,
            today: input.book.today,
        }
    }

    /// Returns a person for a table; `nobody` if there is no name.
    pub fn person<'a>(&self, name: Option<&'a str>) -> &'a str {
        name.map_or("nobody", |name| self.people.short(name))
    }

    /// `$145k`.
    pub fn money(&self, amount: impl Into<Decimal>) -> String {
        money::short(amount.into(), self.currency)
    }

    /// `$145k`, or `?` when no amount is on record.
    pub fn money_or_unknown(&self, amount: Option<impl Into<Decimal>>) -> String {
        amount.map_or_else(|| "?".to_owned(), |amount| self.money(amount))
    }

    /// Returns a cell with an amount: `$145k` for people, `145000.00` for programs; `?` and nothing if it is not known.
    pub fn amount(&self, amount: Option<impl Into<Decimal>>) -> Cell {
        amount.map_or_else(
            || Cell::both("?", ""),
            |amount| {
                let amount = amount.into();
                Cell::both(self.money(amount), self.exact(amount))
            },
        )
    }

    /// `$255k+`, where the plus says that deals without an amount are not in it.
    pub fn sum(&self, amount: impl Into<Decimal>, without_amount: usize) -> String {
        format!(
            "{}{}",
            self.money(amount),
            if without_amount > 0 { "+" } else { "" }
        )
    }

    /// Returns a cell with a sum: `$255k+` for people, `255000.00` for programs.
    pub fn sum_cell(&self, amount: impl Into<Decimal> + Copy, without_amount: usize) -> Cell {
        Cell::both(self.sum(amount, without_amount), self.exact(amount))
    }

    /// `$145,000`, to the cent.
    pub fn full(&self, amount: impl Into<Decimal>) -> String {
        money::full(amount.into(), self.currency)
    }

    /// `$145,000+`, where the plus says that deals without an amount are not in it.
    pub fn full_sum(&self, amount: impl Into<Decimal>, without_amount: usize) -> String {
        let plus = if without_amount > 0 { "+" } else { "" };
        format!("{}{plus}", self.full(amount))
    }

    /// `145000.00`.
    pub fn exact(&self, amount: impl Into<Decimal>) -> String {
        money::exact(amount.into(), self.currency)
    }

    /// `12 Nov`, with the year when it is not clear: another year, and more than half a year away.
    pub fn day(&self, day: NaiveDate) -> String {
        days::day(day, self.today)
    }

    /// `Thu 12 Nov`, with the year when it is not clear.
    pub fn weekday(&self, day: NaiveDate) -> String {
        days::weekday(day, self.today)
    }
}

/// Adds what a spreadsheet joins a row of a deal by: the customer, the id in the CRM, and the currency of the amounts.
fn with_keys<'v, R>(
    table: table::Table<'v, R>,
    keys: impl Fn(&R) -> &crate::report::deal_keys::DealKeys + Copy + 'v,
    style: &'v Style,
) -> table::Table<'v, R> {
    let text = |text: &Option<String>| Cell::text(text.clone().unwrap_or_default());
    table
        .left("", "account", move |row| text(&keys(row).account))
        .for_programs()
        .left("", "crm_id", move |row| text(&keys(row).crm_id))
        .for_programs()
        .left("", "currency", |_| Cell::text(style.currency.code()))
        .for_programs()
}

/// Deals that are named; of more the rest is counted.
const NAMED: usize = 3;

/// `a`, `a and b`, `a, b, c and 4 more`.
fn names(deals: &[String]) -> String {
    let (shown, more) = deals.split_at(deals.len().min(NAMED));
    match (shown, more.len()) {
        ([one], 0) => one.clone(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Which deals no sum holds; nothing where all are in them.
fn in_no_sum(report: &crate::report::crm_sum::CrmSum) -> Vec<String> {
    let lines = [(&report.in_no_sum, ""), (&report.won_in_no_sum, "won and ")];
    let lines = lines.into_iter().filter(|(deals, _)| !deals.is_empty());
    lines
        .map(|(deals, won)| {
            let (verb, whose) = match deals.len() {
                1 => ("is", "it has no amount, or one that lint rejects"),
                _ => ("are", "they have no amount, or one that lint rejects"),
            };
            let more = if won.is_empty() {
                ""
            } else {
                ", so more is won than this says"
            };
            format!("{} {verb} {won}in no sum: {whose}{more}.", names(deals))
        })
        .collect()
}
