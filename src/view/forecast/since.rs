//! What changed, as a part of the forecast's page: a sentence, the bridge, the dates that slipped.

use super::bridge::{name, names, signed};
use super::words::quarter;
use crate::forecast::money::Cents;
use crate::report::since::{Cause, ExpectationChange, ForecastChange, Pipeline, median};
use crate::view::legacy::{Column, Table};
use crate::view::page::Block;
use crate::view::table::{Cell, Tone};
use crate::view::{Style, count};

/// Deals that are named on a line.
const NAMED: usize = 3;

/// The blocks.
pub(super) fn blocks(since: &ForecastChange, style: &Style) -> Vec<Block> {
    let mut first = vec![sentence(since, style)];
    first.extend(news_line(since, style));
    let moves = since.lines.iter().any(|line| !line.deals.is_empty());
    if !moves {
        first.push(pipeline(since, style));
    }
    let mut blocks = vec![Block::lines(first)];
    if moves {
        blocks.push(Block::from(table(since, style)));
    }
    blocks.push(Block::lines(notes(since, style)));
    blocks
}

/// The forecast then and now in one sentence.
pub(super) fn sentence(since: &ForecastChange, style: &Style) -> String {
    let then = format!("Since {}", style.weekday(since.day));
    let Some(news) = &since.expectation else {
        let why = if since.other_currency {
            "process.toml counts in another currency now"
        } else {
            "the end of the quarter was more than a year away"
        };
        return format!("{then}: the forecast of then cannot be compared, {why}.");
    };
    let money = |cents: Cents| style.money(style.minor(cents));
    let exact = |cents: Cents| style.full(style.minor(cents));
    let change = news.change();
    let (mut before, mut now) = (money(news.then), money(news.now));
    if before == now {
        (before, now) = (exact(news.then), exact(news.now));
    }
    let moved = if change == Cents::ZERO {
        format!("stands where it stood, at {}", money(news.now))
    } else {
        let way = if change > Cents::ZERO { "rose" } else { "fell" };
        let by = money(change.saturating_abs());
        format!("{way} by {by}, from {before} to {now}")
    };
    let from = news
        .from
        .map_or_else(String::new, |from| format!("{} to ", style.day(from)));
    format!(
        "{then} the forecast for {from}{} {moved}: {}.",
        style.day(news.until),
        parts(since, news, style)
    )
}

/// How much is news, how much the days that passed, and how much a changed process.toml.
fn parts(since: &ForecastChange, news: &ExpectationChange, style: &Style) -> String {
    if !news.other_process && since.differing == 0 && since.is_quiet() {
        return "no file of a deal is another, only days have passed".to_owned();
    }
    let did = |cents: Cents| {
        let verb = match cents.0 {
            0 => return "nothing".to_owned(),
            1.. => "plus",
            _ => "minus",
        };
        format!(
            "{verb} {}",
            style.money(style.minor(cents.saturating_abs()))
        )
    };
    let time = news.older.amount;
    let news_alone = news.news().saturating_sub(time);
    let both = format!("{} by news, {} by time", did(news_alone), did(time));
    if news.other_process {
        let process = did(news.process());
        return format!("{both}, {process} by the changed process.toml");
    }
    let told = match (news.change(), time) {
        (Cents::ZERO, _) => "the news in it came to nothing",
        (_, Cents::ZERO) => "all of it news",
        _ => &both,
    };
    format!("{told}, process.toml is the same")
}

/// What moved the forecast: the deals that did most, then the days, then the rest. Nothing where it is days alone.
fn news_line(since: &ForecastChange, style: &Style) -> Option<String> {
    let news = since.expectation.as_ref()?;
    let parts = news_parts(news, since, style);
    let (shown, more) = parts.deals.split_at(parts.deals.len().min(NAMED));
    let mut said: Vec<String> = shown
        .iter()
        .map(|(name, cents)| format!("{} {name}", short(*cents, style)))
        .collect();
    if said.is_empty() {
        return None;
    }
    if !more.is_empty() {
        let sum = more.iter().map(|(_, cents)| *cents).sum();
        let deals = if more.len() == 1 { "deal" } else { "deals" };
        said.push(format!("{} {} more {deals}", short(sum, style), more.len()));
    }
    let told = |(name, cents): &(String, Cents)| format!("{} {name}", short(*cents, style));
    said.extend(parts.rest.iter().map(told));
    let time = parts
        .time
        .iter()
        .map(|part| format!(" Time: {}.", told(part)));
    Some(format!(
        "News: {}.{}",
        said.join(", "),
        time.collect::<String>()
    ))
}

/// What moved the forecast, each in words and with its cents.
pub(super) struct NewsParts {
    /// Deals, what did most first.
    pub deals: Vec<(String, Cents)>,
    /// The days that passed.
    pub time: Option<(String, Cents)>,
    /// What no deal accounts for.
    pub rest: Option<(String, Cents)>,
}

