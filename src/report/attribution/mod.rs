//! Attribution: what each partner sourced and influenced by quarter, with the evidence, and what is owed (D7). Finance can rebuild
//! every statement from the files at any commit, and see what changed in it since.

mod credit;
mod difference;
mod row;

use std::collections::BTreeMap;

use iso_currency::Currency;
use serde::Serialize;

pub use credit::CreditLine;
pub use difference::{StatementChange, difference};
pub use row::{AttributionRow, DecidingTouch, Standing};

use crate::analysis::attribution::Class;
use crate::analysis::registration::is_turned_away;

use super::Input;
use super::deal_sum::DealSum;
use super::document::{Money, as_text};
use super::filter::Filter;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct AttributionOptions {
    /// A fiscal quarter, as in `[targets]`: only what closed in it.
    pub quarter: Option<String>,
    /// The deals; a partner beside the one of record fits too.
    pub filter: Filter,
}

/// The deals of a partner, quarter, class and standing. Each deal is in one line: that of its partner of record.
#[derive(Clone, Debug, Serialize)]
pub struct AttributionLine {
    /// The partner; `None` for deals that name none.
    pub partner: Option<String>,
    /// The fiscal quarter of the close; `None` for open deals.
    pub quarter: Option<String>,
    /// The class.
    pub class: Class,
    /// How the deals stand.
    #[serde(serialize_with = "as_text")]
    pub standing: Standing,
    /// The deals.
    #[serde(flatten)]
    pub deals: DealSum,
}

/// What a partner is owed for what was won in a quarter.
#[derive(Clone, Debug, Serialize)]
pub struct CreditTotal {
    /// The partner.
    pub partner: Option<String>,
    /// The quarter; `None` if the day of the close is not on record.
    pub quarter: Option<String>,
    /// The sum of what is owed by rules with a percentage.
    pub owed: Money,
    /// The won deals behind it.
    pub deals: usize,
    /// Won deals of which it cannot be said: the rule is one of words, or an amount or a share is missing.
    pub unknown: usize,
}

/// Won deals by class.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct WonByClass {
    /// Partner-sourced.
    pub sourced: DealSum,
    /// Partner-influenced.
    pub influenced: DealSum,
    /// Neither.
    pub none: DealSum,
}

/// All deals of a statement.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct AllDeals {
    /// Won, by class.
    pub won: WonByClass,
    /// Lost or disqualified.
    pub lost: DealSum,
    /// Open.
    pub open: DealSum,
}

/// The statement.
#[derive(Clone, Debug, Serialize)]
pub struct Attribution {
    /// The quarter it is narrowed to.
    pub quarter: Option<String>,
    /// The fiscal quarter of today.
    pub this_quarter: String,
    /// What was won in the quarter, else in this one.
    pub won: WonByClass,
    /// All lines together.
    pub all: AllDeals,
    /// By partner, then quarter, class and standing; the quarters from the first on, open deals last.
    pub lines: Vec<AttributionLine>,
    /// What is owed, by partner and quarter.
    pub credit: Vec<CreditTotal>,
    /// The sum of it.
    pub owed: Money,
    /// Won deals and partners of which it cannot be said.
    pub owed_unknown: usize,
    /// One row a deal and partner, by id; the partner of record first.
    pub rows: Vec<AttributionRow>,
}

/// Works the statement out, in one pass over the deals.
pub fn attribution(input: &Input<'_>, options: &AttributionOptions) -> Attribution {
    let today = input.book.today;
    let this_quarter = input.book.process.calendar.quarter(today).key();
    let rows = rows(input, options);
    let currency = input.currency();
    let credit = credit_totals(&rows, currency);
    let shown = options.quarter.as_ref().unwrap_or(&this_quarter);
    let owed = credit.iter().map(|line| line.owed);
    Attribution {
        won: won(&rows, Some(shown), currency),
        all: all(&rows, currency),
        lines: lines(&rows, currency),
        owed: Money::sum(currency, owed),
        owed_unknown: credit.iter().map(|line| line.unknown).sum(),
        credit,
        quarter: options.quarter.clone(),
        this_quarter,
        rows,
    }
}

