//! What changed, as a part of the forecast's page: a sentence, and what did it.

use super::figures::quarter;
use crate::forecast::money::Cents;
use crate::report::document::Money;
use crate::report::since::{Cause, ExpectationChange, ForecastChange};
use crate::view::{Style, count};

/// The most deals that are named on a line.
const NAMED: usize = 3;

/// Returns what changed in a few lines: the sentence, what did it, and what is to be known of it.
pub(super) fn lines(since: &ForecastChange, style: &Style) -> Vec<String> {
    let mut lines = vec![sentence(since, style)];
    lines.extend(news_line(since, style));
    lines.extend(in_no_sum(since));
    lines
}

/// Returns the forecast then and now in one sentence.
pub(super) fn sentence(since: &ForecastChange, style: &Style) -> String {
    let then = format!("Since {}", style.weekday(since.day));
    let Some(expectation) = &since.expectation else {
        let why = if since.other_currency {
            "process.toml counts in another currency now"
        } else {
            "the end of the quarter was more than a year away"
        };
        return format!("{then}: the forecast of then cannot be compared, {why}.");
    };
    let ExpectationChange {
        then: before,
        now,
        change,
        ..
    } = *expectation;
    let ends = [before, now];
    let unknown = [since.unknown_then, since.unknown_now];
    let mut written = [0, 1].map(|end| style.sum(ends[end], unknown[end]));
    if written[0] == written[1] {
        written = [0, 1].map(|end| style.full_sum(ends[end], unknown[end]));
    }
    let by = style.money(change.abs());
    let [before, after] = written;
    let moved = match change.cents().0 {
        0 => format!(
            "stands where it stood, at {}",
            style.sum(now, since.unknown_now)
        ),
        1.. => format!("rose by {by}, from {before} to {after}"),
        _ => format!("fell by {by}, from {before} to {after}"),
    };
    let from = expectation
        .from
        .map_or_else(String::new, |from| format!("{} to ", style.day(from)));
    format!(
        "{then} the forecast for {from}{} {moved}: {}.",
        style.day(expectation.until),
        parts(since, expectation, style)
    )
}

/// Returns how much is news, how much the days that passed, what past quarters did, and how much a changed process.toml.
fn parts(since: &ForecastChange, expectation: &ExpectationChange, style: &Style) -> String {
    let plus_or_minus = |amount: Money| {
        let size = style.money(amount.abs());
        match amount.cents().0 {
            0 => "nothing".to_owned(),
            1.. => format!("plus {size}"),
            _ => format!("minus {size}"),
        }
    };
    let some = |amount: Money| (!amount.is_zero()).then(|| plus_or_minus(amount));
    let weight = some(expectation.weight).map(|weight| {
        let how = weight_change(expectation);
        format!(", {weight} by {how}")
    });
    let weight = weight.unwrap_or_default();
    if !expectation.other_process && since.differing == 0 && since.is_quiet() {
        let days = some(expectation.change - expectation.weight).unwrap_or_default();
        return match &*weight {
            "" => "no file of a deal is another, only days have passed".to_owned(),
            weight => {
                format!("{days} by the days that passed{weight}; no file of a deal is another")
            }
        };
    }
    let time = expectation.older;
    let mut all = format!(
        "{} by news, {} by time",
        plus_or_minus(expectation.news - time),
        plus_or_minus(time)
    );
    if let Some(record) = some(expectation.record) {
        all += &format!(", {record} by what past quarters brought");
    }
    all += &weight;
    if expectation.other_process {
        let process = plus_or_minus(expectation.process);
        return format!("{all}, {process} by the changed process.toml");
    }
    let alone = expectation.record.is_zero() && weight.is_empty();
    let parts = if expectation.change.is_zero() && alone {
        "the news in it came to nothing"
    } else if time.is_zero() && alone {
        "all of it news"
    } else {
        &all
    };
    format!("{parts}, process.toml is the same")
}

/// Returns how past quarters count otherwise than they did.
fn weight_change(expectation: &ExpectationChange) -> &'static str {
    if expectation.had_record {
        "past quarters counting otherwise than then"
    } else {
        "past quarters, which count for the first time"
    }
}

/// Returns what moved the forecast: the deals that did most, then the rest, then the days; `None` if it is days alone.
fn news_line(since: &ForecastChange, style: &Style) -> Option<String> {
    let parts = news_parts(since.expectation.as_ref()?, since, style);
    let (shown, more) = parts.deals.split_at(parts.deals.len().min(NAMED));
    let part = |(name, amount): &(String, Money)| format!("{} {name}", short(*amount, style));
    let mut news: Vec<String> = shown.iter().map(part).collect();
    if news.is_empty() {
        return None;
    }
    if let Some((_, Money { currency, .. })) = more.first() {
        let sum = Money::sum(*currency, more.iter().map(|(_, amount)| *amount));
        let deals = if more.len() == 1 { "deal" } else { "deals" };
        news.push(format!("{} {} more {deals}", short(sum, style), more.len()));
    }
    news.extend(parts.rest.iter().map(part));
    let time = parts.time.iter();
    let time = time.map(|time| format!(" Time: {}.", part(time)));
    Some(format!(
        "News: {}.{}",
        news.join(", "),
        time.collect::<String>()
    ))
}

