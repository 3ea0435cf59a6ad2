//! The CRM sum: open deals by stage and by month of their close date, weighted by the stage's believed probability.

use chrono::{Datelike, NaiveDate};
use iso_currency::Currency;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::analysis::worth;
use crate::forecast::weighted;
use crate::model::Deal;
use crate::model::calendar::Quarter;

use super::Input;
use super::document::Money;
use super::filter::Filter;
use super::minor::places;

/// A sum over deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// Deals.
    pub deals: usize,
    /// The sum of their amounts.
    pub amount: Money,
    /// The sum of each amount times its stage's probability.
    pub weighted: Money,
    /// Deals without an amount, or in a currency without a rate.
    pub without_amount: usize,
    /// Deals whose expected close date has passed.
    pub overdue: usize,
}

impl Sum {
    fn of_nothing(currency: Currency) -> Self {
        let nothing = Money::zero(currency);
        Self {
            deals: 0,
            amount: nothing,
            weighted: nothing,
            without_amount: 0,
            overdue: 0,
        }
    }

    fn add(&mut self, amount: Option<Money>, share: Decimal, overdue: bool) {
        self.deals += 1;
        if let Some(amount) = amount {
            self.amount += amount;
        }
        self.without_amount += usize::from(amount.is_none());
        self.weighted.amount += share;
        self.overdue += usize::from(overdue);
    }
}

/// The open deals of a stage.
#[derive(Clone, Debug)]
pub struct StageLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The believed probability, in per cent.
    pub probability: Option<Decimal>,
    /// Its open deals.
    pub sum: Sum,
}

/// The open deals that are expected to close in a month.
#[derive(Clone, Debug, Serialize)]
pub struct MonthLine {
    /// The month; `None` for deals without a close date.
    pub month: Option<Month>,
    /// The deals.
    #[serde(flatten)]
    pub sum: Sum,
}

/// A month. Serialises as `2026-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
}

impl Month {
    /// Returns the month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            first: day.with_day(1).unwrap_or(day),
        }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An open deal whose expected close date has passed.
#[derive(Clone, Debug, Serialize)]
pub struct Overdue {
    /// Its id.
    pub deal: String,
    /// Its name as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// The close date.
    pub close_date: NaiveDate,
    /// Days since then.
    pub days: i64,
    /// Its amount.
    pub amount: Option<Money>,
    /// The person who answers for it.
    pub owner: Option<String>,
}

/// Won deals and what they brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WonDeals {
    /// Deals.
    pub deals: usize,
    /// The sum of their signed amounts.
    pub amount: Money,
}

/// A won deal.
#[derive(Clone, Copy, Debug)]
pub struct WonDeal<'a> {
    /// The deal.
    pub deal: &'a Deal,
    /// The signed amount, else the expected one; `None` if it is not known.
    pub amount: Option<Money>,
}

/// The report.
#[derive(Clone, Debug)]
pub struct CrmSum {
    /// Every stage, in order.
    pub stages: Vec<StageLine>,
    /// Months in order, deals without a date last.
    pub months: Vec<MonthLine>,
    /// All open deals.
    pub total: Sum,
    /// Close dates that have passed, oldest first.
    pub overdue: Vec<Overdue>,
    /// The fiscal quarter that holds today.
    pub quarter: Quarter,
    /// Open deals that are expected to close by its end, overdue ones included.
    pub this_quarter: Sum,
    /// The deals won in this quarter so far.
    pub won: WonDeals,
    /// The names of won deals without an amount, or without a rate for its currency: they count in no sum.
    pub won_in_no_sum: Vec<String>,
    /// The names of open deals that count in no sum for the same reasons.
    pub in_no_sum: Vec<String>,
    /// The quarter's target.
    pub target: Option<Money>,
}

