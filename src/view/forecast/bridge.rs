//! The bridge in words: its lines, its deals, who made each change.

use chrono::NaiveDate;

use crate::forecast::bridge::Line;
use crate::forecast::money::Cents;
use crate::model::past::Commit;
use crate::report::document::Money;
use crate::report::since::{Authorship, ForecastChange, MovedDeal};
use crate::view::Style;

/// Commits that are named; the rest are counted.
const NAMED: usize = 3;

/// Returns `+ moved in`.
pub(super) fn name(line: Line) -> &'static str {
    match line {
        Line::New => "+ new",
        Line::Reopened => "+ reopened",
        Line::Increased => "+ increased",
        Line::MovedIn => "+ moved in",
        Line::MovedOut => "− moved out",
        Line::Decreased => "− decreased",
        Line::Won => "− won",
        Line::Lost => "− lost",
        Line::Removed => "− removed",
        Line::Rates => "± rates",
    }
}

/// Returns `+$42,000`.
pub(super) fn signed(amount: Money, style: &Style) -> String {
    let plus = if amount.cents() > Cents::ZERO {
        "+"
    } else {
        ""
    };
    format!("{plus}{}", style.full(amount))
}

/// Returns a deal's part of a line; a question mark if the deal never had an amount.
pub(super) fn part(deal: &MovedDeal, style: &Style) -> String {
    let known = deal.amount_then.or(deal.amount_now);
    if deal.amount.is_zero() && known.is_none() {
        "?".to_owned()
    } else {
        signed(deal.amount, style)
    }
}

/// Returns what became of a deal: `from 18 Dec to 19 Feb`. Empty if the line's name says it all.
pub(super) fn detail(
    line: Line,
    deal: &MovedDeal,
    since: &ForecastChange,
    style: &Style,
) -> String {
    let day =
        |day: Option<NaiveDate>| day.map_or_else(|| "no date".to_owned(), |day| style.day(day));
    let money = |amount: Option<Money>| {
        amount.map_or_else(|| "no amount".to_owned(), |amount| style.full(amount))
    };
    let what = match line {
        Line::New => None,
        Line::Rates => since.other_currency.then(|| "another currency".to_owned()),
        Line::Reopened => {
            let was = deal.result_then.as_deref().unwrap_or("closed");
            Some(format!("was {was}"))
        }
        Line::MovedIn | Line::MovedOut => Some(format!(
            "{} to {}",
            day(deal.close_then),
            day(deal.close_now)
        )),
        Line::Increased | Line::Decreased => {
            let (then, now) = (money(deal.amount_then), money(deal.amount_now));
            Some(format!("{then} to {now}"))
        }
        Line::Won => (deal.signed).map(|amount| format!("signed for {}", style.full(amount))),
        Line::Lost => deal.result_now.clone().filter(|result| result != "lost"),
        Line::Removed => Some("in no figure any more".to_owned()),
    };
    let was = deal.old_id.as_ref().map(|old| format!("was {old}"));
    let parts: Vec<String> = what.into_iter().chain(was).collect();
    parts.join(", ")
}

/// Returns who made a change: `Sam Ortiz, 6 Oct, 3fa2c1d0`. There can be no commit: a file may have been written before the day it
/// mentions.
pub(super) fn by(authorship: &Authorship, style: &Style) -> String {
    let mut parts: Vec<String> = authorship
        .commits
        .iter()
        .take(NAMED)
        .map(|made| commit(made, style))
        .collect();
    if authorship.commits.len() > NAMED {
        parts.push(format!("{} more", authorship.commits.len() - NAMED));
    }
    if authorship.uncommitted {
        parts.push("not committed yet".to_owned());
    } else if parts.is_empty() {
        parts.push("no commit in between".to_owned());
    }
    parts.join("; ")
}

/// Returns author, day and id of a commit.
pub(super) fn commit(commit: &Commit, style: &Style) -> String {
    format!(
        "{}, {}, {}",
        commit.who(),
        style.day(commit.day),
        commit.short()
    )
}
