//! The deals of a book, one row a deal: stage, days in it, amount, close date, whose move it is.

mod column;

use std::cmp::Ordering;

use chrono::NaiveDate;
use rayon::prelude::*;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::analysis::next_moves::Step;
use crate::analysis::{Case, clocks, criteria, registration, worth};
use crate::model::{Criterion, Deal};

use super::Input;
use super::document::{Money, Place, StageRef};
use super::filter::Filter;
use super::next::{self, MoveRow, Urgency};
pub use column::Column;

/// Which deals are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The open ones.
    #[default]
    Open,
    /// The closed ones.
    Closed,
    /// Both.
    All,
}

/// What is listed, and in which order.
#[derive(Debug, Default)]
pub struct ListOptions {
    /// Open or closed deals.
    pub scope: Scope,
    /// The partner, the stage, and the person of the next move.
    pub filter: Filter,
    /// What must hold of a deal.
    pub conditions: Vec<Criterion>,
    /// The column to sort by, and whether the largest comes first; by the deal's id if there is none.
    pub sort: Option<(Column, bool)>,
}

/// A deal.
#[derive(Clone, Debug, Serialize)]
pub struct ListRow {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The account.
    pub account: Option<String>,
    /// The opportunity's id in the CRM.
    pub crm_id: Option<String>,
    /// The partner.
    pub partner: Option<String>,
    /// The stage it stands in, or stood in at its end.
    pub stage: Option<StageRef>,
    /// The number of that stage.
    #[serde(skip)]
    pub stage_number: Option<usize>,
    /// The day from which its time in the stage counts; `None` once it is closed.
    pub since: Option<NaiveDate>,
    /// Calendar days since then.
    pub days: Option<u32>,
    /// What it is worth; of a won deal what it brought.
    pub amount: Option<Money>,
    /// The day it is expected to close.
    pub close_date: Option<NaiveDate>,
    /// Who makes the next move.
    pub owner: Option<String>,
    /// The next move; `None` if nothing is to be done.
    pub action: Option<Step>,
    /// The last day for it.
    pub due: Option<NaiveDate>,
    /// Late, due or open.
    pub urgency: Option<Urgency>,
    /// The command that makes it.
    pub command: Option<String>,
    /// How it ended; `None` while it is open.
    pub outcome: Option<String>,
    /// The day it closed.
    pub closed: Option<NaiveDate>,
    /// Whether it counts as open in the figures of every report.
    #[serde(skip)]
    pub is_counted: bool,
    /// The line to look at.
    #[serde(flatten)]
    pub place: Place,
}

/// The report.
#[derive(Clone, Debug, Serialize)]
pub struct DealList {
    /// Open deals that count in figures.
    pub open: usize,
    /// What they are worth.
    pub open_amount: Money,
    /// Those of them without an amount.
    pub open_without_amount: usize,
    /// Open deals that no report counts: the registration was rejected, or they stand in no stage.
    pub uncounted: usize,
    /// Closed deals.
    pub closed: usize,
    /// The rows.
    pub deals: Vec<ListRow>,
    /// Which deals were asked for.
    #[serde(skip)]
    pub scope: Scope,
    /// What they were narrowed to, in words.
    #[serde(skip)]
    pub narrowed: Vec<String>,
}

/// Works the list out.
pub fn list(input: &Input<'_>, options: &ListOptions) -> DealList {
    let deals: Vec<&Deal> = input.book.begun_deals().collect();
    let found: Vec<ListRow> = deals
        .par_iter()
        .filter_map(|deal| row(input, deal, options))
        .collect();
    let mut list = DealList {
        open: 0,
        open_amount: Money::zero(input.currency()),
        open_without_amount: 0,
        uncounted: 0,
        closed: 0,
        deals: found,
        scope: options.scope,
        narrowed: narrowed(input, options),
    };
    for row in &list.deals {
        match (&row.outcome, row.is_counted) {
            (Some(_), _) => list.closed += 1,
            (None, false) => list.uncounted += 1,
            (None, true) => {
                list.open += 1;
                match row.amount {
                    Some(amount) => list.open_amount += amount,
                    None => list.open_without_amount += 1,
                }
            }
        }
    }
    let sort = options.sort;
    list.deals.sort_by(|a, b| {
        let sorted = sort.map_or(Ordering::Equal, |(column, reverse)| {
            compare(a.key(column), b.key(column), reverse)
        });
        sorted.then_with(|| a.deal.cmp(&b.deal))
    });
    list
}

