//! Deals as input for the bridge, in whole minor units of today's process currency.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::analysis::registration::is_turned_away;
use crate::forecast::bridge::{self, Standing, State};
use crate::model::calendar::Quarter;
use crate::model::deal::OutcomeResult;
use crate::model::money::{Amount, decimals};
use crate::model::{Deal, Found, Process};
use crate::report::Input;

use super::deal_pairs::{self, DealPair};

/// Converts amounts of both days to today's process currency.
pub(super) struct Valuation<'a> {
    now: &'a Process,
    then: &'a Process,
    places: u32,
}

impl<'a> Valuation<'a> {
    pub fn of(now: &Input<'a>, then: &Input<'a>) -> Self {
        let now = &now.book.process;
        Self {
            now,
            then: &then.book.process,
            places: u32::try_from(decimals(now.currencies.base)).unwrap_or(2),
        }
    }

    /// Whether process.toml has another currency now.
    pub fn is_other_currency(&self) -> bool {
        self.now.currencies.base != self.then.currencies.base
    }

    /// Returns a deal's amount at today's rates.
    pub fn now(&self, deal: Option<&Deal>) -> Option<Decimal> {
        self.rounded(self.now.currencies.convert(written(deal?)?))
    }

    /// Returns today's amount of a deal at the rates of then.
    pub fn now_by_old_rates(&self, deal: &Deal) -> Option<Decimal> {
        self.rounded(self.then.currencies.convert(written(deal)?))
    }

    /// Returns the signed amount of a won deal.
    pub fn signed(&self, deal: Option<&Deal>) -> Option<Decimal> {
        let won = deal_pairs::result(deal) == Some(OutcomeResult::Won);
        let amount = deal?.outcome.as_ref()?.amount.filter(|_| won)?;
        self.rounded(self.now.currencies.convert(amount.value))
    }

    /// Returns a deal's amount at the rates of then, or at today's if the currency changed.
    pub fn then(&self, deal: Option<&Deal>) -> Option<Decimal> {
        if self.is_other_currency() {
            return self.revalued(deal);
        }
        self.rounded(self.then.currencies.convert(written(deal?)?))
    }

    /// Returns the amount of then at today's rates.
    fn revalued(&self, deal: Option<&Deal>) -> Option<Decimal> {
        let mut amount = written(deal?)?;
        // Without a code it was in the currency of then.
        amount.currency = amount.currency.or(Some(self.then.currencies.base));
        self.rounded(self.now.currencies.convert(amount))
    }

    fn rounded(&self, amount: Option<Decimal>) -> Option<Decimal> {
        let half_up = RoundingStrategy::MidpointAwayFromZero;
        amount.map(|amount| amount.round_dp_with_strategy(self.places, half_up))
    }

    /// Returns an amount in whole minor units.
    fn minor(&self, amount: Decimal) -> i128 {
        let mut amount = amount;
        amount.rescale(self.places);
        // An amount that does not fit is cut to fewer decimals; none in practice is so large.
        let missing = self.places.saturating_sub(amount.scale());
        amount.mantissa().saturating_mul(10_i128.pow(missing))
    }

    /// Returns whether the pipeline held a deal whose amount nobody can say, then and now.
    pub fn is_unknown(&self, pair: &DealPair<'_>, state: &bridge::DealOnBothDays) -> [bool; 2] {
        let is_in =
            |state: Option<State>| state.is_some_and(|state| state.standing == Standing::In);
        [
            is_in(state.before) && self.then(pair.then).is_none(),
            is_in(state.after) && self.now(pair.now).is_none(),
        ]
    }

    /// Whether a deal of the pipeline has an amount that cannot be used: without a rate for its currency, or rejected by lint.
    pub fn lacks_a_rate(&self, pair: &DealPair<'_>, state: &bridge::DealOnBothDays) -> bool {
        let is_in =
            |state: Option<State>| state.is_some_and(|state| state.standing == Standing::In);
        let lacks = |deal: Option<&Deal>, worth: Option<Decimal>| {
            let rejected = |deal: &Deal| {
                let found = deal.lookup("opportunity.amount");
                matches!(found, Found::Value(_) | Found::Unusable(_))
            };
            worth.is_none() && deal.is_some_and(rejected)
        };
        (is_in(state.after) && lacks(pair.now, self.now(pair.now)))
            || (is_in(state.before) && lacks(pair.then, self.then(pair.then)))
    }
}

/// Returns whole minor units as an amount.
pub(super) fn minor_to_decimal(valuation: &Valuation<'_>, minor: i128) -> Decimal {
    Decimal::try_from_i128_with_scale(minor, valuation.places).unwrap_or(if minor < 0 {
        Decimal::MIN
    } else {
        Decimal::MAX
    })
}

/// Returns the amount in the file.
fn written(deal: &Deal) -> Option<Amount> {
    deal.opportunity.as_ref()?.amount.map(|amount| amount.value)
}

/// Returns a deal on both days.
pub(super) fn on_both_days(
    valuation: &Valuation<'_>,
    pair: &DealPair<'_>,
    now: &Input<'_>,
    then: &Input<'_>,
    quarter: Quarter,
) -> bridge::DealOnBothDays {
    let state = |input: &Input<'_>, deal: Option<&Deal>, worth: Option<Decimal>| {
        Some(State {
            standing: standing(input, deal?, quarter)?,
            amount: valuation.minor(worth.unwrap_or_default()),
        })
    };
    let (worth_then, worth_now) = (valuation.then(pair.then), valuation.now(pair.now));
    // Without a rate for the old currency today, the amount of then stays if there is one today, else it is 0.
    let revalued = valuation
        .revalued(pair.then)
        .or(worth_then.filter(|_| worth_now.is_some()));
    bridge::DealOnBothDays {
        before: state(then, pair.then, worth_then),
        revalued: valuation.minor(revalued.unwrap_or_default()),
        after: state(now, pair.now, worth_now),
    }
}

/// Returns how a deal counts on its book's day; `None` if it does not: it had not begun, or is in no stage.
fn standing(input: &Input<'_>, deal: &Deal, quarter: Quarter) -> Option<Standing> {
    if deal.begins().is_some_and(|day| day > input.book.today) {
        return None;
    }
    if deal.is_closed() {
        return Some(match deal_pairs::result(Some(deal)) {
            Some(OutcomeResult::Won) => Standing::Won,
            Some(OutcomeResult::Disqualified) => Standing::Disqualified,
            _ => Standing::Lost,
        });
    }
    input
        .book
        .process
        .stage_of(deal)
        .filter(|_| !is_turned_away(deal))?;
    let close = deal.opportunity.as_ref().and_then(|one| one.close_date);
    let is_in =
        close.is_some_and(|close| quarter.start <= close.value && close.value < quarter.end);
    Some(if is_in {
        Standing::In
    } else {
        Standing::Outside
    })
}
