//! What changed since another state of the files: the bridge of the period's open pipeline, the close dates that slipped,
//! and the forecast then and now.

mod commits;
mod news;
mod pairs;
mod slips;
mod states;
mod then;

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::forecast::bridge::{Bridge, Line, bridge};
use crate::model::calendar::Quarter;
use crate::model::past::Commit;

use super::Input;
use super::filter::Filter;
use super::forecast::Forecast;

pub use commits::Made;
pub use news::{Cause, News, Part};
pub use slips::{Slip, median};
pub use then::{Named, Then};

use pairs::{Pair, pairs};
use states::{Money, minor_to_decimal};

/// What changed.
#[derive(Clone, Debug)]
pub struct Since {
    /// What was asked for: `1w`.
    pub asked: String,
    /// The commit that is compared with.
    pub commit: Commit,
    /// The day that its book is seen from.
    pub day: NaiveDate,
    /// The fiscal quarter that the bridge is about.
    pub quarter: Quarter,
    /// Deals that were in the pipeline, and what they were worth.
    pub start: (usize, Decimal),
    /// Every line, in order.
    pub lines: Vec<BridgeLine>,
    /// Deals that are in the pipeline, and what they are worth.
    pub end: (usize, Decimal),
    /// Deals that are or were in the pipeline with an amount in a currency without a rate: they count as nothing.
    pub without_rate: Vec<Named>,
    /// Close dates that were pushed out, the farthest first.
    pub slips: Vec<Slip>,
    /// The forecast then and now; none where the two cannot be compared.
    pub news: Option<News>,
    /// The commits that changed process.toml, newest first.
    pub process: Vec<Arc<Commit>>,
    /// How many files of deals are not the same.
    pub differing: usize,
    /// Whether process.toml names another currency now: then amounts of then are those of today's rates.
    pub other_currency: bool,
}

/// A line of the bridge.
#[derive(Clone, Debug)]
pub struct BridgeLine {
    /// Which.
    pub line: Line,
    /// What it adds; negative where it takes away.
    pub amount: Decimal,
    /// The part of it that was disqualified.
    pub disqualified: Decimal,
    /// Its deals, the largest first.
    pub deals: Vec<Moved>,
}

/// A deal on a line.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The deal.
    pub deal: Named,
    /// Its id then, when that was another.
    pub was: Option<String>,
    /// What it adds; negative where it takes away.
    pub amount: Decimal,
    /// Whether it was disqualified.
    pub disqualified: bool,
    /// What it was worth then, by the rates of then.
    pub amount_then: Option<Decimal>,
    /// What it is worth now.
    pub amount_now: Option<Decimal>,
    /// What was signed, once it is won.
    pub signed: Option<Decimal>,
    /// Its close date then.
    pub close_then: Option<NaiveDate>,
    /// Its close date now.
    pub close_now: Option<NaiveDate>,
    /// Its outcome then.
    pub result_then: Option<String>,
    /// Its outcome now.
    pub result_now: Option<String>,
    /// Who made the change.
    pub made: Made,
}

impl Since {
    /// A line of the bridge.
    pub fn line(&self, line: Line) -> Option<&BridgeLine> {
        self.lines.iter().find(|found| found.line == line)
    }

    /// Whether the bridge has no deal, and no date slipped.
    pub fn is_quiet(&self) -> bool {
        self.slips.is_empty() && self.lines.iter().all(|line| line.deals.is_empty())
    }
}

/// Works it out, for the report of now.
pub fn since(input: &Input<'_>, then: &Then<'_>, filter: &Filter, forecast: &Forecast) -> Since {
    let of = |money: &Money<'_>, pairs: &[Pair<'_>]| {
        news::news(input, then, filter, forecast, (pairs, money))
    };
    with_news(input, then, filter, forecast.weighted.quarter, of)
}

/// The same without the two forecasts.
pub fn without_news(
    input: &Input<'_>,
    then: &Then<'_>,
    filter: &Filter,
    quarter: Quarter,
) -> Since {
    with_news(input, then, filter, quarter, |_, _| None)
}

fn with_news(
    input: &Input<'_>,
    then: &Then<'_>,
    filter: &Filter,
    quarter: Quarter,
    news: impl FnOnce(&Money<'_>, &[Pair<'_>]) -> Option<News>,
) -> Since {
    let mut pairs = pairs(input.book, then.input.book, &then.between.came_from);
    pairs.retain(|pair| is_asked(input, then, filter, pair));
    let money = Money::of(input, &then.input);
    let states: Vec<_> = pairs
        .iter()
        .map(|pair| states::pair(&money, pair, input, &then.input, quarter))
        .collect();
    let bridge = bridge(&states);
    let decimal = |amount| minor_to_decimal(&money, amount);
    let lines = Line::ALL.map(|line| BridgeLine {
        line,
        amount: decimal(bridge.sum(line)),
        disqualified: decimal(
            bridge
                .on(line)
                .filter(|item| item.disqualified)
                .map(|item| item.amount)
                .sum(),
        ),
        deals: moved(input, then, &bridge, line, &pairs, &money),
    });
    let without_rate = pairs
        .iter()
        .zip(&states)
        .filter(|(pair, state)| money.lacks_a_rate(pair, state))
        .map(|(pair, _)| pair.named(input, then));
    Since {
        asked: then.asked.to_owned(),
        commit: then.commit.clone(),
        day: then.input.book.today,
        quarter,
        start: (bridge.start.0, decimal(bridge.start.1)),
        end: (bridge.end.0, decimal(bridge.end.1)),
        lines: lines.into(),
        without_rate: without_rate.collect(),
        slips: slips::slips(input, then, &pairs),
        news: news(&money, &pairs),
        process: then.process.to_vec(),
        differing: then.between.differing.union(then.uncommitted).count(),
        other_currency: money.is_other_currency(),
    }
}

/// Whether a deal is among those that were asked for: as it stands now, or stood at last.
fn is_asked(input: &Input<'_>, then: &Then<'_>, filter: &Filter, pair: &Pair<'_>) -> bool {
    filter.is_empty()
        || match (pair.now, pair.then) {
            (Some(now), _) => filter.fits(&input.case(now)),
            (None, Some(old)) => filter.fits(&then.input.case(old)),
            (None, None) => false,
        }
}

fn moved(
    input: &Input<'_>,
    then: &Then<'_>,
    bridge: &Bridge,
    line: Line,
    pairs: &[Pair<'_>],
    money: &Money<'_>,
) -> Vec<Moved> {
    let items = bridge.on(line).map(|item| {
        let pair = &pairs[item.deal];
        let close = |deal: Option<&crate::model::Deal>| {
            deal?
                .opportunity
                .as_ref()?
                .close_date
                .map(|date| date.value)
        };
        Moved {
            deal: pair.named(input, then),
            was: pair.was(),
            amount: minor_to_decimal(money, item.amount),
            disqualified: item.disqualified,
            amount_then: money.then(pair.then),
            amount_now: money.now(pair.now),
            signed: money.signed(pair.now),
            close_then: close(pair.then),
            close_now: close(pair.now),
            result_then: pairs::result(pair.then).map(ToOwned::to_owned),
            result_now: pairs::result(pair.now).map(ToOwned::to_owned),
            made: commits::made(then, input, pair, line),
        }
    });
    items.collect()
}