/// Returns the rows of the deals that fit, by the deal's id.
pub(super) fn rows(input: &Input<'_>, options: &AttributionOptions) -> Vec<AttributionRow> {
    let process = &input.book.process;
    let filter = &options.filter;
    let place = Filter {
        partner: None,
        ..filter.clone()
    };
    let mut found = Vec::new();
    for deal in input.book.known_deals() {
        let case = input.case(deal);
        if is_turned_away(deal) || !place.fits(&case) {
            continue;
        }
        let rows = row::rows(input, &case).into_iter();
        found.extend(rows.filter(|row| {
            let partner = row.partner.as_deref();
            let is_theirs = filter.partner.is_none()
                || partner.is_some_and(|name| filter.is_partner(process, name));
            let is_then = options.quarter.is_none() || row.quarter == options.quarter;
            is_theirs && is_then
        }));
    }
    // Of one deal the order stays: the partner of record first.
    found.sort_by(|a, b| a.deal.cmp(&b.deal));
    found
}

/// Sorts quarters: `FY26-Q4` before `FY27-Q1`, none last.
fn order(quarter: Option<&String>) -> (bool, Option<&String>) {
    (quarter.is_none(), quarter)
}

fn lines(rows: &[AttributionRow], currency: Currency) -> Vec<AttributionLine> {
    let mut sums = BTreeMap::new();
    for row in rows.iter().filter(|row| row.of_record) {
        let partner = (row.partner.is_none(), row.partner.as_ref());
        let key = (
            partner,
            order(row.quarter.as_ref()),
            row.class,
            row.standing,
        );
        let sum = sums.entry(key).or_insert(DealSum::zero(currency));
        sum.add(row.amount);
    }
    sums.into_iter()
        .map(
            |(((_, partner), (_, quarter), class, standing), deals)| AttributionLine {
                partner: partner.cloned(),
                quarter: quarter.cloned(),
                class,
                standing,
                deals,
            },
        )
        .collect()
}

fn credit_totals(rows: &[AttributionRow], currency: Currency) -> Vec<CreditTotal> {
    let mut totals = BTreeMap::new();
    for row in rows.iter().filter(|row| row.standing == Standing::Won) {
        let partner = (row.partner.is_none(), row.partner.as_ref());
        let key = (partner, order(row.quarter.as_ref()));
        let total = totals.entry(key).or_insert_with(|| CreditTotal {
            partner: row.partner.clone(),
            quarter: row.quarter.clone(),
            owed: Money::zero(currency),
            deals: 0,
            unknown: 0,
        });
        total.deals += 1;
        match row.credit.owed {
            Some(owed) => total.owed += owed,
            None => total.unknown += 1,
        }
    }
    totals.into_values().collect()
}

fn all(rows: &[AttributionRow], currency: Currency) -> AllDeals {
    let of = |standings: &[Standing]| {
        let mut sum = DealSum::zero(currency);
        let rows = rows
            .iter()
            .filter(|row| row.of_record && standings.contains(&row.standing));
        rows.for_each(|row| sum.add(row.amount));
        sum
    };
    AllDeals {
        won: won(rows, None, currency),
        lost: of(&[Standing::Lost, Standing::Disqualified]),
        open: of(&[Standing::Open]),
    }
}

/// Returns what was won in a quarter, or in all.
fn won(rows: &[AttributionRow], quarter: Option<&str>, currency: Currency) -> WonByClass {
    let zero = DealSum::zero(currency);
    let mut won = WonByClass {
        sourced: zero,
        influenced: zero,
        none: zero,
    };
    let is_it = |row: &&AttributionRow| {
        row.of_record
            && row.standing == Standing::Won
            && (quarter.is_none() || row.quarter.as_deref() == quarter)
    };
    for row in rows.iter().filter(is_it) {
        let sum = match row.class {
            Class::Sourced => &mut won.sourced,
            Class::Influenced => &mut won.influenced,
            Class::None => &mut won.none,
        };
        sum.add(row.amount);
    }
    won
}
