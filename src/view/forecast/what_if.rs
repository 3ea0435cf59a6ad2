//! `dealctl what-if`: the forecast as it is and as it would be.

use std::cmp::Ordering;

use super::figures::{HorizonName, percent, with_range, without_unknown};
use super::range::{bar, scale};
use crate::report::document::{Money, Share};
use crate::report::what_if::{CaseForecast, ChangedDeal, Horizon, WhatIf};
use crate::view::Style;
use crate::view::page::{Block, Next, Page};
use crate::view::table::{Cell, Grid, Table, Tone};

/// The most deals that people see.
const SHOWN: usize = 10;

/// Returns the page.
pub fn what_if(report: &WhatIf<'_>, style: &Style) -> Page {
    let mut page = Page {
        lead: lead(report, style),
        ..Page::default()
    };
    if !report.changes_nothing() {
        page.blocks.push(horizons(report, style).into());
    }
    if !report.deals.is_empty() {
        page.blocks.push(deals(report, style).into());
    }
    page.blocks.push(Block::lines(notes(report)));
    page.next
        .push(Next::new("the forecast as it is", "dealctl forecast"));
    page
}

fn lead(report: &WhatIf<'_>, style: &Style) -> Vec<String> {
    let mut lines = vec![format!("If {}:", report.changes.join(" and "))];
    let Some(quarter) = report.horizons.first() else {
        return lines;
    };
    let (now, then) = (quarter.now.total, quarter.changed.total);
    let until = style.day(quarter.until);
    if report.changes_nothing() {
        let sum = style.sum(now.expected, report.unknown.now);
        lines.push(if report.without_amount.is_empty() {
            format!("Nothing changes: {sum} expected by {until}, as before.")
        } else {
            format!(
                "What changes, nobody can say: {sum} expected by {until} without it, as before."
            )
        });
        return lines;
    }
    lines.push(format!(
        "{} expected by {until} instead of {}, {}.",
        style.sum(then.expected, report.unknown.changed),
        style.sum(now.expected, report.unknown.now),
        more_or_less(quarter.difference, style),
    ));
    lines.push(format!(
        "8 chances in 10: {} to {} instead of {} to {}.",
        style.sum(then.p10, report.unknown.changed),
        style.sum(then.p90, report.unknown.changed),
        style.sum(now.p10, report.unknown.now),
        style.sum(now.p90, report.unknown.now)
    ));
    if let (Some(target), Some(now), Some(then)) = (
        report.target,
        quarter.now.chance_of_target,
        quarter.changed.chance_of_target,
    ) {
        let (now, then) = (chance(now), chance(then));
        let target = style.money(target);
        let before = if now == then {
            ", as before".to_owned()
        } else {
            format!(" instead of {now}")
        };
        let known = without_unknown(report.unknown.now.max(report.unknown.changed));
        lines.push(format!(
            "The {target} target is reached with a chance of {then}{before}{known}."
        ));
    }
    lines
}

/// Returns a chance to the per cent: a change can be smaller than `2 chances in 5` shows.
fn chance(chance: Share) -> String {
    match chance.0 {
        ..0.005 => "less than 1%".to_owned(),
        0.995.. => "more than 99%".to_owned(),
        _ => percent(chance),
    }
}

fn more_or_less(difference: Money, style: &Style) -> String {
    let amount = style.money(difference.abs());
    match difference.cents().0 {
        -99..=99 => "no more and no less".to_owned(),
        100.. => format!("{amount} more"),
        _ => format!("{amount} less"),
    }
}

