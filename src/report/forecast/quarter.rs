//! This quarter alone: one line of the state of the book, without groups, deals and past weeks.

use chrono::NaiveDate;

use crate::forecast::outlook::{Estimate, ahead};
use crate::model::past::Past;
use crate::report::Input;
use crate::report::crm_sum::CrmSum;
use crate::report::minor::in_minor;

use super::lives::Lives;

/// What this quarter will bring.
#[derive(Clone, Debug)]
pub struct QuarterAhead {
    /// Its last day.
    pub until: NaiveDate,
    /// With what is won in it so far.
    pub total: Estimate,
}

/// Works it out; `past` is what git knows of the book, and `weighted` says which quarter it is and what is won.
pub fn quarter(input: &Input<'_>, past: Option<&Past>, weighted: &CrmSum) -> QuarterAhead {
    let until = weighted.quarter.last_day();
    let lives = Lives::with_past(input, past);
    let setup = lives.setup();
    let length = usize::try_from((until - input.book.today).num_days()).unwrap_or(0);
    let origin = setup.origin(lives.today, &[length]);
    let ahead = ahead(&setup, &origin, setup.sigma(lives.today));
    let total = ahead.into_iter().next().unwrap_or_default().total;
    QuarterAhead {
        until,
        total: total.plus(in_minor(weighted.won.1, input.book.process.currencies.base)),
    }
}
