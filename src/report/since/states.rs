//! Deals as the bridge sees them, in whole minor units of the reporting currency.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::forecast::bridge::{self, Standing, State};
use crate::model::calendar::Quarter;
use crate::model::money::{Amount, decimals};
use crate::model::{Deal, Process};
use crate::report::Input;

use super::pairs::{self, Pair};

/// What amounts of both days are worth in the currency of now.
pub(super) struct Money<'a> {
    now: &'a Process,
    then: &'a Process,
    places: u32,
}

impl<'a> Money<'a> {
    pub fn of(now: &Input<'a>, then: &Input<'a>) -> Self {
        let now = &now.book.process;
        Self {
            now,
            then: &then.book.process,
            places: u32::try_from(decimals(now.currencies.base)).unwrap_or(2),
        }
    }

    /// Whether process.toml names another currency now.
    pub fn is_other_currency(&self) -> bool {
        self.now.currencies.base != self.then.currencies.base
    }

    /// What a deal is worth by the process of now.
    pub fn now(&self, deal: Option<&Deal>) -> Option<Decimal> {
        self.rounded(self.now.currencies.convert(written(deal?)?))
    }

    /// What a deal's amount of now would have been worth then.
    pub fn now_by_old_rates(&self, deal: &Deal) -> Option<Decimal> {
        self.rounded(self.then.currencies.convert(written(deal)?))
    }

    /// What was signed of a won deal.
    pub fn signed(&self, deal: Option<&Deal>) -> Option<Decimal> {
        let won = pairs::result(deal) == Some("won");
        let amount = deal?.outcome.as_ref()?.amount.filter(|_| won)?;
        self.rounded(self.now.currencies.convert(amount.value))
    }

    /// What a deal was worth by the process of then; by that of now when the currency is another.
    pub fn then(&self, deal: Option<&Deal>) -> Option<Decimal> {
        if self.is_other_currency() {
            return self.revalued(deal);
        }
        self.rounded(self.then.currencies.convert(written(deal?)?))
    }

    /// What the amount of then is worth by the rates of now.
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

    /// Whole minor units.
    fn minor(&self, amount: Decimal) -> i128 {
        let mut amount = amount;
        amount.rescale(self.places);
        // A larger one than fits is cut to fewer decimals; no amount is so large.
        let missing = self.places.saturating_sub(amount.scale());
        amount.mantissa().saturating_mul(10_i128.pow(missing))
    }

    /// Whether a deal of the pipeline has an amount that nobody can convert.
    pub fn lacks_a_rate(&self, pair: &Pair<'_>, state: &bridge::Pair) -> bool {
        let is_in =
            |state: Option<State>| state.is_some_and(|state| state.standing == Standing::In);
        let lacks = |deal: Option<&Deal>, worth: Option<Decimal>| {
            deal.and_then(written).is_some() && worth.is_none()
        };
        (is_in(state.after) && lacks(pair.now, self.now(pair.now)))
            || (is_in(state.before) && lacks(pair.then, self.then(pair.then)))
    }
}

/// Minor units as an amount.
pub(super) fn minor_to_decimal(money: &Money<'_>, minor: i128) -> Decimal {
    Decimal::try_from_i128_with_scale(minor, money.places).unwrap_or(if minor < 0 {
        Decimal::MIN
    } else {
        Decimal::MAX
    })
}

/// The amount that stands in the file.
fn written(deal: &Deal) -> Option<Amount> {
    deal.opportunity.as_ref()?.amount.map(|amount| amount.value)
}

/// A deal on both days.
pub(super) fn pair(
    money: &Money<'_>,
    pair: &Pair<'_>,
    now: &Input<'_>,
    then: &Input<'_>,
    quarter: Quarter,
) -> bridge::Pair {
    let state = |input: &Input<'_>, deal: Option<&Deal>, worth: Option<Decimal>| {
        Some(State {
            standing: standing(input, deal?, quarter)?,
            amount: money.minor(worth.unwrap_or_default()),
        })
    };
    let (worth_then, worth_now) = (money.then(pair.then), money.now(pair.now));
    // Where today's rates know neither the old currency nor a new amount, nothing is left of it; where the amount is
    // written in another currency now, the old worth stands.
    let revalued = money
        .revalued(pair.then)
        .or(worth_then.filter(|_| worth_now.is_some()));
    bridge::Pair {
        before: state(then, pair.then, worth_then),
        revalued: money.minor(revalued.unwrap_or_default()),
        after: state(now, pair.now, worth_now),
    }
}

/// How a deal stands on its book's day; none where no figure holds it: it had not begun, or stands in no stage.
fn standing(input: &Input<'_>, deal: &Deal, quarter: Quarter) -> Option<Standing> {
    if deal.begins().is_some_and(|day| day > input.book.today) {
        return None;
    }
    if deal.is_closed() {
        return Some(match pairs::result(Some(deal)) {
            Some("won") => Standing::Won,
            Some("disqualified") => Standing::Disqualified,
            _ => Standing::Lost,
        });
    }
    input.book.process.stage_of(deal)?;
    let close = deal.opportunity.as_ref().and_then(|one| one.close_date);
    let is_in =
        close.is_some_and(|close| quarter.start <= close.value && close.value < quarter.end);
    Some(if is_in {
        Standing::In
    } else {
        Standing::Outside
    })
}
