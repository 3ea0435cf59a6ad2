//! The forecast then and now for the same last day, and what made the difference.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::forecast::draws::{amount as minor, cents};
use crate::forecast::means::expected_after;
use crate::model::Deal;
use crate::model::calendar::Quarter;
use crate::report::Input;
use crate::report::crm_sum::won_deals;
use crate::report::filter::Filter;
use crate::report::forecast::{FARTHEST, Forecast, Lives};
use crate::report::minor::in_minor;

use super::pairs::{Pair, result};
use super::states::Money;
use super::then::{Named, Then};

/// The expectation of a quarter, what is won in it so far among it; in cents, so that the parts make the difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The first day that counts, where the quarter had not begun then.
    pub from: Option<NaiveDate>,
    /// The quarter's last day.
    pub until: NaiveDate,
    /// What was expected then.
    pub then: i64,
    /// What today's deals would be expected to bring by the process of then.
    pub by_old_process: i64,
    /// What is expected now.
    pub now: i64,
    /// Whether process.toml is another.
    pub other_process: bool,
    /// Deals of which there is news, and what it does to the expectation; what does most first.
    pub deals: Vec<Part>,
    /// Open deals that are older, and what the days that passed do to what is expected of them; of a deal that is worth
    /// something else, what they would do at its new amount.
    pub older: (usize, i64),
}

/// What is new of a deal, and what that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The deal.
    pub deal: Named,
    /// What is new.
    pub cause: Cause,
    /// What it does to the expectation.
    pub cents: i64,
}

/// What can be new of a deal, so far as the forecast asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It was won.
    Won,
    /// It was lost.
    Lost,
    /// It was disqualified.
    Disqualified,
    /// No figure held it.
    New,
    /// It was closed, and is open.
    Reopened,
    /// No figure holds it any more.
    Removed,
    /// It is worth more, or less, by so much.
    Amount(Decimal),
    /// It stands in another stage; its name.
    Stage(String),
    /// What was won is written down otherwise.
    Corrected,
}

impl Cause {
    /// How programs know it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Disqualified => "disqualified",
            Self::New => "new",
            Self::Reopened => "reopened",
            Self::Removed => "removed",
            Self::Amount(_) => "amount",
            Self::Stage(_) => "stage",
            Self::Corrected => "corrected",
        }
    }
}

impl News {
    /// By how much the expectation changed.
    pub fn change(&self) -> i64 {
        self.now.saturating_sub(self.then)
    }

    /// How much of it the deals and the days that passed account for.
    pub fn news(&self) -> i64 {
        self.by_old_process.saturating_sub(self.then)
    }

    /// How much of it a changed process.toml accounts for.
    pub fn process(&self) -> i64 {
        self.now.saturating_sub(self.by_old_process)
    }

    /// How much of the news no single deal accounts for: new business, and what past windows brought.
    pub fn rest(&self) -> i64 {
        let deals = (self.deals.iter()).fold(0_i64, |sum, part| sum.saturating_add(part.cents));
        self.news()
            .saturating_sub(deals)
            .saturating_sub(self.older.1)
    }
}

/// What a book expects of a quarter, deal by deal.
struct Expectation<'a> {
    /// In cents: what is won in it, and what the rest of it will bring.
    total: i64,
    /// In cents, by the deal's id: what was won, or the deal's part in the total.
    deals: HashMap<&'a str, i64>,
}

impl Expectation<'_> {
    fn of(&self, deal: Option<&Deal>) -> i64 {
        let known = deal.and_then(|deal| self.deals.get(deal.id.as_str()));
        known.copied().unwrap_or(0)
    }
}

