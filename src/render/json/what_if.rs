//! `what-if --format json`; documented in docs/reports.md.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::forecast::horizon::Estimate;
use crate::forecast::money::{Cents, UnroundedMoney};
use crate::report::Input;
use crate::report::forecast::Span;
use crate::report::minor::{of_cents, of_statistics};
use crate::report::money::exact;
use crate::report::what_if::{CaseForecast, ChangedDeal, WhatIf};

use super::{VERSION, to_text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    today: String,
    currency: &'static str,
    changes: &'a [String],
    target: Option<String>,
    horizons: Vec<Line>,
    deals: Vec<Deal<'a>>,
}

#[derive(Serialize)]
struct Line {
    quarter: Option<String>,
    days: usize,
    until: String,
    now: Said,
    then: Said,
    change: String,
}

#[derive(Serialize)]
struct Said {
    total: Range,
    open: Range,
    new_business: Range,
    chance_of_target: Option<f64>,
}

#[derive(Serialize)]
struct Range {
    expected: String,
    p10: String,
    p50: String,
    p90: String,
}

#[derive(Serialize)]
struct Deal<'a> {
    deal: &'a str,
    amount: Option<String>,
    expected: String,
    then: String,
}

/// The document.
///
/// # Errors
/// Never on data that reports can hold.
pub fn what_if<'a>(
    report: &WhatIf<'a>,
    changes: &[String],
    input: &Input<'_>,
) -> serde_json::Result<String> {
    let currency = input.book.process.currencies.base;
    let money = |amount: Decimal| exact(amount, currency);
    let sum = |amount: UnroundedMoney| money(of_statistics(amount, currency));
    let minor = |cents: Cents| money(of_cents(cents, currency));
    let range = |part: &Estimate| Range {
        expected: sum(part.expected),
        p10: minor(part.range.p10),
        p50: minor(part.range.p50),
        p90: minor(part.range.p90),
    };
    let said = |case: &CaseForecast| Said {
        total: range(&case.total),
        open: range(&case.open),
        new_business: range(&case.new),
        chance_of_target: case.chance,
    };
    let horizons = report.horizons.iter().map(|horizon| Line {
        quarter: match horizon.span {
            Span::Quarter(quarter) => Some(quarter.key()),
            Span::Days | Span::By => None,
        },
        days: horizon.days,
        until: horizon.until.to_string(),
        now: said(&horizon.now),
        then: said(&horizon.changed),
        change: sum(horizon.difference()),
    });
    let deal = |moved: &ChangedDeal<'a>| Deal {
        deal: moved.deal,
        amount: moved.amount.map(money),
        expected: minor(moved.expected_now),
        then: minor(moved.expected_changed),
    };
    let deals = report.deals.iter().map(deal).collect();
    to_text(&Document {
        version: VERSION,
        today: input.book.today.to_string(),
        currency: input.book.process.currencies.base.code(),
        changes,
        target: report.target.map(money),
        horizons: horizons.collect(),
        deals,
    })
}
