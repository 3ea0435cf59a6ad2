//! Every open move of everyone, most urgent first: whose, what, on which deal, why now, and the command that does it (D3.2, D4.9, D8.1).

use std::cmp::{Ordering, Reverse};
use std::collections::HashSet;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;

use crate::analysis::clocks::Clock;
use crate::analysis::next_moves::{self, NextMove, Step};
use crate::analysis::{Case, move_command};
use crate::model::Deal;
use crate::model::person::person_key;

use super::Input;
use super::deal_keys::DealKeys;
use super::document::{Length, Money, Place, StageRef};
use super::filter::Filter;
use super::stalls::most_waiting_first;

/// How a move stands to its day. The most urgent comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// Its day has passed.
    Late,
    /// Its day is today or to come.
    Due,
    /// Nothing limits it.
    Open,
}

impl Urgency {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Due => "due",
            Self::Open => "open",
        }
    }
}

/// The clock of a move.
#[derive(Clone, Debug, Serialize)]
pub struct MoveClock {
    /// Which one.
    pub clock: Clock,
    /// The day it started.
    pub since: NaiveDate,
    /// The limit.
    pub limit: Length,
    /// How far it is over, in the limit's unit.
    #[serde(skip)]
    pub over: u32,
    /// How far it is over, in business days.
    pub over_business_days: u32,
}

/// A move that somebody is to make.
#[derive(Clone, Debug, Serialize)]
pub struct MoveRow {
    /// Late, due or open.
    pub urgency: Urgency,
    /// Whose it is.
    pub owner: Option<String>,
    /// The role that makes it.
    pub role: Option<String>,
    /// The move.
    pub action: Step,
    /// The criteria that it is about, `stage/id`.
    pub missing: Vec<String>,
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The partner.
    pub partner: Option<String>,
    /// The stage it is in; `None` if it stands in none.
    pub stage: Option<StageRef>,
    /// What the deal is worth.
    pub amount: Option<Money>,
    /// The last day for the move; `None` if nothing limits it.
    pub due: Option<NaiveDate>,
    /// The clock that limits it.
    pub clock: Option<MoveClock>,
    /// The day a deal closed whose partner has not been told.
    #[serde(skip)]
    pub closed: Option<NaiveDate>,
    /// The command that makes it.
    pub command: String,
    /// The command for the other answer, if the move is a question.
    pub refusal: Option<String>,
    /// How other systems know it.
    #[serde(flatten)]
    pub keys: DealKeys,
    /// The line to look at.
    #[serde(flatten)]
    pub place: Place,
}

impl MoveRow {
    /// Returns how many business days it is over; 0 if it is not late.
    pub fn over_business_days(&self) -> u32 {
        let clock = self.clock.as_ref();
        clock.map_or(0, |clock| clock.over_business_days)
    }
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct NextMoves {
    /// How many are late.
    pub late: usize,
    /// How many have a day that has not passed.
    pub due: usize,
    /// How many nothing limits.
    pub open: usize,
    /// Late first, by amount × business days over, without an amount behind them; then by day; then what nothing limits. Of equals
    /// the larger amount first, then by the deal's id.
    pub moves: Vec<MoveRow>,
    /// The person the report was narrowed to.
    #[serde(skip)]
    pub owner: Option<String>,
}

impl NextMoves {
    /// Returns how many moves there are, whether they are all in the list or not.
    pub fn total(&self) -> usize {
        self.late + self.due + self.open
    }
}

/// Works the report out.
pub fn next(input: &Input<'_>, filter: &Filter) -> NextMoves {
    let deals: Vec<&Deal> = input.book.known_deals().collect();
    let of_deal = |deal: &&Deal| {
        let case = input.case(deal);
        if filter.fits_place(&case) {
            rows(input, &case)
        } else {
            Vec::new()
        }
    };
    let found: Vec<Vec<MoveRow>> = deals.par_iter().map(of_deal).collect();
    let is_theirs = |row: &MoveRow| {
        let owner = row.owner.as_deref();
        filter.owner.is_none() || owner.is_some_and(|owner| filter.is_owner(owner))
    };
    let mut moves: Vec<MoveRow> = found.into_iter().flatten().filter(is_theirs).collect();
    moves.sort_by(most_urgent_first);
    let count = |urgency| moves.iter().filter(|row| row.urgency == urgency).count();
    NextMoves {
        late: count(Urgency::Late),
        due: count(Urgency::Due),
        open: count(Urgency::Open),
        owner: filter.owner.clone(),
        moves,
    }
}

/// Returns the moves on a deal, most urgent first. One that two clocks ask for is one move, as urgent as the nearer of them.
pub fn rows(input: &Input<'_>, case: &Case<'_>) -> Vec<MoveRow> {
    let moves = next_moves::of(case).into_iter().filter(NextMove::is_due);
    let mut rows: Vec<MoveRow> = moves.map(|next| row(input, case, next)).collect();
    rows.sort_by(most_urgent_first);
    let mut seen = HashSet::new();
    rows.retain(|row| {
        let owner = row.owner.as_deref().map(person_key);
        seen.insert((row.action.to_string(), owner))
    });
    rows
}

fn row(input: &Input<'_>, case: &Case<'_>, next: NextMove) -> MoveRow {
    let deal = case.deal;
    let name = input.names.of(&deal.id);
    let stage = case.stage().map(|(_, stage)| StageRef::from(stage));
    let missing = match (&next.step, &stage) {
        (Step::Settle(ids), Some(stage)) => {
            ids.iter().map(|id| format!("{}/{id}", stage.id)).collect()
        }
        _ => Vec::new(),
    };
    let reading = next.reading;
    let span = reading.map_or_else(|| deal.head(), |reading| reading.span);
    MoveRow {
        urgency: match reading {
            Some(_) if next.is_late() => Urgency::Late,
            Some(_) => Urgency::Due,
            None => Urgency::Open,
        },
        due: next.until(),
        clock: reading.map(|reading| MoveClock {
            clock: reading.clock,
            since: reading.since,
            limit: Length(reading.limit.value),
            over: reading.over,
            over_business_days: reading.over_business_days,
        }),
        closed: case.closed_on().filter(|_| deal.is_closed()),
        command: move_command::command(&next.step, &name),
        refusal: move_command::refusal(&next.step, &name),
        owner: next.whose.owner,
        role: next.whose.role,
        action: next.step,
        missing,
        deal: deal.id.clone(),
        name,
        partner: deal.partner_name().map(ToString::to_string),
        stage,
        amount: Money::of_deal(input, deal),
        keys: DealKeys::of(deal),
        place: Place::of(input, deal.file, span),
    }
}

fn most_urgent_first(a: &MoveRow, b: &MoveRow) -> Ordering {
    let within = match (a.urgency, b.urgency) {
        (Urgency::Late, Urgency::Late) => most_waiting_first(
            (a.amount, a.over_business_days()),
            (b.amount, b.over_business_days()),
        ),
        (Urgency::Due, Urgency::Due) => a.due.cmp(&b.due),
        (a, b) => a.cmp(&b),
    };
    // Of equals the larger amount, an unknown one behind it; after that whatever is the same on every machine.
    let clock = |row: &MoveRow| row.clock.as_ref().map(|clock| clock.clock);
    within
        .then_with(|| match a.urgency {
            Urgency::Late => Ordering::Equal,
            _ => Reverse(a.amount).cmp(&Reverse(b.amount)),
        })
        .then_with(|| a.deal.cmp(&b.deal))
        .then_with(|| clock(a).cmp(&clock(b)))
}