/// What moved the forecast.
pub(super) fn news_parts(
    news: &ExpectationChange,
    since: &ForecastChange,
    style: &Style,
) -> NewsParts {
    let days = (style.today - since.day).num_days();
    let time = format!(
        "{} {} older",
        count(news.older.deals, "deal"),
        count(usize::try_from(days).unwrap_or(0), "day")
    );
    let rest = "new business and past windows".to_owned();
    let deals = news.deals.iter().map(|part| {
        let what = cause(&part.cause, style);
        (format!("{} {what}", part.deal.name), part.amount)
    });
    NewsParts {
        deals: deals.collect(),
        time: Some((time, news.older.amount)).filter(|part| part.1 != Cents::ZERO),
        rest: Some((rest, news.rest())).filter(|part| part.1 != Cents::ZERO),
    }
}

fn cause(cause: &Cause, style: &Style) -> String {
    match cause {
        Cause::Amount(by) if by.is_sign_negative() => {
            format!("shrank by {}", style.money(by.abs()))
        }
        Cause::Amount(by) => format!("grew by {}", style.money(*by)),
        Cause::Stage(name) => format!("is in {name}"),
        Cause::New => "is new".to_owned(),
        other => other.key().to_owned(),
    }
}

/// `+$14k`.
pub(super) fn short(cents: Cents, style: &Style) -> String {
    let sign = if cents < Cents::ZERO { "−" } else { "+" };
    let amount = style.minor(cents.saturating_abs());
    format!("{sign}{}", style.money(amount))
}

/// The pipeline in one sentence.
pub(super) fn pipeline(since: &ForecastChange, style: &Style) -> String {
    let (start, end) = (since.start, since.end);
    let closing = format!("Open and closing in {}", quarter(since.quarter));
    if start == end {
        return format!(
            "{closing}: {}, {}, as then.",
            style.full(end.amount),
            count(end.deals, "deal")
        );
    }
    format!(
        "{closing}: {}, {}; then {}, {}.",
        style.full(end.amount),
        count(end.deals, "deal"),
        style.full(start.amount),
        count(start.deals, "deal"),
    )
}

/// The lines that have a deal.
fn table(since: &ForecastChange, style: &Style) -> Table {
    let columns = vec![
        Column::left("CLOSES THIS QUARTER", "line"),
        Column::right("DEALS", "deals"),
        Column::right("AMOUNT", "amount"),
        Column::left("", "names").wraps(24),
    ];
    let whole = |name: String, Pipeline { deals, amount }: Pipeline| {
        [
            Cell::text(name),
            Cell::text(deals.to_string()),
            Cell::both(style.full(amount), style.exact(amount)),
            Cell::default(),
        ]
        .map(|cell| cell.tone(Tone::Strong))
        .into()
    };
    let mut rows = vec![whole(
        format!("on {}", style.weekday(since.day)),
        since.start,
    )];
    for line in since.lines.iter().filter(|line| !line.deals.is_empty()) {
        rows.push(vec![
            Cell::text(format!("  {}", name(line.line))),
            Cell::text(line.deals.len().to_string()),
            Cell::both(signed(line.amount, style), style.exact(line.amount)),
            Cell::text(names(line, NAMED)),
        ]);
    }
    rows.push(whole("now".to_owned(), since.end));
    Table {
        title: "bridge",
        columns,
        rows,
    }
}

/// What the bridge does not say.
pub(super) fn notes(since: &ForecastChange, style: &Style) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(farthest) = since.slips.first() {
        let times: usize = since.slips.iter().map(|slip| slip.times).sum();
        let total: i64 = since
            .slips
            .iter()
            .map(crate::report::since::Slip::days)
            .sum();
        let one = since.slips.len() == 1;
        let often = if times == 1 {
            "once".to_owned()
        } else {
            format!("{times} times")
        };
        let days = |days: i64| count(usize::try_from(days).unwrap_or(0), "day");
        lines.push(if one {
            format!(
                "Slipped: {} was pushed out {often}, by {}, to {}.",
                farthest.deal.name,
                days(total),
                style.weekday(farthest.to),
            )
        } else {
            format!(
                "Slipped: {} were pushed out, {often} in all, by {} at the median and {} in all; the farthest {}, by {}.",
                count(since.slips.len(), "deal"),
                days(median(&since.slips)),
                days(total),
                farthest.deal.name,
                days(farthest.days()),
            )
        });
    }
    if !since.without_rate.is_empty() {
        let names: Vec<&str> = since
            .without_rate
            .iter()
            .map(|deal| deal.name.as_str())
            .collect();
        lines.push(format!(
            "Counted as nothing, for their currency has no rate in process.toml: {}.",
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
