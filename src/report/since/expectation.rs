//! The forecast then and now for the same last day, and what made the difference.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::{Serialize, Serializer};

use crate::analysis::registration::is_turned_away;
use crate::forecast::lesson::Lesson;
use crate::forecast::means::{ExpectedTotal, expected_after};
use crate::forecast::money::{Cents, UnroundedMoney};
use crate::model::calendar::Quarter;
use crate::model::deal::OutcomeResult;
use crate::model::{Deal, Process};
use crate::report::Input;
use crate::report::crm_sum::{WonDeal, won_deals};
use crate::report::document::Money;
use crate::report::filter::Filter;
use crate::report::forecast::{FARTHEST, Forecast, Lives};

use super::baseline::{Baseline, DealRef};
use super::deal_pairs::{DealPair, result};
use super::states::Valuation;

/// What a quarter is expected to bring then and now, with what is won in it so far. In whole minor units, so that contributions
/// add up to the difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExpectationChange {
    /// The first day that counts, if the quarter had not begun then.
    pub from: Option<NaiveDate>,
    /// The quarter's last day.
    pub until: NaiveDate,
    /// What was expected then.
    pub then: Money,
    /// What is expected now.
    pub now: Money,
    /// The difference: news, record, weight and process.
    pub change: Money,
    /// The part that is due to deals and the days that passed.
    pub news: Money,
    /// The part that is due to what past quarters brought, weighed as it was then.
    pub record: Money,
    /// The part that is due to past quarters counting more or less than they did then, or for the first time.
    pub weight: Money,
    /// Whether past quarters counted then.
    pub had_record: bool,
    /// The part that is due to a changed process.toml.
    pub process: Money,
    /// The deals with news and what each contributes, largest first.
    pub deals: Vec<Contribution>,
    /// Open deals that only grew older.
    pub older_deals: usize,
    /// What the days that passed contribute; of a deal with another amount, at its new amount.
    pub older: Money,
    /// The part of the news that is due to no single deal: new business.
    pub rest: Money,
    /// Whether process.toml changed.
    #[serde(skip)]
    pub other_process: bool,
}

/// The news of a deal, and what it contributes to the difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contribution {
    /// The deal.
    pub deal: DealRef,
    /// The news.
    pub cause: Cause,
    /// What it contributes.
    pub amount: Money,
}

/// The news of a deal, as far as it matters to the forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It was won.
    Won,
    /// It was lost.
    Lost,
    /// It was disqualified.
    Disqualified,
    /// No figure counted it then.
    New,
    /// It was closed, and is open again.
    Reopened,
    /// No figure counts it any more.
    Removed,
    /// Its amount changed by this much.
    Amount(Decimal),
    /// Its amount was this much, and is not known any more.
    AmountGone(Decimal),
    /// Its amount was not known, and is this much.
    AmountFound(Decimal),
    /// It is in another stage, with this name.
    Stage(String),
    /// The record of a closed deal was corrected.
    Corrected,
}

impl Cause {
    /// Returns its name in machine-readable formats.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Disqualified => "disqualified",
            Self::New => "new",
            Self::Reopened => "reopened",
            Self::Removed => "removed",
            Self::Amount(_) | Self::AmountGone(_) | Self::AmountFound(_) => "amount",
            Self::Stage(_) => "stage",
            Self::Corrected => "corrected",
        }
    }
}

impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// What a book's quarter is expected to bring.
struct Expectation<'a> {
    /// What is won in it, and what the rest of it is expected to bring.
    total: Cents,
    /// The part of that which the record adds.
    record: Cents,
    /// That part if past quarters counted as much as they did then.
    record_as_then: Cents,
    /// What the record taught.
    lessons: Vec<Lesson>,
    /// By the deal's id, its part of the total.
    deals: HashMap<&'a str, Cents>,
}

impl Expectation<'_> {
    fn of(&self, deal: Option<&Deal>) -> Cents {
        let known = deal.and_then(|deal| self.deals.get(deal.id.as_str()));
        known.copied().unwrap_or_default()
    }
}

