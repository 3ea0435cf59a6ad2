//! The words of the bridge: its lines, its deals, who made each change.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::forecast::bridge::Line;
use crate::model::past::Commit;
use crate::report::since::{Authorship, BridgeLine, ForecastChange, MovedDeal};
use crate::view::Style;

/// Commits that are named; the rest are counted.
const NAMED: usize = 3;

/// `+ moved in`.
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

/// `+$42,000`.
pub(super) fn signed(amount: Decimal, style: &Style) -> String {
    let plus = if amount > Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", style.full(amount))
}

/// A deal's part of a line, or a question mark where nobody knows what it is worth.
pub(super) fn part(deal: &MovedDeal, style: &Style) -> String {
    let known = deal.amount_then.or(deal.amount_now);
    if deal.amount.is_zero() && known.is_none() {
        "?".to_owned()
    } else {
        signed(deal.amount, style)
    }
}

/// What became of a deal: `from 18 Dec to 19 Feb`. Empty where the line says it all.
pub(super) fn detail(
    line: Line,
    deal: &MovedDeal,
    since: &ForecastChange,
    style: &Style,
) -> String {
    let day =
        |day: Option<NaiveDate>| day.map_or_else(|| "no date".to_owned(), |day| style.day(day));
    let money = |amount: Option<Decimal>| {
        amount.map_or_else(|| "no amount".to_owned(), |amount| style.full(amount))
    };
    let mut said = match line {
        Line::New | Line::Rates => String::new(),
        Line::Reopened => format!("was {}", deal.result_then.as_deref().unwrap_or("closed")),
        Line::MovedIn | Line::MovedOut => {
            format!("{} to {}", day(deal.close_then), day(deal.close_now))
        }
        Line::Increased | Line::Decreased => {
            format!("{} to {}", money(deal.amount_then), money(deal.amount_now))
        }
        Line::Won => deal.signed.map_or_else(String::new, |amount| {
            format!("signed for {}", style.full(amount))
        }),
        Line::Lost => match deal.result_now.as_deref() {
            Some("lost") | None => String::new(),
            Some(result) => result.to_owned(),
        },
        Line::Removed => "in no figure any more".to_owned(),
    };
    if line == Line::Rates && since.other_currency {
        "another currency".clone_into(&mut said);
    }
    if let Some(was) = &deal.old_id {
        let comma = if said.is_empty() { "" } else { ", " };
        said = format!("{said}{comma}was {was}");
    }
    said
}

/// Who made a change: `Sam Ortiz, 6 Oct, 3fa2c1d0`. A file that was written before the day it speaks of needs no commit.
pub(super) fn by(made: &Authorship, style: &Style) -> String {
    let mut parts: Vec<String> = made
        .commits
        .iter()
        .take(NAMED)
        .map(|commit| commit_words(commit, style))
        .collect();
    if made.commits.len() > NAMED {
        parts.push(format!("{} more", made.commits.len() - NAMED));
    }
    if made.uncommitted {
        parts.push("not committed yet".to_owned());
    } else if parts.is_empty() {
        parts.push("no commit in between".to_owned());
    }
    parts.join("; ")
}

/// A commit in a few words.
pub(super) fn commit_words(commit: &Commit, style: &Style) -> String {
    format!(
        "{}, {}, {}",
        commit.who(),
        style.day(commit.day),
        commit.short()
    )
}

/// The names of a line's deals, the largest first; a disqualified one says so.
pub(super) fn names(line: &BridgeLine, most: usize) -> String {
    let mut names: Vec<String> = line
        .deals
        .iter()
        .take(most)
        .map(|deal| {
            let mark = if deal.disqualified {
                " (disqualified)"
            } else {
                ""
            };
            format!("{}{mark}", deal.deal.name)
        })
        .collect();
    if line.deals.len() > most {
        names.push(format!("{} more", line.deals.len() - most));
    }
    names.join(", ")
}