fn narrowed(input: &Input<'_>, options: &ListOptions) -> Vec<String> {
    let filter = options.filter.description(&input.book.process);
    let conditions = options.conditions.iter().map(Criterion::demand);
    filter.into_iter().chain(conditions).collect()
}

fn row(input: &Input<'_>, deal: &Deal, options: &ListOptions) -> Option<ListRow> {
    let is_in_scope = match options.scope {
        Scope::Open => !deal.is_closed(),
        Scope::Closed => deal.is_closed(),
        Scope::All => true,
    };
    let case = input.case(deal);
    let holds = |criterion: &Criterion| criteria::judge(&case, criterion, case.today).is_ok();
    if !is_in_scope || !options.filter.fits_place(&case) || !options.conditions.iter().all(holds) {
        return None;
    }
    let next = next_move(input, &case, &options.filter);
    if options.filter.owner.is_some() && next.is_none() {
        return None;
    }
    let since = clocks::in_stage_from(&case);
    let (number, stage) = case.stage().unzip();
    let amount = if case.is_won() {
        worth::won_for(case.process, deal).map(|amount| Money::of(input, amount))
    } else {
        Money::of_deal(input, deal)
    };
    let opportunity = deal.opportunity.as_ref();
    let close_date = opportunity.and_then(|opportunity| opportunity.close_date);
    Some(ListRow {
        deal: deal.id.clone(),
        name: input.names.of(&deal.id),
        account: deal.account_name().map(ToString::to_string),
        crm_id: deal.crm_id().map(ToString::to_string),
        partner: deal.partner_name().map(ToString::to_string),
        stage: stage.map(StageRef::from),
        stage_number: number,
        since,
        days: since.map(|since| u32::try_from((case.today - since).num_days()).unwrap_or(0)),
        amount,
        close_date: close_date.map(|date| date.value),
        due: next.as_ref().and_then(|next| next.due),
        urgency: next.as_ref().map(|next| next.urgency),
        outcome: case.result().map(|result| result.to_string()),
        closed: case.closed_on().filter(|_| deal.is_closed()),
        is_counted: !deal.is_closed() && stage.is_some() && !registration::is_turned_away(deal),
        place: Place::of(input, deal.file, deal.head()),
        owner: next.as_ref().and_then(|next| next.owner.clone()),
        command: next.as_ref().map(|next| next.command.clone()),
        action: next.map(|next| next.action),
    })
}

/// Returns the most urgent move on a deal, of the person that was asked for if one was.
fn next_move(input: &Input<'_>, case: &Case<'_>, filter: &Filter) -> Option<MoveRow> {
    if input.book.is_nowhere(case.deal) {
        return None;
    }
    let is_theirs = |row: &MoveRow| {
        let owner = row.owner.as_deref();
        filter.owner.is_none() || owner.is_some_and(|owner| filter.is_owner(owner))
    };
    next::rows(input, case).into_iter().find(is_theirs)
}

/// What a row is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(Decimal),
    Day(NaiveDate),
    Text(String),
}

impl ListRow {
    fn key(&self, column: Column) -> Option<SortKey> {
        let text = |text: &Option<String>| Some(SortKey::Text(text.as_ref()?.to_lowercase()));
        let day = |day: Option<NaiveDate>| Some(SortKey::Day(day?));
        match column {
            Column::Deal => Some(SortKey::Text(self.name.to_lowercase())),
            Column::Account => text(&self.account),
            Column::Partner => text(&self.partner),
            Column::Stage => Some(SortKey::Number(self.stage_number?.into())),
            Column::Since => day(self.since),
            Column::Days => Some(SortKey::Number(self.days?.into())),
            Column::Amount => Some(SortKey::Number(self.amount?.amount)),
            Column::CloseDate => day(self.close_date),
            Column::Owner => text(&self.owner),
            Column::Action => Some(SortKey::Text(self.action.as_ref()?.to_string())),
            Column::Due => day(self.due),
            Column::Urgency => Some(SortKey::Number((self.urgency? as u8).into())),
            Column::Command => text(&self.command),
            Column::Outcome => text(&self.outcome),
            Column::Closed => day(self.closed),
            Column::CrmId => text(&self.crm_id),
            Column::Currency => None,
        }
    }
}

/// Compares two keys; what is not known comes last, whichever way the rest is sorted.
fn compare(a: Option<SortKey>, b: Option<SortKey>, reverse: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if reverse => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