/// Forecasts the quarter as of the baseline, and compares; `None` if the currency changed, or the quarter's end was too far away.
pub(super) fn expectation_change(
    input: &Input<'_>,
    baseline: &Baseline<'_>,
    filter: &Filter,
    forecast: &Forecast,
    (pairs, valuation): (&[DealPair<'_>], &Valuation<'_>),
) -> Option<ExpectationChange> {
    let quarter = forecast.crm_sum.quarter;
    let now = forecast.horizons.first()?.total.expected;
    if valuation.is_other_currency() {
        return None;
    }
    let money = |cents| Money::of_cents(cents, input.currency());
    let hybrid = baseline.now_by_old_process.as_ref();
    let before = expectation(&baseline.input, filter, quarter, None)?;
    let after = expectation(
        hybrid.unwrap_or(input),
        filter,
        quarter,
        Some(&before.lessons),
    )?;
    let then = money(before.total);
    let by_old_process = hybrid.map_or(now, |_| money(after.total));
    let nothing = Money::zero(input.currency());
    let (mut deals, mut older_deals, mut older) = (Vec::new(), 0, nothing);
    for pair in pairs {
        let mut amount = money(after.of(pair.now)) - money(before.of(pair.then));
        let cause = cause(input, baseline, pair, valuation);
        if cause.is_none() && pair.now.is_some_and(|deal| !deal.is_closed()) {
            older_deals += 1;
            older += amount;
            continue;
        }
        if let Some(by_amount) = by_amount(
            &input.book.process,
            pair,
            cause.as_ref(),
            after.of(pair.now),
            valuation,
        ) {
            older_deals += 1;
            older += amount - money(by_amount);
            amount = money(by_amount);
        }
        if !amount.is_zero() {
            deals.push(Contribution {
                deal: pair.deal_ref(input, baseline),
                cause: cause.unwrap_or(Cause::Corrected),
                amount,
            });
        }
    }
    deals.sort_by(|a, b| {
        let by_size = b.amount.abs().cmp(&a.amount.abs());
        by_size.then_with(|| a.deal.deal.cmp(&b.deal.deal))
    });
    let record = money(after.record_as_then) - money(before.record);
    let weight = money(after.record) - money(after.record_as_then);
    let news = by_old_process - then - record - weight;
    let by_deals = deals.iter().map(|deal| deal.amount);
    Some(ExpectationChange {
        from: Some(quarter.start).filter(|start| baseline.input.book.today < *start),
        until: quarter.last_day(),
        then,
        now,
        change: now - then,
        news,
        record,
        weight,
        had_record: before.lessons.iter().any(|lesson| lesson.past.is_some()),
        process: now - by_old_process,
        older_deals,
        older,
        rest: news - Money::sum(input.currency(), by_deals) - older,
        other_process: hybrid.is_some(),
        deals,
    })
}

/// Returns the news of a deal; `None` if only days passed, or it was closed and still is.
fn cause(
    input: &Input<'_>,
    baseline: &Baseline<'_>,
    pair: &DealPair<'_>,
    valuation: &Valuation<'_>,
) -> Option<Cause> {
    let known = |input: &Input<'_>, deal: &&Deal| {
        deal.begins().is_none_or(|day| day <= input.book.today)
            && (deal.is_closed() || input.book.process.stage_of(deal).is_some())
            && !is_turned_away(deal)
    };
    let old = pair.then.filter(|deal| known(&baseline.input, deal));
    let Some(now) = pair.now.filter(|deal| known(input, deal)) else {
        return old.map(|_| Cause::Removed);
    };
    let was_closed = old.is_some_and(Deal::is_closed);
    if now.is_closed() {
        let opened_between = now
            .reopened_on()
            .is_some_and(|day| day.value > baseline.input.book.today);
        return (!was_closed || opened_between).then(|| match result(Some(now)) {
            Some(OutcomeResult::Won) => Cause::Won,
            Some(OutcomeResult::Disqualified) => Cause::Disqualified,
            _ => Cause::Lost,
        });
    }
    if was_closed {
        return Some(Cause::Reopened);
    }
    let Some(old) = old else {
        return Some(Cause::New);
    };
    match (valuation.now_by_old_rates(now), valuation.then(Some(old))) {
        (Some(now), Some(then)) if now != then => return Some(Cause::Amount(now - then)),
        (None, Some(then)) => return Some(Cause::AmountGone(then)),
        (Some(now), None) => return Some(Cause::AmountFound(now)),
        _ => {}
    }
    if is_in_the_same_stage(&input.book.process, now, old) {
        return None;
    }
    let name = input
        .book
        .process
        .stage_of(now)
        .map(|(_, stage)| &stage.name);
    name.map(|name| Cause::Stage(name.clone()))
}

