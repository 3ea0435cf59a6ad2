//! The state of the book in five lines: what bare `dealctl` shows, as `git status` does.

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::feedback;
use crate::analysis::move_command;
use crate::analysis::next_moves::Step;
use crate::analysis::{acceptance, clocks};
use crate::diagnostic::Level;
use crate::lint::Linted;
use crate::model::Deal;
use crate::model::past::Past;

use super::Input;
use super::crm_sum::crm_sum;
use super::filter::Filter;
use super::forecast::{QuarterEstimate, quarter};
use super::next::{MoveRow, Urgency, next};
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
    /// The last day of the window; `None` if process.toml sets none.
    pub due: Option<NaiveDate>,
    /// Business days past it; 0 inside.
    pub over_business_days: u32,
}

/// A move that a deal waits for, other than what its gate asks for.
#[derive(Clone, Debug, Serialize)]
pub struct WaitingMove {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The partner.
    pub partner: Option<String>,
    /// Whose move it is.
    pub owner: Option<String>,
    /// The move.
    pub action: Step,
    /// The command that makes it.
    pub command: String,
    /// The last day for it; `None` if nothing limits it.
    pub due: Option<NaiveDate>,
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
    /// The last day to tell them; `None` if process.toml promises none.
    pub due: Option<NaiveDate>,
    /// Whether that day has passed.
    #[serde(rename = "over")]
    pub is_late: bool,
    /// The command that tells them.
    pub command: String,
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
    /// What waits inside its time: registrations without an answer, packets that are ready or were declined, deals to be closed.
    /// Those with a day come first.
    pub waiting_moves: Vec<WaitingMove>,
    /// Whether any deal is closed.
    #[serde(skip)]
    pub has_closed: bool,
    /// Partners who have not been informed of a close, the longest wait first.
    pub untold: Vec<Untold>,
    /// All deals that were checked, those that have not begun or cannot be read among them: as lint counts them.
    #[serde(skip)]
    pub checked: usize,
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
        waiting_moves: waiting_moves(next(input, &all).moves),
        has_closed: input.book.known_deals().any(Deal::is_closed),
        untold: untold(input),
        checked: linted.deals,
        errors: count(Level::Error),
        warnings: count(Level::Warning),
        moves: stalls.stalls,
    }
}

fn handoffs(input: &Input<'_>) -> Vec<Waiting> {
    let mut handoffs: Vec<Waiting> = input
        .open_deals()
        .filter_map(|deal| {
            let case = input.case(deal);
            acceptance::present(&case).filter(|sent| sent.waits)?;
            let reading = clocks::response(&case);
            let seller = deal.seller();
            let seller = seller.map(|seller| input.book.spellings().person(seller));
            Some(Waiting {
                deal: deal.id.clone(),
                name: input.names.of(&deal.id),
                seller,
                due: reading.map(|reading| reading.end),
                over_business_days: reading.map_or(0, |reading| reading.over_business_days),
            })
        })
        .collect();
    handoffs.sort_by(|a, b| {
        let undated = |one: &Waiting| (one.due.is_none(), one.due);
        undated(a)
            .cmp(&undated(b))
            .then_with(|| a.name.cmp(&b.name))
    });
    handoffs
}

/// Returns the moves that are worth a line of their own: somebody waits for them, and they are not late yet.
fn waiting_moves(moves: Vec<MoveRow>) -> Vec<WaitingMove> {
    let mut waiting: Vec<MoveRow> = moves.into_iter().filter(waits).collect();
    waiting.sort_by(|a, b| {
        let undated = |one: &MoveRow| (one.due.is_none(), one.due);
        undated(a)
            .cmp(&undated(b))
            .then_with(|| a.name.cmp(&b.name))
    });
    let line = |row: MoveRow| WaitingMove {
        deal: row.deal,
        name: row.name,
        partner: row.partner,
        owner: row.owner,
        action: row.action,
        command: row.command,
        due: row.due,
    };
    waiting.into_iter().map(line).collect()
}

fn waits(row: &MoveRow) -> bool {
    let is_own = matches!(
        row.action,
        Step::AnswerRegistration
            | Step::CloseRejected
            | Step::CloseDeclined
            | Step::Send { .. }
            | Step::Mend(_)
            | Step::OtherSeller
            | Step::ActOnReason
            | Step::AskWhy
    );
    is_own && row.urgency != Urgency::Late
}

fn untold(input: &Input<'_>) -> Vec<Untold> {
    let found = input.book.known_deals().filter_map(|deal| {
        let untold = feedback::untold(&input.case(deal))?;
        let name = input.names.of(&deal.id);
        Some(Untold {
            deal: deal.id.clone(),
            command: move_command::command(&Step::TellPartner, &name),
            name,
            partner: deal.partner_name().map(ToString::to_string),
            result: untold.result.to_string(),
            closed: untold.closed.value,
            due: untold.until,
            is_late: untold.is_late,
        })
    });
    let mut untold: Vec<Untold> = found.collect();
    untold.sort_by(|a, b| a.closed.cmp(&b.closed).then_with(|| a.name.cmp(&b.name)));
    untold
}
