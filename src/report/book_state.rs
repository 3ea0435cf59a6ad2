//! The state of the book in five lines: what bare `dealctl` shows, as `git status` does.

use chrono::NaiveDate;

use crate::analysis::clocks;
use crate::analysis::feedback;
use crate::diagnostic::Level;
use crate::lint::Linted;
use crate::model::past::Past;

use super::Input;
use super::crm_sum::crm_sum;
use super::document::Money;
use super::filter::Filter;
use super::forecast::{QuarterEstimate, quarter};
use super::stalls::{Stalls, stalls};

/// A handoff that waits for its answer.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The deal as a user would type it.
    pub name: String,
    /// Who is asked.
    pub seller: Option<String>,
    /// The last day of the window.
    pub due: NaiveDate,
    /// Business days past it; 0 inside.
    pub late: u32,
}

/// A closed deal whose partner has not been told (D3.7).
#[derive(Clone, Debug)]
pub struct Untold {
    /// The deal as a user would type it.
    pub name: String,
    /// The partner.
    pub partner: Option<String>,
    /// `won`, `lost` or `disqualified`.
    pub result: String,
    /// When it closed.
    pub closed: NaiveDate,
}

/// The state of a book.
#[derive(Debug)]
pub struct BookState {
    /// The process's name.
    pub process: String,
    /// Open deals.
    pub open: usize,
    /// What they are worth.
    pub open_amount: Money,
    /// All deals that have begun.
    pub deals: usize,
    /// What this quarter will bring.
    pub quarter: QuarterEstimate,
    /// What stands still.
    pub stalls: Stalls,
    /// Handoffs without an answer, the latest first.
    pub waiting: Vec<Waiting>,
    /// Partners who have not been told, the longest first.
    pub untold: Vec<Untold>,
    /// Errors in the files.
    pub errors: usize,
    /// Warnings in the files.
    pub warnings: usize,
}

/// Works the state out; `past` is what git knows of it, and `linted` what lint found in it.
pub fn book_state(input: &Input<'_>, past: Option<&Past>, linted: &Linted) -> BookState {
    let all = Filter::default();
    let stalls = stalls(input, &all);
    let count = |level| {
        linted
            .findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    };
    BookState {
        process: input.book.process.name.clone(),
        open: stalls.total.open,
        open_amount: stalls.total.open_amount,
        deals: input.book.known_deals().count(),
        quarter: quarter(input, past, &crm_sum(input, &all)),
        waiting: waiting(input),
        untold: untold(input),
        errors: count(Level::Error),
        warnings: count(Level::Warning),
        stalls,
    }
}

fn waiting(input: &Input<'_>) -> Vec<Waiting> {
    let mut waiting: Vec<Waiting> = input
        .book
        .open_deals()
        .filter_map(|deal| {
            let case = input.case(deal);
            let reading = clocks::response(&case)?;
            let seller = deal.seller().map(ToString::to_string);
            Some(Waiting {
                name: input.names.of(&deal.id),
                seller,
                due: reading.end,
                late: reading.over_business_days,
            })
        })
        .collect();
    waiting.sort_by(|a, b| a.due.cmp(&b.due).then_with(|| a.name.cmp(&b.name)));
    waiting
}

fn untold(input: &Input<'_>) -> Vec<Untold> {
    let found = input.book.known_deals().filter_map(|deal| {
        let untold = feedback::untold(&input.case(deal))?;
        Some(Untold {
            name: input.names.of(&deal.id),
            partner: deal.partner_name().map(ToString::to_string),
            result: untold.result.to_string(),
            closed: untold.closed,
        })
    });
    let mut untold: Vec<Untold> = found.collect();
    untold.sort_by(|a, b| a.closed.cmp(&b.closed).then_with(|| a.name.cmp(&b.name)));
    untold
}