fn is_in_the_same_stage(process: &Process, now: &Deal, old: &Deal) -> bool {
    let written = |deal: &Deal| Some(deal.last_entry()?.stage.as_ref()?.value.clone());
    let known = |deal: &Deal| process.stage_of(deal).map(|(number, _)| number);
    written(now) == written(old) || known(now).is_some_and(|now| Some(now) == known(old))
}

/// Returns what another amount alone contributes, given what the deal is expected to bring now; `None` if its stage changed too, or
/// its amount is 0.
fn by_amount(
    process: &Process,
    pair: &DealPair<'_>,
    cause: Option<&Cause>,
    after: Cents,
    valuation: &Valuation<'_>,
) -> Option<Cents> {
    let Some(Cause::Amount(difference) | Cause::AmountFound(difference)) = cause else {
        return None;
    };
    let (now, old) = (pair.now?, pair.then?);
    let amount = valuation
        .now_by_old_rates(now)
        .filter(|amount| !amount.is_zero())?;
    if !is_in_the_same_stage(process, now, old) {
        return None;
    }
    let part = Decimal::from(after.0)
        .checked_mul(*difference)?
        .checked_div(amount)?;
    part.round().to_i64().map(Cents)
}

/// Returns what a book's quarter is expected to bring; if the quarter has not begun, from its first day on.
fn expectation<'a>(
    input: &Input<'a>,
    filter: &Filter,
    quarter: Quarter,
    weighed: Option<&[Lesson]>,
) -> Option<Expectation<'a>> {
    let ahead = (quarter.last_day() - input.book.today).num_days();
    let ahead = u32::try_from(ahead).ok().filter(|days| *days <= FARTHEST)?;
    let lives = Lives::of(input);
    let setup = lives.setup();
    let before = (quarter.start - input.book.today).num_days() - 1;
    let before = usize::try_from(before).ok().filter(|days| *days > 0);
    let horizons: Vec<usize> = [ahead as usize].into_iter().chain(before).collect();
    let mut origin = setup.origin(lives.today, &horizons);
    let before = before.map(|_| 1);
    let (mut rest, mut rest_as_then) = (ExpectedTotal::default(), ExpectedTotal::default());
    let mut lessons = Vec::new();
    if filter.is_empty() {
        lessons = setup.lessons(lives.today, &horizons);
        let as_then: Vec<Lesson> = (lessons.iter().enumerate())
            .map(
                |(index, lesson)| match weighed.map(|then| then.get(index)) {
                    Some(Some(then)) => lesson.as_weighed_before(then),
                    Some(None) | None => *lesson,
                },
            )
            .collect();
        rest = expected_after(&setup, &origin, &lessons, before, 0);
        rest_as_then = expected_after(&setup, &origin, &as_then, before, 0);
    } else {
        // As in the report: new business belongs to no selection.
        origin
            .open
            .retain(|open| filter.fits(&input.case(lives.deals[open.life])));
        let earlier = before.map_or(0.0, |before| origin.expected(before));
        rest.bottom_up = origin.expected(0) - earlier;
    }
    let mut deals: HashMap<&str, Cents> = HashMap::new();
    for open in &origin.open {
        let earlier = before.map_or(Cents::ZERO, |before| origin.expected_of(open, before));
        let part = origin.expected_of(open, 0).saturating_sub(earlier);
        let sum = deals.entry(&lives.deals[open.life].id).or_default();
        *sum = sum.saturating_add(part);
    }
    let won = won_deals(input, filter, quarter);
    for WonDeal { deal, amount } in &won {
        let sum = deals.entry(&deal.id).or_default();
        *sum = sum.saturating_add(amount.map_or(Cents::ZERO, Money::cents));
    }
    let won = Money::sum(input.currency(), won.iter().filter_map(|won| won.amount));
    Some(Expectation {
        total: (UnroundedMoney(rest.bottom_up + rest.record) + won.cents().unrounded()).cents(),
        record: UnroundedMoney(rest.record).cents(),
        record_as_then: UnroundedMoney(rest_as_then.record).cents(),
        lessons,
        deals,
    })
}
