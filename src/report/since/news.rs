//! The forecast then and now for the same last day, and what made the difference.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::forecast::draws::cents;
use crate::forecast::outlook::expected;
use crate::model::calendar::Quarter;
use crate::report::Input;
use crate::report::filter::Filter;
use crate::report::forecast::won_in;
use crate::report::outlook::{FARTHEST, Lives, Outlook};

use super::then::Then;

/// The expectation of a quarter, what is won in it so far among it; in cents, so that the parts make the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
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
}

/// Forecasts anew for then; none where the currency was another, or the quarter's end was too far away.
pub(super) fn news(
    input: &Input<'_>,
    then: &Then<'_>,
    filter: &Filter,
    outlook: &Outlook,
) -> Option<News> {
    let quarter = outlook.weighted.quarter;
    let now = cents(outlook.horizons.first()?.total.expected);
    let currency = |input: &Input<'_>| input.book.process.currencies.base;
    if currency(input) != currency(&then.input) {
        return None;
    }
    let hybrid = then.now_by_old_process.as_ref();
    Some(News {
        until: quarter.last_day(),
        then: of_quarter(&then.input, filter, quarter)?,
        by_old_process: match hybrid {
            Some(hybrid) => of_quarter(hybrid, filter, quarter)?,
            None => now,
        },
        now,
        other_process: hybrid.is_some(),
    })
}

/// What a book expects of a quarter in cents: what is won in it, and what the rest of it will bring.
fn of_quarter(input: &Input<'_>, filter: &Filter, quarter: Quarter) -> Option<i64> {
    let ahead = (quarter.last_day() - input.book.today).num_days();
    let ahead = u32::try_from(ahead).ok().filter(|days| *days <= FARTHEST)?;
    let lives = Lives::of(input);
    let setup = lives.setup();
    let mut origin = setup.origin(lives.today, &[ahead as usize]);
    let rest = if filter.is_empty() {
        expected(&setup, &origin).first().copied()?
    } else {
        // As in the report: new business is nobody's.
        origin
            .open
            .retain(|open| filter.fits(&input.case(lives.deals[open.life])));
        origin.expected(0)
    };
    let won: Decimal = won_in(input, filter, quarter).1;
    Some(cents(rest + won.to_f64()?))
}
