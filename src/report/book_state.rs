//! The state of the book in five lines: what bare `dealctl` shows, as `git status` does.

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::clocks;
use crate::analysis::feedback;
use crate::diagnostic::Level;
use crate::lint::Linted;
use crate::model::past::Past;

use super::Input;
use super::crm_sum::crm_sum;
use super::filter::Filter;
use super::forecast::{QuarterEstimate, quarter};
use super::stalls::{StageLine, Stall, Total, stalls};

/// How many of the worst stalls are to be dealt with today.
const TODAY: usize = 3;

/// A handoff that waits for its answer.
#[derive(Clone, Debug, Serialize)]
pub struct Waiting {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The seller who is to answer.
    pub seller: Option<String>,
    /// The last day of the window.
    pub due: NaiveDate,
    /// Business days past it; 0 inside.
    pub over_business_days: u32,
}

/// A closed deal whose partner has not been informed of the outcome (D3.7).
#[derive(Clone, Debug, Serialize)]
pub struct Untold {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The partner.
    pub partner: Option<String>,
    /// `won`, `lost` or `disqualified`.
    pub result: String,
    /// The day it closed.
    pub closed: NaiveDate,
}

/// The state of a book.
#[derive(Debug, Serialize)]
pub struct BookState {
    /// The process's name.
    pub process: String,
    /// All deals that have begun.
    pub deals: usize,
    /// The open deals and those of them that stand still.
    #[serde(flatten)]
    pub total: Total,
    /// The stage that holds most of the waiting money.
    pub leak: Option<StageLine>,
    /// What this quarter is expected to bring.
    pub quarter: QuarterEstimate,
    /// Handoffs without an answer, the one due first at the top.
    pub handoffs: Vec<Waiting>,
    /// Partners who have not been informed of a close, the longest wait first.
    pub untold: Vec<Untold>,
    /// Errors in the files.
    pub errors: usize,
    /// Warnings in the files.
    pub warnings: usize,
    /// The worst stalls, which are the moves to make today.
    pub moves: Vec<Stall>,
}

/// Returns the state of a book; `past` is what git knows of it, and `linted` what lint found in it.
pub fn book_state(input: &Input<'_>, past: Option<&Past>, linted: &Linted) -> BookState {
    let all = Filter::default();
    let mut stalls = stalls(input, &all);
    let count = |level| {
        let findings = linted.findings.iter();
        findings.filter(|finding| finding.level == level).count()
    };
    let leak = stalls.leak().cloned();
    stalls.stalls.truncate(TODAY);
    BookState {
        process: input.book.process.name.clone(),
        deals: input.book.begun_deals().count(),
        total: stalls.total,
        leak,
        quarter: quarter(input, past, &crm_sum(input, &all)),
        handoffs: handoffs(input),
        untold: untold(input),
        errors: count(Level::Error),
        warnings: count(Level::Warning),
        moves: stalls.stalls,
    }
}

fn handoffs(input: &Input<'_>) -> Vec<Waiting> {
    let mut handoffs: Vec<Waiting> = input
        .book
        .open_deals()
        .filter_map(|deal| {
            let case = input.case(deal);
            let reading = clocks::response(&case)?;
            let seller = deal.seller().map(ToString::to_string);
            Some(Waiting {
                deal: deal.id.clone(),
                name: input.names.of(&deal.id),
                seller,
                due: reading.end,
                over_business_days: reading.over_business_days,
            })
        })
        .collect();
    handoffs.sort_by(|a, b| a.due.cmp(&b.due).then_with(|| a.name.cmp(&b.name)));
    handoffs
}

fn untold(input: &Input<'_>) -> Vec<Untold> {
    let found = input.book.known_deals().filter_map(|deal| {
        let overdue = feedback::overdue(&input.case(deal))?;
        Some(Untold {
            deal: deal.id.clone(),
            name: input.names.of(&deal.id),
            partner: deal.partner_name().map(ToString::to_string),
            result: overdue.result.to_string(),
            closed: overdue.closed,
        })
    });
    let mut untold: Vec<Untold> = found.collect();
    untold.sort_by(|a, b| a.closed.cmp(&b.closed).then_with(|| a.name.cmp(&b.name)));
    untold
}