/// A row: a horizon as it is, or as it would be.
enum CaseRow<'a> {
    Now(&'a Horizon),
    Changed(&'a Horizon),
}

impl CaseRow<'_> {
    fn horizon(&self) -> &Horizon {
        let (Self::Now(horizon) | Self::Changed(horizon)) = self;
        horizon
    }

    fn case(&self) -> &CaseForecast {
        match self {
            Self::Now(horizon) => &horizon.now,
            Self::Changed(horizon) => &horizon.changed,
        }
    }

    /// Returns how many deals are not in its total, because nobody can say what they are worth.
    fn unknown(&self, report: &WhatIf<'_>) -> usize {
        match self {
            Self::Now(_) => report.unknown.now,
            Self::Changed(_) => report.unknown.changed,
        }
    }

    fn name(&self, style: &Style) -> Cell {
        let horizon = self.horizon();
        let name = HorizonName {
            span: horizon.span,
            days: horizon.days,
            until: horizon.until,
            is_this_quarter: horizon.is_this_quarter,
        }
        .text(style);
        match self {
            Self::Now(_) => Cell::text(name),
            Self::Changed(_) => Cell::both("", name),
        }
    }

    fn change(&self, style: &Style) -> Cell {
        let Self::Changed(Horizon { difference, .. }) = self else {
            return Cell::default();
        };
        let amount = style.money(difference.abs());
        let shown = match difference.cents().0.cmp(&0) {
            Ordering::Greater => format!("+{amount}"),
            Ordering::Less => format!("−{amount}"),
            Ordering::Equal => amount,
        };
        Cell::both(shown, style.exact(*difference)).tone(Tone::Strong)
    }
}

fn horizons(report: &WhatIf<'_>, style: &Style) -> Grid {
    let rows = report.horizons.iter();
    let rows: Vec<CaseRow<'_>> = rows
        .flat_map(|horizon| [CaseRow::Now(horizon), CaseRow::Changed(horizon)])
        .collect();
    let most = rows.iter().map(|row| row.case().total.p90).max();
    let table = Table::<CaseRow<'_>>::new("horizons")
        .left("", "horizon", |row| row.name(style))
        .left("", "case", |row| match row {
            CaseRow::Now(_) => Cell::text("now"),
            CaseRow::Changed(_) => Cell::text("then"),
        })
        .right("", "days", |row| Cell::of(row.horizon().days))
        .for_programs()
        .left("", "until", |row| Cell::of(row.horizon().until))
        .for_programs();
    with_range(table, |row| Some(row.case().total), style)
        .right("EXPECTED", "expected", |row| {
            style.sum_cell(row.case().total.expected, row.unknown(report))
        })
        .right("CHANGE", "change", |row| row.change(style))
        .ranges(scale(most, "", style), |row| {
            Cell::range(bar(row.case().total, None))
        })
        .leaves(1)
        .rows(rows)
}

fn deals(report: &WhatIf<'_>, style: &Style) -> Grid {
    Table::<ChangedDeal<'_>>::new("deals")
        .left("DEAL", "deal", |deal| Cell::both(&deal.name, deal.deal))
        .left("STAGE", "stage", |deal| Cell::text(&deal.stage))
        .right("AMOUNT", "amount", |deal| style.amount(deal.amount))
        .right("EXPECTED", "expected", |deal| {
            style.amount(Some(deal.expected_now))
        })
        .right("THEN", "then", |deal| {
            style.amount(Some(deal.expected_changed))
        })
        .rows(report.deals.iter().take(SHOWN))
}

fn notes(report: &WhatIf<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if report.deals.len() > SHOWN {
        let more = report.deals.len() - SHOWN;
        let (deals, move_) = if more == 1 {
            ("deal", "moves")
        } else {
            ("deals", "move")
        };
        lines.push(format!(
            "{more} more {deals} {move_} by less; --format json has them all."
        ));
    }
    for name in &report.without_amount {
        lines.push(format!(
            "{name} has no amount: what winning it adds, nobody can say."
        ));
    }
    if report.changes_nothing() {
        return lines;
    }
    lines.push(
        "Both are drawn with the same luck, so the difference is no chance. What was learned from closed deals stays."
            .to_owned(),
    );
    if report.closes_deals {
        lines.push(
            "What open deals say is half of a total, and what is won is in it in full: so a deal that ends or goes moves a \
             total by more or less than its own line."
                .to_owned(),
        );
    }
    if report.changes_chances {
        lines.push(
            "Where more or fewer deals of a stage are won, stages before it keep the share that advances, and stages after it \
             win at least as often."
                .to_owned(),
        );
    }
    lines
}