/// Computes the report.
pub fn crm_sum(input: &Input<'_>, filter: &Filter) -> CrmSum {
    let book = input.book;
    let quarter = book.process.calendar.quarter(book.today);
    let places = places(book.process.currencies.base);
    let mut report = empty(input, quarter);
    if !filter.is_empty() {
        // A target is for the whole company, not for some of its deals.
        report.target = None;
    }
    for deal in input.open_deals() {
        let case = input.case(deal);
        let Some((stage, definition)) = case.stage() else {
            continue;
        };
        if !filter.fits(&case) {
            continue;
        }
        let amount = Money::of_deal(input, deal);
        if amount.is_none() {
            report.in_no_sum.push(input.names.of(&deal.id));
        }
        let probability = definition
            .probability
            .map_or(Decimal::ZERO, |percent| percent.value);
        let known = amount.map_or(Decimal::ZERO, Decimal::from);
        let share = weighted(known, probability, places);
        let close = deal
            .opportunity
            .as_ref()
            .and_then(|opportunity| opportunity.close_date)
            .map(|date| date.value);
        let overdue = close.filter(|close| *close < book.today);
        report.stages[stage]
            .sum
            .add(amount, share, overdue.is_some());
        report.total.add(amount, share, overdue.is_some());
        month_of(&mut report.months, close, input.currency()).add(amount, share, overdue.is_some());
        if close.is_some_and(|close| close < quarter.end) {
            report.this_quarter.add(amount, share, overdue.is_some());
        }
        if let Some(close_date) = overdue {
            report.overdue.push(Overdue {
                deal: deal.id.clone(),
                name: input.names.of(&deal.id),
                close_date,
                days: (book.today - close_date).num_days(),
                amount,
                owner: crate::analysis::moves::answers_for(&case),
            });
        }
    }
    let won = won_deals(input, filter, quarter);
    let unknown = won.iter().filter(|won| won.amount.is_none());
    report.won_in_no_sum = unknown.map(|won| input.names.of(&won.deal.id)).collect();
    report.won = WonDeals {
        deals: won.len(),
        amount: Money::sum(input.currency(), won.iter().filter_map(|won| won.amount)),
    };
    report
        .months
        .sort_by_key(|line| (line.month.is_none(), line.month));
    report.overdue.sort_by(|a, b| {
        a.close_date
            .cmp(&b.close_date)
            .then_with(|| a.deal.cmp(&b.deal))
    });
    report
}

fn empty(input: &Input<'_>, quarter: Quarter) -> CrmSum {
    let process = &input.book.process;
    let nothing = Sum::of_nothing(input.currency());
    let stage = |stage: &crate::model::Stage| StageLine {
        id: stage.id.to_string(),
        name: stage.name.clone(),
        probability: stage.probability.map(|percent| percent.value),
        sum: nothing,
    };
    CrmSum {
        stages: process.stages.iter().map(stage).collect(),
        months: Vec::new(),
        total: nothing,
        overdue: Vec::new(),
        quarter,
        this_quarter: nothing,
        won: WonDeals {
            deals: 0,
            amount: nothing.amount,
        },
        won_in_no_sum: Vec::new(),
        in_no_sum: Vec::new(),
        target: process
            .written
            .targets
            .get(&quarter.key())
            .and_then(|target| process.currencies.convert(target.value))
            .map(|target| Money::of(input, target)),
    }
}

/// Returns the deals won in a quarter, up to the day the book is seen from.
pub fn won_deals<'a>(input: &Input<'a>, filter: &Filter, quarter: Quarter) -> Vec<WonDeal<'a>> {
    let closed = input.book.known_deals().filter(|deal| deal.is_closed());
    let won = closed.filter_map(|deal| {
        let case = input.case(deal);
        let in_quarter = case
            .closed_on()
            .is_some_and(|day| day >= quarter.start && day < quarter.end);
        if !case.is_won() || !in_quarter || !filter.fits(&case) {
            return None;
        }
        let amount = worth::won_for(case.process, deal);
        Some(WonDeal {
            deal,
            amount: amount.map(|amount| Money::of(input, amount)),
        })
    });
    won.collect()
}

fn month_of(months: &mut Vec<MonthLine>, close: Option<NaiveDate>, currency: Currency) -> &mut Sum {
    let month = close.map(Month::of);
    let index = months
        .iter()
        .position(|line| line.month == month)
        .unwrap_or_else(|| {
            months.push(MonthLine {
                month,
                sum: Sum::of_nothing(currency),
            });
            months.len() - 1
        });
    &mut months[index].sum
}

/// Returns the CRM sum of the open deals that are expected to close by a day, overdue ones included; `None` if deals are open and
/// none has a close date.
pub fn weighted_by(input: &Input<'_>, filter: &Filter, until: NaiveDate) -> Option<Money> {
    let (mut sum, mut open, mut dated) = (Decimal::ZERO, 0, 0);
    let places = places(input.book.process.currencies.base);
    for deal in input.open_deals() {
        let case = input.case(deal);
        let close = deal
            .opportunity
            .as_ref()
            .and_then(|opportunity| opportunity.close_date);
        let Some((_, stage)) = case.stage().filter(|_| filter.fits(&case)) else {
            continue;
        };
        open += 1;
        let Some(close) = close else { continue };
        dated += 1;
        if close.value > until {
            continue;
        }
        let belief = stage.probability.map_or(Decimal::ZERO, |p| p.value);
        sum += weighted(
            worth::expected(case.process, deal).unwrap_or_default(),
            belief,
            places,
        );
    }
    (open == 0 || dated > 0).then(|| Money::of(input, sum))
}