/// What moved the forecast, each in words and with its amount.
pub(super) struct NewsParts {
    /// Deals, what did most first.
    pub deals: Vec<(String, Money)>,
    /// The days that passed.
    pub time: Option<(String, Money)>,
    /// What no deal accounts for.
    pub rest: Option<(String, Money)>,
    /// What past quarters brought, and how much they count.
    pub record: Vec<(String, Money)>,
}

/// Returns what moved the forecast.
pub(super) fn news_parts(
    expectation: &ExpectationChange,
    since: &ForecastChange,
    style: &Style,
) -> NewsParts {
    let days = (style.today - since.day).num_days();
    let time = format!(
        "{} {} older",
        count(expectation.older_deals, "deal"),
        count(usize::try_from(days).unwrap_or(0), "day")
    );
    let rest = "new business".to_owned();
    let record = [
        ("what past quarters brought", expectation.record),
        (weight_change(expectation), expectation.weight),
    ];
    let record = record.map(|(name, amount)| (name.to_owned(), amount));
    let deals = expectation.deals.iter().map(|part| {
        let what = cause(&part.cause, style);
        (format!("{} {what}", part.deal.name), part.amount)
    });
    NewsParts {
        deals: deals.collect(),
        time: Some((time, expectation.older)).filter(|part| !part.1.is_zero()),
        rest: Some((rest, expectation.rest)).filter(|part| !part.1.is_zero()),
        record: record
            .into_iter()
            .filter(|part| !part.1.is_zero())
            .collect(),
    }
}

fn cause(cause: &Cause, style: &Style) -> String {
    match cause {
        Cause::Amount(by) if by.is_sign_negative() => {
            format!("shrank by {}", style.money(by.abs()))
        }
        Cause::Amount(by) => format!("grew by {}", style.money(*by)),
        Cause::AmountGone(was) => format!("was {}, and nobody can say now", style.money(*was)),
        Cause::AmountFound(is) => format!("is {}, which nobody knew", style.money(*is)),
        Cause::Stage(name) => format!("is in {name}"),
        Cause::New => "is new".to_owned(),
        other => other.key().to_owned(),
    }
}

/// Returns `+$14k`.
pub(super) fn short(amount: Money, style: &Style) -> String {
    let sign = if amount.cents() < Cents::ZERO {
        "−"
    } else {
        "+"
    };
    format!("{sign}{}", style.money(amount.abs()))
}

/// Returns the pipeline in one sentence.
pub(super) fn pipeline(since: &ForecastChange, style: &Style) -> String {
    let pipeline = &since.pipeline;
    let closing = format!("Open and closing in {}", quarter(since.quarter));
    let of = |amount: Money, unknown, deals| {
        let sum = style.full_sum(amount, unknown);
        format!("{sum}, {}", count(deals, "deal"))
    };
    let (then, now) = (pipeline.start_without_amount, pipeline.end_without_amount);
    let start = of(pipeline.start, then, pipeline.start_deals);
    let end = of(pipeline.end, now, pipeline.end_deals);
    if start == end {
        format!("{closing}: {end}, as then.")
    } else {
        format!("{closing}: {end}; then {start}.")
    }
}

/// Returns what the bridge does not say: dates that slipped, and what is in no sum.
pub(super) fn notes(since: &ForecastChange, style: &Style) -> Vec<String> {
    let mut lines: Vec<String> = slipped(since, style).into_iter().collect();
    lines.extend(in_no_sum(since));
    lines
}

/// Returns what no sum holds: amounts without a rate, those of another currency.
fn in_no_sum(since: &ForecastChange) -> Vec<String> {
    let mut lines = Vec::new();
    if !since.pipeline.without_rate.is_empty() {
        let deals = since.pipeline.without_rate.iter();
        let names: Vec<&str> = deals.map(|deal| deal.name.as_str()).collect();
        lines.push(format!(
            "In no sum, for lint rejects the amount or process.toml has no rate for it: {}.",
            names.join(", ")
        ));
    }
    if since.other_currency {
        lines.push(
            "process.toml counts in another currency now: amounts of then are those of today's rates."
                .to_owned(),
        );
    }
    lines
}

fn slipped(since: &ForecastChange, style: &Style) -> Option<String> {
    let slips = &since.slips;
    let farthest = slips.list.first()?;
    let often = match slips.times {
        1 => "once".to_owned(),
        times => format!("{times} times"),
    };
    let days = |days: i64| count(usize::try_from(days).unwrap_or(0), "day");
    let total = days(slips.total_days);
    Some(if slips.deals == 1 {
        format!(
            "Slipped: {} was pushed out {often}, by {total}, to {}.",
            farthest.deal.name,
            style.weekday(farthest.to),
        )
    } else {
        format!(
            "Slipped: {} were pushed out, {often} in all, by {} at the median and {total} in all; the farthest {}, by {}.",
            count(slips.deals, "deal"),
            days(slips.median_days.unwrap_or(0)),
            farthest.deal.name,
            days(farthest.days),
        )
    })
}
