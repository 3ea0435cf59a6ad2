//! The family `hygiene`: what a book loses when nobody looks after it (D8.4).

mod no_amount;
mod no_touch;
mod past_close_date;
mod pushed;
mod stale;

use crate::lint::Rule;

/// Its rules.
pub const RULES: &[&Rule] = &[
    &stale::STALE,
    &no_touch::NO_TOUCH,
    &past_close_date::PAST_CLOSE_DATE,
    &no_amount::NO_AMOUNT,
    &pushed::PUSHED,
];
