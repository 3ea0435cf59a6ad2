//! What named people expect of this quarter, beside the forecast: never mixed into a figure of it.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::calendar::Quarter;
use crate::report::Input;
use crate::report::document::Money;

/// What a person said of a quarter.
#[derive(Clone, Debug, Serialize)]
pub struct NamedCall {
    /// Who.
    pub by: String,
    /// When.
    pub date: NaiveDate,
    /// What the quarter brings in all; `None` if the amount cannot be used.
    pub amount: Option<Money>,
    /// Why.
    pub why: Option<String>,
}

/// Returns the calls of a quarter that were made by today, newest first.
pub(super) fn named_calls(input: &Input<'_>, quarter: Quarter) -> Vec<NamedCall> {
    let process = &input.book.process;
    let written = process.written.forecast.as_ref();
    let calls = written.map_or(&[][..], |forecast| &forecast.calls);
    let key = quarter.key();
    let mut found: Vec<NamedCall> = calls
        .iter()
        .filter(|call| {
            call.quarter
                .as_ref()
                .is_some_and(|text| *text.value == *key)
        })
        .filter_map(|call| {
            let amount = call.amount.as_ref()?.value;
            Some(NamedCall {
                by: call.by.as_ref()?.value.to_string(),
                date: call
                    .date
                    .filter(|date| date.value <= input.book.today)?
                    .value,
                amount: (process.currencies.convert(amount)).map(|amount| Money::of(input, amount)),
                why: call.why.as_ref().map(|why| why.value.to_string()),
            })
        })
        .collect();
    found.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.by.cmp(&b.by)));
    found
}
