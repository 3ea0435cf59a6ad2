//! `[forecast]`: invalid words and numbers must not be ignored, because every figure depends on them.

use crate::model::calendar::is_quarter;
use crate::model::forecast::{DRAWS, FARTHEST, GROUPS, PastSource};
use crate::model::process_file::{ForecastCall, ProcessFile};
use crate::model::scalar::Text;
use crate::model::word::Word as _;

use super::problems::Problems;

pub(super) fn check(written: &ProcessFile, problems: &mut Problems<'_>) {
    let Some(forecast) = &written.forecast else {
        return;
    };
    let words: [(&Option<Text>, &[&str], &str); 2] = [
        (
            &forecast.group,
            &GROUPS,
            "is nothing that deals are grouped by",
        ),
        (
            &forecast.past,
            PastSource::WORDS,
            "does not say how a deal stood on a past day",
        ),
    ];
    for (text, known, why) in words {
        if let Some(text) = text.as_ref().filter(|text| !known.contains(&&*text.value)) {
            let help = match crate::text::name::nearest(text, known.iter().copied()) {
                Some(near) => format!("did you mean {near}? One of {}", known.join(", ")),
                None => format!("write one of {}", known.join(", ")),
            };
            problems.invalid(text.span, format!("`{text}` {why}"), help);
        }
    }
    for days in &*forecast.horizons {
        if !(1..=FARTHEST).contains(&days.value) {
            problems.invalid(
                days.span,
                format!("{} days ahead cannot be forecast", days.value),
                format!("deals are followed for {FARTHEST} days: write 1 to {FARTHEST}"),
            );
        }
    }
    for call in &forecast.calls {
        check_call(call, problems);
    }
    let makes_levels = |draws: u32| DRAWS.contains(&draws) && draws.is_multiple_of(100);
    if let Some(draws) = forecast.draws.filter(|draws| !makes_levels(draws.value)) {
        problems.invalid(
            draws.span,
            format!(
                "{} draws are not so many for each of 100 levels",
                draws.value
            ),
            "write 100 to 100000, in hundreds; 10000 is the default",
        );
    }
}

/// A call that belongs to no quarter, day or person stands in no history, and nobody is told.
fn check_call(call: &ForecastCall, problems: &mut Problems<'_>) {
    let texts = [&call.quarter, &call.by, &call.why];
    let mut spans = texts.into_iter().flatten().map(|text| text.span);
    let span = spans.next().or(call.date.map(|date| date.span));
    let Some(span) = span.or(call.amount.as_ref().map(|amount| amount.span)) else {
        return;
    };
    let is_empty = |text: &Option<Text>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    let missing = [
        ("quarter", is_empty(&call.quarter)),
        ("by", is_empty(&call.by)),
        ("date", call.date.is_none()),
        ("amount", call.amount.is_none()),
    ];
    let missing = missing.into_iter().filter(|(_, missing)| *missing);
    let missing: Vec<&str> = missing.map(|(key, _)| key).collect();
    if !missing.is_empty() {
        problems.invalid(
            span,
            format!("a call of [[forecast.calls]] lacks {}", missing.join(", ")),
            "write the quarter, who says it, on which day, and the amount of the whole quarter",
        );
    }
    if let Some(quarter) = call.quarter.as_ref().filter(|text| !is_quarter(text)) {
        problems.invalid(
            quarter.span,
            format!("`{quarter}` names no quarter"),
            "write it as in [targets]: FY27-Q4, for the year the fiscal year ends in",
        );
    }
}