/// Forecasts anew for then; none where the currency was another, or the quarter's end was too far away.
pub(super) fn news(
    input: &Input<'_>,
    then: &Then<'_>,
    filter: &Filter,
    forecast: &Forecast,
    (pairs, money): (&[Pair<'_>], &Money<'_>),
) -> Option<News> {
    let quarter = forecast.weighted.quarter;
    let now = cents(forecast.horizons.first()?.total.expected);
    if money.is_other_currency() {
        return None;
    }
    let hybrid = then.now_by_old_process.as_ref();
    let before = expectation(&then.input, filter, quarter)?;
    let after = expectation(hybrid.unwrap_or(input), filter, quarter)?;
    let mut news = News {
        from: Some(quarter.start).filter(|start| then.input.book.today < *start),
        until: quarter.last_day(),
        then: before.total,
        by_old_process: hybrid.map_or(now, |_| after.total),
        now,
        other_process: hybrid.is_some(),
        deals: Vec::new(),
        older: (0, 0),
    };
    for pair in pairs {
        let mut cents = after.of(pair.now).saturating_sub(before.of(pair.then));
        let cause = cause(input, then, pair, money);
        if cause.is_none() && pair.now.is_some_and(|deal| !deal.is_closed()) {
            news.older.0 += 1;
            news.older.1 = news.older.1.saturating_add(cents);
            continue;
        }
        if let Some(by_amount) = by_amount(pair, cause.as_ref(), after.of(pair.now), money) {
            news.older.0 += 1;
            news.older.1 = news.older.1.saturating_add(cents.saturating_sub(by_amount));
            cents = by_amount;
        }
        if cents != 0 {
            news.deals.push(Part {
                deal: pair.named(input, then),
                cause: cause.unwrap_or(Cause::Corrected),
                cents,
            });
        }
    }
    news.deals.sort_by(|a, b| {
        let order = b.cents.abs().cmp(&a.cents.abs());
        order.then_with(|| a.deal.deal.cmp(&b.deal.deal))
    });
    Some(news)
}

/// What is new of a deal; nothing where only days passed, or it was closed and is.
fn cause(input: &Input<'_>, then: &Then<'_>, pair: &Pair<'_>, money: &Money<'_>) -> Option<Cause> {
    let known = |input: &Input<'_>, deal: &&Deal| {
        deal.begins().is_none_or(|day| day <= input.book.today)
            && (deal.is_closed() || input.book.process.stage_of(deal).is_some())
    };
    let old = pair.then.filter(|deal| known(&then.input, deal));
    let Some(now) = pair.now.filter(|deal| known(input, deal)) else {
        return old.map(|_| Cause::Removed);
    };
    let was_closed = old.is_some_and(Deal::is_closed);
    if now.is_closed() {
        return (!was_closed).then(|| match result(Some(now)) {
            Some("won") => Cause::Won,
            Some("disqualified") => Cause::Disqualified,
            _ => Cause::Lost,
        });
    }
    if was_closed {
        return Some(Cause::Reopened);
    }
    let Some(old) = old else {
        return Some(Cause::New);
    };
    let difference =
        money.now_by_old_rates(now).unwrap_or_default() - money.then(Some(old)).unwrap_or_default();
    if !difference.is_zero() {
        return Some(Cause::Amount(difference));
    }
    if is_in_the_same_stage(now, old) {
        return None;
    }
    let name = input
        .book
        .process
        .stage_of(now)
        .map(|(_, stage)| &stage.name);
    name.map(|name| Cause::Stage(name.clone()))
}

fn is_in_the_same_stage(now: &Deal, old: &Deal) -> bool {
    let stage = |deal: &Deal| Some(deal.last_entry()?.stage.as_ref()?.value.clone());
    stage(now) == stage(old)
}

/// What another amount alone does to what is expected of a deal now; none where something else is new, or nothing is left.
fn by_amount(pair: &Pair<'_>, cause: Option<&Cause>, after: i64, money: &Money<'_>) -> Option<i64> {
    let Some(Cause::Amount(difference)) = cause else {
        return None;
    };
    let (now, old) = (pair.now?, pair.then?);
    let amount = money
        .now_by_old_rates(now)
        .filter(|amount| !amount.is_zero())?;
    if !is_in_the_same_stage(now, old) {
        return None;
    }
    let part = Decimal::from(after)
        .checked_mul(*difference)?
        .checked_div(amount)?;
    part.round().to_i64()
}

/// What a book expects of a quarter; seen from before it, of its days alone.
fn expectation<'a>(
    input: &Input<'a>,
    filter: &Filter,
    quarter: Quarter,
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
    let (rest, weight) = if filter.is_empty() {
        expected_after(&setup, &origin, before, 0)
    } else {
        // As in the report: new business is nobody's.
        origin
            .open
            .retain(|open| filter.fits(&input.case(lives.deals[open.life])));
        let earlier = before.map_or(0.0, |before| origin.expected(before));
        (origin.expected(0) - earlier, 1.0)
    };
    let mut deals: HashMap<&str, i64> = HashMap::new();
    for open in &origin.open {
        let earlier = before.map_or(0, |before| origin.brings(open, before));
        let part = minor(origin.brings(open, 0) - earlier) * weight;
        *deals.entry(lives.deals[open.life].id.as_str()).or_default() += cents(part);
    }
    let currency = input.book.process.currencies.base;
    let mut won = Decimal::ZERO;
    for (deal, amount) in won_deals(input, filter, quarter) {
        let amount = amount.unwrap_or_default();
        won += amount;
        *deals.entry(deal.id.as_str()).or_default() += in_minor(amount, currency);
    }
    Some(Expectation {
        total: cents(rest + minor(in_minor(won, currency))),
        deals,
    })
}
